//! What operators do about a followed source: events retried or discarded, cursors set anew. Every
//! service has one such history for each source, so that nobody changes the flow unseen.

use serde::{Deserialize, Serialize};

use crate::{Acting, Aggregate, Facts, Grant, Need, Office, Violations};

crate::rejections! {
    /// Why an operator's command is refused.
    pub enum OperationRejection {
        /// The event is not parked. It may have been retried or discarded meanwhile.
        NotParked { followed: String, sequence: u64 } => Precondition, "NOT_PARKED",
            "{followed}:{sequence} is not parked";
        /// The service does not follow this source.
        NotFollowed { followed: String } => NotFound, "NOT_FOLLOWED",
            "{followed} is not followed";
        /// The owner's journal has no event of this number.
        PastTheEnd { followed: String, sequence: u64 } => Precondition, "PAST_THE_END",
            "{followed} has no event {sequence}";
    }
}

/// Characters that a reason may have at the most.
const LONGEST: usize = 2_000;

const OPERATOR: &[Need] = &[Need::Office(Office::Operator)];
const READERS: &[Need] = &[Need::Office(Office::Operator), Need::Office(Office::Service)];

/// Who may call the RPCs that every service has.
pub const OPERATION_GRANTS: &[Grant] = &[
    Grant { rpc: "Head", needs: READERS, basis: "design: followers and operators read journals" },
    Grant { rpc: "Read", needs: READERS, basis: "design: followers and operators read journals" },
    Grant { rpc: "GetStatus", needs: READERS, basis: "operating" },
    Grant { rpc: "ListParked", needs: OPERATOR, basis: "operating" },
    Grant { rpc: "RetryParked", needs: OPERATOR, basis: "operating" },
    Grant { rpc: "DiscardParked", needs: OPERATOR, basis: "operating" },
    Grant { rpc: "ResetFollow", needs: OPERATOR, basis: "operating" },
    Grant { rpc: "ListLateRevocations", needs: OPERATOR, basis: "E2" },
];

crate::named! {
    /// What becomes of a parked event.
    pub enum Mark {
        /// It is tried again.
        Retry = "retry",
        /// It is given up.
        Discard = "discard",
    }
}

/// What operators have done about one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// Commands so far.
    pub commands: u64,
}

/// What an operator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operate {
    /// Decides about a parked event.
    Mark {
        /// Number of the event.
        sequence: u64,
        /// What becomes of it.
        mark: Mark,
        /// Why.
        why: String,
    },
    /// Sets the cursor.
    Reset {
        /// Number of the last event that counts as taken in.
        to: u64,
        /// The owner's hash there, hex.
        hash: String,
        /// Why.
        why: String,
    },
}

/// What an operator has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum FollowingFact {
    /// A parked event was marked.
    #[serde(rename = "parked_marked.v1")]
    Marked {
        /// Number of the event.
        sequence: u64,
        /// What becomes of it.
        mark: Mark,
        /// Why.
        why: String,
    },
    /// The cursor was set.
    #[serde(rename = "cursor_reset.v1")]
    Reset {
        /// Number of the last event that counts as taken in.
        to: u64,
        /// The owner's hash there, hex.
        hash: String,
        /// Why.
        why: String,
    },
}

impl Facts for FollowingFact {}

/// What is wrong with a reason. For input that cannot be read as a whole.
#[must_use]
pub fn check_reason(why: &str) -> Violations {
    let mut violations = Violations::none();
    violations.unless(!why.trim().is_empty(), "reason", "is missing");
    let fits = why.chars().count() <= LONGEST;
    violations.unless(fits, "reason", format!("must be at most {LONGEST} characters"));
    violations.unless(
        !why.contains(|one: char| one.is_control() && !"\n\t".contains(one)),
        "reason",
        "must not hold control characters",
    );
    violations
}

impl Aggregate for Following {
    const KIND: &'static str = "following";
    const SCHEMA: u32 = 1;
    type Id = String;
    type Command = Operate;
    type Fact = FollowingFact;
    type Rejection = OperationRejection;

    fn decide(
        _: Option<&Self>,
        command: Operate,
        acting: &Acting<'_>,
    ) -> Result<Vec<FollowingFact>, OperationRejection> {
        acting.require(OPERATOR, None)?;
        let fact = match command {
            Operate::Mark { sequence, mark, why } => FollowingFact::Marked { sequence, mark, why },
            Operate::Reset { to, hash, why } => FollowingFact::Reset { to, hash, why },
        };
        let (FollowingFact::Marked { why, .. } | FollowingFact::Reset { why, .. }) = &fact;
        check_reason(why).check()?;
        Ok(vec![fact])
    }

    fn evolve(state: Option<Self>, _: &FollowingFact) -> Option<Self> {
        let before = state.unwrap_or_default();
        Some(Self { commands: before.commands + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, PersonId, Timestamp};

    fn ask(actor: &Actor, why: &str) -> Result<Vec<FollowingFact>, OperationRejection> {
        let command = Operate::Mark { sequence: 7, mark: Mark::Retry, why: why.to_owned() };
        Following::decide(None, command, &Acting::new(actor, Timestamp::from_micros(0)))
    }

    #[test]
    fn only_an_operator_decides_about_parked_events_and_says_why() {
        let somebody = Actor::person(&PersonId::new("olle"));
        assert!(matches!(ask(&somebody, "mended"), Err(OperationRejection::Mandate(_))));
        let operator = somebody.with_office(Office::Operator);
        assert!(matches!(ask(&operator, " "), Err(OperationRejection::Invalid(_))));
        let long = "x".repeat(LONGEST + 1);
        assert!(matches!(ask(&operator, &long), Err(OperationRejection::Invalid(_))));
        let facts = ask(&operator, "mended").unwrap();
        assert_eq!(Following::replay(&facts), Some(Following { commands: 1 }));
    }

    #[test]
    fn every_fact_version_is_read_and_written_as_its_golden_text_says() {
        let (why, hash) = ("mended".to_owned(), "00".to_owned());
        let golden = [
            (
                FollowingFact::Marked { sequence: 7, mark: Mark::Discard, why: why.clone() },
                r#"{"type":"parked_marked.v1","sequence":7,"mark":"discard","why":"mended"}"#,
            ),
            (
                FollowingFact::Reset { to: 9, hash, why },
                r#"{"type":"cursor_reset.v1","to":9,"hash":"00","why":"mended"}"#,
            ),
        ];
        for (fact, text) in golden {
            assert_eq!(serde_json::to_string(&fact).unwrap(), text);
            assert_eq!(serde_json::from_str::<FollowingFact>(text).unwrap(), fact);
        }
    }
}
