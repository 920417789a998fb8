//! An area's ranking from its members' ballots, as computed and as decided (A13, C7).

mod decision;
mod explain;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{InitiativeId, PersonId, Violations};
use model::RankingMethod;
use prioritisation_methods::Alternative;
use prioritisation_methods::ranking::{Ballot, Profile, borda, ranked_pairs, schulze};
use serde::{Deserialize, Serialize};

use crate::Candidate;

pub(crate) use decision::decide;
pub use decision::{Decision, GroupRules, Meeting, Move, MoveAsked};
pub use explain::{Explanation, RankingStep, Route, explain};

/// A member's ballot as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Groups of initiatives, the first first; those in one group are tied. What no group names
    /// stands below, tied. A name that is no candidate is passed over, so that one withdrawn after
    /// the ballot opened counts for nobody.
    pub places: Vec<Vec<InitiativeId>>,
    /// What the member is out of by a conflict of interest (jäv): neither above nor below any other.
    pub conflicts: BTreeSet<InitiativeId>,
}

/// Candidates that the ballots leave without order. The tie rule ordered them (complaint 21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The first place that they compete for.
    pub place: u32,
    /// The candidates in the order of the tie rule: lower cost, then reference, then initiative.
    pub initiatives: Vec<InitiativeId>,
}

/// One place in an area's ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingEntry {
    /// What is ranked.
    pub candidate: Candidate,
    /// 1 is first.
    pub rank: u32,
    /// Place that the ballots gave it.
    pub computed_rank: u32,
    /// Borda points of this place: the greatest sum belongs to the first, whatever the method.
    pub points: u64,
    /// Whether half a point more belongs to it.
    pub half: bool,
}

/// The decided ranking of an area (C7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Number of ballots that it rests on.
    pub ballots: u32,
    /// The chair who decided.
    pub decided_by: PersonId,
    /// How it was decided.
    pub decision: Decision,
    /// All places, first to last.
    pub entries: Vec<RankingEntry>,
}

/// What follows from the ballots by a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The method.
    pub method: RankingMethod,
    /// Number of ballots.
    pub ballots: u32,
    /// Candidates, first to last.
    pub order: Vec<Candidate>,
    /// Doubled Borda points of each place, first to last: never rising.
    pub doubled: Vec<u64>,
    /// What the tie rule decided.
    pub ties: Vec<Tie>,
}

/// The order of `candidates` by `votes`. The same votes in another order give the same.
///
/// # Errors
/// More votes or candidates than can be counted.
pub fn compute(
    method: RankingMethod,
    candidates: &[Candidate],
    votes: &[Vote],
) -> Result<Computed, Violations> {
    let paper = Paper::new(candidates);
    let profile = paper.profile(votes)?;
    let ranking = match method {
        RankingMethod::Borda => borda::rank(&profile),
        RankingMethod::Schulze => schulze::rank(&profile),
        RankingMethod::RankedPairs => ranked_pairs::rank(&profile),
    };
    let mut doubled = borda::doubled(&profile);
    doubled.sort_unstable_by(|one, other| other.cmp(one));
    let order = ranking.places.iter().filter_map(|place| paper.candidate(&place.reference));
    Ok(Computed {
        method,
        ballots: u32::try_from(votes.len()).unwrap_or(u32::MAX),
        order: order.cloned().collect(),
        doubled,
        ties: paper.ties(&ranking.ties),
    })
}

impl Computed {
    /// The places as the candidates come in `order`, which holds those of [`Self::order`].
    fn entries(&self, order: Vec<&Candidate>) -> Vec<RankingEntry> {
        let computed: BTreeMap<InitiativeId, u32> =
            self.order.iter().map(|one| one.initiative).zip(1_u32..).collect();
        let place = |((rank, candidate), doubled): ((u32, &Candidate), &u64)| RankingEntry {
            candidate: candidate.clone(),
            rank,
            computed_rank: computed.get(&candidate.initiative).copied().unwrap_or(rank),
            points: doubled / 2,
            half: doubled % 2 == 1,
        };
        (1_u32..).zip(order).zip(&self.doubled).map(place).collect()
    }
}

/// Candidates in tie order, as the methods know them: by index.
struct Paper<'c> {
    candidates: Vec<&'c Candidate>,
    index: BTreeMap<InitiativeId, usize>,
}

impl<'c> Paper<'c> {
    fn new(candidates: &'c [Candidate]) -> Self {
        let mut candidates: Vec<&Candidate> = candidates.iter().collect();
        candidates.sort_by(|one, other| one.tie_break(other));
        let index = candidates.iter().map(|one| one.initiative).zip(0..).collect();
        Self { candidates, index }
    }

    fn profile(&self, votes: &[Vote]) -> Result<Profile, Violations> {
        let alternative =
            |index: u64| Alternative { cost_ore: index, reference: index.to_string() };
        let alternatives = (0..).map(alternative).take(self.candidates.len()).collect();
        let ballots = votes.iter().map(|vote| self.ballot(vote)).collect();
        Profile::new(alternatives, ballots).map_err(|error| {
            let mut wrong = Violations::none();
            wrong.add("ballots", format!("cannot be counted: {error}"));
            wrong
        })
    }

    fn ballot(&self, vote: &Vote) -> Ballot {
        let neutral: BTreeSet<usize> =
            vote.conflicts.iter().filter_map(|one| self.index.get(one)).copied().collect();
        let mut named = neutral.clone();
        let mut place = |group: &Vec<InitiativeId>| {
            let known = group.iter().filter_map(|one| self.index.get(one)).copied();
            known.filter(|index| named.insert(*index)).collect::<Vec<_>>()
        };
        let groups = vote.places.iter().map(&mut place).filter(|group| !group.is_empty());
        Ballot { count: 1, groups: groups.collect(), neutral: neutral.into_iter().collect() }
    }

    fn candidate(&self, reference: &str) -> Option<&'c Candidate> {
        self.candidates.get(reference.parse::<usize>().ok()?).copied()
    }

    fn initiative(&self, reference: &str) -> Option<InitiativeId> {
        self.candidate(reference).map(|one| one.initiative)
    }

    fn ties(&self, ties: &[prioritisation_methods::ranking::Tie]) -> Vec<Tie> {
        let tie = |tie: &prioritisation_methods::ranking::Tie| Tie {
            place: tie.place,
            initiatives: tie.references.iter().filter_map(|one| self.initiative(one)).collect(),
        };
        ties.iter().map(tie).collect()
    }
}

/// The ranking that a full meeting adopts.
#[cfg(test)]
pub(crate) fn adopted(computed: &Computed) -> Ranking {
    let (actor, now) = (crate::testing::chair(), crate::testing::NOW);
    let acting = kernel::Acting::new(&actor, now);
    let meeting = crate::testing::meeting();
    decide(computed, &[], &meeting, &crate::testing::area(), &acting).expect("it is decided")
}

#[cfg(test)]
mod tests;
