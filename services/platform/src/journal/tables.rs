//! The journal's tables and every statement on them. The format is fixed: rows outlive the code.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sqlx::AnyConnection;

use super::hash;
use super::recorded::After;
use crate::sql::{Database, Engine, Row, Sql, StoreError, Value};

/// Applied in order, each once. Never edited, only added to.
const MIGRATIONS: &[(&str, &[&str])] = &[(
    "journal_1",
    &[
        "CREATE TABLE journal (position BIGINT PRIMARY KEY, stream TEXT NOT NULL, \
     revision BIGINT NOT NULL, fact_type TEXT NOT NULL, fact_version BIGINT NOT NULL, \
     fact TEXT NOT NULL, actor TEXT NOT NULL, mandate TEXT, request_id TEXT NOT NULL, \
     occurred_at BIGINT NOT NULL, after TEXT NOT NULL, depth BIGINT NOT NULL, \
     traceparent TEXT NOT NULL, salt TEXT, digest TEXT NOT NULL, row_hash TEXT NOT NULL, \
     sequence BIGINT, event_type TEXT, event TEXT, event_salt TEXT, event_digest TEXT, hash TEXT, \
     UNIQUE (stream, revision), UNIQUE (sequence))",
        "CREATE TABLE head (id BIGINT PRIMARY KEY, journal_id TEXT NOT NULL, position BIGINT NOT NULL, \
     row_hash TEXT NOT NULL, sequence BIGINT NOT NULL, hash TEXT NOT NULL, \
     published BIGINT NOT NULL)",
        "CREATE TABLE state (stream TEXT PRIMARY KEY, kind TEXT NOT NULL, revision BIGINT NOT NULL, \
     schema BIGINT NOT NULL, state TEXT NOT NULL)",
        "CREATE TABLE request (subject TEXT NOT NULL, request_id TEXT NOT NULL, \
     fingerprint TEXT NOT NULL, stream TEXT NOT NULL, revision BIGINT NOT NULL, \
     position BIGINT NOT NULL, sequence BIGINT NOT NULL, \
     PRIMARY KEY (subject, request_id))",
        "CREATE TABLE cursor (source TEXT PRIMARY KEY, sequence BIGINT NOT NULL, hash TEXT NOT NULL, \
     after TEXT NOT NULL, types TEXT NOT NULL, confirmed_at BIGINT NOT NULL)",
        "CREATE TABLE parked (source TEXT NOT NULL, sequence BIGINT NOT NULL, stream TEXT NOT NULL, \
     reason TEXT NOT NULL, detail TEXT NOT NULL, mark TEXT NOT NULL, marked_by TEXT, \
     marked_why TEXT, PRIMARY KEY (source, sequence))",
        "CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, beat BIGINT NOT NULL)",
        "CREATE TABLE timer (stream TEXT NOT NULL, name TEXT NOT NULL, due_at BIGINT NOT NULL, \
     PRIMARY KEY (stream, name))",
        "CREATE TABLE projection (name TEXT PRIMARY KEY, position BIGINT NOT NULL)",
        "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
    ],
)];

/// Creates what is missing. Two processes may start at once.
pub(crate) async fn migrate(
    database: &Database,
    service: &str,
    journal_id: &str,
) -> Result<(), StoreError> {
    let mut tx = database.writer().begin_with(database.begin()).await?;
    lock_for_migration(database, &mut tx).await?;
    Sql::new("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
        .execute(&mut tx)
        .await?;
    let done = Sql::new("SELECT name FROM migration").rows(&mut tx).await?;
    let done = done.iter().map(|row| row.text("name")).collect::<Result<Vec<_>, _>>()?;
    for (name, statements) in MIGRATIONS {
        if done.iter().any(|one| one == name) {
            continue;
        }
        for statement in *statements {
            Sql::new(statement).execute(&mut tx).await?;
        }
        Sql::new("INSERT INTO migration (name) VALUES (")
            .bind(*name)
            .push(")")
            .execute(&mut tx)
            .await?;
    }
    claim(&mut tx, service, &done).await?;
    let zero = hash::hex(&hash::ZERO);
    Sql::new("INSERT INTO head (id, journal_id, position, row_hash, sequence, hash, published) VALUES (1, ")
        .bind(journal_id)
        .push(", 0, ")
        .bind(zero.clone())
        .push(", 0, ")
        .bind(zero)
        .push(", 0) ON CONFLICT (id) DO NOTHING")
        .execute(&mut tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A database belongs to one service for ever: another one's cursors and events must not meet in it.
/// One from before this was noted is taken as it is.
async fn claim(
    connection: &mut AnyConnection,
    service: &str,
    done: &[String],
) -> Result<(), StoreError> {
    match done.iter().find_map(|name| name.strip_prefix(OWNER)) {
        Some(owner) if owner != service => Err(StoreError::Unusable(format!(
            "the database is that of {owner}, not of {service}: name another"
        ))),
        Some(_) => Ok(()),
        None => {
            let owner = format!("{OWNER}{service}");
            Sql::new("INSERT INTO migration (name) VALUES ")
                .tuple([owner.into()])
                .execute(connection)
                .await?;
            Ok(())
        }
    }
}

/// Name of the row that says whose database it is, before the service's name.
const OWNER: &str = "service:";

/// Held to the end of the transaction. SQLite's `BEGIN IMMEDIATE` is enough of a lock.
pub(crate) async fn lock_for_migration(
    database: &Database,
    connection: &mut AnyConnection,
) -> Result<(), StoreError> {
    if database.engine() == Engine::Postgres {
        Sql::new(
            "SELECT CAST(1 AS BIGINT) AS one FROM (SELECT pg_advisory_xact_lock(7236517)) AS held",
        )
        .rows(connection)
        .await?;
    }
    Ok(())
}

/// The newest numbers and hashes of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Id of the journal; renewed by a restore.
    pub journal_id: String,
    /// Last row.
    pub position: u64,
    /// Hash of the last row, hex.
    pub row_hash: String,
    /// Last public event.
    pub sequence: u64,
    /// Hash of the last public event, hex.
    pub hash: String,
}

fn head_of(row: &Row) -> Result<Head, StoreError> {
    Ok(Head {
        journal_id: row.text("journal_id")?,
        position: row.number("position")?,
        row_hash: row.text("row_hash")?,
        sequence: row.number("sequence")?,
        hash: row.text("hash")?,
    })
}

pub(crate) fn select_head() -> Sql {
    Sql::new("SELECT journal_id, position, row_hash, sequence, hash FROM head WHERE id = 1")
}

pub(crate) fn read_head(rows: &[Row]) -> Result<Head, StoreError> {
    let row = rows.first().ok_or_else(|| StoreError::nonsense("head", 1, "is missing"))?;
    head_of(row)
}

/// Takes the head's lock until the transaction ends, and reads it.
pub(crate) async fn lock_head(connection: &mut AnyConnection) -> Result<Head, StoreError> {
    let rows = Sql::new(
        "UPDATE head SET position = position WHERE id = 1 \
         RETURNING journal_id, position, row_hash, sequence, hash",
    )
    .rows(connection)
    .await?;
    read_head(&rows)
}

pub(crate) async fn write_head(
    connection: &mut AnyConnection,
    head: &Head,
) -> Result<(), StoreError> {
    Sql::new("UPDATE head SET position = ")
        .bind(head.position)
        .push(", row_hash = ")
        .bind(head.row_hash.as_str())
        .push(", sequence = ")
        .bind(head.sequence)
        .push(", hash = ")
        .bind(head.hash.as_str())
        .push(" WHERE id = 1")
        .execute(connection)
        .await?;
    Ok(())
}

/// Revision of a stream, if it has facts.
pub(crate) fn select_revision(stream: &str) -> Sql {
    Sql::new("SELECT revision FROM journal WHERE stream = ")
        .bind(stream)
        .push(" ORDER BY revision DESC LIMIT 1")
}

/// How many commands of operators there were, about all sources.
pub(crate) fn count_operated() -> Sql {
    Sql::new(
        "SELECT CAST(COALESCE(sum(revision), 0) AS BIGINT) AS commands FROM state \
         WHERE stream >= 'following/' AND stream < 'following0'",
    )
}

/// Whether a request was accepted before.
pub(crate) fn select_request(subject: &str, request_id: &str) -> Sql {
    Sql::new("SELECT position FROM request WHERE subject = ")
        .bind(subject)
        .push(" AND request_id = ")
        .bind(request_id)
}

/// Sequence of the last public event that the broker has acknowledged.
pub(crate) fn select_published() -> Sql {
    Sql::new("SELECT published FROM head WHERE id = 1")
}

/// Moves the mark forward. It never goes back: a repeat is harmless, a gap is not.
pub(crate) async fn write_published(
    connection: &mut AnyConnection,
    sequence: u64,
) -> Result<(), StoreError> {
    Sql::new("UPDATE head SET published = ")
        .bind(sequence)
        .push(" WHERE id = 1 AND published < ")
        .bind(sequence)
        .execute(connection)
        .await?;
    Ok(())
}

/// Streams that rows after `position` belong to.
pub(crate) async fn streams_after(
    connection: &mut AnyConnection,
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

/// Rows that one INSERT may have: 22 binds each, under 30,000.
const ROWS_AT_ONCE: usize = 1_000;

async fn insert_all(
    connection: &mut AnyConnection,
    table: &'static str,
    rows: Vec<Vec<Value>>,
    end: &'static str,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let part: Vec<_> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        Sql::new("INSERT INTO ").push(table).tuples(part).push(end).execute(connection).await?;
    }
    Ok(())
}

pub(crate) async fn insert_journal(
    connection: &mut AnyConnection,
    rows: Vec<JournalRow>,
) -> Result<(), StoreError> {
    let rows = rows.into_iter().map(journal_cells).collect();
    const INTO: &str = "journal (position, stream, revision, fact_type, fact_version, fact, actor, \
         mandate, request_id, occurred_at, after, depth, traceparent, salt, digest, row_hash, \
         sequence, event_type, event, event_salt, event_digest, hash) VALUES ";
    insert_all(connection, INTO, rows, "").await
}

/// One row of the state cache.
#[derive(Debug)]
pub(crate) struct StateRow {
    pub(crate) stream: String,
    pub(crate) kind: &'static str,
    pub(crate) revision: u64,
    pub(crate) schema: u32,
    pub(crate) state: String,
}

pub(crate) async fn write_states(
    connection: &mut AnyConnection,
    rows: Vec<StateRow>,
) -> Result<(), StoreError> {
    let cells = |row: StateRow| -> Vec<Value> {
        vec![
            row.stream.into(),
            row.kind.into(),
            row.revision.into(),
            row.schema.into(),
            row.state.into(),
        ]
    };
    let rows = rows.into_iter().map(cells).collect();
    insert_all(
        connection,
        "state (stream, kind, revision, schema, state) VALUES ",
        rows,
        " ON CONFLICT (stream) DO UPDATE SET revision = excluded.revision, \
         schema = excluded.schema, state = excluded.state",
    )
    .await
}

/// Streams that one SELECT may name.
const STREAMS_AT_ONCE: usize = 10_000;

pub(crate) async fn read_states(
    connection: &mut AnyConnection,
    streams: &[&str],
) -> Result<Vec<(String, u64, u32, String)>, StoreError> {
    let mut found = Vec::with_capacity(streams.len());
    for part in streams.chunks(STREAMS_AT_ONCE) {
        let sql = Sql::new("SELECT stream, revision, schema, state FROM state WHERE stream IN ");
        for row in sql.tuple(part.iter().map(|s| Value::from(*s))).rows(connection).await? {
            let schema = u32::try_from(row.number("schema")?).unwrap_or(u32::MAX);
            found.push((row.text("stream")?, row.number("revision")?, schema, row.text("state")?));
        }
    }
    Ok(found)
}

/// The facts of streams, by stream in order of revision: for a state of another schema.
pub(crate) async fn read_facts(
    connection: &mut AnyConnection,
    streams: &[&str],
) -> Result<HashMap<String, Vec<String>>, StoreError> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for part in streams.chunks(STREAMS_AT_ONCE) {
        let sql = Sql::new("SELECT stream, fact FROM journal WHERE stream IN ")
            .tuple(part.iter().map(|s| Value::from(*s)))
            .push(" ORDER BY stream, revision");
        for row in sql.rows(connection).await? {
            found.entry(row.text("stream")?).or_default().push(row.text("fact")?);
        }
    }
    Ok(found)
}

/// An accepted request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestRow {
    pub(crate) subject: String,
    pub(crate) request_id: String,
    pub(crate) fingerprint: String,
    pub(crate) stream: String,
    pub(crate) revision: u64,
    pub(crate) position: u64,
    pub(crate) sequence: u64,
}

pub(crate) async fn read_requests(
    connection: &mut AnyConnection,
    keys: impl IntoIterator<Item = (String, String)>,
) -> Result<HashMap<(String, String), RequestRow>, StoreError> {
    let keys: Vec<_> = keys.into_iter().map(|(a, b)| [Value::from(a), Value::from(b)]).collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Sql::new(
        "SELECT subject, request_id, fingerprint, stream, revision, position, sequence \
         FROM request WHERE (subject, request_id) IN (VALUES ",
    )
    .tuples(keys)
    .push(")")
    .rows(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let found = RequestRow {
                subject: row.text("subject")?,
                request_id: row.text("request_id")?,
                fingerprint: row.text("fingerprint")?,
                stream: row.text("stream")?,
                revision: row.number("revision")?,
                position: row.number("position")?,
                sequence: row.number("sequence")?,
            };
            Ok(((found.subject.clone(), found.request_id.clone()), found))
        })
        .collect()
}

pub(crate) async fn insert_requests(
    connection: &mut AnyConnection,
    rows: Vec<RequestRow>,
) -> Result<(), StoreError> {
    let cells = |row: RequestRow| -> Vec<Value> {
        vec![
            row.subject.into(),
            row.request_id.into(),
            row.fingerprint.into(),
            row.stream.into(),
            row.revision.into(),
            row.position.into(),
            row.sequence.into(),
        ]
    };
    let rows = rows.into_iter().map(cells).collect();
    const INTO: &str = "request (subject, request_id, fingerprint, stream, revision, position, \
         sequence) VALUES ";
    insert_all(connection, INTO, rows, "").await
}

/// How far a followed source has been taken in. For the service itself: by position and row hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Service followed.
    pub source: String,
    /// Last number taken in.
    pub sequence: u64,
    /// Its hash, hex.
    pub hash: String,
    /// The highest seen of every service in what was taken in.
    pub after: After,
    /// Event types followed, comma-separated.
    pub types: String,
    /// When the source was last known to have no more, in microseconds since 1970; 0 for never.
    pub confirmed_at: i64,
}

impl Cursor {
    /// Nothing has been taken in.
    pub(crate) fn at_the_beginning(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            sequence: 0,
            hash: hash::hex(&hash::ZERO),
            after: After::new(),
            types: String::new(),
            confirmed_at: 0,
        }
    }
}

pub(crate) fn select_cursors() -> Sql {
    Sql::new("SELECT source, sequence, hash, after, types, confirmed_at FROM cursor")
}

pub(crate) fn read_cursors(rows: &[Row]) -> Result<BTreeMap<String, Cursor>, StoreError> {
    rows.iter()
        .map(|row| {
            let source = row.text("source")?;
            let after = row.text("after")?;
            let after = serde_json::from_str(&after)
                .map_err(|error| StoreError::nonsense("cursor", &source, error))?;
            let cursor = Cursor {
                sequence: row.number("sequence")?,
                hash: row.text("hash")?,
                after,
                types: row.text("types")?,
                confirmed_at: row.int("confirmed_at")?,
                source: source.clone(),
            };
            Ok((source, cursor))
        })
        .collect()
}

pub(crate) async fn write_cursors(
    connection: &mut AnyConnection,
    cursors: Vec<Cursor>,
) -> Result<(), StoreError> {
    let cells = |cursor: Cursor| -> Vec<Value> {
        vec![
            cursor.source.into(),
            cursor.sequence.into(),
            cursor.hash.into(),
            after_json(&cursor.after).into(),
            cursor.types.into(),
            cursor.confirmed_at.into(),
        ]
    };
    let rows = cursors.into_iter().map(cells).collect();
    insert_all(
        connection,
        "cursor (source, sequence, hash, after, types, confirmed_at) VALUES ",
        rows,
        " ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, \
         after = excluded.after, types = excluded.types",
    )
    .await
}

/// Notes when a source was last known to have no more.
pub(crate) async fn write_confirmed(
    connection: &mut AnyConnection,
    source: &str,
    at: i64,
) -> Result<(), StoreError> {
    Sql::new("UPDATE cursor SET confirmed_at = ")
        .bind(at)
        .push(" WHERE source = ")
        .bind(source)
        .push(" AND confirmed_at < ")
        .bind(at)
        .execute(connection)
        .await?;
    Ok(())
}

/// `after` as it is stored: sorted keys, no spaces.
pub(crate) fn after_json(after: &After) -> String {
    serde_json::to_string(after).unwrap_or_else(|_| "{}".to_owned())
}

/// An event that was set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parked {
    /// Service it came from; the service itself for an own fact.
    pub source: String,
    /// Its number there.
    pub sequence: u64,
    /// Stream it came from. Later events of that stream are parked behind it.
    pub stream: String,
    /// Stable reason: a rejection's, or `FAULT`, `UNKNOWN`, `DEPTH`, `BEHIND`.
    pub reason: String,
    /// What was said.
    pub detail: String,
    /// `retry` or `discard`; empty when it is not marked.
    pub mark: String,
    /// Who marked it.
    pub marked_by: String,
    /// Why.
    pub marked_why: String,
}

/// A mark for a parked event.
#[derive(Debug)]
pub(crate) struct MarkRow {
    pub(crate) source: String,
    pub(crate) sequence: u64,
    pub(crate) mark: &'static str,
    pub(crate) by: String,
    pub(crate) why: String,
}

const PARKED: &str = "SELECT source, sequence, stream, reason, detail, mark, marked_by, marked_why \
     FROM parked";
const IN_ORDER: &str = " ORDER BY source, sequence";

/// Value of `mark` without a mark.
const UNMARKED: &str = "none";

pub(crate) fn select_parked() -> Sql {
    Sql::new(PARKED).push(IN_ORDER)
}

/// What was set aside of one source.
pub(crate) fn select_parked_of(source: &str) -> Sql {
    Sql::new(PARKED).push(" WHERE source = ").bind(source).push(IN_ORDER)
}

/// A page of what was set aside, after a source and number.
pub(crate) fn select_parked_after(after: &[Value], limit: usize) -> Sql {
    let sql = Sql::new(PARKED);
    let sql = if after.is_empty() {
        sql
    } else {
        sql.push(" WHERE (source, sequence) > ").tuple(after.iter().cloned())
    };
    sql.push(IN_ORDER).push(" LIMIT ").bind(limit)
}

/// How much is parked.
pub(crate) fn count_parked() -> Sql {
    Sql::new("SELECT CAST(count(*) AS BIGINT) AS parked FROM parked")
}

/// Numbers of the events that are parked of these streams, by source and stream.
pub(crate) type ParkedOf = BTreeMap<(String, String), BTreeSet<u64>>;

/// What is parked of these streams, each named with its source.
pub(crate) async fn parked_of_streams(
    connection: &mut AnyConnection,
    streams: BTreeSet<(String, String)>,
) -> Result<ParkedOf, StoreError> {
    let mut found = ParkedOf::new();
    if streams.is_empty() {
        return Ok(found);
    }
    let names = streams.into_iter().map(|(source, stream)| [Value::from(source), stream.into()]);
    let sql = "SELECT source, stream, sequence FROM parked WHERE (source, stream) IN (VALUES ";
    for row in Sql::new(sql).tuples(names).push(")").rows(connection).await? {
        let stream = found.entry((row.text("source")?, row.text("stream")?)).or_default();
        stream.insert(row.number("sequence")?);
    }
    Ok(found)
}

pub(crate) async fn delete_parked(
    connection: &mut AnyConnection,
    keys: Vec<(String, u64)>,
) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    let keys = keys.into_iter().map(|(source, number)| [Value::from(source), number.into()]);
    let sql = Sql::new("DELETE FROM parked WHERE (source, sequence) IN (VALUES ");
    sql.tuples(keys).push(")").execute(connection).await?;
    Ok(())
}

/// After a reset the cursor comes by these again.
pub(crate) async fn delete_parked_past(
    connection: &mut AnyConnection,
    source: &str,
    to: u64,
) -> Result<(), StoreError> {
    let sql = Sql::new("DELETE FROM parked WHERE source = ").bind(source);
    sql.push(" AND sequence > ").bind(to).execute(connection).await?;
    Ok(())
}

pub(crate) async fn write_marks(
    connection: &mut AnyConnection,
    marks: Vec<MarkRow>,
) -> Result<(), StoreError> {
    for mark in marks {
        Sql::new("UPDATE parked SET mark = ")
            .bind(mark.mark)
            .push(", marked_by = ")
            .bind(mark.by)
            .push(", marked_why = ")
            .bind(mark.why)
            .push(" WHERE source = ")
            .bind(mark.source)
            .push(" AND sequence = ")
            .bind(mark.sequence)
            .execute(connection)
            .await?;
    }
    Ok(())
}

pub(crate) fn read_parked(rows: &[Row]) -> Result<Vec<Parked>, StoreError> {
    rows.iter()
        .map(|row| {
            Ok(Parked {
                source: row.text("source")?,
                sequence: row.number("sequence")?,
                stream: row.text("stream")?,
                reason: row.text("reason")?,
                detail: row.text("detail")?,
                mark: row.opt_text("mark")?.filter(|mark| mark != UNMARKED).unwrap_or_default(),
                marked_by: row.opt_text("marked_by")?.unwrap_or_default(),
                marked_why: row.opt_text("marked_why")?.unwrap_or_default(),
            })
        })
        .collect()
}

pub(crate) async fn insert_parked(
    connection: &mut AnyConnection,
    rows: Vec<Parked>,
) -> Result<(), StoreError> {
    let cells = |row: Parked| -> Vec<Value> {
        vec![
            row.source.into(),
            row.sequence.into(),
            row.stream.into(),
            row.reason.into(),
            row.detail.into(),
            UNMARKED.into(),
        ]
    };
    let rows = rows.into_iter().map(cells).collect();
    const INTO: &str = "parked (source, sequence, stream, reason, detail, mark) VALUES ";
    insert_all(connection, INTO, rows, " ON CONFLICT (source, sequence) DO NOTHING").await
}

/// Names of persons, kept beside the journal so that they can be emptied.
pub(crate) async fn write_persons(
    connection: &mut AnyConnection,
    persons: BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let rows = persons.into_iter().map(|(id, name)| vec![id.into(), name.into()]).collect();
    insert_all(
        connection,
        "person (id, name) VALUES ",
        rows,
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    )
    .await
}

pub(crate) fn select_projected(name: &str) -> Sql {
    Sql::new("SELECT position FROM projection WHERE name = ").bind(name)
}

pub(crate) async fn projected(
    connection: &mut AnyConnection,
    name: &str,
) -> Result<Option<u64>, StoreError> {
    let rows = select_projected(name).rows(connection).await?;
    rows.first().map(|row| row.number("position")).transpose()
}

pub(crate) async fn write_projected(
    connection: &mut AnyConnection,
    name: &str,
    position: u64,
) -> Result<(), StoreError> {
    Sql::new("INSERT INTO projection (name, position) VALUES ")
        .tuple([name.into(), position.into()])
        .push(" ON CONFLICT (name) DO UPDATE SET position = excluded.position")
        .execute(connection)
        .await?;
    Ok(())
}
