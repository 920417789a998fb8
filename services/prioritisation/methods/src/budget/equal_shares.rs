//! The Method of Equal Shares (C8), after Peters, Pierczyński and Skowron, "Proportional
//! Participatory Budgeting with Additive Utilities" (2021).

mod add1;
mod audit;
mod bounds;
mod exact;
mod open;
mod purse;
mod rate;
mod run;

use std::collections::BTreeSet;
use std::num::NonZeroU64;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::Serialize;

pub use audit::{PaymentError, check_payments};
pub use rate::{Decimal, Rate};

use super::electorate::Electorate;
use super::greedy::{Greedy, Overrun, fill};
use super::instance::Instance;
use crate::Exact;
use run::{Bought, run};

/// What an alternative is worth to a voter who gave it points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// Its cost in öre: a voter values the money spent on what it supports.
    Cost,
    /// 1: a voter values how many it supports are bought.
    Cardinality,
    /// The points given.
    Points,
}

/// How money that Equal Shares leaves is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// It is left.
    None,
    /// The method runs again and again, each share raised by `unit_ore`, until the selection costs
    /// more than the frame or holds all that anyone supports. The last one within the frame counts.
    Add1 {
        /// The raise, öre: 100 for one unit of the currency.
        unit_ore: NonZeroU64,
    },
    /// Greedy by points fills up.
    Greedy,
    /// Add1, then greedy by points.
    Add1Greedy {
        /// The raise, öre.
        unit_ore: NonZeroU64,
    },
}

impl Completion {
    fn raise(self) -> Option<NonZeroU64> {
        match self {
            Self::None | Self::Greedy => None,
            Self::Add1 { unit_ore } | Self::Add1Greedy { unit_ore } => Some(unit_ore),
        }
    }

    fn fills_up(self) -> bool {
        matches!(self, Self::Greedy | Self::Add1Greedy { .. })
    }
}

/// One purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Purchase {
    /// What is bought.
    pub reference: String,
    /// Its cost, öre: the sum of all payments.
    pub cost_ore: u64,
    /// ρ, öre per utility: a share pays ρ times its utility, or all that it has left. 0 where the
    /// cost is 0.
    pub rate: Rate,
    /// Voters who support it. All of them pay.
    pub supporters: u64,
    /// Those of them who paid all they had left.
    pub paid_all: u64,
    /// What all voters together have left after it, öre.
    pub left_ore: Exact,
    /// Those with the same ρ that the tie order put after it. Told with the first purchase at this ρ;
    /// those bought after it at the same ρ are among them.
    pub tied: Vec<String>,
}

/// A selection and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EqualShares {
    /// How utilities were taken.
    pub utility: Utility,
    /// What became of money left.
    pub completion: Completion,
    /// The funded: those bought in the order of purchase, then those of the completion.
    pub selected: Vec<String>,
    /// What the funded cost together, öre.
    pub cost_ore: u64,
    /// What is left of the frame, öre.
    pub left_ore: u64,
    /// How many times [`Completion::Add1`] raised the shares.
    pub raises: u64,
    /// What a share held at the start, with all raises, öre.
    pub share_ore: Exact,
    /// The purchases in order.
    pub purchases: Vec<Purchase>,
    /// How greedy filled up.
    pub filled: Option<Greedy>,
}

/// The Method of Equal Shares, exact (C8).
///
/// Each share of a voter holds the frame divided by all shares. Again and again the alternative
/// with the least ρ is bought, where shares pay min(what is left, ρ x utility) and the payments sum
/// to the cost. What its supporters cannot pay together is not bought. Ties on ρ: lower cost, then
/// reference. What costs nothing is bought at ρ = 0 if anyone supports it.
///
/// Proportional (EJR up to one for [`Utility::Cardinality`]) and priceable; exhaustive only when
/// greedy fills up.
#[must_use]
pub fn equal_shares(instance: &Instance, utility: Utility, completion: Completion) -> EqualShares {
    let electorate = Electorate::new(instance, utility);
    let base = share(instance.frame_ore(), electorate.shares);
    let raises = (completion.raise())
        .map_or(0, |unit| add1::raises(&electorate, &base, instance.frame_ore(), unit));
    let raised = completion.raise().map_or(0, NonZeroU64::get);
    let share_ore = raised_share(&base, raises, raised);
    let mut result = EqualShares {
        utility,
        completion,
        selected: Vec::new(),
        cost_ore: 0,
        left_ore: instance.frame_ore(),
        raises,
        share_ore: Exact(share_ore),
        purchases: Vec::new(),
        filled: None,
    };
    let bought = run(&electorate, &result.share_ore.0, bounds::BITS);
    record(&mut result, instance, &electorate, &bought);
    if completion.fills_up() {
        fill_up(&mut result, instance, &bought);
    }
    result
}

fn share(frame_ore: u64, shares: u64) -> BigRational {
    BigRational::new(BigInt::from(frame_ore), BigInt::from(shares.max(1)))
}

fn raised_share(base: &BigRational, raises: u64, unit_ore: u64) -> BigRational {
    base + BigRational::from_integer(BigInt::from(raises) * unit_ore)
}

fn record(result: &mut EqualShares, instance: &Instance, voters: &Electorate, bought: &[Bought]) {
    let mut left = &result.share_ore.0 * BigRational::from_integer(BigInt::from(voters.shares));
    for one in bought {
        let cost_ore = instance.cost(one.project);
        left -= BigRational::from_integer(BigInt::from(cost_ore));
        result.cost_ore = result.cost_ore.saturating_add(cost_ore);
        result.left_ore = result.left_ore.saturating_sub(cost_ore);
        result.selected.push(instance.reference(one.project));
        result.purchases.push(Purchase {
            reference: instance.reference(one.project),
            cost_ore,
            rate: one.rate.clone(),
            supporters: one.supporters,
            paid_all: one.paid_all,
            left_ore: Exact(left.clone()),
            tied: one.tied.iter().map(|&index| instance.reference(index)).collect(),
        });
    }
}

fn fill_up(result: &mut EqualShares, instance: &Instance, bought: &[Bought]) {
    let held: BTreeSet<usize> = bought.iter().map(|one| one.project).collect();
    let rest: Vec<usize> =
        (0..instance.alternatives().len()).filter(|index| !held.contains(index)).collect();
    let filled = fill(instance, Overrun::Skip, &rest, result.left_ore);
    result.selected.extend(filled.selected.iter().cloned());
    result.cost_ore = result.cost_ore.saturating_add(filled.cost_ore);
    result.left_ore = filled.left_ore;
    result.filled = Some(filled);
}

#[cfg(test)]
mod tests;
