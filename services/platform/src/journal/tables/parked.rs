//! Events that were set aside, and what operators have decided about them.

use std::collections::{BTreeMap, BTreeSet};

use crate::sql::{Conflict, Connection, Row, Sql, StoreError, Value, Writes};

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

pub(crate) fn count_parked_by_source() -> Sql {
    Sql::new("SELECT source, CAST(count(*) AS BIGINT) AS parked FROM parked GROUP BY source")
}

/// Numbers of the events that are parked of these streams, by source and stream.
pub(crate) type ParkedOf = BTreeMap<(String, String), BTreeSet<u64>>;

/// What is parked of these streams, each named with its source.
pub(crate) async fn parked_of_streams(
    connection: &mut Connection,
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

pub(crate) fn drop_parked(writes: &mut Writes, keys: Vec<(String, u64)>) {
    let cells = |(source, number): (String, u64)| vec![source.into(), number.into()];
    writes.delete("parked", vec!["source", "sequence"], keys.into_iter().map(cells).collect());
}

/// After a reset the cursor comes by these again.
pub(crate) fn drop_parked_past(writes: &mut Writes, source: &str, to: u64) {
    let sql = Sql::new("DELETE FROM parked WHERE source = ").bind(source);
    writes.other(sql.push(" AND sequence > ").bind(to));
}

pub(crate) fn put_marks(writes: &mut Writes, marks: Vec<MarkRow>) {
    for mark in marks {
        let sql = Sql::new("UPDATE parked SET mark = ")
            .bind(mark.mark)
            .push(", marked_by = ")
            .bind(mark.by)
            .push(", marked_why = ")
            .bind(mark.why)
            .push(" WHERE source = ")
            .bind(mark.source)
            .push(" AND sequence = ")
            .bind(mark.sequence);
        writes.other(sql);
    }
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

pub(crate) fn put_parked(writes: &mut Writes, rows: Vec<Parked>) {
    let cells = |row: Parked| {
        vec![
            row.source.into(),
            row.sequence.into(),
            row.stream.into(),
            row.reason.into(),
            row.detail.into(),
            UNMARKED.into(),
        ]
    };
    writes.insert(
        "parked",
        vec!["source", "sequence", "stream", "reason", "detail", "mark"],
        rows.into_iter().map(cells).collect(),
        Conflict::Keep(vec!["source", "sequence"]),
    );
}
