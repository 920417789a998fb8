//! What every group has left per share, exact.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::super::electorate::{Project, Supporter};
use super::super::slice::{at, put};

/// The distinct amounts left per share, ascending, as numerators over one denominator.
/// Groups of one amount share it, so that a purchase costs big arithmetic once per amount.
pub(super) struct Purses {
    denominator: BigUint,
    amounts: Vec<BigUint>,
    of_group: Vec<u32>,
}

/// A rate: `need` over `weight` times the common denominator.
pub(super) struct Due {
    need: BigUint,
    weight: u64,
}

impl Due {
    /// By size, where each is divided by its factor. Both from the same purses.
    pub(super) fn compare(&self, factor: u64, other: &Self, other_factor: u64) -> Ordering {
        let (one, two) = (&self.need * other.weight, &other.need * self.weight);
        (one * other_factor).cmp(&(two * factor))
    }
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
    pub(super) fn rate(&self, project: &Project) -> Option<Due> {
        let mut need = &self.denominator * project.cost_ore;
        let mut weight = project.weight;
        for payer in self.payers(project) {
            let amount = self.amount(payer.amount)?;
            if &need * payer.utility <= amount * weight {
                return Some(Due { need, weight });
            }
            need -= amount * payer.shares;
            weight = weight.saturating_sub(payer.shares.saturating_mul(payer.utility));
        }
        None
    }

    /// The rate, divided by a factor, as numerator and denominator. Not in lowest terms.
    pub(super) fn whole(&self, due: &Due, factor: u64) -> (BigUint, BigUint) {
        (due.need.clone(), &self.denominator * due.weight * factor)
    }

    /// How long the common denominator is.
    pub(super) fn bits(&self) -> u64 {
        self.denominator.bits()
    }

    /// Takes the payments.
    pub(super) fn pay(&mut self, project: &Project, due: &Due) {
        let per_utility = self.in_common(due);
        let old = self.amounts.len();
        let mut moved: BTreeMap<(u32, u64), u32> = BTreeMap::new();
        let mut slots = self.of_group.clone();
        for supporter in &project.supporters {
            let amount = self.of(supporter);
            let fresh = u32::try_from(old.saturating_add(moved.len())).unwrap_or(u32::MAX);
            let slot = *moved.entry((amount, supporter.utility)).or_insert_with(|| {
                let due = &per_utility * supporter.utility;
                let had = self.amounts.get(amount as usize).cloned().unwrap_or_default();
                self.amounts.push(if had > due { had - due } else { BigUint::zero() });
                fresh
            });
            put(&mut slots, supporter.group as usize, slot);
        }
        self.sort(slots);
    }

    /// The rate's numerator over the common denominator, which grows where it must.
    fn in_common(&mut self, due: &Due) -> BigUint {
        let beyond = (&due.need % due.weight).to_u64().unwrap_or(0);
        let common = num_integer::gcd(beyond, due.weight).max(1);
        let scale = due.weight / common;
        if scale > 1 {
            self.denominator *= scale;
            for amount in &mut self.amounts {
                *amount *= scale;
            }
        }
        &due.need / common
    }

    /// Whether a group has nothing left.
    pub(super) fn is_empty(&self, supporter: &Supporter) -> bool {
        self.amount(self.of(supporter)).is_none_or(Zero::is_zero)
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
