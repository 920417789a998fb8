//! Who gets the answers for each administration, and what waits for somebody to get it (F1).

mod fact;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use kernel::{Acting, AdministrationId, Aggregate, Date, InitiativeId};
use serde::{Deserialize, Serialize};

pub use fact::ContactsFact;

use crate::administration::receiver;
use crate::{Addressee, Administration, ContactPerson, Initiative, Rejection};

/// Names the one list of contact persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContactsId;

impl fmt::Display for ContactsId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("city")
    }
}

impl FromStr for ContactsId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "city" { Ok(Self) } else { Err("is not the list of contact persons") }
    }
}

/// One administration's contact persons, and its initiatives with answers that wait for one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    contact_persons: Vec<ContactPerson>,
    waiting: BTreeSet<InitiativeId>,
}

/// The contact persons of all administrations. An event of another service does not name the
/// administration of its initiative, so whoever answers reads them all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    administrations: BTreeMap<AdministrationId, Line>,
}

impl Contacts {
    /// Who gets an answer of this day for an administration (F1).
    #[must_use]
    pub fn addressee(&self, administration: AdministrationId, day: Date) -> Addressee {
        let line = self.administrations.get(&administration);
        let found = line.and_then(|line| receiver(&line.contact_persons, day));
        found.map_or(Addressee::Waits, |one| Addressee::Person(one.person.clone()))
    }
}

/// What can be asked of the list.
#[derive(Debug, Clone)]
pub enum ContactsCommand {
    /// Takes over an administration's contact persons, after an appointment.
    Learn(Administration),
    /// Notes that an initiative has answers that wait for a contact person.
    Await {
        /// The administration.
        administration: AdministrationId,
        /// The initiative.
        initiative: InitiativeId,
    },
}

impl ContactsCommand {
    /// What is to be asked after an initiative was acted on.
    #[must_use]
    pub fn after(initiative: &Initiative) -> Option<Self> {
        let Initiative { id, administration, .. } = *initiative;
        let waits = !initiative.waiting.is_empty();
        waits.then_some(Self::Await { administration, initiative: id })
    }
}

impl Aggregate for Contacts {
    const KIND: &'static str = "contacts";
    const SCHEMA: u32 = 1;
    type Id = ContactsId;
    type Command = ContactsCommand;
    type Fact = ContactsFact;
    type Rejection = Rejection;

    /// Never refuses: what is learnt has happened.
    fn decide(
        state: Option<&Self>,
        command: ContactsCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<ContactsFact>, Rejection> {
        let line = |id| state.and_then(|contacts| contacts.administrations.get(&id));
        Ok(match command {
            ContactsCommand::Learn(administration) => {
                learn(line(administration.id), &administration, acting.now().date())
            }
            ContactsCommand::Await { administration, initiative } => {
                let noted =
                    line(administration).is_some_and(|line| line.waiting.contains(&initiative));
                let fact = ContactsFact::Awaited { administration, initiative };
                if noted { Vec::new() } else { vec![fact] }
            }
        })
    }

    fn evolve(state: Option<Self>, fact: &ContactsFact) -> Option<Self> {
        let mut state = state.unwrap_or_default();
        let line = state.administrations.entry(fact.administration()).or_default();
        match fact {
            ContactsFact::Learnt { contact_persons, .. } => {
                line.contact_persons.clone_from(contact_persons);
            }
            ContactsFact::Awaited { initiative, .. } => {
                line.waiting.insert(*initiative);
            }
            ContactsFact::Released { initiatives, .. } => {
                line.waiting.retain(|one| !initiatives.contains(one));
            }
        }
        Some(state)
    }
}

fn learn(line: Option<&Line>, of: &Administration, today: Date) -> Vec<ContactsFact> {
    let lasts = |one: &&ContactPerson| one.until.is_none_or(|until| today < until);
    let contact_persons: Vec<_> = of.contact_persons.iter().filter(lasts).cloned().collect();
    let waiting = line.into_iter().flat_map(|line| &line.waiting).copied().collect::<Vec<_>>();
    let next = receiver(&contact_persons, today).filter(|_| !waiting.is_empty());
    let released = next.map(|one| ContactsFact::Released {
        administration: of.id,
        contact_person: one.person.clone(),
        initiatives: waiting,
    });
    let before = line.map_or(&[][..], |line| &line.contact_persons);
    let changed = before != contact_persons;
    let learnt = changed.then_some(ContactsFact::Learnt { administration: of.id, contact_persons });
    learnt.into_iter().chain(released).collect()
}

#[cfg(test)]
mod tests;
