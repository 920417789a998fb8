//! Own fact to rows of the read table.

use beredning_domain::Dossier;
use platform::journal::{Changes, Recorded};
use platform::known;

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    known::project(fact, changes);
    let Some(state) = fact.state::<Dossier>() else { return };
    let content = &state.content;
    // Serialising to a string fails only for maps whose keys are no strings: there are none.
    let dossier = serde_json::to_string(state).unwrap_or_default();
    let row = vec![
        ("id", state.id.to_string().into()),
        ("initiative", state.initiative.to_string().into()),
        ("cycle", state.cycle.to_string().into()),
        ("administration", state.administration.to_string().into()),
        ("status", state.status.as_str().into()),
        ("round", state.round.into()),
        ("officer", state.officer.as_ref().map_or("", |officer| officer.as_str()).into()),
        ("proposer", content.proposer.as_str().into()),
        ("reference", content.reference.as_str().into()),
        ("title", content.title.as_str().into()),
        ("area", content.area.as_str().into()),
        ("total_cost", content.total_cost.as_ore().into()),
        ("value", state.value.map(i64::from).into()),
        ("opened_at", state.opened_at.as_micros().into()),
        ("revision", fact.revision.into()),
        ("dossier", dossier.into()),
    ];
    changes.upsert("dossier_v1", &["id"], row);
}
