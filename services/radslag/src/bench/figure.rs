//! What is told: each figure beside its limit and its aim, as a median of all runs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use serde_json::{Value, json};

use super::Failure;
use crate::UserError;

/// How often is measured, and where to it is told.
#[derive(Debug, Clone, Args)]
pub(super) struct Telling {
    /// Runs; medians are told.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(super) runs: u16,
    /// File that all figures are written to.
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Aim {
    AtLeast(f64),
    AtMost(f64),
    /// Of the ratio to the limit.
    Ratio(f64),
}

/// One figure of one run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) name: String,
    pub(super) unit: &'static str,
    pub(super) value: f64,
    /// What the machine allows, measured in the same run: of what, and how much.
    pub(super) limit: Option<(&'static str, f64)>,
    pub(super) aim: Option<Aim>,
}

impl Figure {
    pub(super) fn new(name: impl Into<String>, unit: &'static str, value: f64) -> Self {
        Self { name: name.into(), unit, value, limit: None, aim: None }
    }

    /// A time in milliseconds.
    pub(super) fn time(name: impl Into<String>, time: Duration) -> Self {
        Self::new(name, "ms", ms(time))
    }

    pub(super) fn beside(mut self, what: &'static str, limit: f64) -> Self {
        self.limit = Some((what, limit));
        self
    }

    pub(super) fn aims(mut self, aim: impl Into<Option<Aim>>) -> Self {
        self.aim = aim.into();
        self
    }

    fn ratio(&self) -> Option<f64> {
        self.limit.map(|(_, limit)| self.value / limit)
    }
}

pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A count as a figure. Counts here are far below what an `f64` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn count(number: u64) -> f64 {
    number as f64
}

/// So many in this time, per second.
pub(super) fn rate(number: u64, took: Duration) -> f64 {
    count(number) / took.as_secs_f64()
}

/// All figures of all runs, by name.
#[derive(Debug, Default)]
pub(super) struct Figures {
    all: Vec<Vec<Figure>>,
}

impl Figures {
    /// Takes the figures of another run.
    pub(super) fn add(&mut self, run: Vec<Figure>) {
        for figure in run {
            match self.all.iter_mut().find(|of| of.iter().any(|one| one.name == figure.name)) {
                Some(of) => of.push(figure),
                None => self.all.push(vec![figure]),
            }
        }
    }

    /// A table of medians. The ratio is the median of the runs' ratios.
    pub(super) fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        table.set_header(["figure", "value", "unit", "limit", "ratio", "aim", "what limits"]);
        for runs in &self.all {
            let Some(first) = runs.first() else { continue };
            let shown = |number: Option<f64>| number.map_or_else(String::new, shown);
            table.add_row([
                first.name.clone(),
                shown(median(runs, |one| Some(one.value))),
                first.unit.to_owned(),
                shown(median(runs, |one| one.limit.map(|(_, limit)| limit))),
                shown(median(runs, Figure::ratio)),
                first.aim.map_or_else(String::new, aim),
                first.limit.map_or("", |(what, _)| what).to_owned(),
            ]);
        }
        for column in table.column_iter_mut().skip(1).take(4) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.to_string()
    }

    /// Medians, and the figures of every run.
    pub(super) fn json(&self, telling: &Telling) -> Value {
        let figures: Vec<_> = self.all.iter().filter_map(|runs| figure(runs)).collect();
        json!({
            "runs": telling.runs,
            "cores": std::thread::available_parallelism().map_or(0, usize::from),
            "figures": figures,
        })
    }
}

fn figure(runs: &[Figure]) -> Option<Value> {
    let first = runs.first()?;
    let values: Vec<_> = runs.iter().map(|one| one.value).collect();
    let mut told = json!({
        "name": first.name,
        "unit": first.unit,
        "median": median(runs, |one| Some(one.value)),
        "runs": values,
        "aim": first.aim.map(aim),
    });
    if let (Some(told), Some((what, _))) = (told.as_object_mut(), first.limit) {
        let limits: Vec<_> = runs.iter().filter_map(|one| one.limit.map(|one| one.1)).collect();
        let median_of = median(runs, |one| one.limit.map(|(_, limit)| limit));
        told.insert("limit".to_owned(), json!({"what": what, "median": median_of, "runs": limits}));
        told.insert("ratio".to_owned(), json!(median(runs, Figure::ratio)));
    }
    Some(told)
}

fn aim(aim: Aim) -> String {
    match aim {
        Aim::AtLeast(number) => format!("at least {}", shown(number)),
        Aim::AtMost(number) => format!("at most {}", shown(number)),
        Aim::Ratio(number) => format!("ratio {}", shown(number)),
    }
}

fn shown(number: f64) -> String {
    let decimals = if number.abs() >= 100.0 || number.fract() == 0.0 { 0 } else { 2 };
    format!("{number:.decimals$}")
}

fn median(runs: &[Figure], of: impl Fn(&Figure) -> Option<f64>) -> Option<f64> {
    let mut all: Vec<_> = runs.iter().filter_map(of).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

/// Measures as often as wished, and tells.
pub(super) async fn tell(
    telling: &Telling,
    one: impl AsyncFn() -> Result<Vec<Figure>, Failure>,
) -> Result<(), Failure> {
    if let Some(file) = &telling.json {
        // Minutes of measuring are not lost at the end.
        write(file, "")?;
    }
    let mut figures = Figures::default();
    for run in 1..=telling.runs {
        eprintln!("run {run} of {}", telling.runs);
        figures.add(Box::pin(one()).await?);
    }
    println!("{}", figures.table());
    if let Some(file) = &telling.json {
        write(file, &format!("{:#}\n", figures.json(telling)))?;
    }
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<(), UserError> {
    std::fs::write(file, text).map_err(|error| {
        UserError::new(format!("{}: {error}", file.display()), "choose another file with --json")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_the_median_of_the_runs_ratios() {
        let mut figures = Figures::default();
        for (value, limit) in [(1.0, 10.0), (2.0, 4.0), (3.0, 3.0)] {
            let figure = Figure::new("speed", "1/s", value).beside("light", limit);
            figures.add(vec![figure.aims(Aim::Ratio(0.4))]);
        }
        let told = figures.json(&Telling { runs: 3, json: None });
        let speed = &told["figures"][0];
        assert_eq!((&speed["median"], &speed["ratio"]), (&json!(2.0), &json!(0.5)));
        assert_eq!(speed["limit"]["median"], json!(4.0));
        assert_eq!(speed["aim"], "ratio 0.40");
        assert!(figures.table().contains("light"));
    }
}
