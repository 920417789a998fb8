//! Who may call what (E2).

use kernel::{BodyKey, Grant, Need, Office, SeatRole};

pub(crate) const CHAIR: &[Need] = &[Need::Seat(SeatRole::CouncilChair)];
const DIRECTOR: &[Need] = &[Need::Office(Office::CityDirector)];
const APPOINTERS: &[Need] =
    &[Need::Office(Office::CityDirector), Need::Seat(SeatRole::CouncilChair)];
const ANYONE: &[Need] = &[Need::Anyone];

/// Who may call each RPC of the service. The city director appoints to the council and the groups
/// (A5), the chair of the council to the committee (A7).
pub const GRANTS: &[Grant] = &[
    Grant { rpc: "AppointSeat", needs: APPOINTERS, basis: "A5, A7" },
    Grant { rpc: "EndSeat", needs: APPOINTERS, basis: "A5, A7" },
    Grant { rpc: "OpenMeeting", needs: CHAIR, basis: "A4, C9" },
    Grant { rpc: "HandleProposal", needs: CHAIR, basis: "C9" },
    Grant { rpc: "IssueRecommendation", needs: CHAIR, basis: "C10" },
    Grant { rpc: "CloseMeeting", needs: CHAIR, basis: "A4" },
    Grant { rpc: "GetMeeting", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListMeetings", needs: ANYONE, basis: "E1" },
    Grant { rpc: "GetRecommendation", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListRecommendationItems", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListSeats", needs: ANYONE, basis: "A3, E2" },
    Grant { rpc: "GetBody", needs: ANYONE, basis: "A11, E2" },
];

/// Who appoints to a body and ends its seats, and the body where the mandate is held.
pub(crate) fn appointers(body: &BodyKey) -> (&'static [Need], Option<BodyKey>) {
    if *body == BodyKey::committee() { (CHAIR, Some(BodyKey::council())) } else { (DIRECTOR, None) }
}
