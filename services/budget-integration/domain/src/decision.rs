//! What the assembly decides about an item, and in which instance (A1, C12).

use kernel::{Date, Money, Violations};
use serde::{Deserialize, Serialize};

use crate::text;

kernel::named! {
    /// Instance in which the assembly decides. They follow each other in this order.
    pub enum Instance {
        /// The budget for the coming year.
        Assembly = "assembly",
        /// Tertial report 1.
        Tertial1 = "tertial_1",
        /// Tertial report 2. There is no third (C12).
        Tertial2 = "tertial_2",
    }
}

kernel::named! {
    /// What was decided.
    pub enum Outcome {
        /// Funded. Final.
        Funded = "funded",
        /// Deferred to the next instance.
        Deferred = "deferred",
        /// Declined. Final.
        Declined = "declined",
    }
}

impl Outcome {
    /// Whether nothing more is decided about the item in its cycle.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Funded | Self::Declined)
    }
}

/// One decision of the assembly, as it was minuted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who decided.
    pub instance: Instance,
    /// What.
    pub outcome: Outcome,
    /// Amount granted; zero unless funded.
    pub amount: Money,
    /// Why; required unless funded (F1).
    pub reason: String,
    /// Reference (dnr).
    pub decision_ref: String,
    /// The day.
    pub decided_on: Date,
}

impl Decision {
    /// Everything that is wrong with it.
    pub(crate) fn check(&self) -> Result<(), Violations> {
        let mut wrong = Violations::none();
        if self.outcome == Outcome::Funded {
            wrong.unless(self.amount > Money::ZERO, "amount_ore", "must be above 0");
            text::limited(&mut wrong, "reason", &self.reason, text::LONG);
        } else {
            wrong.unless(self.amount == Money::ZERO, "amount_ore", "must be 0 unless funded");
            text::required(&mut wrong, "reason", &self.reason, text::LONG);
        }
        text::required(&mut wrong, "decision_ref", &self.decision_ref, text::REFERENCE);
        wrong.check()
    }
}
