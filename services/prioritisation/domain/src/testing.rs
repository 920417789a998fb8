//! What the tests of this crate share: ids, actors, a history that checks its replay.

use std::fmt::Debug;

use jiff::civil::date;
use kernel::{
    Acting, Actor, Aggregate, AreaKey, BodyKey, Date, Id, IdKind, Money, Office, PersonId,
    Responsibility, Seat, SeatRole, Timestamp,
};
use uuid::Uuid;

use crate::{
    AreaRoundId, Basis, Candidate, Case, Dossier, GroupRules, Meeting, Phase, Standing, Subject,
};

pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(crate) fn today() -> Date {
    date(2027, 1, 15)
}

pub(crate) fn id<K: IdKind>(n: u128) -> Id<K> {
    Id::new(Uuid::from_u128(n))
}

pub(crate) fn area() -> AreaKey {
    AreaKey::new("social")
}

pub(crate) fn round_id() -> AreaRoundId {
    AreaRoundId { cycle: id(1), area: area() }
}

pub(crate) fn candidate(n: u128, cost: i64) -> Candidate {
    Candidate {
        initiative: id(n),
        case: id(n),
        administration: id(1),
        reference: format!("ref-{n}"),
        title: format!("Initiative {n}"),
        cost: Money::ore(cost),
    }
}

/// A case of the area, with a dossier of this round.
pub(crate) fn prepared_case(standing: Standing, round: u32) -> Case {
    let dossier = Dossier {
        administration: id(1),
        area: area(),
        reference: "ref".to_owned(),
        title: "Initiative".to_owned(),
        cost: Money::ore(100),
        round,
        basis: Basis::default(),
    };
    Case { initiative: id(1), cycle: id(1), dossier: Some(dossier), standing, assessment: None }
}

/// Case 1 in round 2 of its dossier, registered, in step one of an open cycle.
pub(crate) fn subject() -> Subject {
    Subject {
        id: id(1),
        case: Some(prepared_case(Standing::Registered, 2)),
        phase: Some(Phase::StepOne),
        cycle_open: true,
    }
}

pub(crate) fn officer(office: Office) -> Actor {
    Actor::person(&PersonId::new(office.as_str())).with_office(office)
}

pub(crate) fn seated(person: &str, role: SeatRole) -> Actor {
    let seat = Seat { role, ..seat(person, Responsibility::Business) };
    Actor::person(&PersonId::new(person)).with_seat(seat)
}

/// A member's seat on the area's group.
pub(crate) fn seat(person: &str, responsibility: Responsibility) -> Seat {
    Seat {
        id: id(9),
        body: BodyKey::group(&area()),
        role: SeatRole::GroupMember,
        responsibility,
        person: PersonId::new(person),
        from: date(2026, 1, 1),
        until: None,
    }
}

/// A meeting of the whole group, chair and IT.
pub(crate) fn meeting() -> Meeting {
    Meeting {
        attendance: ["chair", "it"].map(PersonId::new).to_vec(),
        despite: None,
        seats: vec![seat("chair", Responsibility::Business), seat("it", Responsibility::It)],
        rules: GroupRules {
            seats: None,
            quorum: "1/2".parse().expect("a share"),
            composition: vec![Responsibility::Business, Responsibility::It],
        },
    }
}

pub(crate) fn chair() -> Actor {
    seated("chair", SeatRole::GroupChair)
}

pub(crate) fn system() -> Actor {
    Actor::service("prioritisation")
}

/// One aggregate's history. Each step checks that the state is what the facts replay to.
pub(crate) struct History<A: Aggregate> {
    pub(crate) state: Option<A>,
    pub(crate) facts: Vec<A::Fact>,
}

impl<A: Aggregate + PartialEq + Debug> History<A> {
    pub(crate) fn new() -> Self {
        Self { state: None, facts: Vec::new() }
    }

    pub(crate) fn act(
        &mut self,
        actor: &Actor,
        command: A::Command,
    ) -> Result<Vec<A::Fact>, A::Rejection> {
        let facts = A::decide(self.state.as_ref(), command, &Acting::new(actor, NOW))?;
        for fact in &facts {
            self.state = A::evolve(self.state.take(), fact);
        }
        self.facts.extend(facts.clone());
        assert_eq!(self.state, A::replay(&self.facts), "the state is what the facts replay to");
        Ok(facts)
    }

    pub(crate) fn state(&self) -> &A {
        self.state.as_ref().expect("it exists")
    }
}
