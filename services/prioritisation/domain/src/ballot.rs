//! A member's ballot in step two, unseen until closing (C7).

use std::collections::BTreeSet;

use kernel::{Acting, Aggregate, AreaKey, BodyKey, Facts, InitiativeId, PersonId, Violations};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::rejection::require_open;
use crate::{AreaRoundId, BallotId, Phase, Rejection, mandates, upcast};

/// What a member has before them: the area round's phase and its frozen candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotPaper {
    /// Phase of the area round.
    pub phase: Phase,
    /// The candidates.
    pub candidates: Vec<InitiativeId>,
    /// Those in which the member has declared a conflict of interest (jäv).
    pub conflicts: BTreeSet<InitiativeId>,
}

/// One member's order of the candidates. It may be partial and have ties: what it does not name
/// stands below what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Groups, the first first, as last cast. Those in one group are tied.
    pub places: Vec<Vec<InitiativeId>>,
}

/// What can be asked of a ballot.
#[derive(Debug, Clone)]
pub enum BallotCommand {
    /// The member casts it, or casts it again.
    Cast {
        /// Cycle and area.
        round: AreaRoundId,
        /// Groups, the first first. Those in one group are tied.
        places: Vec<Vec<InitiativeId>>,
        /// Whether the member named them as an order. Errors then name the fields of `order`.
        ordered: bool,
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
    #[serde(rename = "cast.v2")]
    Cast {
        /// Groups, the first first. Those in one group are tied.
        places: Vec<Vec<InitiativeId>>,
    },
}

impl Facts for BallotFact {
    /// A ballot of version 1 is an order without ties.
    fn upcast(mut json: Value) -> Value {
        if upcast::tag(&json) == "cast.v1" {
            let order = json.as_object_mut().and_then(|fields| fields.remove("order"));
            let order = order.as_ref().and_then(Value::as_array).into_iter().flatten();
            let places = order.map(|one| Value::from(vec![one.clone()])).collect();
            upcast::put(Some(&mut json), "places", places);
            upcast::retag(&mut json, "cast.v2");
        }
        json
    }
}

impl Aggregate for Ballot {
    const KIND: &'static str = "ballot";
    const SCHEMA: u32 = 2;
    type Id = BallotId;
    type Command = BallotCommand;
    type Fact = BallotFact;
    type Rejection = Rejection;

    fn decide(
        _: Option<&Self>,
        command: BallotCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<BallotFact>, Rejection> {
        let BallotCommand::Cast { round, places, ordered, paper, cycle_open } = command;
        let paper = paper.ok_or_else(|| Rejection::not_found("area round", &round))?;
        acting.require(mandates::MEMBER, Some(&BodyKey::group(&round.area)))?;
        require_open(round.cycle, cycle_open)?;
        if paper.phase != Phase::BallotOpen {
            let (phase, needed) = (paper.phase, Phase::BallotOpen);
            return Err(Rejection::WrongPhase { area: round.area, phase, needed });
        }
        valid(&places, ordered, &paper).check()?;
        Ok(vec![BallotFact::Cast { places }])
    }

    fn evolve(_: Option<Self>, fact: &BallotFact) -> Option<Self> {
        let BallotFact::Cast { places } = fact;
        Some(Self { places: places.clone() })
    }
}

/// Each candidate at most once, none in which the member has a conflict of interest: everything
/// that is wrong, at once.
fn valid(places: &[Vec<InitiativeId>], ordered: bool, paper: &BallotPaper) -> Violations {
    let mut wrong = Violations::none();
    let candidates: BTreeSet<_> = paper.candidates.iter().collect();
    let mut named = BTreeSet::new();
    wrong.unless(!places.is_empty(), "places", "names no candidate");
    for (i, group) in places.iter().enumerate() {
        wrong.unless(!group.is_empty(), format!("places[{i}]"), "names no candidate");
        for (j, initiative) in group.iter().enumerate() {
            let field = || match ordered {
                true => format!("order[{i}]"),
                false => format!("places[{i}].initiatives[{j}]"),
            };
            if !candidates.contains(initiative) {
                wrong.add(field(), format!("{initiative} is not a candidate"));
            } else if paper.conflicts.contains(initiative) {
                wrong.add(field(), format!("in {initiative} you have a conflict of interest"));
            } else if !named.insert(initiative) {
                wrong.add(field(), format!("{initiative} is named before"));
            }
        }
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
