//! The best portfolio under yearly frames and dependencies (C8, F7).

mod check;
mod dual;
mod model;
mod search;
mod start;
mod state;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::Serialize;

use super::slice::at;
use super::violation::Violations;
use crate::{Alternative, Exact};
pub(crate) use check::closure;
use model::Model;
use search::Search;

/// An alternative with what it is worth and when it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The alternative. Its cost is the sum of the yearly costs.
    pub alternative: Alternative,
    /// What it is worth, on one scale for all items (B6).
    pub value: u64,
    /// Its cost in each year, öre.
    pub costs_ore: Vec<u64>,
    /// Its area, for [`AreaCap`].
    pub area: Option<String>,
}

/// The most items of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaCap {
    /// The area.
    pub area: String,
    /// The most items of it that may be selected.
    pub most: u64,
}

/// What to choose from and within which limits. Items are named by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The items in tie order.
    pub items: Vec<Item>,
    /// The frame of each year, öre.
    pub frames_ore: Vec<u64>,
    /// Pairs: the first needs the second.
    pub requires: Vec<(usize, usize)>,
    /// Pairs of which at most one is selected.
    pub excludes: Vec<(usize, usize)>,
    /// Caps, at most one for an area.
    pub caps: Vec<AreaCap>,
    /// What must be selected.
    pub locked_in: Vec<usize>,
    /// What must not be selected.
    pub locked_out: Vec<usize>,
    /// Nodes to search at most. Work is counted in nodes, not in time, so that the same problem
    /// gives the same bytes. At least 1.
    pub node_limit: u64,
}

/// A selection, and how good it is known to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Portfolio {
    /// The selected, in tie order.
    pub selected: Vec<String>,
    /// Sum of their values.
    pub value: u64,
    /// Sum of their costs, öre.
    pub cost_ore: u64,
    /// What is left of each year's frame, öre.
    pub left_ore: Vec<u64>,
    /// No portfolio has a greater value than this.
    pub bound: u64,
    /// (bound - value) / bound; 0 where the bound is 0.
    pub gap: Exact,
    /// Whether the selection is proven to be the one that the tie rule names. Where not, it may
    /// still have the greatest value: then the gap is 0.
    pub proven: bool,
    /// Nodes searched.
    pub nodes: u64,
}

/// Why there is no portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PortfolioError {
    /// The problem is malformed.
    #[error("invalid: {0}")]
    Invalid(Violations),
    /// What is locked in, with all it requires, breaks these limits.
    #[error("infeasible: {0}")]
    Infeasible(Violations),
}

/// The portfolio of the greatest value (C8). Among those of equal value the one of lower total
/// cost; among those of equal value and cost the one that holds the first item, in tie order, that
/// not all of them hold.
///
/// Branch and bound over a Lagrangian bound. Multipliers come from a heuristic; every bound is
/// computed from them in exact integers and is valid whatever they are.
///
/// # Errors
///
/// All violations of a malformed problem, or all limits that what is locked in breaks.
pub fn best_portfolio(problem: &Problem) -> Result<Portfolio, PortfolioError> {
    check::well_formed(problem).map_err(PortfolioError::Invalid)?;
    check::feasible(problem).map_err(PortfolioError::Infeasible)?;
    let model = Model::new(problem);
    let found = Search::new(&model, problem).run();
    Ok(report(problem, &model, &found))
}

fn report(problem: &Problem, model: &Model, found: &search::Found) -> Portfolio {
    let chosen: Vec<&Item> = problem
        .items
        .iter()
        .zip(&found.chosen)
        .filter(|(_, chosen)| **chosen)
        .map(|(item, _)| item)
        .collect();
    let value = chosen.iter().fold(0_u64, |sum, item| sum.saturating_add(item.value));
    let spent = |year: usize| chosen.iter().map(|item| at(&item.costs_ore, year)).sum::<u64>();
    let bound = found.open.map_or(value, |open| model.value_bound(open).max(value));
    let gap =
        BigRational::new(BigInt::from(bound.saturating_sub(value)), BigInt::from(bound.max(1)));
    Portfolio {
        selected: chosen.iter().map(|item| item.alternative.reference.clone()).collect(),
        value,
        cost_ore: chosen.iter().map(|item| item.alternative.cost_ore).sum(),
        left_ore: (problem.frames_ore.iter().zip(0..))
            .map(|(frame, year)| frame.saturating_sub(spent(year)))
            .collect(),
        bound,
        gap: Exact(gap),
        proven: found.open.is_none(),
        nodes: found.nodes,
    }
}

#[cfg(test)]
pub(crate) mod tests;
