//! What is told: medians of all runs, and every figure as JSON.

use std::collections::BTreeSet;
use std::time::Duration;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use serde_json::{Value, json};

use super::WriteArgs;
use super::load::Load;

/// One number of clients in one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) clients: u16,
    pub(super) load: Load,
    /// The limit: transactions per second.
    pub(super) commits: f64,
}

impl Sample {
    fn ratio(&self) -> f64 {
        self.load.commands / self.commits
    }
}

/// What is told of a sample.
type Figure = fn(&Sample) -> f64;

/// All that was measured on one engine.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) name: &'static str,
    pub(super) samples: Vec<Sample>,
}

impl Engine {
    /// The runs of each number of clients.
    fn points(&self) -> impl Iterator<Item = (u16, Vec<Sample>)> {
        let clients: BTreeSet<_> = self.samples.iter().map(|sample| sample.clients).collect();
        clients.into_iter().map(|clients| {
            let runs = self.samples.iter().filter(|sample| sample.clients == clients);
            (clients, runs.copied().collect())
        })
    }
}

/// A table of medians. The ratio is the median of the runs' ratios.
pub(super) fn table(engines: &[Engine]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["store", "clients", "commands/s", "p50 ms", "p99 ms", "commits/s", "ratio"]);
    for engine in engines {
        for (clients, runs) in engine.points() {
            table.add_row([
                engine.name.to_owned(),
                clients.to_string(),
                format!("{:.0}", median(&runs, |one| one.load.commands)),
                format!("{:.2}", median(&runs, |one| ms(one.load.p50))),
                format!("{:.2}", median(&runs, |one| ms(one.load.p99))),
                format!("{:.0}", median(&runs, |one| one.commits)),
                format!("{:.2}", median(&runs, Sample::ratio)),
            ]);
        }
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}

/// Medians, and the figures of every run.
pub(super) fn json(args: &WriteArgs, engines: &[Engine]) -> String {
    let stores = engines.iter().map(|engine| {
        let points: Vec<_> = engine.points().map(|(clients, runs)| point(clients, &runs)).collect();
        json!({"store": engine.name, "points": points})
    });
    let document = json!({
        "seconds": args.seconds.as_secs_f64(),
        "runs": args.runs,
        "words": args.words,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "stores": stores.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn point(clients: u16, runs: &[Sample]) -> Value {
    let figures: [(&str, Figure); 5] = [
        ("commands_per_second", |one| one.load.commands),
        ("p50_ms", |one| ms(one.load.p50)),
        ("p99_ms", |one| ms(one.load.p99)),
        ("limit_commits_per_second", |one| one.commits),
        ("ratio", Sample::ratio),
    ];
    let mut point = json!({"clients": clients});
    for (name, figure) in figures {
        let all: Vec<_> = runs.iter().map(figure).collect();
        if let Some(point) = point.as_object_mut() {
            point.insert(name.to_owned(), json!({"median": median(runs, figure), "runs": all}));
        }
    }
    point
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn median(runs: &[Sample], figure: Figure) -> f64 {
    let mut all: Vec<_> = runs.iter().map(figure).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}
