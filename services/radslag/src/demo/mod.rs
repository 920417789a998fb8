//! `radslag demo`: a planning year through the gRPC APIs of all services.

mod client;
pub mod election;
mod measure;
pub mod pabulib;
pub mod plan;
mod player;
mod results;
pub mod sample;
mod show;
mod summary;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use kernel::Clock as _;
use model::{Model, Models};
use platform::auth::DevelopmentKey;
use platform::config::Config;
use platform::journal::Head;
use platform::system::SystemClock;

use crate::cli::Ended;
use crate::cluster::{self, Cluster};
use crate::embedded::{Platform, SERVICES};
use crate::operator::Token;
use crate::running::Running;
use crate::{Addresses, UserError, remote};
use client::Client;
use pabulib::Election;
use plan::Plan;
use player::{Failure, Made, Player};
use results::{Outcome, Results};
use summary::Summary;

/// Version of the model that the demo plays under.
const MODEL: &str = "stockholm-2008";
/// Longest time that services may take to settle after the last command.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest time that services which start may take to be ready.
const READY: Duration = Duration::from_secs(300);

/// What is to be played, and where to.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Election to play; the sample year without one.
    pub pabulib: Option<PathBuf>,
    /// Folder that summary.json is written to.
    pub out: Option<PathBuf>,
    /// Folder of the stores.
    pub data: Option<PathBuf>,
    /// Whether to say what the year cost beside the limit of the machine.
    pub measure: bool,
    /// PostgreSQL server to play on, with the five services as processes of their own.
    pub postgres: Option<String>,
    /// Broker for them.
    pub nats: Option<String>,
    /// Services that run and are played on: an address, or SERVICE=ADDRESS.
    pub at: Vec<String>,
    /// Folder of the development key that they accept.
    pub key: PathBuf,
    /// Folder of the certificates by which they are called.
    pub tls: Option<PathBuf>,
}

/// What was played.
struct Played {
    results: Results,
    summary: Summary,
    journey: String,
    parked: Vec<String>,
}

/// Plays a year in a platform of its own, and shows it.
pub(crate) async fn run(wish: Wish) -> Ended {
    let models = Models::shipped()?;
    let model = models.get(MODEL).ok_or("the model of the demo is not shipped")?.clone();
    let plan = read(wish.pabulib.as_deref(), &model)?;
    if let Some(out) = &wish.out {
        std::fs::create_dir_all(out).map_err(|error| {
            UserError::new(
                format!("{}: {error}", out.display()),
                "choose another folder with --out",
            )
        })?;
    }
    let begin = tokio::time::Instant::now();
    if !wish.at.is_empty() {
        let played = play_on_running(&plan, &model, &wish).await?;
        shown(&plan, &model, &played, wish.out.as_deref())?;
        println!("played in {}", show::seconds(begin.elapsed()));
        return Ok(verdict(&played));
    }
    let data = fresh_folder(wish.data)?;
    let played = match &wish.postgres {
        None => play(&plan, &model, &data).await?,
        Some(postgres) => {
            let wish = processes(postgres, wish.nats.clone(), &data)?;
            play_on_processes(&plan, &model, &wish).await?
        }
    };
    let took = begin.elapsed();
    shown(&plan, &model, &played, wish.out.as_deref())?;
    println!("played in {}; data in {}", show::seconds(took), data.display());
    if wish.measure {
        println!("{}", measure::report(took, &data).await?);
    }
    match &wish.postgres {
        None => println!(
            "look on: radslag events tail --data {0}; radslag audit verify --data {0}; radslag serve --data {0}",
            data.display()
        ),
        Some(postgres) => println!(
            "look on: radslag audit verify --postgres {} --prefix {}; radslag up --help",
            platform::config::masked(postgres),
            prefix(&data)
        ),
    }
    Ok(verdict(&played))
}

/// Writes the summary where it is wished, and prints the year's table and one journey.
fn shown(plan: &Plan, model: &Model, played: &Played, out: Option<&Path>) -> Result<(), Failure> {
    if let Some(out) = out {
        played.summary.write(out)?;
        for (name, text) in &played.results.proposal {
            summary::write(out, name, text)?;
        }
    }
    println!(
        "\n{}: {} initiatives, budget year {}",
        plan.source,
        plan.initiatives.len(),
        plan.year
    );
    println!("{}\n\n{}", show::areas(&played.results, model), played.journey);
    Ok(())
}

fn verdict(played: &Played) -> ExitCode {
    let (answered, all) = (played.results.answered(), played.results.items.len());
    for parked in &played.parked {
        eprintln!("parked: {parked}");
    }
    if answered < all {
        eprintln!(
            "{} of {all} initiatives have no final answer that reached proposer and contact person",
            all - answered
        );
    }
    if answered == all && played.parked.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(file: Option<&Path>, model: &Model) -> Result<Plan, Failure> {
    let Some(file) = file else {
        let areas: Vec<_> = model.areas.iter().map(|area| area.key.to_string()).collect();
        return sample::plan(&areas);
    };
    let election = read_election(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(election::plan(&election, &name, model.areas.len()))
}

/// An election in Pabulib's format.
pub(crate) fn read_election(file: &Path) -> Result<Election, UserError> {
    let shown = file.display();
    let text = std::fs::read(file).map_err(|error| {
        UserError::new(format!("{shown}: {error}"), "name an election in Pabulib's format")
    })?;
    let text = String::from_utf8(text).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        UserError::new(format!("{shown}: line {line}: not UTF-8"), "save the file as UTF-8")
    })?;
    Election::parse(&text).map_err(|error| {
        UserError::new(format!("{shown}: {error}"), "correct the file (Pabulib's format)")
    })
}

/// The folder asked for, if it is empty or absent; else a new one in ./radslag-data.
fn fresh_folder(asked: Option<PathBuf>) -> Result<PathBuf, UserError> {
    let folder = asked.unwrap_or_else(|| {
        let stamp = SystemClock::new().now().to_string().replace([':', '.'], "-");
        Path::new("radslag-data").join(format!("demo-{stamp}"))
    });
    let shown = folder.display().to_string();
    let unusable = |error: std::io::Error| {
        UserError::new(format!("{shown}: {error}"), "choose another folder with --data")
    };
    std::fs::create_dir_all(&folder).map_err(unusable)?;
    if std::fs::read_dir(&folder).map_err(unusable)?.next().is_some() {
        let cause = format!("{shown} is not empty");
        return Err(UserError::new(cause, "name an empty or absent folder with --data"));
    }
    Ok(folder)
}

async fn play(plan: &Plan, model: &Arc<Model>, data: &Path) -> Result<Played, Failure> {
    let clock = Arc::new(SystemClock::new());
    let config = Config {
        data: data.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        ..Config::default()
    };
    let platform = Platform::start(&config, clock.clone()).await?;
    let address = Addresses::from(platform.address());
    let client = Client::new(&address, platform.key().clone(), clock.clone())?;
    let player = Player {
        client,
        plan,
        model: model.clone(),
        clock,
        moves_clock: true,
        progress: show::Progress,
    };
    let ended = played(&player, &platform).await;
    platform.stop().await?;
    ended
}

/// Plays a year on a platform that runs elsewhere, by its own clock. Requests that nobody answers
/// are sent again, so the platform may be stopped and started while the year is played.
///
/// # Errors
/// When a request is refused, or not answered for a minute.
pub async fn play_on(
    addresses: &Addresses,
    key: DevelopmentKey,
    plan: &Plan,
) -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let models = Models::shipped()?;
    let model = models.get(MODEL).ok_or("the model of the demo is not shipped")?.clone();
    let player = player_on(addresses, key, plan, model)?;
    let made = Box::pin(player.play()).await?;
    let results = Box::pin(player.results(&made)).await?;
    Ok(serde_json::to_value(Summary::new(&plan.source, &results, Vec::new(), 0))?)
}

fn player_on<'p>(
    addresses: &Addresses,
    key: DevelopmentKey,
    plan: &'p Plan,
    model: Arc<Model>,
) -> Result<Player<'p>, Failure> {
    let clock = Arc::new(SystemClock::new());
    let client = Client::new(addresses, key, clock.clone())?;
    Ok(Player { client, plan, model, clock, moves_clock: false, progress: show::Progress })
}

/// Databases of their own for this demo, named after its folder.
fn prefix(data: &Path) -> String {
    let name = data.file_name().unwrap_or_default().to_string_lossy();
    let plain =
        |one: char| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '_' };
    format!("radslag_{}", name.chars().map(plain).collect::<String>())
}

fn processes(postgres: &str, nats: Option<String>, data: &Path) -> Result<cluster::Wish, Failure> {
    Ok(cluster::Wish {
        postgres: postgres.to_owned(),
        nats,
        prefix: prefix(data),
        data: data.to_owned(),
        replicas: 1,
        port: None,
        binary: cluster::binary()?,
        apart: false,
        otherwise: cluster::Otherwise::default(),
    })
}

/// Plays a year on five processes, by their own clock.
async fn play_on_processes(
    plan: &Plan,
    model: &Arc<Model>,
    wish: &cluster::Wish,
) -> Result<Played, Failure> {
    let cluster = Cluster::start(wish).await?;
    let player = player_on(&cluster.addresses(), cluster.key().clone(), plan, model.clone())?;
    let made = Box::pin(player.play()).await?;
    let played = after_all(&player, &made, &cluster.running()?).await?;
    cluster.stop().await?;
    Ok(played)
}

/// Plays a year on services that run, by their own clock, when all of them are ready.
async fn play_on_running(plan: &Plan, model: &Arc<Model>, wish: &Wish) -> Result<Played, Failure> {
    let places = remote::places(&wish.at)?;
    if let Some(missing) = SERVICES.iter().find(|name| places.iter().all(|(one, _)| one != *name)) {
        let cause = format!("{missing} is not named");
        return Err(UserError::new(cause, "name all five with --at SERVICE=ADDRESS").into());
    }
    let key = remote::development_key(&wish.key)?;
    let token = Token::Signed(Box::new(key.clone()), "operator".to_owned());
    let tls = remote::tls(wish.tls.as_deref())?;
    let running = Running::at(&places, &token, tls.as_ref())?;
    running.ready(READY).await?;
    let mut each: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, address) in places {
        each.entry(name.to_owned()).or_default().push(address);
    }
    let player = player_on(&Addresses::named(each, tls), key, plan, model.clone())?;
    let made = Box::pin(player.play()).await?;
    after_all(&player, &made, &running).await
}

/// What came of it, when nothing moves any more.
async fn after_all(player: &Player<'_>, made: &Made, running: &Running) -> Result<Played, Failure> {
    if !running.settled(PATIENCE).await? {
        return Err("the services did not settle".into());
    }
    let parked = running.parked().await?.into_iter();
    let parked =
        parked.map(|(by, one)| format!("{by}: {}:{}: {}", one.source, one.sequence, one.detail));
    let parked = parked.collect();
    let mut heads = Vec::new();
    for (service, status) in SERVICES.into_iter().zip(running.statuses().await?) {
        let head = Head {
            journal_id: status.journal_id,
            position: status.position,
            row_hash: status.row_hash,
            sequence: status.sequence,
            hash: status.hash,
        };
        heads.push((service, head));
    }
    read_back(player, made, heads, parked).await
}

async fn played(player: &Player<'_>, platform: &Platform) -> Result<Played, Failure> {
    let made = Box::pin(player.play()).await?;
    settle(platform).await?;
    let parked = platform.parked().await?.into_iter().map(|(service, one)| {
        format!("{service}: {}:{}: {}", one.source, one.sequence, one.detail)
    });
    let parked = parked.collect();
    read_back(player, &made, platform.heads().await?, parked).await
}

async fn read_back(
    player: &Player<'_>,
    made: &Made,
    heads: Vec<(&'static str, Head)>,
    parked: Vec<String>,
) -> Result<Played, Failure> {
    let results = Box::pin(player.results(made)).await?;
    let summary = Summary::new(&player.plan.source, &results, heads, parked.len());
    // The one with the longest way is shown.
    let longest =
        results.items.iter().max_by_key(|item| (item.outcome == Outcome::Funded, item.answers));
    let journey = match longest {
        Some(item) => show::journey(&player.journey(&item.id).await?),
        None => String::new(),
    };
    Ok(Played { results, summary, journey, parked })
}

/// Until nothing moves any more.
async fn settle(platform: &Platform) -> Result<(), Failure> {
    let mut before = platform.heads().await?;
    loop {
        if !platform.settled(PATIENCE).await? {
            return Err("the services did not settle".into());
        }
        let now = platform.heads().await?;
        if now == before {
            return Ok(());
        }
        before = now;
    }
}
