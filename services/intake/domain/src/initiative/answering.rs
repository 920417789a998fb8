//! Answers of an initiative, and who gets them (F1).

use kernel::{Acting, PersonId};

use super::{Initiative, InitiativeFact};
use crate::{Addressee, Answer, Contacts, Outcome, Ruling};

impl Initiative {
    /// Never refuses: what another service has decided has happened. What comes too late, or a
    /// second time, changes nothing.
    pub(super) fn answer(
        &self,
        ruling: Ruling,
        contacts: &Contacts,
        acting: &Acting<'_>,
    ) -> Vec<InitiativeFact> {
        let stage = ruling.outcome.stage();
        let again = self.answered.iter().any(|one| *one == (stage, ruling.origin.clone()));
        if again || self.status.is_closed() {
            return Vec::new();
        }
        let asks = ruling.outcome == Outcome::SupplementRequested;
        let answer = Answer {
            number: self.answers + 1,
            stage,
            outcome: ruling.outcome,
            instance: ruling.instance,
            reason: ruling.reason,
            origin: Some(ruling.origin),
            decided_on: ruling.decided_on,
            decided_at: ruling.decided_at,
            is_final: ruling.outcome.is_final() || ruling.last,
            proposer: self.proposer.clone(),
            administration: self.administration,
            demand: ruling.demand.filter(|_| asks),
            addressee: self.addressee(contacts, acting),
        };
        vec![InitiativeFact::Answered { answer: Box::new(answer) }]
    }

    /// Whoever holds the seat on the day on which the answer is made.
    fn addressee(&self, contacts: &Contacts, acting: &Acting<'_>) -> Option<Addressee> {
        Some(contacts.addressee(self.administration, acting.now().date()))
    }

    pub(super) fn address(&self, contact_person: PersonId) -> Vec<InitiativeFact> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        vec![InitiativeFact::Addressed { answers: self.waiting.clone(), contact_person }]
    }

    pub(super) fn own_answer(
        &self,
        outcome: Outcome,
        reason: String,
        contacts: &Contacts,
        acting: &Acting<'_>,
    ) -> InitiativeFact {
        let answer = Answer {
            number: self.answers + 1,
            stage: outcome.stage(),
            outcome,
            instance: None,
            reason,
            origin: None,
            decided_on: acting.now().date(),
            decided_at: acting.now(),
            is_final: outcome.is_final(),
            proposer: self.proposer.clone(),
            administration: self.administration,
            demand: None,
            addressee: self.addressee(contacts, acting),
        };
        InitiativeFact::Answered { answer: Box::new(answer) }
    }
}
