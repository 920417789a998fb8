//! What always goes together on a desk: a case and its area; a member and what they said.

use kernel::{AreaKey, CaseId, CycleId, Known, KnownId, PersonId};
use platform::journal::{Desk, Refusal};
use prioritisation_domain::{
    Appraisal, AppraisalId, AreaRound, AreaRoundCommand, AreaRoundId, Case, CaseCommand, Phase,
    Subject,
};

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

/// Whether the case's area is in step one. A case stays in the area in which it was opened; a new one
/// comes into `area`.
pub(crate) fn in_step_one(
    desk: &Desk<'_>,
    case: CaseId,
    cycle: CycleId,
    area: &AreaKey,
) -> Result<bool, Refusal> {
    let opened = desk.state::<Case>(&case)?.and_then(|case| case.dossier);
    let area = opened.map_or_else(|| area.clone(), |dossier| dossier.area);
    let round = desk.state::<AreaRound>(&AreaRoundId { cycle, area })?;
    Ok(round.is_some_and(|round| round.phase == Phase::StepOne))
}

/// The case as it stands when somebody says something about it. `round` is where it belongs.
pub(crate) fn subject(
    desk: &Desk<'_>,
    id: CaseId,
    round: &AreaRoundId,
) -> Result<Subject, Refusal> {
    Ok(Subject {
        id,
        case: desk.state::<Case>(&id)?,
        phase: desk.state::<AreaRound>(round)?.map(|round| round.phase),
        cycle_open: cycle_open(desk, round.cycle)?,
    })
}

/// Whether a member has a declared conflict of interest in a case.
pub(crate) fn conflicted(
    desk: &Desk<'_>,
    case: CaseId,
    member: &PersonId,
) -> Result<bool, Refusal> {
    let id = AppraisalId { case, member: member.clone() };
    Ok(desk.state::<Appraisal>(&id)?.is_some_and(|appraisal| appraisal.conflicted()))
}
