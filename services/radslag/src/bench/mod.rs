//! `radslag bench`: what a service takes, beside what the machine allows.

mod chain;
mod figure;
mod follow;
mod limit;
mod load;
mod place;
mod report;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};

pub(crate) use limit::two_inserts;
use limit::{Limit, Place};
use report::{Engine, Sample};
use target::Target;

use crate::UserError;
use crate::cli::Ended;

type Failure = Box<dyn std::error::Error>;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Durable commands per second of one service, over gRPC.
    Write(WriteArgs),
    /// How soon a write on one replica is acted on by another service's follower.
    Follow(follow::FollowArgs),
    /// A command and its effect in four more services: bare services, without rules of their own.
    Chain(chain::ChainArgs),
    #[command(hide = true)]
    ChainMember(chain::MemberArgs),
}

#[derive(Debug, Args)]
pub(crate) struct WriteArgs {
    /// Also on PostgreSQL: URL of an empty database, with two connections for each client.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Folder on whose disk SQLite is measured [default: the system's temporary folder].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Numbers of clients.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "1,8,32,128",
          value_parser = clap::value_parser!(u16).range(1..=128))]
    clients: Vec<u16>,
    /// Seconds for each number of clients, and as many for its limit.
    #[arg(long, value_name = "N", default_value = "3", value_parser = seconds)]
    seconds: Duration,
    /// Runs; medians are told.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    runs: u16,
    /// Words of a proposal's need, whose length stays: each is a row of the search.
    #[arg(long, value_name = "N", default_value_t = 28, value_parser = clap::value_parser!(u16).range(1..=28))]
    words: u16,
    /// File that all figures are written to.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse::<f64>().map_err(|error| error.to_string())?;
    if (0.05..=600.0).contains(&number) {
        Ok(Duration::from_secs_f64(number))
    } else {
        Err("choose 0.05 to 600 seconds".to_owned())
    }
}

/// Measures, and tells.
pub(crate) async fn run(bench: Bench) -> Ended {
    let args = match bench {
        Bench::Write(args) => args,
        Bench::Follow(args) => return follow::run(&args).await,
        Bench::Chain(args) => return chain::run(&args).await,
        Bench::ChainMember(args) => return chain::member(&args).await,
    };
    if let Some(file) = &args.json {
        // Minutes of measuring are not lost at the end.
        write(file, "")?;
    }
    let folder = match &args.data {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let folder = folder
        .map_err(|error| UserError::new(error.to_string(), "choose another folder with --data"))?;
    let sqlite = Target::embedded(&folder.path().join("data"), args.words).await?;
    let limit = Limit::new(Place::Sqlite(folder.path().join("limit.db"))).await?;
    let mut engines = vec![measure("sqlite", sqlite, &limit, &args).await?];
    if let Some(url) = &args.postgres {
        let postgres = Target::postgres(url, folder.path(), args.words).await?;
        let limit = Limit::new(Place::Postgres(url.clone())).await?;
        engines.push(measure("postgres", postgres, &limit, &args).await?);
    }
    println!("{}", report::table(&engines));
    if let Some(file) = &args.json {
        write(file, &report::json(&args, &engines))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(file: &std::path::Path, text: &str) -> Result<(), UserError> {
    std::fs::write(file, text).map_err(|error| {
        UserError::new(format!("{}: {error}", file.display()), "choose another file with --json")
    })
}

/// The limit is measured right before each load, so both see the same machine.
async fn measure(
    name: &'static str,
    target: Target,
    limit: &Limit,
    args: &WriteArgs,
) -> Result<Engine, Failure> {
    let mut samples = Vec::new();
    for run in 1..=args.runs {
        for clients in &args.clients {
            eprintln!("{name}, run {run} of {}, clients: {clients}", args.runs);
            let commits = limit.rate(*clients, args.seconds).await?;
            let load = load::run(&target, *clients, args.seconds).await?;
            samples.push(Sample { clients: *clients, load, commits });
        }
    }
    target.stop().await?;
    Ok(Engine { name, samples })
}
