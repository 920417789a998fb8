//! One connection to one of the two engines, in a transaction or not.

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, PgConnection, Postgres, Sqlite, SqliteConnection};

use super::{Bind, Row, Sql, StoreError, Value};

/// A connection of a pool. In a transaction, what was not committed is rolled back when it is dropped.
#[derive(Debug)]
pub struct Connection(Held);

#[derive(Debug)]
enum Held {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTransaction(sqlx::Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

enum Open<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// The connections of one kind to one database.
#[derive(Debug, Clone)]
pub(super) enum Pool {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl Pool {
    pub(super) async fn acquire(&self) -> Result<Connection, StoreError> {
        Ok(Connection(match self {
            Self::Sqlite(pool) => Held::Sqlite(pool.acquire().await?),
            Self::Postgres(pool) => Held::Postgres(pool.acquire().await?),
        }))
    }

    /// Begins a transaction that will write.
    pub(super) async fn begin(&self) -> Result<Connection, StoreError> {
        Ok(Connection(match self {
            Self::Sqlite(pool) => {
                Held::SqliteTransaction(pool.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => Held::PostgresTransaction(pool.begin().await?),
        }))
    }

    /// Begins a transaction that sees the store as it is at its first read, whatever others write.
    pub(super) async fn snapshot(&self) -> Result<Connection, StoreError> {
        Ok(Connection(match self {
            Self::Sqlite(pool) => Held::SqliteTransaction(pool.begin_with("BEGIN").await?),
            Self::Postgres(pool) => Held::PostgresTransaction(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?,
            ),
        }))
    }

    /// How many connections are idle, and how many there are.
    pub(super) fn connections(&self) -> (usize, usize) {
        let (idle, all) = match self {
            Self::Sqlite(pool) => (pool.num_idle(), pool.size()),
            Self::Postgres(pool) => (pool.num_idle(), pool.size()),
        };
        (idle, usize::try_from(all).unwrap_or(usize::MAX))
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Connection {
    fn open(&mut self) -> Open<'_> {
        match &mut self.0 {
            Held::Sqlite(connection) => Open::Sqlite(connection),
            Held::SqliteTransaction(transaction) => Open::Sqlite(transaction),
            Held::Postgres(connection) => Open::Postgres(connection),
            Held::PostgresTransaction(transaction) => Open::Postgres(transaction),
        }
    }

    /// Whether it is one to PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.0, Held::Postgres(_) | Held::PostgresTransaction(_))
    }

    /// Ends the transaction. Outside one there is nothing to commit.
    ///
    /// # Errors
    /// When the database fails: then whether it was committed is unknown.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0 {
            Held::SqliteTransaction(transaction) => transaction.commit().await?,
            Held::PostgresTransaction(transaction) => transaction.commit().await?,
            Held::Sqlite(_) | Held::Postgres(_) => {}
        }
        Ok(())
    }

    /// Undoes what the transaction did. Outside one there is nothing to undo.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.0 {
            Held::SqliteTransaction(transaction) => transaction.rollback().await?,
            Held::PostgresTransaction(transaction) => transaction.rollback().await?,
            Held::Sqlite(_) | Held::Postgres(_) => {}
        }
        Ok(())
    }

    /// Names of the tables, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn tables(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = if self.is_postgres() {
            "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables \
             WHERE schemaname = current_schema() ORDER BY 1"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        };
        self.rows(Sql::new(sql)).await?.iter().map(|row| row.text("name")).collect()
    }

    pub(super) async fn execute(&mut self, sql: Sql) -> Result<u64, StoreError> {
        match self.open() {
            Open::Sqlite(connection) => {
                let (text, arguments) = sqlite(sql);
                let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(text), arguments);
                Ok(query.execute(connection).await?.rows_affected())
            }
            Open::Postgres(connection) => {
                let (text, arguments) = postgres(sql);
                let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), arguments);
                Ok(query.execute(connection).await?.rows_affected())
            }
        }
    }

    /// Executes a text that does not come again soon, on SQLite one of several statements.
    pub(super) async fn execute_once(&mut self, sql: Sql) -> Result<(), StoreError> {
        match self.open() {
            Open::Sqlite(connection) => {
                let (text, arguments) = sqlite(sql);
                let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(text), arguments);
                query.persistent(false).execute(connection).await?;
            }
            Open::Postgres(connection) => {
                let (text, arguments) = postgres(sql);
                let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), arguments);
                query.persistent(false).execute(connection).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn rows(&mut self, sql: Sql) -> Result<Vec<Row>, StoreError> {
        match self.open() {
            Open::Sqlite(connection) => {
                let (text, arguments) = sqlite(sql);
                let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(text), arguments);
                let rows = query.fetch_all(connection).await?;
                Ok(rows.into_iter().map(Row::of_sqlite).collect())
            }
            Open::Postgres(connection) => {
                let (text, arguments) = postgres(sql);
                let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), arguments);
                let rows = query.fetch_all(connection).await?;
                Ok(rows.into_iter().map(Row::of_postgres).collect())
            }
        }
    }
}

// Encoding text, a number or a list of them cannot fail.

fn sqlite(sql: Sql) -> (String, SqliteArguments) {
    let text = sql.unnumbered();
    let mut arguments = SqliteArguments::default();
    for bind in sql.binds {
        let _ = match bind {
            Bind::One(Value::Text(text)) => arguments.add(text),
            Bind::One(Value::Int(number)) => arguments.add(number),
            Bind::OneOf(texts) => {
                // Filled up with the last; none at all is equal to nothing.
                let size = texts.len().next_power_of_two();
                let last = texts.last().cloned();
                let mut filled =
                    texts.into_iter().map(Some).chain(std::iter::repeat(last)).take(size);
                filled.try_for_each(|text| arguments.add(text))
            }
            // SQLite has no arrays, and is given none.
            Bind::Texts(_) | Bind::Ints(_) => Ok(()),
        };
    }
    (text, arguments)
}

fn postgres(sql: Sql) -> (String, PgArguments) {
    let text = sql.numbered();
    let mut arguments = PgArguments::default();
    for bind in sql.binds {
        let _ = match bind {
            Bind::One(Value::Text(text)) => arguments.add(text),
            Bind::One(Value::Int(number)) => arguments.add(number),
            Bind::Texts(texts) => arguments.add(texts),
            Bind::Ints(numbers) => arguments.add(numbers),
            Bind::OneOf(texts) => arguments.add(texts),
        };
    }
    (text, arguments)
}
