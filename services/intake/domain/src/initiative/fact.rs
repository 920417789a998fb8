//! What can have happened to an initiative.

use kernel::{AdministrationId, CompilationId, CycleId, Facts, InitiativeId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Answer, Content, Scope};

/// What can have happened to an initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum InitiativeFact {
    /// It was registered.
    #[serde(rename = "proposed.v1")]
    Proposed {
        /// Its id.
        id: InitiativeId,
        /// Its administration.
        administration: AdministrationId,
        /// Who raised it.
        proposer: PersonId,
        /// The proposer's own reference.
        reference: String,
        /// Title.
        title: String,
        /// The need.
        need: String,
        /// When.
        at: Timestamp,
    },
    /// It was prepared by the template.
    #[serde(rename = "prepared.v1")]
    Prepared {
        /// The cycle.
        cycle: CycleId,
        /// Version of the model.
        model: String,
        /// The content.
        content: Box<Content>,
    },
    /// It was decided whether the model covers it.
    #[serde(rename = "scope_decided.v1")]
    ScopeDecided {
        /// What decided.
        scope: Scope,
    },
    /// It was submitted.
    #[serde(rename = "submitted.v1")]
    Submitted {
        /// The compilation.
        compilation: CompilationId,
        /// Its diary number.
        diary_number: String,
    },
    /// It was supplemented.
    #[serde(rename = "supplemented.v1")]
    Supplemented {
        /// The content after the supplement.
        content: Box<Content>,
        /// What was added.
        note: String,
    },
    /// It was withdrawn.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// The proposer and the contact person got an answer.
    #[serde(rename = "answered.v1")]
    Answered {
        /// The answer.
        answer: Box<Answer>,
    },
    /// Answers that waited go to a contact person.
    #[serde(rename = "addressed.v1")]
    Addressed {
        /// Numbers of the answers.
        answers: Vec<u32>,
        /// To whom they go.
        contact_person: PersonId,
    },
}

impl Facts for InitiativeFact {}
