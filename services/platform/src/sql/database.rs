//! Opening a store: one writer connection, a read-only pool, and a side pool for what is no part of
//! the journal.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyPool, AssertSqlSafe, Connection as _, Executor};

use super::{Row, Sql, StoreError};

/// Which database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// One service's database.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    writer: AnyPool,
    reader: AnyPool,
    side: AnyPool,
}

/// Per connection: what SQLite does not keep in the file.
const SQLITE_WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY";
const SQLITE_READER: &str =
    "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY";

/// A peer that hangs must not hold everybody: waiting has an end.
const POSTGRES_WRITER: &str = "SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
     SET idle_in_transaction_session_timeout = '60s'";
const POSTGRES_READER: &str =
    "SET default_transaction_read_only = on; SET statement_timeout = '60s'";

impl Database {
    /// Opens or creates an SQLite file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        let writer = Self::connect(&sqlite_url(path, "rwc"), 1, Some(SQLITE_WRITER)).await?;
        let reader = Self::connect(&sqlite_url(path, "rw"), 4, Some(SQLITE_READER)).await?;
        Ok(Self { engine: Engine::Sqlite, side: writer.clone(), writer, reader })
    }

    /// Opens an SQLite file that exists, for looking only.
    ///
    /// # Errors
    /// When it does not exist or cannot be opened.
    pub async fn sqlite_read_only(path: &Path) -> Result<Reader, StoreError> {
        let pool = Self::connect(&sqlite_url(path, "rw"), 1, Some(SQLITE_READER)).await?;
        Ok(Reader { pool })
    }

    /// Connects to a PostgreSQL database.
    ///
    /// # Errors
    /// When it cannot be reached, or its collation is not C.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        let writer = Self::connect(url, 1, Some(POSTGRES_WRITER)).await?;
        let reader = Self::connect(url, 8, Some(POSTGRES_READER)).await?;
        let side = Self::connect(url, 2, Some(POSTGRES_WRITER)).await?;
        let database = Self { engine: Engine::Postgres, writer, reader, side };
        let collation = Sql::new(
            "SELECT CAST(datcollate AS TEXT) AS collation FROM pg_database \
             WHERE datname = current_database()",
        );
        for row in database.reader().rows(collation).await? {
            let name = row.text("collation")?;
            if name != "C" && name != "POSIX" {
                return Err(StoreError::Unusable(format!(
                    "the database has collation {name}; create it with LC_COLLATE 'C'"
                )));
            }
        }
        Ok(database)
    }

    /// Creates a database of this name with collation C on a PostgreSQL server, where it is
    /// missing, and returns its URL. `server` is `postgres://user@host:port`, without a database.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses, or the name is none of letters, digits and _.
    pub async fn create_postgres(server: &str, name: &str) -> Result<String, StoreError> {
        let plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_';
        if name.is_empty() || !name.chars().all(plain) {
            return Err(StoreError::Unusable(format!("{name} cannot name a database")));
        }
        let server = server.trim_end_matches('/');
        let admin = Self::connect(&format!("{server}/postgres"), 1, None).await?;
        let mut connection = admin.acquire().await?;
        let known = Sql::new("SELECT CAST(1 AS BIGINT) AS one FROM pg_database WHERE datname = ");
        if known.bind(name).rows(&mut connection).await?.is_empty() {
            let create =
                format!("CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
            connection.execute(sqlx::raw_sql(AssertSqlSafe(create))).await?;
        }
        drop(connection);
        admin.close().await;
        Ok(format!("{server}/{name}"))
    }

    async fn connect(
        url: &str,
        most: u32,
        on_connect: Option<&'static str>,
    ) -> Result<AnyPool, StoreError> {
        sqlx::any::install_default_drivers();
        let options = AnyConnectOptions::from_str(url)?;
        let pool = AnyPoolOptions::new()
            .max_connections(most)
            .min_connections(0)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            // SQLite undoes a transaction itself when the disk is full, which sqlx does not see: such
            // a connection would refuse every later one.
            .before_acquire(|connection, _| {
                let usable = !connection.is_in_transaction();
                Box::pin(async move { Ok(usable) })
            })
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if let Some(sql) = on_connect {
                        connection.execute(sql).await?;
                    }
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        Ok(pool)
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The pool of the one writer.
    pub(crate) fn writer(&self) -> &AnyPool {
        &self.writer
    }

    /// The pool for leases and marks, which must not wait for the writer. SQLite has one connection
    /// that writes.
    pub(crate) fn side(&self) -> &AnyPool {
        &self.side
    }

    /// What only reads.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { pool: self.reader.clone() }
    }

    /// The statement that begins a write.
    pub(crate) fn begin(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        }
    }

    /// A transaction outside the journal: for measuring, and for tests that change a store behind
    /// its back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_raw(&self) -> Result<sqlx::Transaction<'static, sqlx::Any>, StoreError> {
        Ok(self.writer.begin_with(self.begin()).await?)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.reader.close().await;
        self.side.close().await;
        self.writer.close().await;
    }
}

fn sqlite_url(path: &Path, mode: &str) -> String {
    let mut text = String::from("sqlite://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    format!("{text}?mode={mode}")
}

/// Reads, and only reads, one service's store.
#[derive(Debug, Clone)]
pub struct Reader {
    pool: AnyPool,
}

impl Reader {
    /// The rows of a query.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows(&self, sql: Sql) -> Result<Vec<Row>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        sql.rows(&mut connection).await
    }

    /// The first row of a query.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn row(&self, sql: Sql) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql).await?.into_iter().next())
    }
}
