//! What one transaction writes: rows of several tables, in as few statements as the engine allows.
//!
//! PostgreSQL takes it all in one statement: each table is a CTE whose rows come as arrays, so that the
//! text, and with it the prepared statement, is the same for any number of rows. SQLite takes statements
//! of few sizes, for the same reason.

use std::collections::{BTreeMap, BTreeSet};

use super::{Connection, Sql, StoreError, Value};

/// Rows of one statement on SQLite: powers of two up to this.
const MOST_ROWS: usize = 128;
/// Binds that one statement may have on SQLite.
const MOST_BINDS: usize = 8_192;
/// Binds of what SQLite takes as one text. Each text that is handed over to SQLite's thread costs more
/// than preparing a few statements anew.
const FEW_BINDS: usize = 1_000;

pub(crate) type Names = Vec<&'static str>;
pub(crate) type Cells = Vec<Value>;

/// What an insert does about a row that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// It fails.
    Fail,
    /// The row that is there stays.
    Keep(Names),
    /// These columns of the row with this key are overwritten.
    Overwrite(Names, Names),
}

#[derive(Debug)]
enum Write {
    Insert { table: &'static str, columns: Names, rows: Vec<Cells>, conflict: Conflict },
    Delete { table: &'static str, key: Names, keys: Vec<Cells> },
    Other(Sql),
}

/// Writes of one transaction, in order.
#[derive(Debug, Default)]
pub(crate) struct Writes(Vec<Write>);

impl Writes {
    /// Inserts rows. Every row has a cell for every column.
    pub(crate) fn insert(
        &mut self,
        table: &'static str,
        columns: Names,
        rows: Vec<Cells>,
        conflict: Conflict,
    ) {
        if !rows.is_empty() {
            self.0.push(Write::Insert { table, columns, rows, conflict });
        }
    }

    /// Deletes the rows with these values in the `key` columns.
    pub(crate) fn delete(&mut self, table: &'static str, key: Names, keys: Vec<Cells>) {
        if !keys.is_empty() {
            self.0.push(Write::Delete { table, key, keys });
        }
    }

    /// Another statement. It sees what was written before it.
    pub(crate) fn other(&mut self, sql: Sql) {
        self.0.push(Write::Other(sql));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes, inside a transaction.
    pub(crate) async fn run(self, connection: &mut Connection) -> Result<(), StoreError> {
        if !connection.is_postgres() {
            return run_in_sizes(self.0, connection).await;
        }
        let mut at_once = AtOnce::default();
        for write in self.0 {
            if let Write::Other(sql) = write {
                std::mem::take(&mut at_once).run(connection).await?;
                sql.execute(connection).await?;
                continue;
            }
            if !at_once.takes(&write) {
                std::mem::take(&mut at_once).run(connection).await?;
            }
            at_once.add(write);
        }
        at_once.run(connection).await
    }

    /// All of it as one statement for PostgreSQL, which does nothing and fails with
    /// [`StoreError::guarded`] when `guard`, an `UPDATE`, touches no row.
    ///
    /// # Errors
    /// The writes, where one statement cannot do them.
    pub(crate) fn guarded(self, guard: Sql) -> Result<Sql, Self> {
        let mut trial = AtOnce::default();
        for write in &self.0 {
            if !trial.takes(write) {
                return Err(self);
            }
            trial.note(write);
        }
        let sql = Sql::new("WITH guard AS (").append(guard).push(" RETURNING 1)");
        let mut at_once = AtOnce { sql, ..AtOnce::default() };
        for write in self.0 {
            at_once.add(write);
        }
        Ok(at_once.sql.push(" SELECT CAST(1 / count(*) AS BIGINT) AS one FROM guard"))
    }
}

async fn run_in_sizes(writes: Vec<Write>, connection: &mut Connection) -> Result<(), StoreError> {
    let statements: Vec<_> = writes.into_iter().flat_map(Write::in_sizes).collect();
    if statements.len() > 1 && statements.iter().map(Sql::size).sum::<usize>() <= FEW_BINDS {
        let whole = statements.into_iter().reduce(|whole, one| whole.push("; ").append(one));
        return match whole {
            Some(whole) => connection.execute_once(whole).await,
            None => Ok(()),
        };
    }
    for statement in statements {
        statement.execute(connection).await?;
    }
    Ok(())
}

impl Write {
    fn in_sizes(self) -> Vec<Sql> {
        let mut statements = Vec::new();
        match self {
            Self::Insert { table, columns, rows, conflict } => {
                let mut rows = rows.into_iter();
                while rows.len() > 0 {
                    let count = size(rows.len(), columns.len());
                    let part = rows.by_ref().take(count);
                    let sql = Sql::new("INSERT INTO ").push(table).push(" (");
                    let sql = names(sql, &columns).push(") VALUES ").tuples(part);
                    statements.push(on_conflict(sql, &conflict));
                }
            }
            Self::Delete { table, key, keys } => {
                let mut keys = keys.into_iter();
                while keys.len() > 0 {
                    let count = size(keys.len(), key.len());
                    let part = keys.by_ref().take(count);
                    let sql = names(Sql::new("DELETE FROM ").push(table).push(" WHERE ("), &key);
                    statements.push(if key.len() == 1 {
                        sql.push(") IN ").tuple(part.flatten())
                    } else {
                        sql.push(") IN (VALUES ").tuples(part).push(")")
                    });
                }
            }
            Self::Other(sql) => statements.push(sql),
        }
        statements
    }
}

/// The greatest power of two that fits.
fn size(rows: usize, columns: usize) -> usize {
    let most = rows.min(MOST_ROWS).min(MOST_BINDS / columns.max(1)).max(1);
    1 << most.ilog2()
}

/// A statement for PostgreSQL that grows. All of it sees the tables as they were before it.
#[derive(Default)]
struct AtOnce {
    sql: Sql,
    parts: usize,
    /// Tables that were inserted into or overwritten, by key.
    put: BTreeSet<&'static str>,
    /// Tables of which keys were deleted, and in which part.
    gone: BTreeMap<&'static str, usize>,
}

impl AtOnce {
    /// Whether a write can be part of it. Rows that were put cannot be deleted by the same statement.
    fn takes(&self, write: &Write) -> bool {
        match write {
            Write::Insert { .. } => true,
            Write::Delete { table, .. } => {
                !self.put.contains(table) && !self.gone.contains_key(table)
            }
            Write::Other(_) => false,
        }
    }

    fn note(&mut self, write: &Write) {
        match write {
            Write::Insert { table, .. } => {
                self.put.insert(table);
            }
            Write::Delete { table, .. } => {
                self.gone.insert(table, self.parts);
            }
            Write::Other(_) => {}
        }
        self.parts += 1;
    }

    fn add(&mut self, write: Write) {
        let part = self.parts;
        let after = match &write {
            Write::Insert { table, .. } => self.gone.get(table).copied(),
            _ => None,
        };
        self.note(&write);
        let mut sql = std::mem::take(&mut self.sql);
        let begins = sql.is_empty();
        sql = sql.push(if begins { "WITH " } else { ", " });
        sql = sql.part(part).push(" AS (");
        self.sql = match write {
            Write::Insert { table, columns, rows, conflict } => {
                sql = names(sql.push("INSERT INTO ").push(table).push(" ("), &columns);
                sql = arrays(sql.push(") SELECT * FROM "), columns.len(), rows);
                if let Some(deleted) = after {
                    // Without it PostgreSQL may insert before it deletes.
                    sql = sql.push(" WHERE (SELECT count(*) FROM ").part(deleted).push(") >= 0");
                }
                on_conflict(sql, &conflict).push(")")
            }
            Write::Delete { table, key, keys } => {
                sql = sql.push("DELETE FROM ").push(table).push(" USING ");
                sql = names(arrays(sql, key.len(), keys).push(" AS gone ("), &key).push(") WHERE ");
                for (i, column) in key.iter().enumerate() {
                    sql = if i > 0 { sql.push(" AND ") } else { sql };
                    sql = sql.push(table).push(".").push(column).push(" = gone.").push(column);
                }
                sql.push(" RETURNING 1)")
            }
            Write::Other(_) => sql,
        };
    }

    async fn run(self, connection: &mut Connection) -> Result<(), StoreError> {
        if self.parts > 0 {
            self.sql.push(" SELECT 1").execute(connection).await?;
        }
        Ok(())
    }
}

/// `unnest` of one array for each column.
fn arrays(sql: Sql, columns: usize, rows: Vec<Cells>) -> Sql {
    let count = rows.len();
    let mut lists: Vec<Vec<Value>> = (0..columns).map(|_| Vec::with_capacity(count)).collect();
    for row in rows {
        for (list, cell) in lists.iter_mut().zip(row) {
            list.push(cell);
        }
    }
    let mut sql = sql.push("unnest(");
    for (i, list) in lists.into_iter().enumerate() {
        sql = if i > 0 { sql.push(", ") } else { sql };
        sql = sql.column(list);
    }
    sql.push(")")
}

fn names(mut sql: Sql, columns: &[&'static str]) -> Sql {
    for (i, column) in columns.iter().enumerate() {
        sql = if i > 0 { sql.push(", ") } else { sql };
        sql = sql.push(column);
    }
    sql
}

fn on_conflict(sql: Sql, conflict: &Conflict) -> Sql {
    let (key, columns) = match conflict {
        Conflict::Fail => return sql,
        Conflict::Keep(key) => (key, None),
        Conflict::Overwrite(key, columns) => (key, Some(columns)),
    };
    let mut sql = names(sql.push(" ON CONFLICT ("), key).push(") DO ");
    let Some(columns) = columns.filter(|columns| !columns.is_empty()) else {
        return sql.push("NOTHING");
    };
    for (i, column) in columns.iter().enumerate() {
        sql = sql.push(if i == 0 { "UPDATE SET " } else { ", " });
        sql = sql.push(column).push(" = excluded.").push(column);
    }
    sql
}
