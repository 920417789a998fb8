//! Amounts in öre.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// An amount in öre. Swedish kronor are the only currency.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

/// A sum that no longer fits in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sum of the amounts is too large")]
pub struct MoneyError;

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// This many öre.
    #[must_use]
    pub const fn ore(ore: i64) -> Self {
        Self(ore)
    }

    /// The amount in öre.
    #[must_use]
    pub const fn as_ore(self) -> i64 {
        self.0
    }

    /// The sum, if it fits.
    ///
    /// # Errors
    /// [`MoneyError`] when it does not.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError)
    }

    /// The difference, if it fits.
    ///
    /// # Errors
    /// [`MoneyError`] when it does not.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError)
    }

    /// The sum of all, if it fits.
    ///
    /// # Errors
    /// [`MoneyError`] when it does not.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// Saturates: for tables shown to people. Rules use [`Money::total`].
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.fold(0_i64, |sum, amount| sum.saturating_add(amount.0)))
    }
}

/// `1 250 000 kr`, with öre only when there are any.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kronor = (self.0.unsigned_abs() / 100).to_string();
        let ore = self.0.unsigned_abs() % 100;
        let mut grouped = String::with_capacity(kronor.len() + kronor.len() / 3 + 1);
        for (i, digit) in kronor.chars().enumerate() {
            if i > 0 && (kronor.len() - i).is_multiple_of(3) {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        if ore == 0 {
            write!(f, "{sign}{grouped} kr")
        } else {
            write!(f, "{sign}{grouped},{ore:02} kr")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_kronor_in_groups_of_three() {
        assert_eq!(Money::ore(125_000_000).to_string(), "1 250 000 kr");
        assert_eq!(Money::ore(-12_345).to_string(), "-123,45 kr");
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        assert_eq!(Money::total([Money::ore(i64::MAX), Money::ore(1)]), Err(MoneyError));
    }
}
