//! Contact persons, whom intake appoints (A16). The register carries their seats with all others.

use kernel::{AdministrationId, BodyKey, Date, PersonId, Responsibility, Seat, SeatId, SeatRole};

use crate::{Bodies, BodiesFact};

const SUCCEEDED: &str = "succeeded by another contact person";

/// What intake has published about a contact person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPerson {
    /// The seat, as intake named it.
    pub seat: SeatId,
    /// The administration.
    pub administration: AdministrationId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// First day on which it is no longer held.
    pub until: Option<Date>,
    /// The predecessor's seat. It ends on `from`.
    pub ended_seat: Option<SeatId>,
    /// Reference of the decision.
    pub decision_ref: String,
}

/// What is new of it. Intake has decided: nothing is refused.
pub(crate) fn take_over(bodies: &Bodies, person: ContactPerson) -> Vec<BodiesFact> {
    let mut facts = Vec::new();
    let predecessor = person.ended_seat.and_then(|id| bodies.seat(id));
    if let Some(seat) = predecessor.map(|seated| &seated.seat) {
        let until = person.from.max(seat.from);
        if seat.until.is_none_or(|ends| ends > until) {
            let reason = SUCCEEDED.to_owned();
            facts.push(BodiesFact::SeatEnded { seat: seat.id, until, reason });
        }
    }
    if bodies.seat(person.seat).is_none() {
        let seat = Seat {
            id: person.seat,
            body: BodyKey::administration(person.administration),
            role: SeatRole::ContactPerson,
            responsibility: Responsibility::None,
            person: person.person,
            from: person.from,
            until: person.until,
        };
        facts.push(BodiesFact::SeatAppointed { seat, decision_ref: person.decision_ref });
    }
    facts
}
