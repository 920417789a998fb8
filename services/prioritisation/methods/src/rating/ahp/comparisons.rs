//! Comparisons of two criteria at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::eigen::ENTRY;
use crate::Violations;

/// As many criteria as the random index is known for.
const MOST_KEYS: usize = 10;

/// How important the first of two is, set against the second. The number is 1 to 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// `n` times as important.
    Times(u8),
    /// `1/n` times as important.
    OneOver(u8),
}

/// Two criteria compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Key of the one.
    pub first: String,
    /// Key of the other.
    pub second: String,
    /// The first, set against the second.
    pub judgement: Judgement,
}

/// Each two of some criteria compared, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparisons {
    keys: Vec<String>,
    /// Entries times [`ENTRY`].
    matrix: Vec<Vec<u32>>,
}

/// What can be wrong with comparisons. The text begins with the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonViolation {
    /// There are no keys, or more than 10.
    #[error("keys: {count} are not 1 to 10")]
    Count {
        /// How many there are.
        count: usize,
    },
    /// Two keys are equal.
    #[error("keys[{index}]: {key} stands twice")]
    DuplicateKey {
        /// The later of the two.
        index: usize,
        /// What stands twice.
        key: String,
    },
    /// A comparison names what is not among the keys.
    #[error("comparisons[{index}].{side}: {key} is no key")]
    UnknownKey {
        /// Index of the comparison.
        index: usize,
        /// `first` or `second`.
        side: &'static str,
        /// What it names.
        key: String,
    },
    /// A criterion compared with itself.
    #[error("comparisons[{index}].second: {key} is the first too")]
    Itself {
        /// Index of the comparison.
        index: usize,
        /// What it names.
        key: String,
    },
    /// A number beyond 1 to 9.
    #[error("comparisons[{index}].judgement: {number} is not 1 to 9")]
    OutsideScale {
        /// Index of the comparison.
        index: usize,
        /// The number.
        number: u8,
    },
    /// Two criteria compared again, in this order or the other.
    #[error("comparisons[{index}]: {first} and {second} are compared again")]
    Repeated {
        /// The later comparison.
        index: usize,
        /// Its first key.
        first: String,
        /// Its second key.
        second: String,
    },
    /// Two criteria not compared.
    #[error("comparisons: {first} and {second} are not compared")]
    Missing {
        /// The key that stands first among the keys.
        first: String,
        /// The other.
        second: String,
    },
}

impl Comparisons {
    /// # Errors
    ///
    /// Every violation: no keys or more than 10, a key that stands twice, a comparison of an
    /// unknown key or of a key with itself, a number beyond 1 to 9, two keys compared again or not
    /// at all.
    pub fn new(
        keys: Vec<String>,
        comparisons: &[Comparison],
    ) -> Result<Self, Violations<ComparisonViolation>> {
        let mut found = violations_of_keys(&keys);
        let places: BTreeMap<&str, usize> = keys.iter().map(String::as_str).zip(0..).collect();
        let mut entries: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (index, comparison) in comparisons.iter().enumerate() {
            found.extend(violations(index, comparison, &places));
            let place = |key: &String| places.get(key.as_str()).copied();
            if let Some((first, second)) = place(&comparison.first).zip(place(&comparison.second)) {
                let (times, back) = comparison.judgement.entries();
                if entries.insert((first, second), times).is_some()
                    | (first != second && entries.insert((second, first), back).is_some())
                {
                    let (first, second) = (comparison.first.clone(), comparison.second.clone());
                    found.push(ComparisonViolation::Repeated { index, first, second });
                }
            }
        }
        for ((first, one), (second, other)) in pairs(&keys, &places) {
            if !entries.contains_key(&(one, other)) {
                let (first, second) = (first.clone(), second.clone());
                found.push(ComparisonViolation::Missing { first, second });
            }
        }
        Violations::check(found)?;
        let entry = |pair: (usize, usize)| entries.get(&pair).copied().unwrap_or(ENTRY);
        let row = |one| (0..keys.len()).map(|other| entry((one, other))).collect();
        let matrix = (0..keys.len()).map(row).collect();
        Ok(Self { keys, matrix })
    }

    /// The keys, as given.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    pub(super) fn matrix(&self) -> &[Vec<u32>] {
        &self.matrix
    }
}

impl Judgement {
    fn number(self) -> u8 {
        match self {
            Self::Times(number) | Self::OneOver(number) => number,
        }
    }

    /// The entry for the first against the second, and the one for the second against the first.
    fn entries(self) -> (u32, u32) {
        let number = u32::from(self.number());
        let (times, one_over) = (number * ENTRY, ENTRY / number.max(1));
        match self {
            Self::Times(_) => (times, one_over),
            Self::OneOver(_) => (one_over, times),
        }
    }
}

type Placed<'k> = (&'k String, usize);

/// Each two keys that differ. Of keys that are equal, the one that has the place.
fn pairs<'k>(keys: &'k [String], places: &BTreeMap<&str, usize>) -> Vec<(Placed<'k>, Placed<'k>)> {
    let all: Vec<Placed<'k>> =
        keys.iter().zip(0..).filter(|(key, at)| places.get(key.as_str()) == Some(at)).collect();
    let after = |at: usize| all.iter().copied().skip(at);
    all.iter()
        .zip(1..)
        .flat_map(|(&one, next)| after(next).map(move |other| (one, other)))
        .collect()
}

fn violations_of_keys(keys: &[String]) -> Vec<ComparisonViolation> {
    let mut found = Vec::new();
    if keys.is_empty() || keys.len() > MOST_KEYS {
        found.push(ComparisonViolation::Count { count: keys.len() });
    }
    let mut seen = BTreeSet::new();
    for (index, key) in keys.iter().enumerate() {
        if !seen.insert(key) {
            found.push(ComparisonViolation::DuplicateKey { index, key: key.clone() });
        }
    }
    found
}

fn violations(
    index: usize,
    comparison: &Comparison,
    places: &BTreeMap<&str, usize>,
) -> Vec<ComparisonViolation> {
    let mut found = Vec::new();
    for (side, key) in [("first", &comparison.first), ("second", &comparison.second)] {
        if !places.contains_key(key.as_str()) {
            found.push(ComparisonViolation::UnknownKey { index, side, key: key.clone() });
        }
    }
    if comparison.first == comparison.second {
        found.push(ComparisonViolation::Itself { index, key: comparison.first.clone() });
    }
    let number = comparison.judgement.number();
    if !(1..=9).contains(&number) {
        found.push(ComparisonViolation::OutsideScale { index, number });
    }
    found
}
