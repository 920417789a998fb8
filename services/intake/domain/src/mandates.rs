//! Who may do what in intake (E2).

use kernel::{Grant, Need, Office, SeatRole};

const REGISTRAR: &[Need] = &[Need::Office(Office::Registrar)];
const CONTACT_PERSON: &[Need] = &[Need::Seat(SeatRole::ContactPerson)];
const ANYONE: &[Need] = &[Need::Anyone];

const fn grant(rpc: &'static str, needs: &'static [Need], basis: &'static str) -> Grant {
    Grant { rpc, needs, basis }
}

/// Every RPC of `IntakeService` and what is enough to call it. A seat must be on the administration
/// concerned: the rules check that.
pub const GRANTS: &[Grant] = &[
    grant("RegisterAdministration", REGISTRAR, "the registrar keeps administrations"),
    grant("AppointContactPerson", REGISTRAR, "A16: the registrar keeps contact persons"),
    grant("ProposeInitiative", ANYONE, "A17, E3"),
    grant("PrepareInitiative", CONTACT_PERSON, "A16, C2"),
    grant("DecideScope", CONTACT_PERSON, "A16, B1, B2, B3"),
    grant("SubmitCompilation", CONTACT_PERSON, "A16, C3"),
    grant("SupplementInitiative", CONTACT_PERSON, "A16, C6"),
    grant("WithdrawInitiative", ANYONE, "A17: the proposer, or the contact person"),
    grant("GetAdministration", ANYONE, "E1"),
    grant("ListAdministrations", ANYONE, "E1"),
    grant("GetInitiative", ANYONE, "E1"),
    grant("ListInitiatives", ANYONE, "E1"),
    grant("GetCompilation", ANYONE, "E1"),
    grant("ListCompilations", ANYONE, "E1"),
    grant("ListAnswers", ANYONE, "F1"),
    grant("GetJourney", ANYONE, "E6, F2"),
];
