//! What a body's composition lacks (A6, A10, A11).

use kernel::{BodyKey, Date, Responsibility, Seat, SeatRole};

/// Something that a body lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// A chair (A10).
    Chair,
    /// A member who answers for the business (A11).
    Business,
    /// A member who answers for IT (A11).
    It,
    /// Members: the committee is competent only with all of them (A6).
    CommitteeMembers,
}

/// What the body lacks on this day. A group's chair answers for the business too. Bodies without a
/// rule lack nothing.
#[must_use]
pub fn composition_gaps<'s>(
    body: &BodyKey,
    seats: impl IntoIterator<Item = &'s Seat>,
    committee_size: Option<u32>,
    day: Date,
) -> Vec<Gap> {
    let held: Vec<&Seat> =
        seats.into_iter().filter(|seat| seat.body == *body && seat.held_on(day)).collect();
    let role = |role| held.iter().any(|seat| seat.role == role);
    let answers = |for_what| held.iter().any(|seat| seat.responsibility == for_what);
    let mut gaps = Vec::new();
    if body.area().is_some() {
        gaps.extend((!role(SeatRole::GroupChair)).then_some(Gap::Chair));
        gaps.extend((!answers(Responsibility::Business)).then_some(Gap::Business));
        gaps.extend((!answers(Responsibility::It)).then_some(Gap::It));
    } else if *body == BodyKey::council() {
        gaps.extend((!role(SeatRole::CouncilChair)).then_some(Gap::Chair));
    } else if *body == BodyKey::committee() {
        let missing = committee_size.is_some_and(|size| u32::try_from(held.len()) != Ok(size));
        gaps.extend(missing.then_some(Gap::CommitteeMembers));
    }
    gaps
}

#[cfg(test)]
mod tests;
