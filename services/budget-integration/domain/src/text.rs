//! Lengths of texts, the same for all.

use kernel::Violations;

pub(crate) const REFERENCE: usize = 200;
pub(crate) const LONG: usize = 4000;

/// The text is there and not longer than `most` characters.
pub(crate) fn required(wrong: &mut Violations, field: &str, text: &str, most: usize) {
    wrong.unless(!text.trim().is_empty(), field, "is missing");
    limited(wrong, field, text, most);
}

/// The text is not longer than `most` characters.
pub(crate) fn limited(wrong: &mut Violations, field: &str, text: &str, most: usize) {
    let rule = format!("must be at most {most} characters");
    wrong.unless(text.chars().count() <= most, field, rule);
}
