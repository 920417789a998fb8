//! A new follower takes in all that a service has published so far.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::{Clock as _, IdGen as _};
use platform::Node;
use platform::auth::DevelopmentToken;
use platform::follow::LocalSource;
use platform::grpc::Peer;
use platform::journal::{Filling, Journal, events_after, fill};
use platform::lifecycle::Tasks;
use platform::system::{SystemClock, SystemIds};
use tokio::time::{Instant, timeout};

use super::alone::Alone;
use super::chain::Links;
use super::figure::{Aim, Figure, Telling, rate, tell};
use super::place::Place;
use super::store::{Store, injected};
use super::{Failure, memory};
use crate::cli::Ended;
use crate::embedded::SERVICES;

/// Events of a page, as a follower reads them.
const PAGE: usize = 256;
/// Longest time that a follower may stand still.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for stopping.
const STOPPING: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Args)]
pub(crate) struct CatchUpArgs {
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
    /// Events in the journal that is followed.
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(10..=100_000_000))]
    pub(super) events: u64,
}

pub(super) async fn run(args: &CatchUpArgs) -> Ended {
    let folder = args.place.folder()?;
    let filled = Filled::new(&args.place, folder.path(), &args.size).await?;
    tell(&args.telling, async || filled.one(&args.place).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// Journals that are followed.
pub(super) struct Filled {
    stores: Vec<Store>,
    events: u64,
    folder: std::path::PathBuf,
}

impl Filled {
    pub(super) async fn new(place: &Place, folder: &Path, size: &Size) -> Result<Self, Failure> {
        let stores = Store::both(place, folder, "source").await?;
        for store in &stores {
            eprintln!("filling {} events into {}", size.events, store.name());
            store.prepare(source()?).await?;
            let database = store.open().await?;
            let now = SystemClock::new().now().as_micros();
            let rows = (0..size.events).map(|_| filling());
            fill(&database, source()?.as_ref(), &SystemIds, now, rows).await?;
            database.close().await;
            store.analyze().await?;
        }
        Ok(Self { stores, events: size.events, folder: folder.to_owned() })
    }

    /// One run: a follower that takes in all, and one that reacts to each of a tenth.
    pub(super) async fn one(&self, place: &Place) -> Result<Vec<Figure>, Failure> {
        let mut figures = Vec::new();
        for store in &self.stores {
            let name = match store {
                Store::Sqlite(_) => "embedded",
                Store::Postgres(_) => "PostgreSQL",
            };
            let source = self.source(store).await?;
            let limit = read(source.node.journal(), self.events).await?;
            let taken = self.take_in(&source, store, place, self.events, false).await?;
            let reacted = self.take_in(&source, store, place, self.events / 10, true).await?;
            source.stop().await;
            let name = format!("catch-up, {name}");
            figures.push(
                Figure::new(format!("{name}: events taken in"), "1/s", taken.rate)
                    .beside("reading the rows", limit)
                    .aims(Aim::AtLeast(20_000.0)),
            );
            figures.push(
                Figure::new(format!("{name}: peak of memory"), "MB", taken.peak)
                    .beside("the peak of the first tenth", taken.early_peak),
            );
            figures.push(
                Figure::new(format!("{name}: events reacted to"), "1/s", reacted.rate)
                    .beside("reading the rows", limit),
            );
        }
        Ok(figures)
    }

    async fn source(&self, store: &Store) -> Result<Alone, Failure> {
        let links = Links::at(0, 2).ok_or("there is no such place")?;
        Alone::start(links.service(), store.open().await?, &self.folder).await
    }

    async fn take_in(
        &self,
        source: &Alone,
        store: &Store,
        place: &Place,
        events: u64,
        reacts: bool,
    ) -> Result<Taken, Failure> {
        let links = Links::at(1, 2).ok_or("there is no such place")?;
        let links = if reacts { links } else { links.idle() };
        let own = match store {
            Store::Sqlite(_) => Store::Sqlite(
                self.folder.join(format!("follower-{}.db", SystemIds.uuid().simple())),
            ),
            Store::Postgres(_) => {
                Store::Postgres(place.database("follower").await?.ok_or("no PostgreSQL")?)
            }
        };
        let tasks = Tasks::new();
        let node = Node::open(Arc::new(links), own.open().await?, &injected(&tasks)).await?;
        memory::forget_own_peak()?;
        let begin = Instant::now();
        match store {
            Store::Sqlite(_) => node.follow(Arc::new(LocalSource::new(source.node.journal()))),
            Store::Postgres(_) => {
                let clock = Arc::new(SystemClock::new());
                let token = DevelopmentToken::new(source.key.clone(), SERVICES[1], clock);
                let address = format!("http://{}", source.address);
                node.follow_peer(Peer::new(SERVICES[0], &address, Arc::new(token), None)?, None);
            }
        }
        taken_in(node.journal(), events / 10).await?;
        let early_peak = memory::own_peak().unwrap_or_default();
        let taken = taken_in(node.journal(), events).await?;
        let taken = Taken {
            rate: rate(taken, begin.elapsed()),
            early_peak,
            peak: memory::own_peak().unwrap_or_default(),
        };
        tasks.shut_down(STOPPING).await;
        node.journal().close(STOPPING).await;
        Ok(taken)
    }
}

/// What a follower did.
struct Taken {
    /// Events per second.
    rate: f64,
    /// Peak of memory, in megabytes, when a tenth was taken in, and at the end.
    early_peak: f64,
    peak: f64,
}

fn source() -> Result<Arc<dyn platform::Room>, Failure> {
    Ok(Arc::new(Links::at(0, 2).ok_or("there is no such place")?))
}

fn filling() -> Filling {
    let id = SystemIds.uuid();
    Filling {
        stream: format!("link/{id}"),
        fact_type: "made",
        fact: r#"{"type":"made.v1"}"#.to_owned(),
        event: Links::event(0, &id.to_string()),
        state: None,
    }
}

/// Rows per second, read as a follower reads them.
async fn read(journal: &Journal, events: u64) -> Result<f64, Failure> {
    let reader = journal.reader();
    let (mut at, begin) = (0, Instant::now());
    while at < events {
        let rows = events_after(&reader, at, PAGE).await?;
        let last = rows.last().and_then(|row| row.event.as_ref());
        at = last.ok_or("the journal ends early")?.sequence;
    }
    Ok(rate(events, begin.elapsed()))
}

/// Waits until so many are taken in; more may be.
async fn taken_in(journal: &Journal, events: u64) -> Result<u64, Failure> {
    let mut progress = journal.progress();
    loop {
        let taken =
            progress.borrow_and_update().taken.get(SERVICES[0]).copied().unwrap_or_default();
        if taken >= events {
            return Ok(taken);
        }
        timeout(PATIENCE, progress.changed()).await??;
    }
}
