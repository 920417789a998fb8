//! Values of the rules as values of the contract.

mod plan;

use kernel::{InitiativeId, Responsibility};
use model::{RankingMethod, Scores};
use prioritisation_domain::{
    Competence, Decision, Move, Outcome, Phase, RankingEntry, RankingStep, Route, Standing, Tie,
};
use proto::prioritisation::v1 as pb;

pub(crate) use plan::{changed, city_method, item, making, selection, settings};

pub(crate) fn outcome(outcome: Outcome) -> pb::StepOneOutcome {
    match outcome {
        Outcome::Included => pb::StepOneOutcome::Included,
        Outcome::Supplement => pb::StepOneOutcome::Supplement,
        Outcome::Rejected => pb::StepOneOutcome::Rejected,
    }
}

pub(crate) fn standing(standing: Standing) -> pb::CaseStatus {
    match standing {
        Standing::Registered => pb::CaseStatus::Registered,
        Standing::Included => pb::CaseStatus::Included,
        Standing::AwaitingSupplement => pb::CaseStatus::AwaitingSupplement,
        Standing::Rejected => pb::CaseStatus::Rejected,
        Standing::Withdrawn => pb::CaseStatus::Withdrawn,
    }
}

pub(crate) fn phase(phase: Phase) -> pb::AreaPhase {
    match phase {
        Phase::StepOne => pb::AreaPhase::StepOne,
        Phase::BallotOpen => pb::AreaPhase::BallotOpen,
        Phase::BallotClosed => pb::AreaPhase::BallotClosed,
        Phase::Ranked => pb::AreaPhase::Ranked,
    }
}

pub(crate) fn competence(competence: Competence) -> pb::Competence {
    match competence {
        Competence::Business => pb::Competence::Business,
        Competence::It => pb::Competence::It,
    }
}

pub(crate) fn entry(entry: &RankingEntry) -> pb::RankingEntry {
    let candidate = &entry.candidate;
    pb::RankingEntry {
        initiative: candidate.initiative.to_string(),
        case: candidate.case.to_string(),
        reference: candidate.reference.clone(),
        title: candidate.title.clone(),
        rank: entry.rank,
        points: entry.points,
        total_cost_ore: candidate.cost.as_ore(),
        half_point: entry.half,
        computed_rank: entry.computed_rank,
    }
}

pub(crate) fn scores(scores: &Scores) -> Vec<pb::Score> {
    let score = |(criterion, score): (&String, &i32)| pb::Score {
        criterion: criterion.clone(),
        score: *score,
    };
    scores.iter().map(score).collect()
}

pub(crate) fn method(method: RankingMethod) -> pb::RankingMethod {
    match method {
        RankingMethod::Borda => pb::RankingMethod::Borda,
        RankingMethod::Schulze => pb::RankingMethod::Schulze,
        RankingMethod::RankedPairs => pb::RankingMethod::RankedPairs,
    }
}

fn responsibility(responsibility: Responsibility) -> pb::Responsibility {
    match responsibility {
        Responsibility::Business => pb::Responsibility::Business,
        Responsibility::It => pb::Responsibility::It,
        Responsibility::None => pb::Responsibility::Unspecified,
    }
}

pub(crate) fn decision(decision: &Decision) -> pb::RankingDecision {
    let changed = |one: &Move| pb::RankingMove {
        initiative: one.initiative.to_string(),
        from_rank: one.from_rank,
        to_rank: one.to_rank,
        reason: one.reason.clone(),
    };
    pb::RankingDecision {
        method: method(decision.method).into(),
        ties: decision.ties.iter().map(tie).collect(),
        moves: decision.moves.iter().map(changed).collect(),
        attendance: texts(&decision.attendance),
        quorum: decision.quorum,
        gaps: decision.gaps.iter().map(|one| responsibility(*one).into()).collect(),
        despite_gaps: decision.despite.clone().unwrap_or_default(),
    }
}

pub(crate) fn tie(tie: &Tie) -> pb::RankingTie {
    pb::RankingTie { place: tie.place, initiatives: texts(&tie.initiatives) }
}

pub(crate) fn places(places: &[Vec<InitiativeId>]) -> Vec<pb::BallotPlace> {
    places.iter().map(|group| pb::BallotPlace { initiatives: texts(group) }).collect()
}

/// The places as an order, where nothing is tied.
pub(crate) fn order(places: &[Vec<InitiativeId>]) -> Vec<String> {
    if places.iter().any(|group| group.len() > 1) {
        return Vec::new();
    }
    places.iter().flatten().map(ToString::to_string).collect()
}

pub(crate) fn step(step: &RankingStep) -> pb::RankingStep {
    use pb::ranking_step::Step;
    let step = match step {
        RankingStep::Sum { initiative, doubled } => {
            Step::Sum(pb::BordaSum { initiative: initiative.to_string(), doubled_points: *doubled })
        }
        RankingStep::Neighbours { above, below, votes, opposing, path, path_back } => {
            Step::Neighbours(pb::SchulzeNeighbours {
                above: above.to_string(),
                below: below.to_string(),
                votes: *votes,
                opposing: *opposing,
                path: Some(route(path)),
                path_back: Some(route(path_back)),
            })
        }
        RankingStep::Pair { winner, loser, votes, opposing, cycle } => Step::Pair(pb::RankedPair {
            winner: winner.to_string(),
            loser: loser.to_string(),
            votes: *votes,
            opposing: *opposing,
            cycle: texts(cycle),
        }),
    };
    pb::RankingStep { step: Some(step) }
}

fn route(route: &Route) -> pb::SchulzePath {
    let link = |(initiative, votes): &(InitiativeId, u32)| pb::SchulzeLink {
        initiative: initiative.to_string(),
        votes: *votes,
    };
    pb::SchulzePath { strength: route.strength, passes: route.passes.iter().map(link).collect() }
}

fn texts(values: &[impl ToString]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}
