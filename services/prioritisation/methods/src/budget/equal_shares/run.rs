//! One run of Equal Shares: for one share, or for a range of shares at once.

use std::cmp::Ordering;

use num_rational::BigRational;

use super::super::electorate::Electorate;
use super::bounds::{BITS, Bounds, Quote};
use super::exact::Exactly;
use super::open::{Key, Open};
use super::rate::Rate;

/// One purchase, by index.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Bought {
    pub(super) project: usize,
    pub(super) rate: Rate,
    pub(super) supporters: u64,
    pub(super) paid_all: u64,
    /// The others of this rate, where it is the first purchase at it.
    pub(super) tied: Vec<usize>,
}

/// The bounds do not decide, and there is no one share to be exact about.
pub(super) struct Undecided;

/// All purchases from `share` öre per share, with amounts of so many bits.
pub(super) fn run(electorate: &Electorate, share: &BigRational, bits: u64) -> Vec<Bought> {
    let bounds = Bounds::new(electorate, share, share, bits);
    let mut run = Run::new(electorate, bounds, Some(Exactly::new(electorate, share)));
    let mut told = Vec::new();
    while let Ok(Some(best)) = run.best() {
        let tied = run.tied(&best);
        let rate = run.rate(&best);
        let paid_all = run.buy(&best);
        let project = electorate.projects.get(best.project);
        let supporters = project.into_iter().flat_map(|project| &project.supporters);
        let supporters = supporters.fold(0, |sum: u64, one| sum.saturating_add(one.voters));
        told.push(Bought { project: best.project, rate, supporters, paid_all, tied });
    }
    told
}

/// What is bought, by index, from every share of the range `least` to `most` in this order.
pub(super) fn selection(
    electorate: &Electorate,
    least: &BigRational,
    most: &BigRational,
) -> Result<Vec<usize>, Undecided> {
    let exactly = (least == most).then(|| Exactly::new(electorate, least));
    let bounds = Bounds::new(electorate, least, most, BITS);
    let mut run = Run::new(electorate, bounds, exactly);
    while let Some(best) = run.best()? {
        run.buy(&best);
    }
    Ok(run.bought)
}

/// A project that is bought next.
struct Best {
    project: usize,
    quote: Quote,
}

struct Run<'e> {
    electorate: &'e Electorate,
    bounds: Bounds<'e>,
    exactly: Option<Exactly<'e>>,
    open: Open,
    bought: Vec<usize>,
    /// The rate of the last purchase.
    last: Option<Quote>,
}

impl<'e> Run<'e> {
    fn new(
        electorate: &'e Electorate,
        mut bounds: Bounds<'e>,
        exactly: Option<Exactly<'e>>,
    ) -> Self {
        let mut open = Open::new(electorate.projects.len());
        for index in 0..electorate.projects.len() {
            open.put(index, 0, bounds.quote(index));
        }
        Self { electorate, bounds, exactly, open, bought: Vec::new(), last: None }
    }

    /// The project of the least rate, and of those the first in tie order.
    fn best(&mut self) -> Result<Option<Best>, Undecided> {
        loop {
            let Some(first) = self.open.after(None) else { return Ok(None) };
            let Some((first, quote)) = self.now(first) else { continue };
            let mut best = Best { project: first.project, quote };
            match self.challenged(first, &mut best) {
                Some(other) => {
                    self.resolve(best.project)?;
                    self.resolve(other)?;
                }
                None if self.is_clear(&best) => return Ok(Some(best)),
                None => self.resolve(best.project)?,
            }
        }
    }

    /// Makes `best` the least of all; the one that it cannot be told from, if there is one.
    fn challenged(&mut self, first: Key, best: &mut Best) -> Option<usize> {
        let mut passed = first.with_equals();
        while let Some(key) = self.open.after(Some(passed)) {
            if best.quote.most.is_some_and(|most| key.least > most) {
                break;
            }
            let Some((at, quote)) = self.now(key) else { continue };
            let other = Best { project: key.project, quote };
            match self.compare(&other, best) {
                None => return Some(key.project),
                Some(order) if order.then(key.project.cmp(&best.project)).is_lt() => *best = other,
                Some(_) => {}
            }
            passed = if at == key { key.with_equals() } else { key };
        }
        None
    }

    /// Whether it is known that it can be paid for, and in an exact run, by whom in full.
    fn is_clear(&self, best: &Best) -> bool {
        match &self.exactly {
            Some(exactly) => best.quote.certain || exactly.knows(best.project),
            None => best.quote.most.is_some(),
        }
    }

    /// The quote as it is now, and its key. None where the key has moved on, so that it is met again, or
    /// the project is out.
    fn now(&mut self, key: Key) -> Option<(Key, Quote)> {
        if let Some(fresh) = self.open.quote(key.project, self.bought.len()) {
            return Some((key, fresh));
        }
        let quote = self.bounds.quote(key.project);
        self.open.put(key.project, self.bought.len(), quote);
        let at = self.open.key(key.project).filter(|at| *at <= key)?;
        Some((at, quote?))
    }

    fn compare(&self, one: &Best, other: &Best) -> Option<Ordering> {
        let exactly = || self.exactly.as_ref()?.compare(one.project, other.project);
        one.quote.compare(&other.quote).or_else(exactly)
    }

    /// Finds the exact rate, and bounds close to it.
    fn resolve(&mut self, project: usize) -> Result<(), Undecided> {
        let exactly = self.exactly.as_mut().ok_or(Undecided)?;
        exactly.follow(&self.bought);
        if let Some(quote) = self.open.quote(project, self.bought.len()) {
            let unit = exactly.resolve(project, self.bounds.shift());
            let quote = unit.map(|unit| self.bounds.closer(project, quote, unit));
            self.open.put(project, self.bought.len(), quote);
        }
        Ok(())
    }

    /// The others of its rate, where no purchase before it was at this rate.
    fn tied(&mut self, best: &Best) -> Vec<usize> {
        let mut tied = Vec::new();
        if !self.rises_to(best) {
            return tied;
        }
        let mut passed = None;
        while let Some(key) = self.open.after(passed) {
            if best.quote.most.is_some_and(|most| key.least > most) {
                break;
            }
            let Some((_, quote)) = self.now(key) else { continue };
            if key.project != best.project && self.equals(best, key.project, quote) {
                tied.push(key.project);
            }
            passed = Some(key);
        }
        tied.sort_unstable();
        tied
    }

    /// Whether a project has the rate of the best.
    fn equals(&mut self, best: &Best, project: usize, quote: Quote) -> bool {
        if let Some(order) = self.compare(&Best { project, quote }, best) {
            return order.is_eq();
        }
        if self.resolve(best.project).is_err() || self.resolve(project).is_err() {
            return false;
        }
        let quote = self.open.quote(project, self.bought.len());
        let order = quote.and_then(|quote| self.compare(&Best { project, quote }, best));
        order.is_some_and(Ordering::is_eq)
    }

    /// Whether the purchase before was at a lower rate.
    fn rises_to(&mut self, best: &Best) -> bool {
        let Some(last) = self.last else { return true };
        match last.compare(&best.quote) {
            Some(order) => order.is_lt(),
            None if self.resolve(best.project).is_err() => false,
            None => self.exactly.as_ref().is_some_and(|exactly| exactly.rises_to(best.project)),
        }
    }

    /// The rate to tell.
    fn rate(&mut self, best: &Best) -> Rate {
        if let Some(simple) = best.quote.simple {
            return Rate::simple(simple);
        }
        let exactly = self.exactly.as_mut();
        let exact = exactly.and_then(|exactly| exactly.short(best.project, &self.bought));
        exact.map_or_else(|| Rate::between(&best.quote, self.bounds.shift()), Rate::Exact)
    }

    /// Takes the payments; how many voters paid all they had left, in an exact run.
    fn buy(&mut self, best: &Best) -> u64 {
        self.open.remove(best.project);
        self.bought.push(best.project);
        self.last = Some(best.quote);
        let paid_all = self.bounds.pay(best.project, &best.quote);
        let Some(exactly) = &mut self.exactly else { return paid_all };
        exactly.forget();
        if best.quote.certain {
            return paid_all;
        }
        exactly.follow(&self.bought);
        let project = self.electorate.projects.get(best.project);
        let supporters = project.into_iter().flat_map(|project| &project.supporters);
        let empty = supporters.filter(|one| exactly.is_empty(one));
        empty.fold(0, |sum, one| {
            self.bounds.empty(one.group);
            sum.saturating_add(one.voters)
        })
    }
}
