//! What every group has left per share, exact.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::electorate::{Project, Supporter};
use super::super::slice::{at, put};

/// The distinct amounts left per share, ascending, as numerators over one denominator.
/// Groups of one amount share it, so that a purchase costs big arithmetic once per amount.
pub(super) struct Purses {
    denominator: BigUint,
    amounts: Vec<BigUint>,
    of_group: Vec<u32>,
}

/// Supporters of one amount and one utility.
#[derive(Clone, Copy)]
struct Payer {
    amount: u32,
    utility: u64,
    shares: u64,
}

impl Purses {
    pub(super) fn new(groups: usize, share: &BigRational) -> Self {
        Self {
            denominator: share.denom().magnitude().clone(),
            amounts: vec![share.numer().magnitude().clone()],
            of_group: vec![0; groups],
        }
    }

    fn amount(&self, index: u32) -> Option<&BigUint> {
        self.amounts.get(index as usize)
    }

    fn of(&self, supporter: &Supporter) -> u32 {
        at(&self.of_group, supporter.group as usize)
    }

    /// Supporters from those who run out first.
    fn payers(&self, project: &Project) -> Vec<Payer> {
        let mut payers: Vec<Payer> = (project.supporters.iter())
            .map(|one| Payer { amount: self.of(one), utility: one.utility, shares: one.shares })
            .collect();
        payers.sort_unstable_by_key(|one| (one.utility, one.amount));
        payers.dedup_by(|next, kept| {
            let same = (next.utility, next.amount) == (kept.utility, kept.amount);
            if same {
                kept.shares = kept.shares.saturating_add(next.shares);
            }
            same
        });
        let one_utility =
            payers.first().map(|one| one.utility) == payers.last().map(|one| one.utility);
        if !one_utility {
            payers.sort_by(|one, other| self.runs_out(*one, *other));
        }
        payers
    }

    fn runs_out(&self, one: Payer, other: Payer) -> Ordering {
        match (self.amount(one.amount), self.amount(other.amount)) {
            (Some(a), Some(b)) if one.utility != other.utility => {
                (a * other.utility).cmp(&(b * one.utility))
            }
            _ => one.amount.cmp(&other.amount),
        }
    }

    /// Öre per utility at which the supporters pay the cost; none where they cannot.
    pub(super) fn rate(&self, project: &Project) -> Option<BigRational> {
        let mut need = &self.denominator * project.cost_ore;
        let mut weight = project.weight;
        for payer in self.payers(project) {
            let amount = self.amount(payer.amount)?;
            if &need * payer.utility <= amount * weight {
                let denominator = BigInt::from(&self.denominator * weight);
                return Some(BigRational::new(BigInt::from(need), denominator));
            }
            need -= amount * payer.shares;
            weight = weight.saturating_sub(payer.shares.saturating_mul(payer.utility));
        }
        None
    }

    /// Takes the payments; says how many voters paid all they had left.
    pub(super) fn pay(&mut self, project: &Project, rate: &BigRational) -> u64 {
        let per_utility = self.in_common(rate);
        let old = self.amounts.len();
        let mut moved: BTreeMap<(u32, u64), u32> = BTreeMap::new();
        let mut slots = self.of_group.clone();
        let mut paid_all = 0_u64;
        for supporter in &project.supporters {
            let amount = self.of(supporter);
            let fresh = u32::try_from(old.saturating_add(moved.len())).unwrap_or(u32::MAX);
            let slot = *moved.entry((amount, supporter.utility)).or_insert_with(|| {
                let due = &per_utility * supporter.utility;
                let had = self.amounts.get(amount as usize).cloned().unwrap_or_default();
                self.amounts.push(if had > due { had - due } else { BigUint::zero() });
                fresh
            });
            if self.amount(slot).is_none_or(Zero::is_zero) {
                paid_all = paid_all.saturating_add(supporter.voters);
            }
            put(&mut slots, supporter.group as usize, slot);
        }
        self.sort(slots);
        paid_all
    }

    /// The rate's numerator over the common denominator, which grows where it must.
    fn in_common(&mut self, rate: &BigRational) -> BigUint {
        let denominator = rate.denom().magnitude();
        let scale = denominator / self.denominator.gcd(denominator);
        if !scale.is_one() {
            self.denominator *= &scale;
            for amount in &mut self.amounts {
                *amount *= &scale;
            }
        }
        rate.numer().magnitude() * (&self.denominator / denominator)
    }

    /// Puts the amounts that groups still have into ascending order, each once.
    fn sort(&mut self, mut slots: Vec<u32>) {
        let mut held = vec![false; self.amounts.len()];
        for slot in &slots {
            put(&mut held, *slot as usize, true);
        }
        let mut order: Vec<(BigUint, usize)> = std::mem::take(&mut self.amounts)
            .into_iter()
            .zip(0..)
            .filter(|(_, slot)| at(&held, *slot))
            .collect();
        order.sort();
        let mut places = vec![0_u32; held.len()];
        for (amount, slot) in order {
            if self.amounts.last() != Some(&amount) {
                self.amounts.push(amount);
            }
            let place = u32::try_from(self.amounts.len().saturating_sub(1)).unwrap_or(u32::MAX);
            put(&mut places, slot, place);
        }
        for slot in &mut slots {
            *slot = at(&places, *slot as usize);
        }
        self.of_group = slots;
    }
}
