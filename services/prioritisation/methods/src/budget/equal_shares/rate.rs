//! The rate of a purchase as it is told.

use std::fmt;

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde::{Serialize, Serializer};

use super::bounds::{Quote, Simple};
use crate::Exact;

/// Decimal places of [`Decimal`].
const PLACES: u32 = 12;

/// A rate, exact where its fraction is short.
///
/// Once voters run out, fractions get longer with every purchase. They are exact as long as the
/// denominator common to all amounts has at most 256 bits, and always where whoever runs out has
/// nothing left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Rate {
    /// The rate.
    Exact(Exact),
    /// It is between these. The purchase and its payments are exact nevertheless.
    Between {
        /// At most the rate.
        least: Decimal,
        /// At least the rate.
        most: Decimal,
    },
}

/// A number in units of 10^-12. Written with its decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub u128);

impl Decimal {
    /// The number as a fraction.
    #[must_use]
    pub fn fraction(self) -> BigRational {
        BigRational::new(BigInt::from(self.0), BigInt::from(unit()))
    }
}

fn unit() -> u128 {
    10_u128.pow(PLACES)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = PLACES as usize;
        write!(f, "{}.{:0places$}", self.0 / unit(), self.0 % unit())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Rate {
    pub(super) fn simple((numerator, denominator): Simple) -> Self {
        Self::Exact(Exact(BigRational::new(numerator.into(), denominator.into())))
    }

    pub(super) fn between(quote: &Quote, shift: u32) -> Self {
        let scaled = |bound: u128| BigUint::from(bound) * unit();
        let whole = |of: BigUint| Decimal((of >> shift).to_u128().unwrap_or(u128::MAX));
        let up = (BigUint::from(1_u8) << shift) - 1_u8;
        let most = quote.most.unwrap_or(u128::MAX);
        Self::Between { least: whole(scaled(quote.least)), most: whole(scaled(most) + up) }
    }
}
