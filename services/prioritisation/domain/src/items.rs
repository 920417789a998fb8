//! Step one for many cases at once, all or nothing (A19, C6): what is wrong with which item.

use std::collections::BTreeSet;
use std::fmt;

use kernel::{Acting, Actor, BodyKey, CaseId, Class, Reason, Timestamp, Violations};

use crate::case::prepared;
use crate::{AreaRoundId, Case, Rejection, mandates};

/// Most items of a batch.
pub const MOST_ITEMS: usize = 1000;

/// Most violations that an answer names: what more there is, it counts. An answer's errors travel in
/// headers, and many clients take no more than 8 KiB of them.
const MOST_NAMED: usize = 40;

/// Whether the actor gives outcomes in this area.
///
/// # Errors
/// The mandate that is missing.
pub fn may_assess(actor: &Actor, now: Timestamp, round: &AreaRoundId) -> Result<(), Rejection> {
    let body = BodyKey::group(&round.area);
    Ok(Acting::new(actor, now).require(mandates::CHAIR, Some(&body))?)
}

/// Whether the case is there and belongs to this area and cycle.
///
/// # Errors
/// [`Rejection::NotFound`], or a violation of the field `case`.
pub fn within(case: Option<&Case>, id: CaseId, round: &AreaRoundId) -> Result<(), Rejection> {
    let (case, dossier) = prepared(case, id)?;
    let mut wrong = Violations::none();
    let there = case.cycle == round.cycle && dossier.area == round.area;
    wrong.unless(there, "case", format!("is not of {round}"));
    Ok(wrong.check()?)
}

/// Why a batch is refused: everything that is wrong with any of its items.
///
/// One field that breaks a rule makes the whole `INVALID_FIELDS`. Otherwise the reason is that of the
/// first refused item, whose place is in the metadata as `item`.
#[derive(Debug)]
pub struct ItemsRefused {
    invalid: bool,
    wrong: Violations,
    first: Option<(Reason, Vec<(&'static str, String)>)>,
}

impl ItemsRefused {
    /// Begins with fields that could not be read, and with what is wrong with the list itself.
    #[must_use]
    pub fn begin(unread: Violations, items: usize, cases: &[(usize, CaseId)]) -> Self {
        let mut wrong = unread;
        wrong.unless(items > 0, "items", "is missing");
        let many = format!("must have at most {MOST_ITEMS} entries");
        wrong.unless(items <= MOST_ITEMS, "items", many);
        let mut named = BTreeSet::new();
        for (item, case) in cases {
            wrong.unless(named.insert(case), format!("items[{item}].case"), "is named before");
        }
        Self { invalid: !wrong.is_empty(), wrong, first: None }
    }

    /// Notes that an item was refused.
    pub fn note(&mut self, item: usize, refused: &dyn kernel::Rejection) {
        let reason = refused.reason();
        let at = format!("items[{item}]");
        if let Some(violations) = refused.violations() {
            self.invalid |= reason.class == Class::Invalid;
            for one in violations.iter() {
                self.wrong.add(format!("{at}.{}", one.field), one.rule.as_str());
            }
        } else {
            self.wrong.add(at.as_str(), format!("{}: {refused}", reason.reason));
        }
        if self.first.is_none() {
            let mut metadata = refused.metadata();
            metadata.push(("item", at));
            self.first = Some((reason, metadata));
        }
    }

    /// `Ok` when nothing was refused.
    ///
    /// # Errors
    /// Itself, with what was noted.
    pub fn check(mut self) -> Result<(), Self> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        let more = self.wrong.iter().count().saturating_sub(MOST_NAMED);
        if more > 0 {
            let mut named = Violations::none();
            for one in self.wrong.iter().take(MOST_NAMED) {
                named.add(one.field.as_str(), one.rule.as_str());
            }
            named.add("items", format!("have {more} more violations"));
            self.wrong = named;
        }
        Err(self)
    }
}

impl fmt::Display for ItemsRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.wrong.iter().next() else { return Ok(()) };
        write!(f, "{} {}", first.field, first.rule)?;
        match self.wrong.iter().count() - 1 {
            0 => Ok(()),
            _ => f.write_str("; the violations name what else is wrong"),
        }
    }
}

impl std::error::Error for ItemsRefused {}

impl kernel::Rejection for ItemsRefused {
    fn reason(&self) -> Reason {
        let first = self.first.as_ref().filter(|_| !self.invalid).map(|(reason, _)| *reason);
        first.unwrap_or_else(|| Rejection::Invalid(Violations::none()).reason())
    }

    fn metadata(&self) -> Vec<(&'static str, String)> {
        let first = self.first.as_ref().filter(|_| !self.invalid);
        first.map(|(_, metadata)| metadata.clone()).unwrap_or_default()
    }

    fn violations(&self) -> Option<&Violations> {
        Some(&self.wrong)
    }
}

#[cfg(test)]
mod tests;
