//! Who may call what (E2).

use kernel::{Grant, Need, Office, SeatRole};

pub(crate) const CHAIR: &[Need] = &[Need::Seat(SeatRole::GroupChair)];
pub(crate) const MEMBER: &[Need] =
    &[Need::Seat(SeatRole::GroupMember), Need::Seat(SeatRole::GroupChair)];
pub(crate) const OFFICER: &[Need] = &[Need::Office(Office::HandlingOfficer)];
pub(crate) const BUSINESS_EXPERT: &[Need] = &[Need::Office(Office::BusinessExpert)];
pub(crate) const IT_EXPERT: &[Need] = &[Need::Office(Office::ItExpert)];
const EXPERT: &[Need] = &[Need::Office(Office::BusinessExpert), Need::Office(Office::ItExpert)];
/// Who prepares, appraises or decides takes part in the discussion.
pub(crate) const DISCUSS: &[Need] = &[
    Need::Seat(SeatRole::GroupMember),
    Need::Seat(SeatRole::GroupChair),
    Need::Office(Office::HandlingOfficer),
    Need::Office(Office::BusinessExpert),
    Need::Office(Office::ItExpert),
];
pub(crate) const LOAD: &[Need] =
    &[Need::Seat(SeatRole::GroupChair), Need::Office(Office::HandlingOfficer)];
const ANYONE: &[Need] = &[Need::Anyone];

/// Who may call each RPC of the service. A seat counts on the group of the area concerned; an
/// expert signs for the competence of the own office only.
pub const GRANTS: &[Grant] = &[
    Grant { rpc: "AssessCase", needs: CHAIR, basis: "A10, C6" },
    Grant { rpc: "OpenBallot", needs: CHAIR, basis: "A10, C7" },
    Grant { rpc: "CastBallot", needs: MEMBER, basis: "A11, C7" },
    Grant { rpc: "CloseBallot", needs: CHAIR, basis: "A10, C7" },
    Grant { rpc: "DecideRanking", needs: CHAIR, basis: "A10, C7" },
    Grant { rpc: "ComposeProposal", needs: OFFICER, basis: "C8" },
    Grant { rpc: "SignProposal", needs: EXPERT, basis: "D5" },
    Grant { rpc: "HandOverProposal", needs: OFFICER, basis: "C9" },
    Grant { rpc: "GetCase", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListCases", needs: ANYONE, basis: "E1" },
    Grant { rpc: "GetAreaRound", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListAreaRounds", needs: ANYONE, basis: "E1" },
    Grant { rpc: "GetBallot", needs: ANYONE, basis: "E1; until closing the own only" },
    Grant { rpc: "ListBallots", needs: ANYONE, basis: "E1; after closing only" },
    Grant { rpc: "ExplainRanking", needs: ANYONE, basis: "C7; after closing only" },
    Grant { rpc: "GetProposal", needs: ANYONE, basis: "E1" },
    Grant { rpc: "PreviewProposal", needs: ANYONE, basis: "C8, E1" },
    Grant { rpc: "ExplainProposal", needs: ANYONE, basis: "C8, F7" },
    Grant { rpc: "ExplainProposalItem", needs: ANYONE, basis: "C8, F1" },
    Grant { rpc: "GetProposalPicture", needs: ANYONE, basis: "E1, F7" },
    Grant { rpc: "ListProposalItems", needs: ANYONE, basis: "E1" },
    Grant { rpc: "AssessCases", needs: CHAIR, basis: "A10, A19, C6" },
    Grant { rpc: "AppraiseCase", needs: MEMBER, basis: "A19, F3" },
    Grant { rpc: "DeclareConflict", needs: MEMBER, basis: "A11; the own only" },
    Grant { rpc: "RevokeConflict", needs: MEMBER, basis: "A11; the own only" },
    Grant { rpc: "Comment", needs: DISCUSS, basis: "A15, F3" },
    Grant { rpc: "AssignAppraisals", needs: CHAIR, basis: "A10, A19" },
    Grant { rpc: "GetAppraisal", needs: ANYONE, basis: "E1; until closing the own only" },
    Grant { rpc: "ListAppraisals", needs: ANYONE, basis: "E1; after closing only" },
    Grant { rpc: "ListConflicts", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListComments", needs: ANYONE, basis: "E1" },
    Grant { rpc: "GetWorkload", needs: LOAD, basis: "A19" },
    Grant { rpc: "ListMyAppraisals", needs: MEMBER, basis: "A19; the own only" },
];
