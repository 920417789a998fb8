//! What the methods by ballots start from.

use std::collections::BTreeSet;

use serde::Serialize;

use super::slice::at;
use super::violation::{Check, Violations};
use crate::Alternative;

/// Bound of every sum: costs, shares, points. Leaves room for products in 128 bits.
const MOST: u64 = i64::MAX as u64;

/// Voters who cast the same ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// How many voters cast it. At least 1.
    pub count: u64,
    /// Shares of each of these voters; one where absent. At least 1. A voter of weight w counts as w
    /// voters of one share: it gives w times its points, holds w shares of the frame and pays w
    /// times as much.
    pub weight: Option<u64>,
    /// Alternatives by index in tie order, each with its points. At least 1 point, each alternative
    /// at most once. Empty for a voter who supports nothing and yet holds a share.
    pub points: Vec<(usize, u64)>,
}

impl Ballot {
    /// Shares of all its voters together.
    #[must_use]
    pub fn shares(&self) -> u64 {
        self.count.saturating_mul(self.weight.unwrap_or(1))
    }
}

/// Alternatives, a frame, and voters with points (B6, C8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instance {
    alternatives: Vec<Alternative>,
    frame_ore: u64,
    ballots: Vec<Ballot>,
}

impl Instance {
    /// An instance of `alternatives` in tie order, a frame in öre, and ballots.
    ///
    /// # Errors
    ///
    /// All violations: an order other than the tie order, an empty or repeated reference, an index
    /// outside the alternatives, an alternative twice on a ballot, zero points, count or weight, a
    /// sum of 2^63 or more.
    pub fn new(
        alternatives: Vec<Alternative>,
        frame_ore: u64,
        ballots: Vec<Ballot>,
    ) -> Result<Self, Violations> {
        let mut check = Check::default();
        check_alternatives(&mut check, &alternatives);
        check.that(frame_ore <= MOST, || "frame_ore".to_owned(), "below 2^63");
        for (index, ballot) in ballots.iter().enumerate() {
            check_ballot(&mut check, index, ballot, alternatives.len());
        }
        check_sums(&mut check, alternatives.len(), &ballots);
        check.done(Self { alternatives, frame_ore, ballots })
    }

    /// The alternatives in tie order.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    /// The frame, öre.
    #[must_use]
    pub fn frame_ore(&self) -> u64 {
        self.frame_ore
    }

    /// The ballots.
    #[must_use]
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// Sum of points per alternative, each voter's as many times as its weight.
    #[must_use]
    pub fn points(&self) -> Vec<u64> {
        let mut sums = vec![0_u64; self.alternatives.len()];
        for ballot in &self.ballots {
            for &(alternative, points) in &ballot.points {
                if let Some(sum) = sums.get_mut(alternative) {
                    *sum = sum.saturating_add(points.saturating_mul(ballot.shares()));
                }
            }
        }
        sums
    }

    /// The same with another frame. A frame of 2^63 or more becomes the greatest below.
    #[must_use]
    pub fn with_frame(&self, frame_ore: u64) -> Self {
        Self { frame_ore: frame_ore.min(MOST), ..self.clone() }
    }

    /// The same with another cost of one alternative, back in tie order.
    #[must_use]
    pub fn with_cost(&self, reference: &str, cost_ore: u64) -> Self {
        let mut renewed: Vec<(Alternative, usize)> =
            self.alternatives.iter().cloned().zip(0..).collect();
        for (alternative, _) in &mut renewed {
            if alternative.reference == reference {
                alternative.cost_ore = cost_ore;
            }
        }
        renewed.sort();
        let mut place = vec![0; renewed.len()];
        for (to, (_, from)) in renewed.iter().enumerate() {
            super::slice::put(&mut place, *from, to);
        }
        let mut ballots = self.ballots.clone();
        for (alternative, _) in ballots.iter_mut().flat_map(|ballot| &mut ballot.points) {
            *alternative = at(&place, *alternative);
        }
        let alternatives = renewed.into_iter().map(|(alternative, _)| alternative).collect();
        Self { alternatives, frame_ore: self.frame_ore, ballots }
    }

    /// Where an alternative stands in tie order.
    #[must_use]
    pub fn index_of(&self, reference: &str) -> Option<usize> {
        self.alternatives.iter().position(|one| one.reference == reference)
    }

    pub(crate) fn cost(&self, index: usize) -> u64 {
        self.alternatives.get(index).map_or(0, |one| one.cost_ore)
    }

    pub(crate) fn reference(&self, index: usize) -> String {
        self.alternatives.get(index).map(|one| one.reference.clone()).unwrap_or_default()
    }
}

pub(super) fn check_alternatives(check: &mut Check, alternatives: &[Alternative]) {
    let mut seen = BTreeSet::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let field = || format!("alternatives[{index}].reference");
        check.that(!alternative.reference.is_empty(), field, "not empty");
        check.that(seen.insert(&alternative.reference), field, "not that of another alternative");
        let before = index.checked_sub(1).and_then(|before| alternatives.get(before));
        let in_order = before.is_none_or(|before| before <= alternative);
        check.that(in_order, || format!("alternatives[{index}]"), "in tie order");
    }
    let costs = alternatives.iter().map(|one| u128::from(one.cost_ore)).sum::<u128>();
    check.that(costs <= u128::from(MOST), || "alternatives".to_owned(), "costs sum to below 2^63");
}

fn check_ballot(check: &mut Check, index: usize, ballot: &Ballot, alternatives: usize) {
    check.that(ballot.count > 0, || format!("ballots[{index}].count"), "at least 1");
    check.that(ballot.weight != Some(0), || format!("ballots[{index}].weight"), "at least 1");
    let mut seen = BTreeSet::new();
    for (place, &(alternative, points)) in ballot.points.iter().enumerate() {
        let field = || format!("ballots[{index}].points[{place}]");
        check.that(alternative < alternatives, field, "names an alternative");
        check.that(seen.insert(alternative), field, "an alternative once");
        check.that(points > 0, field, "at least 1 point");
    }
}

fn check_sums(check: &mut Check, alternatives: usize, ballots: &[Ballot]) {
    let shares =
        |ballot: &Ballot| u128::from(ballot.count) * u128::from(ballot.weight.unwrap_or(1));
    let mut all = 0_u128;
    let mut sums = vec![0_u128; alternatives];
    for ballot in ballots {
        all = all.saturating_add(shares(ballot));
        for &(alternative, points) in &ballot.points {
            if let Some(sum) = sums.get_mut(alternative) {
                *sum = sum.saturating_add(shares(ballot).saturating_mul(u128::from(points)));
            }
        }
    }
    check.that(all <= u128::from(MOST), || "ballots".to_owned(), "shares sum to below 2^63");
    for (index, sum) in sums.into_iter().enumerate() {
        let field = || format!("alternatives[{index}]");
        check.that(sum <= u128::from(MOST), field, "points sum to below 2^63");
    }
}

#[cfg(test)]
pub(crate) mod tests;
