//! Who in a group appraises which case (A19).

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    Acting, Actor, Aggregate, BodyKey, CaseId, Date, Facts, PersonId, Seat, SeatRole, Timestamp,
};
use model::Load;
use serde::{Deserialize, Serialize};

use crate::rejection::require_open;
use crate::subject::require_appraisable;
use crate::{Appraisers, AreaRoundId, Phase, Rejection, distribute, mandates};

/// The members who appraise each case.
pub(crate) type Places = BTreeMap<CaseId, BTreeSet<PersonId>>;

/// The appraisals of one area in one cycle, as they are shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who appraises what. A case that nobody can appraise is not in it.
    pub places: Places,
}

/// What can be asked of an assignment.
#[derive(Debug, Clone)]
pub enum AssignmentCommand {
    /// The chair shares the appraisals, or shares them again.
    Distribute {
        /// Cycle and area.
        round: AreaRoundId,
        /// Phase of the area's round; `None`: there is no such round.
        phase: Option<Phase>,
        /// What is shared by whom.
        appraisers: Appraisers,
        /// How many each, by the cycle's model.
        load: Load,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
}

/// What can have happened to an assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum AssignmentFact {
    /// The appraisals were shared.
    #[serde(rename = "distributed.v1")]
    Distributed {
        /// Cases whose members changed, with all that they have now.
        changed: Places,
    },
}

impl Facts for AssignmentFact {}

impl Aggregate for Assignment {
    const KIND: &'static str = "assignment";
    const SCHEMA: u32 = 1;
    type Id = AreaRoundId;
    type Command = AssignmentCommand;
    type Fact = AssignmentFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: AssignmentCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<AssignmentFact>, Rejection> {
        let AssignmentCommand::Distribute { round, phase, appraisers, load, cycle_open } = command;
        acting.require(mandates::CHAIR, Some(&BodyKey::group(&round.area)))?;
        require_open(round.cycle, cycle_open)?;
        require_appraisable(&round.area, phase)?;
        let before = state.cloned().unwrap_or_default().places;
        let after = distribute(&before, &appraisers, load).map_err(|lacking| {
            Rejection::CapExceeded { area: round.area, lacking, cap: load.cap }
        })?;
        let changed = changed(&before, after);
        let nothing = changed.is_empty() && state.is_some();
        Ok(if nothing { Vec::new() } else { vec![AssignmentFact::Distributed { changed }] })
    }

    fn evolve(state: Option<Self>, fact: &AssignmentFact) -> Option<Self> {
        let AssignmentFact::Distributed { changed } = fact;
        let mut places = state.unwrap_or_default().places;
        places.extend(changed.iter().map(|(case, members)| (*case, members.clone())));
        places.retain(|_, members| !members.is_empty());
        Some(Self { places })
    }
}

/// The cases whose members differ. One that is shared no more has none.
fn changed(before: &Places, mut after: Places) -> Places {
    let gone = before.keys().filter(|case| !after.contains_key(case)).copied();
    let gone: Vec<_> = gone.map(|case| (case, BTreeSet::new())).collect();
    after.retain(|case, members| before.get(case) != Some(members));
    after.extend(gone);
    after
}

/// Who sits in a group on this day, by its seats.
#[must_use]
pub fn sitting(seats: &[Seat], day: Date) -> BTreeSet<PersonId> {
    let sits = seats.iter().filter(|seat| {
        matches!(seat.role, SeatRole::GroupMember | SeatRole::GroupChair) && seat.held_on(day)
    });
    sits.map(|seat| seat.person.clone()).collect()
}

/// Whether the actor may see how many appraisals each member of the area's group has.
///
/// # Errors
/// The mandate that is missing.
pub fn may_see_load(actor: &Actor, now: Timestamp, round: &AreaRoundId) -> Result<(), Rejection> {
    let body = BodyKey::group(&round.area);
    Ok(Acting::new(actor, now).require(mandates::LOAD, Some(&body))?)
}

#[cfg(test)]
mod tests;
