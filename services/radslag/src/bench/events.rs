//! Events through publisher, broker and follower. The follower takes them in and reacts to none:
//! what a reaction costs, the chain measures.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::IdGen as _;
use platform::auth::DevelopmentToken;
use platform::config::NatsConfig;
use platform::grpc::Peer;
use platform::journal::Journal;
use platform::nats::Nats;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::alone::Alone;
use super::broker::Raw;
use super::chain::{Links, begin};
use super::figure::{Figure, Telling, rate, tell};
use super::place::{Place, Processes};
use super::{Failure, seconds};
use crate::UserError;
use crate::cli::Ended;
use crate::embedded::SERVICES;

/// Events of one command.
const EVENTS: u16 = 128;
/// Events that may be under way: fewer than the follower's inbox holds.
const UNDER_WAY: u64 = 4_096;
/// Bytes of such an event with its headers.
const BYTES: usize = 900;
/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Args)]
pub(crate) struct EventsArgs {
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
    /// Seconds for the events.
    #[arg(long, value_name = "N", default_value = "5", value_parser = seconds)]
    pub(super) seconds: Duration,
    /// Messages of the limit.
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(super) messages: u64,
}

pub(super) async fn run(args: &EventsArgs) -> Ended {
    let on = args.place.processes().ok_or_else(|| {
        UserError::new("events go through a broker", "name it with --postgres and --nats")
    })?;
    tell(&args.telling, async || one(&args.place, &on, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run.
pub(super) async fn one(
    place: &Place,
    on: &Processes,
    size: &Size,
) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let mut raw = Raw::open(&on.nats, BYTES).await?;
    let limit = raw.rate(size.messages).await?;
    raw.close().await?;
    let config = NatsConfig { url: on.nats.clone(), ..NatsConfig::default() };
    let nats = Nats::connect(&config, "radslag-bench").await?;
    let source = node(place, 0, folder.path()).await?;
    source.node.publish_to(nats.clone());
    let follower = node(place, 1, folder.path()).await?;
    let token =
        DevelopmentToken::new(source.key.clone(), SERVICES[1], Arc::new(SystemClock::new()));
    let peer =
        Peer::new(SERVICES[0], &format!("http://{}", source.address), Arc::new(token), None)?;
    follower.node.follow_peer(peer, Some(&nats));
    let per_second = measure(source.node.journal(), follower.node.journal(), size).await;
    follower.stop().await;
    source.stop().await;
    let name = "events through publisher, NATS and follower";
    let what = "JetStream publish and pull, 900 bytes";
    Ok(vec![Figure::new(name, "1/s", per_second?).beside(what, limit)])
}

async fn node(place: &Place, at: usize, folder: &Path) -> Result<Alone, Failure> {
    let links = Links::at(at, 2).ok_or("there is no such place")?;
    let url = place.database("events").await?.ok_or("there is no PostgreSQL")?;
    Alone::start(links.idle().service(), Database::postgres(&url).await?, folder).await
}

/// Events per second that the follower has taken in.
async fn measure(from: &Journal, to: &Journal, size: &Size) -> Result<f64, Failure> {
    let mut commands = JoinSet::new();
    let mut progress = to.progress();
    let mut started: Option<(Instant, u64)> = None;
    let mut asked = 0;
    loop {
        let taken = progress.borrow_and_update().taken.get(SERVICES[0]).copied();
        let taken = taken.unwrap_or_default();
        match started {
            Some((at, before)) if at.elapsed() >= size.seconds => {
                let per_second = rate(taken - before, at.elapsed());
                while let Some(command) = commands.join_next().await {
                    command??;
                }
                return Ok(per_second);
            }
            None if taken > 0 => started = Some((Instant::now(), taken)),
            _ => {}
        }
        while asked < taken + UNDER_WAY {
            let journal = from.clone();
            commands.spawn(async move {
                begin(&journal, SystemIds.uuid().to_string(), EVENTS).await.map(drop)
            });
            asked += u64::from(EVENTS);
        }
        while let Some(command) = commands.try_join_next() {
            command??;
        }
        timeout(PATIENCE, progress.changed()).await??;
    }
}
