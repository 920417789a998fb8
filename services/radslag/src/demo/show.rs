//! What a person sees: a bar per stage, the year as a table, one journey.

use std::time::Duration;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Money, Timestamp};
use model::Model;
use proto::intake::v1 as intake;

use super::results::{Outcome, Results};

/// Draws a bar per stage, and leaves a line when the stage is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress;

/// The bar of one stage.
#[derive(Debug)]
pub(super) struct Stage {
    bar: ProgressBar,
    name: String,
    begin: tokio::time::Instant,
}

impl Progress {
    pub(super) fn stage(self, name: &str, steps: usize) -> Stage {
        let bar = ProgressBar::new(u64::try_from(steps).unwrap_or_default());
        let style = ProgressStyle::with_template("{msg:36} {bar:30} {pos:>5}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(name.to_owned());
        Stage { bar, name: name.to_owned(), begin: tokio::time::Instant::now() }
    }
}

impl Stage {
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    pub(super) fn end(&self) {
        let (done, time) = (self.bar.position(), self.begin.elapsed());
        self.bar.finish_and_clear();
        eprintln!("{:36} {done:>5}  {:>7.2} s", self.name, time.as_secs_f64());
    }
}

/// The year by area.
pub(super) fn areas(results: &Results, model: &Model) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["Area", "proposed", "out of scope", "included", "funded", "amount"]);
    let mut total = (0, 0, 0, 0, Money::ZERO);
    for (at, area) in model.areas.iter().enumerate() {
        let own: Vec<_> = results.items.iter().filter(|item| item.area == at).collect();
        let count = |outcome| own.iter().filter(|item| item.outcome == outcome).count();
        let included =
            own.iter().filter(|item| item.step_one.as_deref() == Some("included")).count();
        let (out, funded) = (count(Outcome::OutOfScope), count(Outcome::Funded));
        let amount = own.iter().map(|item| item.funded).sum();
        table.add_row(cells(&area.name, own.len(), out, included, funded, amount));
        total = (
            total.0 + own.len(),
            total.1 + out,
            total.2 + included,
            total.3 + funded,
            [total.4, amount].into_iter().sum(),
        );
    }
    table.add_row(cells("The city", total.0, total.1, total.2, total.3, total.4));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}

fn cells(
    name: &str,
    all: usize,
    out: usize,
    included: usize,
    funded: usize,
    sum: Money,
) -> [String; 6] {
    let number = |n: usize| n.to_string();
    [name.to_owned(), number(all), number(out), number(included), number(funded), sum.to_string()]
}

/// One initiative's whole way, with every answer.
pub(super) fn journey(journey: &intake::GetJourneyResponse) -> String {
    let Some(initiative) = &journey.initiative else { return String::new() };
    let mut text = format!(
        "{} ({})\n  proposed by {}; {}\n",
        initiative.title,
        initiative.id,
        initiative.proposer,
        Money::ore(initiative.total_cost_ore),
    );
    for step in &journey.steps {
        text.push_str(&format!(
            "  {}  {:20} {:20} {}{}\n",
            day(step.at.as_ref()),
            step.service,
            lower(step.stage().as_str_name(), "STAGE_"),
            if step.outcome.is_empty() { "" } else { &step.outcome },
            if step.reason.is_empty() { String::new() } else { format!(": {}", step.reason) },
        ));
    }
    text.push_str(&format!("  {} answers to {}:\n", journey.answers.len(), initiative.proposer));
    for answer in &journey.answers {
        let last = if answer.r#final { " (final)" } else { "" };
        text.push_str(&format!(
            "  {:>2}. {}{last}: {}\n",
            answer.number, answer.outcome, answer.reason
        ));
    }
    text
}

fn lower(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix).to_lowercase().replace('_', " ")
}

fn day(at: Option<&pbjson_types::Timestamp>) -> String {
    let micros = at.map_or(0, |at| at.seconds * 1_000_000);
    Timestamp::from_micros(micros).date().to_string()
}

/// How long the year took.
pub(super) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
