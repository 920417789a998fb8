//! One run of Equal Shares from a given share.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::super::electorate::{Electorate, Project};
use super::purse::Purses;

/// One purchase, by index.
pub(super) struct Bought {
    pub(super) project: usize,
    pub(super) rate: BigRational,
    pub(super) supporters: u64,
    pub(super) paid_all: u64,
    pub(super) tied: Vec<usize>,
}

/// A rate that held when this many purchases had been made. Rates never fall, so it is a lower
/// bound after more.
type Known = Reverse<(BigRational, usize, usize)>;

/// All purchases from `share` öre per share.
pub(super) fn run(electorate: &Electorate, share: &BigRational) -> Vec<Bought> {
    let mut purses = Purses::new(electorate.groups, share);
    let mut known: BinaryHeap<Known> = (0..electorate.projects.len())
        .filter_map(|index| price(electorate, &purses, index, 0))
        .collect();
    let mut bought: Vec<Bought> = Vec::new();
    while let Some(Reverse((rate, index, at_purchase))) = known.pop() {
        if at_purchase != bought.len() {
            known.extend(price(electorate, &purses, index, bought.len()));
            continue;
        }
        let tied = ties(electorate, &purses, &mut known, &rate, bought.len());
        let Some(project) = electorate.projects.get(index) else { continue };
        let paid_all = purses.pay(project, &per_unit(electorate, project, &rate));
        let supporters =
            project.supporters.iter().fold(0, |sum: u64, one| sum.saturating_add(one.voters));
        bought.push(Bought { project: index, rate, supporters, paid_all, tied });
    }
    bought
}

fn price(
    electorate: &Electorate,
    purses: &Purses,
    index: usize,
    purchases: usize,
) -> Option<Known> {
    let project = electorate.projects.get(index)?;
    let rate = purses.rate(project)?;
    let factor = BigInt::from(electorate.factor(project));
    Some(Reverse((rate / factor, index, purchases)))
}

fn per_unit(electorate: &Electorate, project: &Project, rate: &BigRational) -> BigRational {
    rate * BigInt::from(electorate.factor(project))
}

/// The others that have this very rate now.
fn ties(
    electorate: &Electorate,
    purses: &Purses,
    known: &mut BinaryHeap<Known>,
    rate: &BigRational,
    purchases: usize,
) -> Vec<usize> {
    let mut tied = Vec::new();
    let mut renewed = Vec::new();
    while let Some(Reverse((least, ..))) = known.peek()
        && least == rate
    {
        let Some(Reverse((_, index, _))) = known.pop() else { break };
        let now = price(electorate, purses, index, purchases);
        if now.as_ref().is_some_and(|Reverse((now, ..))| now == rate) {
            tied.push(index);
        }
        renewed.extend(now);
    }
    known.extend(renewed);
    tied.sort_unstable();
    tied
}
