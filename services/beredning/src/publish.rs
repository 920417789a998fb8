//! Own fact to public event.

use beredning_domain::{Dossier, DossierFact};
use platform::journal::{Event, Recorded};
use proto::beredning::v1 as pb;

use crate::convert::{costs, permille, scores, signature};

/// The event made from a fact, if it concerns others.
pub(crate) fn event(fact: &Recorded) -> Option<Event> {
    let state = fact.state::<Dossier>()?;
    match fact.fact::<Dossier>()? {
        DossierFact::Opened { .. } => Some(Event::of(&pb::DossierOpened {
            dossier: state.id.to_string(),
            initiative: state.initiative.to_string(),
            cycle: state.cycle.to_string(),
        })),
        DossierFact::Completed { officer, .. } => {
            Some(Event::of(&completed(state, officer.to_string())))
        }
        DossierFact::OfficerAssigned { .. }
        | DossierFact::ContributionSigned { .. }
        | DossierFact::Valued { .. }
        | DossierFact::Reopened { .. }
        | DossierFact::Supplemented { .. }
        | DossierFact::Withdrawn {} => None,
    }
}

fn completed(state: &Dossier, officer: String) -> pb::DossierCompleted {
    let content = &state.content;
    pb::DossierCompleted {
        dossier: state.id.to_string(),
        initiative: state.initiative.to_string(),
        cycle: state.cycle.to_string(),
        administration: state.administration.to_string(),
        proposer: content.proposer.to_string(),
        reference: content.reference.clone(),
        title: content.title.clone(),
        area: content.area.to_string(),
        total_cost_ore: content.total_cost.as_ore(),
        costs: costs(&content.costs),
        affected_administrations: content
            .affected_administrations
            .iter()
            .map(ToString::to_string)
            .collect(),
        scores: scores(&state.scores),
        value: permille(state.value),
        signatures: state.contributions.iter().map(signature).collect(),
        officer,
        round: state.round,
    }
}
