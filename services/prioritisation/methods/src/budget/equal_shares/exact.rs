//! Follows a run with exact amounts, where bounds do not decide.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::super::electorate::{Electorate, Supporter};
use super::purse::{Due, Purses};
use crate::Exact;

/// Bits of the denominator common to all payments up to which rates are told as fractions.
const SHORT: u64 = 256;

/// Purses as they are after some of the purchases. Amounts grow by digits with every purchase, so
/// they follow only when they are asked.
pub(super) struct Exactly<'e> {
    electorate: &'e Electorate,
    purses: Purses,
    followed: usize,
    /// Rates now; none where the supporters cannot pay.
    dues: BTreeMap<usize, Option<Due>>,
    /// The rate of the last purchase followed.
    last: Option<(BigUint, BigUint)>,
}

impl<'e> Exactly<'e> {
    pub(super) fn new(electorate: &'e Electorate, share: &BigRational) -> Self {
        let purses = Purses::new(electorate.groups, share);
        Self { electorate, purses, followed: 0, dues: BTreeMap::new(), last: None }
    }

    /// Makes the purchases that it has not made.
    pub(super) fn follow(&mut self, bought: &[usize]) {
        while self.step(bought) {}
    }

    /// One purchase more, unless it has made all of them.
    fn step(&mut self, bought: &[usize]) -> bool {
        let Some(index) = bought.get(self.followed) else { return false };
        self.followed = self.followed.saturating_add(1);
        if let Some(project) = self.electorate.projects.get(*index)
            && let Some(due) = self.purses.rate(project)
        {
            self.last = Some(self.purses.whole(&due, self.electorate.factor(project)));
            self.purses.pay(project, &due);
        }
        true
    }

    /// A purchase has been made: what was resolved is no longer so.
    pub(super) fn forget(&mut self) {
        self.dues.clear();
    }

    /// Whether the rate has been resolved.
    pub(super) fn knows(&self, project: usize) -> bool {
        self.dues.contains_key(&project)
    }

    /// The rate, per unit of utility, between two whole numbers of 2^-shift; none where the supporters
    /// cannot pay.
    pub(super) fn resolve(&mut self, index: usize, shift: u32) -> Option<(u128, u128)> {
        self.look_up(index);
        let (need, divisor) = self.purses.whole(self.resolved(index)?.0, 1);
        let least = ((need << shift) / divisor).to_u128().unwrap_or(u128::MAX);
        Some((least, least.saturating_add(1)))
    }

    fn look_up(&mut self, index: usize) {
        let project = self.electorate.projects.get(index);
        let purses = &self.purses;
        self.dues.entry(index).or_insert_with(|| project.and_then(|project| purses.rate(project)));
    }

    fn resolved(&self, index: usize) -> Option<(&Due, u64)> {
        let project = self.electorate.projects.get(index)?;
        Some((self.dues.get(&index)?.as_ref()?, self.electorate.factor(project)))
    }

    /// By rate; none where one of them has not been resolved.
    pub(super) fn compare(&self, one: usize, other: usize) -> Option<Ordering> {
        let ((one, factor), (other, other_factor)) = (self.resolved(one)?, self.resolved(other)?);
        Some(one.compare(factor, other, other_factor))
    }

    /// Whether a resolved rate is above that of the purchase before.
    pub(super) fn rises_to(&self, index: usize) -> bool {
        let (Some((due, factor)), Some((need, divisor))) = (self.resolved(index), &self.last)
        else {
            return false;
        };
        let (now, of) = self.purses.whole(due, factor);
        now * divisor > need * of
    }

    /// The rate as a fraction, where it is short.
    pub(super) fn short(&mut self, index: usize, bought: &[usize]) -> Option<Exact> {
        while self.purses.bits() <= SHORT && self.step(bought) {}
        if self.purses.bits() > SHORT {
            return None;
        }
        let factor = self.electorate.factor(self.electorate.projects.get(index)?);
        self.look_up(index);
        let (need, divisor) = self.purses.whole(self.resolved(index)?.0, factor);
        Some(Exact(BigRational::new(need.into(), divisor.into())))
    }

    pub(super) fn is_empty(&self, supporter: &Supporter) -> bool {
        self.purses.is_empty(supporter)
    }
}
