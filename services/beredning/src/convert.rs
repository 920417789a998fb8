//! Between the rules' words and the contract's.

use beredning_domain::{Contribution, Cost, Scores, Status};
use model::Competence;
use proto::beredning::v1 as pb;

pub(crate) fn competence_into(competence: Competence) -> pb::Competence {
    match competence {
        Competence::Business => pb::Competence::Business,
        Competence::It => pb::Competence::It,
    }
}

pub(crate) fn competence_from(number: i32) -> Option<Competence> {
    match pb::Competence::try_from(number) {
        Ok(pb::Competence::Business) => Some(Competence::Business),
        Ok(pb::Competence::It) => Some(Competence::It),
        Ok(pb::Competence::Unspecified) | Err(_) => None,
    }
}

pub(crate) fn status_into(status: Status) -> pb::DossierStatus {
    match status {
        Status::Open => pb::DossierStatus::Open,
        Status::Completed => pb::DossierStatus::Completed,
        Status::AwaitingSupplement => pb::DossierStatus::AwaitingSupplement,
        Status::Withdrawn => pb::DossierStatus::Withdrawn,
    }
}

pub(crate) fn status_from(number: i32) -> Option<Status> {
    match pb::DossierStatus::try_from(number) {
        Ok(pb::DossierStatus::Open) => Some(Status::Open),
        Ok(pb::DossierStatus::Completed) => Some(Status::Completed),
        Ok(pb::DossierStatus::AwaitingSupplement) => Some(Status::AwaitingSupplement),
        Ok(pb::DossierStatus::Withdrawn) => Some(Status::Withdrawn),
        Ok(pb::DossierStatus::Unspecified) | Err(_) => None,
    }
}

pub(crate) fn costs(costs: &[Cost]) -> Vec<pb::Cost> {
    let cost = |cost: &Cost| pb::Cost {
        year: cost.year,
        one_off_ore: cost.one_off.as_ore(),
        running_ore: cost.running.as_ore(),
    };
    costs.iter().map(cost).collect()
}

pub(crate) fn scores(scores: &Scores) -> Vec<pb::Score> {
    let score = |(key, score): (&String, &i32)| pb::Score { criterion: key.clone(), score: *score };
    scores.iter().map(score).collect()
}

pub(crate) fn contribution(one: &Contribution) -> pb::Contribution {
    pb::Contribution {
        competence: competence_into(one.competence).into(),
        person: one.person.to_string(),
        statement: one.statement.clone(),
        signed_at: Some(platform::grpc::timestamp(one.signed_at)),
    }
}

pub(crate) fn signature(one: &Contribution) -> pb::Signature {
    pb::Signature {
        competence: competence_into(one.competence).into(),
        person: one.person.to_string(),
    }
}

/// A value in permille.
pub(crate) fn permille(value: Option<u32>) -> i32 {
    value.and_then(|value| i32::try_from(value).ok()).unwrap_or_default()
}
