//! Between the rules' words and the contract's.

use std::sync::Arc;

use beredning_domain::{Content, Contribution, Dossier, Status};
use kernel::Timestamp;
use model::{Competence, Model};
use proto::beredning::v1 as pb;

pub(crate) fn competence(ours: Competence) -> pb::Competence {
    match ours {
        Competence::Business => pb::Competence::Business,
        Competence::It => pb::Competence::It,
    }
}

pub(crate) fn status(ours: Status) -> pb::DossierStatus {
    match ours {
        Status::Open => pb::DossierStatus::Open,
        Status::Completed => pb::DossierStatus::Completed,
        Status::AwaitingSupplement => pb::DossierStatus::AwaitingSupplement,
        Status::Withdrawn => pb::DossierStatus::Withdrawn,
    }
}

pub(crate) fn costs(content: &Content) -> Vec<pb::Cost> {
    let cost = |one: &beredning_domain::Cost| pb::Cost {
        year: one.year,
        one_off_ore: one.one_off.as_ore(),
        running_ore: one.running.as_ore(),
    };
    content.costs.iter().map(cost).collect()
}

pub(crate) fn affected(content: &Content) -> Vec<String> {
    content.affected_administrations.iter().map(ToString::to_string).collect()
}

pub(crate) fn scores(dossier: &Dossier) -> Vec<pb::Score> {
    let score = |(criterion, score): (&String, &i32)| pb::Score {
        criterion: criterion.clone(),
        score: *score,
    };
    dossier.scores.iter().map(score).collect()
}

/// Permille of the highest possible value; 0 where it is not valued.
pub(crate) fn value(dossier: &Dossier) -> i32 {
    dossier.value.and_then(|value| i32::try_from(value).ok()).unwrap_or_default()
}

/// A dossier as the API shows it. What is missing is told where its model is known here.
pub(crate) fn dossier(dossier: &Dossier, model: Option<&Arc<Model>>, revision: u64) -> pb::Dossier {
    let content = &dossier.content;
    pb::Dossier {
        id: dossier.id.to_string(),
        initiative: dossier.initiative.to_string(),
        cycle: dossier.cycle.to_string(),
        administration: dossier.administration.to_string(),
        status: status(dossier.status).into(),
        round: dossier.round,
        officer: dossier.officer.as_ref().map(ToString::to_string).unwrap_or_default(),
        proposer: content.proposer.to_string(),
        reference: content.reference.clone(),
        title: content.title.clone(),
        area: content.area.to_string(),
        total_cost_ore: content.total_cost.as_ore(),
        value: value(dossier),
        valued: dossier.value.is_some(),
        opened_at: Some(timestamp(dossier.opened_at)),
        revision,
        costs: costs(content),
        affected_administrations: affected(content),
        scores: scores(dossier),
        contributions: dossier.contributions.iter().map(contribution).collect(),
        missing: model.map(|model| dossier.missing(model)).unwrap_or_default(),
        need: content.need.clone(),
        process: content.process.clone(),
    }
}

/// A dossier as lists show it.
pub(crate) fn in_list(dossier: pb::Dossier) -> pb::Dossier {
    pb::Dossier {
        costs: Vec::new(),
        affected_administrations: Vec::new(),
        scores: Vec::new(),
        contributions: Vec::new(),
        missing: Vec::new(),
        need: String::new(),
        process: String::new(),
        ..dossier
    }
}

fn contribution(one: &Contribution) -> pb::Contribution {
    pb::Contribution {
        competence: competence(one.competence).into(),
        person: one.person.to_string(),
        statement: one.statement.clone(),
        signed_at: Some(timestamp(one.signed_at)),
    }
}

fn timestamp(at: Timestamp) -> pbjson_types::Timestamp {
    let micros = at.as_micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or_default();
    pbjson_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}
