//! Checks of texts that commands carry.

use kernel::Violations;

/// Notes an empty text, or one that is too long in characters.
pub(crate) fn check_text(violations: &mut Violations, field: &str, text: &str, max: u32) {
    violations.unless(!text.trim().is_empty(), field, "is missing");
    check_length(violations, field, text, max);
}

/// Notes a text that is too long in characters, or that holds control characters. Line breaks and
/// tabs are none.
pub(crate) fn check_length(violations: &mut Violations, field: &str, text: &str, max: u32) {
    let fits = u32::try_from(text.chars().count()).is_ok_and(|length| length <= max);
    violations.unless(fits, field, format!("must be at most {max} characters"));
    let control = |one: char| one.is_control() && !"\n\r\t".contains(one);
    violations.unless(!text.contains(control), field, "must not hold control characters");
}
