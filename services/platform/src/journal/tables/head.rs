//! The head: the newest numbers and hashes, and the lock that every write takes.

use crate::sql::{Connection, Row, Sql, StoreError};

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

/// The head, and how often the store was written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) head: Head,
    pub(crate) version: u64,
}

/// Takes the head's lock until the transaction ends, and reads it.
pub(crate) async fn lock_head(connection: &mut Connection) -> Result<Stand, StoreError> {
    let rows = Sql::new(
        "UPDATE head SET position = position WHERE id = 1 \
         RETURNING journal_id, position, row_hash, sequence, hash, version",
    )
    .rows(connection)
    .await?;
    stand_of(&rows)
}

/// Reads it without the lock.
pub(crate) async fn read_stand(connection: &mut Connection) -> Result<Stand, StoreError> {
    let sql =
        "SELECT journal_id, position, row_hash, sequence, hash, version FROM head WHERE id = 1";
    stand_of(&Sql::new(sql).rows(connection).await?)
}

fn stand_of(rows: &[Row]) -> Result<Stand, StoreError> {
    let row = rows.first().ok_or_else(|| StoreError::nonsense("head", 1, "is missing"))?;
    Ok(Stand { head: head_of(row)?, version: row.number("version")? })
}

/// Moves the head on from where it stood. It touches no row when the head stands elsewhere.
pub(crate) fn move_head(from: &Stand, to: &Head) -> Sql {
    Sql::new("UPDATE head SET position = ")
        .bind(to.position)
        .push(", row_hash = ")
        .bind(to.row_hash.as_str())
        .push(", sequence = ")
        .bind(to.sequence)
        .push(", hash = ")
        .bind(to.hash.as_str())
        .push(", version = ")
        .bind(from.version + 1)
        .push(" WHERE id = 1 AND position = ")
        .bind(from.head.position)
        .push(" AND version = ")
        .bind(from.version)
        // A database that was put back to an earlier time may count again.
        .push(" AND row_hash = ")
        .bind(from.head.row_hash.as_str())
        .push(" AND hash = ")
        .bind(from.head.hash.as_str())
}

/// Sequence of the last public event that the broker has acknowledged.
pub(crate) fn select_published() -> Sql {
    Sql::new("SELECT published FROM head WHERE id = 1")
}

/// Moves the mark forward. It never goes back: a repeat is harmless, a gap is not.
pub(crate) async fn write_published(
    connection: &mut Connection,
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
