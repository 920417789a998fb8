//! The rows of the journal.

use std::collections::HashMap;

use super::STREAMS_AT_ONCE;
use crate::sql::{Conflict, Connection, Row, Sql, StoreError, Value, Writes};

/// Revision of a stream, if it has facts.
pub(crate) fn select_revision(stream: &str) -> Sql {
    Sql::new("SELECT revision FROM journal WHERE stream = ")
        .bind(stream)
        .push(" ORDER BY revision DESC LIMIT 1")
}

/// Streams that rows after `position` belong to.
pub(crate) async fn streams_after(
    connection: &mut Connection,
    position: u64,
) -> Result<Vec<String>, StoreError> {
    let sql = Sql::new("SELECT DISTINCT stream FROM journal WHERE position > ").bind(position);
    sql.rows(connection).await?.iter().map(|row| row.text("stream")).collect()
}

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// Number of the row.
    pub position: u64,
    /// Stream.
    pub stream: String,
    /// Revision in the stream.
    pub revision: u64,
    /// Name of the fact.
    pub fact_type: String,
    /// Version of the fact.
    pub fact_version: u64,
    /// The fact, JSON.
    pub fact: String,
    /// Who acted.
    pub actor: String,
    /// Mandate that was used.
    pub mandate: Option<String>,
    /// Request that caused it.
    pub request_id: String,
    /// Microseconds since 1970.
    pub occurred_at: i64,
    /// What had been taken in, JSON.
    pub after: String,
    /// Depth of causes.
    pub depth: u64,
    /// Trace that it belongs to.
    pub traceparent: String,
    /// Salt, hex; absent when erased.
    pub salt: Option<String>,
    /// Digest, hex.
    pub digest: String,
    /// Chained hash, hex.
    pub row_hash: String,
    /// The public event, where it has one.
    pub event: Option<EventColumns>,
}

/// The columns of a public event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventColumns {
    /// Number of the event.
    pub sequence: u64,
    /// Type.
    pub event_type: String,
    /// Proto3 JSON.
    pub event: String,
    /// Salt, hex; absent when erased.
    pub salt: Option<String>,
    /// Digest, hex.
    pub digest: String,
    /// Chained hash, hex.
    pub hash: String,
}

const JOURNAL_COLUMNS: &str = "position, stream, revision, fact_type, fact_version, fact, actor, \
     mandate, request_id, occurred_at, after, depth, traceparent, salt, digest, row_hash, \
     sequence, event_type, event, event_salt, event_digest, hash";

pub(crate) fn select_journal() -> Sql {
    Sql::new("SELECT ").push(JOURNAL_COLUMNS).push(" FROM journal")
}

/// Rows after `position`, in order.
pub(crate) fn select_rows_after(position: u64, limit: usize) -> Sql {
    select_journal()
        .push(" WHERE position > ")
        .bind(position)
        .push(" ORDER BY position LIMIT ")
        .bind(limit)
}

/// Public events after `sequence`, in order.
pub(crate) fn select_events_after(sequence: u64, limit: usize) -> Sql {
    select_journal()
        .push(" WHERE sequence > ")
        .bind(sequence)
        .push(" ORDER BY sequence LIMIT ")
        .bind(limit)
}

pub(crate) fn select_row_hash(position: u64) -> Sql {
    Sql::new("SELECT row_hash FROM journal WHERE position = ").bind(position)
}

pub(crate) fn select_hash(sequence: u64) -> Sql {
    Sql::new("SELECT hash FROM journal WHERE sequence = ").bind(sequence)
}

pub(crate) fn read_journal(rows: &[Row]) -> Result<Vec<JournalRow>, StoreError> {
    rows.iter().map(journal_row).collect()
}

fn journal_row(row: &Row) -> Result<JournalRow, StoreError> {
    let event = match row.opt_int("sequence")? {
        None => None,
        Some(sequence) => Some(EventColumns {
            sequence: u64::try_from(sequence).unwrap_or_default(),
            event_type: row.text("event_type")?,
            event: row.text("event")?,
            salt: row.opt_text("event_salt")?,
            digest: row.text("event_digest")?,
            hash: row.text("hash")?,
        }),
    };
    Ok(JournalRow {
        position: row.number("position")?,
        stream: row.text("stream")?,
        revision: row.number("revision")?,
        fact_type: row.text("fact_type")?,
        fact_version: row.number("fact_version")?,
        fact: row.text("fact")?,
        actor: row.text("actor")?,
        mandate: row.opt_text("mandate")?,
        request_id: row.text("request_id")?,
        occurred_at: row.int("occurred_at")?,
        after: row.text("after")?,
        depth: row.number("depth")?,
        traceparent: row.text("traceparent")?,
        salt: row.opt_text("salt")?,
        digest: row.text("digest")?,
        row_hash: row.text("row_hash")?,
        event,
    })
}

fn journal_cells(row: JournalRow) -> Vec<Value> {
    let (sequence, event_type, event, salt, digest, hash) = match row.event {
        Some(e) => (
            Some(e.sequence),
            Some(e.event_type),
            Some(e.event),
            e.salt,
            Some(e.digest),
            Some(e.hash),
        ),
        None => (None, None, None, None, None, None),
    };
    vec![
        row.position.into(),
        row.stream.into(),
        row.revision.into(),
        row.fact_type.into(),
        row.fact_version.into(),
        row.fact.into(),
        row.actor.into(),
        row.mandate.into(),
        row.request_id.into(),
        row.occurred_at.into(),
        row.after.into(),
        row.depth.into(),
        row.traceparent.into(),
        row.salt.into(),
        row.digest.into(),
        row.row_hash.into(),
        sequence.into(),
        event_type.into(),
        event.into(),
        salt.into(),
        digest.into(),
        hash.into(),
    ]
}

const JOURNAL: [&str; 22] = [
    "position",
    "stream",
    "revision",
    "fact_type",
    "fact_version",
    "fact",
    "actor",
    "mandate",
    "request_id",
    "occurred_at",
    "after",
    "depth",
    "traceparent",
    "salt",
    "digest",
    "row_hash",
    "sequence",
    "event_type",
    "event",
    "event_salt",
    "event_digest",
    "hash",
];

pub(crate) fn put_journal(writes: &mut Writes, rows: Vec<JournalRow>) {
    let rows = rows.into_iter().map(journal_cells).collect();
    writes.insert("journal", JOURNAL.to_vec(), rows, Conflict::Fail);
}

/// Overwrites what an erasing may change of rows that are there.
pub(crate) fn put_erased(writes: &mut Writes, rows: Vec<JournalRow>) {
    let rows = rows.into_iter().map(journal_cells).collect();
    let texts = vec!["fact", "salt", "event", "event_salt"];
    let there = Conflict::Overwrite(vec!["position"], texts);
    writes.insert("journal", JOURNAL.to_vec(), rows, there);
}

/// The facts of streams, by stream in order of revision: for a state of another schema.
pub(crate) async fn read_facts(
    connection: &mut Connection,
    streams: &[&str],
) -> Result<HashMap<String, Vec<String>>, StoreError> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for part in streams.chunks(STREAMS_AT_ONCE) {
        let sql = Sql::new("SELECT stream, fact FROM journal WHERE stream")
            .one_of(part.iter().map(|stream| (*stream).to_owned()).collect())
            .push(" ORDER BY stream, revision");
        for row in sql.rows(connection).await? {
            found.entry(row.text("stream")?).or_default().push(row.text("fact")?);
        }
    }
    Ok(found)
}
