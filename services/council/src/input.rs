//! Requests in the form of the rules. All that is wrong with a request is named at once.

use kernel::{
    AreaKey, BodyKey, CycleId, Date, PersonId, Responsibility, Seat, SeatId, SeatRole, Violations,
};
use platform::input::{clean, filter, finish, page, parsed};
use platform::page::Page;
use proto::council::v1 as pb;

/// The seat asked for; its id is given by the service.
pub(crate) fn appointment(asked: &pb::AppointSeatRequest, id: SeatId) -> Result<Seat, Violations> {
    let mut wrong = Violations::none();
    let body: Option<BodyKey> = parsed(&mut wrong, "body", &asked.body);
    let role: Option<SeatRole> = parsed(&mut wrong, "role", &asked.role);
    let responsibility = filter(&mut wrong, "responsibility", &asked.responsibility);
    let person: Option<PersonId> = parsed(&mut wrong, "person", &asked.person);
    let from: Option<Date> = parsed(&mut wrong, "from", &asked.from);
    let until: Option<Date> = filter(&mut wrong, "until", &asked.until);
    clean(&mut wrong, "decision_ref", &asked.decision_ref);
    let responsibility = responsibility.unwrap_or(Responsibility::None);
    let seat = match (body, role, person, from) {
        (Some(body), Some(role), Some(person), Some(from)) => {
            Some(Seat { id, body, role, responsibility, person, from, until })
        }
        _ => None,
    };
    finish(wrong, seat)
}

pub(crate) fn ending(asked: &pb::EndSeatRequest) -> Result<(SeatId, Date), Violations> {
    let mut wrong = Violations::none();
    let seat = parsed(&mut wrong, "seat", &asked.seat);
    let until = parsed(&mut wrong, "until", &asked.until);
    clean(&mut wrong, "reason", &asked.reason);
    finish(wrong, seat.zip(until))
}

pub(crate) fn opening(
    asked: &pb::OpenMeetingRequest,
) -> Result<(CycleId, Vec<PersonId>), Violations> {
    let mut wrong = Violations::none();
    let cycle = parsed(&mut wrong, "cycle", &asked.cycle);
    let attendance: Vec<_> = asked
        .attendance
        .iter()
        .enumerate()
        .filter_map(|(i, text)| parsed(&mut wrong, &format!("attendance[{i}]"), text))
        .collect();
    finish(wrong, cycle.map(|cycle| (cycle, attendance)))
}

pub(crate) fn meetings(
    asked: &pb::ListMeetingsRequest,
) -> Result<(Option<CycleId>, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = filter(&mut wrong, "cycle", &asked.cycle);
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &format!("{cycle:?}"), 1);
    finish(wrong, page.map(|page| (cycle, page)))
}

pub(crate) fn items(
    asked: &pb::ListRecommendationItemsRequest,
) -> Result<(CycleId, Option<AreaKey>, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let area: Option<AreaKey> = filter(&mut wrong, "area", &asked.area);
    let filters = format!("{cycle:?} {area:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, cycle.zip(page).map(|(cycle, page)| (cycle, area, page)))
}

/// Filters of a list of seats.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeatFilter {
    pub(crate) body: Option<BodyKey>,
    pub(crate) person: Option<PersonId>,
    pub(crate) held_on: Option<Date>,
}

pub(crate) fn seats(asked: &pb::ListSeatsRequest) -> Result<(SeatFilter, Page), Violations> {
    let mut wrong = Violations::none();
    let filters = SeatFilter {
        body: filter(&mut wrong, "body", &asked.body),
        person: filter(&mut wrong, "person", &asked.person),
        held_on: filter(&mut wrong, "held_on", &asked.held_on),
    };
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &format!("{filters:?}"), 1);
    finish(wrong, page.map(|page| (filters, page)))
}
