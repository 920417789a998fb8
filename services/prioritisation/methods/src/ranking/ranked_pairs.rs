//! Ranked pairs, by winning votes (T. N. Tideman, "Independence of clones as a criterion for
//! voting rules", Social Choice and Welfare 4, 1987).
//!
//! Each pair of alternatives that more votes put in one order than in the reverse is a pair with a
//! winner and a loser. The pairs are taken in this order:
//!
//! 1. more votes for the winner first;
//! 2. then fewer votes for the loser first;
//! 3. then the winner that is first in tie order;
//! 4. then the loser that is first in tie order.
//!
//! A pair is locked, unless it closes a cycle with pairs locked before it; then it is skipped.
//! What is locked gives the ranking. Rules 3 and 4 make it the same each time; where they decide,
//! the tie order of the alternatives can matter to more than the two.

use std::cmp::Reverse;

use serde::Serialize;

use super::order::{Explained, Order, Ranking};
use super::pairwise::{Pairwise, pairwise};
use super::profile::Profile;
use super::relation::Relation;

/// A pair and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step<'p> {
    /// The one that more votes put above the other.
    pub winner: &'p str,
    /// The other.
    pub loser: &'p str,
    /// Votes that put the winner above the loser.
    pub votes: u32,
    /// Votes that put the loser above the winner.
    pub opposing: u32,
    /// Whether it was locked.
    pub verdict: Verdict<'p>,
}

/// What becomes of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict<'p> {
    /// It holds.
    Locked,
    /// It would close a cycle.
    Skipped {
        /// The cycle: this pair's winner, its loser, and over locked pairs back to the winner.
        cycle: Vec<&'p str>,
    },
}

/// Orders by the locked pairs (C7).
#[must_use]
pub fn rank(profile: &Profile) -> Ranking {
    Order::extending(&locked(&pairwise(profile))).of(profile.alternatives())
}

/// [`rank`] with each pair in order. The steps grow with the square of the number of alternatives.
#[must_use]
pub fn explain(profile: &Profile) -> Explained<Step<'_>> {
    let pairwise = pairwise(profile);
    let mut edges = Relation::new(pairwise.size());
    let mut above = edges.clone();
    let mut steps = Vec::new();
    for pair in pairs(&pairwise) {
        let (winner, loser) = pair.ends();
        let verdict = if above.holds(loser, winner) {
            let back = edges.path(loser, winner);
            let cycle = std::iter::once(winner).chain(back);
            Verdict::Skipped { cycle: cycle.map(|index| profile.reference(index)).collect() }
        } else {
            edges.insert(winner, loser);
            above.insert_closed(winner, loser);
            Verdict::Locked
        };
        steps.push(Step {
            winner: profile.reference(winner),
            loser: profile.reference(loser),
            votes: pair.votes.0,
            opposing: pair.opposing,
            verdict,
        });
    }
    Explained { outcome: Order::extending(&above).of(profile.alternatives()), steps }
}

/// What the locked pairs put above what, closed under transitivity.
pub(crate) fn locked(pairwise: &Pairwise) -> Relation {
    let mut above = Relation::new(pairwise.size());
    for pair in pairs(pairwise) {
        let (winner, loser) = pair.ends();
        if !above.holds(loser, winner) {
            above.insert_closed(winner, loser);
        }
    }
    above
}

/// A pair. The derived order is the order in which pairs are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    votes: Reverse<u32>,
    opposing: u32,
    winner: u32,
    loser: u32,
}

impl Pair {
    fn ends(&self) -> (usize, usize) {
        (self.winner as usize, self.loser as usize)
    }
}

fn pairs(pairwise: &Pairwise) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (winner, against) in (0_u32..).zip(pairwise.for_and_against()) {
        for (loser, (votes, opposing)) in (0_u32..).zip(against) {
            if votes > opposing {
                pairs.push(Pair { votes: Reverse(votes), opposing, winner, loser });
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests;
