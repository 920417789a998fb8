//! The analytic hierarchy process: weights of criteria from comparisons of two at a time
//! (T. L. Saaty, "The Analytic Hierarchy Process", 1980).
//!
//! The comparisons fill a matrix; where the first is `n` times as important as the second, the
//! second is `1/n` times as important as the first. The weights are the matrix's principal
//! eigenvector, and λmax is its eigenvalue. `CI = (λmax − n)/(n − 1)` says how far the comparisons
//! contradict each other, `CR = CI/RI` sets this against comparisons made at random. They are
//! acceptable up to a CR of 0.10.

mod comparisons;
mod eigen;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::Serialize;

pub use comparisons::{Comparison, ComparisonViolation, Comparisons, Judgement};

use crate::Exact;
use crate::ranking::Explained;

/// What weights are multiples of: 10^-12.
pub const PARTS: u64 = 1_000_000_000_000;

/// Saaty's random index for n = 3 to 10, in hundredths. For n = 1 and 2 nothing can contradict.
const RANDOM_INDEX: [u32; 8] = [58, 90, 112, 124, 132, 141, 145, 149];

/// The weight of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weight {
    /// Key of the criterion.
    pub key: String,
    /// Its share in parts of 10^-12, rounded half up: the weight of a
    /// [`Criterion`](super::Criterion). The sum of all is within 5 of 10^12.
    pub parts: u64,
}

/// Weights and how consistent the comparisons are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weights {
    /// In the order of the keys.
    pub weights: Vec<Weight>,
    /// λmax, rounded half up to 10^-12. Not below the number of keys.
    pub lambda_max: Exact,
    /// CI, from λmax as rounded. 0 for a single key.
    pub consistency_index: Exact,
    /// CR. 0 for one or two keys.
    pub consistency_ratio: Exact,
    /// Whether CR is at most 0.10.
    pub acceptable: bool,
    /// Rounds until the weights stood still.
    pub rounds: u32,
}

/// A row of the matrix against the weights. An auditor sees λmax in each quotient, up to the
/// rounding of the weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step<'c> {
    /// Key of the criterion.
    pub key: &'c str,
    /// How many times as important it is as each, in the order of the keys.
    pub row: Vec<Exact>,
    /// Its weight, in parts of 10^-12.
    pub parts: u64,
    /// The sum of the row times the weights, in parts of 10^-12.
    pub product: Exact,
    /// The product over the weight.
    pub quotient: Exact,
}

/// Weighs the criteria (C8). The weights are within 10^-12 of the eigenvector's.
#[must_use]
pub fn weigh(comparisons: &Comparisons) -> Weights {
    let principal = eigen::principal(comparisons.matrix());
    let size = BigInt::from(comparisons.keys().len());
    let lambda_max = principal.lambda_max.max(size.clone().into());
    let excess = &lambda_max - &size;
    let consistency_index =
        if size <= BigInt::from(1) { BigRational::zero() } else { excess / (size - 1) };
    let ratio = match random_index(comparisons.keys().len()) {
        None => BigRational::zero(),
        Some(random) => &consistency_index / random,
    };
    let weights = comparisons.keys().iter().zip(principal.parts);
    Weights {
        weights: weights.map(|(key, parts)| Weight { key: key.clone(), parts }).collect(),
        lambda_max: Exact(lambda_max),
        consistency_index: Exact(consistency_index),
        acceptable: ratio <= BigRational::new(1.into(), 10.into()),
        consistency_ratio: Exact(ratio),
        rounds: principal.rounds,
    }
}

/// [`weigh`] with each row of the matrix against the weights.
#[must_use]
pub fn explain(comparisons: &Comparisons) -> Explained<Step<'_>, Weights> {
    let outcome = weigh(comparisons);
    let rows = comparisons.keys().iter().zip(comparisons.matrix()).zip(&outcome.weights);
    let steps = rows
        .map(|((key, row), weight)| {
            let row: Vec<BigRational> = row.iter().map(eigen::importance).collect();
            let products = row.iter().zip(&outcome.weights);
            let product: BigRational =
                products.map(|(times, weight)| times * BigInt::from(weight.parts)).sum();
            Step {
                key,
                row: row.into_iter().map(Exact).collect(),
                parts: weight.parts,
                quotient: Exact(&product / BigInt::from(weight.parts.max(1))),
                product: Exact(product),
            }
        })
        .collect();
    Explained { outcome, steps }
}

fn random_index(size: usize) -> Option<BigRational> {
    let hundredths = RANDOM_INDEX.get(size.checked_sub(3)?)?;
    Some(BigRational::new((*hundredths).into(), 100.into()))
}

#[cfg(test)]
mod tests;
