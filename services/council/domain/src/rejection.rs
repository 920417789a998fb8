//! Why the council refuses.

use kernel::{BodyKey, CycleId, Date, MeetingId, PersonId, SeatId};

kernel::rejections! {
    /// Why the council refuses.
    pub enum Rejection {
        /// The body has a chair during that time (A10).
        ChairTaken { body: BodyKey, person: PersonId } => Precondition, "CHAIR_TAKEN",
            "{body} is chaired by {person} during that time";
        /// The person sits on the body during that time.
        AlreadySeated { body: BodyKey, person: PersonId } => Precondition, "ALREADY_SEATED",
            "{person} sits on {body} during that time";
        /// A group's chair must answer for the business of the area (A10).
        ChairNotBusiness { body: BodyKey } => Precondition, "CHAIR_NOT_BUSINESS",
            "the chair of {body} must answer for the business";
        /// The committee has all its members (A6).
        CommitteeFull { size: u32 } => Precondition, "COMMITTEE_FULL",
            "the committee has its {size} members during that time";
        /// A member of the committee must sit on the council all the time (A6).
        NotOnCouncil { person: PersonId } => Precondition, "NOT_ON_COUNCIL",
            "{person} does not sit on the council during all that time";
        /// Contact persons are appointed in intake (A16).
        KeptElsewhere { body: BodyKey } => Precondition, "KEPT_ELSEWHERE",
            "seats on {body} are appointed and ended in intake";
        /// The seat ends no later already.
        SeatEnded { seat: SeatId, until: Date } => Precondition, "SEAT_ENDED",
            "seat {seat} ends on {until}";
        /// The cycle is closed (C11).
        CycleClosed { cycle: CycleId } => Precondition, "CYCLE_CLOSED",
            "cycle {cycle} is closed";
        /// Too few are present (A4).
        QuorumMissing { present: u32, quorum: u32 } => Precondition, "QUORUM_MISSING",
            "{present} are present, the quorum is {quorum}";
        /// The meeting is closed.
        MeetingClosed { meeting: MeetingId } => Precondition, "MEETING_CLOSED",
            "meeting {meeting} is closed";
        /// The proposal has not been handed over completely (C9).
        ProposalIncomplete { cycle: CycleId, received: u32, announced: String } => Precondition,
            "PROPOSAL_INCOMPLETE",
            "the proposal of cycle {cycle} is not here: {received} items received, {announced} announced";
        /// The items received are not the ones that were handed over (C9).
        ProposalDiffers { cycle: CycleId } => Precondition, "PROPOSAL_DIFFERS",
            "the items of cycle {cycle} do not have the digest that was handed over";
        /// The meeting has dealt with the proposal already (C9).
        ProposalHandled { meeting: MeetingId } => Precondition, "PROPOSAL_HANDLED",
            "meeting {meeting} has dealt with the proposal";
        /// The meeting has not dealt with the proposal (C10).
        ProposalNotHandled { meeting: MeetingId } => Precondition, "PROPOSAL_NOT_HANDLED",
            "meeting {meeting} has not dealt with the proposal";
        /// The recommendation of the cycle was issued (C10).
        AlreadyIssued { cycle: CycleId, meeting: MeetingId } => Precondition, "ALREADY_ISSUED",
            "the recommendation of cycle {cycle} was issued in meeting {meeting}";
    }
}

impl Rejection {
    pub(crate) fn not_found(what: &'static str, id: &impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}
