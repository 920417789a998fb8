//! A member's ballot in step two, unseen until closing (C7).

use std::collections::BTreeSet;

use kernel::{Acting, Aggregate, AreaKey, BodyKey, Facts, InitiativeId, PersonId, Violations};
use serde::{Deserialize, Serialize};

use crate::rejection::require_open;
use crate::{AreaRoundId, BallotId, Phase, Rejection, mandates};

/// What a member has before them: the area round's phase and its frozen candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotPaper {
    /// Phase of the area round.
    pub phase: Phase,
    /// The candidates.
    pub candidates: Vec<InitiativeId>,
}

/// One member's complete order of the candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// First to last, as last cast.
    pub order: Vec<InitiativeId>,
}

/// What can be asked of a ballot.
#[derive(Debug, Clone)]
pub enum BallotCommand {
    /// The member casts it, or casts it again.
    Cast {
        /// Cycle and area.
        round: AreaRoundId,
        /// First to last.
        order: Vec<InitiativeId>,
        /// What the member has before them; `None`: there is no such round.
        paper: Option<BallotPaper>,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
}

/// What can have happened to a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum BallotFact {
    /// It was cast, or cast again.
    #[serde(rename = "cast.v1")]
    Cast {
        /// First to last.
        order: Vec<InitiativeId>,
    },
}

impl Facts for BallotFact {}

impl Aggregate for Ballot {
    const KIND: &'static str = "ballot";
    const SCHEMA: u32 = 1;
    type Id = BallotId;
    type Command = BallotCommand;
    type Fact = BallotFact;
    type Rejection = Rejection;

    fn decide(
        _: Option<&Self>,
        command: BallotCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<BallotFact>, Rejection> {
        let BallotCommand::Cast { round, order, paper, cycle_open } = command;
        let paper = paper.ok_or_else(|| Rejection::not_found("area round", &round))?;
        acting.require(mandates::MEMBER, Some(&BodyKey::group(&round.area)))?;
        require_open(round.cycle, cycle_open)?;
        if paper.phase != Phase::BallotOpen {
            let (phase, needed) = (paper.phase, Phase::BallotOpen);
            return Err(Rejection::WrongPhase { area: round.area, phase, needed });
        }
        complete(&order, &paper.candidates).check()?;
        Ok(vec![BallotFact::Cast { order }])
    }

    fn evolve(_: Option<Self>, fact: &BallotFact) -> Option<Self> {
        let BallotFact::Cast { order } = fact;
        Some(Self { order: order.clone() })
    }
}

/// Each candidate exactly once: everything that is wrong, at once.
fn complete(order: &[InitiativeId], candidates: &[InitiativeId]) -> Violations {
    let mut wrong = Violations::none();
    let mut left: BTreeSet<_> = candidates.iter().copied().collect();
    let all = left.clone();
    for (i, initiative) in order.iter().enumerate() {
        let field = || format!("order[{i}]");
        if !all.contains(initiative) {
            wrong.add(field(), format!("{initiative} is not a candidate"));
        } else if !left.remove(initiative) {
            wrong.add(field(), format!("{initiative} is named before"));
        }
    }
    for initiative in left {
        wrong.add("order", format!("lacks {initiative}"));
    }
    wrong
}

/// Whether `viewer` may see the ballot of `member`: the own always, another's after closing.
///
/// # Errors
/// [`Rejection::BallotsUnseen`] until then.
pub fn may_see_ballot(
    area: &AreaKey,
    phase: Phase,
    viewer: &PersonId,
    member: &PersonId,
) -> Result<(), Rejection> {
    if viewer == member { Ok(()) } else { may_see_all(area, phase) }
}

/// Whether anyone may see the ballots of an area round in this phase, and how many they are: after
/// closing.
///
/// # Errors
/// [`Rejection::BallotsUnseen`] until then.
pub fn may_see_all(area: &AreaKey, phase: Phase) -> Result<(), Rejection> {
    match phase {
        Phase::BallotClosed | Phase::Ranked => Ok(()),
        Phase::StepOne | Phase::BallotOpen => Err(Rejection::BallotsUnseen { area: area.clone() }),
    }
}

#[cfg(test)]
mod tests;
