//! Appointing to the council, the groups and the committee (A5 to A7, A10).

use kernel::{Acting, AreaKey, BodyKey, Responsibility, Seat, SeatRole, Violations};

use crate::bodies::overlap;
use crate::{Bodies, BodiesFact, Rejection, mandates};

const REFERENCE_LENGTH: usize = 200;

/// A seat to be appointed, and what the model says about bodies.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The seat as it is to be.
    pub seat: Seat,
    /// Reference of the decision.
    pub decision_ref: String,
    /// Areas that have a group.
    pub areas: Vec<AreaKey>,
    /// Size of the committee (A6), where the model fixes it.
    pub committee_size: Option<u32>,
}

pub(crate) fn appoint(
    bodies: &Bodies,
    appointment: Appointment,
    acting: &Acting<'_>,
) -> Result<BodiesFact, Rejection> {
    let seat = &appointment.seat;
    if seat.body.as_str().starts_with("administration:") {
        return Err(Rejection::KeptElsewhere { body: seat.body.clone() });
    }
    let (needs, held_on) = mandates::appointers(&seat.body);
    acting.require(needs, held_on.as_ref())?;
    let mut wrong = fields(&appointment);
    wrong.unless(bodies.seat(seat.id).is_none(), "seat", "exists");
    wrong.check()?;
    vacant(bodies, seat)?;
    if seat.body == BodyKey::committee() {
        on_committee(bodies, seat, appointment.committee_size)?;
    }
    if seat.role == SeatRole::GroupChair && seat.responsibility != Responsibility::Business {
        return Err(Rejection::ChairNotBusiness { body: seat.body.clone() });
    }
    let Appointment { seat, decision_ref, .. } = appointment;
    Ok(BodiesFact::SeatAppointed { seat, decision_ref })
}

fn fields(appointment: &Appointment) -> Violations {
    let seat = &appointment.seat;
    let mut wrong = Violations::none();
    let roles = roles(&seat.body, &appointment.areas);
    if roles.is_empty() {
        wrong.add("body", "is not council, committee or the group of an area");
    } else {
        let names: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
        let rule = format!("must be {} on {}", names.join(" or "), seat.body);
        wrong.unless(roles.contains(&seat.role), "role", rule);
    }
    let group = seat.body.area().is_some();
    wrong.unless(
        group || seat.responsibility == Responsibility::None,
        "responsibility",
        "is only for groups",
    );
    wrong.unless(seat.until.is_none_or(|until| until > seat.from), "until", "must be after `from`");
    let reference = appointment.decision_ref.trim();
    wrong.unless(!reference.is_empty(), "decision_ref", "is missing");
    wrong.unless(
        reference.chars().count() <= REFERENCE_LENGTH,
        "decision_ref",
        format!("must be at most {REFERENCE_LENGTH} characters"),
    );
    wrong
}

fn roles(body: &BodyKey, areas: &[AreaKey]) -> &'static [SeatRole] {
    if *body == BodyKey::council() {
        &[SeatRole::CouncilChair, SeatRole::CouncilMember]
    } else if *body == BodyKey::committee() {
        &[SeatRole::CommitteeMember]
    } else if body.area().is_some_and(|area| areas.contains(&area)) {
        &[SeatRole::GroupChair, SeatRole::GroupMember]
    } else {
        &[]
    }
}

/// One seat per person and body, one chair per body.
fn vacant(bodies: &Bodies, seat: &Seat) -> Result<(), Rejection> {
    let during = |other: &&Seat| overlap((seat.from, seat.until), (other.from, other.until));
    let chair = |role| matches!(role, SeatRole::CouncilChair | SeatRole::GroupChair);
    for other in bodies.seats_on(&seat.body).filter(during) {
        let (body, person) = (seat.body.clone(), other.person.clone());
        if other.person == seat.person {
            return Err(Rejection::AlreadySeated { body, person });
        }
        if chair(seat.role) && chair(other.role) {
            return Err(Rejection::ChairTaken { body, person });
        }
    }
    Ok(())
}

fn on_committee(bodies: &Bodies, seat: &Seat, size: Option<u32>) -> Result<(), Rejection> {
    if !sits_throughout(bodies, seat) {
        return Err(Rejection::NotOnCouncil { person: seat.person.clone() });
    }
    let Some(size) = size else { return Ok(()) };
    let others: Vec<_> = bodies
        .seats_on(&seat.body)
        .filter(|other| overlap((seat.from, seat.until), (other.from, other.until)))
        .collect();
    // The number on the committee only grows on days when somebody's seat begins.
    let full = others.iter().map(|other| other.from).chain([seat.from]).any(|day| {
        seat.held_on(day)
            && others.iter().filter(|other| other.held_on(day)).count() >= size as usize
    });
    if full { Err(Rejection::CommitteeFull { size }) } else { Ok(()) }
}

/// Whether one seat on the council covers the whole time.
fn sits_throughout(bodies: &Bodies, seat: &Seat) -> bool {
    bodies.seats_on(&BodyKey::council()).any(|council| {
        let to_the_end = match (council.until, seat.until) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(council), Some(until)) => until <= council,
        };
        council.person == seat.person && council.from <= seat.from && to_the_end
    })
}
