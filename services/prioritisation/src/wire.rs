//! Values of the rules as values of the contract.

use model::Scores;
use prioritisation_domain::{Competence, Outcome, Phase, RankingEntry, Standing};
use proto::prioritisation::v1 as pb;

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
    }
}

pub(crate) fn scores(scores: &Scores) -> Vec<pb::Score> {
    let score = |(criterion, score): (&String, &i32)| pb::Score {
        criterion: criterion.clone(),
        score: *score,
    };
    scores.iter().map(score).collect()
}
