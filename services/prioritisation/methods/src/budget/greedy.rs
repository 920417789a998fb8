//! Greedy by the sum of points (C8).

use std::cmp::Reverse;

use serde::Serialize;

use super::instance::Instance;
use super::slice::at;

/// What follows an alternative that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Overrun {
    /// It is passed over; the next is tried.
    Skip,
    /// Nothing more is funded.
    Stop,
}

/// What became of an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It fitted and is funded.
    Funded,
    /// It cost more than was left.
    PassedOver,
    /// It came after the one that ended a [`Overrun::Stop`] run.
    NotReached,
}

/// One alternative's turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GreedyStep {
    /// Whose turn it is.
    pub reference: String,
    /// Sum of its points.
    pub points: u64,
    /// Its cost, öre.
    pub cost_ore: u64,
    /// What was left before its turn, öre.
    pub left_ore: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Those of equal points that the tie order put after it. Told with the first of them.
    pub tied: Vec<String>,
}

/// A selection and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Greedy {
    /// The funded, in the order of funding.
    pub selected: Vec<String>,
    /// What the funded cost together, öre.
    pub cost_ore: u64,
    /// What is left of the frame, öre.
    pub left_ore: u64,
    /// Every alternative's turn, in order.
    pub steps: Vec<GreedyStep>,
}

/// Funds what fits, by points from most to least (C8). Ties: lower cost, then reference.
///
/// Exhaustive with [`Overrun::Skip`], discount-monotone, not proportional.
#[must_use]
pub fn greedy(instance: &Instance, overrun: Overrun) -> Greedy {
    let all: Vec<usize> = (0..instance.alternatives().len()).collect();
    fill(instance, overrun, &all, instance.frame_ore())
}

/// Greedy over `among`, indices in tie order, with `left_ore` to spend.
pub(super) fn fill(
    instance: &Instance,
    overrun: Overrun,
    among: &[usize],
    mut left_ore: u64,
) -> Greedy {
    let points = instance.points();
    let mut order = among.to_vec();
    order.sort_by_key(|&index| (Reverse(at(&points, index)), index));
    let mut result = Greedy { selected: Vec::new(), cost_ore: 0, left_ore, steps: Vec::new() };
    let mut ended = false;
    for (place, &index) in order.iter().enumerate() {
        let cost_ore = instance.cost(index);
        let outcome = match (ended, left_ore.checked_sub(cost_ore)) {
            (true, _) => Outcome::NotReached,
            (false, Some(_)) => Outcome::Funded,
            (false, None) => Outcome::PassedOver,
        };
        let same = |other: &&usize| at(&points, **other) == at(&points, index);
        let first = place.checked_sub(1).and_then(|before| order.get(before));
        let rest = order.iter().skip(place.saturating_add(1));
        let tied: Vec<_> = match first.filter(same) {
            Some(_) => Vec::new(),
            None => rest.take_while(same).collect(),
        };
        let step = GreedyStep {
            reference: instance.reference(index),
            points: at(&points, index),
            cost_ore,
            left_ore,
            outcome,
            tied: tied.into_iter().map(|&other| instance.reference(other)).collect(),
        };
        if outcome == Outcome::Funded {
            left_ore = left_ore.saturating_sub(cost_ore);
            result.cost_ore = result.cost_ore.saturating_add(cost_ore);
            result.selected.push(step.reference.clone());
        }
        ended |= outcome == Outcome::PassedOver && overrun == Overrun::Stop;
        result.steps.push(step);
    }
    result.left_ore = left_ore;
    result
}

#[cfg(test)]
mod tests;
