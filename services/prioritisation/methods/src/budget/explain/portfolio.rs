//! Margins of the best portfolio.

use std::cmp::Reverse;

use serde::Serialize;

use super::super::portfolio::{Portfolio, PortfolioError, Problem, best_portfolio, closure};
use super::super::violation::Violation;

/// What keeps an item out of the best portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortfolioMargin {
    /// The item.
    pub reference: String,
    /// Whether it is selected.
    pub selected: bool,
    /// Its value.
    pub value: u64,
    /// How much more it would have to be worth to be selected: what the best portfolio is worth more
    /// than the best one with the item, and 1 where the tie rule prefers the former. None where it is
    /// selected or cannot be.
    pub more_value: Option<u64>,
    /// Whether `more_value` is exact: both portfolios are proven. Otherwise it is what the two found
    /// differ by.
    pub exact: bool,
    /// What it requires, directly or through others, and is not selected.
    pub requires: Vec<String>,
    /// Selected items that it, or what it requires, excludes.
    pub excluded_by: Vec<String>,
    /// Limits that make it impossible beside what is locked in.
    pub impossible: Vec<Violation>,
}

/// The margin of one item of `problem`, whose best portfolio is `best` (C8, F7).
///
/// # Errors
///
/// Those of [`best_portfolio`], for the problem as it is.
pub fn portfolio_margin(
    problem: &Problem,
    best: &Portfolio,
    index: usize,
) -> Result<Option<PortfolioMargin>, PortfolioError> {
    let Some(item) = problem.items.get(index) else { return Ok(None) };
    let reference = item.alternative.reference.clone();
    let mut margin = PortfolioMargin {
        selected: best.selected.contains(&reference),
        reference,
        value: item.value,
        more_value: None,
        exact: best.proven,
        requires: Vec::new(),
        excluded_by: Vec::new(),
        impossible: Vec::new(),
    };
    if margin.selected {
        return Ok(Some(margin));
    }
    hold(&mut margin, problem, best, index);
    let mut forced = problem.clone();
    forced.locked_in.push(index);
    match best_portfolio(&forced) {
        Ok(with) => {
            margin.exact = best.proven && with.proven;
            let apart = best.value.saturating_sub(with.value);
            let tie = u64::from(!preferred(problem, &with, best));
            margin.more_value = Some(apart.saturating_add(tie));
        }
        Err(PortfolioError::Infeasible(violations)) => margin.impossible = violations.0,
        Err(invalid) => return Err(invalid),
    }
    Ok(Some(margin))
}

/// Whether the tie rule prefers `one` to `other`, were they of equal value.
fn preferred(problem: &Problem, one: &Portfolio, other: &Portfolio) -> bool {
    let key = |of: &Portfolio| {
        let held = |item: &super::super::Item| of.selected.contains(&item.alternative.reference);
        (Reverse(of.cost_ore), problem.items.iter().map(held).collect::<Vec<bool>>())
    };
    key(one) > key(other)
}

/// Names the dependencies that hold an item.
fn hold(margin: &mut PortfolioMargin, problem: &Problem, best: &Portfolio, index: usize) {
    let name = |index: usize| {
        problem.items.get(index).map(|item| item.alternative.reference.clone()).unwrap_or_default()
    };
    let selected = |index: usize| best.selected.contains(&name(index));
    let needed = closure(problem, &[index]);
    margin.requires =
        (needed.iter().copied()).filter(|one| *one != index && !selected(*one)).map(name).collect();
    let pairs = problem.excludes.iter().flat_map(|&(one, other)| [(one, other), (other, one)]);
    let mut against: Vec<usize> = pairs
        .filter(|(one, other)| needed.contains(one) && selected(*other))
        .map(|(_, other)| other)
        .collect();
    against.sort_unstable();
    against.dedup();
    margin.excluded_by = against.into_iter().map(name).collect();
}
