//! What a dossier holds of its initiative, as submitted or supplemented.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AdministrationId, AreaKey, Money, PersonId};
use serde::{Deserialize, Serialize};

/// What the initiative costs in one year (D3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The year.
    pub year: i32,
    /// One-off cost.
    pub one_off: Money,
    /// Running cost.
    pub running: Money,
}

/// What one target group gains (D6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// Who gains, as intake names the group.
    pub target_group: String,
    /// What they gain.
    pub description: String,
}

/// What may go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// What may happen.
    pub description: String,
    /// What is done about it.
    pub mitigation: String,
}

/// The initiative's content. Intake has checked it against the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Who raised it.
    pub proposer: PersonId,
    /// The proposer's own reference. May be empty.
    pub reference: String,
    /// Title.
    pub title: String,
    /// What it asks for, as intake names it.
    pub kind: String,
    /// Service area.
    pub area: AreaKey,
    /// The need behind it.
    pub need: String,
    /// The business process that it supports (B4).
    pub process: String,
    /// Goals of the city (D1).
    pub city_goals: Vec<String>,
    /// Goals of the business (D1).
    pub business_goals: Vec<String>,
    /// What drives it, as intake names it (D2).
    pub driver: String,
    /// Administrations that it affects (B1).
    pub affected_administrations: BTreeSet<AdministrationId>,
    /// Costs by year (D3).
    pub costs: Vec<Cost>,
    /// Sum of all costs.
    pub total_cost: Money,
    /// Benefits (D6).
    pub benefits: Vec<Benefit>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Version of the template that it was written in (C13).
    pub template_version: String,
    /// Fields that the model's template adds, by key.
    pub fields: BTreeMap<String, String>,
}
