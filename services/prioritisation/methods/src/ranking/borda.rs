//! Borda's count, for ballots with ties and partial ballots.
//!
//! On a ballot an alternative gets one point for each alternative below it and half a point for
//! each other that it is tied with, or that is neutral. One on which the ballot is neutral gets half
//! a point for each other. A complete ballot without ties so gives m-1, …, 0, and every ballot gives
//! as many points. Points are kept doubled, so that they are integers.

use serde::Serialize;

use super::order::{Explained, Order, Ranking};
use super::profile::{Ballot, Profile};

/// What an auditor redoes: the ballots, then the sum of each alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step<'p> {
    /// Equal ballots. Their number is their place among these steps, from 0.
    Ballot {
        /// How many members cast it.
        count: u32,
        /// Groups, the best first; those in one group are tied.
        groups: Vec<Vec<&'p str>>,
        /// What it has no opinion on.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        neutral: Vec<&'p str>,
    },
    /// The points of an alternative.
    Sum {
        /// The alternative.
        reference: &'p str,
        /// Doubled points from each of the ballots above, in their order, times their count.
        doubled: Vec<u64>,
        /// The sum of these.
        doubled_sum: u64,
    },
}

/// Orders by the sum of points (C7).
#[must_use]
pub fn rank(profile: &Profile) -> Ranking {
    Order::by_score(&doubled(profile)).of(profile.alternatives())
}

/// [`rank`] with the ballots and the sums, in tie order.
#[must_use]
pub fn explain(profile: &Profile) -> Explained<Step<'_>> {
    let size = profile.alternatives().len();
    let each: Vec<Vec<u64>> =
        profile.ballots().iter().map(|ballot| doubled_from(ballot, size)).collect();
    let sums = profile.alternatives().iter().enumerate().map(|(index, alternative)| {
        let doubled: Vec<u64> =
            each.iter().map(|points| points.get(index).copied().unwrap_or(0)).collect();
        let doubled_sum = doubled.iter().sum();
        Step::Sum { reference: &alternative.reference, doubled, doubled_sum }
    });
    let ballots = profile.ballots().iter().map(|ballot| Step::Ballot {
        count: ballot.count,
        groups: ballot.groups.iter().map(|group| named(profile, group)).collect(),
        neutral: named(profile, &ballot.neutral),
    });
    Explained { outcome: rank(profile), steps: ballots.chain(sums).collect() }
}

fn named<'p>(profile: &'p Profile, group: &[usize]) -> Vec<&'p str> {
    group.iter().map(|&index| profile.reference(index)).collect()
}

/// Doubled points of each alternative, in tie order.
#[must_use]
pub fn doubled(profile: &Profile) -> Vec<u64> {
    let size = profile.alternatives().len();
    let mut sums = vec![0; size];
    for ballot in profile.ballots() {
        for (sum, points) in sums.iter_mut().zip(doubled_from(ballot, size)) {
            *sum += points;
        }
    }
    sums
}

/// Doubled points of each alternative from one ballot, times its count.
fn doubled_from(ballot: &Ballot, size: usize) -> Vec<u64> {
    let count = u64::from(ballot.count);
    let mut points = vec![size.saturating_sub(1) as u64 * count; size];
    let neutral = ballot.neutral.len();
    let mut below = size - neutral;
    for group in &ballot.groups {
        below -= group.len();
        let each = (2 * below + group.len() - 1 + neutral) as u64 * count;
        for &index in group {
            if let Some(slot) = points.get_mut(index) {
                *slot = each;
            }
        }
    }
    points
}

#[cfg(test)]
mod tests;
