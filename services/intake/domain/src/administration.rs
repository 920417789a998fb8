//! Administrations and their contact persons: exactly one active at a time, and a deputy (A16).

use kernel::{
    Acting, AdministrationId, Aggregate, Date, Facts, Need, Office, PersonId, SeatId, Violations,
};
use serde::{Deserialize, Serialize};

use crate::Rejection;
use crate::texts::check_text;

/// A contact person or a deputy, past, present or to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPerson {
    /// The seat.
    pub seat: SeatId,
    /// Who holds it.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// First day on which it is no longer held.
    pub until: Option<Date>,
    /// Whether the person is the deputy.
    pub deputy: bool,
    /// The decision that it rests on.
    pub decision_ref: String,
}

impl ContactPerson {
    /// Whether the seat is held on this day.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    fn overlaps(&self, from: Date, until: Option<Date>) -> bool {
        let lasts = self.until.is_none_or(|end| from < end && self.from < end);
        lasts && until.is_none_or(|until| self.from < until)
    }
}

/// An administration (förvaltning).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// Its id.
    pub id: AdministrationId,
    /// Its name.
    pub name: String,
    /// Its code in the city's register of organisations.
    pub code: String,
    /// All contact persons and deputies, in the order of appointment.
    pub contact_persons: Vec<ContactPerson>,
}

impl Administration {
    /// The contact person on this day. The deputy stands in for a person, never for a vacancy.
    #[must_use]
    pub fn contact_person(&self, day: Date) -> Option<&ContactPerson> {
        self.contact_persons.iter().rev().find(|one| !one.deputy && one.held_on(day))
    }

    fn last(&self, deputy: bool) -> Option<&ContactPerson> {
        self.contact_persons.iter().rev().find(|one| one.deputy == deputy)
    }
}

/// Who gets the answers of this day: the contact person, in a vacancy the deputy, and when nobody
/// holds a seat whoever is appointed to come first (F1).
pub(crate) fn receiver(all: &[ContactPerson], day: Date) -> Option<&ContactPerson> {
    let held = |deputy| {
        all.iter().rev().find(move |one: &&ContactPerson| one.deputy == deputy && one.held_on(day))
    };
    let to_come =
        || all.iter().filter(|one| day < one.from).min_by_key(|one| (one.from, one.deputy));
    held(false).or_else(|| held(true)).or_else(to_come)
}

/// An appointment to be made.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The new seat.
    pub seat: SeatId,
    /// Who is to hold it.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// First day on which it is no longer held.
    pub until: Option<Date>,
    /// Whether the person is to be the deputy.
    pub deputy: bool,
    /// The decision that it rests on.
    pub decision_ref: String,
}

/// What can be asked of an administration.
#[derive(Debug, Clone)]
pub enum AdministrationCommand {
    /// Registers it.
    Register {
        /// Its id.
        id: AdministrationId,
        /// Its name.
        name: String,
        /// Its code.
        code: String,
    },
    /// Appoints a contact person or a deputy; the predecessor's seat ends.
    Appoint {
        /// The administration, for the answer when it does not exist.
        id: AdministrationId,
        /// The appointment.
        appointment: Appointment,
    },
}

/// What can have happened to an administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum AdministrationFact {
    /// It was registered.
    #[serde(rename = "registered.v1")]
    Registered {
        /// Its id.
        id: AdministrationId,
        /// Its name.
        name: String,
        /// Its code.
        code: String,
    },
    /// A contact person or a deputy was appointed.
    #[serde(rename = "contact_person_appointed.v1")]
    ContactPersonAppointed {
        /// The appointment.
        contact_person: ContactPerson,
        /// The predecessor's seat, which ends on the first day of this one.
        ended_seat: Option<SeatId>,
    },
}

impl Facts for AdministrationFact {}

impl Aggregate for Administration {
    const KIND: &'static str = "administration";
    const SCHEMA: u32 = 1;
    type Id = AdministrationId;
    type Command = AdministrationCommand;
    type Fact = AdministrationFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: AdministrationCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<AdministrationFact>, Rejection> {
        acting.require(&[Need::Office(Office::Registrar)], None)?;
        match (state, command) {
            (Some(there), AdministrationCommand::Register { .. }) => {
                Err(Rejection::Exists { what: Self::KIND, id: there.id.to_string() })
            }
            (None, AdministrationCommand::Register { id, name, code }) => register(id, name, code),
            (None, AdministrationCommand::Appoint { id, .. }) => {
                Err(Rejection::NotFound { what: Self::KIND, id: id.to_string() })
            }
            (Some(state), AdministrationCommand::Appoint { appointment, .. }) => {
                appoint(state, appointment)
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &AdministrationFact) -> Option<Self> {
        match fact {
            AdministrationFact::Registered { id, name, code } => Some(Self {
                id: *id,
                name: name.clone(),
                code: code.clone(),
                contact_persons: Vec::new(),
            }),
            AdministrationFact::ContactPersonAppointed { contact_person, ended_seat } => {
                let mut state = state?;
                let ended = |one: &&mut ContactPerson| Some(one.seat) == *ended_seat;
                if let Some(one) = state.contact_persons.iter_mut().find(ended) {
                    one.until = Some(contact_person.from);
                }
                state.contact_persons.push(contact_person.clone());
                Some(state)
            }
        }
    }
}

fn register(
    id: AdministrationId,
    name: String,
    code: String,
) -> Result<Vec<AdministrationFact>, Rejection> {
    let mut violations = Violations::none();
    check_text(&mut violations, "name", &name, 200);
    check_text(&mut violations, "code", &code, 20);
    violations.check()?;
    Ok(vec![AdministrationFact::Registered { id, name, code }])
}

/// What is wrong with the text of an appointment. For input that cannot be read as a whole.
#[must_use]
pub fn check_decision_ref(decision_ref: &str) -> Violations {
    let mut violations = Violations::none();
    check_text(&mut violations, "decision_ref", decision_ref, 200);
    violations
}

fn appoint(state: &Administration, new: Appointment) -> Result<Vec<AdministrationFact>, Rejection> {
    let mut violations = check_decision_ref(&new.decision_ref);
    let ordered = new.until.is_none_or(|until| new.from < until);
    violations.unless(ordered, "until", "must be later than from");
    violations.check()?;
    let last = state.last(new.deputy);
    if let Some(last) = last.filter(|last| new.from < last.from) {
        return Err(Rejection::AppointmentOrder { from: new.from, last: last.from });
    }
    let other = |one: &&ContactPerson| {
        one.deputy != new.deputy && one.person == new.person && one.overlaps(new.from, new.until)
    };
    if state.contact_persons.iter().any(|one| other(&one)) {
        let role = if new.deputy { "contact person" } else { "deputy" };
        return Err(Rejection::HoldsOtherSeat { person: new.person, role });
    }
    let ended = last.filter(|last| last.until.is_none_or(|until| new.from < until));
    let ended_seat = ended.map(|last| last.seat);
    let Appointment { seat, person, from, until, deputy, decision_ref } = new;
    let contact_person = ContactPerson { seat, person, from, until, deputy, decision_ref };
    Ok(vec![AdministrationFact::ContactPersonAppointed { contact_person, ended_seat }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{adm, day, decide, registrar, seat, somebody};

    fn appointment(n: u128, person: &str, from: &str) -> Appointment {
        Appointment {
            seat: seat(n),
            person: PersonId::new(person),
            from: day(from),
            until: None,
            deputy: false,
            decision_ref: "FN 2027:3".into(),
        }
    }

    fn appoint_to(
        state: Option<Administration>,
        appointment: Appointment,
    ) -> Result<Administration, Rejection> {
        let command = AdministrationCommand::Appoint { id: adm(1), appointment };
        decide::<Administration>(state, command, &registrar()).map(Option::unwrap)
    }

    fn registered() -> Administration {
        let command = AdministrationCommand::Register {
            id: adm(1),
            name: "Utbildningsförvaltningen".into(),
            code: "112".into(),
        };
        decide::<Administration>(None, command, &registrar()).unwrap().unwrap()
    }

    #[test]
    fn a_new_contact_person_ends_the_predecessor_on_the_first_day_a16() {
        let one = appoint_to(Some(registered()), appointment(1, "anna", "2027-01-01")).unwrap();
        let two = appoint_to(Some(one), appointment(2, "bo", "2027-06-01")).unwrap();
        let on = |date| two.contact_person(day(date)).map(|one| one.person.as_str().to_owned());
        assert_eq!(on("2026-12-31"), None);
        assert_eq!(on("2027-05-31").as_deref(), Some("anna"));
        assert_eq!(on("2027-06-01").as_deref(), Some("bo"));
    }

    #[test]
    fn a_deputy_stands_beside_the_contact_person_and_never_fills_a_vacancy_a16() {
        let deputy = Appointment { deputy: true, ..appointment(1, "dag", "2027-01-01") };
        let state = appoint_to(Some(registered()), deputy).unwrap();
        assert_eq!(state.contact_person(day("2027-02-01")), None);
        let state = appoint_to(Some(state), appointment(2, "anna", "2027-01-01")).unwrap();
        assert_eq!(state.contact_persons[0].until, None);
    }

    #[test]
    fn one_person_is_not_contact_person_and_deputy_at_once_a16() {
        let state = appoint_to(Some(registered()), appointment(1, "anna", "2027-01-01")).unwrap();
        let deputy = Appointment { deputy: true, ..appointment(2, "anna", "2027-03-01") };
        let refused = appoint_to(Some(state.clone()), deputy.clone()).unwrap_err();
        assert!(matches!(refused, Rejection::HoldsOtherSeat { role: "contact person", .. }));
        let state = appoint_to(Some(state), appointment(3, "bo", "2027-02-01")).unwrap();
        assert!(appoint_to(Some(state), deputy).is_ok());
    }

    #[test]
    fn an_appointment_does_not_begin_before_the_one_that_it_follows_a16() {
        let state = appoint_to(Some(registered()), appointment(1, "anna", "2027-03-01")).unwrap();
        let refused = appoint_to(Some(state), appointment(2, "bo", "2027-02-01")).unwrap_err();
        assert!(matches!(refused, Rejection::AppointmentOrder { .. }));
    }

    #[test]
    fn a_term_that_has_run_out_leaves_no_contact_person_a16() {
        let term =
            Appointment { until: Some(day("2027-02-01")), ..appointment(1, "anna", "2027-01-01") };
        let state = appoint_to(Some(registered()), term).unwrap();
        assert_eq!(state.contact_person(day("2027-02-01")), None);
        let next = appoint_to(Some(state), appointment(2, "bo", "2027-03-01")).unwrap();
        assert_eq!(next.contact_persons[0].until, Some(day("2027-02-01")));
    }

    #[test]
    fn an_appointment_names_its_decision_and_ends_after_it_begins() {
        let bad = Appointment {
            until: Some(day("2027-01-01")),
            decision_ref: String::new(),
            ..appointment(1, "anna", "2027-01-01")
        };
        let Rejection::Invalid(found) = appoint_to(Some(registered()), bad).unwrap_err() else {
            panic!("must name the fields")
        };
        let fields: Vec<_> = found.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["decision_ref", "until"]);
    }

    #[test]
    fn only_the_registrar_registers_and_appoints() {
        let command =
            AdministrationCommand::Register { id: adm(1), name: "A".into(), code: "1".into() };
        let refused = decide::<Administration>(None, command, &somebody()).unwrap_err();
        assert!(matches!(refused, Rejection::Mandate(_)));
    }

    #[test]
    fn an_administration_is_registered_once_and_must_exist() {
        let again =
            AdministrationCommand::Register { id: adm(1), name: "A".into(), code: "1".into() };
        let refused = decide(Some(registered()), again, &registrar()).unwrap_err();
        assert!(matches!(refused, Rejection::Exists { .. }));
        let refused = appoint_to(None, appointment(1, "anna", "2027-01-01")).unwrap_err();
        assert!(matches!(refused, Rejection::NotFound { .. }));
    }
}
