//! What a service learns of seats and cycles: the events of council and budget-integration that
//! every service that checks mandates or terms keeps as facts of its own.

use kernel::{
    Aggregate as _, BodyKey, CycleTerms, Date, Known, KnownId, Learn, Money, PersonId, Seat,
};
use proto::Event as _;
use proto::budget_integration::v1::{CycleClosed, CycleOpened};
use proto::council::v1::{SeatAppointed, SeatEnded};

use crate::follow::{Incoming, Malformed, Reaction, parse};

/// Events of council about seats.
pub const SEATS: &[&str] = &[SeatAppointed::TYPE, SeatEnded::TYPE];
/// Events of budget-integration about cycles.
pub const CYCLES: &[&str] = &[CycleOpened::TYPE, CycleClosed::TYPE];

/// What an event teaches, and about what; `None` for events of other types.
///
/// # Errors
/// When the event does not hold what its type promises.
pub fn lesson(event: &Incoming) -> Result<Option<(KnownId, Learn)>, Malformed> {
    Ok(Some(match event.event_type.as_str() {
        SeatAppointed::TYPE => {
            let seat = seat(&event.decode()?)?;
            (KnownId::Seat(seat.id), Learn::SeatAppointed(seat))
        }
        SeatEnded::TYPE => {
            let ended: SeatEnded = event.decode()?;
            let id = parse("seat", &ended.seat)?;
            (KnownId::Seat(id), Learn::SeatEnded(parse("until", &ended.until)?))
        }
        CycleOpened::TYPE => {
            let terms = terms(&event.decode()?)?;
            (KnownId::Cycle(terms.id), Learn::CycleOpened(terms))
        }
        CycleClosed::TYPE => {
            let closed: CycleClosed = event.decode()?;
            (KnownId::Cycle(parse("cycle", &closed.cycle)?), Learn::CycleClosed)
        }
        _ => return Ok(None),
    }))
}

/// The reaction that keeps a lesson.
#[must_use]
pub fn keep((id, learn): (KnownId, Learn)) -> Reaction {
    Reaction::on(vec![Known::stream(&id)], move |desk| desk.act::<Known>(&id, learn.clone()))
}

fn seat(event: &SeatAppointed) -> Result<Seat, Malformed> {
    Ok(Seat {
        id: parse("seat", &event.seat)?,
        body: parse::<BodyKey>("body", &event.body)?,
        role: parse("role", &event.role)?,
        responsibility: parse("responsibility", &event.responsibility)?,
        person: parse::<PersonId>("person", &event.person)?,
        from: parse("from", &event.from)?,
        until: day("until", &event.until)?,
    })
}

/// A day that may be empty.
///
/// # Errors
/// When it is neither empty nor a day.
pub fn day(field: &str, text: &str) -> Result<Option<Date>, Malformed> {
    if text.is_empty() { Ok(None) } else { parse(field, text).map(Some) }
}

fn terms(event: &CycleOpened) -> Result<CycleTerms, Malformed> {
    Ok(CycleTerms {
        id: parse("cycle", &event.cycle)?,
        year: i16::try_from(event.year).map_err(|error| Malformed::new("year", error))?,
        model: event.model_version.clone(),
        frame: Money::ore(event.frame_ore),
        large_budget: Money::ore(event.large_budget_ore),
        submit_by: parse("submit_by", &event.submit_by)?,
        step_one_by: parse("step_one_by", &event.step_one_by)?,
        step_two_by: parse("step_two_by", &event.step_two_by)?,
        recommend_by: parse("recommend_by", &event.recommend_by)?,
        open: true,
    })
}
