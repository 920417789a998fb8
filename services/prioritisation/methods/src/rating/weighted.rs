//! Weighted scoring: `S = Σ w·(x − min)/(max − min)` over the criteria, where `w` is the share of
//! the weight and `x` the mean of the assessors' values. For a cost `max − x` stands for `x − min`.
//! A score lies between 0 and 1.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::Serialize;

use super::criterion::{Criterion, CriterionViolation, sum_of_weights};
use super::rated::Rated;
use crate::ranking::Explained;
use crate::violations::{AlternativeViolation, Violations};
use crate::{Alternative, Exact};

/// One assessor's value of an alternative by a criterion (F3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The alternative.
    pub reference: String,
    /// Key of the criterion.
    pub criterion: String,
    /// The value, on the criterion's scale.
    pub value: i64,
}

/// Alternatives in tie order with the values given to them.
///
/// Which assessor gave a value, and in what order, leaves no mark on any result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    alternatives: Vec<Alternative>,
    criteria: Vec<Criterion>,
    /// By alternative and by criterion; the values sorted.
    values: Vec<Vec<Vec<i64>>>,
}

/// What can be wrong with the input of a scoring. The text begins with the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoringViolation {
    /// The alternatives are not a list in tie order.
    #[error(transparent)]
    Alternative(#[from] AlternativeViolation),
    /// The criteria cannot be used.
    #[error(transparent)]
    Criterion(#[from] CriterionViolation),
    /// An assessment of what is not among the alternatives.
    #[error("assessments[{index}].reference: {reference} is no alternative")]
    UnknownAlternative {
        /// Index of the assessment.
        index: usize,
        /// What it names.
        reference: String,
    },
    /// An assessment by what is not among the criteria.
    #[error("assessments[{index}].criterion: {criterion} is no criterion")]
    UnknownCriterion {
        /// Index of the assessment.
        index: usize,
        /// What it names.
        criterion: String,
    },
    /// A value beyond the ends of the scale.
    #[error("assessments[{index}].value: {value} is not within {min} and {max}")]
    OutsideScale {
        /// Index of the assessment.
        index: usize,
        /// The value.
        value: i64,
        /// Lowest value of the scale.
        min: i64,
        /// Highest value of the scale.
        max: i64,
    },
}

/// How the score of a rated alternative comes about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step<'s> {
    /// The alternative.
    pub reference: &'s str,
    /// What each criterion gives, in the order of the criteria.
    pub parts: Vec<Part<'s>>,
    /// The sum of these.
    pub score: Exact,
}

/// What one criterion gives to a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part<'s> {
    /// Key of the criterion.
    pub criterion: &'s str,
    /// The assessors' values, sorted.
    pub values: &'s [i64],
    /// Their mean.
    pub mean: Exact,
    /// Where the mean stands on the scale: 0 at the worse end, 1 at the better.
    pub normalised: Exact,
    /// The criterion's share of the weights.
    pub share: Exact,
    /// The share times where the mean stands.
    pub product: Exact,
}

impl Scoring {
    /// # Errors
    ///
    /// Every violation: references that stand twice, alternatives out of tie order, no criteria,
    /// keys that stand twice, a weight of 0, a scale that does not go up, an assessment of an
    /// unknown alternative, by an unknown criterion, or beyond the ends of the scale.
    pub fn new(
        alternatives: Vec<Alternative>,
        criteria: Vec<Criterion>,
        assessments: &[Assessment],
    ) -> Result<Self, Violations<ScoringViolation>> {
        let mut found: Vec<ScoringViolation> =
            AlternativeViolation::all(&alternatives).into_iter().map(Into::into).collect();
        found.extend(CriterionViolation::all(&criteria).into_iter().map(Into::into));
        let mut values = vec![vec![Vec::new(); criteria.len()]; alternatives.len()];
        let rows = alternatives.iter().map(|one| one.reference.as_str()).zip(0..).collect();
        let columns = criteria.iter().map(|one| one.key.as_str()).zip(0..).collect();
        for (index, assessment) in assessments.iter().enumerate() {
            match cell(index, assessment, &rows, &columns, &criteria) {
                Ok((row, column)) => {
                    if let Some(cell) = values.get_mut(row).and_then(|row| row.get_mut(column)) {
                        cell.push(assessment.value);
                    }
                }
                Err(violations) => found.extend(violations),
            }
        }
        Violations::check(found)?;
        values.iter_mut().flatten().for_each(|values| values.sort_unstable());
        Ok(Self { alternatives, criteria, values })
    }

    /// The alternatives, in tie order.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    /// The criteria.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// For each alternative, where its means stand on the scales, by criterion; or what has no
    /// value.
    pub(super) fn normalised(&self) -> Vec<Result<Vec<BigRational>, Vec<String>>> {
        self.values.iter().map(|row| self.normalised_row(row)).collect()
    }

    fn normalised_row(&self, row: &[Vec<i64>]) -> Result<Vec<BigRational>, Vec<String>> {
        let missing: Vec<String> = self
            .criteria
            .iter()
            .zip(row)
            .filter(|(_, values)| values.is_empty())
            .map(|(criterion, _)| criterion.key.clone())
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let standing =
            |(criterion, values): (&Criterion, &Vec<i64>)| criterion.normalised(&mean(values));
        Ok(self.criteria.iter().zip(row).map(standing).collect())
    }

    pub(super) fn score(&self, normalised: &[BigRational], sum_of_weights: &BigInt) -> BigRational {
        let weighted: BigRational = self
            .criteria
            .iter()
            .zip(normalised)
            .map(|(criterion, normalised)| normalised * BigInt::from(criterion.weight))
            .sum();
        weighted / sum_of_weights
    }

    fn step(&self, index: usize, normalised: &[BigRational]) -> Option<Step<'_>> {
        let sum = sum_of_weights(&self.criteria);
        let values = self.values.get(index)?;
        let parts = self.criteria.iter().zip(values).zip(normalised).map(
            |((criterion, values), normalised)| {
                let share = BigRational::new(criterion.weight.into(), sum.clone());
                Part {
                    criterion: &criterion.key,
                    values,
                    mean: Exact(mean(values)),
                    normalised: Exact(normalised.clone()),
                    product: Exact(&share * normalised),
                    share: Exact(share),
                }
            },
        );
        Some(Step {
            reference: &self.alternatives.get(index)?.reference,
            parts: parts.collect(),
            score: Exact(self.score(normalised, &sum)),
        })
    }
}

/// Orders by the weighted sum (B6, C8).
#[must_use]
pub fn rank(scoring: &Scoring) -> Rated {
    let sum = sum_of_weights(&scoring.criteria);
    let score = |row: Result<Vec<BigRational>, _>| row.map(|row| scoring.score(&row, &sum));
    let scored = scoring.normalised().into_iter().map(score).collect();
    Rated::of(&scoring.alternatives, scored)
}

/// [`rank`] with how each score comes about, in tie order.
#[must_use]
pub fn explain(scoring: &Scoring) -> Explained<Step<'_>, Rated> {
    let steps = scoring
        .normalised()
        .iter()
        .enumerate()
        .filter_map(|(index, row)| scoring.step(index, row.as_ref().ok()?))
        .collect();
    Explained { outcome: rank(scoring), steps }
}

type Indices<'n> = BTreeMap<&'n str, usize>;

fn cell(
    index: usize,
    assessment: &Assessment,
    rows: &Indices<'_>,
    columns: &Indices<'_>,
    criteria: &[Criterion],
) -> Result<(usize, usize), Vec<ScoringViolation>> {
    let mut found = Vec::new();
    let row = rows.get(assessment.reference.as_str()).copied();
    if row.is_none() {
        let reference = assessment.reference.clone();
        found.push(ScoringViolation::UnknownAlternative { index, reference });
    }
    let column = columns.get(assessment.criterion.as_str()).copied();
    match column.and_then(|column| criteria.get(column)) {
        None => {
            let criterion = assessment.criterion.clone();
            found.push(ScoringViolation::UnknownCriterion { index, criterion });
        }
        Some(&Criterion { min, max, .. }) => {
            let value = assessment.value;
            if value < min || value > max {
                found.push(ScoringViolation::OutsideScale { index, value, min, max });
            }
        }
    }
    row.zip(column).filter(|_| found.is_empty()).ok_or(found)
}

/// 0 for no values.
fn mean(values: &[i64]) -> BigRational {
    if values.is_empty() {
        return BigRational::zero();
    }
    BigRational::new(values.iter().map(|value| BigInt::from(*value)).sum(), values.len().into())
}

#[cfg(test)]
mod tests;
