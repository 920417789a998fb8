//! What an initiative states, by the template of its model (C2).

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AdministrationId, AreaKey, Money};
use serde::{Deserialize, Serialize};

kernel::named! {
    /// What an initiative asks for (A12).
    pub enum InitiativeKind {
        /// New development (nyutveckling).
        NewDevelopment = "new_development",
        /// Further development (vidareutveckling).
        FurtherDevelopment = "further_development",
        /// Maintenance (förvaltning).
        Maintenance = "maintenance",
    }
}

kernel::named! {
    /// What drives an initiative (D2).
    pub enum Driver {
        /// The needs of the business.
        Business = "business",
        /// The needs of a system.
        System = "system",
    }
}

kernel::named! {
    /// Whom a benefit reaches: the five groups that the decision names (D6).
    pub enum TargetGroup {
        /// Citizens.
        Citizens = "citizens",
        /// Visitors.
        Visitors = "visitors",
        /// Companies.
        Companies = "companies",
        /// Users of the IT support.
        Users = "users",
        /// Management groups.
        Management = "management",
    }
}

/// What an initiative costs in one year (D3).
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
    /// Who gains.
    pub target_group: TargetGroup,
    /// What they gain.
    pub description: String,
}

/// A benefit as filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedBenefit {
    /// Who gains; `None` when not filled in.
    pub target_group: Option<TargetGroup>,
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

/// The form as filled in. Nothing is required yet: the template says what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Title.
    pub title: String,
    /// What it asks for.
    pub kind: Option<InitiativeKind>,
    /// Service area; empty when not filled in.
    pub area: String,
    /// The need behind it.
    pub need: String,
    /// The business process that it supports (B4).
    pub process: String,
    /// Goals of the city (D1).
    pub city_goals: Vec<String>,
    /// Goals of the business (D1).
    pub business_goals: Vec<String>,
    /// What drives it (D2).
    pub driver: Option<Driver>,
    /// Administrations that it affects, as text (B1).
    pub affected_administrations: Vec<String>,
    /// Costs by year (D3).
    pub costs: Vec<Cost>,
    /// Benefits (D6).
    pub benefits: Vec<StatedBenefit>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Fields that the template adds, by key.
    pub fields: BTreeMap<String, String>,
}

/// An initiative's content, checked against a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Title.
    pub title: String,
    /// What it asks for.
    pub kind: InitiativeKind,
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
    /// What drives it (D2).
    pub driver: Driver,
    /// Administrations that it affects, each once (B1).
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
    /// Fields that the template adds, by key.
    pub fields: BTreeMap<String, String>,
}
