//! Answers: every decision, wherever it is taken, comes back to the proposer and the contact person
//! with its reason (F1, F2).

use kernel::{AdministrationId, Date, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

kernel::named! {
    /// A step that gives an answer.
    pub enum Stage {
        /// Scope: not covered by the model.
        OutOfScope = "out_of_scope",
        /// Submission.
        Submitted = "submitted",
        /// Preparation at the city executive office.
        DossierCompleted = "dossier_completed",
        /// Step one: taken in.
        Included = "included",
        /// Step one: must be supplemented.
        SupplementRequested = "supplement_requested",
        /// Step one: rejected.
        Rejected = "rejected",
        /// Step two.
        Ranked = "ranked",
        /// City-wide proposal.
        Proposed = "proposed",
        /// The council's recommendation.
        Recommended = "recommended",
        /// Decision of the assembly or in a tertial report.
        Decided = "decided",
        /// Start of the implementation.
        Started = "started",
        /// End of the implementation.
        Finished = "finished",
        /// Withdrawal.
        Withdrawn = "withdrawn",
    }
}

kernel::named! {
    /// What came out.
    pub enum Outcome {
        /// Not covered by the model.
        OutOfScope = "out_of_scope",
        /// Submitted.
        Submitted = "submitted",
        /// Prepared from all sides.
        DossierCompleted = "dossier_completed",
        /// Taken into the area's ranking.
        Included = "included",
        /// Must be supplemented.
        SupplementRequested = "supplement_requested",
        /// Rejected.
        Rejected = "rejected",
        /// Ranked.
        Ranked = "ranked",
        /// In the city-wide proposal.
        Proposed = "proposed",
        /// Recommended.
        Recommended = "recommended",
        /// Funded.
        Funded = "funded",
        /// Deferred to a later instance.
        Deferred = "deferred",
        /// Declined.
        Declined = "declined",
        /// Implementation started.
        Started = "started",
        /// Implementation finished.
        Finished = "finished",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}

impl Outcome {
    /// The step that it is an outcome of.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::OutOfScope => Stage::OutOfScope,
            Self::Submitted => Stage::Submitted,
            Self::DossierCompleted => Stage::DossierCompleted,
            Self::Included => Stage::Included,
            Self::SupplementRequested => Stage::SupplementRequested,
            Self::Rejected => Stage::Rejected,
            Self::Ranked => Stage::Ranked,
            Self::Proposed => Stage::Proposed,
            Self::Recommended => Stage::Recommended,
            Self::Funded | Self::Deferred | Self::Declined => Stage::Decided,
            Self::Started => Stage::Started,
            Self::Finished => Stage::Finished,
            Self::Withdrawn => Stage::Withdrawn,
        }
    }

    /// Whether nothing more will be decided after it.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::OutOfScope | Self::Rejected | Self::Withdrawn | Self::Funded | Self::Declined
        )
    }
}

kernel::named! {
    /// The instance of a budget decision (A1, C12).
    pub enum Instance {
        /// The city assembly, in the budget.
        Assembly = "assembly",
        /// Tertial report 1.
        Tertial1 = "tertial_1",
        /// Tertial report 2.
        Tertial2 = "tertial_2",
    }
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The service that decided.
    pub service: String,
    /// The sequence of the event in that service's journal.
    pub sequence: u64,
}

/// What step one found missing (C6 b).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What is missing.
    pub missing: Vec<String>,
    /// Last day of the supplement.
    pub due_on: Option<Date>,
}

/// A decision of another service that an initiative must answer for.
#[derive(Debug, Clone)]
pub struct Ruling {
    /// What came out.
    pub outcome: Outcome,
    /// The instance of a budget decision.
    pub instance: Option<Instance>,
    /// Why.
    pub reason: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Day of the decision.
    pub decided_on: Date,
    /// Moment of the decision.
    pub decided_at: Timestamp,
    /// Whether the deciding service calls it final, beside what [`Outcome::is_final`] says.
    pub last: bool,
    /// What must be supplemented.
    pub demand: Option<Demand>,
}

/// Who gets an answer for the administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// This person.
    Person(PersonId),
    /// Nobody holds the seat: it waits for who is appointed next.
    Waits,
}

/// An answer. It goes to the proposer and to whoever is contact person of the administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Number on its initiative, from 1.
    pub number: u32,
    /// The step that it answers for.
    pub stage: Stage,
    /// What came out.
    pub outcome: Outcome,
    /// The instance of a budget decision.
    pub instance: Option<Instance>,
    /// Why.
    pub reason: String,
    /// Where it comes from; `None` when intake itself decided.
    pub origin: Option<Origin>,
    /// Day of the decision.
    pub decided_on: Date,
    /// Moment of the decision.
    pub decided_at: Timestamp,
    /// Whether nothing more will be decided.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The proposer, to whom it goes.
    pub proposer: PersonId,
    /// The administration, whose contact person gets it too.
    pub administration: AdministrationId,
    /// What must be supplemented.
    pub demand: Option<Demand>,
    /// Who gets it for the administration. Answers from before this was recorded do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Addressee>,
}
