//! Requests in the form of the rules: every field that cannot be read is noted, none stops the rest.

use std::fmt::Display;
use std::str::FromStr;

use kernel::Violations;

use crate::page::Page;

/// A field that must be there, in the form of `T`.
pub fn parsed<T: FromStr<Err: Display>>(
    wrong: &mut Violations,
    field: &str,
    text: &str,
) -> Option<T> {
    if text.is_empty() {
        wrong.add(field, "is missing");
        return None;
    }
    wrong.parse(field, text.parse())
}

/// A field that may be empty: a filter, or the end of an interval.
pub fn filter<T: FromStr<Err: Display>>(
    wrong: &mut Violations,
    field: &str,
    text: &str,
) -> Option<T> {
    if text.is_empty() { None } else { wrong.parse(field, text.parse()) }
}

/// Notes control characters. Line breaks and tabs are none.
pub fn clean(wrong: &mut Violations, field: impl Into<String>, text: &str) {
    let control = |one: char| one.is_control() && !"\n\r\t".contains(one);
    wrong.unless(!text.contains(control), field, "must not hold control characters");
}

/// The page asked for. `filters` and `keys` as in [`Page::parse`].
pub fn page(
    wrong: &mut Violations,
    size: i32,
    token: &str,
    filters: &str,
    keys: usize,
) -> Option<Page> {
    Page::parse(size, token, filters, keys).map_err(|more| wrong.extend(more)).ok()
}

/// The value, unless something was wrong.
///
/// # Errors
/// All that was noted.
pub fn finish<T>(wrong: Violations, value: Option<T>) -> Result<T, Violations> {
    match value {
        Some(value) if wrong.is_empty() => Ok(value),
        _ => Err(wrong),
    }
}

/// A field that names one thing.
///
/// # Errors
/// When it is missing or has another form.
pub fn one<T: FromStr<Err: Display>>(field: &str, text: &str) -> Result<T, Violations> {
    let mut wrong = Violations::none();
    let value = parsed(&mut wrong, field, text);
    finish(wrong, value)
}
