//! What is wrong with an input, all of it at once.

use std::fmt;

use serde::Serialize;

/// One rule that one field breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The field, by its path from the input's root, such as `ballots[2].points[0]`.
    pub field: String,
    /// The rule it breaks.
    pub rule: String,
}

/// All that is wrong with an input. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Violations(pub Vec<Violation>);

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Violation { field, rule }) in self.0.iter().enumerate() {
            let between = if at == 0 { "" } else { "; " };
            write!(f, "{between}{field}: {rule}")?;
        }
        Ok(())
    }
}

/// Collects violations.
#[derive(Default)]
pub(crate) struct Check(Vec<Violation>);

impl Check {
    /// Records that `field` breaks `rule` unless `holds`.
    pub(crate) fn that(
        &mut self,
        holds: bool,
        field: impl FnOnce() -> String,
        rule: impl Into<String>,
    ) {
        if !holds {
            self.0.push(Violation { field: field(), rule: rule.into() });
        }
    }

    /// `valid` where nothing was recorded.
    pub(crate) fn done<T>(self, valid: T) -> Result<T, Violations> {
        if self.0.is_empty() { Ok(valid) } else { Err(Violations(self.0)) }
    }
}
