//! Who may call what (E2). Decisions are carried by the budget system alone: nobody else can make
//! an item funded (A1).

use kernel::{Acting, Grant, MandateMissing, Need, Office};

const BUDGET: &[Need] = &[Need::Office(Office::BudgetSystem)];
const ANYONE: &[Need] = &[Need::Anyone];

/// Who may call each RPC of the service.
pub const GRANTS: &[Grant] = &[
    Grant { rpc: "OpenCycle", needs: BUDGET, basis: "A2, C11" },
    Grant { rpc: "OpenTertial", needs: BUDGET, basis: "C12" },
    Grant { rpc: "RecordDecision", needs: BUDGET, basis: "A1, C12" },
    Grant { rpc: "StartImplementation", needs: BUDGET, basis: "E6" },
    Grant { rpc: "FinishImplementation", needs: BUDGET, basis: "E6, F2" },
    Grant { rpc: "CloseCycle", needs: BUDGET, basis: "C11" },
    Grant { rpc: "GetCycle", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListCycles", needs: ANYONE, basis: "E1" },
    Grant { rpc: "GetItem", needs: ANYONE, basis: "E1" },
    Grant { rpc: "ListItems", needs: ANYONE, basis: "E1" },
];

pub(crate) fn budget(acting: &Acting<'_>) -> Result<(), MandateMissing> {
    acting.require(BUDGET, None)
}
