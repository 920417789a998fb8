//! What may still be bought, by the lower bound of its rate.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::super::slice::put;
use super::bounds::Quote;

/// Where a project stands: by its least rate, then those of one fraction together in tie order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) least: u128,
    /// Zeros where the rate is not known as a fraction.
    fraction: (u64, u64),
    pub(super) project: usize,
}

impl Key {
    /// The last of those that have the same rate for certain.
    pub(super) fn with_equals(self) -> Self {
        match self.fraction {
            (_, 0) => self,
            _ => Self { project: usize::MAX, ..self },
        }
    }
}

/// A quote with its key and the number of purchases after which it was made.
type Known = Option<(Key, usize, Quote)>;

pub(super) struct Open {
    keys: BTreeSet<Key>,
    known: Vec<Known>,
}

impl Open {
    pub(super) fn new(projects: usize) -> Self {
        Self { keys: BTreeSet::new(), known: vec![None; projects] }
    }

    /// The first key, or the first after one.
    pub(super) fn after(&self, passed: Option<Key>) -> Option<Key> {
        let from = passed.map_or(Bound::Unbounded, Bound::Excluded);
        self.keys.range((from, Bound::Unbounded)).next().copied()
    }

    /// Where a project stands, unless it is out.
    pub(super) fn key(&self, project: usize) -> Option<Key> {
        self.known.get(project).copied().flatten().map(|(key, ..)| key)
    }

    /// The quote made after so many purchases.
    pub(super) fn quote(&self, project: usize, purchases: usize) -> Option<Quote> {
        let (_, at, quote) = self.known.get(project).copied()??;
        (at == purchases).then_some(quote)
    }

    /// Enters a quote instead of the one before; without one the project is out for good. The least rate of
    /// a key never falls, since rates do not; among those of one least rate a key may move either way.
    pub(super) fn put(&mut self, project: usize, purchases: usize, quote: Option<Quote>) {
        let before = self.key(project);
        let known = quote.map(|quote| {
            let least = before.map_or(0, |key| key.least).max(quote.least);
            (Key { least, fraction: quote.simple.unwrap_or_default(), project }, purchases, quote)
        });
        let key = known.map(|(key, ..)| key);
        if key != before {
            before.inspect(|before| {
                self.keys.remove(before);
            });
            self.keys.extend(key);
        }
        put(&mut self.known, project, known);
    }

    pub(super) fn remove(&mut self, project: usize) {
        self.put(project, 0, None);
    }
}
