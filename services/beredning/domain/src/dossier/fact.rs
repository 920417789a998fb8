//! What can have happened to a dossier.

use kernel::{
    AdministrationId, CycleId, Date, DossierId, Facts, InitiativeId, PersonId, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::Contribution;
use crate::{Content, Scores};

/// What can have happened to a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum DossierFact {
    /// It was opened.
    #[serde(rename = "opened.v1")]
    Opened {
        /// Its id.
        id: DossierId,
        /// The initiative.
        initiative: InitiativeId,
        /// The cycle.
        cycle: CycleId,
        /// Version of the model.
        model: String,
        /// The administration.
        administration: AdministrationId,
        /// The content.
        content: Box<Content>,
        /// When.
        at: Timestamp,
    },
    /// A handling officer was assigned.
    #[serde(rename = "officer_assigned.v1")]
    OfficerAssigned {
        /// Who.
        officer: PersonId,
    },
    /// A contribution was signed. It takes the place of an earlier one of its competence.
    #[serde(rename = "contribution_signed.v1")]
    ContributionSigned {
        /// The contribution.
        contribution: Contribution,
    },
    /// It was valued.
    #[serde(rename = "valued.v1")]
    Valued {
        /// Score by criterion.
        scores: Scores,
        /// Weighted value in permille.
        value: u32,
    },
    /// It was completed.
    #[serde(rename = "completed.v1")]
    Completed {
        /// Who completed it.
        officer: PersonId,
        /// 1 the first time, one more per reopening.
        round: u32,
    },
    /// It was reopened.
    #[serde(rename = "reopened.v1")]
    Reopened {
        /// What is missing.
        missing: Vec<String>,
        /// Last day of the supplement.
        due_on: Option<Date>,
    },
    /// Its content was replaced. What was signed and valued before counts no more.
    #[serde(rename = "supplemented.v1")]
    Supplemented {
        /// The content.
        content: Box<Content>,
    },
    /// It was closed: the initiative was withdrawn.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {},
}

impl Facts for DossierFact {}
