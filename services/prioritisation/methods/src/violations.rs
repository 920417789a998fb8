//! Everything that is wrong with an input, told at once.

use std::collections::BTreeSet;
use std::fmt;

use crate::Alternative;

/// Why an input is refused: every violation, in the order of the fields. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", told(.0))]
pub struct Violations<V: fmt::Debug + fmt::Display>(pub Vec<V>);

impl<V: fmt::Debug + fmt::Display> Violations<V> {
    /// # Errors
    ///
    /// The violations, if there are any.
    pub(crate) fn check(found: Vec<V>) -> Result<(), Self> {
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }
}

fn told<V: fmt::Display>(violations: &[V]) -> String {
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// What can be wrong with the alternatives of a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AlternativeViolation {
    /// Two alternatives have one reference.
    #[error("alternatives[{index}].reference: {reference} stands twice")]
    DuplicateReference {
        /// The later of the two.
        index: usize,
        /// What stands twice.
        reference: String,
    },
    /// The alternative belongs before the one that stands before it.
    #[error("alternatives[{index}]: out of tie order")]
    OutOfTieOrder {
        /// The later of the two.
        index: usize,
    },
}

impl AlternativeViolation {
    pub(crate) fn all(alternatives: &[Alternative]) -> Vec<Self> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut before: Option<&Alternative> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            if !seen.insert(alternative.reference.as_str()) {
                let reference = alternative.reference.clone();
                found.push(Self::DuplicateReference { index, reference });
            }
            if before.is_some_and(|before| before > alternative) {
                found.push(Self::OutOfTieOrder { index });
            }
            before = Some(alternative);
        }
        found
    }
}
