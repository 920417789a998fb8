//! Reads requests: everything that cannot be read is named at once, with its path.

use std::fmt::Display;
use std::str::FromStr;

use kernel::Violations;
use platform::grpc::invalid;
use tonic::Status;

/// What has been read so far.
#[derive(Debug, Default)]
pub(crate) struct Input {
    violations: Violations,
}

impl Input {
    /// A field in the form of `T`.
    pub(crate) fn parse<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str) -> Option<T> {
        self.violations.parse(field, text.parse())
    }

    /// A field in the form of `T` that may be empty. The outer `None` is one that cannot be read.
    pub(crate) fn optional<T: FromStr<Err: Display>>(
        &mut self,
        field: &str,
        text: &str,
    ) -> Option<Option<T>> {
        if text.is_empty() { Some(None) } else { self.parse(field, text).map(Some) }
    }

    /// A choice that must be made.
    pub(crate) fn choice<T>(&mut self, field: &str, read: Option<T>) -> Option<T> {
        self.violations.unless(read.is_some(), field, "is not a known value");
        read
    }

    /// Takes over what a rule found, when something else cannot be read anyway.
    pub(crate) fn also<T>(&mut self, read: Option<&T>, found: impl FnOnce() -> Violations) {
        if read.is_none() {
            self.violations.extend(found());
        }
    }

    /// What was read, or all that could not be.
    pub(crate) fn done<T>(self, read: Option<T>) -> Result<T, Status> {
        read.filter(|_| self.violations.is_empty()).ok_or_else(|| invalid(&self.violations))
    }
}

/// One id.
pub(crate) fn id<T: FromStr<Err: Display>>(field: &str, text: &str) -> Result<T, Status> {
    let mut input = Input::default();
    let id = input.parse(field, text);
    input.done(id)
}
