//! Who may do what in beredning (E2).

use kernel::{Grant, Need, Office};

const HANDLING_OFFICER: &[Need] = &[Need::Office(Office::HandlingOfficer)];
const EXPERT: &[Need] = &[Need::Office(Office::BusinessExpert), Need::Office(Office::ItExpert)];
const ANYONE: &[Need] = &[Need::Anyone];

const fn grant(rpc: &'static str, needs: &'static [Need], basis: &'static str) -> Grant {
    Grant { rpc, needs, basis }
}

/// Every RPC of `BeredningService` and what is enough to call it. The rules also check that an
/// expert signs for the own competence, and that an officer is the assigned one.
pub const GRANTS: &[Grant] = &[
    grant("AssignOfficer", HANDLING_OFFICER, "A14, E4"),
    grant("SignContribution", EXPERT, "A15, D5"),
    grant("ValueDossier", HANDLING_OFFICER, "C4, D4"),
    grant("CompleteDossier", HANDLING_OFFICER, "C4, D4"),
    grant("GetDossier", ANYONE, "E1"),
    grant("ListDossiers", ANYONE, "E1"),
];
