//! Margins of greedy.

use std::cmp::Reverse;

use serde::Serialize;

use super::super::greedy::Overrun;
use super::super::instance::Instance;
use super::super::slice::at;
use super::{first_win, last_win};

/// Up to where an alternative is funded. Exact: greedy is monotone in both numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GreedyMargin {
    /// The alternative.
    pub reference: String,
    /// Whether it is funded.
    pub selected: bool,
    /// Its cost, öre.
    pub cost_ore: u64,
    /// The greatest cost at which it is funded, öre; none where it is not at any cost.
    pub greatest_cost_ore: Option<u64>,
    /// Sum of its points.
    pub points: u64,
    /// The least sum of points at which it is funded; none where it is not with any.
    pub least_points: Option<u64>,
}

impl GreedyMargin {
    /// By how many öre it would have had to be cheaper; none where it is funded or never is.
    #[must_use]
    pub fn cheaper_by_ore(&self) -> Option<u64> {
        let greatest = self.greatest_cost_ore.filter(|_| !self.selected)?;
        Some(self.cost_ore.saturating_sub(greatest))
    }

    /// How many more points it would have needed; none where it is funded or never is.
    #[must_use]
    pub fn more_points(&self) -> Option<u64> {
        let least = self.least_points.filter(|_| !self.selected)?;
        Some(least.saturating_sub(self.points))
    }
}

/// The margin of every alternative, in tie order (C8).
#[must_use]
pub fn greedy_margins(instance: &Instance, overrun: Overrun) -> Vec<GreedyMargin> {
    let race = Race { instance, points: instance.points(), overrun };
    (0..instance.alternatives().len()).map(|index| race.margin(index)).collect()
}

/// The margin of one alternative, by its index in tie order (C8).
#[must_use]
pub fn greedy_margin(instance: &Instance, overrun: Overrun, index: usize) -> GreedyMargin {
    Race { instance, points: instance.points(), overrun }.margin(index)
}

struct Race<'i> {
    instance: &'i Instance,
    points: Vec<u64>,
    overrun: Overrun,
}

impl Race<'_> {
    fn margin(&self, index: usize) -> GreedyMargin {
        let (cost_ore, points) = (self.instance.cost(index), at(&self.points, index));
        let beyond = self.instance.frame_ore().saturating_add(1);
        let by_cost = |cost| self.funded(index, cost, points);
        let most = self.points.iter().max().map_or(1, |most| most.saturating_add(1));
        let by_points = |points| self.funded(index, cost_ore, points);
        GreedyMargin {
            reference: self.instance.reference(index),
            selected: by_cost(cost_ore),
            cost_ore,
            greatest_cost_ore: by_cost(0).then(|| last_win(0, beyond, by_cost)),
            points,
            least_points: by_points(most).then(|| match by_points(0) {
                true => 0,
                false => first_win(0, most, by_points),
            }),
        }
    }

    /// Whether an alternative is funded at this cost and with these points.
    fn funded(&self, index: usize, cost_ore: u64, points: u64) -> bool {
        let numbers = |other: usize, of: &crate::Alternative| match other == index {
            true => (points, cost_ore),
            false => (at(&self.points, other), of.cost_ore),
        };
        let mut order: Vec<_> = (self.instance.alternatives().iter().enumerate())
            .map(|(other, of)| {
                let (points, cost) = numbers(other, of);
                (Reverse(points), cost, of.reference.as_str(), other == index)
            })
            .collect();
        order.sort_unstable();
        let mut left = self.instance.frame_ore();
        for (_, cost, _, is_it) in order {
            match left.checked_sub(cost) {
                Some(rest) if !is_it => left = rest,
                Some(_) => return true,
                None if is_it || self.overrun == Overrun::Stop => return false,
                None => {}
            }
        }
        false
    }
}
