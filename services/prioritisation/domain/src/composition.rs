//! The city-wide order from the areas' rankings, exact and recomputable (B6, C8).

use std::cmp::Ordering;

use kernel::{AreaKey, CaseId, CycleId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{AreaRound, Candidate, Ranking};

/// A score as an exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The points of its place in the area; doubled where half a point belongs to it.
    pub numerator: u64,
    /// The most that could have been reached: (m-1) x ballots; doubled with the numerator.
    pub denominator: u64,
}

impl Score {
    /// The share of the possible points. An area that ranked one initiative gives it 1.
    #[must_use]
    pub fn of(points: u64, half: bool, ranked: usize, ballots: u32) -> Self {
        let most = u64::try_from(ranked.saturating_sub(1)).unwrap_or(u64::MAX);
        match most.saturating_mul(u64::from(ballots)) {
            0 => Self { numerator: 1, denominator: 1 },
            most if half => Self {
                numerator: points.saturating_mul(2).saturating_add(1),
                denominator: most.saturating_mul(2),
            },
            denominator => Self { numerator: points, denominator },
        }
    }

    /// Compares the fractions without rounding.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        let one = u128::from(self.numerator) * u128::from(other.denominator);
        let two = u128::from(other.numerator) * u128::from(self.denominator);
        one.cmp(&two)
    }
}

/// One place in the city-wide proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalItem {
    /// What is proposed.
    pub candidate: Candidate,
    /// Its area.
    pub area: AreaKey,
    /// Place in the area's ranking.
    pub area_rank: u32,
    /// Place in the city; 1 is first, without gaps.
    pub city_rank: u32,
    /// Share of the possible points in its area.
    pub score: Score,
    /// Place in the city that the method gave it.
    pub computed_rank: u32,
    /// Whether it is within the frame, as proposed.
    pub within: bool,
    /// Whether the method put it within the frame.
    pub computed_within: bool,
}

/// What the areas ranked, on one scale: by score, then lower cost, reference and initiative. The order
/// of `rounds` does not matter. What was withdrawn since its ranking is left out. No method has been
/// asked yet what is within the frame.
#[must_use]
pub fn compose(rounds: &[AreaRound]) -> Vec<ProposalItem> {
    let mut items: Vec<ProposalItem> = rounds
        .iter()
        .filter_map(|round| Some((round, round.ranking.as_ref()?)))
        .flat_map(|(round, ranking)| proposed(round, ranking))
        .collect();
    items.sort_by(|one, other| {
        other.score.compare(&one.score).then_with(|| one.candidate.tie_break(&other.candidate))
    });
    for (city_rank, item) in (1_u32..).zip(&mut items) {
        item.city_rank = city_rank;
        item.computed_rank = city_rank;
    }
    items
}

fn proposed<'r>(
    round: &'r AreaRound,
    ranking: &'r Ranking,
) -> impl Iterator<Item = ProposalItem> + 'r {
    let withdrawn = |case: &CaseId| round.withdrawn.contains(case);
    ranking.entries.iter().filter(move |entry| !withdrawn(&entry.candidate.case)).map(|entry| {
        ProposalItem {
            candidate: entry.candidate.clone(),
            area: round.area.clone(),
            area_rank: entry.rank,
            city_rank: 0,
            computed_rank: 0,
            within: false,
            computed_within: false,
            score: Score::of(entry.points, entry.half, ranking.entries.len(), ranking.ballots),
        }
    })
}

/// Digest of the items in city order, as lower-case hex of SHA-256.
///
/// Canonical text: every part enters as a netstring, `<bytes in decimal>:<text>,`. The first digest
/// is that of `radslag.proposal.v1` and the cycle. Each item gives the digest of the digest before
/// it and of its initiative, case, administration, reference, title, area, area rank, city rank,
/// score's numerator and denominator, and cost in öre. So a receiver needs one digest, not all
/// items, to know what has come.
#[must_use]
pub fn digest(cycle: CycleId, items: &[ProposalItem]) -> String {
    let first = hash(&["radslag.proposal.v1".to_owned(), cycle.to_string()]);
    items.iter().fold(first, |before, item| {
        hash(&[
            before,
            item.candidate.initiative.to_string(),
            item.candidate.case.to_string(),
            item.candidate.administration.to_string(),
            item.candidate.reference.clone(),
            item.candidate.title.clone(),
            item.area.to_string(),
            item.area_rank.to_string(),
            item.city_rank.to_string(),
            item.score.numerator.to_string(),
            item.score.denominator.to_string(),
            item.candidate.cost.as_ore().to_string(),
        ])
    })
}

fn hash(parts: &[String]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(format!("{}:{part},", part.len()));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(crate) mod tests;
