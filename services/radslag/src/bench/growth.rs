//! What a command costs when the journal, the states and the read tables are large.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::Clock as _;
use model::Models;
use platform::journal::fill;
use platform::system::{SystemClock, SystemIds};

use super::figure::{Figure, Telling, tell};
use super::place::Place;
use super::store::Store;
use super::target::Target;
use super::{Failure, load, seconds};
use crate::cli::Ended;

/// Clients that send commands.
const CLIENTS: u16 = 32;
/// Words of a proposal.
const WORDS: u16 = 28;

#[derive(Debug, Clone, Args)]
pub(crate) struct GrowthArgs {
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
    /// Numbers of initiatives that are there before.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "10000,100000,1000000",
          value_parser = clap::value_parser!(u64).range(1..=90_000_000))]
    pub(super) initiatives: Vec<u64>,
    /// Seconds of commands at each.
    #[arg(long, value_name = "N", default_value = "5", value_parser = seconds)]
    pub(super) seconds: Duration,
}

pub(super) async fn run(args: &GrowthArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run. Each number is beside the smallest.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let numbers: BTreeSet<_> = size.initiatives.iter().copied().collect();
    let mut figures = Vec::new();
    for store in Store::both(place, folder.path(), "growth").await? {
        let (mut there, mut first) = (0, None);
        for wanted in &numbers {
            eprintln!("filling {} to {wanted} initiatives", store.name());
            grow(&store, there, *wanted).await?;
            there = *wanted;
            let target = Target::alone(store.open().await?, folder.path(), WORDS).await?;
            let load = load::run(&target, CLIENTS, size.seconds).await;
            target.stop().await?;
            let load = load?;
            let first = *first.get_or_insert(load.commands);
            let name = format!("commands at {wanted} initiatives, {}", store.name());
            let figure = Figure::new(name.clone(), "1/s", load.commands);
            figures.push(figure.beside("the same at the smallest number", first));
            figures.push(Figure::time(format!("{name}, p99"), load.p99));
        }
    }
    Ok(figures)
}

/// Journal, states, requests and read tables.
async fn grow(store: &Store, there: u64, wanted: u64) -> Result<(), Failure> {
    let room = intake::service(&Arc::new(Models::shipped()?)).room;
    store.prepare(room.clone()).await?;
    let database = store.open().await?;
    intake::filling::read_tables(&database, &SystemIds, there, wanted).await?;
    let rows = intake::filling::proposals(wanted - there, Arc::new(SystemIds));
    let now = SystemClock::new().now().as_micros();
    fill(&database, room.as_ref(), &SystemIds, now, rows).await?;
    database.close().await;
    Ok(())
}
