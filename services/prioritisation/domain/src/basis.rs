//! What a completed dossier gives to compare initiatives by (B6, D3, D4).

use std::collections::BTreeMap;

use kernel::{AdministrationId, Money};
use serde::{Deserialize, Serialize};

/// What an initiative costs in one year, one-off and running (D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearCost {
    /// The year.
    pub year: i32,
    /// The cost.
    pub cost: Money,
}

/// What can be compared beside title and total cost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Costs by year, in the dossier's order.
    pub costs: Vec<YearCost>,
    /// Administrations that it affects (B1).
    pub affected: Vec<AdministrationId>,
    /// The experts' scores, by criterion of the model (D4).
    pub scores: BTreeMap<String, i32>,
    /// Weighted value in permille of the highest possible; `None` in dossiers of before it was kept.
    pub value: Option<u32>,
}
