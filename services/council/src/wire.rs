//! Values of the rules as values of the contract.

use council_domain::{Gap, Seated};
use kernel::Date;
use proto::council::v1 as pb;

/// Empty for none.
pub(crate) fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub(crate) fn gap(gap: Gap) -> pb::CompositionGap {
    match gap {
        Gap::Chair => pb::CompositionGap::Chair,
        Gap::Business => pb::CompositionGap::Business,
        Gap::It => pb::CompositionGap::It,
        Gap::CommitteeMembers => pb::CompositionGap::CommitteeMembers,
    }
}

pub(crate) fn seat(seated: &Seated) -> pb::Seat {
    let seat = &seated.seat;
    pb::Seat {
        id: seat.id.to_string(),
        body: seat.body.to_string(),
        role: seat.role.to_string(),
        responsibility: seat.responsibility.to_string(),
        person: seat.person.to_string(),
        from: seat.from.to_string(),
        until: day(seat.until),
        decision_ref: seated.decision_ref.clone(),
        end_reason: seated.end_reason.clone().unwrap_or_default(),
    }
}
