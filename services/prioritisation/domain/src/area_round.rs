//! One area's round in one cycle: counts of its cases, the ballot, the ranking (C5, C7).

use kernel::{
    Acting, Aggregate, AreaKey, BodyKey, CaseId, CycleId, Facts, InitiativeId, Violations,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

use crate::rejection::require_open;
use crate::{
    AreaRoundId, BallotPaper, Candidate, Case, Computed, Counts, Meeting, MoveAsked, Ranking,
    Rejection, Standing, mandates, ranking, upcast,
};

kernel::named! {
    /// Phase of an area's round. They follow each other in this order.
    pub enum Phase {
        /// Cases get their outcomes.
        StepOne = "step_one",
        /// Members cast ballots.
        BallotOpen = "ballot_open",
        /// No more ballots; the ranking is to be decided.
        BallotClosed = "ballot_closed",
        /// The ranking is decided.
        Ranked = "ranked",
    }
}

/// One area's round in one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRound {
    /// The cycle.
    pub cycle: CycleId,
    /// The area.
    pub area: AreaKey,
    /// Its phase.
    pub phase: Phase,
    /// Where its cases stand.
    pub counts: Counts,
    /// What is on the ballot; empty before it opens.
    pub candidates: Vec<Candidate>,
    /// Candidates withdrawn since the ballot opened.
    pub withdrawn: BTreeSet<CaseId>,
    /// The ranking, once decided.
    pub ranking: Option<Ranking>,
}

impl AreaRound {
    /// What a member with these conflicts of interest has before them. Ballots are valid against
    /// this.
    #[must_use]
    pub fn paper(&self, conflicts: BTreeSet<InitiativeId>) -> BallotPaper {
        let candidates = self.candidates.iter().map(|one| one.initiative).collect();
        BallotPaper { phase: self.phase, candidates, conflicts }
    }

    /// Whether the area is done with the cycle: ranked, or nothing to rank (C8).
    #[must_use]
    pub fn done(&self) -> bool {
        self.phase == Phase::Ranked || self.counts.nothing_to_do()
    }

    fn require(&self, needed: Phase) -> Result<(), Rejection> {
        if self.phase == needed {
            return Ok(());
        }
        Err(Rejection::WrongPhase { area: self.area.clone(), phase: self.phase, needed })
    }

    fn chaired(&self, acting: &Acting<'_>, cycle_open: bool) -> Result<(), Rejection> {
        acting.require(mandates::CHAIR, Some(&BodyKey::group(&self.area)))?;
        require_open(self.cycle, cycle_open)
    }

    /// The candidates that are not withdrawn.
    #[must_use]
    pub fn kept(&self) -> Vec<Candidate> {
        let kept = |one: &&Candidate| !self.withdrawn.contains(&one.case);
        self.candidates.iter().filter(kept).cloned().collect()
    }
}

/// What can be asked of an area round.
#[derive(Debug, Clone)]
pub enum AreaRoundCommand {
    /// The cycle was opened. A reaction.
    Open {
        /// Cycle and area.
        round: AreaRoundId,
    },
    /// A case of the area moved from one standing to another: the second half of what moved it.
    MoveCase {
        /// Cycle and area.
        round: AreaRoundId,
        /// The case.
        case: CaseId,
        /// Where it stood; `None`: it was not counted.
        from: Option<Standing>,
        /// Where it stands.
        to: Option<Standing>,
    },
    /// A member declared a conflict of interest or revoked it: the second half of what did so.
    NoteConflict {
        /// Cycle and area.
        round: AreaRoundId,
        /// The case.
        case: CaseId,
    },
    /// The chair freezes the candidates and opens step two.
    OpenBallot {
        /// Cycle and area.
        round: AreaRoundId,
        /// All cases of the area that are neither rejected nor withdrawn.
        cases: Vec<(CaseId, Case)>,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// The chair ends casting.
    CloseBallot {
        /// Cycle and area.
        round: AreaRoundId,
        /// Whether anyone has cast a ballot.
        cast: bool,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// The group decides the ranking: what follows from the ballots, or changed with reasons.
    DecideRanking {
        /// Cycle and area.
        round: AreaRoundId,
        /// What follows from the ballots as they were read.
        computed: Computed,
        /// Whether the ballot was closed when they were read. From then on they do not change.
        read_closed: bool,
        /// What the group changes, in order.
        moves: Vec<MoveAsked>,
        /// The meeting.
        meeting: Meeting,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
}

/// What can have happened in an area round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum AreaRoundFact {
    /// The round began with its cycle.
    #[serde(rename = "opened.v1")]
    Opened {
        /// The cycle.
        cycle: CycleId,
        /// The area.
        area: AreaKey,
    },
    /// A case moved from one standing to another.
    #[serde(rename = "case_moved.v1")]
    CaseMoved {
        /// The case.
        case: CaseId,
        /// Where it stood.
        from: Option<Standing>,
        /// Where it stands.
        to: Option<Standing>,
    },
    /// A member declared a conflict of interest in a case or revoked it: what the ballots amount to is
    /// another.
    #[serde(rename = "conflict_changed.v1")]
    ConflictChanged {
        /// The case.
        case: CaseId,
    },
    /// The candidates were frozen and the ballot opened.
    #[serde(rename = "ballot_opened.v1")]
    BallotOpened {
        /// The candidates.
        candidates: Vec<Candidate>,
    },
    /// One more member has cast a ballot. Not written any more: ballots are counted from themselves.
    #[serde(rename = "ballot_counted.v1")]
    BallotCounted {},
    /// Casting ended.
    #[serde(rename = "ballot_closed.v1")]
    BallotClosed {},
    /// The ranking was decided.
    #[serde(rename = "ranked.v2")]
    Ranked {
        /// The ranking.
        ranking: Ranking,
    },
}

impl Facts for AreaRoundFact {
    /// Rankings of version 1 were Borda's, decided as computed.
    fn upcast(mut json: Value) -> Value {
        if upcast::tag(&json) == "ranked.v1" {
            let ranking = json.get_mut("ranking");
            upcast::put(ranking, "decision", upcast::unrecorded_decision());
            let entries = json.pointer_mut("/ranking/entries").and_then(Value::as_array_mut);
            for entry in entries.into_iter().flatten() {
                let rank = entry.get("rank").cloned().unwrap_or_default();
                upcast::put(Some(entry), "computed_rank", rank);
                upcast::put(Some(entry), "half", false.into());
            }
            upcast::retag(&mut json, "ranked.v2");
        }
        json
    }
}

impl Aggregate for AreaRound {
    const KIND: &'static str = "area_round";
    const SCHEMA: u32 = 2;
    type Id = AreaRoundId;
    type Command = AreaRoundCommand;
    type Fact = AreaRoundFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: AreaRoundCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<AreaRoundFact>, Rejection> {
        let found =
            |round: &AreaRoundId| state.ok_or_else(|| Rejection::not_found("area round", round));
        match command {
            AreaRoundCommand::Open { round } => Ok(match state {
                Some(_) => Vec::new(),
                None => vec![AreaRoundFact::Opened { cycle: round.cycle, area: round.area }],
            }),
            AreaRoundCommand::MoveCase { from, to, .. } if from == to => Ok(Vec::new()),
            AreaRoundCommand::MoveCase { round, case, from, to } => {
                move_case(found(&round)?, to)?;
                Ok(vec![AreaRoundFact::CaseMoved { case, from, to }])
            }
            AreaRoundCommand::NoteConflict { round, case } => {
                found(&round)?;
                Ok(vec![AreaRoundFact::ConflictChanged { case }])
            }
            AreaRoundCommand::OpenBallot { round, cases, cycle_open } => {
                let candidates = open_ballot(found(&round)?, &cases, cycle_open, acting)?;
                Ok(vec![AreaRoundFact::BallotOpened { candidates }])
            }
            AreaRoundCommand::CloseBallot { round, cast, cycle_open } => {
                close_ballot(found(&round)?, cast, cycle_open, acting)?;
                Ok(vec![AreaRoundFact::BallotClosed {}])
            }
            AreaRoundCommand::DecideRanking {
                round,
                computed,
                read_closed,
                moves,
                meeting,
                cycle_open,
            } => {
                let round = found(&round)?;
                round.chaired(acting, cycle_open)?;
                round.require(Phase::BallotClosed)?;
                follows(round, &computed, read_closed)?;
                let ranking = ranking::decide(&computed, &moves, &meeting, &round.area, acting)?;
                Ok(vec![AreaRoundFact::Ranked { ranking }])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &AreaRoundFact) -> Option<Self> {
        if let AreaRoundFact::Opened { cycle, area } = fact {
            return Some(Self {
                cycle: *cycle,
                area: area.clone(),
                phase: Phase::StepOne,
                counts: Counts::default(),
                candidates: Vec::new(),
                withdrawn: BTreeSet::new(),
                ranking: None,
            });
        }
        let mut round = state?;
        match fact {
            AreaRoundFact::Opened { .. }
            | AreaRoundFact::ConflictChanged { .. }
            | AreaRoundFact::BallotCounted {} => {}
            AreaRoundFact::CaseMoved { case, from, to } => {
                round.counts = round.counts.moved(*from, *to);
                let candidate = round.candidates.iter().any(|one| one.case == *case);
                if candidate && *to == Some(Standing::Withdrawn) {
                    round.withdrawn.insert(*case);
                }
            }
            AreaRoundFact::BallotOpened { candidates } => {
                round.phase = Phase::BallotOpen;
                round.candidates.clone_from(candidates);
            }
            AreaRoundFact::BallotClosed {} => round.phase = Phase::BallotClosed,
            AreaRoundFact::Ranked { ranking } => {
                round.phase = Phase::Ranked;
                round.ranking = Some(ranking.clone());
            }
        }
        Some(round)
    }
}

fn move_case(round: &AreaRound, to: Option<Standing>) -> Result<(), Rejection> {
    let into_step_two = matches!(to, Some(Standing::Included | Standing::AwaitingSupplement));
    if into_step_two && round.phase != Phase::StepOne {
        return Err(Rejection::StepOneOver { area: round.area.clone(), phase: round.phase });
    }
    Ok(())
}

fn open_ballot(
    round: &AreaRound,
    cases: &[(CaseId, Case)],
    cycle_open: bool,
    acting: &Acting<'_>,
) -> Result<Vec<Candidate>, Rejection> {
    round.chaired(acting, cycle_open)?;
    round.require(Phase::StepOne)?;
    if round.counts.undecided() > 0 {
        let undecided: BTreeSet<String> = cases
            .iter()
            .filter(|(_, case)| {
                matches!(case.standing, Standing::Registered | Standing::AwaitingSupplement)
            })
            .map(|(id, _)| id.to_string())
            .collect();
        let cases = undecided.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Rejection::CasesUndecided { area: round.area.clone(), cases });
    }
    let mut candidates: Vec<_> =
        cases.iter().filter_map(|(id, case)| candidate(*id, case)).collect();
    candidates.sort_by(Candidate::tie_break);
    candidates.dedup_by_key(|one| one.case);
    same_number("cases", candidates.len(), round.counts.included)?;
    Ok(candidates)
}

fn candidate(id: CaseId, case: &Case) -> Option<Candidate> {
    let dossier = case.dossier.as_ref().filter(|_| case.standing == Standing::Included)?;
    Some(Candidate {
        initiative: case.initiative,
        case: id,
        administration: dossier.administration,
        reference: dossier.reference.clone(),
        title: dossier.title.clone(),
        cost: dossier.cost,
    })
}

fn close_ballot(
    round: &AreaRound,
    cast: bool,
    cycle_open: bool,
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    round.chaired(acting, cycle_open)?;
    round.require(Phase::BallotOpen)?;
    if !cast && !round.kept().is_empty() {
        return Err(Rejection::NoBallots { area: round.area.clone() });
    }
    Ok(())
}

/// What was computed must be about all ballots and the candidates that are left.
fn follows(round: &AreaRound, computed: &Computed, read_closed: bool) -> Result<(), Violations> {
    let ranked: BTreeSet<CaseId> = computed.order.iter().map(|one| one.case).collect();
    let kept: BTreeSet<CaseId> = round.kept().iter().map(|one| one.case).collect();
    let mut wrong = Violations::none();
    wrong.unless(read_closed, "area", "had its ballot closed meanwhile; try again");
    wrong.unless(ranked == kept, "area", "had a candidate withdrawn meanwhile; try again");
    wrong.check()
}

/// What was read beside the round must be all that the round has counted.
fn same_number(field: &str, read: usize, counted: u32) -> Result<(), Violations> {
    let mut wrong = Violations::none();
    wrong.unless(
        u32::try_from(read) == Ok(counted),
        field,
        format!("were {read} when read, and {counted} are counted; try again"),
    );
    wrong.check()
}

#[cfg(test)]
mod tests;
