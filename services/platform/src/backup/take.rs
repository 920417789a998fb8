//! Taking a backup.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::layout::{TABLES, Table};
use super::{BackupError, FORMAT, Part};
use crate::journal::{self, Cursor, Head};
use crate::sql::{Connection, Reader, StoreError, Value};

/// Rows read at once.
const PAGE: usize = 1_000;
/// How often snapshots are taken anew that do not fit together.
const TRIES: usize = 100;

/// A store as it stood at one moment. Others go on writing.
#[derive(Debug)]
pub struct Snapshot {
    service: &'static str,
    connection: Connection,
    head: Head,
    published: u64,
    cursors: BTreeMap<String, Cursor>,
}

impl Snapshot {
    async fn of(service: &'static str, reader: &Reader) -> Result<Self, StoreError> {
        let mut connection = reader.snapshot().await?;
        let rows = journal::select_head().rows(&mut connection).await?;
        let head = journal::read_head(&rows)?;
        let rows = journal::select_published().rows(&mut connection).await?;
        let published = rows.first().map_or(Ok(0), |row| row.number("published"))?;
        let rows = journal::select_cursors().rows(&mut connection).await?;
        let cursors = journal::read_cursors(&rows)?;
        Ok(Self { service, connection, head, published, cursors })
    }

    /// Writes all that the store holds, a row a line.
    ///
    /// # Errors
    /// When the store or the file fails.
    pub async fn write(mut self, to: &mut impl Write) -> Result<Part, BackupError> {
        let mut out = Counted { to, sum: Sha256::new(), rows: 0 };
        out.line(&json!({
            "format": FORMAT, "service": self.service, "journal_id": self.head.journal_id,
            "position": self.head.position, "row_hash": self.head.row_hash,
            "sequence": self.head.sequence, "hash": self.head.hash, "published": self.published,
        }))?;
        for table in TABLES {
            self.rows_of(table, &mut out).await?;
        }
        let taken = self.cursors.into_iter().map(|(name, cursor)| (name, cursor.sequence));
        Ok(Part {
            service: self.service.to_owned(),
            journal_id: self.head.journal_id,
            position: self.head.position,
            row_hash: self.head.row_hash,
            sequence: self.head.sequence,
            hash: self.head.hash,
            taken: taken.collect(),
            rows: out.rows - 1,
            sha256: journal::hash::hex(&out.sum.finalize()),
        })
    }

    async fn rows_of<W: Write>(
        &mut self,
        table: &Table,
        out: &mut Counted<'_, W>,
    ) -> Result<(), BackupError> {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let sql = table.page(after.as_deref(), PAGE);
            let rows = sql.rows(&mut self.connection).await?;
            for row in &rows {
                let cells = table.cells(row)?;
                let texts: Vec<_> = cells.iter().map(cell).collect();
                out.line(&json!([table.name, texts]))?;
                after = Some(cells.into_iter().take(table.key).collect());
            }
            if rows.len() < PAGE {
                return Ok(());
            }
        }
    }
}

fn cell(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.clone().into(),
        Value::Int(number) => (*number).into(),
    }
}

/// Snapshots of these stores of which no follower is ahead of whom it follows.
///
/// # Errors
/// When a store fails, or none fit together.
pub async fn together(stores: &[(&'static str, Reader)]) -> Result<Vec<Snapshot>, BackupError> {
    let mut torn = None;
    for _ in 0..TRIES {
        let taken = stores.iter().map(|(service, reader)| Snapshot::of(service, reader));
        let taken = futures::future::try_join_all(taken).await?;
        torn = ahead(&taken);
        if torn.is_none() {
            return Ok(taken);
        }
    }
    let (follower, source_name) = torn.unwrap_or_default();
    Err(BackupError::Torn { follower, source_name })
}

/// A follower that has taken in what its source does not hold yet.
fn ahead(all: &[Snapshot]) -> Option<(String, String)> {
    let end = |name: &str, of: &Snapshot| {
        let found = all.iter().find(|one| one.service == name)?;
        Some(if name == of.service { found.head.position } else { found.head.sequence })
    };
    all.iter().find_map(|one| {
        let mut cursors = one.cursors.values();
        let found = cursors
            .find(|cursor| end(&cursor.source, one).is_some_and(|end| cursor.sequence > end));
        found.map(|cursor| (one.service.to_owned(), cursor.source.clone()))
    })
}

/// A file whose lines are counted and summed.
struct Counted<'w, W> {
    to: &'w mut W,
    sum: Sha256,
    rows: u64,
}

impl<W: Write> Counted<'_, W> {
    fn line(&mut self, value: &serde_json::Value) -> std::io::Result<()> {
        let mut line = value.to_string();
        line.push('\n');
        self.sum.update(line.as_bytes());
        self.rows += 1;
        self.to.write_all(line.as_bytes())
    }
}
