//! Tables that a backup holds, by their columns.

use crate::sql::{Row, Sql, StoreError, Value};

/// What a column holds. Every column may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Int,
}

use Kind::{Int, Text};

/// A table: its name, how many of its first columns are its key, and its columns.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) key: usize,
    pub(super) columns: &'static [(&'static str, Kind)],
}

/// In the order in which they are written. `head` is written by itself; a lease belongs to a process, and read
/// tables are made anew.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "journal",
        key: 1,
        columns: &[
            ("position", Int),
            ("stream", Text),
            ("revision", Int),
            ("fact_type", Text),
            ("fact_version", Int),
            ("fact", Text),
            ("actor", Text),
            ("mandate", Text),
            ("request_id", Text),
            ("occurred_at", Int),
            ("after", Text),
            ("depth", Int),
            ("traceparent", Text),
            ("salt", Text),
            ("digest", Text),
            ("row_hash", Text),
            ("sequence", Int),
            ("event_type", Text),
            ("event", Text),
            ("event_salt", Text),
            ("event_digest", Text),
            ("hash", Text),
        ],
    },
    Table {
        name: "state",
        key: 1,
        columns: &[
            ("stream", Text),
            ("kind", Text),
            ("revision", Int),
            ("schema", Int),
            ("state", Text),
        ],
    },
    Table {
        name: "request",
        key: 2,
        columns: &[
            ("subject", Text),
            ("request_id", Text),
            ("fingerprint", Text),
            ("stream", Text),
            ("revision", Int),
            ("position", Int),
            ("sequence", Int),
        ],
    },
    Table {
        name: "cursor",
        key: 1,
        columns: &[
            ("source", Text),
            ("sequence", Int),
            ("hash", Text),
            ("after", Text),
            ("types", Text),
            ("confirmed_at", Int),
        ],
    },
    Table {
        name: "parked",
        key: 2,
        columns: &[
            ("source", Text),
            ("sequence", Int),
            ("stream", Text),
            ("reason", Text),
            ("detail", Text),
            ("mark", Text),
            ("marked_by", Text),
            ("marked_why", Text),
        ],
    },
    Table { name: "timer", key: 2, columns: &[("stream", Text), ("name", Text), ("due_at", Int)] },
    Table { name: "person", key: 1, columns: &[("id", Text), ("name", Text)] },
];

impl Table {
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    pub(super) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    /// The next rows after a key, by key.
    pub(super) fn page(&self, after: Option<&[Value]>, limit: usize) -> Sql {
        let mut sql = listed(Sql::new("SELECT "), &self.names());
        sql = sql.push(" FROM ").push(self.name);
        let key: Vec<_> = self.names().into_iter().take(self.key).collect();
        if let Some(after) = after {
            sql = listed(sql.push(" WHERE ("), &key).push(") > ").tuple(after.iter().cloned());
        }
        listed(sql.push(" ORDER BY "), &key).push(" LIMIT ").bind(limit)
    }

    pub(super) fn cells(&self, row: &Row) -> Result<Vec<Value>, StoreError> {
        let cell = |(name, kind): &(&'static str, Kind)| {
            Ok(match kind {
                Text => Value::Text(row.opt_text(name)?),
                Int => Value::Int(row.opt_int(name)?),
            })
        };
        self.columns.iter().map(cell).collect()
    }
}

fn listed(mut sql: Sql, names: &[&'static str]) -> Sql {
    for (number, name) in names.iter().enumerate() {
        sql = if number > 0 { sql.push(", ").push(name) } else { sql.push(name) };
    }
    sql
}
