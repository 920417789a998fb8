//! That an initiative was withdrawn, as services keep it that may hear of the initiative later (C10, E6).

use serde::{Deserialize, Serialize};

use crate::{Acting, Aggregate, Facts, InitiativeId, KnownRejection};

/// An initiative that was withdrawn in intake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The initiative.
    pub initiative: InitiativeId,
    /// Why.
    pub reason: String,
}

/// What can have happened: it was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum WithdrawalFact {
    /// It was withdrawn.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {
        /// The initiative.
        initiative: InitiativeId,
        /// Why.
        reason: String,
    },
}

impl Facts for WithdrawalFact {}

impl Aggregate for Withdrawal {
    const KIND: &'static str = "withdrawal";
    const SCHEMA: u32 = 1;
    type Id = InitiativeId;
    /// A reaction: it was withdrawn.
    type Command = Self;
    type Fact = WithdrawalFact;
    type Rejection = KnownRejection;

    /// Never refuses: it has happened. A repeat adds nothing.
    fn decide(
        state: Option<&Self>,
        Self { initiative, reason }: Self,
        _: &Acting<'_>,
    ) -> Result<Vec<WithdrawalFact>, KnownRejection> {
        let fact = WithdrawalFact::Withdrawn { initiative, reason };
        Ok(if state.is_some() { Vec::new() } else { vec![fact] })
    }

    fn evolve(_: Option<Self>, fact: &WithdrawalFact) -> Option<Self> {
        let WithdrawalFact::Withdrawn { initiative, reason } = fact;
        Some(Self { initiative: *initiative, reason: reason.clone() })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{Actor, Timestamp};

    #[test]
    fn a_withdrawal_is_noted_once_with_its_first_reason() {
        let (actor, initiative) =
            (Actor::service("council"), InitiativeId::new(Uuid::from_u128(1)));
        let note = |state: Option<&Withdrawal>, reason: &str| {
            let command = Withdrawal { initiative, reason: reason.to_owned() };
            Withdrawal::decide(state, command, &Acting::new(&actor, Timestamp::from_micros(0)))
        };
        let facts = note(None, "no longer needed").unwrap();
        let state = Withdrawal::replay(&facts).unwrap();
        assert_eq!(state.reason, "no longer needed");
        assert_eq!(note(Some(&state), "again"), Ok(Vec::new()));
    }
}
