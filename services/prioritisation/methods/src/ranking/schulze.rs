//! Schulze's method, by winning votes (M. Schulze, "A new monotonic, clone-independent, reversal
//! symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare
//! 36, 2011).
//!
//! A link goes from one alternative to another if more votes put the one above the other than the
//! reverse; its strength is these votes. A path is as strong as its weakest link. One alternative
//! stands above another if the strongest path to it is stronger than the strongest path back.

mod widest;

use serde::Serialize;

use super::order::{Explained, Order, Ranking};
use super::pairwise::{Pairwise, pairwise};
use super::profile::Profile;
use super::relation::{Relation, walked_back};

/// Two neighbours in the ranking and what decides between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step<'p> {
    /// The one with the place before.
    pub above: &'p str,
    /// The one with the place after.
    pub below: &'p str,
    /// Votes that put `above` above `below`.
    pub votes: u32,
    /// Votes that put `below` above `above`.
    pub opposing: u32,
    /// The strongest path from `above` to `below`.
    pub path: Path<'p>,
    /// The strongest path back.
    pub path_back: Path<'p>,
    /// What decides.
    pub decided_by: DecidedBy,
}

/// A strongest path, and among these one with the fewest links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Path<'p> {
    /// Votes of its weakest link. 0 if there is no path.
    pub strength: u32,
    /// Its links. Empty if there is no path.
    pub links: Vec<Link<'p>>,
}

/// A pair that more votes put in this order than in the reverse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link<'p> {
    /// The one above.
    pub from: &'p str,
    /// The one below.
    pub to: &'p str,
    /// Votes for this order.
    pub votes: u32,
}

/// What puts one neighbour before the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The path is stronger than the path back.
    Strength,
    /// The paths are equally strong.
    TieOrder,
}

/// Orders by the strongest paths (C7). Time grows with the cube of the number of alternatives.
#[must_use]
pub fn rank(profile: &Profile) -> Ranking {
    let strengths = Strengths::of(&pairwise(profile));
    Order::extending(&strengths.above()).of(profile.alternatives())
}

/// [`rank`] with what decides between each two neighbours, from the first place to the last.
#[must_use]
pub fn explain(profile: &Profile) -> Explained<Step<'_>> {
    let pairwise = pairwise(profile);
    let strengths = Strengths::of(&pairwise);
    let order = Order::extending(&strengths.above());
    let trace = Trace { profile, pairwise: &pairwise, strengths: &strengths };
    let steps = order
        .first_to_last
        .iter()
        .zip(order.first_to_last.iter().skip(1))
        .map(|(&above, &below)| trace.step(above, below))
        .collect();
    Explained { outcome: order.of(profile.alternatives()), steps }
}

/// The links and the strongest paths of each ordered pair, by row: the first of the pair.
pub(crate) struct Strengths {
    size: usize,
    /// Votes of the link. 0 if there is none.
    links: Vec<u32>,
    /// Strength of the strongest path. 0 if there is none.
    paths: Vec<u32>,
}

impl Strengths {
    pub(crate) fn of(pairwise: &Pairwise) -> Self {
        let size = pairwise.size();
        let link = |(votes, opposing)| if votes > opposing { votes } else { 0 };
        let mut links = Vec::with_capacity(size * size);
        for pairs in pairwise.for_and_against() {
            links.extend(pairs.map(link));
        }
        let paths = widest::paths(&links, size);
        Self { size, links, paths }
    }

    pub(crate) fn get(&self, from: usize, to: usize) -> u32 {
        self.paths.get(from * self.size + to).copied().unwrap_or(0)
    }

    pub(crate) fn above(&self) -> Relation {
        let mut above = Relation::new(self.size);
        for (one, row) in self.paths.chunks_exact(self.size.max(1)).enumerate() {
            let column = self.paths.iter().skip(one).step_by(self.size);
            for (other, (strength, back)) in row.iter().zip(column).enumerate() {
                if strength > back {
                    above.insert(one, other);
                }
            }
        }
        above
    }

    fn links_from(&self, from: usize) -> &[u32] {
        self.links.chunks_exact(self.size.max(1)).nth(from).unwrap_or_default()
    }
}

struct Trace<'p, 'm> {
    profile: &'p Profile,
    pairwise: &'m Pairwise,
    strengths: &'m Strengths,
}

impl<'p> Trace<'p, '_> {
    fn step(&self, above: usize, below: usize) -> Step<'p> {
        let path = self.path(above, below);
        let path_back = self.path(below, above);
        let stronger = path.strength > path_back.strength;
        Step {
            above: self.profile.reference(above),
            below: self.profile.reference(below),
            votes: self.pairwise.votes(above, below),
            opposing: self.pairwise.votes(below, above),
            path,
            path_back,
            decided_by: if stronger { DecidedBy::Strength } else { DecidedBy::TieOrder },
        }
    }

    fn path(&self, from: usize, to: usize) -> Path<'p> {
        let strength = self.strengths.get(from, to);
        if strength == 0 {
            return Path { strength, links: Vec::new() };
        }
        let passed = self.walk(from, to, strength);
        let links = passed.iter().zip(passed.iter().skip(1)).map(|(&from, &to)| Link {
            from: self.profile.reference(from),
            to: self.profile.reference(to),
            votes: self.pairwise.votes(from, to),
        });
        Path { strength, links: links.collect() }
    }

    /// A path over links of at least `strength`, with the fewest links, first found in tie order.
    fn walk(&self, from: usize, to: usize, strength: u32) -> Vec<usize> {
        let mut unseen: Vec<usize> =
            (0..self.pairwise.size()).filter(|index| *index != from).collect();
        let mut reached = vec![(from, 0)];
        let mut next = 0;
        while let Some(&(here, _)) = reached.get(next) {
            let links = self.strengths.links_from(here);
            let strong = |index: usize| links.get(index).is_some_and(|votes| *votes >= strength);
            if strong(to) {
                break;
            }
            unseen.retain(|&index| {
                let fresh = strong(index);
                if fresh {
                    reached.push((index, next));
                }
                !fresh
            });
            next += 1;
        }
        walked_back(&reached, next, to)
    }
}

#[cfg(test)]
mod tests;
