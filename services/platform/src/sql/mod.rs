//! One SQL text for PostgreSQL and SQLite: statements from constant fragments and binds only.

mod connection;
mod database;
mod roles;
mod writes;

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

pub use connection::Connection;
pub use database::{Database, Engine, Reader, in_database};
pub(crate) use roles::Rights;
pub(crate) use writes::{Cells, Conflict, Names, Writes};

/// A bind or a column. Only TEXT and BIGINT exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// TEXT.
    Text(Option<String>),
    /// BIGINT.
    Int(Option<i64>),
}

/// What a `?` stands for.
#[derive(Debug, Clone)]
enum Bind {
    One(Value),
    /// TEXT[], on PostgreSQL.
    Texts(Vec<Option<String>>),
    /// BIGINT[], on PostgreSQL.
    Ints(Vec<Option<i64>>),
    /// What a column is one of.
    OneOf(Vec<String>),
}

impl Bind {
    /// The cells of one column. A column is TEXT unless it holds a number.
    fn column(cells: Vec<Value>) -> Self {
        if cells.iter().any(|cell| matches!(cell, Value::Int(_))) {
            let number = |cell| if let Value::Int(number) = cell { number } else { None };
            return Self::Ints(cells.into_iter().map(number).collect());
        }
        let text = |cell| if let Value::Text(text) = cell { text } else { None };
        Self::Texts(cells.into_iter().map(text).collect())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}
impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Int(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}
impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}
impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        Self::Int(number.map(|n| i64::try_from(n).unwrap_or(i64::MAX)))
    }
}
impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(Some(i64::from(yes)))
    }
}

/// Why the store did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// A row holds what the code cannot read.
    #[error("table {table}, {row}: {what}")]
    Nonsense {
        /// Table of the row.
        table: &'static str,
        /// Key of the row.
        row: String,
        /// What is wrong with it.
        what: String,
    },
    /// The store was made by a newer program, or is not one of this service.
    #[error("{0}")]
    Unusable(String),
}

impl StoreError {
    /// A row that says nonsense.
    pub fn nonsense(table: &'static str, row: impl ToString, what: impl ToString) -> Self {
        Self::Nonsense { table, row: row.to_string(), what: what.to_string() }
    }

    /// Whether the statements themselves failed, for good. What the code cannot read is none: a
    /// newer build may.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        !self.transient() && !matches!(self, Self::Nonsense { .. })
    }

    /// Whether what a statement was guarded by did not hold.
    pub(crate) fn guarded(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        error.code().is_some_and(|code| code == "22012")
    }

    /// Whether a later try may succeed: connection, time-out, deadlock, disk or shutdown.
    #[must_use]
    pub fn transient(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| transient(&code)),
            // So sqlx tells of a server that hung up before it had answered: the byte that it did not send.
            sqlx::Error::Protocol(what) => what.contains("response from SSLRequest: 0x00"),
            _ => false,
        }
    }
}

/// SQLSTATE classes of PostgreSQL; BUSY, LOCKED, FULL and IOERR of SQLite, extended codes included.
fn transient(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "40", "53", "55", "57", "58"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| [5, 6, 10, 13].contains(&(code & 0xff)))
}

/// A statement under construction. Each bind is used once, where it was added.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    /// With `?` for each bind.
    text: String,
    /// Where in the text each `?` of a bind stands.
    places: Vec<usize>,
    binds: Vec<Bind>,
}

impl Sql {
    /// Starts with a constant fragment.
    #[must_use]
    pub fn new(fragment: &'static str) -> Self {
        Self { text: fragment.to_owned(), ..Self::default() }
    }

    /// Adds a constant fragment.
    #[must_use]
    pub fn push(mut self, fragment: &'static str) -> Self {
        self.text.push_str(fragment);
        self
    }

    /// Adds the name of a table.
    #[must_use]
    pub(crate) fn table(mut self, name: &str) -> Self {
        self.text.push('"');
        self.text.push_str(&name.replace('"', "\"\""));
        self.text.push('"');
        self
    }

    /// Adds a bind.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.add(Bind::One(value.into()));
        self
    }

    /// Adds `(a, b, c)` of binds.
    #[must_use]
    pub fn tuple(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.add_tuple(values);
        self
    }

    /// Adds `(a, b), (c, d)` of binds.
    #[must_use]
    pub fn tuples<R: IntoIterator<Item = Value>>(
        mut self,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        for (i, row) in rows.into_iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            self.add_tuple(row);
        }
        self
    }

    fn add(&mut self, bind: Bind) {
        self.places.push(self.text.len());
        self.text.push('?');
        self.binds.push(bind);
    }

    fn add_tuple(&mut self, values: impl IntoIterator<Item = Value>) {
        self.text.push('(');
        for (i, value) in values.into_iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            self.add(Bind::One(value));
        }
        self.text.push(')');
    }

    /// The text for PostgreSQL, which numbers binds.
    fn numbered(&self) -> String {
        self.rendered(|text, number, bind| {
            use std::fmt::Write as _;
            let _ = match bind {
                Bind::OneOf(_) => write!(text, "= ANY(${number})"),
                _ => write!(text, "${number}"),
            };
        })
    }

    /// The text for SQLite. It looks each numbered bind up among all others, so that a statement of n
    /// binds would cost n x n; here `?` stays. Lists come in few sizes: each is a statement to prepare.
    fn unnumbered(&self) -> String {
        self.rendered(|text, _, bind| match bind {
            Bind::OneOf(texts) => {
                text.push_str("IN (");
                for i in 0..texts.len().next_power_of_two() {
                    text.push_str(if i > 0 { ", ?" } else { "?" });
                }
                text.push(')');
            }
            _ => text.push('?'),
        })
    }

    fn rendered(&self, each: impl Fn(&mut String, usize, &Bind)) -> String {
        let mut text = String::with_capacity(self.text.len() + 5 * self.places.len());
        let mut rest = 0;
        for (i, (place, bind)) in self.places.iter().zip(&self.binds).enumerate() {
            text.push_str(self.text.get(rest..*place).unwrap_or_default());
            each(&mut text, i + 1, bind);
            rest = place + 1;
        }
        text.push_str(self.text.get(rest..).unwrap_or_default());
        text
    }

    /// How many binds it has.
    fn size(&self) -> usize {
        self.binds.len()
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds that the column before it is one of these texts. With none it is never true.
    #[must_use]
    pub fn one_of(mut self, texts: Vec<String>) -> Self {
        self.text.push(' ');
        self.add(Bind::OneOf(texts));
        self
    }

    /// Adds a column as an array.
    fn column(mut self, cells: Vec<Value>) -> Self {
        self.add(Bind::column(cells));
        self
    }

    /// Adds the name of a part of a statement.
    fn part(mut self, number: usize) -> Self {
        self.text.push_str(&format!("w{number}"));
        self
    }

    /// Adds another statement with its binds.
    fn append(mut self, other: Self) -> Self {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.places.extend(other.places.into_iter().map(|place| place + offset));
        self.binds.extend(other.binds);
        self
    }

    /// Runs it and returns how many rows it changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn execute(self, connection: &mut Connection) -> Result<u64, StoreError> {
        connection.execute(self).await
    }

    /// Runs it and returns its rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows(self, connection: &mut Connection) -> Result<Vec<Row>, StoreError> {
        connection.rows(self).await
    }
}

/// A row of an answer.
pub struct Row(Answer);

enum Answer {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    fn of_sqlite(row: SqliteRow) -> Self {
        Self(Answer::Sqlite(row))
    }

    fn of_postgres(row: PgRow) -> Self {
        Self(Answer::Postgres(row))
    }

    /// A TEXT column.
    ///
    /// # Errors
    /// When it is absent, NULL or no text.
    pub fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(match &self.0 {
            Answer::Sqlite(row) => row.try_get(column)?,
            Answer::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A TEXT column that may be NULL.
    ///
    /// # Errors
    /// When it is absent or no text.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(match &self.0 {
            Answer::Sqlite(row) => row.try_get(column)?,
            Answer::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A BIGINT column.
    ///
    /// # Errors
    /// When it is absent, NULL or no number.
    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        Ok(match &self.0 {
            Answer::Sqlite(row) => row.try_get(column)?,
            Answer::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A BIGINT column that may be NULL.
    ///
    /// # Errors
    /// When it is absent or no number.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(match &self.0 {
            Answer::Sqlite(row) => row.try_get(column)?,
            Answer::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A BIGINT column that is never negative.
    ///
    /// # Errors
    /// When it is absent, NULL, no number or negative.
    pub fn number(&self, column: &str) -> Result<u64, StoreError> {
        let number = self.int(column)?;
        u64::try_from(number).map_err(|_| StoreError::nonsense("?", column, "is negative"))
    }

    /// A BIGINT column of 0 or 1.
    ///
    /// # Errors
    /// When it is absent, NULL or no number.
    pub fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// A TEXT column in the form of `T`.
    ///
    /// # Errors
    /// When it is absent, NULL or has another form.
    pub fn parse<T: std::str::FromStr>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(column)?;
        text.parse().map_err(|error| StoreError::nonsense(column, &text, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_of_a_fragment_stays_when_binds_are_numbered() {
        let sql = Sql::new("SELECT '?' || ").bind("a").push(" || 'å?' || ").bind("b").push("?");
        assert_eq!(sql.text, "SELECT '?' || ? || 'å?' || ??");
        assert_eq!(sql.numbered(), "SELECT '?' || $1 || 'å?' || $2?");
        assert_eq!(Sql::new("SELECT 1").numbered(), "SELECT 1");
    }

    #[test]
    fn binds_are_numbered_in_order() {
        let sql = Sql::new("SELECT a FROM t WHERE (b, c) IN (")
            .tuples([
                [Value::from(1_i64), Value::from("x")],
                [Value::from(2_i64), Value::from("y")],
            ])
            .push(") AND d = ")
            .bind("z");
        assert_eq!(sql.text, "SELECT a FROM t WHERE (b, c) IN ((?, ?), (?, ?)) AND d = ?");
        let numbered = "SELECT a FROM t WHERE (b, c) IN (($1, $2), ($3, $4)) AND d = $5";
        assert_eq!(sql.numbered(), numbered);
        assert_eq!(sql.binds.len(), 5);
    }

    #[test]
    fn trouble_that_passes_is_told_from_trouble_that_stays() {
        assert!(transient("40001") && transient("57P01") && transient("5") && transient("522"));
        assert!(!transient("23505") && !transient("19") && !transient("2067"));
    }
}
