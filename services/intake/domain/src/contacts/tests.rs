use kernel::PersonId;
use proptest::prelude::*;

use super::*;
use crate::testing::{NOW, adm, day, ini, seat, somebody, staffed};

fn person(n: u128, name: &str, from: &str, until: Option<&str>) -> ContactPerson {
    ContactPerson {
        seat: seat(n),
        person: PersonId::new(name),
        from: day(from),
        until: until.map(day),
        deputy: false,
        decision_ref: "FN 2026:1".into(),
    }
}

fn with(contact_persons: Vec<ContactPerson>) -> Administration {
    Administration { contact_persons, ..staffed() }
}

fn ask(
    state: Option<&Contacts>,
    command: ContactsCommand,
) -> (Option<Contacts>, Vec<ContactsFact>) {
    let facts = Contacts::decide(state, command, &Acting::new(&somebody(), NOW)).unwrap();
    (facts.iter().fold(state.cloned(), Contacts::evolve), facts)
}

fn waits(n: u128) -> ContactsCommand {
    ContactsCommand::Await { administration: adm(1), initiative: ini(n) }
}

fn of(contact_persons: Vec<ContactPerson>, date: &str) -> Addressee {
    let (state, _) = ask(None, ContactsCommand::Learn(with(contact_persons)));
    state.unwrap_or_default().addressee(adm(1), day(date))
}

fn to(name: &str) -> Addressee {
    Addressee::Person(PersonId::new(name))
}

#[test]
fn answers_go_to_whoever_is_contact_person_on_the_day_f1() {
    let anna = person(1, "anna", "2026-01-01", Some("2027-06-01"));
    let both = vec![anna, person(2, "bo", "2027-06-01", None)];
    assert_eq!(of(both.clone(), "2027-05-31"), to("anna"));
    assert_eq!(of(both, "2027-06-01"), to("bo"));
}

#[test]
fn in_a_vacancy_answers_go_to_the_deputy_f1() {
    let anna = person(1, "anna", "2026-01-01", Some("2027-03-01"));
    let deputy = ContactPerson { deputy: true, ..person(2, "dag", "2026-01-01", None) };
    assert_eq!(of(vec![anna.clone(), deputy.clone()], "2027-02-28"), to("anna"));
    assert_eq!(of(vec![anna, deputy], "2027-03-01"), to("dag"));
}

#[test]
fn answers_go_to_whoever_is_appointed_to_come_and_wait_for_nobody_else_f1() {
    let bo = person(1, "bo", "2027-03-01", None);
    assert_eq!(of(vec![bo], "2027-02-01"), to("bo"));
    assert_eq!(of(Vec::new(), "2027-02-01"), Addressee::Waits);
    assert_eq!(
        of(vec![person(1, "bo", "2026-01-01", Some("2026-02-01"))], "2027-02-01"),
        Addressee::Waits
    );
}

#[test]
fn the_next_appointment_releases_what_waits_once_f1() {
    let (state, _) = ask(None, waits(2));
    let (state, _) = ask(state.as_ref(), waits(1));
    assert_eq!(ask(state.as_ref(), waits(1)).1, []);
    let still_vacant = ContactsCommand::Learn(with(Vec::new()));
    assert_eq!(ask(state.as_ref(), still_vacant).1, []);
    let appointed = ContactsCommand::Learn(staffed());
    let (state, facts) = ask(state.as_ref(), appointed.clone());
    let released = ContactsFact::Released {
        administration: adm(1),
        contact_person: PersonId::new("anna"),
        initiatives: vec![ini(1), ini(2)],
    };
    assert_eq!(facts.last(), Some(&released));
    assert_eq!(ask(state.as_ref(), appointed).1, []);
}

#[test]
fn terms_that_are_over_are_not_kept() {
    let over = person(1, "bo", "2026-01-01", Some("2027-01-01"));
    assert_eq!(ask(None, ContactsCommand::Learn(with(vec![over]))).1, []);
}

fn any_command() -> impl Strategy<Value = ContactsCommand> {
    let anna = || person(1, "anna", "2026-01-01", None);
    prop_oneof![
        (0_u128..6).prop_map(waits),
        Just(ContactsCommand::Learn(with(Vec::new()))),
        Just(ContactsCommand::Learn(with(vec![anna()]))),
    ]
}

proptest! {
    #[test]
    fn what_waits_is_released_exactly_once_f1(
        commands in prop::collection::vec(any_command(), 0..20)
    ) {
        let (mut state, mut facts) = (None, Vec::new());
        for command in commands {
            let (next, more) = ask(state.as_ref(), command);
            state = next;
            facts.extend(more);
        }
        let mut waiting = BTreeSet::new();
        for fact in &facts {
            match fact {
                ContactsFact::Learnt { .. } => {}
                ContactsFact::Awaited { initiative, .. } => {
                    prop_assert!(waiting.insert(*initiative), "waits already");
                }
                ContactsFact::Released { initiatives, .. } => {
                    prop_assert_eq!(&waiting.into_iter().collect::<Vec<_>>(), initiatives);
                    waiting = BTreeSet::new();
                }
            }
        }
        let line = state.iter().flat_map(|state| state.administrations.values());
        let left: BTreeSet<_> = line.flat_map(|line| &line.waiting).copied().collect();
        prop_assert_eq!(left, waiting);
        prop_assert_eq!(Contacts::replay(&facts), state);
    }
}
