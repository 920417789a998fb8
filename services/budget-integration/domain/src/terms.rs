//! The terms of a planning year (C11, C14), and its phases (C12).

use kernel::{CycleId, Date, Money, Violations};
use serde::{Deserialize, Serialize};

use crate::{Instance, text};

const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

kernel::named! {
    /// Phase of a planning year. They follow each other in this order.
    pub enum Phase {
        /// Until the assembly's budget, and during it.
        Assembly = "assembly",
        /// Tertial report 1.
        Tertial1 = "tertial_1",
        /// Tertial report 2.
        Tertial2 = "tertial_2",
        /// Closed.
        Closed = "closed",
    }
}

impl From<Instance> for Phase {
    fn from(instance: Instance) -> Self {
        match instance {
            Instance::Assembly => Self::Assembly,
            Instance::Tertial1 => Self::Tertial1,
            Instance::Tertial2 => Self::Tertial2,
        }
    }
}

/// The terms under which everything in the cycle is decided (C11, C14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The budget year.
    pub year: i16,
    /// Version of the model.
    pub model: String,
    /// What the city sets aside at the opening.
    pub frame: Money,
    /// Threshold of a large budget (B2).
    pub large_budget: Money,
    /// Last day of submission.
    pub submit_by: Date,
    /// Last day of step one.
    pub step_one_by: Date,
    /// Last day of step two.
    pub step_two_by: Date,
    /// Last day for the recommendation.
    pub recommend_by: Date,
    /// Reference of the decision.
    pub decision_ref: String,
}

/// Terms as asked for, and the versions that they can name.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The cycle.
    pub cycle: CycleId,
    /// The terms.
    pub terms: Terms,
    /// Versions of the model that are known.
    pub models: Vec<String>,
}

/// What the council announced when it issued its recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Number of items.
    pub count: u32,
    /// Digest of the proposal that is recommended.
    pub digest: String,
    /// Day of the decision.
    pub decided_on: Date,
}

/// Everything that is wrong with the terms.
pub(crate) fn check(opening: &Opening) -> Violations {
    let Opening { terms, models, .. } = opening;
    let mut wrong = Violations::none();
    let (first, last) = (YEARS.start(), YEARS.end());
    wrong.unless(YEARS.contains(&terms.year), "year", format!("must be {first} to {last}"));
    let known = models.contains(&terms.model);
    wrong.unless(known, "model_version", format!("is not one of {}", models.join(", ")));
    wrong.unless(terms.frame >= Money::ZERO, "frame_ore", "must not be negative");
    wrong.unless(terms.large_budget > Money::ZERO, "large_budget_ore", "must be above 0");
    for (field, day, before_field, before) in [
        ("step_one_by", terms.step_one_by, "submit_by", terms.submit_by),
        ("step_two_by", terms.step_two_by, "step_one_by", terms.step_one_by),
        ("recommend_by", terms.recommend_by, "step_two_by", terms.step_two_by),
    ] {
        wrong.unless(day > before, field, format!("must be after {before_field}, {before}"));
    }
    text::required(&mut wrong, "decision_ref", &terms.decision_ref, text::REFERENCE);
    wrong
}
