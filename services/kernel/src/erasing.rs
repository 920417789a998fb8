//! Texts that were erased from a service's journal: who had it done, why, on what ground, and what the rows
//! hold now. Every service has one such history, so that nothing vanishes unseen (GDPR, article 17).

use serde::{Deserialize, Serialize};

use crate::{Acting, Aggregate, Facts, Need, Office, OperationRejection, Violations, check_reason};

/// What stands where a text was.
pub const ERASED: &str = "[erased]";

const OPERATOR: &[Need] = &[Need::Office(Office::Operator)];
/// Characters that a legal basis may have at the most.
const LONGEST: usize = 500;

/// What a row of the journal holds since a text was erased from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedRow {
    /// Number of the row.
    pub position: u64,
    /// `digest` of the row as it is now, with an empty salt, hex; absent where the fact did not hold the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// `event_digest` of it as it is now, with an empty salt, hex; absent where there is none or it did not hold the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

/// What was erased from one journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasing {
    /// Commands so far.
    pub commands: u64,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erase {
    /// Why.
    pub why: String,
    /// Legal basis.
    pub basis: String,
    /// What the rows hold now, in order.
    pub rows: Vec<ErasedRow>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum ErasingFact {
    /// A text was erased.
    #[serde(rename = "text_erased.v1")]
    TextErased {
        /// Why.
        why: String,
        /// Legal basis.
        basis: String,
        /// What the rows hold now, in order.
        rows: Vec<ErasedRow>,
    },
}

impl Facts for ErasingFact {}

/// What is wrong with a reason and a legal basis.
#[must_use]
pub fn check_erasing(why: &str, basis: &str) -> Violations {
    let mut violations = check_reason(why);
    violations.unless(!basis.trim().is_empty(), "basis", "is missing");
    let fits = basis.chars().count() <= LONGEST;
    violations.unless(fits, "basis", format!("must be at most {LONGEST} characters"));
    violations.unless(
        !basis.contains(char::is_control),
        "basis",
        "must not hold control characters",
    );
    violations
}

impl Aggregate for Erasing {
    const KIND: &'static str = "erasing";
    const SCHEMA: u32 = 1;
    type Id = String;
    type Command = Erase;
    type Fact = ErasingFact;
    type Rejection = OperationRejection;

    fn decide(
        _: Option<&Self>,
        command: Erase,
        acting: &Acting<'_>,
    ) -> Result<Vec<ErasingFact>, OperationRejection> {
        acting.require(OPERATOR, None)?;
        let Erase { why, basis, rows } = command;
        check_erasing(&why, &basis).check()?;
        Ok(vec![ErasingFact::TextErased { why, basis, rows }])
    }

    fn evolve(state: Option<Self>, _: &ErasingFact) -> Option<Self> {
        let before = state.unwrap_or_default();
        Some(Self { commands: before.commands + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, PersonId, Timestamp};

    fn ask(actor: &Actor, why: &str, basis: &str) -> Result<Vec<ErasingFact>, OperationRejection> {
        let rows = vec![ErasedRow { position: 3, fact: Some("00".to_owned()), event: None }];
        let command = Erase { why: why.to_owned(), basis: basis.to_owned(), rows };
        Erasing::decide(None, command, &Acting::new(actor, Timestamp::from_micros(0)))
    }

    #[test]
    fn only_an_operator_erases_and_says_why_and_on_what_ground() {
        let somebody = Actor::person(&PersonId::new("olle"));
        assert!(matches!(ask(&somebody, "a", "b"), Err(OperationRejection::Mandate(_))));
        let operator = somebody.with_office(Office::Operator);
        let Err(OperationRejection::Invalid(wrong)) = ask(&operator, " ", "\u{1}") else {
            panic!("taken")
        };
        let fields: Vec<_> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["reason", "basis"]);
        let facts = ask(&operator, "asked for", "GDPR art. 17").unwrap();
        assert_eq!(Erasing::replay(&facts), Some(Erasing { commands: 1 }));
    }

    #[test]
    fn every_fact_version_is_read_and_written_as_its_golden_text_says() {
        let rows = vec![
            ErasedRow { position: 3, fact: Some("00".to_owned()), event: None },
            ErasedRow { position: 4, fact: None, event: Some("01".to_owned()) },
        ];
        let (why, basis) = ("asked for".to_owned(), "GDPR art. 17".to_owned());
        let fact = ErasingFact::TextErased { why, basis, rows };
        let text = r#"{"type":"text_erased.v1","why":"asked for","basis":"GDPR art. 17","rows":[{"position":3,"fact":"00"},{"position":4,"event":"01"}]}"#;
        assert_eq!(serde_json::to_string(&fact).unwrap(), text);
        assert_eq!(serde_json::from_str::<ErasingFact>(text).unwrap(), fact);
    }
}
