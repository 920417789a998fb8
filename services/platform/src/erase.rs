//! Erasing: a text is taken out of everything that a service's store holds, and that it was is told for ever.
//!
//! In facts and public events it becomes `[erased]`. Digests stay, salts go, so that the chain holds and the
//! text cannot be guessed from them; a fact says what each row holds instead. States and read tables are made
//! anew from the journal at the next start. The journal gets a new id, as after a restore: what the broker
//! still holds of it is purged.

mod order;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{
    Acting, Actor, Aggregate as _, Clock, ERASED, Erase, ErasedRow, Erasing, IdGen, Office,
    OperationRejection, PersonId,
};
use serde::Serialize;

pub use order::Order;

use order::is_made;

use crate::journal::{
    self, Event, Head, JournalRow, Kinds, LeaseRow, Making, lock_head, move_head, put_erased,
    read_facts, read_journal, select_rows_after,
};
use crate::room::Room;
use crate::sql::{Connection, Database, Engine, Sql, StoreError, Value, Writes};
use crate::trace;

/// Rows read at once.
const PAGE: usize = 1_000;

/// What was erased from one store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// Rows of the journal.
    pub rows: usize,
    /// Public events among them, by number.
    pub events: Vec<u64>,
    /// Names of persons, and details of parked events.
    pub beside: u64,
    /// Which of the order's texts were there, by their number from 0.
    pub found: BTreeSet<usize>,
    /// The row that tells it; none where the store did not hold the texts.
    pub position: Option<u64>,
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The order cannot be carried out as it is.
    #[error("{0}")]
    Refused(#[from] OperationRejection),
    /// A process has the store open.
    #[error("somebody started meanwhile")]
    Busy,
    /// The store cannot be without some of the texts.
    #[error("{} places cannot be without a text", .0.len())]
    Needed(Vec<Needed>),
}

/// A place that cannot be without a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// Which of the order's texts stand there, by their number from 0.
    pub texts: BTreeSet<usize>,
    /// The row of the journal, where it is one.
    pub position: Option<u64>,
    /// Why. It does not repeat the text.
    pub why: String,
}

/// Who did what is told by subjects, in every row.
const SUBJECT: &str = "a person's subject holds it";

/// The public event: which of the service's events are others now.
#[derive(Serialize)]
struct TextErased {
    sequences: Vec<String>,
    basis: String,
}

/// Whether what was done stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Everything is done and undone again: it shows whether it can be done, and how much it is.
    Trial,
    /// It stays.
    Real,
}

/// Erases from one service's store, whole or not at all. No process may have it open: what a running one
/// remembers would come back. `resting` are the leases as they were when nobody had it open; who started since
/// has changed them.
///
/// # Errors
/// When the order is wrong, somebody started, a row or a person's subject cannot be without the text, or the
/// database fails or refuses.
pub async fn erase(
    database: &Database,
    room: &dyn Room,
    order: &Order,
    run: Run,
    resting: Option<&[LeaseRow]>,
    (clock, ids): (&dyn Clock, &dyn IdGen),
) -> Result<Done, EraseError> {
    order.check()?;
    if database.engine() == Engine::Sqlite && run == Run::Real {
        // What is overwritten is also gone from the file.
        Sql::new("PRAGMA secure_delete = ON").execute(&mut database.writer().await?).await?;
    }
    let mut tx = database.begin().await?;
    let stand = lock_head(&mut tx).await?;
    still(&mut tx, resting).await?;
    let (mut found, mut needed) = (BTreeSet::new(), Vec::new());
    let (rows, told) = search(&mut tx, order, &mut found, &mut needed).await?;
    let beside = erase_beside(&mut tx, order, &mut found, &mut needed).await?;
    if !needed.is_empty() {
        return Err(EraseError::Needed(needed));
    }
    let mut done = Done {
        rows: rows.len(),
        events: told.iter().filter_map(|one| one.1).collect(),
        beside,
        found,
        position: None,
    };
    if rows.is_empty() && beside == 0 {
        end(tx, run).await?;
        // An earlier run may have been cut off here.
        clear(database, run).await?;
        return Ok(done);
    }
    let requests: Vec<_> =
        rows.iter().map(|row| [row.actor.clone().into(), row.request_id.clone().into()]).collect();
    // Each with its first row that was touched.
    let mut streams = BTreeMap::new();
    for row in &rows {
        streams.entry(row.stream.clone()).or_insert(row.position);
    }
    let mut writes = Writes::default();
    put_erased(&mut writes, rows);
    writes.run(&mut tx).await?;
    let mut head = stand.head.clone();
    let told = told.into_iter().map(|(row, _)| row).collect();
    let row = told_row(&mut tx, room, order, told, &done.events, (clock, ids), &mut head).await?;
    done.position = Some(row.position);
    streams.entry(row.stream.clone()).or_insert(row.position);
    let mut writes = Writes::default();
    journal::put_journal(&mut writes, vec![row]);
    writes.other(move_head(&stand, &head));
    let renewed = Sql::new("UPDATE head SET journal_id = ").bind(ids.uuid().to_string());
    writes.other(renewed.push(" WHERE id = 1"));
    writes.run(&mut tx).await?;
    make_states(&mut tx, room, order, &streams).await?;
    forget(&mut tx, room, &requests).await?;
    still(&mut tx, resting).await?;
    end(tx, run).await?;
    clear(database, run).await?;
    Ok(done)
}

/// Nobody has taken a lease since.
async fn still(tx: &mut Connection, resting: Option<&[LeaseRow]>) -> Result<(), EraseError> {
    let Some(resting) = resting else { return Ok(()) };
    let now = journal::read_leases(&journal::select_leases().rows(tx).await?)?;
    if now == resting { Ok(()) } else { Err(EraseError::Busy) }
}

/// What was overwritten leaves the file of SQLite, and its log.
async fn clear(database: &Database, run: Run) -> Result<(), StoreError> {
    if database.engine() != Engine::Sqlite || run == Run::Trial {
        return Ok(());
    }
    let mut writer = database.writer().await?;
    Sql::new("VACUUM").execute(&mut writer).await?;
    let ended = Sql::new("PRAGMA wal_checkpoint(TRUNCATE)").rows(&mut writer).await?;
    if ended.first().map(|row| row.int("busy")).transpose()?.unwrap_or_default() != 0 {
        let what = "somebody reads the file, whose log still holds the texts: run it again";
        return Err(StoreError::Unusable(what.to_owned()));
    }
    Ok(())
}

async fn end(tx: Connection, run: Run) -> Result<(), StoreError> {
    match run {
        Run::Trial => tx.rollback().await,
        Run::Real => tx.commit().await,
    }
}

/// Rows that hold a text, without it; and what is told of each, with the number of its event where that
/// held it. What cannot be without it goes into `needed`.
async fn search(
    tx: &mut Connection,
    order: &Order,
    found: &mut BTreeSet<usize>,
    needed: &mut Vec<Needed>,
) -> Result<(Vec<JournalRow>, Vec<(ErasedRow, Option<u64>)>), EraseError> {
    let (mut rows, mut told, mut at) = (Vec::new(), Vec::new(), 0);
    loop {
        let page = read_journal(&select_rows_after(at, PAGE).rows(tx).await?)?;
        let Some(last) = page.last() else { return Ok((rows, told)) };
        at = last.position;
        for mut row in page {
            let position = row.position;
            let mut need = |text: &str, why: String| {
                let texts: BTreeSet<_> = order.found_in(text).collect();
                let one = Needed { texts, position: Some(position), why };
                // Of a person who did much, once.
                if needed.iter().all(|known| (&known.texts, &known.why) != (&one.texts, &one.why)) {
                    needed.push(one);
                }
            };
            if order.is_in(&row.actor) {
                need(&row.actor, SUBJECT.to_owned());
            }
            // Its kind is the program's word.
            let id = row.stream.split_once('/').map_or(row.stream.as_str(), |(_, id)| id);
            if order.is_in(id) && !is_made(id) {
                need(id, "a name of what it is about holds it".to_owned());
            }
            let mut one = ErasedRow { position, fact: None, event: None };
            match order.redact(&row.fact, found) {
                Ok(Some(fact)) => {
                    (row.fact, row.salt) = (fact, None);
                    one.fact = journal::told_of(&row);
                }
                Ok(None) => {}
                Err(why) => need(&row.fact, why),
            }
            let mut sequence = None;
            if let Some(event) = &mut row.event {
                match order.redact(&event.event, found) {
                    Ok(Some(text)) => {
                        let mut json = serde_json::Deserializer::from_str(&text);
                        if let Some(Err(error)) = proto::read_event(&event.event_type, &mut json) {
                            need(&event.event, format!("its event: {error}"));
                        }
                        sequence = Some(event.sequence);
                        (event.event, event.salt) = (text, None);
                        one.event = journal::told_of_event(&row);
                    }
                    Ok(None) => {}
                    Err(why) => need(&event.event, why),
                }
            }
            if one.fact.is_some() || one.event.is_some() {
                rows.push(row);
                told.push((one, sequence));
            }
        }
    }
}

/// Names of persons, and what was noted about parked events.
async fn erase_beside(
    tx: &mut Connection,
    order: &Order,
    found: &mut BTreeSet<usize>,
    needed: &mut Vec<Needed>,
) -> Result<u64, EraseError> {
    let mut changed = 0;
    let persons = Sql::new("SELECT id, name FROM person").rows(tx).await?;
    let mut named = Vec::new();
    for row in persons {
        let (id, name) = (row.text("id")?, row.text("name")?);
        if order.is_in(&id) {
            let texts = order.found_in(&id).collect();
            needed.push(Needed { texts, position: None, why: SUBJECT.to_owned() });
        }
        if order.is_in(&name) {
            found.extend(order.found_in(&name));
            named.push(id);
        }
    }
    if !named.is_empty() {
        let sql = Sql::new("UPDATE person SET name = ").bind(ERASED);
        changed += sql.push(" WHERE id").one_of(named).execute(tx).await?;
    }
    let parked = journal::read_parked(&journal::select_parked().rows(tx).await?)?;
    for one in &parked {
        found.extend(order.found_in(&one.detail).chain(order.found_in(&one.marked_why)));
    }
    let details = parked.iter().filter(|one| order.is_in(&one.detail));
    let whys = parked.iter().filter(|one| order.is_in(&one.marked_why));
    let keys = |all: Vec<&journal::Parked>| -> Vec<[Value; 2]> {
        all.into_iter().map(|one| [one.source.clone().into(), one.sequence.into()]).collect()
    };
    for (start, of) in [
        ("UPDATE parked SET detail = ", keys(details.collect())),
        ("UPDATE parked SET marked_why = ", keys(whys.collect())),
    ] {
        if !of.is_empty() {
            let sql = Sql::new(start).bind(ERASED).push(" WHERE (source, sequence) IN (VALUES ");
            changed += sql.tuples(of).push(")").execute(tx).await?;
        }
    }
    Ok(changed)
}

/// States out of what the facts are now. A stream that cannot be read without the text stays as it was.
async fn make_states(
    tx: &mut Connection,
    room: &dyn Room,
    order: &Order,
    streams: &BTreeMap<String, u64>,
) -> Result<(), EraseError> {
    let kinds = Kinds::of(room);
    let names: Vec<_> = streams.keys().map(String::as_str).collect();
    let (mut slots, mut needed) = (HashMap::new(), Vec::new());
    for (stream, facts) in read_facts(tx, &names).await? {
        match journal::fold(&kinds, &stream, &facts) {
            Ok(slot) => {
                slots.insert(stream, slot);
            }
            // The text stands there no more: any of them can be what is missed.
            Err(error) => needed.push(Needed {
                texts: (0..order.texts.len()).collect(),
                position: streams.get(&stream).copied(),
                why: error.to_string(),
            }),
        }
    }
    if !needed.is_empty() {
        return Err(EraseError::Needed(needed));
    }
    let mut writes = Writes::default();
    let all = streams.keys().cloned().collect();
    journal::put_states(&mut writes, journal::state_rows(&kinds, &slots, &all));
    writes.run(tx).await?;
    Ok(())
}

/// Read tables are made anew at the next start. Of requests no digest stays that a text could be guessed from: one
/// that is repeated later is refused.
async fn forget(
    tx: &mut Connection,
    room: &dyn Room,
    requests: &[[Value; 2]],
) -> Result<(), StoreError> {
    for part in requests.chunks(PAGE) {
        let sql = Sql::new("UPDATE request SET fingerprint = ").bind(ERASED);
        let sql = sql.push(" WHERE (subject, request_id) IN (VALUES ");
        sql.tuples(part.iter().cloned()).push(")").execute(tx).await?;
    }
    // A process may have been stopped while it gathered: its transaction is waited for here, and what it made
    // is found below.
    for one in room.gatherings() {
        Sql::new("DELETE FROM ").push(one.waiting).execute(tx).await?;
    }
    for table in tx.tables().await? {
        if !journal::KEPT.contains(&table.as_str()) {
            Sql::new("DELETE FROM ").table(&table).execute(tx).await?;
        }
    }
    Sql::new("UPDATE projection SET position = 0").execute(tx).await?;
    Ok(())
}

/// The row that says what was done.
async fn told_row(
    tx: &mut Connection,
    room: &dyn Room,
    order: &Order,
    rows: Vec<ErasedRow>,
    events: &[u64],
    (clock, ids): (&dyn Clock, &dyn IdGen),
    head: &mut Head,
) -> Result<JournalRow, EraseError> {
    let actor = Actor::person(&PersonId::new(&order.by)).with_office(Office::Operator);
    let now = clock.now();
    let acting = Acting::new(&actor, now);
    let command = Erase { why: order.why.clone(), basis: order.basis.clone(), rows };
    let facts = Erasing::decide(None, command, &acting)?;
    // One fact; it and the event are made of texts and numbers alone, which can always be written.
    let json = facts.first().map(serde_json::to_string).transpose().ok().flatten();
    let stream = Erasing::stream(&room.name().to_owned()).name;
    let mut written = read_facts(tx, &[&stream]).await?;
    let before = written.remove(&stream).unwrap_or_default().len();
    let event_type = format!("radslag.{}.journal.text_erased.v1", room.name());
    let event_type = proto::event_types().iter().find(|one| **one == event_type);
    let sequences = events.iter().map(u64::to_string).collect();
    let told = TextErased { sequences, basis: order.basis.clone() };
    let event = event_type.filter(|_| !events.is_empty()).map(|event_type| Event {
        event_type,
        json: serde_json::to_string(&told).unwrap_or_default(),
    });
    let making = Making {
        stream,
        revision: u64::try_from(before).unwrap_or(u64::MAX) + 1,
        fact_type: "text_erased".to_owned(),
        fact_version: 1,
        fact: json.unwrap_or_default(),
        actor: actor.subject.clone(),
        mandate: acting.used().map(|mandate| mandate.to_string()),
        request_id: ids.uuid().to_string(),
        occurred_at: now.as_micros(),
        after: "{}".to_owned(),
        depth: 0,
        traceparent: trace::fresh(ids),
        event,
    };
    Ok(journal::append(making, head, ids))
}
