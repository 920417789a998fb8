//! The journal: one write path, one read path.
//!
//! [`Journal::execute`] is the only way to write. One task per process gathers what waits into one
//! transaction; everything is decided there, under the lock of the head, so nothing loses a race.

mod append;
pub mod audit;
mod batch;
mod changes;
mod desk;
mod erased;
mod fill;
mod gather;
pub mod hash;
mod kinds;
mod lease;
mod rebuild;
mod recorded;
mod replica;
mod request;
mod revocations;
mod tables;
mod transaction;
mod writer;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kernel::{Aggregate as _, Clock, Following, IdGen, Stream};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::time::Instant;

pub use changes::Changes;
pub use desk::{Desk, Refusal};
pub use fill::{Filling, fill};
pub use gather::gather;
pub use kinds::Kinds;
pub use lease::{LeaseRow, Leases, at_rest};
pub(crate) use lease::{read_leases, select_leases};
pub use recorded::{After, Event, Recorded};
pub use request::{Act, Caller, Done, ExecuteError, chain};
pub use revocations::{LateRevocation, late_revocations};
pub use tables::{Cursor, EventColumns, Head, JournalRow, Parked};

pub(crate) use append::{Making, append};
pub(crate) use batch::{fold, state_rows};
pub(crate) use erased::{Erasures, read as read_rows, told_of, told_of_event};
pub(crate) use rebuild::recorded;
pub(crate) use request::{Group, GroupDone, Item, ItemDo};
pub(crate) use tables::{
    KEPT, lock_head, move_head, put_erased, put_journal, put_states, read_facts, select_parked,
};
pub(crate) use tables::{
    migrate, read_cursors, read_head, read_journal, select_cursors, select_events_after,
    select_hash, select_head, select_published, select_row_hash, select_rows_after,
};
pub(crate) use tables::{read_parked, select_parked_after};

use crate::room::Room;
use crate::sql::{Database, Reader, StoreError};
use crate::telemetry::WriterMetrics;
pub use batch::Probe;

use batch::Shared;
use request::Command;
use writer::{Job, Writer};

/// Jobs that may wait for the writer. More wait for room.
const QUEUE: usize = 256;

/// How far a service is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Last row of its journal.
    pub position: u64,
    /// Last public event of its journal.
    pub sequence: u64,
    /// Last number taken in from each service it follows; under its own name a position.
    pub taken: BTreeMap<String, u64>,
    /// When each of them was last known to have no more.
    pub confirmed: BTreeMap<String, Instant>,
    /// Raised when operators have decided about parked events or set a cursor.
    pub operated: u64,
}

/// One service's journal.
#[derive(Clone)]
pub struct Journal {
    database: Database,
    shared: Shared,
    jobs: mpsc::Sender<Job>,
    progress: watch::Sender<Progress>,
    unreadable: watch::Sender<Option<String>>,
    /// What the follower of the own journal cannot read.
    unreadable_fact: watch::Sender<Option<String>>,
    /// Since when the writer's batch is under way.
    busy: watch::Sender<Option<Instant>>,
    /// Whom the writer tells of its batches.
    told: Arc<OnceLock<WriterMetrics>>,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("service", &self.service()).finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens the journal of a service in a database, creating what is missing, and starts its
    /// writer. The read tables are up to date when this returns.
    ///
    /// # Errors
    /// When the database fails, or holds what this build cannot read.
    pub async fn open(
        database: Database,
        room: Arc<dyn Room>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
        tasks: &crate::lifecycle::Tasks,
    ) -> Result<Self, StoreError> {
        Self::open_probed(database, room, clock, ids, tasks, Arc::new(|_| {})).await
    }

    /// As [`Journal::open`], with a probe that is told every step of a transaction.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub async fn open_probed(
        database: Database,
        room: Arc<dyn Room>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
        tasks: &crate::lifecycle::Tasks,
        probe: Probe,
    ) -> Result<Self, StoreError> {
        let kinds = Kinds::of(room.as_ref());
        let shared = Shared { room, kinds, clock, ids, seats: Arc::default(), probe };
        tables::migrate(&database, shared.room.name(), &shared.ids.uuid().to_string()).await?;
        rebuild::create(&database, &shared).await?;
        database.run_with(&tables::RIGHTS).await?;
        let mut tx = database.begin().await?;
        let head = tables::lock_head(&mut tx).await?.head;
        rebuild::catch_up(&mut tx, &shared, head.position).await?;
        let cursors = tables::read_cursors(&tables::select_cursors().rows(&mut tx).await?)?;
        tx.commit().await?;

        let confirmed = replica::confirmed(cursors.values(), shared.clock.now());
        let taken = cursors.into_values().map(|cursor| (cursor.source, cursor.sequence)).collect();
        let Head { position, sequence, .. } = head;
        let begin = Progress { position, sequence, taken, confirmed, operated: 0 };
        let progress = watch::Sender::new(begin);
        let (unreadable, unreadable_fact) = (watch::Sender::new(None), watch::Sender::new(None));
        let (busy, told) = (watch::Sender::new(None), Arc::new(OnceLock::new()));
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let writer = Writer {
            database: database.clone(),
            shared: shared.clone(),
            jobs: waiting,
            progress: progress.clone(),
            unreadable: unreadable.clone(),
            busy: busy.clone(),
            told: told.clone(),
            memory: None,
            stop: tasks.last_stop(),
        };
        tasks.spawn_last(writer.run());
        let journal =
            Self { database, shared, jobs, progress, unreadable, unreadable_fact, busy, told };
        if !journal.room().gatherings().is_empty() {
            tasks.spawn_keeper(gather::keep(journal.clone(), tasks.keepers_stop()));
        }
        Ok(journal)
    }

    /// Name of the service.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.shared.room.name()
    }

    /// Reads the store.
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.database.reader()
    }

    /// The seats of a person, held now or not.
    pub(crate) async fn seats_of(&self, person: &str) -> Result<Vec<kernel::Seat>, StoreError> {
        self.shared.seats.of(&self.reader(), person).await
    }

    /// The service's room.
    #[must_use]
    pub fn room(&self) -> &Arc<dyn Room> {
        &self.shared.room
    }

    pub(crate) fn kinds(&self) -> &Kinds {
        &self.shared.kinds
    }

    /// How far the service is, as seen by this process.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Learns of what other replicas write: at each hint, and every quarter of a second without.
    pub fn attend_replicas(&self, hint: Arc<Notify>, tasks: &crate::lifecycle::Tasks) {
        tasks.spawn_keeper(replica::attend(self.clone(), hint, tasks.keepers_stop()));
    }

    /// For how long the store has kept the writer waiting; zero when it does not.
    #[must_use]
    pub fn busy_for(&self) -> Duration {
        self.busy.borrow().map(|since| since.elapsed()).unwrap_or_default()
    }

    /// Has the writer tell of its batches from now on.
    pub(crate) fn tell(&self, metrics: WriterMetrics) {
        // Whoever came first is told.
        let _ = self.told.set(metrics);
    }

    /// Commands and groups that wait for the writer.
    pub(crate) fn queued(&self) -> usize {
        self.jobs.max_capacity().saturating_sub(self.jobs.capacity())
    }

    /// Connections to the database, by what they do.
    pub(crate) fn connections(&self) -> [(&'static str, usize); 2] {
        let (idle, all) = self.database.connections();
        [("idle", idle), ("used", all.saturating_sub(idle))]
    }

    /// What of the journal this build cannot read: a newer one has written it.
    #[must_use]
    pub fn unreadable(&self) -> Option<String> {
        let own = self.unreadable_fact.borrow().clone();
        own.or_else(|| self.unreadable.borrow().clone())
    }

    /// Notes whether the own journal can be read.
    pub(crate) fn note_readable<T>(&self, read: &Result<T, StoreError>) {
        let what = match read {
            Err(error @ StoreError::Nonsense { .. }) => Some(chain(error)),
            _ => None,
        };
        self.unreadable_fact.send_if_modified(|known| {
            let changes = *known != what;
            *known = what;
            changes
        });
    }

    /// Leaves the leases to other replicas while this build cannot read the journal.
    pub(crate) fn give_up_when_unreadable(&self, leases: Leases, tasks: &crate::lifecycle::Tasks) {
        let (mut unreadable, stop) = (self.unreadable.subscribe(), tasks.keepers_stop());
        let mut fact = self.unreadable_fact.subscribe();
        tasks.spawn_keeper(async move {
            loop {
                let either = unreadable.borrow_and_update().is_some();
                leases.bar(fact.borrow_and_update().is_some() || either);
                tokio::select! {
                    () = stop.cancelled() => return,
                    changed = unreadable.changed() => if changed.is_err() { return },
                    changed = fact.changed() => if changed.is_err() { return },
                }
            }
        });
    }

    pub(crate) fn ids(&self) -> &dyn IdGen {
        self.shared.ids.as_ref()
    }

    /// Has the writer bring the read tables up to what others have written. A full queue will.
    fn catch_up(&self) {
        let _ = self.jobs.try_send(Job::CatchUp);
    }

    /// How far this build's read tables are.
    async fn projected(&self) -> Result<u64, StoreError> {
        let row = self.reader().row(tables::select_projected(&rebuild::name(&self.shared))).await?;
        row.map_or(Ok(0), |row| row.number("position"))
    }

    /// Notes that a followed source has no more at the moment.
    pub(crate) fn confirm(&self, source: &str) {
        replica::confirm(&self.progress, source);
    }

    /// Stores that a followed source had no more, for the other replicas.
    pub(crate) async fn note_confirmed(&self, source: &str) -> Result<(), StoreError> {
        replica::note_confirmed(self, source).await
    }

    /// Decides and writes, all or nothing. `streams` are all that `act` reads or acts on; `main` is
    /// the one that the answer is about. `act` may run more than once.
    ///
    /// # Errors
    /// The refusal, or why the store did not take it.
    pub async fn execute(
        &self,
        caller: Caller,
        streams: Vec<Stream>,
        main: &Stream,
        act: impl Fn(&mut Desk<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Result<Done, ExecuteError> {
        let span = tracing::Span::current();
        let command =
            Command { caller, streams, main: main.name.clone(), act: Arc::new(act), span };
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Command(Box::new(command), reply)).await?;
        answer.await.map_err(|_| stopped())?
    }

    pub(crate) async fn react(&self, group: Group) -> Result<GroupDone, ExecuteError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Group(Box::new(group), reply)).await?;
        answer.await.map_err(|_| stopped())?
    }

    async fn hand_over(&self, job: Job) -> Result<(), ExecuteError> {
        self.jobs.send(job).await.map_err(|_| stopped())
    }

    /// The newest numbers and hashes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<Head, StoreError> {
        read_head(&self.reader().rows(select_head()).await?)
    }

    /// Where the cursor of a followed service stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cursor(&self, source: &str) -> Result<Option<Cursor>, StoreError> {
        Ok(self.cursors().await?.remove(source))
    }

    /// Where all cursors stand, by service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cursors(&self) -> Result<BTreeMap<String, Cursor>, StoreError> {
        cursors(&self.reader()).await
    }

    /// Sequence of the last public event that the broker has acknowledged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published(&self) -> Result<u64, StoreError> {
        let row = self.reader().row(tables::select_published()).await?;
        row.ok_or_else(|| StoreError::nonsense("head", 1, "is missing"))?.number("published")
    }

    pub(crate) async fn mark_published(&self, sequence: u64) -> Result<(), StoreError> {
        let mut connection = self.database.side().await?;
        tables::write_published(&mut connection, sequence).await
    }

    /// Leases as they stand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leases(&self) -> Result<Vec<LeaseRow>, StoreError> {
        read_leases(&self.reader().rows(select_leases()).await?)
    }

    /// How much is parked.
    pub(crate) async fn parked_count(&self) -> Result<u64, StoreError> {
        let row = self.reader().row(tables::count_parked()).await?;
        row.map_or(Ok(0), |row| row.number("parked"))
    }

    /// How many events of each source are parked.
    pub(crate) async fn parked_by_source(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = self.reader().rows(tables::count_parked_by_source()).await?;
        rows.iter().map(|row| Ok((row.text("source")?, row.number("parked")?))).collect()
    }

    /// What is parked of one source, in order.
    pub(crate) async fn parked_of(&self, source: &str) -> Result<Vec<Parked>, StoreError> {
        read_parked(&self.reader().rows(tables::select_parked_of(source)).await?)
    }

    /// What is parked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn parked(&self) -> Result<Vec<Parked>, StoreError> {
        parked(&self.reader()).await
    }

    /// Whether the caller's request was accepted before: it will get the same answer.
    pub(crate) async fn answered(&self, caller: &Caller) -> Result<bool, StoreError> {
        let sql = tables::select_request(&caller.actor.subject, &caller.request_id);
        Ok(self.reader().row(sql).await?.is_some())
    }

    /// How many commands of operators there were about this source.
    pub(crate) async fn operated_on(&self, source: &str) -> Result<u64, StoreError> {
        let stream = Following::stream(&source.to_owned());
        let row = self.reader().row(tables::select_revision(&stream.name)).await?;
        row.map_or(Ok(0), |row| row.number("revision"))
    }

    /// Waits until the journal has reached `position` (of the service itself) or has taken in
    /// `sequence` of a followed service. False when that takes longer than `at_most`.
    pub async fn wait_for(&self, service: &str, number: u64, at_most: Duration) -> bool {
        let own = service == self.service();
        let mut progress = self.progress();
        let reached = progress.wait_for(|progress| {
            let at =
                if own { Some(progress.position) } else { progress.taken.get(service).copied() };
            at.unwrap_or_default() >= number
        });
        tokio::time::timeout(at_most, reached).await.is_ok_and(|seen| seen.is_ok())
    }

    /// Closes the store, and waits at most this long for what it is doing. Jobs that come later are
    /// answered with "not available".
    pub async fn close(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.database.close()).await;
    }
}

/// What is parked in a store.
///
/// # Errors
/// When the database fails.
pub async fn parked(reader: &Reader) -> Result<Vec<Parked>, StoreError> {
    tables::read_parked(&reader.rows(tables::select_parked()).await?)
}

/// Where the cursors of a store stand, by service.
///
/// # Errors
/// When the database fails.
pub async fn cursors(reader: &Reader) -> Result<BTreeMap<String, Cursor>, StoreError> {
    tables::read_cursors(&reader.rows(tables::select_cursors()).await?)
}

/// The newest numbers and hashes of a store.
///
/// # Errors
/// When the database fails.
pub async fn head(reader: &Reader) -> Result<Head, StoreError> {
    read_head(&reader.rows(select_head()).await?)
}

/// Public events of a store after `sequence`, in order.
///
/// # Errors
/// When the database fails.
pub async fn events_after(
    reader: &Reader,
    sequence: u64,
    limit: usize,
) -> Result<Vec<JournalRow>, StoreError> {
    read_journal(&reader.rows(select_events_after(sequence, limit)).await?)
}

/// Hash of the public event at `sequence`, hex; that of 0 is fixed.
///
/// # Errors
/// When the database fails or there is no such event.
pub async fn hash_at(reader: &Reader, sequence: u64) -> Result<String, StoreError> {
    if sequence == 0 {
        return Ok(hash::hex(&hash::ZERO));
    }
    let row = reader.row(tables::select_hash(sequence)).await?;
    let missing = || StoreError::nonsense("journal", sequence, "there is no such event");
    row.ok_or_else(missing)?.text("hash")
}

fn stopped() -> ExecuteError {
    ExecuteError::Unavailable("the service is stopping".to_owned())
}
