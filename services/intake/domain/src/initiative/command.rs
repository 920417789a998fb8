//! What can be asked of an initiative.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::{AdministrationId, CompilationId, CycleId, CycleTerms, InitiativeId, PersonId};
use model::Model;

use crate::{Contacts, Form, Ruling};

/// A new initiative.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The administration that is to take it further.
    pub administration: AdministrationId,
    /// Whether that administration is registered.
    pub registered: bool,
    /// The proposer's own reference. May be empty.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The need.
    pub need: String,
}

/// What can be asked of an initiative.
#[derive(Debug, Clone)]
pub enum InitiativeCommand {
    /// Registers it. Whoever acts is the proposer.
    Propose(Proposal),
    /// Prepares it by the template (C2).
    Prepare {
        /// The cycle.
        cycle: CycleId,
        /// The cycle's terms, if the cycle is known.
        terms: Option<CycleTerms>,
        /// The model that the cycle pins, if this service has it.
        model: Option<Arc<Model>>,
        /// The form.
        form: Box<Form>,
        /// Which of the affected administrations are registered.
        registered: BTreeSet<AdministrationId>,
    },
    /// Decides on scope (B1, B2, B3).
    DecideScope {
        /// The cycle.
        cycle: CycleId,
        /// The cycle's terms, if the cycle is known.
        terms: Option<CycleTerms>,
        /// The model that the cycle pins, if this service has it.
        model: Option<Arc<Model>>,
        /// The benefit of coordination that is asserted. May be empty.
        coordination_benefit: String,
        /// Who gets answers.
        contacts: Arc<Contacts>,
    },
    /// Submits it with a compilation, which has checked that it can be (C3).
    Submit {
        /// The compilation.
        compilation: CompilationId,
        /// Its diary number.
        diary_number: String,
        /// Who gets answers.
        contacts: Arc<Contacts>,
    },
    /// Adds what step one found missing (C6).
    Supplement {
        /// The model that it is prepared under, if this service has it.
        model: Option<Arc<Model>>,
        /// The whole form after the supplement.
        form: Box<Form>,
        /// Which of the affected administrations are registered.
        registered: BTreeSet<AdministrationId>,
        /// What was added.
        note: String,
    },
    /// Withdraws it.
    Withdraw {
        /// Why.
        reason: String,
        /// Who gets answers.
        contacts: Arc<Contacts>,
    },
    /// Answers for a decision of another service (F1).
    Answer {
        /// The decision.
        ruling: Box<Ruling>,
        /// Who gets answers.
        contacts: Arc<Contacts>,
    },
    /// The cycle was closed: what has no final answer gets this one (E4, F1).
    AnswerLast {
        /// The answer.
        ruling: Box<Ruling>,
        /// Who gets answers.
        contacts: Arc<Contacts>,
    },
    /// Gives the answers that wait to a contact person (F1).
    Address {
        /// To whom they go.
        contact_person: PersonId,
    },
}

impl InitiativeCommand {
    /// The command, addressed to an initiative.
    #[must_use]
    pub fn to(self, initiative: InitiativeId) -> (InitiativeId, Self) {
        (initiative, self)
    }
}
