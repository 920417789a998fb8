//! Recomputes the payments of a run from its trace.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::Serialize;

use super::super::electorate::Electorate;
use super::super::instance::Instance;
use super::{EqualShares, Utility};
use crate::Exact;

/// What is wrong with the payments of a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub enum PaymentError {
    /// It is not among the instance's alternatives.
    #[error("{0} is not an alternative")]
    Unknown(String),
    /// The payments do not sum to the cost.
    #[error("payments for {reference} sum to {paid}, not to its cost")]
    Sum {
        /// What was bought.
        reference: String,
        /// Sum of the payments, öre.
        paid: Exact,
    },
}

/// Holds a run against its instance, ballot by ballot (C8): every share pays min(what is left,
/// ρ x utility), so none pays more than it has; the payments of each purchase sum to its cost.
///
/// # Errors
///
/// The first purchase where this does not hold.
pub fn check_payments(instance: &Instance, result: &EqualShares) -> Result<(), PaymentError> {
    let electorate = Electorate::new(instance, result.utility);
    let mut left = vec![result.share_ore.0.clone(); electorate.groups];
    for purchase in &result.purchases {
        let unknown = || PaymentError::Unknown(purchase.reference.clone());
        let index = instance.index_of(&purchase.reference).ok_or_else(unknown)?;
        let project = electorate.projects.get(index).ok_or_else(unknown)?;
        let mut paid = BigRational::zero();
        for supporter in &project.supporters {
            let Some(left) = left.get_mut(supporter.group as usize) else { continue };
            let utility = match result.utility {
                Utility::Cost => project.cost_ore,
                Utility::Cardinality | Utility::Points => supporter.utility,
            };
            let due = (&purchase.rate.0 * BigInt::from(utility)).min(left.clone());
            paid += &due * BigInt::from(supporter.shares);
            *left -= due;
        }
        if paid != BigRational::from_integer(BigInt::from(project.cost_ore)) {
            let reference = purchase.reference.clone();
            return Err(PaymentError::Sum { reference, paid: Exact(paid) });
        }
    }
    Ok(())
}
