//! For tests: a clock that stands, ids that repeat, and a service alone with scripted sources.

mod dice;
mod wire;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use kernel::{Clock, IdGen, Office, Timestamp};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::auth::{DevelopmentKey, Identity};
use crate::config::Limits;
use crate::follow::{Arrivals, Arrived, Incoming, Source, SourceError, What};
use crate::grpc::{Routes, Server, add_operations_to};
use crate::journal::{After, hash};
use crate::lifecycle::Tasks;
use crate::sql::Database;
use crate::telemetry::Telemetry;
use crate::{Injected, Node, Parts, Room};

pub use dice::{Dice, dice};
pub use wire::{Letter, Wire};

/// A clock that tells what it is told.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at this many microseconds after 1970.
    #[must_use]
    pub fn at(micros: i64) -> Self {
        Self(AtomicI64::new(micros))
    }

    /// Sets it.
    pub fn set(&self, micros: i64) {
        self.0.store(micros, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// A PostgreSQL database of its own for a test. `tests/run` names the server.
///
/// # Errors
/// When no server is named or it cannot be reached.
pub async fn fresh_postgres() -> Result<String, Box<dyn std::error::Error>> {
    let server = variable("TESTS_POSTGRES").ok_or("TESTS_POSTGRES is not set: run tests/run")?;
    Ok(Database::create_postgres(&server, &format!("t_{}", Uuid::new_v4().simple())).await?)
}

fn variable(name: &str) -> Option<String> {
    crate::config::environment().into_iter().find(|(one, _)| one == name).map(|(_, value)| value)
}

/// The database of a service whose bench has this folder: SQLite, or PostgreSQL where `TESTS_STORE`
/// says so. The folder remembers which.
///
/// # Errors
/// When it cannot be opened.
pub async fn database_of(
    folder: &Path,
    name: &str,
) -> Result<Database, Box<dyn std::error::Error>> {
    match variable("TESTS_STORE").as_deref() {
        None | Some("sqlite") => Ok(Database::sqlite(&folder.join(format!("{name}.db"))).await?),
        Some("postgres") => {
            let file = folder.join(format!("{name}.url"));
            if !file.exists() {
                std::fs::write(&file, fresh_postgres().await?)?;
            }
            Ok(Database::postgres(&std::fs::read_to_string(&file)?).await?)
        }
        Some(other) => Err(format!("TESTS_STORE is sqlite or postgres, not {other}").into()),
    }
}

/// Ids that count.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl IdGen for CountingIds {
    fn uuid(&self) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Uuid::from_u128(0x0190_a000_0000_7000_8000_0000_0000_0000 + u128::from(number))
    }

    fn salt(&self) -> [u8; 16] {
        *self.uuid().as_bytes()
    }
}

/// A source whose events a test writes.
#[derive(Debug)]
pub struct ScriptedSource {
    name: &'static str,
    journal_id: String,
    events: Mutex<Vec<Arrived>>,
    told: Notify,
    silent: AtomicBool,
}

impl ScriptedSource {
    /// A source without events.
    #[must_use]
    pub fn new(name: &'static str) -> Arc<Self> {
        Arc::new(Self {
            name,
            journal_id: format!("scripted-{name}"),
            events: Mutex::new(Vec::new()),
            told: Notify::new(),
            silent: AtomicBool::new(false),
        })
    }

    /// While it is silent it gives its events and never says that it has no more.
    pub fn silence(&self, silent: bool) {
        self.silent.store(silent, Ordering::Relaxed);
        self.told.notify_waiters();
    }

    /// Publishes an event about `stream`. Returns its sequence.
    pub fn publish<E: proto::Event>(&self, stream: &str, event: &E) -> u64 {
        let json = serde_json::to_string(event).unwrap_or_default();
        self.publish_json(stream, E::TYPE, json, After::new(), 0)
    }

    /// Changes the text of an event, for one that was parked because of it.
    pub fn replace(&self, sequence: u64, event: &str) {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let one = events.iter_mut().find(|one| one.number == sequence);
        if let Some(What::Event(incoming)) = one.map(|one| &mut one.what) {
            event.clone_into(&mut incoming.event);
        }
    }

    /// Publishes an event of any type and text.
    pub fn publish_json(
        &self,
        stream: &str,
        event_type: &str,
        event: String,
        after: After,
        depth: u64,
    ) -> u64 {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence = u64::try_from(events.len()).unwrap_or_default() + 1;
        events.push(Arrived {
            number: sequence,
            hash: scripted_hash(sequence),
            stream: stream.to_owned(),
            after,
            depth,
            traceparent: String::new(),
            what: What::Event(Incoming {
                source: self.name.to_owned(),
                sequence,
                event_type: event_type.to_owned(),
                stream: stream.to_owned(),
                occurred_at: Timestamp::from_micros(1_800_000_000_000_000),
                event,
            }),
        });
        self.told.notify_waiters();
        sequence
    }
}

fn scripted_hash(sequence: u64) -> String {
    if sequence == 0 { hash::hex(&hash::ZERO) } else { format!("{sequence:064x}") }
}

#[async_trait]
impl Source for ScriptedSource {
    fn name(&self) -> &str {
        self.name
    }

    async fn journal_id(&self) -> Result<String, SourceError> {
        Ok(self.journal_id.clone())
    }

    async fn newest(&self) -> Result<u64, SourceError> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(events.last().map_or(0, |last| last.number))
    }

    async fn read(&self, after: u64, hash: &str, limit: usize) -> Result<Arrivals, SourceError> {
        if hash != scripted_hash(after) {
            return Err(SourceError::Diverged(format!("hash at {after}")));
        }
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let found = events.iter().filter(|one| one.number > after).take(limit).cloned();
        let arrivals = Arrivals::of(found.collect(), limit);
        Ok(Arrivals { all: arrivals.all && !self.silent.load(Ordering::Relaxed), ..arrivals })
    }

    async fn one(&self, number: u64) -> Result<Option<Arrived>, SourceError> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(events.iter().find(|one| one.number == number).cloned())
    }

    async fn changed(&self, after: u64) {
        let told = self.told.notified();
        let there = {
            let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            events.last().is_some_and(|last| last.number > after)
        };
        if !there {
            told.await;
        }
    }
}

/// A service alone: a database of its own, gRPC on a free port, scripted sources for all it follows.
#[derive(Debug)]
pub struct Bench {
    /// Where it listens.
    pub address: SocketAddr,
    /// The service's journal.
    pub node: Node,
    /// Its sources, in the order of `Room::follows`.
    pub sources: Vec<Arc<ScriptedSource>>,
    /// The clock that it sees.
    pub clock: Arc<FixedClock>,
    database: Database,
    key: DevelopmentKey,
    tasks: Tasks,
    stop: CancellationToken,
}

/// Waits until a source has told that it has no more, so that its seats can be judged.
async fn confirmed(node: &Node, source: &str) {
    let mut progress = node.journal().progress();
    let heard = progress.wait_for(|progress| progress.confirmed.contains_key(source));
    let _ = tokio::time::timeout(Duration::from_secs(10), heard).await;
}

/// The moment at which a bench's clock stands at first: 2027-01-15 08:00 UTC.
pub const MOMENT: i64 = 1_800_000_000_000_000;

impl Bench {
    /// Starts the service with its store in `folder`. `add_to` adds its RPCs.
    ///
    /// # Errors
    /// When the store or the port cannot be opened.
    pub async fn start(
        folder: &Path,
        room: Arc<dyn Room>,
        add_to: impl FnOnce(&Parts, Routes) -> Routes,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let clock = Arc::new(FixedClock::at(MOMENT));
        let key = DevelopmentKey::from_seed([1; 32]);
        let tasks = Tasks::new();
        let ids = Arc::new(CountingIds::default());
        let injected = Injected {
            clock: clock.clone(),
            ids,
            identity: Arc::new(Identity::from(key.clone())),
            mandates_max_age: Duration::from_secs(3_600),
            tasks: tasks.clone(),
            telemetry: Telemetry::default(),
        };
        let database = database_of(folder, room.name()).await?;
        let follows = room.follows();
        let node = Node::open(room, database.clone(), &injected).await?;
        let sources: Vec<_> = follows.iter().map(|one| ScriptedSource::new(one.source)).collect();
        for source in &sources {
            node.follow(source.clone());
        }
        node.follow_itself();
        let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = server.address();
        let routes = add_to(node.parts(), Routes::default());
        let routes = add_operations_to(vec![node.parts().clone()], routes);
        let ready = crate::ready::watch(vec![node.parts().clone()], &tasks);
        for source in &sources {
            confirmed(&node, source.name).await;
        }
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        tasks.spawn(async move {
            if let Err(error) = server.serve(routes, Limits::default(), ready, stopped).await {
                tracing::error!(%error, "the bench stopped serving");
            }
        });
        Ok(Self { address, node, sources, clock, database, key, tasks, stop })
    }

    /// The service's database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The scripted source of this name.
    ///
    /// # Panics
    /// When the service does not follow it.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test that names another source is wrong")]
    pub fn source(&self, name: &str) -> &ScriptedSource {
        self.sources.iter().find(|one| one.name == name).expect("the service follows it")
    }

    /// Waits until the service has taken in this event. False after ten seconds.
    pub async fn taken_in(&self, source: &str, sequence: u64) -> bool {
        self.node.journal().wait_for(source, sequence, Duration::from_secs(10)).await
    }

    /// A token for a person with offices.
    #[must_use]
    pub fn token(&self, sub: &str, offices: &[Office]) -> String {
        self.key.token(sub, None, offices, self.clock.as_ref(), 86_400).unwrap_or_default()
    }

    /// A request with a person's token.
    pub fn request<T>(&self, message: T, sub: &str, offices: &[Office]) -> tonic::Request<T> {
        let mut request = tonic::Request::new(message);
        if let Ok(value) = format!("Bearer {}", self.token(sub, offices)).parse() {
            request.metadata_mut().insert("authorization", value);
        }
        request
    }

    /// A channel to the service.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn channel(&self) -> Result<tonic::transport::Channel, tonic::transport::Error> {
        tonic::transport::Endpoint::from_shared(format!("http://{}", self.address))?.connect().await
    }

    /// Stops everything.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.shut_down(Duration::from_secs(10)).await;
        self.node.journal().close(Duration::from_secs(5)).await;
    }
}
