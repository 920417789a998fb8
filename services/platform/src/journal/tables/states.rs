//! The cache of states, and accepted requests.

use std::collections::HashMap;

use super::STREAMS_AT_ONCE;
use crate::sql::{Conflict, Connection, Sql, StoreError, Value, Writes};

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

/// One row of the state cache.
#[derive(Debug)]
pub(crate) struct StateRow {
    pub(crate) stream: String,
    pub(crate) kind: &'static str,
    pub(crate) revision: u64,
    pub(crate) schema: u32,
    pub(crate) state: String,
}

pub(crate) fn put_states(writes: &mut Writes, rows: Vec<StateRow>) {
    let cells = |row: StateRow| {
        vec![
            row.stream.into(),
            row.kind.into(),
            row.revision.into(),
            row.schema.into(),
            row.state.into(),
        ]
    };
    writes.insert(
        "state",
        vec!["stream", "kind", "revision", "schema", "state"],
        rows.into_iter().map(cells).collect(),
        Conflict::Overwrite(vec!["stream"], vec!["revision", "schema", "state"]),
    );
}

/// What is stored of a stream.
pub(crate) enum Stored {
    /// The cached state: revision, schema and JSON.
    State(u64, u32, String),
    /// The facts of one that has no cached state, in order.
    Facts(Vec<String>),
}

/// What is stored of these streams, in one read. A stream without facts is left out.
pub(crate) async fn read_stored(
    connection: &mut Connection,
    streams: &[impl AsRef<str>],
) -> Result<HashMap<String, Stored>, StoreError> {
    let mut found = HashMap::with_capacity(streams.len());
    for part in streams.chunks(STREAMS_AT_ONCE) {
        let part: Vec<_> = part.iter().map(|stream| stream.as_ref().to_owned()).collect();
        let sql = Sql::new(
            "SELECT stream, revision, schema, state AS json, CAST(0 AS BIGINT) AS fact FROM state \
             WHERE stream",
        )
        .one_of(part.clone())
        .push(
            " UNION ALL SELECT stream, revision, CAST(0 AS BIGINT), fact, CAST(1 AS BIGINT) \
             FROM journal WHERE NOT EXISTS (SELECT 1 FROM state WHERE state.stream = journal.stream) \
             AND stream",
        )
        .one_of(part)
        .push(" ORDER BY 1, 2");
        for row in sql.rows(connection).await? {
            let (stream, json) = (row.text("stream")?, row.text("json")?);
            if row.flag("fact")? {
                let facts = found.entry(stream).or_insert_with(|| Stored::Facts(Vec::new()));
                if let Stored::Facts(facts) = facts {
                    facts.push(json);
                }
            } else {
                let schema = u32::try_from(row.number("schema")?).unwrap_or(u32::MAX);
                found.insert(stream, Stored::State(row.number("revision")?, schema, json));
            }
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
    connection: &mut Connection,
    keys: impl IntoIterator<Item = (String, String)>,
) -> Result<HashMap<(String, String), RequestRow>, StoreError> {
    let keys: Vec<_> = keys.into_iter().map(|(a, b)| [Value::from(a), Value::from(b)]).collect();
    let Some(last) = keys.last().cloned() else { return Ok(HashMap::new()) };
    // In few sizes: each is a statement to prepare.
    let size = keys.len().next_power_of_two();
    let keys = keys.into_iter().chain(std::iter::repeat(last)).take(size);
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

/// Fails when one of them was accepted before.
pub(crate) fn put_requests(writes: &mut Writes, rows: Vec<RequestRow>) {
    let cells = |row: RequestRow| {
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
    writes.insert(
        "request",
        vec!["subject", "request_id", "fingerprint", "stream", "revision", "position", "sequence"],
        rows.into_iter().map(cells).collect(),
        Conflict::Fail,
    );
}
