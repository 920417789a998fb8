//! A planning year as it is to be played: who proposes what, who prefers what.

use kernel::Money;

/// A planning year. Administrations and initiatives are named by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it was made from.
    pub source: String,
    /// The budget year.
    pub year: i16,
    /// What the assembly can fund.
    pub budget: Money,
    /// From this cost on, one administration's own initiative is in scope.
    pub large_budget: Money,
    /// What tertial reports 1 and 2 add.
    pub additions: [Money; 2],
    /// Administrations.
    pub administrations: Vec<Administration>,
    /// Initiatives.
    pub initiatives: Vec<Initiative>,
}

/// An administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administration {
    /// Name.
    pub name: String,
    /// Code.
    pub code: String,
}

/// An initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// Reference; ties are broken by it.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Service area, an index into the model's list.
    pub area: usize,
    /// Proposing administration.
    pub proposer: usize,
    /// Affected administrations.
    pub affected: Vec<usize>,
    /// What it says.
    pub texts: Texts,
    /// Costs by year: one-off and running.
    pub costs: Vec<(i16, Money, Money)>,
    /// Points that each administration gives it.
    pub points: Vec<i128>,
    /// Valuation, a score per criterion of the model; the middle of the scale where it is empty.
    pub scores: Vec<i32>,
    /// Benefit of coordination that is asserted; empty for none.
    pub coordination_benefit: String,
    /// What its way has of its own.
    pub fate: Fate,
}

/// What an initiative says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// The need behind it.
    pub need: String,
    /// The process that it supports.
    pub process: String,
    /// Goals of the city.
    pub city_goals: Vec<String>,
    /// Goals of the business.
    pub business_goals: Vec<String>,
    /// Benefits by target group: `citizens`, `visitors`, `companies`, `users`, `management`.
    pub benefits: Vec<(String, String)>,
    /// Risks and what is done about them.
    pub risks: Vec<(String, String)>,
    /// Maintenance object; empty for none.
    pub maintenance_object: String,
    /// What it asks for: `new_development`, `further_development`, `maintenance`.
    pub kind: String,
}

/// What an initiative's way has of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fate {
    /// Its form is first sent in without the need and the costs, and refused.
    pub incomplete_at_first: bool,
    /// Its proposer withdraws it after submission, with this reason.
    pub withdrawn: Option<String>,
    /// The group sends it back once; this is missing.
    pub supplement: Option<String>,
    /// The group rejects it: reason code and text.
    pub rejected: Option<(String, String)>,
}

impl Initiative {
    /// The sum of all costs. Saturates.
    #[must_use]
    pub fn total(&self) -> Money {
        self.costs.iter().flat_map(|(_, one_off, running)| [*one_off, *running]).sum()
    }
}
