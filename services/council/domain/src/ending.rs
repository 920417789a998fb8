//! Ending a seat, and what ends with it (A6).

use kernel::{Acting, BodyKey, Date, Seat, SeatId, Violations};

use crate::{Bodies, BodiesFact, Rejection, mandates};

const REASON_LENGTH: usize = 1000;
const LEFT_COUNCIL: &str = "left the council";

pub(crate) fn end(
    bodies: &Bodies,
    id: SeatId,
    until: Date,
    reason: &str,
    acting: &Acting<'_>,
) -> Result<Vec<BodiesFact>, Rejection> {
    let seated = bodies.seat(id).ok_or_else(|| Rejection::not_found("seat", &id))?;
    let seat = &seated.seat;
    if seat.body.as_str().starts_with("administration:") {
        return Err(Rejection::KeptElsewhere { body: seat.body.clone() });
    }
    let (needs, held_on) = mandates::appointers(&seat.body);
    acting.require(needs, held_on.as_ref())?;
    fields(seat, until, reason).check()?;
    if let Some(ends) = seat.until.filter(|ends| *ends <= until) {
        return Err(Rejection::SeatEnded { seat: id, until: ends });
    }
    let mut facts = vec![BodiesFact::SeatEnded { seat: id, until, reason: reason.to_owned() }];
    facts.extend(rests_on(bodies, seat, until));
    Ok(facts)
}

fn fields(seat: &Seat, until: Date, reason: &str) -> Violations {
    let mut wrong = Violations::none();
    let from = seat.from;
    wrong.unless(
        until >= from,
        "until",
        format!("must not be before the seat's first day, {from}"),
    );
    wrong.unless(!reason.trim().is_empty(), "reason", "is missing");
    wrong.unless(
        reason.chars().count() <= REASON_LENGTH,
        "reason",
        format!("must be at most {REASON_LENGTH} characters"),
    );
    wrong
}

/// Seats on the committee that cannot go on without this seat on the council.
fn rests_on(bodies: &Bodies, seat: &Seat, until: Date) -> Vec<BodiesFact> {
    if seat.body != BodyKey::council() {
        return Vec::new();
    }
    bodies
        .seats_on(&BodyKey::committee())
        .filter(|one| one.person == seat.person && within(one, seat))
        .filter(|one| one.until.is_none_or(|ends| ends > until.max(one.from)))
        .map(|one| BodiesFact::SeatEnded {
            seat: one.id,
            until: until.max(one.from),
            reason: LEFT_COUNCIL.to_owned(),
        })
        .collect()
}

fn within(one: &Seat, seat: &Seat) -> bool {
    seat.from <= one.from && seat.until.is_none_or(|until| one.from < until)
}
