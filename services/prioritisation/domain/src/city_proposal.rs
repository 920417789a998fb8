//! The city-wide proposal of a cycle: composed, signed, handed over (C8, C9, D5).

use kernel::{Acting, Aggregate, AreaKey, CycleId, Facts, Need, PersonId, Violations};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use crate::rejection::require_open;
use crate::{
    AreaRound, Making, Plan, ProposalItem, Rejection, Shared, compose, digest, mandates, upcast,
};

kernel::named! {
    /// Kind of expertise that must take part (D5).
    pub enum Competence {
        /// Knowledge of the business.
        Business = "business",
        /// Knowledge of IT and systems.
        It = "it",
    }
}

impl Competence {
    const fn needs(self) -> &'static [Need] {
        match self {
            Self::Business => mandates::BUSINESS_EXPERT,
            Self::It => mandates::IT_EXPERT,
        }
    }
}

/// The city-wide proposal of one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityProposal {
    /// The cycle.
    pub cycle: CycleId,
    /// Items in city order, until hand-over. After it they stand in the facts.
    pub items: Shared<Vec<ProposalItem>>,
    /// Number of items.
    pub count: u32,
    /// Digest of the items.
    pub digest: String,
    /// Digest of the area rankings that it was made from.
    pub ground: String,
    /// How it was made. `None` for one composed before that was recorded.
    pub making: Shared<Option<Making>>,
    /// Who has signed since the last composition.
    pub signatures: BTreeMap<Competence, PersonId>,
    /// Whether it was handed over. Then it cannot change.
    pub handed_over: bool,
}

/// What can be asked of the proposal.
#[derive(Debug, Clone)]
pub enum CityProposalCommand {
    /// A handling officer composes it from the rankings, again where it was composed before.
    Compose {
        /// The cycle.
        cycle: CycleId,
        /// All areas of the cycle's model.
        areas: Vec<AreaKey>,
        /// Their rounds.
        rounds: Vec<AreaRound>,
        /// What a method makes of the rounds as they were read.
        plan: Box<Plan>,
        /// Digest of what the areas had ranked when they were read.
        ground: String,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// An expert signs it as last composed (D5).
    Sign {
        /// The cycle.
        cycle: CycleId,
        /// What the expert signs for.
        competence: Competence,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// A handling officer hands it over to the council (C9).
    HandOver {
        /// The cycle.
        cycle: CycleId,
        /// The areas' rounds as they stand: the proposal must still follow from them.
        rounds: Vec<AreaRound>,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
}

/// What can have happened to the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum CityProposalFact {
    /// It was composed. Earlier signatures are void.
    #[serde(rename = "composed.v2")]
    Composed {
        /// The cycle.
        cycle: CycleId,
        /// Items in city order.
        items: Vec<ProposalItem>,
        /// Digest of the items.
        digest: String,
        /// Digest of the area rankings that it was made from.
        ground: String,
        /// How it was made.
        making: Option<Making>,
    },
    /// It was signed.
    #[serde(rename = "signed.v1")]
    Signed {
        /// What for.
        competence: Competence,
        /// By whom.
        person: PersonId,
    },
    /// One item was handed over.
    #[serde(rename = "item_handed_over.v2")]
    ItemHandedOver {
        /// The item.
        item: ProposalItem,
    },
    /// All items were handed over.
    #[serde(rename = "handed_over.v2")]
    HandedOver {
        /// Number of items.
        count: u32,
        /// Digest of the items.
        digest: String,
        /// Signatures of both kinds.
        signatures: BTreeMap<Competence, PersonId>,
        /// How it was made, with the whole view and the certificate (F4, F7).
        making: Option<Making>,
    },
}

impl Facts for CityProposalFact {
    /// Proposals of version 1 were in order of area score, and all of it was proposed.
    fn upcast(mut json: Value) -> Value {
        let tag = match upcast::tag(&json) {
            "composed.v1" => {
                let items = json.get_mut("items").and_then(Value::as_array_mut);
                items.into_iter().flatten().for_each(upcast::give_place);
                let digest = json.get("digest").cloned().unwrap_or_default();
                upcast::put(Some(&mut json), "ground", digest);
                upcast::put(Some(&mut json), "making", Value::Null);
                "composed.v2"
            }
            "item_handed_over.v1" => {
                json.get_mut("item").into_iter().for_each(upcast::give_place);
                "item_handed_over.v2"
            }
            "handed_over.v1" => {
                upcast::put(Some(&mut json), "making", Value::Null);
                "handed_over.v2"
            }
            _ => return json,
        };
        upcast::retag(&mut json, tag);
        json
    }
}

impl Aggregate for CityProposal {
    const KIND: &'static str = "city_proposal";
    const SCHEMA: u32 = 2;
    type Id = CycleId;
    type Command = CityProposalCommand;
    type Fact = CityProposalFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: CityProposalCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<CityProposalFact>, Rejection> {
        let found = |cycle: CycleId| state.ok_or_else(|| Rejection::not_found("proposal", &cycle));
        match command {
            CityProposalCommand::Compose { cycle, areas, rounds, plan, ground, cycle_open } => {
                acting.require(mandates::OFFICER, None)?;
                changeable(state, cycle, cycle_open)?;
                all_done(&areas, &rounds)?;
                same_ground(cycle, &rounds, &ground)?;
                let Plan { items, making } = *plan;
                let (digest, making) = (digest(cycle, &items), Some(making));
                Ok(vec![CityProposalFact::Composed { cycle, items, digest, ground, making }])
            }
            CityProposalCommand::Sign { cycle, competence, cycle_open } => {
                let proposal = found(cycle)?;
                acting.require(competence.needs(), None)?;
                changeable(state, cycle, cycle_open)?;
                if proposal.signatures.contains_key(&competence) {
                    return Err(Rejection::AlreadySigned { competence });
                }
                let person = acting.person();
                if proposal.signatures.values().any(|other| *other == person) {
                    return Err(Rejection::BothCompetences { person });
                }
                Ok(vec![CityProposalFact::Signed { competence, person }])
            }
            CityProposalCommand::HandOver { cycle, rounds, cycle_open } => {
                let proposal = found(cycle)?;
                acting.require(mandates::OFFICER, None)?;
                changeable(state, cycle, cycle_open)?;
                if ground_digest(cycle, &rounds) != proposal.ground {
                    return Err(Rejection::ProposalOutdated { cycle });
                }
                all_signed(proposal)?;
                Ok(hand_over(proposal))
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &CityProposalFact) -> Option<Self> {
        match (state, fact) {
            (_, CityProposalFact::Composed { cycle, items, digest, ground, making }) => {
                Some(Self {
                    cycle: *cycle,
                    items: items.clone().into(),
                    count: u32::try_from(items.len()).unwrap_or(u32::MAX),
                    digest: digest.clone(),
                    ground: ground.clone(),
                    making: making.clone().into(),
                    signatures: BTreeMap::new(),
                    handed_over: false,
                })
            }
            (Some(mut proposal), CityProposalFact::Signed { competence, person }) => {
                proposal.signatures.insert(*competence, person.clone());
                Some(proposal)
            }
            (Some(proposal), CityProposalFact::HandedOver { .. }) => {
                Some(Self { items: Shared::default(), handed_over: true, ..proposal })
            }
            (state, _) => state,
        }
    }
}

/// Digest of what the areas have ranked, as it stands: what a proposal must still follow from.
#[must_use]
pub fn ground_digest(cycle: CycleId, rounds: &[AreaRound]) -> String {
    digest(cycle, &compose(rounds))
}

fn same_ground(cycle: CycleId, rounds: &[AreaRound], ground: &str) -> Result<(), Violations> {
    let mut wrong = Violations::none();
    let same = ground_digest(cycle, rounds) == ground;
    wrong.unless(same, "cycle", "had a ranking or a withdrawal meanwhile; try again");
    wrong.check()
}

fn changeable(
    state: Option<&CityProposal>,
    cycle: CycleId,
    cycle_open: bool,
) -> Result<(), Rejection> {
    if state.is_some_and(|proposal| proposal.handed_over) {
        return Err(Rejection::HandedOver { cycle });
    }
    require_open(cycle, cycle_open)
}

fn all_done(areas: &[AreaKey], rounds: &[AreaRound]) -> Result<(), Rejection> {
    let done = |area: &AreaKey| rounds.iter().any(|round| round.area == *area && round.done());
    let left: Vec<_> = areas.iter().filter(|area| !done(area)).map(AreaKey::as_str).collect();
    if left.is_empty() { Ok(()) } else { Err(Rejection::AreasNotRanked { areas: left.join(", ") }) }
}

fn all_signed(proposal: &CityProposal) -> Result<(), Rejection> {
    let unsigned = |one: &&Competence| !proposal.signatures.contains_key(*one);
    let missing: Vec<_> = Competence::ALL.iter().filter(unsigned).map(|one| one.as_str()).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Rejection::SignaturesMissing { missing: missing.join(", ") })
    }
}

fn hand_over(proposal: &CityProposal) -> Vec<CityProposalFact> {
    let item = |item: &ProposalItem| CityProposalFact::ItemHandedOver { item: item.clone() };
    let mut facts: Vec<_> = proposal.items.iter().map(item).collect();
    facts.push(CityProposalFact::HandedOver {
        count: proposal.count,
        digest: proposal.digest.clone(),
        signatures: proposal.signatures.clone(),
        making: Option::clone(&proposal.making),
    });
    facts
}

#[cfg(test)]
mod tests;
