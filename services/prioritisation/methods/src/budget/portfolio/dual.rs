//! Lagrangian bounds.
//!
//! For multipliers m >= 0 of the rows, no selection weighs more than
//! sum of m x rest + sum over free items of max(0, weight - m x coefficients).
//! This holds for any m, so a heuristic may choose them.

use num_integer::Roots;

use super::super::slice::at;
use super::model::Model;
use super::state::State;

/// Bits that a row's part of a bound may take. Leaves room for a sum over all rows.
const BITS: u32 = 100;

/// Binary places of a direction.
const PLACES: u32 = 16;

/// Multipliers and what they say at one node.
#[derive(Clone)]
pub(super) struct Dual {
    /// Per row.
    multipliers: Vec<i128>,
    /// The bound.
    pub(super) bound: i128,
    /// Weights less what the rows charge, of the free items.
    pub(super) reduced: Vec<(usize, i128)>,
}

/// How far a row's multiplier may go, and its length, for steps of comparable size in all rows.
pub(super) struct Rows {
    most: Vec<i128>,
    length: Vec<i128>,
}

impl Rows {
    pub(super) fn new(model: &Model) -> Self {
        let mut sums = model.limits.clone();
        let mut squares: Vec<u128> = vec![1; sums.len()];
        for &(row, coefficient) in model.terms.iter().flatten() {
            if let (Some(sum), Some(square)) = (sums.get_mut(row), squares.get_mut(row)) {
                *sum += coefficient.abs();
                *square = square.saturating_add(coefficient.unsigned_abs().saturating_pow(2));
            }
        }
        Self {
            most: sums.into_iter().map(|sum| (1_i128 << BITS) / sum.max(1)).collect(),
            length: squares.into_iter().map(|square| square.sqrt() as i128).collect(),
        }
    }
}

impl Dual {
    pub(super) fn new(model: &Model) -> Self {
        Self { multipliers: vec![0; model.limits.len()], bound: i128::MAX, reduced: Vec::new() }
    }

    /// The bound of `multipliers`, and what is left of each row by the selection that attains it.
    fn evaluate(
        model: &Model,
        state: &State<'_>,
        multipliers: &[i128],
        reduced: &mut [(usize, i128)],
    ) -> (i128, Vec<i128>) {
        let mut rest = state.rest.clone();
        let mut bound = state.weight;
        bound += multipliers.iter().zip(&rest).map(|(one, rest)| one * rest).sum::<i128>();
        for (index, reduced) in reduced {
            let terms = model.terms(*index);
            let charge: i128 = terms.iter().map(|(row, by)| at(multipliers, *row) * by).sum();
            *reduced = model.weight_of(*index) - charge;
            if *reduced > 0 {
                bound += *reduced;
                for (row, by) in terms {
                    if let Some(rest) = rest.get_mut(*row) {
                        *rest -= by;
                    }
                }
            }
        }
        (bound, rest)
    }

    /// Lowers the bound by at most `steps` subgradient steps towards `target`; ends early below it.
    pub(super) fn improve(
        &mut self,
        (model, rows): (&Model, &Rows),
        state: &State<'_>,
        target: i128,
        (steps, patience): (u32, u32),
    ) {
        let mut reduced: Vec<(usize, i128)> = state.free().map(|index| (index, 0)).collect();
        let mut current = self.multipliers.clone();
        self.bound = i128::MAX;
        let (mut reach, mut stalled) = (256_i128, 0_u32);
        for _ in 0..steps.max(1) {
            let (bound, rest) = Self::evaluate(model, state, &current, &mut reduced);
            if bound < self.bound {
                self.bound = bound;
                self.multipliers.clone_from(&current);
                self.reduced.clone_from(&reduced);
                stalled = 0;
            } else {
                stalled += 1;
            }
            if model.reachable(self.bound) < target || reach == 0 {
                return;
            }
            if stalled >= patience {
                reach /= 2;
                stalled = 0;
                current.clone_from(&self.multipliers);
                continue;
            }
            rows.step(&mut current, &rest, (bound - target).max(1), reach);
        }
    }
}

impl Rows {
    /// One step against the subgradient: rows that are overdrawn get dearer.
    fn step(&self, multipliers: &mut [i128], rest: &[i128], distance: i128, reach: i128) {
        let direction = |row: usize, rest: i128, multiplier: i128| {
            let outward = multiplier == 0 && rest > 0;
            if outward { 0 } else { (rest << PLACES) / at(&self.length, row).max(1) }
        };
        let paired = || multipliers.iter().zip(rest).enumerate();
        let directions: Vec<i128> =
            paired().map(|(row, (multiplier, rest))| direction(row, *rest, *multiplier)).collect();
        let norm: i128 =
            directions.iter().map(|one| one.saturating_mul(*one)).fold(0, i128::saturating_add);
        if norm == 0 {
            return;
        }
        let distance = distance.saturating_mul(reach) / 256;
        for ((row, multiplier), direction) in multipliers.iter_mut().enumerate().zip(directions) {
            let by = distance.saturating_mul(direction) / norm;
            let by = (by << PLACES) / at(&self.length, row).max(1);
            *multiplier = (*multiplier - by).clamp(0, at(&self.most, row));
        }
    }
}
