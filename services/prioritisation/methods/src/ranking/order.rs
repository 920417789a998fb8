//! The order that a method gives, total and with its ties on record (C7).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::relation::Relation;
use crate::Alternative;

/// A place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// 1 is first. Without gaps.
    pub place: u32,
    /// The alternative.
    pub reference: String,
}

/// Alternatives that the method left without order among them. The tie order gave the place to the
/// first of them.
///
/// Recorded where such a set opens. While places go to alternatives of the same set, no other tie
/// is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The first place that they compete for.
    pub place: u32,
    /// The alternatives, in tie order.
    pub references: Vec<String>,
}

/// A total order of all alternatives. A proposal, not a decision (A13).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// From the first to the last.
    pub places: Vec<Place>,
    /// Each tie that the tie order broke, by place.
    pub ties: Vec<Tie>,
}

/// An outcome and the steps that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained<S, O = Ranking> {
    /// The outcome, the same as without the steps.
    pub outcome: O,
    /// What an auditor redoes, in order.
    pub steps: Vec<S>,
}

/// An order by index, before references are put to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) first_to_last: Vec<usize>,
    ties: Vec<(usize, Vec<usize>)>,
}

impl Order {
    /// By score, the highest first. `scores` stand in tie order.
    pub(crate) fn by_score<T: Ord>(scores: &[T]) -> Self {
        let mut scored: Vec<(Reverse<&T>, usize)> =
            scores.iter().enumerate().map(|(index, score)| (Reverse(score), index)).collect();
        scored.sort_unstable();
        let mut ties = Vec::new();
        let mut place = 0;
        for equal in scored.chunk_by(|(one, _), (other, _)| one == other) {
            if equal.len() > 1 {
                ties.push((place, equal.iter().map(|&(_, index)| index).collect()));
            }
            place += equal.len();
        }
        Self { first_to_last: scored.into_iter().map(|(_, index)| index).collect(), ties }
    }

    /// Each place goes to the first in tie order of those that nothing left stands above.
    /// `relation` has no cycle.
    pub(crate) fn extending(relation: &Relation) -> Self {
        let size = relation.size();
        let mut above = vec![0_usize; size];
        for index in 0..size {
            for below in relation.below(index) {
                if let Some(count) = above.get_mut(below) {
                    *count += 1;
                }
            }
        }
        let mut open: BTreeSet<usize> = (0_usize..).zip(&above).filter_map(none_above).collect();
        let mut first_to_last = Vec::with_capacity(size);
        let mut ties = Vec::new();
        let mut opened = open.len();
        while let Some(&index) = open.first() {
            if opened > 0 && open.len() > 1 {
                ties.push((first_to_last.len(), open.iter().copied().collect()));
            }
            open.remove(&index);
            first_to_last.push(index);
            opened = 0;
            for below in relation.below(index) {
                if let Some(count) = above.get_mut(below) {
                    *count -= 1;
                    if *count == 0 {
                        open.insert(below);
                        opened += 1;
                    }
                }
            }
        }
        Self { first_to_last, ties }
    }

    /// The same order, by reference.
    pub(crate) fn of(&self, alternatives: &[Alternative]) -> Ranking {
        let reference = |index: usize| {
            alternatives.get(index).map(|one| one.reference.clone()).unwrap_or_default()
        };
        let places = (1_u32..)
            .zip(&self.first_to_last)
            .map(|(place, &index)| Place { place, reference: reference(index) })
            .collect();
        let tie = |(place, tied): &(usize, Vec<usize>)| Tie {
            place: u32::try_from(place + 1).unwrap_or(u32::MAX),
            references: tied.iter().copied().map(reference).collect(),
        };
        Ranking { places, ties: self.ties.iter().map(tie).collect() }
    }
}

fn none_above((index, above): (usize, &usize)) -> Option<usize> {
    (*above == 0).then_some(index)
}
