//! What the chair says of a case in step one: an outcome and its reason (C6, F1).

use kernel::{Date, Violations};
use serde::{Deserialize, Serialize};

use crate::subject::check_text;

pub(crate) const REASON_LENGTH: usize = 4000;
pub(crate) const MISSING_ENTRIES: usize = 50;

kernel::named! {
    /// Outcome of step one. There are exactly three (C6).
    pub enum Outcome {
        /// Taken into the area's prioritisation.
        Included = "included",
        /// To be supplemented first.
        Supplement = "supplement",
        /// Rejected.
        Rejected = "rejected",
    }
}

/// An outcome with its reason (F1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The outcome.
    pub outcome: Outcome,
    /// Code of the model's list. Required unless included.
    pub reason_code: Option<String>,
    /// The reason in words.
    pub reason: String,
    /// What is missing; only for a supplement.
    pub missing: Vec<String>,
    /// Day by which the supplement is due; only for a supplement.
    pub due_on: Option<Date>,
}

impl Assessment {
    /// Everything that is missing or wrong. `reasons` are the codes of the model that fit the outcome.
    pub(crate) fn violations(&self, reasons: &[String], today: Date) -> Violations {
        let mut wrong = Violations::none();
        match &self.reason_code {
            Some(code) => wrong.unless(
                reasons.contains(code),
                "reason_code",
                format!("is not one of {}", reasons.join(", ")),
            ),
            None => {
                let needless = self.outcome == Outcome::Included;
                wrong.unless(needless, "reason_code", "is missing");
            }
        }
        check_text(&mut wrong, "reason", &self.reason, REASON_LENGTH);
        if self.outcome == Outcome::Supplement {
            wrong.extend(self.supplement(today));
        } else {
            wrong.unless(self.missing.is_empty(), "missing", "is only for a supplement");
            wrong.unless(self.due_on.is_none(), "due_on", "is only for a supplement");
        }
        wrong
    }

    fn supplement(&self, today: Date) -> Violations {
        let mut wrong = Violations::none();
        wrong.unless(!self.missing.is_empty(), "missing", "is missing");
        wrong.unless(
            self.missing.len() <= MISSING_ENTRIES,
            "missing",
            format!("must have at most {MISSING_ENTRIES} entries"),
        );
        for (i, entry) in self.missing.iter().enumerate() {
            let fits = !entry.trim().is_empty() && entry.chars().count() <= REASON_LENGTH;
            wrong.unless(
                fits,
                format!("missing[{i}]"),
                format!("must be 1 to {REASON_LENGTH} characters"),
            );
        }
        match self.due_on {
            None => wrong.add("due_on", "is missing"),
            Some(day) => wrong.unless(day > today, "due_on", format!("must be after {today}")),
        }
        wrong
    }
}
