//! The dossier of one initiative: officer, contributions, valuation, completion (C4, D4, D5, E4).

mod command;
mod fact;

use std::sync::Arc;

use kernel::{
    Acting, AdministrationId, Aggregate, CycleId, DossierId, InitiativeId, Need, Office, PersonId,
    Timestamp, Violations,
};
use model::{Competence, Model};
use serde::{Deserialize, Serialize};

pub use command::{DossierCommand, Opening};
pub use fact::DossierFact;

use crate::valuation::value;
use crate::{Content, Rejection, Scores};

kernel::named! {
    /// Where a dossier stands.
    pub enum Status {
        /// Being prepared.
        Open = "open",
        /// Complete.
        Completed = "completed",
        /// Reopened; waits for the administration's supplement (C6 b).
        AwaitingSupplement = "awaiting_supplement",
        /// Closed: the initiative was withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// An expert's signed contribution (D5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The competence that it was signed for.
    pub competence: Competence,
    /// Who signed.
    pub person: PersonId,
    /// What the expert states.
    pub statement: String,
    /// When.
    pub signed_at: Timestamp,
}

/// The dossier (underlag) of one initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// The initiative.
    pub initiative: InitiativeId,
    /// The cycle.
    pub cycle: CycleId,
    /// The administration.
    pub administration: AdministrationId,
    /// Version of the model that the cycle pins.
    pub model: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Where it stands.
    pub status: Status,
    /// 1 the first time, one more per reopening.
    pub round: u32,
    /// The assigned handling officer.
    pub officer: Option<PersonId>,
    /// The initiative's content.
    pub content: Content,
    /// Contributions that count, one per competence.
    pub contributions: Vec<Contribution>,
    /// The valuation, once there is one for this content.
    pub scores: Scores,
    /// Weighted value in permille of the highest possible.
    pub value: Option<u32>,
    /// Whether signatures or a valuation were given before the content changed.
    pub outdated: bool,
}

type Decision = Result<Vec<DossierFact>, Rejection>;

impl Aggregate for Dossier {
    const KIND: &'static str = "dossier";
    const SCHEMA: u32 = 1;
    type Id = DossierId;
    type Command = (DossierId, DossierCommand);
    type Fact = DossierFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        (id, command): (DossierId, DossierCommand),
        acting: &Acting<'_>,
    ) -> Decision {
        match (state, command) {
            (state, DossierCommand::Open(opening)) => open(state, id, *opening, acting.now()),
            (state, DossierCommand::Reopen { missing, due_on }) => {
                let reopens = state.is_some_and(|state| state.status == Status::Completed);
                Ok(reopens
                    .then_some(DossierFact::Reopened { missing, due_on })
                    .into_iter()
                    .collect())
            }
            (state, DossierCommand::Supplement { content }) => {
                let changes = state.is_some_and(|state| {
                    state.status != Status::Withdrawn && state.content != *content
                });
                let awaited = state.is_some_and(|state| state.status == Status::AwaitingSupplement);
                let takes = changes || awaited;
                Ok(takes.then_some(DossierFact::Supplemented { content }).into_iter().collect())
            }
            (state, DossierCommand::Withdraw) => {
                let closes = state.is_some_and(|state| state.status != Status::Withdrawn);
                Ok(closes.then_some(DossierFact::Withdrawn {}).into_iter().collect())
            }
            (None, _) => Err(Rejection::NotFound { what: Self::KIND, id: id.to_string() }),
            (Some(state), command) => state.by_person(command, acting),
        }
    }

    fn evolve(state: Option<Self>, fact: &DossierFact) -> Option<Self> {
        if let DossierFact::Opened { id, initiative, cycle, model, administration, content, at } =
            fact
        {
            return Some(Self {
                id: *id,
                initiative: *initiative,
                cycle: *cycle,
                administration: *administration,
                model: model.clone(),
                opened_at: *at,
                status: Status::Open,
                round: 1,
                officer: None,
                content: (**content).clone(),
                contributions: Vec::new(),
                scores: Scores::new(),
                value: None,
                outdated: false,
            });
        }
        let mut state = state?;
        state.apply(fact);
        Some(state)
    }
}

impl Dossier {
    fn apply(&mut self, fact: &DossierFact) {
        match fact {
            DossierFact::Opened { .. } => {}
            DossierFact::OfficerAssigned { officer } => self.officer = Some(officer.clone()),
            DossierFact::ContributionSigned { contribution } => {
                self.contributions.retain(|one| one.competence != contribution.competence);
                self.contributions.push(contribution.clone());
            }
            DossierFact::Valued { scores, value } => {
                self.scores.clone_from(scores);
                self.value = Some(*value);
            }
            DossierFact::Completed { .. } => self.status = Status::Completed,
            DossierFact::Reopened { .. } => {
                self.status = Status::AwaitingSupplement;
                self.round += 1;
            }
            DossierFact::Supplemented { content } => {
                self.outdated |= !self.contributions.is_empty() || self.value.is_some();
                self.content = (**content).clone();
                self.contributions.clear();
                self.scores.clear();
                self.value = None;
                self.status = Status::Open;
            }
            DossierFact::Withdrawn {} => self.status = Status::Withdrawn,
        }
    }

    fn by_person(&self, command: DossierCommand, acting: &Acting<'_>) -> Decision {
        match command {
            DossierCommand::AssignOfficer { officer } => {
                acting.require(&[Need::Office(Office::HandlingOfficer)], None)?;
                self.not_closed()?;
                let changes = self.officer.as_ref() != Some(&officer);
                let assigned = DossierFact::OfficerAssigned { officer };
                Ok(changes.then_some(assigned).into_iter().collect())
            }
            DossierCommand::Sign { competence, statement } => {
                acting.require(&[Need::Office(office(competence))], None)?;
                self.sign(competence, statement, acting)
            }
            DossierCommand::Value { scores, model } => {
                self.assigned(acting)?;
                self.open()?;
                let (scores, value) = value(&scores, &self.known(model)?.valuation)?;
                Ok(vec![DossierFact::Valued { scores, value }])
            }
            DossierCommand::Complete { model } => {
                self.assigned(acting)?;
                self.complete(model, acting)
            }
            DossierCommand::Open(_)
            | DossierCommand::Reopen { .. }
            | DossierCommand::Supplement { .. }
            | DossierCommand::Withdraw => Ok(Vec::new()),
        }
    }

    fn sign(&self, competence: Competence, statement: String, acting: &Acting<'_>) -> Decision {
        self.open()?;
        check_statement(&statement).check()?;
        let person = acting.person();
        let other = |one: &&Contribution| one.competence != competence && one.person == person;
        if let Some(other) = self.contributions.iter().find(other) {
            return Err(Rejection::BothCompetences { person, competence: other.competence });
        }
        let signed_at = acting.now();
        let contribution = Contribution { competence, person, statement, signed_at };
        Ok(vec![DossierFact::ContributionSigned { contribution }])
    }

    fn complete(&self, model: Option<Arc<Model>>, acting: &Acting<'_>) -> Decision {
        self.open()?;
        let missing = self.missing(&*self.known(model)?);
        if missing.is_empty() {
            Ok(vec![DossierFact::Completed { officer: acting.person(), round: self.round }])
        } else {
            Err(Rejection::Incomplete { missing: missing.join("; ") })
        }
    }

    /// Everything that is missing before it can be completed (D4, D5).
    #[must_use]
    pub fn missing(&self, model: &Model) -> Vec<String> {
        let again = if self.outdated {
            " (what was signed and valued before the supplement counts no more)"
        } else {
            ""
        };
        let signed = |one: &Competence| self.contributions.iter().any(|it| it.competence == *one);
        let unsigned = model.experts.iter().filter(|one| !signed(one));
        let mut missing: Vec<_> =
            unsigned.map(|one| format!("signature for the competence {one}{again}")).collect();
        if self.value.is_none() {
            missing.push(format!("valuation{again}"));
        }
        if self.content.costs.is_empty() {
            missing.push("costs by year".to_owned());
        }
        missing.extend(self.officer.is_none().then(|| "handling officer".to_owned()));
        missing
    }

    fn assigned(&self, acting: &Acting<'_>) -> Result<(), Rejection> {
        acting.require(&[Need::Office(Office::HandlingOfficer)], None)?;
        if self.officer == Some(acting.person()) {
            return Ok(());
        }
        let officer = self.officer.as_ref().map_or_else(|| "nobody".into(), ToString::to_string);
        Err(Rejection::NotAssignedOfficer { dossier: self.id, officer })
    }

    fn known(&self, model: Option<Arc<Model>>) -> Result<Arc<Model>, Rejection> {
        model.ok_or_else(|| Rejection::ModelUnknown { model: self.model.clone() })
    }

    fn not_closed(&self) -> Result<(), Rejection> {
        if self.status == Status::Withdrawn {
            return Err(Rejection::DossierClosed { dossier: self.id });
        }
        Ok(())
    }

    fn open(&self) -> Result<(), Rejection> {
        let dossier = self.id;
        match self.status {
            Status::Open => Ok(()),
            Status::Completed => Err(Rejection::DossierCompleted { dossier }),
            Status::AwaitingSupplement => Err(Rejection::AwaitingSupplement { dossier }),
            Status::Withdrawn => Err(Rejection::DossierClosed { dossier }),
        }
    }
}

/// An initiative is submitted once; a second submission changes nothing.
fn open(state: Option<&Dossier>, id: DossierId, opening: Opening, at: Timestamp) -> Decision {
    let Opening { initiative, cycle, model, administration, content } = opening;
    if state.is_some() {
        return Ok(Vec::new());
    }
    let unknown = || Rejection::NotFound { what: "cycle", id: cycle.to_string() };
    let model = model.ok_or_else(unknown)?;
    let content = Box::new(content);
    Ok(vec![DossierFact::Opened { id, initiative, cycle, model, administration, content, at }])
}

/// What is wrong with an expert's statement. For input that cannot be read as a whole.
#[must_use]
pub fn check_statement(statement: &str) -> Violations {
    let mut violations = Violations::none();
    violations.unless(!statement.trim().is_empty(), "statement", "is missing");
    let fits = statement.chars().count() <= 4000;
    violations.unless(fits, "statement", "must be at most 4000 characters");
    let control = |one: char| one.is_control() && !"\n\r\t".contains(one);
    let clean = !statement.contains(control);
    violations.unless(clean, "statement", "must not hold control characters");
    violations
}

fn office(competence: Competence) -> Office {
    match competence {
        Competence::Business => Office::BusinessExpert,
        Competence::It => Office::ItExpert,
    }
}

#[cfg(test)]
mod tests;
