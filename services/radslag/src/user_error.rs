//! A user's mistake: one line with the cause and what to do, exit code 2.

use std::fmt;

/// What a user did wrong, or what stands in the way that a user can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    cause: String,
    remedy: String,
}

impl UserError {
    /// The cause, and what to do about it.
    pub fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { cause: cause.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.cause.trim_end(), self.remedy)
    }
}

impl std::error::Error for UserError {}
