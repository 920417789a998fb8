//! That an initiative was withdrawn, whether or not it is recommended yet (E6).

use kernel::{Acting, Aggregate, Facts, InitiativeId};
use serde::{Deserialize, Serialize};

use crate::Rejection;

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
    type Rejection = Rejection;

    /// Never refuses: it has happened. A repeat adds nothing.
    fn decide(
        state: Option<&Self>,
        Self { initiative, reason }: Self,
        _: &Acting<'_>,
    ) -> Result<Vec<WithdrawalFact>, Rejection> {
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
    use super::*;
    use crate::testing::{History, id, system};

    #[test]
    fn a_withdrawal_is_noted_once_with_its_first_reason() {
        let mut one = History::<Withdrawal>::new();
        let of = |reason: &str| Withdrawal { initiative: id(1), reason: reason.to_owned() };
        one.act(&system(), of("no longer needed")).expect("noted");
        assert_eq!(one.act(&system(), of("again")), Ok(Vec::new()));
        assert_eq!(one.state().reason, "no longer needed");
    }
}
