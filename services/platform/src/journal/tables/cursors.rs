//! How far followed sources have been taken in.

use std::collections::BTreeMap;

use crate::journal::hash;
use crate::journal::recorded::After;
use crate::sql::{Conflict, Connection, Row, Sql, StoreError, Writes};

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

/// `confirmed_at` of a cursor that is there stays: it has another writer.
pub(crate) fn put_cursors(writes: &mut Writes, cursors: impl Iterator<Item = Cursor>) {
    let cells = |cursor: Cursor| {
        vec![
            cursor.source.into(),
            cursor.sequence.into(),
            cursor.hash.into(),
            after_json(&cursor.after).into(),
            cursor.types.into(),
            cursor.confirmed_at.into(),
        ]
    };
    writes.insert(
        "cursor",
        vec!["source", "sequence", "hash", "after", "types", "confirmed_at"],
        cursors.map(cells).collect(),
        Conflict::Overwrite(vec!["source"], vec!["sequence", "hash", "after", "types"]),
    );
}

/// Notes when a source was last known to have no more.
pub(crate) async fn write_confirmed(
    connection: &mut Connection,
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
