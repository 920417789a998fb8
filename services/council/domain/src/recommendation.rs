//! The council's recommendation of a cycle: what was handed over, and that it was issued (C9, C10).

use kernel::{Acting, Aggregate, CycleId, Date, Facts, MeetingId, Violations};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::meeting::chaired;
use crate::{ProposalStanding, ProposedItem, Rejection};

/// What prioritisation announced after the last item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Number of items.
    pub count: u32,
    /// Digest of the items.
    pub digest: String,
}

/// That the recommendation was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// In this meeting.
    pub meeting: MeetingId,
    /// On this day.
    pub decided_on: Date,
}

/// The recommendation of one cycle. It counts its items; each has a stream of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The cycle.
    pub cycle: CycleId,
    /// Items received, in city order.
    pub received: u32,
    /// Digest of the items received.
    pub digest: String,
    /// What was announced at hand-over.
    pub announced: Option<Announced>,
    /// That it was issued.
    pub issued: Option<Issued>,
}

impl Recommendation {
    fn new(cycle: CycleId) -> Self {
        let digest = first_digest(cycle);
        Self { cycle, received: 0, digest, announced: None, issued: None }
    }

    /// Whether the items received have the digest that was announced.
    #[must_use]
    pub fn same_digest(&self) -> bool {
        self.announced.as_ref().is_some_and(|announced| announced.digest == self.digest)
    }

    /// Whether everything that was announced is here, and nothing else.
    #[must_use]
    pub fn complete(&self) -> bool {
        let announced = self.announced.as_ref().map(|announced| announced.count);
        announced == Some(self.received) && self.same_digest()
    }
}

/// What can be asked of the recommendation.
#[derive(Debug, Clone)]
pub enum RecommendationCommand {
    /// An item was handed over. A reaction.
    ReceiveItem(ProposedItem),
    /// The proposal was handed over: all its items have been sent. A reaction.
    ReceiveHandOver {
        /// The cycle.
        cycle: CycleId,
        /// Number of items and their digest.
        announced: Announced,
    },
    /// The chair issues it (C10). The council recommends the proposal unchanged, but for what was
    /// withdrawn.
    Issue {
        /// The cycle.
        cycle: CycleId,
        /// The meeting.
        meeting: MeetingId,
        /// Number of items that are recommended or left out with it.
        items: u32,
        /// How many of them are left out because they were withdrawn.
        withdrawn: u32,
    },
}

/// What can have happened to the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum RecommendationFact {
    /// An item was received.
    #[serde(rename = "item_received.v1")]
    ItemReceived {
        /// The cycle.
        cycle: CycleId,
        /// Digest of the items received so far.
        digest: String,
    },
    /// The proposal was handed over.
    #[serde(rename = "handed_over.v1")]
    HandedOver {
        /// The cycle.
        cycle: CycleId,
        /// Number of items and their digest.
        announced: Announced,
    },
    /// It was issued.
    #[serde(rename = "issued.v1")]
    Issued {
        /// Meeting and day.
        issued: Issued,
        /// Number of items that are recommended.
        count: u32,
        /// Digest of the proposal that is recommended, with what was withdrawn and is left out.
        digest: String,
    },
}

impl Facts for RecommendationFact {}

impl Aggregate for Recommendation {
    const KIND: &'static str = "recommendation";
    const SCHEMA: u32 = 1;
    type Id = CycleId;
    type Command = RecommendationCommand;
    type Fact = RecommendationFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: RecommendationCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<RecommendationFact>, Rejection> {
        match command {
            RecommendationCommand::ReceiveItem(item) => receive(state, &item),
            RecommendationCommand::ReceiveHandOver { cycle, announced } => {
                let known = state.is_some_and(|one| one.announced.is_some());
                let fact = RecommendationFact::HandedOver { cycle, announced };
                Ok(if known { Vec::new() } else { vec![fact] })
            }
            RecommendationCommand::Issue { cycle, meeting, items, withdrawn } => {
                issue(state, cycle, meeting, (items, withdrawn), acting).map(|fact| vec![fact])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &RecommendationFact) -> Option<Self> {
        match fact {
            RecommendationFact::ItemReceived { cycle, digest } => {
                let one = state.unwrap_or_else(|| Self::new(*cycle));
                let received = one.received.saturating_add(1);
                Some(Self { received, digest: digest.clone(), ..one })
            }
            RecommendationFact::HandedOver { cycle, announced } => {
                let one = state.unwrap_or_else(|| Self::new(*cycle));
                Some(Self { announced: Some(announced.clone()), ..one })
            }
            RecommendationFact::Issued { issued, .. } => {
                state.map(|one| Self { issued: Some(issued.clone()), ..one })
            }
        }
    }
}

fn receive(
    state: Option<&Recommendation>,
    item: &ProposedItem,
) -> Result<Vec<RecommendationFact>, Rejection> {
    let received = state.map_or(0, |one| one.received);
    if item.city_rank <= received {
        return Ok(Vec::new());
    }
    let mut wrong = Violations::none();
    let next = received.saturating_add(1);
    wrong.unless(
        item.city_rank == next,
        "city_rank",
        format!("must be {next}: items come in order"),
    );
    wrong.check()?;
    let before = state.map_or_else(|| first_digest(item.cycle), |one| one.digest.clone());
    let digest = next_digest(before, item);
    Ok(vec![RecommendationFact::ItemReceived { cycle: item.cycle, digest }])
}

fn issue(
    state: Option<&Recommendation>,
    cycle: CycleId,
    meeting: MeetingId,
    (items, withdrawn): (u32, u32),
    acting: &Acting<'_>,
) -> Result<RecommendationFact, Rejection> {
    chaired(acting)?;
    if let Some(issued) = state.and_then(|one| one.issued.as_ref()) {
        return Err(Rejection::AlreadyIssued { cycle, meeting: issued.meeting });
    }
    let (count, digest) = ProposalStanding::of(state).complete(cycle)?;
    let mut wrong = Violations::none();
    wrong.unless(items == count, "items", format!("were {items} when read, and {count} are here"));
    wrong.check()?;
    let count = count.saturating_sub(withdrawn);
    let issued = Issued { meeting, decided_on: acting.now().date() };
    Ok(RecommendationFact::Issued { issued, count, digest })
}

/// The digest that prioritisation's contract states, recomputed item by item: every part enters as
/// a netstring, and each item's digest covers the one before it.
fn first_digest(cycle: CycleId) -> String {
    hash(&["radslag.proposal.v1".to_owned(), cycle.to_string()])
}

fn next_digest(before: String, item: &ProposedItem) -> String {
    hash(&[
        before,
        item.initiative.to_string(),
        item.case.to_string(),
        item.administration.to_string(),
        item.reference.clone(),
        item.title.clone(),
        item.area.to_string(),
        item.area_rank.to_string(),
        item.city_rank.to_string(),
        item.score_numerator.to_string(),
        item.score_denominator.to_string(),
        item.cost.as_ore().to_string(),
    ])
}

fn hash(parts: &[String]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(format!("{}:{part},", part.len()));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
