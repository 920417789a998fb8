//! Durable commands per second of one service, over gRPC: on SQLite, and on PostgreSQL.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tempfile::TempDir;

use super::figure::{Aim, Figure, Telling, tell};
use super::limit::{self, Limit};
use super::place::Place;
use super::store::Store;
use super::target::Target;
use super::{Failure, load, seconds};
use crate::cli::Ended;

#[derive(Debug, Clone, Args)]
pub(crate) struct WriteArgs {
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
    /// Numbers of clients.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "1,8,32,128",
          value_parser = clap::value_parser!(u16).range(1..=128))]
    pub(super) clients: Vec<u16>,
    /// Seconds for each number of clients, and as many for its limit.
    #[arg(long, value_name = "N", default_value = "3", value_parser = seconds)]
    pub(super) seconds: Duration,
    /// Words of a proposal's need, whose length stays.
    #[arg(long, value_name = "N", default_value_t = 28, value_parser = clap::value_parser!(u16).range(1..=28))]
    pub(super) words: u16,
}

pub(super) async fn run(args: &WriteArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run, on stores of its own.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let mut figures = on_sqlite(&folder, size).await?;
    if let Some(url) = place.database("write").await? {
        let limit = Limit::new(limit::Place::Postgres(url.clone()), folder.path()).await?;
        let target = Target::postgres(&url, folder.path(), size.words).await?;
        let aims = [(1, 0.35), (8, 0.6), (32, 0.9), (128, 1.3)];
        figures.extend(measure("PostgreSQL", target, &limit, size, &aims).await?);
    }
    Ok(figures)
}

async fn on_sqlite(folder: &TempDir, size: &Size) -> Result<Vec<Figure>, Failure> {
    let target = Target::embedded(&folder.path().join("data"), size.words).await?;
    let file = limit::Place::Sqlite(folder.path().join("limit.db"));
    let limit = Limit::new(file, folder.path()).await?;
    measure("SQLite", target, &limit, size, &[(1, 0.2), (32, 0.8)]).await
}

/// The limit is measured right before each load, so both see the same machine.
async fn measure(
    store: &str,
    target: Target,
    limit: &Limit,
    size: &Size,
    aims: &[(u16, f64)],
) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for clients in &size.clients {
        eprintln!("commands on {store}, clients: {clients}");
        let commits = limit.rate(*clients, size.seconds).await?;
        let load = load::run(&target, *clients, size.seconds).await?;
        let name = format!("commands on {store}, clients: {clients}");
        let aim = aims.iter().find(|(of, _)| of == clients).map(|(_, ratio)| Aim::Ratio(*ratio));
        let rate = Figure::new(name.clone(), "1/s", load.commands);
        figures.push(rate.beside(limit.what(), commits).aims(aim));
        figures.push(Figure::time(format!("{name}, p50"), load.p50));
        figures.push(Figure::time(format!("{name}, p99"), load.p99));
    }
    target.stop().await?;
    Ok(figures)
}

/// Durable transactions of two inserts per second, 32 clients at once: the limit of what is more than
/// one command.
pub(super) async fn commits(store: &Store, folder: &Path) -> Result<f64, Failure> {
    let place = match store {
        Store::Sqlite(path) => limit::Place::Sqlite(path.clone()),
        Store::Postgres(url) => limit::Place::Postgres(url.clone()),
    };
    Limit::new(place, folder).await?.rate(32, Duration::from_secs(1)).await
}
