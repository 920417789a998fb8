//! Changes of read tables, gathered over a batch and written as multi-row statements.

use std::collections::BTreeMap;

use crate::sql::{Cells, Conflict, Names, Value, Writes};

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

    /// Whether rows of this table are put or deleted.
    pub(crate) fn touches(&self, table: &str) -> bool {
        self.rows.keys().any(|(name, _)| *name == table)
            || self.owned.keys().any(|(name, _)| *name == table)
    }

    pub(crate) fn into_writes(self, writes: &mut Writes) {
        for ((table, key), rows) in self.rows {
            let (put, gone): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|(_, row)| row.is_some());
            let gone = gone.into_iter().map(|(cells, _)| cells).collect();
            writes.delete(table, key.clone(), gone);
            insert(writes, table, &key, put.into_iter().filter_map(|(_, row)| row));
        }
        for ((table, owner), owned) in self.owned {
            let (owners, rows): (Vec<_>, Vec<_>) = owned.into_iter().unzip();
            let owners = owners.into_iter().map(|value| vec![value]).collect();
            writes.delete(table, vec![owner], owners);
            insert(writes, table, &[], rows.into_iter().flatten());
        }
    }
}

/// Rows with the same columns share a statement.
fn insert(
    writes: &mut Writes,
    table: &'static str,
    key: &[&'static str],
    rows: impl Iterator<Item = Row>,
) {
    let mut alike: BTreeMap<Names, Vec<Cells>> = BTreeMap::new();
    for row in rows {
        alike.entry(row.columns).or_default().push(row.cells);
    }
    for (columns, rows) in alike {
        let conflict = if key.is_empty() {
            Conflict::Fail
        } else {
            let rest = columns.iter().copied().filter(|column| !key.contains(column)).collect();
            Conflict::Overwrite(key.to_vec(), rest)
        };
        writes.insert(table, columns, rows, conflict);
    }
}
