//! What the tests of this crate share: ids, actors, a history that checks its replay.

use std::fmt::Debug;

use jiff::civil::date;
use kernel::{
    Acting, Actor, Aggregate, BodyKey, Date, Id, IdKind, Office, PersonId, Responsibility, Seat,
    SeatRole, Timestamp,
};
use uuid::Uuid;

pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(crate) fn today() -> Date {
    date(2027, 1, 15)
}

pub(crate) fn id<K: IdKind>(n: u128) -> Id<K> {
    Id::new(Uuid::from_u128(n))
}

pub(crate) fn person(name: &str) -> PersonId {
    PersonId::new(name)
}

pub(crate) fn officer(office: Office) -> Actor {
    Actor::person(&person(office.as_str())).with_office(office)
}

pub(crate) fn director() -> Actor {
    officer(Office::CityDirector)
}

pub(crate) fn seat(n: u128, body: BodyKey, role: SeatRole, who: &str) -> Seat {
    Seat {
        id: id(n),
        body,
        role,
        responsibility: Responsibility::None,
        person: person(who),
        from: date(2026, 1, 1),
        until: None,
    }
}

pub(crate) fn chair() -> Actor {
    let held = seat(99, BodyKey::council(), SeatRole::CouncilChair, "chair");
    Actor::person(&person("chair")).with_seat(held)
}

pub(crate) fn system() -> Actor {
    Actor::service("council")
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
