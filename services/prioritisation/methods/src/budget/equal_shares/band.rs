//! Equal Shares for a range of shares at once, in integers with bounds on both sides.
//!
//! A selection that the bounds decide is that of every share in the range. Where they do not
//! decide, nothing is said.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::super::electorate::{Electorate, Project};
use super::super::slice::at;
use super::Utility;

/// Bits of an amount with its binary places.
const BITS: u64 = 61;

/// The purchases, by index, that every share of the range makes in this order.
pub(super) struct Certain(pub(super) Vec<usize>);

/// The bounds do not decide.
struct Undecided;

/// What groups have left per share, in units of 2^-shift öre.
pub(super) struct Band<'e> {
    electorate: &'e Electorate,
    shift: u64,
    least: Vec<u64>,
    most: Vec<u64>,
    scratch: Vec<(u64, u64, u64)>,
}

/// Bounds of a project's rate, per unit of utility before the factor.
#[derive(Clone, Copy)]
struct Bounds {
    project: usize,
    factor: u64,
    least: u64,
    /// None where it is open whether the supporters can pay.
    most: Option<u64>,
    /// The rate itself where no supporter runs out, as a fraction.
    exact: Option<(u64, u64)>,
}

impl Bounds {
    /// Whether it is bought before `other` whatever the share.
    fn surely_before(&self, other: &Self) -> bool {
        match (self.compare_exact(other), self.most) {
            (Some(order), _) => order.then(self.project.cmp(&other.project)) == Ordering::Less,
            (None, Some(most)) => product(most, other.factor) < product(other.least, self.factor),
            (None, None) => false,
        }
    }

    fn compare_exact(&self, other: &Self) -> Option<Ordering> {
        let ((n, d), (m, e)) = (self.exact?, other.exact?);
        Some(product(n, e).cmp(&product(m, d)))
    }

    fn compare_least(&self, other: &Self) -> Ordering {
        product(self.least, other.factor).cmp(&product(other.least, self.factor))
    }

    fn better_than(&self, other: &Self) -> bool {
        match (self.compare_exact(other), self.most, other.most) {
            (Some(order), ..) => order.then(self.project.cmp(&other.project)) == Ordering::Less,
            (None, Some(one), Some(two)) => product(one, other.factor) < product(two, self.factor),
            (None, one, _) => one.is_some(),
        }
    }
}

fn product(one: u64, other: u64) -> u128 {
    u128::from(one) * u128::from(other)
}

impl<'e> Band<'e> {
    /// All shares from `least` to `most` öre. None where they are too large for the integers.
    pub(super) fn new(
        electorate: &'e Electorate,
        least: &BigRational,
        most: &BigRational,
    ) -> Option<Self> {
        let shift = BITS.checked_sub(most.to_integer().bits())?;
        let scale = BigInt::from(1_u8) << shift;
        let low = (least * &scale).floor().to_integer().to_u64()?;
        let high = (most * &scale).ceil().to_integer().to_u64()?;
        Some(Self {
            electorate,
            shift,
            least: vec![low; electorate.groups],
            most: vec![high; electorate.groups],
            scratch: Vec::new(),
        })
    }

    /// The purchases, where the bounds decide each of them.
    pub(super) fn run(mut self) -> Option<Certain> {
        let mut open: Vec<Bounds> = (0..self.electorate.projects.len())
            .filter_map(|index| self.bounds(index).transpose())
            .collect::<Result<_, Undecided>>()
            .ok()?;
        let mut bought = Vec::new();
        while let Some(best) = self.next(&mut open).ok()? {
            open.retain(|one| one.project != best.project);
            self.pay(&best)?;
            bought.push(best.project);
        }
        Some(Certain(bought))
    }

    /// The next purchase; none when nothing can be paid for. Bounds from before are lower bounds
    /// still, since rates never fall, so those above the best need no renewal.
    fn next(&mut self, open: &mut Vec<Bounds>) -> Result<Option<Bounds>, Undecided> {
        open.sort_by(Bounds::compare_least);
        let mut best: Option<Bounds> = None;
        let mut renewed: Vec<Bounds> = Vec::new();
        let mut rest = open.iter();
        for stale in rest.by_ref() {
            let bar = Bounds { exact: None, ..*stale };
            if best.is_some_and(|best| Bounds { exact: None, ..best }.surely_before(&bar)) {
                renewed.push(*stale);
                break;
            }
            let Some(now) = self.bounds(stale.project)? else { continue };
            if best.is_none_or(|best| now.better_than(&best)) {
                best = Some(now);
            }
            renewed.push(now);
        }
        renewed.extend(rest);
        *open = renewed;
        let Some(best) = best else { return Ok(None) };
        let others = open.iter().filter(|one| one.project != best.project);
        for other in others {
            if !best.surely_before(other) {
                return Err(Undecided);
            }
        }
        if best.most.is_some() { Ok(Some(best)) } else { Err(Undecided) }
    }

    /// Bounds of a rate now; none when its supporters cannot pay.
    fn bounds(&mut self, index: usize) -> Result<Option<Bounds>, Undecided> {
        let electorate = self.electorate;
        let Some(project) = electorate.projects.get(index) else { return Ok(None) };
        if project.supporters.is_empty() {
            return Ok(None);
        }
        let cost_utility = electorate.utility == Utility::Cost;
        let factor = if cost_utility { project.cost_ore.max(1) } else { 1 };
        if project.cost_ore == 0 {
            let exact = Some((0, 1));
            return Ok(Some(Bounds { project: index, factor, least: 0, most: Some(0), exact }));
        }
        let rich = self.solve(project, true)?;
        let Some((least, _)) = rich else { return Ok(None) };
        let poor = self.solve(project, false)?;
        let whole = if cost_utility { 1 } else { project.cost_ore };
        Ok(Some(Bounds {
            project: index,
            factor,
            least,
            most: poor.map(|(floor, _)| floor.saturating_add(1)),
            exact: poor.filter(|(_, all_pay)| *all_pay).map(|_| (whole, project.weight)),
        }))
    }

    /// The rate rounded down, for the most or the least that groups may have left, and whether
    /// nobody runs out; none where they cannot pay.
    ///
    /// The sum paid is concave in the rate, so each step from a lower bound gives one.
    fn solve(&mut self, project: &Project, rich: bool) -> Result<Option<(u64, bool)>, Undecided> {
        let left = if rich { &self.most } else { &self.least };
        self.scratch.clear();
        self.scratch.extend(
            (project.supporters.iter())
                .map(|one| (at(left, one.group as usize), one.utility, one.shares)),
        );
        let cost = u128::from(project.cost_ore) << self.shift;
        let all: u128 = self.scratch.iter().map(|&(left, _, shares)| product(left, shares)).sum();
        if all < cost {
            return Ok(None);
        }
        let mut rate = cost / u128::from(project.weight.max(1));
        loop {
            let (paid, weight) = self.out(project, rate);
            let next = cost.saturating_sub(paid).checked_div(weight).ok_or(Undecided)?;
            if next > rate {
                rate = next;
                continue;
            }
            let above = rate.saturating_add(1);
            let (paid, weight_above) = self.out(project, above);
            if paid.saturating_add(above.saturating_mul(weight_above)) >= cost {
                let rate = u64::try_from(rate).map_err(|_| Undecided)?;
                return Ok(Some((rate, weight_above == u128::from(project.weight))));
            }
            rate = above;
        }
    }

    /// What those pay who run out at `rate`, and the weight of the others.
    fn out(&self, project: &Project, rate: u128) -> (u128, u128) {
        let rate = u64::try_from(rate).unwrap_or(u64::MAX);
        let mut paid = 0_u128;
        let mut weight = u128::from(project.weight);
        for &(left, utility, shares) in &self.scratch {
            if u128::from(left) < product(rate, utility) {
                paid = paid.saturating_add(product(left, shares));
                weight = weight.saturating_sub(product(shares, utility));
            }
        }
        (paid, weight)
    }

    fn pay(&mut self, best: &Bounds) -> Option<()> {
        let project = self.electorate.projects.get(best.project)?;
        let most = best.most?;
        for supporter in &project.supporters {
            let group = supporter.group as usize;
            let due = |rate: u64| rate.saturating_mul(supporter.utility);
            if let Some(left) = self.least.get_mut(group) {
                *left = left.saturating_sub(due(most));
            }
            if let Some(left) = self.most.get_mut(group) {
                *left = left.saturating_sub(due(best.least));
            }
        }
        Some(())
    }
}
