//! The head: the newest numbers and hashes, and the lock that every write takes.

use sqlx::AnyConnection;

use crate::sql::{Row, Sql, StoreError};

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
