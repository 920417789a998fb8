//! What always goes together on a desk: a case and the counts of its area.

use kernel::{CaseId, CycleId, Known, KnownId};
use platform::journal::{Desk, Refusal};
use prioritisation_domain::{AreaRound, AreaRoundCommand, AreaRoundId, Case, CaseCommand};

/// Whether the cycle is known here and open.
pub(crate) fn cycle_open(desk: &Desk<'_>, cycle: CycleId) -> Result<bool, Refusal> {
    let known = desk.state::<Known>(&KnownId::Cycle(cycle))?;
    Ok(known.and_then(|known| known.cycle().map(|terms| terms.open)).unwrap_or_default())
}

/// Acts on a case, and lets its area's round count where it stands now.
pub(crate) fn act_on_case(
    desk: &mut Desk<'_>,
    id: CaseId,
    command: CaseCommand,
) -> Result<(), Refusal> {
    let from = desk.state::<Case>(&id)?.and_then(|case| case.counted_as());
    desk.act::<Case>(&id, command)?;
    let Some(case) = desk.state::<Case>(&id)? else { return Ok(()) };
    let to = case.counted_as();
    let Some(dossier) = case.dossier else { return Ok(()) };
    let round = AreaRoundId { cycle: case.cycle, area: dossier.area };
    let command = AreaRoundCommand::MoveCase { round: round.clone(), case: id, from, to };
    desk.act::<AreaRound>(&round, command)
}
