//! What an auditor redoes, step by step (complaints 21 and 22).

use kernel::{InitiativeId, Violations};
use model::RankingMethod;
use prioritisation_methods::ranking::{Profile, borda, ranked_pairs, schulze};

use super::{Computed, Paper, Vote, compute};
use crate::Candidate;

/// A computed ranking with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The ranking.
    pub computed: Computed,
    /// The steps, in order.
    pub steps: Vec<RankingStep>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RankingStep {
    /// Borda: what one candidate got. More is better.
    Sum {
        /// The candidate.
        initiative: InitiativeId,
        /// Doubled points from all ballots.
        doubled: u64,
    },
    /// Schulze: what decides between two neighbours of the ranking.
    Neighbours {
        /// The one with the place before.
        above: InitiativeId,
        /// The one with the place after.
        below: InitiativeId,
        /// Ballots that put `above` above `below`.
        votes: u32,
        /// Ballots that put `below` above `above`.
        opposing: u32,
        /// The strongest path from `above` to `below`.
        path: Route,
        /// The strongest path back. Where it is as strong, the tie rule decided.
        path_back: Route,
    },
    /// Ranked pairs: a pair, in the order in which pairs are taken.
    Pair {
        /// The one that more ballots put above the other.
        winner: InitiativeId,
        /// The other.
        loser: InitiativeId,
        /// Ballots for the winner.
        votes: u32,
        /// Ballots for the loser.
        opposing: u32,
        /// The cycle that it would close with pairs locked before it. Empty: it is locked.
        cycle: Vec<InitiativeId>,
    },
}

/// A path of Schulze's method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Ballots of its weakest link; 0: there is no path.
    pub strength: u32,
    /// What it passes, with the ballots of the link that leads there; the first has none.
    pub passes: Vec<(InitiativeId, u32)>,
}

impl RankingStep {
    /// Whether the step is about this initiative.
    #[must_use]
    pub fn concerns(&self, one: InitiativeId) -> bool {
        match self {
            Self::Sum { initiative, .. } => *initiative == one,
            Self::Neighbours { above, below, .. } => [*above, *below].contains(&one),
            Self::Pair { winner, loser, .. } => [*winner, *loser].contains(&one),
        }
    }
}

/// [`compute`] with its steps.
///
/// # Errors
/// As [`compute`].
pub fn explain(
    method: RankingMethod,
    candidates: &[Candidate],
    votes: &[Vote],
) -> Result<Explanation, Violations> {
    let paper = Paper::new(candidates);
    let profile = paper.profile(votes)?;
    let steps = match method {
        RankingMethod::Borda => sums(&paper, &profile),
        RankingMethod::Schulze => neighbours(&paper, &profile),
        RankingMethod::RankedPairs => pairs(&paper, &profile),
    };
    Ok(Explanation { computed: compute(method, candidates, votes)?, steps })
}

fn sums(paper: &Paper<'_>, profile: &Profile) -> Vec<RankingStep> {
    let sum = |(candidate, doubled): (&&Candidate, u64)| RankingStep::Sum {
        initiative: candidate.initiative,
        doubled,
    };
    paper.candidates.iter().zip(borda::doubled(profile)).map(sum).collect()
}

fn neighbours(paper: &Paper<'_>, profile: &Profile) -> Vec<RankingStep> {
    let step = |step: &schulze::Step<'_>| {
        Some(RankingStep::Neighbours {
            above: paper.initiative(step.above)?,
            below: paper.initiative(step.below)?,
            votes: step.votes,
            opposing: step.opposing,
            path: route(paper, &step.path),
            path_back: route(paper, &step.path_back),
        })
    };
    schulze::explain(profile).steps.iter().filter_map(step).collect()
}

fn route(paper: &Paper<'_>, path: &schulze::Path<'_>) -> Route {
    let first = path.links.first().map(|link| (link.from, 0));
    let passes = first.into_iter().chain(path.links.iter().map(|link| (link.to, link.votes)));
    let known = |(reference, votes)| Some((paper.initiative(reference)?, votes));
    Route { strength: path.strength, passes: passes.filter_map(known).collect() }
}

fn pairs(paper: &Paper<'_>, profile: &Profile) -> Vec<RankingStep> {
    let step = |step: &ranked_pairs::Step<'_>| {
        let cycle = match &step.verdict {
            ranked_pairs::Verdict::Locked => Vec::new(),
            ranked_pairs::Verdict::Skipped { cycle } => {
                cycle.iter().filter_map(|one| paper.initiative(one)).collect()
            }
        };
        Some(RankingStep::Pair {
            winner: paper.initiative(step.winner)?,
            loser: paper.initiative(step.loser)?,
            votes: step.votes,
            opposing: step.opposing,
            cycle,
        })
    };
    ranked_pairs::explain(profile).steps.iter().filter_map(step).collect()
}
