//! One initiative of the proposal, and its place in the recommendation (C9, C10).

use kernel::{
    Acting, AdministrationId, Aggregate, AreaKey, CaseId, CycleId, Facts, InitiativeId, MeetingId,
    Money,
};
use serde::{Deserialize, Serialize};

use crate::meeting::chaired;
use crate::{Rejection, Withdrawal};

/// One item as prioritisation handed it over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedItem {
    /// The cycle.
    pub cycle: CycleId,
    /// The initiative.
    pub initiative: InitiativeId,
    /// The case.
    pub case: CaseId,
    /// The administration that submitted it.
    pub administration: AdministrationId,
    /// The proposer's own reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The area.
    pub area: AreaKey,
    /// Place in the area's ranking.
    pub area_rank: u32,
    /// Place in the city; 1 is first, without gaps.
    pub city_rank: u32,
    /// Numerator of the score.
    pub score_numerator: u64,
    /// Denominator of the score.
    pub score_denominator: u64,
    /// Total cost.
    pub cost: Money,
}

/// An item that the council has before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationItem {
    /// As proposed.
    pub item: ProposedItem,
    /// The meeting that recommended it.
    pub meeting: Option<MeetingId>,
    /// The meeting that left it out, because it was withdrawn.
    pub left_out: Option<MeetingId>,
}

/// What can be asked of an item.
#[derive(Debug, Clone)]
pub enum RecommendationItemCommand {
    /// It was handed over. A reaction.
    Receive(ProposedItem),
    /// The chair issues the recommendation: the item's part of it.
    Recommend {
        /// The case.
        case: CaseId,
        /// The meeting.
        meeting: MeetingId,
        /// The initiative's withdrawal, if it was withdrawn.
        withdrawal: Option<Withdrawal>,
    },
}

/// What can have happened to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum RecommendationItemFact {
    /// It was handed over to the council.
    #[serde(rename = "proposed.v1")]
    Proposed {
        /// The item.
        item: ProposedItem,
    },
    /// The council recommended it.
    #[serde(rename = "recommended.v1")]
    Recommended {
        /// The meeting.
        meeting: MeetingId,
    },
    /// The council left it out: its initiative was withdrawn before the recommendation was issued.
    #[serde(rename = "left_out.v1")]
    LeftOut {
        /// The meeting.
        meeting: MeetingId,
        /// Why it was withdrawn.
        reason: String,
    },
}

impl Facts for RecommendationItemFact {}

impl Aggregate for RecommendationItem {
    const KIND: &'static str = "recommendation_item";
    const SCHEMA: u32 = 2;
    type Id = CaseId;
    type Command = RecommendationItemCommand;
    type Fact = RecommendationItemFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: RecommendationItemCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<RecommendationItemFact>, Rejection> {
        match command {
            RecommendationItemCommand::Receive(item) => Ok(match state {
                Some(_) => Vec::new(),
                None => vec![RecommendationItemFact::Proposed { item }],
            }),
            RecommendationItemCommand::Recommend { case, meeting, withdrawal } => {
                let one =
                    state.ok_or_else(|| Rejection::not_found("recommendation item", &case))?;
                chaired(acting)?;
                if let Some(meeting) = one.meeting.or(one.left_out) {
                    return Err(Rejection::AlreadyIssued { cycle: one.item.cycle, meeting });
                }
                Ok(vec![match withdrawal {
                    Some(Withdrawal { reason, .. }) => {
                        RecommendationItemFact::LeftOut { meeting, reason }
                    }
                    None => RecommendationItemFact::Recommended { meeting },
                }])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &RecommendationItemFact) -> Option<Self> {
        match fact {
            RecommendationItemFact::Proposed { item } => {
                Some(Self { item: item.clone(), meeting: None, left_out: None })
            }
            RecommendationItemFact::Recommended { meeting } => {
                state.map(|one| Self { meeting: Some(*meeting), ..one })
            }
            RecommendationItemFact::LeftOut { meeting, .. } => {
                state.map(|one| Self { left_out: Some(*meeting), ..one })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{History, chair, id};

    fn item(city_rank: u32) -> ProposedItem {
        ProposedItem {
            cycle: id(1),
            initiative: id(1),
            case: id(1),
            administration: id(1),
            reference: "ref-1".to_owned(),
            title: "Bokning".to_owned(),
            area: AreaKey::new("social"),
            area_rank: 1,
            city_rank,
            score_numerator: 1,
            score_denominator: 1,
            cost: Money::ore(100),
        }
    }

    fn withdrawn(reason: &str) -> Withdrawal {
        Withdrawal { initiative: id(1), reason: reason.to_owned() }
    }

    fn recommend(withdrawal: Option<Withdrawal>) -> RecommendationItemCommand {
        RecommendationItemCommand::Recommend { case: id(1), meeting: id(7), withdrawal }
    }

    #[test]
    fn what_was_withdrawn_is_left_out_with_its_reason_and_stays_in_the_snapshot_c9_c10() {
        let mut history = History::<RecommendationItem>::new();
        history.act(&chair(), RecommendationItemCommand::Receive(item(3))).expect("received");
        let facts = history.act(&chair(), recommend(Some(withdrawn("no longer needed"))));
        let reason = "no longer needed".to_owned();
        assert_eq!(facts, Ok(vec![RecommendationItemFact::LeftOut { meeting: id(7), reason }]));
        assert_eq!((&history.state().item, history.state().meeting), (&item(3), None));
        let refused = history.act(&chair(), recommend(None));
        assert_eq!(refused, Err(Rejection::AlreadyIssued { cycle: id(1), meeting: id(7) }));
    }

    proptest! {
        #[test]
        fn whatever_is_asked_an_item_is_recommended_or_left_out_once_and_stays_as_it_was_proposed(
            asked in prop::collection::vec(
                (prop::option::of(1_u32..9), prop::option::of(Just("over"))), 0..9
            )
        ) {
            let mut history = History::<RecommendationItem>::new();
            let first = asked.iter().find_map(|(rank, _)| *rank);
            for (rank, reason) in asked {
                let withdrawal = reason.map(withdrawn);
                let command = match rank {
                    Some(rank) => RecommendationItemCommand::Receive(item(rank)),
                    None => recommend(withdrawal),
                };
                let _ = history.act(&chair(), command);
            }
            let ends = |fact: &&RecommendationItemFact| {
                !matches!(fact, RecommendationItemFact::Proposed { .. })
            };
            prop_assert!(history.facts.iter().filter(ends).count() <= 1);
            prop_assert_eq!(history.state.map(|one| one.item.city_rank), first);
        }
    }
}
