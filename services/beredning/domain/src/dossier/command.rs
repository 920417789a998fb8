//! What can be asked of a dossier.

use std::sync::Arc;

use kernel::{AdministrationId, CycleId, Date, InitiativeId, PersonId};
use model::{Competence, Model};

use crate::Content;

/// What a dossier is opened with.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The cycle.
    pub cycle: CycleId,
    /// Version of the model that the cycle pins; `None` when the cycle is not known.
    pub model: Option<String>,
    /// The administration.
    pub administration: AdministrationId,
    /// The content as submitted.
    pub content: Content,
}

/// What can be asked of a dossier.
#[derive(Debug, Clone)]
pub enum DossierCommand {
    /// The initiative was submitted.
    Open(Box<Opening>),
    /// Assigns the handling officer (E4).
    AssignOfficer {
        /// Who is to prepare it.
        officer: PersonId,
    },
    /// Signs a contribution (D5).
    Sign {
        /// The competence that is signed for.
        competence: Competence,
        /// What the expert states.
        statement: String,
    },
    /// Values it by the model's criteria (D4).
    Value {
        /// Score by criterion, as given.
        scores: Vec<(String, i32)>,
        /// The model that the dossier is under, if this service has it.
        model: Option<Arc<Model>>,
    },
    /// Completes it (D4, D5).
    Complete {
        /// The model that the dossier is under, if this service has it.
        model: Option<Arc<Model>>,
    },
    /// Step one asks for a supplement (C6 b).
    Reopen {
        /// What is missing.
        missing: Vec<String>,
        /// Last day of the supplement.
        due_on: Option<Date>,
    },
    /// The administration has supplemented the initiative.
    Supplement {
        /// The content after the supplement.
        content: Box<Content>,
    },
    /// The initiative was withdrawn.
    Withdraw,
}
