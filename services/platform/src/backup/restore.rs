//! Putting a backup back.

use std::io::BufRead;

use kernel::IdGen;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::layout::{Kind, Table};
use super::{BackupError, FORMAT, Part};
use crate::journal::{self, hash};
use crate::sql::{Conflict, Database, Sql, StoreError, Value, Writes};

/// Rows written at once.
const GROUP: usize = 1_000;

/// The first line.
#[derive(Deserialize)]
struct Begin {
    format: u32,
    service: String,
    position: u64,
    row_hash: String,
    sequence: u64,
    hash: String,
    published: u64,
    journal_id: String,
}

/// Puts a service's part into a database that holds nothing, under a new journal id, so that what a broker
/// still holds of the old one is told from it. All or nothing.
///
/// # Errors
/// When the text is not the one that the part describes, or the database holds something or fails.
pub async fn restore(
    part: &Part,
    from: &mut impl BufRead,
    into: &Database,
    ids: &dyn IdGen,
) -> Result<(), BackupError> {
    journal::migrate(into, &part.service, &ids.uuid().to_string()).await?;
    let mut tx = into.begin().await?;
    let head = journal::read_head(&journal::select_head().rows(&mut tx).await?)?;
    if head.position > 0 {
        let what = "the database holds a journal already".to_owned();
        return Err(StoreError::Unusable(what).into());
    }
    let mut lines = Lines { from, sum: Sha256::new(), number: 0 };
    let begin: Begin = lines.next()?.ok_or_else(|| lines.wrong("it is empty"))?;
    if (begin.format, &begin.service, &begin.journal_id)
        != (FORMAT, &part.service, &part.journal_id)
    {
        return Err(lines.wrong("it is of another service, journal or format"));
    }
    let mut group: Vec<Vec<Value>> = Vec::new();
    let mut of: Option<&'static Table> = None;
    while let Some((name, cells)) = lines.next::<(String, Vec<serde_json::Value>)>()? {
        let table = Table::of(&name).ok_or_else(|| lines.wrong("there is no such table"))?;
        let other = of.is_some_and(|of| of.name != table.name);
        if let Some(of) = of.filter(|_| other || group.len() == GROUP) {
            put(of, std::mem::take(&mut group), &mut tx).await?;
        }
        of = Some(table);
        group.push(values(table, cells).ok_or_else(|| lines.wrong("a cell does not fit"))?);
    }
    if let Some(of) = of {
        put(of, group, &mut tx).await?;
    }
    let found = hash::hex(&lines.sum.finalize());
    if found != part.sha256 {
        return Err(BackupError::Changed { found, wanted: part.sha256.clone() });
    }
    let head = Sql::new("UPDATE head SET position = ").bind(begin.position);
    let head = head.push(", row_hash = ").bind(begin.row_hash);
    let head = head.push(", sequence = ").bind(begin.sequence);
    let head = head.push(", hash = ").bind(begin.hash);
    let head = head.push(", published = ").bind(begin.published);
    head.push(" WHERE id = 1").execute(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn put(
    table: &Table,
    rows: Vec<Vec<Value>>,
    tx: &mut crate::sql::Connection,
) -> Result<(), StoreError> {
    let mut writes = Writes::default();
    writes.insert(table.name, table.names(), rows, Conflict::Fail);
    writes.run(tx).await
}

fn values(table: &Table, cells: Vec<serde_json::Value>) -> Option<Vec<Value>> {
    use serde_json::Value as Json;
    if cells.len() != table.columns.len() {
        return None;
    }
    let value = |(cell, (_, kind)): (Json, &(&str, Kind))| match (cell, kind) {
        (Json::Null, Kind::Text) => Some(Value::Text(None)),
        (Json::Null, Kind::Int) => Some(Value::Int(None)),
        (Json::String(text), Kind::Text) => Some(Value::Text(Some(text))),
        (Json::Number(number), Kind::Int) => number.as_i64().map(|one| Value::Int(Some(one))),
        _ => None,
    };
    cells.into_iter().zip(table.columns).map(value).collect()
}

/// Lines of a part, summed as they are read.
struct Lines<'r, R> {
    from: &'r mut R,
    sum: Sha256,
    number: u64,
}

impl<R: BufRead> Lines<'_, R> {
    fn next<T: serde::de::DeserializeOwned>(&mut self) -> Result<Option<T>, BackupError> {
        let mut line = String::new();
        self.number += 1;
        if self.from.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        self.sum.update(line.as_bytes());
        serde_json::from_str(&line).map(Some).map_err(|error| self.wrong(&error.to_string()))
    }

    fn wrong(&self, what: &str) -> BackupError {
        BackupError::Malformed { line: self.number, what: what.to_owned() }
    }
}
