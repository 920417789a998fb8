//! Opening a store: one writer connection, a read-only pool, and a side pool for what is no part of
//! the journal.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, Executor};

use super::connection::Pool;
use super::roles::{self, Rights};
use super::{Connection, Row, Sql, StoreError};
use crate::config::TlsFiles;

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
    writer: Pool,
    reader: Pool,
    side: Pool,
    /// Of the role that owns the tables, where it is another than the one that runs.
    owner: Option<sqlx::PgPool>,
    /// The role that erases, where there is one.
    eraser: Option<String>,
}

/// Prepared statements that a connection to SQLite keeps.
const STATEMENTS: usize = 400;

/// Per connection: what SQLite does not keep in the file.
const SQLITE_WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY";
const SQLITE_READER: &str =
    "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY";

/// A peer that hangs must not hold everybody: waiting has an end. Whatever the writer changes it finds by
/// a key; plans are made once, also while tables are empty.
const POSTGRES_WRITER: &str = "SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
     SET idle_in_transaction_session_timeout = '60s'; \
     SET plan_cache_mode = force_generic_plan; SET jit = off; \
     SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";
const POSTGRES_SIDE: &str = "SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
     SET idle_in_transaction_session_timeout = '60s'";
const POSTGRES_READER: &str =
    "SET default_transaction_read_only = on; SET statement_timeout = '60s'";

impl Database {
    /// Opens or creates an SQLite file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        let file = SqliteConnectOptions::new().filename(path).statement_cache_capacity(STATEMENTS);
        let create = file.clone().create_if_missing(true);
        let writer = Pool::Sqlite(connect(create, 1, SQLITE_WRITER).await?);
        let reader = Pool::Sqlite(connect(file, 4, SQLITE_READER).await?);
        Ok(Self {
            engine: Engine::Sqlite,
            side: writer.clone(),
            writer,
            reader,
            owner: None,
            eraser: None,
        })
    }

    /// Opens an SQLite file that exists, for looking only.
    ///
    /// # Errors
    /// When it does not exist or cannot be opened.
    pub async fn sqlite_read_only(path: &Path) -> Result<Reader, StoreError> {
        let file = SqliteConnectOptions::new().filename(path);
        Ok(Reader { pool: Pool::Sqlite(connect(file, 1, SQLITE_READER).await?) })
    }

    /// Connects to a PostgreSQL database.
    ///
    /// # Errors
    /// When it cannot be reached, or its collation is not C.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        Self::postgres_secured(url, TlsFiles::default()).await
    }

    /// As [`Database::postgres`], secured by these files where they name whom to trust. They are read
    /// at every connection.
    ///
    /// # Errors
    /// As [`Database::postgres`], and when the server's certificate is not trusted.
    pub async fn postgres_secured(url: &str, files: TlsFiles<'_>) -> Result<Self, StoreError> {
        Self::connected(secured(PgConnectOptions::from_str(url)?, files)).await
    }

    /// As [`Database::postgres`], of this name on a server, in the role that owns it: what is made there is the owner's.
    /// Who connects must be a member of that role, or an administrator.
    ///
    /// # Errors
    /// As [`Database::postgres`], and when there is none of this name.
    pub async fn postgres_of_owner(server: &str, name: &str) -> Result<Self, StoreError> {
        let asked = Sql::new(
            "SELECT CAST(pg_get_userbyid(datdba) AS TEXT) AS owner FROM pg_database WHERE datname = ",
        );
        let admin = Pool::Postgres(server_pool(server).await?);
        let mut connection = admin.acquire().await?;
        let rows = asked.bind(name).rows(&mut connection).await?;
        drop(connection);
        admin.close().await;
        let row =
            rows.first().ok_or_else(|| StoreError::nonsense("pg_database", name, "is missing"))?;
        let owner = row.text("owner")?.replace('\\', "\\\\").replace(' ', "\\ ");
        let options = PgConnectOptions::from_str(&in_database(server, name))?;
        Self::connected(options.options([("role", owner)])).await
    }

    async fn connected(server: PgConnectOptions) -> Result<Self, StoreError> {
        let writer = Pool::Postgres(connect(server.clone(), 1, POSTGRES_WRITER).await?);
        let reader = Pool::Postgres(connect(server.clone(), 8, POSTGRES_READER).await?);
        let side = Pool::Postgres(connect(server, 3, POSTGRES_SIDE).await?);
        let database =
            Self { engine: Engine::Postgres, writer, reader, side, owner: None, eraser: None };
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

    /// Has another role own the tables: it creates what is missing and gives the running role, and the
    /// one that erases where there is one, their rights. It is used while a journal is opened, and not after.
    ///
    /// # Errors
    /// When it cannot connect.
    pub async fn owned_by(
        mut self,
        url: &str,
        eraser: Option<&str>,
        files: TlsFiles<'_>,
    ) -> Result<Self, StoreError> {
        let server = secured(PgConnectOptions::from_str(url)?, files);
        self.owner = Some(connect(server, 1, POSTGRES_SIDE).await?);
        self.eraser = eraser.map(str::to_owned);
        Ok(self)
    }

    /// Begins a transaction of the tables' owner.
    pub(crate) async fn begin_as_owner(&self) -> Result<Connection, StoreError> {
        match &self.owner {
            Some(owner) => Pool::Postgres(owner.clone()).begin().await,
            None => self.begin().await,
        }
    }

    /// Gives the running role its rights, where another owns the tables, and lets the owner go.
    pub(crate) async fn run_with(&self, rights: &Rights) -> Result<(), StoreError> {
        let Some(owner) = &self.owner else { return Ok(()) };
        let asked = Sql::new("SELECT CAST(current_user AS TEXT) AS name");
        let row = self.reader().row(asked).await?;
        let role = row.ok_or_else(|| StoreError::nonsense("pg_roles", 1, "is missing"))?;
        roles::grant(owner, &role.text("name")?, self.eraser.as_deref(), rights).await?;
        owner.close().await;
        Ok(())
    }

    /// Creates a database of this name with collation C on a PostgreSQL server, where it is
    /// missing, and returns its URL. `server` is `postgres://user@host:port`, without a database; it may have
    /// parameters (`?sslmode=verify-full&sslrootcert=…`).
    ///
    /// # Errors
    /// When the server cannot be reached or refuses, or the name is none of letters, digits and _.
    pub async fn create_postgres(server: &str, name: &str) -> Result<String, StoreError> {
        if !Self::exists_postgres(server, name).await? {
            let create =
                format!("CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
            on_server(server, create).await?;
        }
        Ok(in_database(server, name))
    }

    /// Whether it holds no table.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.writer().await?.tables().await?.is_empty())
    }

    /// Takes away every table.
    ///
    /// # Errors
    /// When the database fails or refuses.
    pub async fn clear(&self) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for table in tx.tables().await? {
            Sql::new("DROP TABLE ").table(&table).execute(&mut tx).await?;
        }
        tx.commit().await
    }

    /// Whether a PostgreSQL server has a database of this name.
    ///
    /// # Errors
    /// As [`Database::create_postgres`].
    pub async fn exists_postgres(server: &str, name: &str) -> Result<bool, StoreError> {
        let plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_';
        if name.is_empty() || !name.chars().all(plain) {
            return Err(StoreError::Unusable(format!("{name} cannot name a database")));
        }
        let admin = Pool::Postgres(server_pool(server).await?);
        let mut connection = admin.acquire().await?;
        let known = Sql::new("SELECT CAST(1 AS BIGINT) AS one FROM pg_database WHERE datname = ");
        let known = !known.bind(name).rows(&mut connection).await?.is_empty();
        drop(connection);
        admin.close().await;
        Ok(known)
    }

    /// Takes away a database that [`Database::create_postgres`] made.
    ///
    /// # Errors
    /// As [`Database::create_postgres`], and when somebody uses it.
    pub async fn drop_postgres(server: &str, name: &str) -> Result<(), StoreError> {
        if Self::exists_postgres(server, name).await? {
            on_server(server, format!("DROP DATABASE {name}")).await?;
        }
        Ok(())
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The connection of the one writer.
    pub(crate) async fn writer(&self) -> Result<Connection, StoreError> {
        self.writer.acquire().await
    }

    /// Begins a transaction on the connection of the one writer.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn begin(&self) -> Result<Connection, StoreError> {
        self.writer.begin().await
    }

    /// For leases and marks, which must not wait for the writer; another is gathered on. SQLite has one connection that writes.
    pub(crate) async fn side(&self) -> Result<Connection, StoreError> {
        self.side.acquire().await
    }

    /// Begins a transaction beside the writer. On SQLite the writer waits for its end.
    pub(crate) async fn begin_beside(&self) -> Result<Connection, StoreError> {
        self.side.begin().await
    }

    /// What only reads.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { pool: self.reader.clone() }
    }

    /// A transaction outside the journal: for measuring, and for tests that change a store behind
    /// its back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_raw(&self) -> Result<Connection, StoreError> {
        self.begin().await
    }

    /// How many connections are idle, and how many there are.
    pub(crate) fn connections(&self) -> (usize, usize) {
        let pools = match self.engine {
            // The side pool is the writer's there.
            Engine::Sqlite => vec![&self.writer, &self.reader],
            Engine::Postgres => vec![&self.writer, &self.reader, &self.side],
        };
        pools.into_iter().fold((0, 0), |(idle, all), pool| {
            let (i, a) = pool.connections();
            (idle + i, all + a)
        })
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.reader.close().await;
        self.side.close().await;
        self.writer.close().await;
    }
}

/// URL of a database on a server, with the server's parameters.
#[must_use]
pub fn in_database(server: &str, name: &str) -> String {
    let (place, parameters) = server.split_once('?').unwrap_or((server, ""));
    let between = if parameters.is_empty() { "" } else { "?" };
    format!("{}/{name}{between}{parameters}", place.trim_end_matches('/'))
}

async fn server_pool(server: &str) -> Result<sqlx::PgPool, StoreError> {
    connect(PgConnectOptions::from_str(&in_database(server, "postgres"))?, 1, "").await
}

/// Runs a statement whose names were checked.
async fn on_server(server: &str, statement: String) -> Result<(), StoreError> {
    let pool = server_pool(server).await?;
    pool.execute(sqlx::raw_sql(AssertSqlSafe(statement))).await?;
    pool.close().await;
    Ok(())
}

fn secured(options: PgConnectOptions, files: TlsFiles<'_>) -> PgConnectOptions {
    let Some(ca) = files.ca else { return options };
    let options = options.ssl_mode(PgSslMode::VerifyFull).ssl_root_cert(ca);
    match (files.certificate, files.key) {
        (Some(certificate), Some(key)) => options.ssl_client_cert(certificate).ssl_client_key(key),
        _ => options,
    }
}

/// A pool whose connections run `sql` first.
async fn connect<D: sqlx::Database>(
    options: <D::Connection as sqlx::Connection>::Options,
    most: u32,
    sql: &'static str,
) -> Result<sqlx::Pool<D>, StoreError>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
{
    let pool = PoolOptions::<D>::new()
        .max_connections(most)
        .min_connections(0)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        // SQLite undoes a transaction itself when the disk is full, which sqlx does not see: such a
        // connection would refuse every later one.
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(sql)).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Reads, and only reads, one service's store.
#[derive(Debug, Clone)]
pub struct Reader {
    pool: Pool,
}

impl Reader {
    /// A connection that sees the store as it is at its first read, until it is dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn snapshot(&self) -> Result<Connection, StoreError> {
        self.pool.snapshot().await
    }

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
