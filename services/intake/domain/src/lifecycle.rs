//! Where an initiative stands.

use crate::Outcome;

kernel::named! {
    /// Where an initiative stands.
    pub enum Status {
        /// Registered by an employee.
        Registered = "registered",
        /// Prepared by the template.
        Prepared = "prepared",
        /// Found in scope.
        InScope = "in_scope",
        /// Found out of scope.
        OutOfScope = "out_of_scope",
        /// Submitted by the administration.
        Submitted = "submitted",
        /// Its dossier is complete.
        DossierCompleted = "dossier_completed",
        /// Step one asks for a supplement.
        SupplementRequested = "supplement_requested",
        /// Included in the area's ranking.
        Included = "included",
        /// Rejected in step one.
        Rejected = "rejected",
        /// Ranked in its area.
        Ranked = "ranked",
        /// In the city-wide proposal.
        Proposed = "proposed",
        /// Recommended by the council.
        Recommended = "recommended",
        /// Funded.
        Funded = "funded",
        /// Deferred to a later instance.
        Deferred = "deferred",
        /// Declined.
        Declined = "declined",
        /// Its implementation has started.
        Started = "started",
        /// Its implementation is finished.
        Finished = "finished",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether the administration still works on it.
    #[must_use]
    pub fn is_with_administration(self) -> bool {
        matches!(self, Self::Registered | Self::Prepared | Self::InScope)
    }

    /// Whether later answers come too late and are left out.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::OutOfScope | Self::Rejected | Self::Declined | Self::Withdrawn)
    }

    /// Whether it is in the hands of the council and the budget.
    #[must_use]
    pub fn is_before_the_city(self) -> bool {
        matches!(self, Self::Proposed | Self::Recommended | Self::Deferred)
    }

    /// Whether the proposer has a final answer. What is funded still gets answers on its
    /// implementation (F2).
    #[must_use]
    pub fn is_final(self) -> bool {
        self.is_closed() || matches!(self, Self::Funded | Self::Started | Self::Finished)
    }

    /// The status after an answer.
    #[must_use]
    pub(crate) fn after(outcome: Outcome) -> Self {
        match outcome {
            Outcome::OutOfScope => Self::OutOfScope,
            Outcome::Submitted => Self::Submitted,
            Outcome::DossierCompleted => Self::DossierCompleted,
            Outcome::Included => Self::Included,
            Outcome::SupplementRequested => Self::SupplementRequested,
            Outcome::Rejected => Self::Rejected,
            Outcome::Ranked => Self::Ranked,
            Outcome::Proposed => Self::Proposed,
            Outcome::Recommended => Self::Recommended,
            Outcome::Funded => Self::Funded,
            Outcome::Deferred => Self::Deferred,
            Outcome::Declined => Self::Declined,
            Outcome::Started => Self::Started,
            Outcome::Finished => Self::Finished,
            Outcome::Withdrawn => Self::Withdrawn,
        }
    }
}
