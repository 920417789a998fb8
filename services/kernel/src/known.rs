//! What a service keeps of another's events, as facts of its own: seats and cycles.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Acting, Aggregate, CycleId, Date, Facts, Money, Seat, SeatId};

crate::rejections! {
    /// Nothing is refused: what another service has published has happened.
    pub enum KnownRejection {}
}

/// Names one thing known of another service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownId {
    /// A seat of council.
    Seat(SeatId),
    /// A cycle of budget-integration.
    Cycle(CycleId),
}

impl fmt::Display for KnownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seat(id) => id.fmt(f),
            Self::Cycle(id) => id.fmt(f),
        }
    }
}

/// The terms under which everything in a cycle is decided (C11, C14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleTerms {
    /// The cycle.
    pub id: CycleId,
    /// The budget year.
    pub year: i16,
    /// Version of the model that the cycle pins.
    pub model: String,
    /// What the city sets aside for the year.
    pub frame: Money,
    /// From this cost on, one administration's own initiative is in scope (B2).
    pub large_budget: Money,
    /// Last day of submission.
    pub submit_by: Date,
    /// Last day of step one.
    pub step_one_by: Date,
    /// Last day of step two.
    pub step_two_by: Date,
    /// Last day for the recommendation.
    pub recommend_by: Date,
    /// Whether the cycle is open.
    pub open: bool,
}

/// One thing known of another service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Known {
    /// A seat.
    Seat(Seat),
    /// A cycle.
    Cycle(CycleTerms),
}

impl Known {
    /// The cycle's terms, if this is a cycle.
    #[must_use]
    pub fn cycle(&self) -> Option<&CycleTerms> {
        match self {
            Self::Cycle(terms) => Some(terms),
            Self::Seat(_) => None,
        }
    }
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learn {
    /// A seat was appointed.
    SeatAppointed(Seat),
    /// A seat ends on this day.
    SeatEnded(Date),
    /// A cycle was opened.
    CycleOpened(CycleTerms),
    /// The cycle was closed.
    CycleClosed,
}

/// Facts of [`Known`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum KnownFact {
    /// A seat was appointed.
    #[serde(rename = "seat_appointed.v1")]
    SeatAppointed {
        /// The seat.
        seat: Seat,
    },
    /// A seat ends on this day.
    #[serde(rename = "seat_ended.v1")]
    SeatEnded {
        /// First day on which it is no longer held.
        until: Date,
    },
    /// A cycle was opened.
    #[serde(rename = "cycle_opened.v1")]
    CycleOpened {
        /// Its terms.
        terms: CycleTerms,
    },
    /// The cycle was closed.
    #[serde(rename = "cycle_closed.v1")]
    CycleClosed {},
}

impl Facts for KnownFact {}

impl Aggregate for Known {
    const KIND: &'static str = "known";
    const SCHEMA: u32 = 1;
    type Id = KnownId;
    type Command = Learn;
    type Fact = KnownFact;
    type Rejection = KnownRejection;

    fn decide(
        state: Option<&Self>,
        command: Learn,
        _: &Acting<'_>,
    ) -> Result<Vec<KnownFact>, KnownRejection> {
        let fact = match command {
            Learn::SeatAppointed(seat) => KnownFact::SeatAppointed { seat },
            Learn::SeatEnded(until) => KnownFact::SeatEnded { until },
            Learn::CycleOpened(terms) => KnownFact::CycleOpened { terms },
            Learn::CycleClosed => KnownFact::CycleClosed {},
        };
        let changes = Self::evolve(state.cloned(), &fact).as_ref() != state;
        Ok(if changes { vec![fact] } else { Vec::new() })
    }

    fn evolve(state: Option<Self>, fact: &KnownFact) -> Option<Self> {
        match (state, fact) {
            (_, KnownFact::SeatAppointed { seat }) => Some(Self::Seat(seat.clone())),
            (_, KnownFact::CycleOpened { terms }) => Some(Self::Cycle(terms.clone())),
            (Some(Self::Seat(seat)), KnownFact::SeatEnded { until }) => {
                Some(Self::Seat(Seat { until: Some(*until), ..seat }))
            }
            (Some(Self::Cycle(terms)), KnownFact::CycleClosed {}) => {
                Some(Self::Cycle(CycleTerms { open: false, ..terms }))
            }
            (state, KnownFact::SeatEnded { .. } | KnownFact::CycleClosed {}) => state,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{Actor, BodyKey, PersonId, Responsibility, SeatRole, Timestamp};

    fn learn() -> impl Strategy<Value = Learn> {
        let date = |day: i8| Date::constant(2027, 1, day);
        let seat = move |day: i8| Seat {
            id: SeatId::new(Uuid::from_u128(1)),
            body: BodyKey::council(),
            role: SeatRole::CouncilMember,
            responsibility: Responsibility::None,
            person: PersonId::new("anna"),
            from: date(day),
            until: None,
        };
        prop_oneof![
            (1_i8..28).prop_map(move |day| Learn::SeatAppointed(seat(day))),
            (1_i8..28).prop_map(move |day| Learn::SeatEnded(date(day))),
            Just(Learn::CycleClosed),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_learnt_the_state_is_that_of_the_facts_and_a_repeat_adds_none(
            lessons in prop::collection::vec(learn(), 0..9)
        ) {
            let actor = Actor::service("intake");
            let acting = Acting::new(&actor, Timestamp::from_micros(0));
            let (mut state, mut facts) = (None, Vec::new());
            for lesson in lessons {
                for _ in 0..2 {
                    let more = Known::decide(state.as_ref(), lesson.clone(), &acting)?;
                    state = more.iter().fold(state, Known::evolve);
                    facts.extend(more);
                }
                prop_assert_eq!(&Known::replay(&facts), &state);
                prop_assert_eq!(Known::decide(state.as_ref(), lesson, &acting)?, Vec::new());
            }
        }
    }
}
