//! What is wrong with a model definition: everything at once, each with its line.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    /// Line in the text, from 1.
    pub line: usize,
    /// Path of the key, such as `area[2].name`. Empty for errors of the TOML itself.
    pub path: String,
    /// The rule, as a sentence without subject.
    pub rule: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        if !self.path.is_empty() {
            write!(f, "{} ", self.path)?;
        }
        f.write_str(&self.rule)
    }
}

/// Everything that is wrong, by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelErrors(Vec<ModelError>);

impl ModelErrors {
    pub(crate) fn new(mut errors: Vec<ModelError>) -> Self {
        errors.sort_by(|one, other| (one.line, &one.path).cmp(&(other.line, &other.path)));
        Self(errors)
    }

    /// The errors, by line.
    pub fn iter(&self) -> impl Iterator<Item = &ModelError> {
        self.0.iter()
    }
}

impl fmt::Display for ModelErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            let and = if i == 0 { "" } else { "\n" };
            write!(f, "{and}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ModelErrors {}
