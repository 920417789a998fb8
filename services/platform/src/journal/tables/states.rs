//! The cache of states, and accepted requests.

use std::collections::HashMap;

use sqlx::AnyConnection;

use super::{STREAMS_AT_ONCE, insert_all};
use crate::sql::{Sql, StoreError, Value};

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
