//! The register of one year: diary numbers without gaps (C3).

use std::fmt;
use std::str::FromStr;

use kernel::{Acting, AdministrationId, Aggregate, BodyKey, CompilationId, Facts, Need, SeatRole};
use model::RegisterPolicy;
use serde::{Deserialize, Serialize};

use crate::Rejection;

/// The year that names a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegisterYear(pub i16);

impl fmt::Display for RegisterYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RegisterYear {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The register of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The year.
    pub year: RegisterYear,
    /// The last serial number.
    pub last: u32,
    /// The last diary number.
    pub diary_number: String,
}

/// Enters a compilation.
#[derive(Debug, Clone)]
pub struct Enter {
    /// The year.
    pub year: RegisterYear,
    /// The compilation.
    pub compilation: CompilationId,
    /// Its administration, whose contact person enters it.
    pub administration: AdministrationId,
    /// How diary numbers are written.
    pub policy: RegisterPolicy,
}

/// What can have happened to a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum RegisterFact {
    /// A compilation was entered.
    #[serde(rename = "entered.v1")]
    Entered {
        /// The year.
        year: RegisterYear,
        /// Its serial number in the year.
        serial: u32,
        /// Its diary number.
        diary_number: String,
        /// The compilation.
        compilation: CompilationId,
    },
}

impl Facts for RegisterFact {}

impl Register {
    /// The diary number that the next compilation gets.
    #[must_use]
    pub fn next(state: Option<&Self>, year: RegisterYear, policy: &RegisterPolicy) -> String {
        policy.diary_number(next_serial(state), year.0)
    }
}

fn next_serial(state: Option<&Register>) -> u32 {
    state.map_or(0, |state| state.last) + 1
}

impl Aggregate for Register {
    const KIND: &'static str = "register";
    const SCHEMA: u32 = 1;
    type Id = RegisterYear;
    type Command = Enter;
    type Fact = RegisterFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: Enter,
        acting: &Acting<'_>,
    ) -> Result<Vec<RegisterFact>, Rejection> {
        let Enter { year, compilation, administration, policy } = command;
        let body = BodyKey::administration(administration);
        acting.require(&[Need::Seat(SeatRole::ContactPerson)], Some(&body))?;
        let serial = next_serial(state);
        let diary_number = Self::next(state, year, &policy);
        Ok(vec![RegisterFact::Entered { year, serial, diary_number, compilation }])
    }

    fn evolve(_: Option<Self>, fact: &RegisterFact) -> Option<Self> {
        let RegisterFact::Entered { year, serial, diary_number, .. } = fact;
        Some(Self { year: *year, last: *serial, diary_number: diary_number.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{adm, com, contact_person, decide, somebody, stockholm};

    fn enter(n: u128) -> Enter {
        Enter {
            year: RegisterYear(2027),
            compilation: com(n),
            administration: adm(1),
            policy: stockholm().register.clone(),
        }
    }

    #[test]
    fn diary_numbers_of_a_year_have_no_gaps_c3() {
        let mut state = None;
        for n in 1..=3 {
            state = decide::<Register>(state, enter(n), &contact_person(1)).unwrap();
            let number = state.clone().unwrap().diary_number;
            assert_eq!(number, format!("031-000{n}/2027"));
        }
    }

    #[test]
    fn only_the_contact_person_enters_a16() {
        let refused = decide::<Register>(None, enter(1), &somebody()).unwrap_err();
        assert!(matches!(refused, Rejection::Mandate(_)));
        let refused = decide::<Register>(None, enter(1), &contact_person(2)).unwrap_err();
        assert!(matches!(refused, Rejection::Mandate(_)));
    }
}
