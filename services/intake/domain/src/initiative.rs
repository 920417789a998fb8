//! Initiatives: from a need to the last answer (A17, C2, C6, E4, F1, F2).

mod answering;
mod command;
mod fact;

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::{
    Acting, AdministrationId, Aggregate, BodyKey, CompilationId, CycleId, CycleTerms, InitiativeId,
    Need, PersonId, SeatRole, Timestamp, Violations,
};
use model::Model;
use serde::{Deserialize, Serialize};

pub use command::{InitiativeCommand, Proposal};
pub use fact::InitiativeFact;

use crate::scope::judge;
use crate::template::fill_in;
use crate::texts::{check_length, check_text};
use crate::{
    Addressee, Contacts, Content, Demand, Form, Origin, Outcome, Rejection, Scope, Stage, Status,
};

/// An initiative. It always belongs to one administration, whose contact person answers for it (E4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// Its id: the tracking id.
    pub id: InitiativeId,
    /// Its administration.
    pub administration: AdministrationId,
    /// Who raised it (A17).
    pub proposer: PersonId,
    /// The proposer's own reference. May be empty.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The need behind it.
    pub need: String,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Where it stands.
    pub status: Status,
    /// The cycle that it is prepared for.
    pub cycle: Option<CycleId>,
    /// Version of the model that it is prepared under (C14).
    pub model: Option<String>,
    /// The prepared content.
    pub content: Option<Content>,
    /// What decided on scope.
    pub scope: Option<Scope>,
    /// The compilation that it was submitted with.
    pub compilation: Option<CompilationId>,
    /// Diary number of that compilation.
    pub diary_number: Option<String>,
    /// What must be supplemented, while that is so.
    pub demand: Option<Demand>,
    /// How many answers have been given.
    pub answers: u32,
    /// Decisions of other services that have been answered for.
    pub answered: Vec<(Stage, Origin)>,
    /// Numbers of answers that wait for a contact person.
    pub waiting: Vec<u32>,
}

type Decision = Result<Vec<InitiativeFact>, Rejection>;

impl Aggregate for Initiative {
    const KIND: &'static str = "initiative";
    const SCHEMA: u32 = 2;
    type Id = InitiativeId;
    type Command = (InitiativeId, InitiativeCommand);
    type Fact = InitiativeFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        (id, command): (InitiativeId, InitiativeCommand),
        acting: &Acting<'_>,
    ) -> Decision {
        if let InitiativeCommand::Propose(proposal) = command {
            return propose(state, id, proposal, acting);
        }
        let Some(state) = state else {
            return Err(Rejection::NotFound { what: Self::KIND, id: id.to_string() });
        };
        match command {
            InitiativeCommand::Propose(_) => Ok(Vec::new()),
            InitiativeCommand::Prepare { cycle, terms, model, form, registered } => {
                state.contact_person(acting)?;
                state.with_administration()?;
                let (terms, model) = open_cycle(cycle, terms, model)?;
                let content = Box::new(filled(*form, &model, &registered)?);
                Ok(vec![InitiativeFact::Prepared { cycle, model: terms.model, content }])
            }
            InitiativeCommand::DecideScope {
                cycle,
                terms,
                model,
                coordination_benefit,
                contacts,
            } => {
                state.contact_person(acting)?;
                let open = open_cycle(cycle, terms, model);
                state.decide_scope(cycle, open, &coordination_benefit, &contacts, acting)
            }
            InitiativeCommand::Submit { compilation, diary_number, contacts } => {
                state.contact_person(acting)?;
                state.submit(compilation, diary_number, &contacts, acting)
            }
            InitiativeCommand::Supplement { model, form, registered, note } => {
                state.contact_person(acting)?;
                state.supplement(model, *form, &registered, note)
            }
            InitiativeCommand::Withdraw { reason, contacts } => {
                state.withdraw(reason, &contacts, acting)
            }
            InitiativeCommand::AnswerLast { .. } if state.status.is_final() => Ok(Vec::new()),
            InitiativeCommand::Answer { ruling, contacts }
            | InitiativeCommand::AnswerLast { ruling, contacts } => {
                Ok(state.answer(*ruling, &contacts, acting))
            }
            InitiativeCommand::Address { contact_person } => Ok(state.address(contact_person)),
        }
    }

    fn evolve(state: Option<Self>, fact: &InitiativeFact) -> Option<Self> {
        if let InitiativeFact::Proposed {
            id,
            administration,
            proposer,
            reference,
            title,
            need,
            at,
        } = fact
        {
            return Some(Self {
                id: *id,
                administration: *administration,
                proposer: proposer.clone(),
                reference: reference.clone(),
                title: title.clone(),
                need: need.clone(),
                registered_at: *at,
                status: Status::Registered,
                cycle: None,
                model: None,
                content: None,
                scope: None,
                compilation: None,
                diary_number: None,
                demand: None,
                answers: 0,
                answered: Vec::new(),
                waiting: Vec::new(),
            });
        }
        let mut state = state?;
        state.apply(fact);
        Some(state)
    }
}

impl Initiative {
    fn apply(&mut self, fact: &InitiativeFact) {
        match fact {
            InitiativeFact::Proposed { .. } => {}
            InitiativeFact::Prepared { cycle, model, content } => {
                self.cycle = Some(*cycle);
                self.model = Some(model.clone());
                self.scope = None;
                self.status = Status::Prepared;
                self.take_in(content);
            }
            InitiativeFact::ScopeDecided { scope } => {
                self.status = if scope.covers() { Status::InScope } else { Status::OutOfScope };
                self.scope = Some(scope.clone());
            }
            InitiativeFact::Submitted { compilation, diary_number } => {
                self.compilation = Some(*compilation);
                self.diary_number = Some(diary_number.clone());
                self.status = Status::Submitted;
            }
            InitiativeFact::Supplemented { content, .. } => {
                self.demand = None;
                self.status = Status::Submitted;
                self.take_in(content);
            }
            InitiativeFact::Withdrawn { .. } => {
                self.demand = None;
                self.status = Status::Withdrawn;
            }
            InitiativeFact::Answered { answer } => {
                self.answers = answer.number;
                self.demand.clone_from(&answer.demand);
                self.status = Status::after(answer.outcome);
                self.answered.extend(answer.origin.clone().map(|origin| (answer.stage, origin)));
                if answer.addressee == Some(Addressee::Waits) {
                    self.waiting.push(answer.number);
                }
            }
            InitiativeFact::Addressed { answers, .. } => {
                self.waiting.retain(|number| !answers.contains(number));
            }
        }
    }

    fn take_in(&mut self, content: &Content) {
        self.title.clone_from(&content.title);
        self.need.clone_from(&content.need);
        self.content = Some(content.clone());
    }

    fn contact_person(&self, acting: &Acting<'_>) -> Result<(), Rejection> {
        let body = BodyKey::administration(self.administration);
        Ok(acting.require(&[Need::Seat(SeatRole::ContactPerson)], Some(&body))?)
    }

    fn with_administration(&self) -> Result<(), Rejection> {
        self.not_closed()?;
        if self.status.is_with_administration() {
            Ok(())
        } else {
            Err(Rejection::AlreadySubmitted { initiative: self.id })
        }
    }

    fn not_closed(&self) -> Result<(), Rejection> {
        if self.status.is_final() {
            Err(Rejection::InitiativeClosed { initiative: self.id, status: self.status })
        } else {
            Ok(())
        }
    }

    fn decide_scope(
        &self,
        cycle: CycleId,
        open: Result<(CycleTerms, Arc<Model>), Rejection>,
        coordination_benefit: &str,
        contacts: &Contacts,
        acting: &Acting<'_>,
    ) -> Decision {
        self.with_administration()?;
        let (Some(content), Some(own)) = (&self.content, self.cycle) else {
            return Err(Rejection::NotPrepared { initiative: self.id });
        };
        if own != cycle {
            return Err(Rejection::OtherCycle { initiative: self.id, cycle: own });
        }
        let (terms, model) = open?;
        let mut violations = Violations::none();
        check_length(&mut violations, "coordination_benefit", coordination_benefit, 2000);
        violations.check()?;
        let scope = judge(content, &terms, &model.scope, coordination_benefit);
        let answer = (!scope.covers()).then(|| {
            self.own_answer(Outcome::OutOfScope, scope.explanation.clone(), contacts, acting)
        });
        Ok([InitiativeFact::ScopeDecided { scope }].into_iter().chain(answer).collect())
    }

    fn submit(
        &self,
        compilation: CompilationId,
        diary_number: String,
        contacts: &Contacts,
        acting: &Acting<'_>,
    ) -> Decision {
        self.with_administration()?;
        if self.status != Status::InScope {
            return Err(Rejection::NotPrepared { initiative: self.id });
        }
        let reason = format!("submitted to the city executive office as {diary_number}");
        let answer = self.own_answer(Outcome::Submitted, reason, contacts, acting);
        Ok(vec![InitiativeFact::Submitted { compilation, diary_number }, answer])
    }

    fn supplement(
        &self,
        model: Option<Arc<Model>>,
        form: Form,
        registered: &BTreeSet<AdministrationId>,
        note: String,
    ) -> Decision {
        self.not_closed()?;
        if self.status != Status::SupplementRequested {
            return Err(Rejection::NoSupplementRequested { initiative: self.id });
        }
        let unknown = || Rejection::ModelUnknown { model: self.model.clone().unwrap_or_default() };
        let model = model.ok_or_else(unknown)?;
        let mut violations = Violations::none();
        check_text(&mut violations, "note", &note, 2000);
        let content = match filled(form, &model, registered) {
            Err(Rejection::Invalid(found)) => {
                violations.extend(found);
                return Err(Rejection::Invalid(violations));
            }
            filled => filled?,
        };
        let before = self.content.as_ref().map(|before| &before.area);
        let same = before.is_none_or(|before| *before == content.area);
        violations.unless(same, "form.area", "cannot change: the case is with its area's group");
        violations.check()?;
        Ok(vec![InitiativeFact::Supplemented { content: Box::new(content), note }])
    }

    fn withdraw(&self, reason: String, contacts: &Contacts, acting: &Acting<'_>) -> Decision {
        if acting.person() == self.proposer {
            acting.require(&[Need::Anyone], None)?;
        } else {
            self.contact_person(acting)?;
        }
        self.not_closed()?;
        if self.status.is_before_the_city() {
            return Err(Rejection::TooLateToWithdraw { initiative: self.id, status: self.status });
        }
        check_withdrawal(&reason).check()?;
        let answer = self.own_answer(Outcome::Withdrawn, reason.clone(), contacts, acting);
        Ok(vec![InitiativeFact::Withdrawn { reason }, answer])
    }
}

/// What is wrong with the texts of a proposal. For input that cannot be read as a whole.
#[must_use]
pub fn check_proposal(reference: &str, title: &str, need: &str) -> Violations {
    let mut violations = Violations::none();
    check_length(&mut violations, "reference", reference, 100);
    check_text(&mut violations, "title", title, 200);
    check_text(&mut violations, "need", need, 4000);
    violations
}

/// What is wrong with the reason of a withdrawal. For input that cannot be read as a whole.
#[must_use]
pub fn check_withdrawal(reason: &str) -> Violations {
    let mut violations = Violations::none();
    check_text(&mut violations, "reason", reason, 2000);
    violations
}

fn propose(
    state: Option<&Initiative>,
    id: InitiativeId,
    proposal: Proposal,
    acting: &Acting<'_>,
) -> Decision {
    acting.require(&[Need::Anyone], None)?;
    if state.is_some() {
        return Err(Rejection::Exists { what: Initiative::KIND, id: id.to_string() });
    }
    let Proposal { administration, registered, reference, title, need } = proposal;
    check_proposal(&reference, &title, &need).check()?;
    if !registered {
        return Err(Rejection::NotFound { what: "administration", id: administration.to_string() });
    }
    let (proposer, at) = (acting.person(), acting.now());
    Ok(vec![InitiativeFact::Proposed { id, administration, proposer, reference, title, need, at }])
}

fn open_cycle(
    cycle: CycleId,
    terms: Option<CycleTerms>,
    model: Option<Arc<Model>>,
) -> Result<(CycleTerms, Arc<Model>), Rejection> {
    let Some(terms) = terms else {
        return Err(Rejection::NotFound { what: "cycle", id: cycle.to_string() });
    };
    if !terms.open {
        return Err(Rejection::CycleClosed { cycle });
    }
    match model {
        Some(model) => Ok((terms, model)),
        None => Err(Rejection::ModelUnknown { model: terms.model }),
    }
}

fn filled(
    form: Form,
    model: &Model,
    registered: &BTreeSet<AdministrationId>,
) -> Result<Content, Rejection> {
    let Some(template) = model.initiative_template() else {
        return Err(Rejection::ModelUnknown { model: model.version.clone() });
    };
    Ok(fill_in(form, model, template, registered)?)
}

#[cfg(test)]
mod tests;
