//! The ballots that a method orders.

use std::collections::{BTreeMap, BTreeSet};

use crate::Alternative;
use crate::violations::{AlternativeViolation, Violations};

/// Equal ballots: a weak order of the alternatives, which may be partial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// How many members cast it.
    pub count: u32,
    /// Groups of alternatives by index, the best first. Those in one group are tied. What no group
    /// names stands below everything named, tied with each other.
    pub groups: Vec<Vec<usize>>,
    /// Alternatives on which it has no opinion, as of a member in conflict of interest: it puts
    /// them neither above nor below any other.
    pub neutral: Vec<usize>,
}

/// Alternatives in tie order and the ballots on them (C7).
///
/// Ballots are kept in one form: complete (what was named nowhere is the last group), equal ones
/// merged, sorted. So the order in which they were cast leaves no mark on any result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    alternatives: Vec<Alternative>,
    ballots: Vec<Ballot>,
}

/// What can be wrong with a profile. The text begins with the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileViolation {
    /// The alternatives are not a list in tie order.
    #[error(transparent)]
    Alternative(#[from] AlternativeViolation),
    /// A ballot that nobody cast.
    #[error("ballots[{ballot}].count: is 0")]
    NoVotes {
        /// Index of the ballot.
        ballot: usize,
    },
    /// A group without alternatives.
    #[error("ballots[{ballot}][{group}]: is empty")]
    EmptyGroup {
        /// Index of the ballot.
        ballot: usize,
        /// Index of the group.
        group: usize,
    },
    /// A group names what is not among the alternatives.
    #[error("ballots[{ballot}][{group}]: no alternative has index {alternative}")]
    UnknownAlternative {
        /// Index of the ballot.
        ballot: usize,
        /// Index of the group.
        group: usize,
        /// What it names.
        alternative: usize,
    },
    /// A ballot names an alternative twice.
    #[error("ballots[{ballot}][{group}]: names alternative {alternative} again")]
    RepeatedAlternative {
        /// Index of the ballot.
        ballot: usize,
        /// Index of the group with the later naming.
        group: usize,
        /// What it names.
        alternative: usize,
    },
    /// A ballot names as neutral what no alternative is, or what it names elsewhere.
    #[error("ballots[{ballot}].neutral: {alternative} is unknown or named elsewhere")]
    Neutral {
        /// Index of the ballot.
        ballot: usize,
        /// What it names.
        alternative: usize,
    },
    /// The counts sum to more than 4,294,967,295.
    #[error("ballots: more than 4294967295 votes")]
    TooManyVotes,
}

impl Profile {
    /// # Errors
    ///
    /// Every violation: references that stand twice, alternatives out of tie order, a count of 0,
    /// an empty group, an alternative unknown or named twice, more votes than a `u32` holds.
    pub fn new(
        alternatives: Vec<Alternative>,
        ballots: Vec<Ballot>,
    ) -> Result<Self, Violations<ProfileViolation>> {
        let mut found: Vec<ProfileViolation> =
            AlternativeViolation::all(&alternatives).into_iter().map(Into::into).collect();
        for (index, ballot) in ballots.iter().enumerate() {
            found.extend(violations(index, ballot, alternatives.len()));
        }
        if ballots.iter().try_fold(0_u32, |sum, ballot| sum.checked_add(ballot.count)).is_none() {
            found.push(ProfileViolation::TooManyVotes);
        }
        Violations::check(found)?;
        let ballots = merged(ballots, alternatives.len());
        Ok(Self { alternatives, ballots })
    }

    /// The alternatives, in tie order.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    /// The ballots: complete, different from each other, sorted.
    #[must_use]
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// The reference of an alternative. Empty for an index that the profile does not have.
    pub(crate) fn reference(&self, index: usize) -> &str {
        self.alternatives.get(index).map_or("", |alternative| &alternative.reference)
    }
}

fn violations(index: usize, ballot: &Ballot, alternatives: usize) -> Vec<ProfileViolation> {
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    if ballot.count == 0 {
        found.push(ProfileViolation::NoVotes { ballot: index });
    }
    for (group, members) in ballot.groups.iter().enumerate() {
        if members.is_empty() {
            found.push(ProfileViolation::EmptyGroup { ballot: index, group });
        }
        for &alternative in members {
            let ballot = index;
            if alternative >= alternatives {
                found.push(ProfileViolation::UnknownAlternative { ballot, group, alternative });
            } else if !named.insert(alternative) {
                found.push(ProfileViolation::RepeatedAlternative { ballot, group, alternative });
            }
        }
    }
    let wrong = |index: &&usize| **index >= alternatives || !named.insert(**index);
    let neutral = ballot.neutral.iter().filter(wrong).copied().collect::<Vec<_>>();
    let neutral = neutral.into_iter();
    found.extend(
        neutral.map(|alternative| ProfileViolation::Neutral { ballot: index, alternative }),
    );
    found
}

fn merged(ballots: Vec<Ballot>, alternatives: usize) -> Vec<Ballot> {
    let mut counts: BTreeMap<(Vec<Vec<usize>>, Vec<usize>), u32> = BTreeMap::new();
    for Ballot { count, groups, mut neutral } in ballots {
        neutral.sort_unstable();
        let sum = counts.entry((complete(groups, &neutral, alternatives), neutral)).or_default();
        *sum = sum.saturating_add(count);
    }
    let ballot = |((groups, neutral), count)| Ballot { count, groups, neutral };
    counts.into_iter().map(ballot).collect()
}

fn complete(
    mut groups: Vec<Vec<usize>>,
    neutral: &[usize],
    alternatives: usize,
) -> Vec<Vec<usize>> {
    let named: BTreeSet<usize> = groups.iter().flatten().chain(neutral).copied().collect();
    let rest: Vec<usize> = (0..alternatives).filter(|index| !named.contains(index)).collect();
    if !rest.is_empty() {
        groups.push(rest);
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

#[cfg(test)]
mod tests;
