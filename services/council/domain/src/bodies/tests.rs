use jiff::civil::date;
use kernel::{Actor, AreaKey, Office, Responsibility, SeatRole};
use proptest::prelude::*;

use super::*;
use crate::testing::{History, chair, director, id, officer, person, seat, system};

const SIZE: u32 = 5;

fn social() -> BodyKey {
    BodyKey::new("group:social")
}

fn appointment(seat: Seat) -> Appointment {
    Appointment {
        seat,
        decision_ref: "SLK 2026/1".to_owned(),
        areas: vec![AreaKey::new("social")],
        committee_size: Some(SIZE),
    }
}

fn appoint(seat: Seat) -> BodiesCommand {
    BodiesCommand::Appoint(appointment(seat))
}

fn member(n: u128) -> Seat {
    seat(n, BodyKey::council(), SeatRole::CouncilMember, &format!("m{n}"))
}

/// A seat on the committee for the person of council seat `n`.
fn on_committee(n: u128) -> Seat {
    seat(100 + n, BodyKey::committee(), SeatRole::CommitteeMember, &format!("m{n}"))
}

fn end(n: u128, until: Date) -> BodiesCommand {
    BodiesCommand::End { seat: id(n), until, reason: "moved".to_owned() }
}

/// A council with members 1 to 7.
fn council() -> History<Bodies> {
    let mut bodies = History::new();
    for n in 1..=7 {
        bodies.act(&director(), appoint(member(n))).expect("appointed");
    }
    bodies
}

fn fields(refused: Result<Vec<BodiesFact>, Rejection>) -> Vec<String> {
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    violations.iter().map(|one| one.field.clone()).collect()
}

#[test]
fn the_city_director_appoints_the_council_and_the_groups_a5() {
    let mut bodies = History::<Bodies>::new();
    bodies.act(&director(), appoint(member(1))).expect("appointed");
    let group = seat(2, social(), SeatRole::GroupMember, "g1");
    bodies.act(&director(), appoint(group.clone())).expect("appointed");
    for actor in [chair(), officer(Office::Registrar)] {
        for seat in [member(3), group.clone()] {
            let refused = bodies.act(&actor, appoint(seat));
            assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
        }
    }
}

#[test]
fn the_chair_of_the_council_appoints_the_committee_and_the_city_director_does_not_a7() {
    let mut bodies = council();
    let refused = bodies.act(&director(), appoint(on_committee(1)));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    bodies.act(&chair(), appoint(on_committee(1))).expect("appointed");
}

#[test]
fn the_committee_has_five_members_and_not_six_a6() {
    let mut bodies = council();
    for n in 1..=5 {
        bodies.act(&chair(), appoint(on_committee(n))).expect("appointed");
    }
    let refused = bodies.act(&chair(), appoint(on_committee(6)));
    assert_eq!(refused, Err(Rejection::CommitteeFull { size: SIZE }));
    bodies.act(&chair(), end(101, date(2027, 1, 1))).expect("ended");
    let later = Seat { from: date(2027, 1, 1), ..on_committee(6) };
    bodies.act(&chair(), appoint(later)).expect("there is room from then on");
}

#[test]
fn the_committee_is_full_also_on_a_later_day_a6() {
    let mut bodies = council();
    for n in 1..=5 {
        let later = Seat { from: date(2027, 6, 1), ..on_committee(n) };
        bodies.act(&chair(), appoint(later)).expect("appointed");
    }
    let refused = bodies.act(&chair(), appoint(on_committee(6)));
    assert_eq!(refused, Err(Rejection::CommitteeFull { size: SIZE }));
    let before = Seat { until: Some(date(2027, 6, 1)), ..on_committee(6) };
    bodies.act(&chair(), appoint(before)).expect("there is room before");
}

#[test]
fn a_committee_member_sits_on_the_council_all_the_time_a6() {
    let mut bodies = council();
    let refused = bodies.act(&chair(), appoint(on_committee(8)));
    assert_eq!(refused, Err(Rejection::NotOnCouncil { person: person("m8") }));
    bodies.act(&director(), end(1, date(2027, 1, 1))).expect("ends");
    let refused = bodies.act(&chair(), appoint(on_committee(1)));
    assert_eq!(refused, Err(Rejection::NotOnCouncil { person: person("m1") }));
    let as_long = Seat { until: Some(date(2027, 1, 1)), ..on_committee(1) };
    bodies.act(&chair(), appoint(as_long)).expect("as long as on the council");
}

#[test]
fn leaving_the_council_ends_the_seat_on_the_committee_a6() {
    let mut bodies = council();
    bodies.act(&chair(), appoint(on_committee(1))).expect("appointed");
    let until = date(2027, 1, 1);
    let facts = bodies.act(&director(), end(1, until)).expect("ends");
    assert_eq!(facts.len(), 2);
    let ended = bodies.state().seat(id(101)).expect("it was appointed");
    assert_eq!(ended.seat.until, Some(until));
    assert_eq!(ended.end_reason.as_deref(), Some("left the council"));
}

#[test]
fn a_groups_chair_answers_for_the_business_a10() {
    let mut bodies = History::<Bodies>::new();
    let mut lead = seat(1, social(), SeatRole::GroupChair, "lead");
    for responsibility in [Responsibility::It, Responsibility::None] {
        lead.responsibility = responsibility;
        let refused = bodies.act(&director(), appoint(lead.clone()));
        assert_eq!(refused, Err(Rejection::ChairNotBusiness { body: social() }));
    }
    lead.responsibility = Responsibility::Business;
    bodies.act(&director(), appoint(lead)).expect("appointed");
}

#[test]
fn a_body_has_one_chair_at_a_time() {
    let mut bodies = History::<Bodies>::new();
    let first = seat(1, BodyKey::council(), SeatRole::CouncilChair, "one");
    bodies.act(&director(), appoint(first)).expect("appointed");
    let second = seat(2, BodyKey::council(), SeatRole::CouncilChair, "two");
    let refused = bodies.act(&director(), appoint(second.clone()));
    let (body, person) = (BodyKey::council(), person("one"));
    assert_eq!(refused, Err(Rejection::ChairTaken { body, person }));
    bodies.act(&director(), end(1, date(2027, 1, 1))).expect("ends");
    let after = Seat { from: date(2027, 1, 1), ..second };
    bodies.act(&director(), appoint(after)).expect("appointed");
}

#[test]
fn nobody_has_two_seats_on_one_body_at_a_time() {
    let mut bodies = council();
    let again = Seat { id: id(50), ..member(1) };
    let refused = bodies.act(&director(), appoint(again));
    let (body, person) = (BodyKey::council(), person("m1"));
    assert_eq!(refused, Err(Rejection::AlreadySeated { body, person }));
}

#[test]
fn all_that_is_wrong_with_an_appointment_is_named_at_once() {
    let mut wrong = appointment(seat(1, BodyKey::council(), SeatRole::GroupMember, "m1"));
    wrong.seat.responsibility = Responsibility::It;
    wrong.seat.until = Some(wrong.seat.from);
    wrong.decision_ref = " ".to_owned();
    let refused = History::<Bodies>::new().act(&director(), BodiesCommand::Appoint(wrong));
    assert_eq!(fields(refused), ["role", "responsibility", "until", "decision_ref"]);
    let mut unknown = appointment(seat(1, BodyKey::new("group:none"), SeatRole::GroupMember, "m1"));
    unknown.decision_ref = "x".repeat(201);
    let refused = History::<Bodies>::new().act(&director(), BodiesCommand::Appoint(unknown));
    assert_eq!(fields(refused), ["body", "decision_ref"]);
}

#[test]
fn a_seat_is_ended_by_whoever_appoints_to_it_and_only_earlier() {
    let mut bodies = council();
    let day = date(2027, 1, 1);
    let refused = bodies.act(&chair(), end(1, day));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    bodies.act(&director(), end(1, day)).expect("ends");
    let refused = bodies.act(&director(), end(1, date(2027, 2, 1)));
    assert_eq!(refused, Err(Rejection::SeatEnded { seat: id(1), until: day }));
    bodies.act(&director(), end(1, date(2026, 6, 1))).expect("earlier");
    let refused = bodies.act(&director(), end(77, day));
    assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
}

#[test]
fn all_that_is_wrong_with_an_ending_is_named_at_once() {
    let command =
        BodiesCommand::End { seat: id(1), until: date(2025, 1, 1), reason: String::new() };
    assert_eq!(fields(council().act(&director(), command)), ["until", "reason"]);
    let reason = "x".repeat(1001);
    let command = BodiesCommand::End { seat: id(1), until: date(2027, 1, 1), reason };
    assert_eq!(fields(council().act(&director(), command)), ["reason"]);
}

fn contact(n: u128, ended_seat: Option<u128>) -> ContactPerson {
    ContactPerson {
        seat: id(n),
        administration: id(1),
        person: person(&format!("c{n}")),
        from: date(2026, 1, 1 + n as i8 % 20),
        until: None,
        ended_seat: ended_seat.map(id),
        decision_ref: "F 1".to_owned(),
    }
}

#[test]
fn contact_persons_come_from_intake_with_their_seats_a16() {
    let mut bodies = History::<Bodies>::new();
    bodies.act(&system(), BodiesCommand::TakeOver(contact(1, None))).expect("taken over");
    let repeated = bodies.act(&system(), BodiesCommand::TakeOver(contact(1, None)));
    assert_eq!(repeated, Ok(Vec::new()));
    let body = BodyKey::administration(id(1));
    assert_eq!(bodies.state().members_on(&body, date(2026, 1, 2)), [person("c1")]);
    bodies.act(&system(), BodiesCommand::TakeOver(contact(2, Some(1)))).expect("taken over");
    assert_eq!(bodies.state().members_on(&body, date(2026, 2, 1)), [person("c2")]);
    let unknown = bodies.act(&system(), BodiesCommand::TakeOver(contact(3, Some(77))));
    assert_eq!(unknown.map(|facts| facts.len()), Ok(1));
}

#[test]
fn contact_persons_are_neither_appointed_nor_ended_here_a16() {
    let mut bodies = History::<Bodies>::new();
    bodies.act(&system(), BodiesCommand::TakeOver(contact(1, None))).expect("taken over");
    let body = BodyKey::administration(id(1));
    let seat = seat(2, body.clone(), SeatRole::ContactPerson, "c2");
    for command in [appoint(seat), end(1, date(2027, 1, 1))] {
        let refused = bodies.act(&director(), command);
        assert_eq!(refused, Err(Rejection::KeptElsewhere { body: body.clone() }));
    }
}

#[test]
fn intervals_overlap_when_they_share_a_day() {
    let day = |d| date(2027, 1, d);
    assert!(overlap((day(1), None), (day(9), Some(day(10)))));
    assert!(!overlap((day(1), Some(day(5))), (day(5), None)));
    assert!(!overlap((day(3), Some(day(3))), (day(1), None)), "an empty interval has no day");
}

fn day(n: u8) -> Date {
    date(2026, 1 + (n % 12) as i8, 1)
}

fn commands() -> impl Strategy<Value = (Actor, BodiesCommand)> {
    let span = (0_u8..12, proptest::option::of(0_u8..12));
    let interval = move |seat: Seat, from: u8, until: Option<u8>| Seat {
        from: day(from),
        until: until.map(day),
        ..seat
    };
    prop_oneof![
        (1_u128..9, span.clone()).prop_map(move |(n, (from, until))| {
            (director(), appoint(interval(member(n), from, until)))
        }),
        (1_u128..9, span).prop_map(move |(n, (from, until))| {
            (chair(), appoint(interval(on_committee(n), from, until)))
        }),
        (1_u128..9, 0_u8..12).prop_map(|(n, until)| (director(), end(n, day(until)))),
        (101_u128..109, 0_u8..12).prop_map(|(n, until)| (chair(), end(n, day(until)))),
        (20_u128..24, proptest::option::of(20_u128..24))
            .prop_map(|(n, ended)| (system(), BodiesCommand::TakeOver(contact(n, ended)))),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_the_committee_stays_small_and_within_the_council(
        commands in proptest::collection::vec(commands(), 0..60),
    ) {
        let mut bodies = History::<Bodies>::new();
        for (actor, command) in commands {
            let _ = bodies.act(&actor, command);
        }
        let Some(bodies) = bodies.state else { return Ok(()) };
        for day in (0..12).map(day) {
            let committee = bodies.members_on(&BodyKey::committee(), day);
            let council = bodies.members_on(&BodyKey::council(), day);
            prop_assert!(committee.len() <= SIZE as usize);
            prop_assert!(committee.iter().all(|person| council.contains(person)));
            let distinct: std::collections::BTreeSet<_> = council.iter().collect();
            prop_assert_eq!(distinct.len(), council.len());
        }
    }
}
