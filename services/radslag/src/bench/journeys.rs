//! Whole journeys: from the proposal to the final answer, as the demo plays a year.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use platform::config::Config;
use platform::system::SystemClock;
use tempfile::TempDir;
use tokio::time::Instant;

use super::Failure;
use super::figure::{Aim, Figure, Telling, count, rate, tell};
use super::place::{Place, Processes, wish};
use super::store::Store;
use super::write;
use crate::Addresses;
use crate::cli::Ended;
use crate::cluster::{Cluster, Program, binary};
use crate::demo::election;
use crate::demo::pabulib::{Election, Project, Vote};
use crate::demo::plan::Plan;
use crate::embedded::Platform;

/// Places of voters: administrations.
const PLACES: usize = 8;
/// Areas of the model.
const AREAS: usize = 5;
/// What each costs, in öre.
const COST: i64 = 100_000_000;

#[derive(Debug, Clone, Args)]
pub(crate) struct JourneysArgs {
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
    /// Initiatives of the year. Their administration sends all of them in at once, which is 500 at the most.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u16).range(8..=500))]
    pub(super) journeys: u16,
}

pub(super) async fn run(args: &JourneysArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let plan = plan(usize::from(size.journeys));
    let mut figures = embedded(&folder, &plan).await?;
    if let Some(on) = place.processes() {
        figures.extend(on_processes(place, &on, &folder, &plan).await?);
    }
    Ok(figures)
}

async fn embedded(folder: &TempDir, plan: &Plan) -> Result<Vec<Figure>, Failure> {
    let limit = Store::Sqlite(folder.path().join("limit.db"));
    let commits = write::commits(&limit, folder.path()).await?;
    let data = folder.path().join("embedded");
    let config = Config { data, listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let platform = Platform::start(&config, Arc::new(SystemClock::new())).await?;
    let begin = Instant::now();
    let addresses = Addresses::from(platform.address());
    let played = crate::demo::play_on(&addresses, platform.key().clone(), plan).await;
    let took = begin.elapsed();
    let facts = platform.heads().await?.iter().map(|(_, head)| head.position).sum();
    platform.stop().await?;
    played?;
    let name = "journeys, all in one process";
    Ok(told(name, rate(journeys(plan), took), facts, plan, commits, 1_500.0))
}

async fn on_processes(
    place: &Place,
    on: &Processes,
    folder: &TempDir,
    plan: &Plan,
) -> Result<Vec<Figure>, Failure> {
    let url = place.database("limit").await?.ok_or("there is no PostgreSQL")?;
    let commits = write::commits(&Store::Postgres(url), folder.path()).await?;
    let wish = wish(on, folder.path(), "journeys")?;
    let cluster = Cluster::start_as(&wish, Program::Services(binary()?)).await?;
    let begin = Instant::now();
    let played = crate::demo::play_on(&cluster.addresses(), cluster.key().clone(), plan).await;
    let took = begin.elapsed();
    let facts = cluster.statuses().await?.iter().map(|status| status.position).sum();
    cluster.stop().await?;
    played?;
    let name = "journeys, five processes";
    Ok(told(name, rate(journeys(plan), took), facts, plan, commits, 300.0))
}

fn journeys(plan: &Plan) -> u64 {
    u64::try_from(plan.initiatives.len()).unwrap_or_default()
}

/// The limit: as many as there were if each fact were a durable commit of a plain loop.
fn told(
    name: &str,
    per_second: f64,
    facts: u64,
    plan: &Plan,
    commits: f64,
    aim: f64,
) -> Vec<Figure> {
    let each = count(facts) / count(journeys(plan));
    vec![
        Figure::new(name, "1/s", per_second)
            .beside("a commit of two inserts for each fact, 32 at once", commits / each)
            .aims(Aim::AtLeast(aim)),
        Figure::new(format!("{name}: facts of each"), "", each),
    ]
}

/// An election of so many projects: each of its places gives points to every project, and half of
/// the costs can be paid.
pub(super) fn plan(projects: usize) -> Plan {
    let project = |number: usize| Project {
        id: format!("B{number}"),
        cost_ore: COST,
        name: format!("Bokning av lokaler {number}"),
        category: format!("K{}", number % 16),
    };
    let vote = |place: usize| Vote {
        voter: place.to_string(),
        place: format!("F{place}"),
        choices: (0..projects).map(|number| (number, points(number, place))).collect(),
    };
    let half = i64::try_from(projects / 2).unwrap_or_default();
    let election = Election {
        budget_ore: COST * half,
        projects: (0..projects).map(project).collect(),
        votes: (0..PLACES).map(vote).collect(),
        has_places: true,
    };
    election::plan(&election, "bench", AREAS)
}

/// All differ within a place, so that nothing is left to ties.
fn points(number: usize, place: usize) -> i128 {
    let points = (number * 7 + place * 13) % 997 + 1;
    i128::try_from(points).unwrap_or_default() * 1_000_000
}
