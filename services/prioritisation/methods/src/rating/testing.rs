//! Scorings for tests.

use num_rational::BigRational;
use proptest::prelude::*;

use super::weighted::{Assessment, Scoring};
use super::{Criterion, Direction, Rated};
use crate::Alternative;

/// Alternatives `A`, `B`, … in tie order.
pub(crate) fn alternatives(size: usize) -> Vec<Alternative> {
    (b'A'..)
        .take(size)
        .map(|letter| Alternative { cost_ore: 100, reference: char::from(letter).to_string() })
        .collect()
}

/// A criterion of benefit from 0 to 10.
pub(crate) fn benefit(key: &str, weight: u64) -> Criterion {
    Criterion { key: key.to_owned(), weight, min: 0, max: 10, direction: Direction::Benefit }
}

pub(crate) fn assessment(reference: &str, criterion: &str, value: i64) -> Assessment {
    Assessment { reference: reference.to_owned(), criterion: criterion.to_owned(), value }
}

/// A scoring with one value in each cell: a row for each alternative.
pub(crate) fn scoring(criteria: Vec<Criterion>, rows: &[&[i64]]) -> Scoring {
    let alternatives = alternatives(rows.len());
    let assessments: Vec<Assessment> = alternatives
        .iter()
        .zip(rows)
        .flat_map(|(one, row)| {
            let cells = criteria.iter().zip(*row);
            cells.map(|(criterion, value)| assessment(&one.reference, &criterion.key, *value))
        })
        .collect();
    Scoring::new(alternatives, criteria, &assessments).unwrap()
}

/// The references from first to last, as one word.
pub(crate) fn word(rated: &Rated) -> String {
    rated.ranking.places.iter().map(|place| place.reference.as_str()).collect()
}

pub(crate) fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

/// What a scoring is made of.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) assessments: Vec<Assessment>,
}

impl Input {
    pub(crate) fn scoring(&self) -> Scoring {
        Scoring::new(self.alternatives.clone(), self.criteria.clone(), &self.assessments).unwrap()
    }
}

fn criteria() -> impl Strategy<Value = Vec<Criterion>> {
    let direction = prop_oneof![Just(Direction::Benefit), Just(Direction::Cost)];
    let criterion = (1_u64..6, -3_i64..3, 1_i64..6, direction);
    prop::collection::vec(criterion, 1..5).prop_map(|criteria| {
        (0..)
            .zip(criteria)
            .map(|(number, (weight, min, width, direction))| Criterion {
                key: format!("criterion-{number}"),
                weight,
                min,
                max: min + width,
                direction,
            })
            .collect()
    })
}

/// Up to `most` alternatives, `fewest` to 3 assessors in each cell.
pub(crate) fn input(most: usize, fewest: usize) -> impl Strategy<Value = Input> {
    (1..=most, criteria()).prop_flat_map(move |(size, criteria)| {
        let cells: Vec<_> = (0..size)
            .flat_map(|_| &criteria)
            .map(|criterion| prop::collection::vec(criterion.min..=criterion.max, fewest..=3))
            .collect();
        (cells, Just(criteria)).prop_map(move |(cells, criteria)| {
            let alternatives = alternatives(size);
            let places =
                alternatives.iter().flat_map(|one| criteria.iter().map(move |by| (one, by)));
            let assessments = places
                .zip(&cells)
                .flat_map(|((one, by), values)| {
                    values.iter().map(|value| assessment(&one.reference, &by.key, *value))
                })
                .collect();
            Input { alternatives, criteria, assessments }
        })
    })
}
