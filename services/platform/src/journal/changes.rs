//! Changes of read tables, gathered over a batch and written as multi-row statements.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use crate::sql::{Sql, StoreError, Value};

/// Binds that one statement may have at the most.
const MOST_BINDS: usize = 20_000;

type Names = Vec<&'static str>;
type Cells = Vec<Value>;

/// The changes of one batch. A later change of a key goes over an earlier one, column by column. A
/// table is always addressed by the same key columns; `replace` comes after all other changes.
#[derive(Debug, Default)]
pub struct Changes {
    /// (table, key columns) -> key -> row, or `None` for a deletion.
    rows: BTreeMap<(&'static str, Names), BTreeMap<Cells, Option<Row>>>,
    /// (table, owner column) -> owner -> rows in the place of all that the owner had.
    owned: BTreeMap<(&'static str, &'static str), BTreeMap<Value, Vec<Row>>>,
}

#[derive(Debug)]
struct Row {
    columns: Names,
    cells: Cells,
}

impl Row {
    fn new(cells: Vec<(&'static str, Value)>) -> Self {
        let (columns, cells) = cells.into_iter().unzip();
        Self { columns, cells }
    }

    /// This row, with the columns of an earlier one that it does not name.
    fn over(mut self, before: Option<Self>) -> Self {
        let Some(before) = before.filter(|before| before.columns != self.columns) else {
            return self;
        };
        for (column, cell) in before.columns.into_iter().zip(before.cells) {
            if !self.columns.contains(&column) {
                self.columns.push(column);
                self.cells.push(cell);
            }
        }
        self
    }
}

impl Changes {
    /// Inserts the row, or overwrites the one with the same values in the `key` columns.
    pub fn upsert(
        &mut self,
        table: &'static str,
        key: &[&'static str],
        row: Vec<(&'static str, Value)>,
    ) {
        let cells = key.iter().map(|name| {
            let found = row.iter().find(|(column, _)| column == name);
            found.map_or(Value::Text(None), |(_, value)| value.clone())
        });
        let cells = cells.collect();
        let rows = self.rows.entry((table, key.to_vec())).or_default();
        let before = rows.remove(&cells).flatten();
        rows.insert(cells, Some(Row::new(row).over(before)));
    }

    /// Deletes the row with these values in its key columns.
    pub fn delete(&mut self, table: &'static str, key: Vec<(&'static str, Value)>) {
        let (columns, cells): (Names, Cells) = key.into_iter().unzip();
        self.rows.entry((table, columns)).or_default().insert(cells, None);
    }

    /// Puts `rows` in the place of all rows whose `owner` column holds that value.
    pub fn replace(
        &mut self,
        table: &'static str,
        owner: (&'static str, Value),
        rows: Vec<Vec<(&'static str, Value)>>,
    ) {
        let rows = rows.into_iter().map(Row::new).collect();
        self.owned.entry((table, owner.0)).or_default().insert(owner.1, rows);
    }

    pub(crate) async fn write(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        for ((table, key), rows) in self.rows {
            let (put, gone): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|(_, row)| row.is_some());
            delete_keys(connection, table, &key, gone.into_iter().map(|(key, _)| key)).await?;
            insert(connection, table, &key, put.into_iter().filter_map(|(_, row)| row)).await?;
        }
        for ((table, owner), owned) in self.owned {
            let (owners, rows): (Vec<_>, Vec<_>) = owned.into_iter().unzip();
            delete_keys(connection, table, &[owner], owners.into_iter().map(|o| vec![o])).await?;
            insert(connection, table, &[], rows.into_iter().flatten()).await?;
        }
        Ok(())
    }
}

async fn delete_keys(
    connection: &mut AnyConnection,
    table: &'static str,
    key: &[&'static str],
    keys: impl Iterator<Item = Cells>,
) -> Result<(), StoreError> {
    let keys: Vec<_> = keys.collect();
    for part in keys.chunks((MOST_BINDS / key.len().max(1)).max(1)) {
        let mut sql = Sql::new("DELETE FROM ").push(table).push(" WHERE (");
        sql = names(sql, key).push(") IN (");
        if key.len() == 1 {
            sql = list(sql, part.iter().flatten().cloned());
        } else {
            sql = sql.push("VALUES ").tuples(part.iter().cloned());
        }
        sql.push(")").execute(connection).await?;
    }
    Ok(())
}

fn list(mut sql: Sql, values: impl Iterator<Item = Value>) -> Sql {
    for (i, value) in values.enumerate() {
        sql = if i > 0 { sql.push(", ") } else { sql };
        sql = sql.bind(value);
    }
    sql
}

fn names(mut sql: Sql, columns: &[&'static str]) -> Sql {
    for (i, column) in columns.iter().enumerate() {
        sql = if i > 0 { sql.push(", ") } else { sql };
        sql = sql.push(column);
    }
    sql
}

/// Rows with the same columns share a statement.
async fn insert(
    connection: &mut AnyConnection,
    table: &'static str,
    key: &[&'static str],
    rows: impl Iterator<Item = Row>,
) -> Result<(), StoreError> {
    let mut alike: BTreeMap<Names, Vec<Cells>> = BTreeMap::new();
    for row in rows {
        alike.entry(row.columns).or_default().push(row.cells);
    }
    for (columns, rows) in alike {
        for part in rows.chunks((MOST_BINDS / columns.len().max(1)).max(1)) {
            let sql = Sql::new("INSERT INTO ").push(table).push(" (");
            let mut sql = names(sql, &columns).push(") VALUES ").tuples(part.iter().cloned());
            if !key.is_empty() {
                sql = on_conflict(sql, key, &columns);
            }
            sql.execute(connection).await?;
        }
    }
    Ok(())
}

fn on_conflict(sql: Sql, key: &[&'static str], columns: &[&'static str]) -> Sql {
    let mut sql = names(sql.push(" ON CONFLICT ("), key).push(") DO ");
    let rest: Vec<_> = columns.iter().filter(|column| !key.contains(column)).collect();
    if rest.is_empty() {
        return sql.push("NOTHING");
    }
    for (i, column) in rest.into_iter().enumerate() {
        sql = sql.push(if i == 0 { "UPDATE SET " } else { ", " });
        sql = sql.push(column).push(" = excluded.").push(column);
    }
    sql
}
