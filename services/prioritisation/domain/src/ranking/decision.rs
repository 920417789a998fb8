//! The group adopts what was computed, or changes it with a reason for each change (A10, A11, A13).

use std::collections::BTreeSet;

use kernel::{Acting, AreaKey, InitiativeId, PersonId, Responsibility, Seat, Violations};
use model::{RankingMethod, Share};
use serde::{Deserialize, Serialize};

use super::{Computed, Ranking, Tie};
use crate::subject::check_text;
use crate::{Candidate, Rejection};

const REASON_LENGTH: usize = 4000;
const MOVES: usize = 1000;

/// How a ranking was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The method that the ballots were counted by.
    pub method: RankingMethod,
    /// What the tie rule decided.
    pub ties: Vec<Tie>,
    /// What the group changed, in order.
    pub moves: Vec<Move>,
    /// Who was present. Empty for decisions of before it was recorded.
    pub attendance: Vec<PersonId>,
    /// How many had to be present.
    pub quorum: u32,
    /// What nobody present answers for, though somebody should (A11).
    pub gaps: Vec<Responsibility>,
    /// Why it was decided in spite of the gaps.
    pub despite: Option<String>,
}

/// One change that the group made to what was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What was moved.
    pub initiative: InitiativeId,
    /// Its place before this change.
    pub from_rank: u32,
    /// Its place after it.
    pub to_rank: u32,
    /// Why.
    pub reason: String,
}

/// A change that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAsked {
    /// What is to be moved.
    pub initiative: InitiativeId,
    /// To which place. The changes before it have been made.
    pub to_rank: u32,
    /// Why.
    pub reason: String,
}

/// What the model asks of a group's meeting (A10, A11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRules {
    /// Number of seats, where the model fixes it.
    pub seats: Option<u32>,
    /// More than this share of the seats must be present.
    pub quorum: Share,
    /// Each of these must be answered for by somebody present.
    pub composition: Vec<Responsibility>,
}

/// The meeting that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Who is present.
    pub attendance: Vec<PersonId>,
    /// Why it decides though nobody present answers for something that the model asks for.
    pub despite: Option<String>,
    /// All seats on the group, also those not held today.
    pub seats: Vec<Seat>,
    /// What the model asks.
    pub rules: GroupRules,
}

/// The ranking that the meeting decides.
pub(crate) fn decide(
    computed: &Computed,
    moves: &[MoveAsked],
    meeting: &Meeting,
    area: &AreaKey,
    acting: &Acting<'_>,
) -> Result<Ranking, Rejection> {
    let held: Vec<&Seat> =
        meeting.seats.iter().filter(|seat| seat.held_on(acting.now().date())).collect();
    let mut wrong = present(meeting, &held, &acting.person());
    let (order, moves) = moved(&mut wrong, computed, moves);
    wrong.check()?;
    let people: BTreeSet<&PersonId> = held.iter().map(|seat| &seat.person).collect();
    let quorum = meeting.rules.quorum.least_above(meeting.rules.seats.unwrap_or(number(&people)));
    let present = u32::try_from(meeting.attendance.len()).unwrap_or(u32::MAX);
    if present < quorum {
        return Err(Rejection::QuorumMissing { present, quorum });
    }
    let gaps = gaps(meeting, &held);
    if !gaps.is_empty() && meeting.despite.is_none() {
        let gaps = gaps.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Rejection::CompositionGap { area: area.clone(), gaps });
    }
    Ok(Ranking {
        ballots: computed.ballots,
        decided_by: acting.person(),
        decision: Decision {
            method: computed.method,
            ties: computed.ties.clone(),
            moves,
            attendance: meeting.attendance.clone(),
            quorum,
            despite: meeting.despite.clone().filter(|_| !gaps.is_empty()),
            gaps,
        },
        entries: computed.entries(order),
    })
}

fn number(people: &BTreeSet<&PersonId>) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

fn gaps(meeting: &Meeting, held: &[&Seat]) -> Vec<Responsibility> {
    let answered = |what: &Responsibility| {
        let answers = |seat: &&&Seat| seat.responsibility == *what;
        held.iter().filter(answers).any(|seat| meeting.attendance.contains(&seat.person))
    };
    meeting.rules.composition.iter().filter(|what| !answered(what)).copied().collect()
}

/// Everything that is wrong with who is said to be present.
fn present(meeting: &Meeting, held: &[&Seat], chair: &PersonId) -> Violations {
    let mut wrong = Violations::none();
    let seated: BTreeSet<&PersonId> = held.iter().map(|seat| &seat.person).collect();
    let mut named = BTreeSet::new();
    for (i, person) in meeting.attendance.iter().enumerate() {
        let field = || format!("attendance[{i}]");
        wrong.unless(seated.contains(person), field(), format!("{person} is not in the group"));
        wrong.unless(named.insert(person), field(), format!("{person} is named before"));
    }
    wrong.unless(named.contains(chair), "attendance", format!("lacks {chair}, who decides"));
    if let Some(despite) = &meeting.despite {
        check_text(&mut wrong, "despite_gaps", despite, REASON_LENGTH);
    }
    wrong
}

/// The computed order with the changes made, and the changes.
fn moved<'c>(
    wrong: &mut Violations,
    computed: &'c Computed,
    asked: &[MoveAsked],
) -> (Vec<&'c Candidate>, Vec<Move>) {
    wrong.unless(asked.len() <= MOVES, "moves", format!("must have at most {MOVES} entries"));
    let mut order: Vec<&Candidate> = computed.order.iter().collect();
    let mut made = Vec::with_capacity(asked.len());
    for (i, asked) in asked.iter().take(MOVES).enumerate() {
        let field = |name: &str| format!("moves[{i}].{name}");
        check_text(wrong, &field("reason"), &asked.reason, REASON_LENGTH);
        let to = usize::try_from(asked.to_rank).unwrap_or(usize::MAX);
        let in_range = (1..=order.len()).contains(&to);
        wrong.unless(in_range, field("to_rank"), format!("must be 1 to {}", order.len()));
        let at = order.iter().position(|one| one.initiative == asked.initiative);
        let unknown = || format!("{} is not ranked here", asked.initiative);
        wrong.unless(at.is_some(), field("initiative"), unknown());
        let (Some(at), true) = (at, in_range) else { continue };
        wrong.unless(at + 1 != to, field("to_rank"), "is the place that it has");
        let taken = order.remove(at);
        order.insert(to - 1, taken);
        made.push(Move {
            initiative: asked.initiative,
            from_rank: u32::try_from(at + 1).unwrap_or(u32::MAX),
            to_rank: asked.to_rank,
            reason: asked.reason.clone(),
        });
    }
    (order, made)
}

#[cfg(test)]
mod tests;
