//! What members order in step two (C7), and the order that breaks ties.

use std::cmp::Ordering;

use kernel::{AdministrationId, CaseId, InitiativeId, Money};
use serde::{Deserialize, Serialize};

/// What members order in step two: an included case, frozen when the ballot opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
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
    /// Total cost.
    pub cost: Money,
}

impl Candidate {
    /// How ties are broken, everywhere: lower cost, then reference by its bytes, then initiative.
    #[must_use]
    pub fn tie_break(&self, other: &Self) -> Ordering {
        (self.cost, self.reference.as_bytes(), self.initiative).cmp(&(
            other.cost,
            other.reference.as_bytes(),
            other.initiative,
        ))
    }
}
