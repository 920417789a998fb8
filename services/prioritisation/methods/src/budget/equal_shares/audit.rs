//! Recomputes the payments of a run from its trace.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::Serialize;

use super::super::electorate::{Electorate, Project, Supporter};
use super::super::instance::Instance;
use super::{EqualShares, Rate};
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
/// Where ρ is told between bounds, the ρ from there is taken at which they do.
///
/// # Errors
///
/// The first purchase where this does not hold.
pub fn check_payments(instance: &Instance, result: &EqualShares) -> Result<(), PaymentError> {
    let electorate = Electorate::new(instance, result.utility);
    let mut left = vec![result.share_ore.0.clone(); electorate.groups];
    let places: BTreeMap<&str, usize> =
        instance.alternatives().iter().map(|one| one.reference.as_str()).zip(0..).collect();
    for purchase in &result.purchases {
        let project = places.get(purchase.reference.as_str());
        let project = project.and_then(|index| electorate.projects.get(*index));
        let project = project.ok_or_else(|| PaymentError::Unknown(purchase.reference.clone()))?;
        let factor = electorate.factor(project);
        let rate = match &purchase.rate {
            Rate::Exact(rate) => rate.0.clone(),
            Rate::Between { least, most } => {
                let most = most.fraction();
                between(project, factor, &left, least.fraction()).min(most)
            }
        };
        let mut paid = BigRational::zero();
        for supporter in &project.supporters {
            let due = due(&rate, factor, supporter).min(has(&left, supporter));
            paid += &due * BigInt::from(supporter.shares);
            if let Some(left) = left.get_mut(supporter.group as usize) {
                *left -= due;
            }
        }
        if paid != BigRational::from_integer(BigInt::from(project.cost_ore)) {
            let reference = purchase.reference.clone();
            return Err(PaymentError::Sum { reference, paid: Exact(paid) });
        }
    }
    Ok(())
}

fn due(rate: &BigRational, factor: u64, supporter: &Supporter) -> BigRational {
    rate * BigInt::from(factor) * BigInt::from(supporter.utility)
}

fn has(left: &[BigRational], supporter: &Supporter) -> BigRational {
    left.get(supporter.group as usize).cloned().unwrap_or_else(BigRational::zero)
}

/// The least rate, from a lower bound, at which the payments reach the cost; where none does, the
/// last one tried. The sum paid is concave in the rate.
fn between(project: &Project, factor: u64, left: &[BigRational], from: BigRational) -> BigRational {
    let mut rate = from;
    loop {
        let mut rest = BigRational::from_integer(BigInt::from(project.cost_ore));
        let mut weight = BigInt::zero();
        for supporter in &project.supporters {
            let has = has(left, supporter);
            if has < due(&rate, factor, supporter) {
                rest -= has * BigInt::from(supporter.shares);
            } else {
                weight += BigInt::from(supporter.utility) * supporter.shares * factor;
            }
        }
        if weight.is_zero() || rest <= &rate * &weight {
            return rate;
        }
        rate = rest / weight;
    }
}
