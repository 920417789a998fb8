//! By what alternatives are assessed.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::Serialize;

/// Which end of a scale is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Benefit,
    /// Less is better.
    Cost,
}

/// A criterion with its weight and its scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name. Unique among the criteria of a call.
    pub key: String,
    /// At least 1. Its share is this over the sum of all weights.
    pub weight: u64,
    /// The lowest value that can be given. Fixed beforehand: taken from the values given, it would
    /// let one alternative change the order of two others.
    pub min: i64,
    /// The highest value that can be given. Above `min`.
    pub max: i64,
    /// Which end is the better one.
    pub direction: Direction,
}

/// What can be wrong with criteria. The text begins with the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CriterionViolation {
    /// There is none.
    #[error("criteria: is empty")]
    None,
    /// Two criteria have one key.
    #[error("criteria[{index}].key: {key} stands twice")]
    DuplicateKey {
        /// The later of the two.
        index: usize,
        /// What stands twice.
        key: String,
    },
    /// A weight of 0.
    #[error("criteria[{index}].weight: is 0")]
    NoWeight {
        /// Index of the criterion.
        index: usize,
    },
    /// A scale that does not go up.
    #[error("criteria[{index}].max: {max} is not above min {min}")]
    NoScale {
        /// Index of the criterion.
        index: usize,
        /// Its lowest value.
        min: i64,
        /// Its highest value.
        max: i64,
    },
}

impl Criterion {
    /// Where a value stands on the scale: 0 at the worse end, 1 at the better.
    pub(super) fn normalised(&self, value: &BigRational) -> BigRational {
        let (min, max) = (BigInt::from(self.min), BigInt::from(self.max));
        let width = BigRational::from(&max - &min);
        match self.direction {
            Direction::Benefit => (value - BigRational::from(min)) / width,
            Direction::Cost => (BigRational::from(max) - value) / width,
        }
    }
}

impl CriterionViolation {
    pub(super) fn all(criteria: &[Criterion]) -> Vec<Self> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        if criteria.is_empty() {
            found.push(Self::None);
        }
        for (index, criterion) in criteria.iter().enumerate() {
            if !seen.insert(&criterion.key) {
                found.push(Self::DuplicateKey { index, key: criterion.key.clone() });
            }
            if criterion.weight == 0 {
                found.push(Self::NoWeight { index });
            }
            if criterion.min >= criterion.max {
                found.push(Self::NoScale { index, min: criterion.min, max: criterion.max });
            }
        }
        found
    }
}

/// The sum of the weights.
pub(super) fn sum_of_weights(criteria: &[Criterion]) -> BigInt {
    criteria.iter().map(|criterion| BigInt::from(criterion.weight)).sum()
}
