//! Own facts as public events.

use beredning_domain::{Dossier, DossierFact};
use kernel::PersonId;
use platform::journal::{Event, Recorded};
use proto::beredning::v1 as pb;

use crate::wire;

/// The event made from a fact, if any.
pub(crate) fn publish(fact: &Recorded) -> Option<Event> {
    match fact.fact::<Dossier>()? {
        DossierFact::Opened { id, initiative, cycle, .. } => Some(Event::of(&pb::DossierOpened {
            dossier: id.to_string(),
            initiative: initiative.to_string(),
            cycle: cycle.to_string(),
        })),
        DossierFact::Completed { officer } => Some(completed(fact.state::<Dossier>()?, officer)),
        _ => None,
    }
}

fn completed(dossier: &Dossier, officer: &PersonId) -> Event {
    let content = &dossier.content;
    let signatures = dossier.contributions.iter().map(|one| pb::Signature {
        competence: wire::competence(one.competence).into(),
        person: one.person.to_string(),
    });
    Event::of(&pb::DossierCompleted {
        dossier: dossier.id.to_string(),
        initiative: dossier.initiative.to_string(),
        cycle: dossier.cycle.to_string(),
        administration: dossier.administration.to_string(),
        proposer: content.proposer.to_string(),
        reference: content.reference.clone(),
        title: content.title.clone(),
        area: content.area.to_string(),
        total_cost_ore: content.total_cost.as_ore(),
        costs: wire::costs(content),
        affected_administrations: wire::affected(content),
        scores: wire::scores(dossier),
        value: wire::value(dossier),
        signatures: signatures.collect(),
        officer: officer.to_string(),
        round: dossier.round,
    })
}
