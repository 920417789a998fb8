//! `summary.json`: the year in one file. Its shape is fixed; see docs/demo.md.

use std::collections::BTreeMap;

use platform::journal::Head;
use serde::Serialize;

use super::results::{Item, Outcome, Results};

/// The file.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    source: String,
    initiatives: usize,
    outcomes: BTreeMap<&'static str, usize>,
    funded_ore: i64,
    frame_ore: i64,
    supplements: usize,
    answered: usize,
    parked: usize,
    services: BTreeMap<&'static str, Service>,
    items: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Service {
    position: u64,
    row_hash: String,
    sequence: u64,
    hash: String,
}

#[derive(Debug, Serialize)]
struct Line {
    #[serde(rename = "ref")]
    reference: String,
    id: String,
    area: usize,
    affected: usize,
    proposer: String,
    cost_ore: i64,
    step_one: Option<String>,
    supplemented: bool,
    area_rank: Option<u32>,
    city_rank: Option<u32>,
    outcome: &'static str,
    decided_in: Option<&'static str>,
    answers: usize,
}

const fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Funded => "funded",
        Outcome::NotFunded => "not_funded",
        Outcome::OutOfScope => "out_of_scope",
        Outcome::Rejected => "rejected",
        Outcome::Withdrawn => "withdrawn",
        Outcome::Open => "open",
    }
}

impl Summary {
    pub(super) fn new(
        source: &str,
        results: &Results,
        heads: Vec<(&'static str, Head)>,
        parked: usize,
    ) -> Self {
        let always = [Outcome::Funded, Outcome::NotFunded, Outcome::OutOfScope, Outcome::Rejected];
        let mut outcomes: BTreeMap<_, _> =
            always.into_iter().map(|one| (name(one), results.count(one))).collect();
        for one in [Outcome::Withdrawn, Outcome::Open] {
            if results.count(one) > 0 {
                outcomes.insert(name(one), results.count(one));
            }
        }
        Self {
            source: source.to_owned(),
            initiatives: results.items.len(),
            outcomes,
            funded_ore: results.items.iter().map(|item| item.funded.as_ore()).sum(),
            frame_ore: results.frame.as_ore(),
            supplements: results.items.iter().filter(|item| item.supplemented).count(),
            answered: results.answered(),
            parked,
            services: heads.into_iter().map(service).collect(),
            items: results.items.iter().map(line).collect(),
        }
    }

    pub(super) fn write(&self, folder: &std::path::Path) -> std::io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        write(folder, "summary.json", &text)
    }
}

/// Writes a file whole or not at all.
pub(super) fn write(folder: &std::path::Path, name: &str, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let part = folder.join(format!("{name}.part"));
    std::fs::write(&part, text)?;
    std::fs::rename(part, folder.join(name))
}

fn service((name, head): (&'static str, Head)) -> (&'static str, Service) {
    let Head { position, row_hash, sequence, hash, .. } = head;
    (name, Service { position, row_hash, sequence, hash })
}

fn line(item: &Item) -> Line {
    Line {
        reference: item.reference.clone(),
        id: item.id.clone(),
        area: item.area,
        affected: item.affected,
        proposer: item.proposer.clone(),
        cost_ore: item.cost.as_ore(),
        step_one: item.step_one.clone(),
        supplemented: item.supplemented,
        area_rank: item.area_rank,
        city_rank: item.city_rank,
        outcome: name(item.outcome),
        decided_in: item.decided_in,
        answers: item.answers,
    }
}
