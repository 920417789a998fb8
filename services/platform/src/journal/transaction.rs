//! One transaction: what a batch reads, decides and writes.
//!
//! What the writer remembers is valid while nobody else has written. So it decides on what it
//! remembers, and its first statement moves the head on from where it stood then: when that touches
//! nothing, somebody else wrote, nothing was done, and the batch is decided again under the head's lock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::batch::{Batch, CommandEnd, Out, Shared, fold, named, state_rows};
use super::desk::{Slot, Slots};
use super::rebuild;
use super::recorded::Recorded;
use super::request::{Command, Group, GroupDone};
use super::tables::{self, Cursor, Head, JournalRow, ParkedOf, RequestRow, Stand, Stored};
use super::writer::Writer;
use crate::known::Seats;
use crate::sql::{Connection, Sql, StoreError, Writes};

/// States kept in memory.
const MOST_STATES: usize = 20_000;

/// The store as the writer last left it.
pub(crate) struct Memory {
    stand: Stand,
    states: Slots,
    cursors: BTreeMap<String, Cursor>,
    parked_streams: BTreeSet<(String, String)>,
    /// Whether nobody else was seen to have written since.
    sure: bool,
    /// Since when every stream that began is remembered, in milliseconds since 1970.
    since: u64,
}

/// The outcome of a batch, job by job.
#[derive(Default)]
pub(crate) struct Ends {
    pub(crate) commands: Vec<CommandEnd>,
    pub(crate) groups: Vec<GroupDone>,
    /// The facts of commands that were answered before, in order.
    pub(crate) repeated: Vec<Vec<Recorded>>,
}

/// What a batch knows before it decides.
struct Before {
    memory: Memory,
    known: HashMap<(String, String), RequestRow>,
    parked_again: ParkedOf,
}

/// A batch that was decided, and what it changes.
struct Decided {
    ends: Ends,
    out: Out,
    memory: Memory,
    head: Head,
}

impl Writer {
    /// Decides and writes, all or nothing.
    pub(super) async fn transact(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<Ends, StoreError> {
        let again = again(groups);
        if again.is_empty()
            && let Some(memory) = self.memory.take_if(|memory| memory.sure)
            && let Some(ends) = self.trusting(memory, commands, groups).await?
        {
            return Ok(ends);
        }
        self.locked(commands, groups, again).await
    }

    /// On what is remembered. `None`, and nothing done, when somebody else wrote or a row was in the way.
    async fn trusting(
        &mut self,
        mut memory: Memory,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<Option<Ends>, StoreError> {
        let mut connection = self.database.writer().await?;
        let streams = named(commands.iter().copied(), groups.iter().copied());
        let assumed = memory.assume_young(&streams);
        load(&mut connection, &self.shared, &mut memory.states, streams).await?;
        (self.shared.probe)("trusted");
        let before = Before { memory, known: HashMap::new(), parked_again: ParkedOf::new() };
        let mut decided = decide(&self.shared, before, commands, groups)?;
        (self.shared.probe)("decided");
        let out = std::mem::take(&mut decided.out);
        let touched: Vec<_> = out.touched.iter().cloned().collect();
        let (operated, seated) = (operated(&out), Seats::touched_by(&out.changes));
        // Who was answered before gets the same answer, not the refusal that it would meet now.
        let refused = refused(commands, &decided.ends);
        let repeated = !tables::read_requests(&mut connection, refused).await?.is_empty();
        let unproved: Vec<_> = assumed.iter().filter(|one| !out.touched.contains(*one)).collect();
        let there = !tables::read_stored(&mut connection, &unproved).await?.is_empty();
        // A pod from before the head had a version moves cursors without raising it.
        let elsewhere = decided.ends.groups.contains(&GroupDone::CursorMoved);
        let written = match gather(&self.shared, &decided, out) {
            _ if repeated || there || elsewhere => false,
            // What was refused was refused on what is remembered.
            None => tables::read_stand(&mut connection).await? == decided.memory.stand,
            Some(writes) => {
                let stand = &decided.memory.stand;
                let ended = self.write_guarded(connection, stand, &decided.head, writes).await?;
                decided.memory.stand.version += u64::from(ended);
                ended
            }
        };
        if !written {
            for stream in touched.into_iter().chain(assumed) {
                decided.memory.states.remove(&stream);
            }
            decided.memory.sure = false;
            self.memory = Some(decided.memory);
            return Ok(None);
        }
        (self.shared.probe)("committed");
        Ok(Some(self.done(decided, operated, seated)))
    }

    /// Whether it was written. Trouble that stays is looked at under the lock.
    async fn write_guarded(
        &self,
        connection: Connection,
        stand: &Stand,
        head: &Head,
        writes: Writes,
    ) -> Result<bool, StoreError> {
        let guard = tables::move_head(stand, head);
        let ended = if connection.is_postgres() {
            in_one_statement(connection, guard, writes).await
        } else {
            drop(connection);
            self.in_a_transaction(guard, writes).await
        };
        match ended {
            Err(error) if !error.transient() => Ok(false),
            ended => ended,
        }
    }

    async fn in_a_transaction(&self, guard: Sql, writes: Writes) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin().await?;
        if guard.execute(&mut transaction).await? == 0 {
            transaction.rollback().await?;
            return Ok(false);
        }
        writes.run(&mut transaction).await?;
        (self.shared.probe)("written");
        transaction.commit().await?;
        Ok(true)
    }

    /// Under the head's lock, with everything read that others may have changed.
    async fn locked(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
        again: BTreeSet<(String, String)>,
    ) -> Result<Ends, StoreError> {
        let mut transaction = self.database.begin().await?;
        let stand = tables::lock_head(&mut transaction).await?;
        (self.shared.probe)("locked");
        let now = milliseconds(self.shared.clock.now());
        let (left, mut states, since) = match self.memory.take() {
            Some(memory) => (Some(memory.stand.head), memory.states, memory.since),
            None => (None, Slots::new(), now),
        };
        let seated = left.as_ref() != Some(&stand.head);
        if seated {
            // Another journal, also of the same rows: it was put back, or texts were erased from it.
            let same = |left: &&Head| left.journal_id == stand.head.journal_id;
            let left = left.as_ref().filter(same);
            forget_changed(&mut transaction, &mut states, left).await?;
            rebuild::catch_up(&mut transaction, &self.shared, stand.head.position).await?;
        }
        let keys = commands.iter().map(|command| key(command));
        let known = tables::read_requests(&mut transaction, keys).await?;
        let cursors =
            tables::read_cursors(&tables::select_cursors().rows(&mut transaction).await?)?;
        let parked_streams = parked_streams(&mut transaction).await?;
        let parked_again = tables::parked_of_streams(&mut transaction, again).await?;
        let streams = named(commands.iter().copied(), groups.iter().copied());
        load(&mut transaction, &self.shared, &mut states, streams).await?;
        (self.shared.probe)("loaded");
        let since = if seated { now } else { since };
        let memory = Memory { stand, states, cursors, parked_streams, sure: true, since };
        let before = Before { memory, known, parked_again };
        let mut decided = decide(&self.shared, before, commands, groups)?;
        (self.shared.probe)("decided");
        let out = std::mem::take(&mut decided.out);
        let seated = seated || Seats::touched_by(&out.changes);
        let operated = operated(&out);
        decided.ends.repeated =
            repeated_facts(&mut transaction, &self.shared, &decided.ends).await?;
        if let Some(writes) = gather(&self.shared, &decided, out) {
            let guard = tables::move_head(&decided.memory.stand, &decided.head);
            if guard.execute(&mut transaction).await? == 0 {
                return Err(StoreError::Unusable("the head moved under its lock".to_owned()));
            }
            writes.run(&mut transaction).await?;
            decided.memory.stand.version += 1;
        }
        (self.shared.probe)("written");
        transaction.commit().await?;
        (self.shared.probe)("committed");
        Ok(self.done(decided, operated, seated))
    }

    /// Remembers what was committed, and tells. `seated` is whether seats may have changed.
    fn done(&mut self, decided: Decided, operated: bool, seated: bool) -> Ends {
        if seated {
            self.shared.seats.forget();
        }
        let Decided { ends, mut memory, head, .. } = decided;
        let taken: Vec<_> =
            memory.cursors.values().map(|one| (one.source.clone(), one.sequence)).collect();
        self.tell(&head, taken, operated);
        memory.stand.head = head;
        if memory.states.len() > MOST_STATES {
            memory.states.clear();
            memory.since = milliseconds(self.shared.clock.now());
        }
        // What operators do about parked events and cursors is read anew.
        self.memory = (!operated).then_some(memory);
        ends
    }
}

impl Memory {
    /// Takes streams that would be remembered if they had begun for not begun, without a look. Where
    /// that is wrong, their first fact meets another in its place and the batch is decided again; one
    /// that gets no fact must be looked for.
    fn assume_young(&mut self, streams: &BTreeSet<&str>) -> Vec<String> {
        let young = |stream: &&&str| began(stream).is_some_and(|began| began >= self.since);
        let unknown = streams.iter().filter(|stream| !self.states.contains_key(**stream));
        let assumed: Vec<_> = unknown.filter(young).map(|stream| (*stream).to_owned()).collect();
        self.states.extend(assumed.iter().map(|stream| (stream.clone(), Slot::default())));
        assumed
    }
}

fn milliseconds(moment: kernel::Timestamp) -> u64 {
    u64::try_from(moment.as_micros() / 1_000).unwrap_or(u64::MAX)
}

/// When the id of a stream was made, if it tells: the first 48 bits of its UUID.
fn began(stream: &str) -> Option<u64> {
    let (_, uuid) = stream.split_once('/')?.1.split_once('_')?;
    let uuid = uuid::Uuid::try_parse(uuid).ok()?;
    u64::try_from(uuid.as_u128() >> 80).ok()
}

fn decide(
    shared: &Shared,
    before: Before,
    commands: &[&Command],
    groups: &[&Group],
) -> Result<Decided, StoreError> {
    let Before { memory, known, parked_again } = before;
    let Memory { stand, states, cursors, parked_streams, sure, since } = memory;
    let mut batch = Batch {
        room: shared.room.as_ref(),
        kinds: &shared.kinds,
        ids: shared.ids.as_ref(),
        now: shared.clock.now(),
        head: stand.head.clone(),
        slots: states,
        cursors,
        parked_streams,
        parked_again,
        known,
        out: Out::default(),
    };
    let ends = catch_unwind(AssertUnwindSafe(|| Ends {
        groups: groups.iter().map(|group| batch.group(group)).collect(),
        commands: commands.iter().map(|command| batch.command(command)).collect(),
        repeated: Vec::new(),
    }));
    let ends = ends
        .map_err(|_| StoreError::Unusable("publishing or projecting a fact panicked".to_owned()))?;
    let Batch { head, slots: states, cursors, parked_streams, out, .. } = batch;
    let memory = Memory { stand, states, cursors, parked_streams, sure, since };
    Ok(Decided { ends, out, memory, head })
}

fn key(command: &Command) -> (String, String) {
    (command.caller.actor.subject.clone(), command.caller.request_id.clone())
}

/// The requests that were refused.
fn refused<'c>(
    commands: &'c [&'c Command],
    ends: &'c Ends,
) -> impl Iterator<Item = (String, String)> + 'c {
    let ended = commands.iter().zip(&ends.commands);
    let refused = ended.filter(|(_, end)| matches!(end, CommandEnd::Answered(Err(_))));
    refused.map(|(command, _)| key(command))
}

/// Whether operators decided about parked events or cursors.
fn operated(out: &Out) -> bool {
    !(out.resets.is_empty() && out.marks.is_empty() && out.unparked.is_empty())
}

/// Everything a batch decided; `None` when that is nothing.
fn gather(shared: &Shared, decided: &Decided, out: Out) -> Option<Writes> {
    let memory = &decided.memory;
    let moves = decided.head != memory.stand.head;
    let mut writes = Writes::default();
    tables::put_journal(&mut writes, out.rows);
    tables::put_states(&mut writes, state_rows(&shared.kinds, &memory.states, &out.touched));
    out.changes.into_writes(&mut writes);
    tables::put_requests(&mut writes, out.requests);
    let cursors = memory.cursors.values().filter(|cursor| out.moved.contains(&cursor.source));
    tables::put_cursors(&mut writes, cursors.cloned());
    tables::drop_parked(&mut writes, out.unparked);
    for (source, to) in out.resets {
        tables::drop_parked_past(&mut writes, &source, to);
    }
    tables::put_parked(&mut writes, out.parked);
    tables::put_marks(&mut writes, out.marks);
    tables::put_persons(&mut writes, out.persons);
    if moves {
        tables::put_projected(&mut writes, &rebuild::name(shared), decided.head.position);
    }
    (!writes.is_empty()).then_some(writes)
}

/// One round trip, which is a transaction of its own.
async fn in_one_statement(
    mut connection: Connection,
    guard: Sql,
    writes: Writes,
) -> Result<bool, StoreError> {
    match writes.guarded(guard) {
        Ok(sql) => match sql.execute(&mut connection).await {
            Err(error) if error.guarded() => Ok(false),
            ended => ended.map(|_| true),
        },
        // Under the lock it takes several.
        Err(_) => Ok(false),
    }
}

/// Another process wrote: what it touched is read anew. Everything is, when the journal does not go on
/// from where it was left.
async fn forget_changed(
    connection: &mut Connection,
    states: &mut Slots,
    left: Option<&Head>,
) -> Result<(), StoreError> {
    let Some(left) = left.filter(|_| !states.is_empty()) else {
        states.clear();
        return Ok(());
    };
    let rows = tables::select_row_hash(left.position).rows(connection).await?;
    let hash = rows.first().map(|row| row.text("row_hash")).transpose()?;
    if hash.as_ref() != Some(&left.row_hash) {
        states.clear();
        return Ok(());
    }
    for stream in tables::streams_after(connection, left.position).await? {
        states.remove(&stream);
    }
    Ok(())
}

/// One read of all states that are not in memory. What is not cached in the store is replayed: a
/// cached state can be lost or of another schema, facts cannot.
async fn load(
    connection: &mut Connection,
    shared: &Shared,
    states: &mut Slots,
    named: BTreeSet<&str>,
) -> Result<(), StoreError> {
    let missing: Vec<_> = named.into_iter().filter(|one| !states.contains_key(*one)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut outdated = Vec::new();
    for (stream, stored) in tables::read_stored(connection, &missing).await? {
        match stored {
            Stored::Facts(facts) => {
                let slot = folded(shared, &stream, &facts)?;
                states.insert(stream, slot);
            }
            Stored::State(revision, schema, json) => {
                let Some(kind) = shared.kinds.of_stream(&stream) else { continue };
                match (schema == kind.schema).then(|| (kind.read_state)(&json)) {
                    Some(Ok(state)) => {
                        states.insert(stream, Slot { revision, state: Some(state) });
                    }
                    _ => outdated.push(stream),
                }
            }
        }
    }
    let names: Vec<_> = outdated.iter().map(String::as_str).collect();
    for (stream, facts) in tables::read_facts(connection, &names).await? {
        let slot = folded(shared, &stream, &facts)?;
        states.insert(stream, slot);
    }
    for stream in missing {
        states.entry(stream.to_owned()).or_default();
    }
    Ok(())
}

fn folded(shared: &Shared, stream: &str, facts: &[String]) -> Result<Slot, StoreError> {
    fold(&shared.kinds, stream, facts)
        .map_err(|error| StoreError::nonsense("journal", stream, error))
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
    connection: &mut Connection,
) -> Result<BTreeSet<(String, String)>, StoreError> {
    let rows = Sql::new("SELECT DISTINCT source, stream FROM parked").rows(connection).await?;
    rows.iter().map(|row| Ok((row.text("source")?, row.text("stream")?))).collect()
}

/// The facts of commands that were answered before, read back.
async fn repeated_facts(
    connection: &mut Connection,
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
    connection: &mut Connection,
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
