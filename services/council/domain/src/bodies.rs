//! The register of all seats. The rules of appointments are rules over this set (A5 to A11).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::{Acting, Aggregate, BodyKey, Date, Facts, PersonId, Seat, SeatId};
use serde::{Deserialize, Serialize};

use crate::{Appointment, ContactPerson, Rejection, appointment, contact, ending};

/// Names the one register of seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BodiesId;

impl fmt::Display for BodiesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("city")
    }
}

impl FromStr for BodiesId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "city" { Ok(Self) } else { Err("is not the register of seats") }
    }
}

/// A seat and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seated {
    /// The seat.
    pub seat: Seat,
    /// Reference of the decision to appoint.
    pub decision_ref: String,
    /// Why it ends, once an end was recorded.
    pub end_reason: Option<String>,
}

/// All seats of all bodies, ended ones too: history stays readable (A3).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bodies {
    seats: BTreeMap<SeatId, Seated>,
}

impl Bodies {
    /// The seat with this id.
    #[must_use]
    pub fn seat(&self, id: SeatId) -> Option<&Seated> {
        self.seats.get(&id)
    }

    /// All seats on a body, ended ones too.
    pub fn seats_on(&self, body: &BodyKey) -> impl Iterator<Item = &Seat> {
        self.seats.values().map(|seated| &seated.seat).filter(move |seat| seat.body == *body)
    }

    /// Who sits on a body on this day.
    #[must_use]
    pub fn members_on(&self, body: &BodyKey, day: Date) -> Vec<PersonId> {
        let held = self.seats_on(body).filter(|seat| seat.held_on(day));
        held.map(|seat| seat.person.clone()).collect()
    }
}

/// What can be asked of the register.
#[derive(Debug, Clone)]
pub enum BodiesCommand {
    /// The city director or the chair of the council appoints (A5, A7).
    Appoint(Appointment),
    /// Whoever appoints to a body ends a seat on it. Leaving the council ends the seat on the
    /// committee (A6).
    End {
        /// The seat.
        seat: SeatId,
        /// First day on which it is no longer held.
        until: Date,
        /// Why.
        reason: String,
    },
    /// Intake appointed a contact person (A16). A reaction.
    TakeOver(ContactPerson),
}

/// What can have happened in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum BodiesFact {
    /// A seat was appointed.
    #[serde(rename = "seat_appointed.v1")]
    SeatAppointed {
        /// The seat.
        seat: Seat,
        /// Reference of the decision.
        decision_ref: String,
    },
    /// A seat ends.
    #[serde(rename = "seat_ended.v1")]
    SeatEnded {
        /// The seat.
        seat: SeatId,
        /// First day on which it is no longer held.
        until: Date,
        /// Why.
        reason: String,
    },
}

impl Facts for BodiesFact {}

impl Aggregate for Bodies {
    const KIND: &'static str = "bodies";
    const SCHEMA: u32 = 1;
    type Id = BodiesId;
    type Command = BodiesCommand;
    type Fact = BodiesFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: BodiesCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<BodiesFact>, Rejection> {
        let none = Self::default();
        let bodies = state.unwrap_or(&none);
        match command {
            BodiesCommand::Appoint(appointment) => {
                appointment::appoint(bodies, appointment, acting).map(|fact| vec![fact])
            }
            BodiesCommand::End { seat, until, reason } => {
                ending::end(bodies, seat, until, &reason, acting)
            }
            BodiesCommand::TakeOver(person) => Ok(contact::take_over(bodies, person)),
        }
    }

    fn evolve(state: Option<Self>, fact: &BodiesFact) -> Option<Self> {
        let mut bodies = state.unwrap_or_default();
        match fact {
            BodiesFact::SeatAppointed { seat, decision_ref } => {
                let (seat, decision_ref) = (seat.clone(), decision_ref.clone());
                let seated = Seated { seat, decision_ref, end_reason: None };
                bodies.seats.insert(seated.seat.id, seated);
            }
            BodiesFact::SeatEnded { seat, until, reason } => {
                if let Some(seated) = bodies.seats.get_mut(seat) {
                    seated.seat.until = Some(*until);
                    seated.end_reason = Some(reason.clone());
                }
            }
        }
        Some(bodies)
    }
}

/// Whether two intervals share a day. `until` is the first day after; `None` is without end.
pub(crate) fn overlap(one: (Date, Option<Date>), other: (Date, Option<Date>)) -> bool {
    let before = |until: Option<Date>, from: Date| until.is_some_and(|until| until <= from);
    let empty = |(from, until): (Date, Option<Date>)| before(until, from);
    !(empty(one) || empty(other) || before(one.1, other.0) || before(other.1, one.0))
}

#[cfg(test)]
mod tests;
