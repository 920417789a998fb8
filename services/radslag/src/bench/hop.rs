//! One hop: a command that is committed in one service until its effect can be read in the next.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use platform::sql::Database;
use tempfile::TempDir;
use tokio::time::Instant;

use super::broker::Raw;
use super::chain::{self, Line, Times};
use super::figure::{Figure, Telling, ms, tell};
use super::limit::two_inserts;
use super::load::percentile;
use super::place::{Place, Processes};
use super::{Failure, limit};
use crate::cli::Ended;

/// Bytes of a message: a small event with its headers.
const BYTES: usize = 900;

#[derive(Debug, Clone, Args)]
pub(crate) struct HopArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    size: Size,
}

/// How much is measured.
#[derive(Debug, Clone, Args)]
pub(super) struct Size {
    /// Hops that are timed, one after the other.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u16).range(2..=10_000))]
    pub(super) samples: u16,
}

pub(super) async fn run(args: &HopArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let limit = two_commits(&folder, size.samples).await?;
    let line = Line::embedded(folder.path(), 2).await?;
    let mut figures = measure(line, "embedded", size, "two commits", &limit).await?;
    if let Some(on) = place.processes() {
        let url = place.database("hop").await?.ok_or("there is no PostgreSQL")?;
        let limit = commit_deliver_commit(&on, &url, size.samples).await?;
        let line = Line::processes(&on, folder.path(), 2).await?;
        let what = "a commit, a message delivered, a commit";
        figures.extend(measure(line, "PostgreSQL + NATS", size, what, &limit).await?);
    }
    Ok(figures)
}

async fn measure(
    line: Line,
    name: &str,
    size: &Size,
    what: &'static str,
    limit: &[Duration],
) -> Result<Vec<Figure>, Failure> {
    let Times { rest, whole } = chain::alone(&line, &mut 0, size.samples).await?;
    line.stop().await?;
    let beside = |what_is: &str, times: &[Duration], percent: usize| {
        let figure =
            Figure::time(format!("hop, {name}: {what_is}p{percent}"), percentile(times, percent));
        figure.beside(what, ms(percentile(limit, percent)))
    };
    Ok(vec![
        beside("", &whole, 50),
        beside("", &whole, 99),
        beside("after the command's answer, ", &rest, 50),
        beside("after the command's answer, ", &rest, 99),
    ])
}

/// In ascending order.
async fn two_commits(folder: &TempDir, samples: u16) -> Result<Vec<Duration>, Failure> {
    let database = Database::sqlite(&folder.path().join("limit.db")).await?;
    let times = two_inserts(&database, u64::from(samples) * 2).await?;
    database.close().await;
    let mut pairs: Vec<_> = times.chunks(2).map(|pair| pair.iter().sum()).collect();
    pairs.sort_unstable();
    Ok(pairs)
}

/// In ascending order.
async fn commit_deliver_commit(
    on: &Processes,
    url: &str,
    samples: u16,
) -> Result<Vec<Duration>, Failure> {
    let database = Database::postgres(url).await?;
    let mut commits = limit::Commits::on(&database).await?;
    let mut raw = Raw::open(&on.nats, BYTES).await?;
    let mut times = Vec::new();
    for _ in 0..=samples {
        let begin = Instant::now();
        commits.next().await?;
        raw.once().await?;
        commits.next().await?;
        times.push(begin.elapsed());
    }
    raw.close().await?;
    database.close().await;
    // The first opened connections and prepared statements.
    let mut times = times.split_off(1);
    times.sort_unstable();
    Ok(times)
}
