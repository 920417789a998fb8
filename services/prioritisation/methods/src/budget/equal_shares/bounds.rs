//! What every group has left per share, between two bounds, and the rates that follow.
//!
//! One pair of bounds stands for every share of a range. What the bounds decide holds for each.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::super::electorate::{Electorate, Project, Supporter};
use super::super::slice::put;
use super::Utility;

/// Bits of the sum of all amounts, with its binary places. Fewer decide less.
pub(super) const BITS: u64 = 126;

/// A rate as a fraction, where nobody who runs out has anything left. In lowest terms.
pub(super) type Simple = (u64, u64);

/// Amounts per share in units of 2^-shift öre.
pub(super) struct Bounds<'e> {
    electorate: &'e Electorate,
    shift: u32,
    left: Vec<(u128, u128)>,
    /// Lower bounds of the projects' rates. Rates never fall, so they hold on.
    reached: Vec<u128>,
}

/// A rate between bounds.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    /// Per unit of utility, in units of 2^-shift.
    pub(super) least: u128,
    /// None where it is open whether the supporters can pay.
    pub(super) most: Option<u128>,
    /// The rate itself, where it is that.
    pub(super) simple: Option<Simple>,
    /// Whether the bounds say who runs out.
    pub(super) certain: bool,
    /// Bounds before the factor of the utility.
    unit: (u128, u128),
}

impl Quote {
    /// How this rate stands to another; none where the bounds leave it open.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        let below = |one: &Self, other: &Self| one.most.is_some_and(|most| most < other.least);
        match (self.simple, other.simple) {
            (Some((n, d)), Some((m, e))) => {
                Some((u128::from(n) * u128::from(e)).cmp(&(u128::from(m) * u128::from(d))))
            }
            _ if below(self, other) => Some(Ordering::Less),
            _ if below(other, self) => Some(Ordering::Greater),
            _ => None,
        }
    }
}

/// Amounts per share at one end: the most or the least that groups may have.
#[derive(Clone, Copy)]
enum End {
    Rich,
    Poor,
}

impl End {
    fn of(self, (least, most): (u128, u128)) -> u128 {
        match self {
            Self::Rich => most,
            Self::Poor => least,
        }
    }
}

impl<'e> Bounds<'e> {
    /// All shares from `least` to `most` öre.
    pub(super) fn new(
        electorate: &'e Electorate,
        least: &BigRational,
        most: &BigRational,
        bits: u64,
    ) -> Self {
        let money = (most * BigInt::from(electorate.shares)).ceil().to_integer().bits();
        let costs = electorate.projects.iter().map(|one| one.cost_ore).max().unwrap_or(0);
        let costs = u64::from(u64::BITS.saturating_sub(costs.leading_zeros()));
        let shift = u32::try_from(bits.saturating_sub(money.max(costs))).unwrap_or(0);
        // Amounts beyond the integers can pay for everything.
        let whole = |amount: BigRational| amount.to_integer().to_u128().unwrap_or(u128::MAX);
        let scale = BigInt::from(1_u8) << shift;
        let low = whole((least * &scale).floor());
        let high = whole((most * &scale).ceil());
        Self {
            electorate,
            shift,
            left: vec![(low, high); electorate.groups],
            reached: vec![0; electorate.projects.len()],
        }
    }

    /// Binary places of the amounts.
    pub(super) fn shift(&self) -> u32 {
        self.shift
    }

    fn left(&self, supporter: &Supporter) -> (u128, u128) {
        self.left.get(supporter.group as usize).copied().unwrap_or_default()
    }

    /// The rate now; none when the supporters cannot pay.
    pub(super) fn quote(&mut self, index: usize) -> Option<Quote> {
        let electorate = self.electorate;
        let project = electorate.projects.get(index)?;
        if project.supporters.is_empty() {
            return None;
        }
        if project.cost_ore == 0 {
            return Some(self.free(project));
        }
        let cost = u128::from(project.cost_ore) << self.shift;
        if self.all(project, End::Rich) < cost {
            return None;
        }
        let from = self.reached.get(index).copied().unwrap_or(0);
        let from = from.max(cost.checked_div(u128::from(project.weight)).unwrap_or(0));
        let (least, weight) = self.solve(project, cost, from);
        put(&mut self.reached, index, least);
        let certain = u64::try_from(weight).ok().and_then(|weight| {
            let (most, nothing_left) = self.verified(project, cost, least, weight)?;
            let simple = nothing_left.then(|| self.fraction(project, weight));
            Some(self.quoted(project, (least, most), simple))
        });
        Some(certain.unwrap_or_else(|| self.open(project, cost, least)))
    }

    fn free(&self, project: &Project) -> Quote {
        let known = |one: &Supporter| {
            let (least, most) = self.left(one);
            least > 0 || most == 0
        };
        Quote {
            least: 0,
            most: Some(0),
            simple: Some((0, 1)),
            certain: project.supporters.iter().all(known),
            unit: (0, 0),
        }
    }

    fn all(&self, project: &Project, end: End) -> u128 {
        project.supporters.iter().fold(0_u128, |sum, one| {
            let left = end.of(self.left(one));
            sum.saturating_add(left.saturating_mul(u128::from(one.shares)))
        })
    }

    /// What those pay who run out at `rate`, and the weight of the others.
    fn out(&self, project: &Project, end: End, rate: u128) -> (u128, u128) {
        let mut paid = 0_u128;
        let mut weight = u128::from(project.weight);
        for one in &project.supporters {
            let left = end.of(self.left(one));
            if left < rate.saturating_mul(u128::from(one.utility)) {
                paid = paid.saturating_add(left.saturating_mul(u128::from(one.shares)));
                weight = weight.saturating_sub(u128::from(one.shares) * u128::from(one.utility));
            }
        }
        (paid, weight)
    }

    /// A lower bound of the rate from a lower bound, and the weight of those who do not run out there.
    ///
    /// The sum paid is concave in the rate, so each step from a lower bound gives one.
    fn solve(&self, project: &Project, cost: u128, from: u128) -> (u128, u128) {
        let mut rate = from;
        loop {
            let (paid, weight) = self.out(project, End::Rich, rate);
            match cost.saturating_sub(paid).checked_div(weight) {
                Some(next) if next > rate => rate = next,
                _ => return (rate, weight),
            }
        }
    }

    /// An upper bound, and whether those who run out have nothing left, where it is certain who does.
    fn verified(
        &self,
        project: &Project,
        cost: u128,
        least: u128,
        weight: u64,
    ) -> Option<(u128, bool)> {
        let rich = |one: &Supporter| {
            let (_, most) = self.left(one);
            most >= least.saturating_mul(u128::from(one.utility))
        };
        let (mut paid, mut nothing_left) = (0_u128, true);
        if u128::from(weight) != u128::from(project.weight) {
            for one in project.supporters.iter().filter(|one| !rich(one)) {
                let (poor, most) = self.left(one);
                paid = paid.saturating_add(poor.saturating_mul(u128::from(one.shares)));
                nothing_left &= most == 0;
            }
        }
        let rest = cost.saturating_sub(paid);
        let most = rest.div_ceil(u128::from(weight).max(1));
        let enough = |one: &Supporter| {
            let (poor, _) = self.left(one);
            poor > most.saturating_mul(u128::from(one.utility))
        };
        let certain = project.supporters.iter().all(|one| enough(one) || !rich(one));
        (weight > 0 && certain).then_some((most, nothing_left))
    }

    /// The rate as a fraction, where only `weight` pays.
    fn fraction(&self, project: &Project, weight: u64) -> Simple {
        match self.electorate.utility {
            Utility::Cost => (1, weight),
            Utility::Cardinality | Utility::Points => {
                let common = num_integer::gcd(project.cost_ore, weight).max(1);
                (project.cost_ore / common, weight / common)
            }
        }
    }

    /// The same fraction gives the same bounds, whatever the cost.
    fn quoted(&self, project: &Project, unit: (u128, u128), simple: Option<Simple>) -> Quote {
        let (least, most) = match simple {
            Some((cost, weight)) => {
                let (cost, weight) = (u128::from(cost) << self.shift, u128::from(weight).max(1));
                (cost / weight, cost.div_ceil(weight))
            }
            None => {
                let factor = self.factor(project);
                (unit.0 / factor, unit.1.div_ceil(factor))
            }
        };
        Quote { least, most: Some(most), simple, certain: true, unit }
    }

    /// The quote with bounds around the rate that an exact computation gave.
    pub(super) fn closer(&self, index: usize, quote: Quote, unit: (u128, u128)) -> Quote {
        let factor = self.electorate.projects.get(index).map_or(1, |project| self.factor(project));
        match quote.simple {
            Some(_) => quote,
            None => Quote {
                least: quote.least.max(unit.0 / factor),
                most: Some(unit.1.div_ceil(factor)),
                unit,
                ..quote
            },
        }
    }

    fn factor(&self, project: &Project) -> u128 {
        u128::from(self.electorate.factor(project))
    }

    /// The rate where the bounds leave open who runs out.
    fn open(&self, project: &Project, cost: u128, least: u128) -> Quote {
        let factor = self.factor(project);
        let most = self.most(project, cost, least);
        Quote {
            least: least / factor,
            most: most.map(|most| most.div_ceil(factor)),
            simple: None,
            certain: false,
            unit: (least, most.unwrap_or(u128::MAX)),
        }
    }

    /// A rate at which the supporters surely pay the cost.
    fn most(&self, project: &Project, cost: u128, least: u128) -> Option<u128> {
        if self.all(project, End::Poor) < cost {
            return None;
        }
        let mut rate = least;
        loop {
            let (paid, weight) = self.out(project, End::Poor, rate);
            if paid.saturating_add(rate.saturating_mul(weight)) >= cost {
                return Some(rate);
            }
            let next = cost.saturating_sub(paid).div_ceil(weight.max(1));
            rate = next.max(rate.saturating_add(1));
        }
    }

    /// Takes the payments; says how many voters surely paid all they had left.
    pub(super) fn pay(&mut self, index: usize, quote: &Quote) -> u64 {
        let Some(project) = self.electorate.projects.get(index) else { return 0 };
        let mut paid_all = 0_u64;
        for one in &project.supporters {
            let Some(left) = self.left.get_mut(one.group as usize) else { continue };
            let due = |rate: u128| rate.saturating_mul(u128::from(one.utility));
            *left = if left.1 <= due(quote.unit.0) {
                (0, 0)
            } else {
                (left.0.saturating_sub(due(quote.unit.1)), left.1.saturating_sub(due(quote.unit.0)))
            };
            if left.1 == 0 {
                paid_all = paid_all.saturating_add(one.voters);
            }
        }
        paid_all
    }

    /// A group is known to have nothing left.
    pub(super) fn empty(&mut self, group: u32) {
        put(&mut self.left, group as usize, (0, 0));
    }
}
