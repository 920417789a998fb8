//! The writer task: it gathers what waits into one transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

use sqlx::AnyConnection;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

use super::Progress;
use super::batch::{Batch, CommandEnd, Out, Shared, fold, named, state_rows};
use super::desk::{Slot, Slots};
use super::rebuild;
use super::recorded::Recorded;
use super::request::{Command, Done, ExecuteError, Group, GroupDone, ItemDo, chain};
use super::tables::{self, Cursor, Head, JournalRow, RequestRow};
use crate::sql::{Database, Sql, StoreError};

/// Jobs that one transaction takes at the most. It never waits for more.
const MOST_JOBS: usize = 64;
/// States kept in memory. They are valid while nobody else has written.
const MOST_STATES: usize = 20_000;

pub(crate) type Reply<T> = oneshot::Sender<T>;

/// What waits for the writer.
pub(crate) enum Job {
    Command(Box<Command>, Reply<Result<Done, ExecuteError>>),
    Group(Box<Group>, Reply<Result<GroupDone, ExecuteError>>),
    /// Brings this build's read tables up to what others have written.
    CatchUp,
}

/// The one writer of a process.
pub(crate) struct Writer {
    pub(crate) database: Database,
    pub(crate) shared: Shared,
    pub(crate) jobs: mpsc::Receiver<Job>,
    pub(crate) progress: watch::Sender<Progress>,
    /// What of the journal this build cannot read.
    pub(crate) unreadable: watch::Sender<Option<String>>,
    /// Since when the batch in hand is under way.
    pub(crate) busy: watch::Sender<Option<tokio::time::Instant>>,
    /// States as of `position`.
    pub(crate) states: Slots,
    pub(crate) position: u64,
    /// When it is cancelled, what waits is done and the writer ends.
    pub(crate) stop: CancellationToken,
}

/// The outcome of a batch, job by job.
#[derive(Default)]
struct Ends {
    commands: Vec<CommandEnd>,
    groups: Vec<GroupDone>,
}

impl Writer {
    /// Works until it is stopped and what waits is done.
    pub(crate) async fn run(mut self) {
        let mut waiting = Vec::with_capacity(MOST_JOBS);
        while self.wait(&mut waiting).await > 0 {
            let (mut commands, mut groups) = (Vec::new(), Vec::new());
            for job in waiting.drain(..) {
                match job {
                    // Its caller has gone away: it costs nothing more.
                    Job::Command(_, reply) if reply.is_closed() => {}
                    Job::Command(command, reply) => commands.push((*command, reply)),
                    Job::Group(group, reply) => groups.push((*group, reply)),
                    // Every batch does so first.
                    Job::CatchUp => {}
                }
            }
            self.busy.send_replace(Some(tokio::time::Instant::now()));
            Box::pin(self.batch(commands, groups)).await;
            self.busy.send_replace(None);
        }
    }

    async fn wait(&mut self, waiting: &mut Vec<Job>) -> usize {
        tokio::select! {
            found = self.jobs.recv_many(waiting, MOST_JOBS) => return found,
            () = self.stop.cancelled() => self.jobs.close(),
        }
        self.jobs.recv_many(waiting, MOST_JOBS).await
    }

    async fn batch(
        &mut self,
        commands: Vec<(Command, Reply<Result<Done, ExecuteError>>)>,
        groups: Vec<(Group, Reply<Result<GroupDone, ExecuteError>>)>,
    ) {
        let of: Vec<_> = commands.iter().map(|(command, _)| command).collect();
        let these: Vec<_> = groups.iter().map(|(group, _)| group).collect();
        match self.attempt_twice(&of, &these).await {
            Ok((done, moved)) => {
                for ((_, reply), end) in commands.into_iter().zip(done) {
                    let _ = reply.send(end);
                }
                for ((_, reply), end) in groups.into_iter().zip(moved) {
                    let _ = reply.send(Ok(end));
                }
            }
            Err(error) if error.transient() => {
                for (_, reply) in commands {
                    let _ = reply.send(Err((&error).into()));
                }
                for (_, reply) in groups {
                    let _ = reply.send(Err((&error).into()));
                }
            }
            Err(error) => {
                tracing::error!(error = chain(&error), "batch failed, running it one by one");
                for (command, reply) in commands {
                    let _ = reply.send(self.alone(&command).await);
                }
                for (group, reply) in groups {
                    let _ = reply.send(self.group_alone(&group).await);
                }
            }
        }
    }

    /// A commit whose outcome is unknown is settled by the second attempt: it finds the request
    /// rows of the first, or does what the first did not.
    async fn attempt_twice(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<(Vec<Result<Done, ExecuteError>>, Vec<GroupDone>), StoreError> {
        match self.attempt(commands, groups).await {
            Err(error) if error.transient() => {
                tracing::warn!(error = chain(&error), "batch failed, trying again");
                self.attempt(commands, groups).await
            }
            ended => ended,
        }
    }

    async fn alone(&mut self, command: &Command) -> Result<Done, ExecuteError> {
        match self.attempt_twice(&[command], &[]).await {
            Ok((done, _)) => done.into_iter().next().unwrap_or_else(|| Err(lost())),
            Err(error) => {
                tracing::error!(error = chain(&error), stream = command.main, "command failed");
                Err((&error).into())
            }
        }
    }

    /// Item by item. What fails twice alone is parked as a fault, and the rest flows on.
    async fn group_alone(&mut self, group: &Group) -> Result<GroupDone, ExecuteError> {
        let mut at = group.from.clone();
        let mut parked = 0;
        let last = group.items.len();
        for index in 0..=last {
            let item = group.items.get(index);
            let to = match item {
                Some(item) if item.again => at.clone(),
                Some(item) => (item.number, item.hash.clone()),
                None => group.to.clone(),
            };
            let mut one = Group {
                source: group.source.clone(),
                from: at,
                to: to.clone(),
                own: group.own,
                types: group.types.clone(),
                after: if item.is_none() { group.after.clone() } else { BTreeMap::new() },
                items: item.cloned().into_iter().collect(),
            };
            let mut ended = self.attempt_twice(&[], &[&one]).await;
            if ended.as_ref().is_err_and(StoreError::is_fault) {
                ended = self.attempt_twice(&[], &[&one]).await;
            }
            if let Err(error) = &ended
                && error.is_fault()
            {
                let detail = chain(error);
                for item in &mut one.items {
                    item.what = ItemDo::Park { reason: "FAULT", detail: detail.clone() };
                }
                ended = self.attempt_twice(&[], &[&one]).await;
            }
            match ended {
                Ok((_, moved)) => match moved.first() {
                    Some(GroupDone::Moved { parked: more }) => parked += more,
                    _ => return Ok(GroupDone::CursorMoved),
                },
                Err(error) => return Err((&error).into()),
            }
            at = to;
        }
        Ok(GroupDone::Moved { parked })
    }

    async fn attempt(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<(Vec<Result<Done, ExecuteError>>, Vec<GroupDone>), StoreError> {
        let ended = self.transact(commands, groups).await;
        if ended.is_err() {
            self.states.clear();
            self.position = 0;
        }
        let unreadable = match &ended {
            Err(error @ StoreError::Nonsense { .. }) => Some(chain(error)),
            Err(_) => self.unreadable.borrow().clone(),
            Ok(_) => None,
        };
        self.unreadable.send_if_modified(|known| {
            let changes = *known != unreadable;
            *known = unreadable;
            changes
        });
        let (ends, facts) = ended?;
        let mut facts = facts.into_iter();
        let commands = ends.commands.into_iter().map(|end| match end {
            CommandEnd::Answered(answer) => answer,
            CommandEnd::Repeated(row) => {
                let facts = facts.next().unwrap_or_default();
                Ok(Done {
                    stream: row.stream,
                    revision: row.revision,
                    position: row.position,
                    sequence: row.sequence,
                    facts,
                })
            }
        });
        Ok((commands.collect(), ends.groups))
    }

    async fn transact(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<(Ends, Vec<Vec<Recorded>>), StoreError> {
        let mut tx = self.database.writer().begin_with(self.database.begin()).await?;
        let head = tables::lock_head(&mut tx).await?;
        (self.shared.probe)("locked");
        if head.position != self.position {
            self.forget_changed(&mut tx).await?;
            rebuild::catch_up(&mut tx, &self.shared, head.position).await?;
        }
        let known = tables::read_requests(
            &mut tx,
            commands.iter().map(|command| {
                (command.caller.actor.subject.clone(), command.caller.request_id.clone())
            }),
        )
        .await?;
        let cursors = tables::read_cursors(&tables::select_cursors().rows(&mut tx).await?)?;
        let parked_streams = parked_streams(&mut tx, groups).await?;
        let parked_again = tables::parked_of_streams(&mut tx, again(groups)).await?;
        self.load(&mut tx, named(commands.iter().copied(), groups.iter().copied())).await?;

        (self.shared.probe)("loaded");
        let mut batch = Batch {
            room: self.shared.room.as_ref(),
            kinds: &self.shared.kinds,
            ids: self.shared.ids.as_ref(),
            now: self.shared.clock.now(),
            head: head.clone(),
            slots: std::mem::take(&mut self.states),
            cursors,
            parked_streams,
            parked_again,
            known,
            out: Out::default(),
        };
        let ends = catch_unwind(AssertUnwindSafe(|| decide_all(&mut batch, commands, groups)));
        let ends = ends.map_err(|_| {
            StoreError::Unusable("publishing or projecting a fact panicked".to_owned())
        })?;
        let Batch { head: new, slots, cursors, out, .. } = batch;
        let repeated = repeated_facts(&mut tx, &self.shared, &ends).await?;
        let taken: Vec<_> =
            cursors.values().map(|one| (one.source.clone(), one.sequence)).collect();
        let operated = !(out.resets.is_empty() && out.marks.is_empty() && out.unparked.is_empty());
        write(&mut tx, &self.shared, &head, &new, &slots, cursors, out).await?;
        (self.shared.probe)("written");
        tx.commit().await?;
        (self.shared.probe)("committed");
        self.states = slots;
        self.position = new.position;
        if self.states.len() > MOST_STATES {
            self.states.clear();
        }
        self.tell(&new, taken, operated);
        Ok((ends, repeated))
    }

    /// Another process wrote: what it touched is read anew.
    async fn forget_changed(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        if self.position == 0 {
            self.states.clear();
        }
        if !self.states.is_empty() {
            for stream in tables::streams_after(connection, self.position).await? {
                self.states.remove(&stream);
            }
        }
        Ok(())
    }

    /// One read of all states that are not in memory.
    async fn load(
        &mut self,
        connection: &mut AnyConnection,
        named: BTreeSet<&str>,
    ) -> Result<(), StoreError> {
        let missing: Vec<_> =
            named.into_iter().filter(|stream| !self.states.contains_key(*stream)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        // What is not cached is replayed: `state` can be lost, facts cannot.
        let mut replayed: BTreeSet<String> = missing.iter().map(|s| (*s).to_owned()).collect();
        for (stream, revision, schema, json) in tables::read_states(connection, &missing).await? {
            let Some(kind) = self.shared.kinds.of_stream(&stream) else { continue };
            match (schema == kind.schema).then(|| (kind.read_state)(&json)) {
                Some(Ok(state)) => {
                    replayed.remove(&stream);
                    self.states.insert(stream, Slot { revision, state: Some(state) });
                }
                _ => continue,
            }
        }
        let names: Vec<_> = replayed.iter().map(String::as_str).collect();
        for (stream, facts) in tables::read_facts(connection, &names).await? {
            let slot = fold(&self.shared.kinds, &stream, &facts)
                .map_err(|error| StoreError::nonsense("journal", &stream, error))?;
            self.states.insert(stream, slot);
        }
        for stream in missing {
            self.states.entry(stream.to_owned()).or_default();
        }
        Ok(())
    }

    /// Cursors are those of all replicas, read under the lock.
    fn tell(&self, head: &Head, taken: Vec<(String, u64)>, operated: bool) {
        self.progress.send_modify(|progress| {
            progress.operated += u64::from(operated);
            progress.position = head.position;
            progress.sequence = head.sequence;
            progress.taken.extend(taken);
        });
    }
}

fn lost() -> ExecuteError {
    ExecuteError::Fault("the writer lost a command".to_owned())
}

fn decide_all(batch: &mut Batch<'_>, commands: &[&Command], groups: &[&Group]) -> Ends {
    Ends {
        groups: groups.iter().map(|group| batch.group(group)).collect(),
        commands: commands.iter().map(|command| batch.command(command)).collect(),
    }
}

/// Streams of which groups try parked events again.
fn again(groups: &[&Group]) -> BTreeSet<(String, String)> {
    let items = groups.iter().flat_map(|group| {
        let again = group.items.iter().filter(|item| item.again);
        again.map(|item| (group.source.clone(), item.stream.clone()))
    });
    items.collect()
}

async fn parked_streams(
    connection: &mut AnyConnection,
    groups: &[&Group],
) -> Result<BTreeSet<(String, String)>, StoreError> {
    if groups.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = Sql::new("SELECT DISTINCT source, stream FROM parked").rows(connection).await?;
    rows.iter().map(|row| Ok((row.text("source")?, row.text("stream")?))).collect()
}

/// Everything a batch decided, each table in as few statements as it takes.
async fn write(
    connection: &mut AnyConnection,
    shared: &Shared,
    old: &Head,
    new: &Head,
    slots: &Slots,
    cursors: BTreeMap<String, Cursor>,
    out: Out,
) -> Result<(), StoreError> {
    let moved: Vec<_> =
        cursors.into_values().filter(|cursor| out.moved.contains(&cursor.source)).collect();
    let states = state_rows(&shared.kinds, slots, &out.touched);
    (shared.probe)("decided");
    tables::insert_journal(connection, out.rows).await?;
    (shared.probe)("journal");
    tables::write_states(connection, states).await?;
    (shared.probe)("states");
    out.changes.write(connection).await?;
    (shared.probe)("read tables");
    tables::insert_requests(connection, out.requests).await?;
    (shared.probe)("requests");
    tables::write_cursors(connection, moved).await?;
    (shared.probe)("cursors");
    tables::delete_parked(connection, out.unparked).await?;
    for (source, to) in out.resets {
        tables::delete_parked_past(connection, &source, to).await?;
    }
    tables::insert_parked(connection, out.parked).await?;
    tables::write_marks(connection, out.marks).await?;
    tables::write_persons(connection, out.persons).await?;
    if old != new {
        tables::write_head(connection, new).await?;
        tables::write_projected(connection, &rebuild::name(shared), new.position).await?;
    }
    Ok(())
}

/// The facts of commands that were answered before, read back.
async fn repeated_facts(
    connection: &mut AnyConnection,
    shared: &Shared,
    ends: &Ends,
) -> Result<Vec<Vec<Recorded>>, StoreError> {
    let mut all = Vec::new();
    for end in &ends.commands {
        if let CommandEnd::Repeated(row) = end {
            all.push(facts_of(connection, shared, row).await?);
        }
    }
    Ok(all)
}

/// Rows read at once when a command's own are read back.
const BACK: usize = 64;

async fn facts_of(
    connection: &mut AnyConnection,
    shared: &Shared,
    request: &RequestRow,
) -> Result<Vec<Recorded>, StoreError> {
    // Its rows are the last ones up to its position, without another between.
    let own =
        |row: &JournalRow| row.request_id == request.request_id && row.actor == request.subject;
    let mut rows = Vec::new();
    let mut below = request.position + 1;
    loop {
        let sql = tables::select_journal()
            .push(" WHERE position < ")
            .bind(below)
            .push(" ORDER BY position DESC LIMIT ")
            .bind(BACK);
        let page = tables::read_journal(&sql.rows(connection).await?)?;
        let whole = page.len() == BACK && page.iter().all(own);
        below = page.last().map_or(0, |row| row.position);
        rows.extend(page.into_iter().take_while(own));
        if !whole {
            break;
        }
    }
    rows.reverse();
    let mut slots = HashMap::new();
    rebuild::load_beginnings(connection, shared, &rows, &mut slots).await?;
    rows.iter().map(|row| rebuild::recorded(&shared.kinds, row, &mut slots)).collect()
}
