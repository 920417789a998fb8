//! The principal eigenvector, in integers.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use super::PARTS;

/// What entries of a matrix are multiplied by to be integers: a multiple of each of 1 to 9.
pub(super) const ENTRY: u32 = 2520;

/// Decimals that the rounds work with.
const DECIMALS: u32 = 30;

/// The weights stand still when none moves by more than 10^-20 in a round.
const STILL: u32 = 20;

/// More than any matrix needs: a round brings the weights nearer to the eigenvector by a factor of
/// at least 0.976, as no entry is beyond 1/9 and 9 (G. Birkhoff, 1957).
const MOST_ROUNDS: u32 = 10_000;

pub(super) struct Principal {
    /// Parts of 10^-12.
    pub(super) parts: Vec<u64>,
    /// Rounded half up to 10^-12.
    pub(super) lambda_max: BigRational,
    pub(super) rounds: u32,
}

/// Power iteration in fixed-point numbers of 30 decimals. It starts from equal weights. A round
/// multiplies the matrix by the weights, and divides by the sum, rounding half up. λmax is the sum
/// of the last product over the sum of the weights.
pub(super) fn principal(matrix: &[Vec<u32>]) -> Principal {
    let one = BigUint::from(10_u32).pow(DECIMALS);
    let still = BigUint::from(10_u32).pow(DECIMALS - STILL);
    let mut weights = scaled(&vec![BigUint::one(); matrix.len()], &one);
    let mut rounds = 0;
    loop {
        rounds += 1;
        let next = scaled(&product(matrix, &weights), &one);
        let moved = next.iter().zip(&weights).any(|(new, old)| distance(new, old) > still);
        weights = next;
        if !moved || rounds == MOST_ROUNDS {
            break;
        }
    }
    let sum: BigUint = product(matrix, &weights).into_iter().sum();
    let divisor = weights.iter().sum::<BigUint>() * ENTRY;
    let lambda = rounded(&(sum * PARTS), &divisor);
    let part = |weight: &BigUint| rounded(&(weight * PARTS), &one).to_u64().unwrap_or(PARTS);
    Principal {
        parts: weights.iter().map(part).collect(),
        lambda_max: BigRational::new(BigInt::from(lambda), PARTS.into()),
        rounds,
    }
}

/// An entry of the matrix as a fraction.
pub(super) fn importance(entry: &u32) -> BigRational {
    BigRational::new((*entry).into(), ENTRY.into())
}

fn product(matrix: &[Vec<u32>], weights: &[BigUint]) -> Vec<BigUint> {
    matrix
        .iter()
        .map(|row| row.iter().zip(weights).map(|(entry, weight)| weight * *entry).sum())
        .collect()
}

/// The same proportions with a sum of `one`, up to rounding.
fn scaled(values: &[BigUint], one: &BigUint) -> Vec<BigUint> {
    let sum: BigUint = values.iter().sum();
    values.iter().map(|value| rounded(&(value * one), &sum)).collect()
}

/// Half up. 0 where the divisor is 0.
fn rounded(dividend: &BigUint, divisor: &BigUint) -> BigUint {
    if divisor.is_zero() {
        return BigUint::zero();
    }
    (dividend * 2_u32 + divisor) / (divisor * 2_u32)
}

fn distance(one: &BigUint, other: &BigUint) -> BigUint {
    if one > other { one - other } else { other - one }
}
