//! How many ballots put one alternative above another.

use super::profile::{Ballot, Profile};

/// For each ordered pair of alternatives, the votes that put the first above the second.
/// Alternatives are named by their index in tie order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairwise {
    size: usize,
    /// By row: the first of the pair.
    votes: Vec<u32>,
}

/// Counts the votes of each pair. A ballot that ties the two, or is neutral on one, counts for
/// neither.
#[must_use]
pub fn pairwise(profile: &Profile) -> Pairwise {
    let size = profile.alternatives().len();
    let levels: Vec<(u32, Vec<u32>)> =
        profile.ballots().iter().map(|ballot| (ballot.count, levels(ballot, size))).collect();
    let mut votes = vec![0_u32; size * size];
    for (index, row) in votes.chunks_exact_mut(size.max(1)).enumerate() {
        for (count, levels) in &levels {
            match levels.get(index).copied().unwrap_or(NEUTRAL) {
                NEUTRAL => {}
                own => add(row, levels, own, *count),
            }
        }
    }
    Pairwise { size, votes }
}

/// Adds the votes of one ballot to a row. Apart, so that the loop becomes vector instructions.
fn add(row: &mut [u32], levels: &[u32], own: u32, count: u32) {
    for (cell, &level) in row.iter_mut().zip(levels) {
        *cell += if own < level { count } else { 0 };
    }
}

/// Level of what a ballot is neutral on: below no other.
const NEUTRAL: u32 = 0;

/// The group of each alternative on a ballot; 1 is the best.
fn levels(ballot: &Ballot, size: usize) -> Vec<u32> {
    let mut levels = vec![NEUTRAL; size];
    for (level, group) in (1_u32..).zip(&ballot.groups) {
        for &index in group {
            if let Some(slot) = levels.get_mut(index) {
                *slot = level;
            }
        }
    }
    levels
}

impl Pairwise {
    /// How many alternatives there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Votes that put `one` above `other`. 0 for an index out of range.
    #[must_use]
    pub fn votes(&self, one: usize, other: usize) -> u32 {
        self.rows().nth(one).and_then(|row| row.get(other)).copied().unwrap_or(0)
    }

    /// Whether more votes put `one` above `other` than the reverse.
    #[must_use]
    pub fn beats(&self, one: usize, other: usize) -> bool {
        self.votes(one, other) > self.votes(other, one)
    }

    /// The alternative that beats every other, if there is one.
    #[must_use]
    pub fn condorcet_winner(&self) -> Option<usize> {
        self.against().position(|duels| duels.won == self.size - 1)
    }

    /// The alternative that every other beats, if there is one. A single alternative is none.
    #[must_use]
    pub fn condorcet_loser(&self) -> Option<usize> {
        self.against().position(|duels| self.size > 1 && duels.lost == self.size - 1)
    }

    /// The smallest set that is not empty and whose members beat everyone outside it, in tie order.
    #[must_use]
    pub fn smith_set(&self) -> Vec<usize> {
        // A win gives 2 and a tie 1. Members of a set that beats all outside have more than those
        // outside, and k of them reach k(k-1) among themselves and 2k(m-k) against the others only
        // if they win all of these.
        let mut scored: Vec<(usize, usize)> =
            self.against().map(|duels| self.size - 1 + duels.won - duels.lost).zip(0..).collect();
        scored.sort_unstable_by(|one, other| other.cmp(one));
        let mut sum = 0;
        let mut set = Vec::new();
        for (score, index) in scored {
            sum += score;
            set.push(index);
            let k = set.len();
            if sum == k * (k - 1) + 2 * k * (self.size - k) {
                break;
            }
        }
        set.sort_unstable();
        set
    }

    /// For each alternative, the votes for it and against it in each pair.
    pub(crate) fn for_and_against(&self) -> impl Iterator<Item = impl Iterator<Item = (u32, u32)>> {
        self.rows().enumerate().map(|(index, row)| {
            row.iter().copied().zip(self.votes.iter().copied().skip(index).step_by(self.size))
        })
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, u32> {
        self.votes.chunks_exact(self.size.max(1))
    }

    fn against(&self) -> impl Iterator<Item = Duels> {
        self.for_and_against().map(|pairs| {
            pairs.fold(Duels { won: 0, lost: 0 }, |duels, (own, other)| Duels {
                won: duels.won + usize::from(own > other),
                lost: duels.lost + usize::from(own < other),
            })
        })
    }
}

struct Duels {
    won: usize,
    lost: usize,
}

#[cfg(test)]
mod tests;
