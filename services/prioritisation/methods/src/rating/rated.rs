//! An order by scores, with what could not be scored.

use num_rational::BigRational;
use serde::Serialize;

use crate::ranking::{Order, Place, Ranking};
use crate::{Alternative, Exact};

/// The score of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The alternative.
    pub reference: String,
    /// Its score. The higher the better; the unit is the method's.
    pub score: Exact,
}

/// An alternative that lacks a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unrated {
    /// The alternative.
    pub reference: String,
    /// What has no value.
    pub missing: Vec<String>,
}

/// An order by scores (B6, C8). A proposal, not a decision (A13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rated {
    /// All alternatives: the rated by score, then the unrated in tie order. The ties are those
    /// among the rated.
    pub ranking: Ranking,
    /// The scores, in the order of the ranking.
    pub scores: Vec<Score>,
    /// What could not be scored, in tie order.
    pub unrated: Vec<Unrated>,
}

impl Rated {
    /// `scored` has for each alternative its score, or what has no value.
    pub(super) fn of(
        alternatives: &[Alternative],
        scored: Vec<Result<BigRational, Vec<String>>>,
    ) -> Self {
        let (mut rated, mut scores, mut unrated) = (Vec::new(), Vec::new(), Vec::new());
        for (alternative, scored) in alternatives.iter().zip(scored) {
            match scored {
                Ok(score) => {
                    rated.push(alternative.clone());
                    scores.push(score);
                }
                Err(missing) => {
                    unrated.push(Unrated { reference: alternative.reference.clone(), missing });
                }
            }
        }
        let order = Order::by_score(&scores);
        let mut ranking = order.of(&rated);
        let scores = ranking.places.iter().zip(&order.first_to_last).filter_map(|(place, &at)| {
            let score = Exact(scores.get(at)?.clone());
            Some(Score { reference: place.reference.clone(), score })
        });
        let scores: Vec<Score> = scores.collect();
        let last = u32::try_from(rated.len()).unwrap_or(u32::MAX);
        let after = (last.saturating_add(1)..).zip(&unrated);
        ranking
            .places
            .extend(after.map(|(place, one)| Place { place, reference: one.reference.clone() }));
        Self { ranking, scores, unrated }
    }
}
