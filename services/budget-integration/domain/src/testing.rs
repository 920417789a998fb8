//! What the tests of this crate share: ids, actors, a history that checks its replay.

use std::fmt::Debug;

use jiff::civil::date;
use kernel::{Acting, Actor, Aggregate, Id, IdKind, Money, Office, PersonId, Timestamp};
use uuid::Uuid;

use crate::{Decision, Instance, Outcome};

pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(crate) fn id<K: IdKind>(n: u128) -> Id<K> {
    Id::new(Uuid::from_u128(n))
}

pub(crate) fn officer(office: Office) -> Actor {
    Actor::person(&PersonId::new(office.as_str())).with_office(office)
}

pub(crate) fn budget() -> Actor {
    officer(Office::BudgetSystem)
}

pub(crate) fn system() -> Actor {
    Actor::service("budget-integration")
}

pub(crate) fn decision(instance: Instance, outcome: Outcome, ore: i64) -> Decision {
    Decision {
        instance,
        outcome,
        amount: Money::ore(ore),
        reason: "as minuted".to_owned(),
        decision_ref: "KF 2027/1".to_owned(),
        decided_on: date(2027, 6, 1),
    }
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
