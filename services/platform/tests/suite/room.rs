//! A service small enough to attack: tallies that add up numbers.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Acting, Actor, Aggregate, Clock, Facts, PersonId};
use platform::follow::{
    Follower, FollowerState, Follows, Incoming, LocalSource, Malformed, OwnSource, Reaction, Source,
};
use platform::journal::{
    Caller, Changes, Done, Event, ExecuteError, Journal, Kinds, Probe, Recorded,
};
use platform::lifecycle::Tasks;
use platform::sql::{Database, Sql};
use platform::system::{SystemClock, SystemIds};
use platform::telemetry::Telemetry;
use platform::testing::fresh_postgres;
use platform::{Injected, ReadTables, Room};
use proto::Event as _;
use proto::intake::v1::AdministrationRegistered;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

kernel::rejections! {
    /// Why a tally refuses.
    pub enum TallyRejection {
        /// A tally takes no number below zero.
        Negative { number: i64 } => Precondition, "NEGATIVE", "{number} is negative";
        /// Nothing is taken that is not there.
        Short { number: i64 } => Precondition, "SHORT", "{number} is more than there is";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TallyId(pub(crate) String);

impl fmt::Display for TallyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for TallyId {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) total: i64,
    pub(crate) order: Vec<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum TallyFact {
    #[serde(rename = "added.v1")]
    Added { number: i64 },
    #[serde(rename = "poisoned.v1")]
    Poisoned {},
}
impl Facts for TallyFact {}

#[derive(Debug, Clone)]
pub(crate) enum Do {
    Add(i64),
    /// Takes what was added before.
    Take(i64),
    Panic,
    /// Its projection breaks a NOT NULL of the read table.
    Poison,
}

impl Aggregate for Tally {
    const KIND: &'static str = "tally";
    const SCHEMA: u32 = 2;
    type Id = TallyId;
    type Command = Do;
    type Fact = TallyFact;
    type Rejection = TallyRejection;

    fn decide(
        state: Option<&Self>,
        command: Do,
        _: &Acting<'_>,
    ) -> Result<Vec<TallyFact>, TallyRejection> {
        match command {
            Do::Add(number) if number < 0 => Err(TallyRejection::Negative { number }),
            Do::Take(number) if state.map_or(0, |tally| tally.total) < number => {
                Err(TallyRejection::Short { number })
            }
            Do::Take(number) => Ok(vec![TallyFact::Added { number: -number }]),
            Do::Add(number) => Ok(vec![TallyFact::Added { number }]),
            Do::Panic => panic!("this decision panics"),
            Do::Poison => Ok(vec![TallyFact::Poisoned {}]),
        }
    }

    fn evolve(state: Option<Self>, fact: &TallyFact) -> Option<Self> {
        let mut tally = state.unwrap_or(Self { total: 0, order: Vec::new() });
        if let TallyFact::Added { number } = fact {
            tally.total += number;
            tally.order.push(*number);
        }
        Some(tally)
    }
}

pub(crate) struct Tallies {
    pub(crate) name: &'static str,
    pub(crate) follows: &'static [Follows],
    /// Whether each number added to `x` is added to `x-mirror` too.
    pub(crate) mirrors: bool,
}

pub(crate) const PLAIN: Tallies = Tallies { name: "council", follows: &[], mirrors: false };

impl Room for Tallies {
    fn name(&self) -> &'static str {
        self.name
    }
    fn kinds(&self) -> Kinds {
        Kinds::new().with::<Tally>()
    }
    fn read_tables(&self) -> ReadTables {
        ReadTables {
            version: 1,
            ddl: "CREATE TABLE tally_v1 (id TEXT PRIMARY KEY, total BIGINT NOT NULL)",
        }
    }
    fn publish(&self, fact: &Recorded) -> Option<Event> {
        let TallyFact::Added { number } = fact.fact::<Tally>()? else { return None };
        let event = AdministrationRegistered {
            administration: fact.id::<Tally>()?.0,
            name: String::new(),
            code: number.to_string(),
        };
        Some(Event::of(&event))
    }
    fn project(&self, fact: &Recorded, changes: &mut Changes) {
        let Some(tally) = fact.state::<Tally>() else { return };
        let poisoned = matches!(fact.fact::<Tally>(), Some(TallyFact::Poisoned {}));
        let total = (!poisoned).then_some(tally.total);
        let id = fact.id::<Tally>().map(|id| id.0);
        changes.upsert("tally_v1", &["id"], vec![("id", id.into()), ("total", total.into())]);
    }
    fn follows(&self) -> &'static [Follows] {
        self.follows
    }
    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
        let said: AdministrationRegistered = event.decode()?;
        let id = TallyId(said.administration);
        let command = match said.code.as_str() {
            "panic" => Do::Panic,
            "panic early" => panic!("this reaction panics"),
            "poison" => Do::Poison,
            code => match code.strip_prefix("take ") {
                Some(number) => Do::Take(platform::follow::parse("code", number)?),
                None => Do::Add(platform::follow::parse("code", code)?),
            },
        };
        Ok(Some(Reaction::on(vec![Tally::stream(&id)], move |desk| {
            desk.act::<Tally>(&id, command.clone())
        })))
    }
    fn follows_itself(&self) -> bool {
        self.mirrors
    }
    fn react_own(&self, fact: &Recorded) -> Option<Reaction> {
        let TallyFact::Added { number } = fact.fact::<Tally>()?.clone() else { return None };
        let id = fact.id::<Tally>()?.0;
        if id.ends_with("-mirror") {
            return None;
        }
        let id = TallyId(format!("{id}-mirror"));
        Some(Reaction::on(vec![Tally::stream(&id)], move |desk| {
            desk.act::<Tally>(&id, Do::Add(number))
        }))
    }
}

/// Where a test's database is.
pub(crate) struct Store {
    place: Place,
    _folder: Option<tempfile::TempDir>,
}

enum Place {
    File(PathBuf),
    Url(String),
}

impl Store {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { place: Place::File(folder.path().join("store.db")), _folder: Some(folder) }
    }

    pub(crate) async fn postgres() -> Self {
        Self { place: Place::Url(fresh_postgres().await.unwrap()), _folder: None }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.place, Place::Url(_))
    }

    /// Another store of the same kind.
    pub(crate) async fn another(&self) -> Self {
        match self.place {
            Place::File(_) => Self::sqlite(),
            Place::Url(_) => Self::postgres().await,
        }
    }

    pub(crate) async fn database(&self) -> Database {
        match &self.place {
            Place::File(path) => Database::sqlite(path).await.unwrap(),
            Place::Url(url) => Database::postgres(url).await.unwrap(),
        }
    }

    pub(crate) async fn open(&self, room: Tallies) -> Running {
        self.open_probed(room, Arc::new(|_| {})).await
    }

    pub(crate) async fn open_probed(&self, room: Tallies, probe: Probe) -> Running {
        self.open_with(Arc::new(room), Arc::new(SystemClock::new()), probe).await
    }

    pub(crate) async fn open_with(
        &self,
        room: Arc<dyn Room>,
        clock: Arc<dyn Clock>,
        probe: Probe,
    ) -> Running {
        let (tasks, ids) = (Tasks::new(), Arc::new(SystemIds));
        let database = self.database().await;
        let journal = Journal::open_probed(database.clone(), room, clock, ids, &tasks, probe);
        let journal = journal.await.unwrap();
        Running { journal, tasks, database }
    }
}

/// What a composition root injects, with tasks of its own.
pub(crate) fn injected() -> Injected {
    Injected {
        clock: Arc::new(SystemClock::new()),
        ids: Arc::new(SystemIds),
        identity: Arc::default(),
        mandates_max_age: Duration::from_secs(3_600),
        tasks: Tasks::new(),
        telemetry: Telemetry::default(),
    }
}

/// An open journal.
pub(crate) struct Running {
    pub(crate) journal: Journal,
    pub(crate) tasks: Tasks,
    pub(crate) database: Database,
}

impl Running {
    pub(crate) async fn stop(self) {
        assert!(self.tasks.shut_down(Duration::from_secs(10)).await, "tasks did not end");
        self.journal.close(Duration::from_secs(5)).await;
    }

    pub(crate) fn follow(&self, source: Arc<dyn Source>) -> watch::Receiver<FollowerState> {
        let follower = Follower::new(self.journal.clone(), source);
        let state = follower.state();
        let stop = self.tasks.stop();
        self.tasks.spawn(async move { follower.run(stop).await });
        state
    }

    pub(crate) fn follow_itself(&self) {
        self.follow(Arc::new(OwnSource::new(&self.journal)));
    }

    pub(crate) fn source(&self) -> Arc<LocalSource> {
        Arc::new(LocalSource::new(&self.journal))
    }

    pub(crate) async fn add(&self, id: &str, number: i64) -> Result<Done, ExecuteError> {
        self.command(&uuid::Uuid::new_v4().to_string(), id, Do::Add(number)).await
    }

    pub(crate) async fn command(
        &self,
        request: &str,
        id: &str,
        what: Do,
    ) -> Result<Done, ExecuteError> {
        let fingerprint = format!("{id} {what:?}");
        self.command_as(request, &fingerprint, id, 0, what).await
    }

    pub(crate) async fn command_as(
        &self,
        request: &str,
        fingerprint: &str,
        id: &str,
        revision: u64,
        what: Do,
    ) -> Result<Done, ExecuteError> {
        let id = TallyId(id.to_owned());
        let stream = Tally::stream(&id);
        self.journal
            .execute(caller(request, fingerprint), vec![stream.clone()], &stream, move |desk| {
                desk.at_revision::<Tally>(&id, revision)?;
                desk.act::<Tally>(&id, what.clone())
            })
            .await
    }

    /// The totals of the read table, by id.
    pub(crate) async fn totals(&self) -> Vec<(String, i64)> {
        let sql = Sql::new("SELECT id, total FROM tally_v1 ORDER BY id");
        let rows = self.journal.reader().rows(sql).await.unwrap();
        rows.iter().map(|r| (r.text("id").unwrap(), r.int("total").unwrap())).collect()
    }

    /// The numbers added to a tally, in order, read from its facts.
    pub(crate) async fn order(&self, id: &str) -> Vec<i64> {
        let sql = Sql::new("SELECT fact FROM journal WHERE stream = ")
            .bind(format!("tally/{id}"))
            .push(" ORDER BY revision");
        let rows = self.journal.reader().rows(sql).await.unwrap();
        rows.iter()
            .filter_map(|row| match serde_json::from_str(&row.text("fact").unwrap()).unwrap() {
                TallyFact::Added { number } => Some(number),
                TallyFact::Poisoned {} => None,
            })
            .collect()
    }

    /// Chain whole, states as their facts make them.
    pub(crate) async fn assert_sound(&self) {
        let reader = self.journal.reader();
        let audit = platform::journal::audit::verify(&reader).await.unwrap();
        assert_eq!(audit.first_bad, None);
        let kinds = Kinds::of(self.journal.room().as_ref());
        let wrong = platform::journal::audit::states(&reader, &kinds).await.unwrap();
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// Changes the store behind the journal's back.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        tamper(&self.database, sql).await;
    }
}

pub(crate) async fn tamper(database: &Database, sql: &'static str) {
    let mut tx = database.begin_raw().await.unwrap();
    let changed = Sql::new(sql).execute(&mut tx).await.unwrap();
    assert!(changed > 0, "{sql} changed nothing");
    tx.commit().await.unwrap();
}

pub(crate) fn caller(request: &str, fingerprint: &str) -> Caller {
    Caller {
        actor: Actor::person(&PersonId::new("anna")),
        name: None,
        request_id: request.to_owned(),
        fingerprint: fingerprint.to_owned(),
        traceparent: String::new(),
    }
}

pub(crate) const REGISTERED: &str = AdministrationRegistered::TYPE;

/// Waits for a condition that others bring about by writing. It is looked at after each of their
/// commits.
pub(crate) async fn eventually<F: Future<Output = bool>>(
    what: &str,
    running: &Running,
    condition: impl Fn() -> F,
) {
    let mut progress = running.journal.progress();
    let patience = tokio::time::timeout(Duration::from_secs(20), async {
        while !condition().await {
            // Another replica's commit is not told here: look again after a short while too.
            let _ = tokio::time::timeout(Duration::from_millis(20), progress.changed()).await;
        }
    });
    assert!(patience.await.is_ok(), "never came true: {what}");
}

/// Waits until a follower is in a state.
pub(crate) async fn in_state(
    state: &mut watch::Receiver<FollowerState>,
    wanted: impl FnMut(&FollowerState) -> bool,
) {
    let patience = tokio::time::timeout(Duration::from_secs(20), state.wait_for(wanted));
    let reached = patience.await.is_ok_and(|reached| reached.is_ok());
    assert!(reached, "the follower is {:?}", *state.borrow());
}
