//! The limit: durable transactions of two inserts, by a plain loop.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use platform::sql::{Database, Sql, StoreError};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Failure;
use super::pgbench::PgBench;

/// Bytes of a row, about those of a journal row.
const ROW: usize = 600;

/// The table that `pgbench` fills.
const PGBENCH_LINE: &str = "CREATE TABLE IF NOT EXISTS pgbench_line \
     (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text TEXT NOT NULL)";

/// Makes the table that [`two_inserts`] fills.
async fn make_table(database: &Database) -> Result<(), StoreError> {
    let mut tx = database.begin_raw().await?;
    let make = "CREATE TABLE IF NOT EXISTS line (id BIGINT PRIMARY KEY, text TEXT NOT NULL)";
    Sql::new(make).execute(&mut tx).await?;
    tx.commit().await
}

/// One durable transaction. No two may have the same number.
async fn commit(database: &Database, number: u64, text: &str) -> Result<(), StoreError> {
    let mut tx = database.begin_raw().await?;
    for id in [number * 2, number * 2 + 1] {
        let insert = Sql::new("INSERT INTO line (id, text) VALUES ");
        insert.tuple([id.into(), text.into()]).execute(&mut tx).await?;
    }
    tx.commit().await
}

/// Transactions one after the other.
pub(super) struct Commits<'d> {
    database: &'d Database,
    number: u64,
    text: String,
}

impl<'d> Commits<'d> {
    pub(super) async fn on(database: &'d Database) -> Result<Self, StoreError> {
        make_table(database).await?;
        Ok(Self { database, number: 0, text: "x".repeat(ROW) })
    }

    pub(super) async fn next(&mut self) -> Result<(), StoreError> {
        self.number += 1;
        commit(self.database, self.number, &self.text).await
    }
}

/// How long each of `commits` transactions took.
pub(crate) async fn two_inserts(
    database: &Database,
    commits: u64,
) -> Result<Vec<Duration>, StoreError> {
    let mut all = Commits::on(database).await?;
    let mut times = Vec::new();
    for _ in 0..commits {
        let begin = Instant::now();
        all.next().await?;
        times.push(begin.elapsed());
    }
    Ok(times)
}

/// Where the loop writes.
pub(super) enum Place {
    /// A file beside the platform's.
    Sqlite(PathBuf),
    /// The database of the service.
    Postgres(String),
}

impl Place {
    async fn open(&self) -> Result<Database, StoreError> {
        match self {
            Self::Sqlite(path) => Database::sqlite(path).await,
            Self::Postgres(url) => Database::postgres(url).await,
        }
    }

    /// SQLite has one writer. PostgreSQL gets as many as there are clients.
    fn connections(&self, clients: u16) -> u16 {
        match self {
            Self::Sqlite(_) => 1,
            Self::Postgres(_) => clients,
        }
    }
}

/// The loop, and what it has written so far; on PostgreSQL `pgbench`, where it is installed.
pub(super) struct Limit {
    place: Place,
    number: Arc<AtomicU64>,
    pgbench: Option<PgBench>,
}

impl Limit {
    /// What it needs stands in `folder`.
    pub(super) async fn new(place: Place, folder: &Path) -> Result<Self, Failure> {
        let database = place.open().await?;
        make_table(&database).await?;
        let pgbench = match &place {
            Place::Sqlite(_) => None,
            Place::Postgres(url) => {
                let mut tx = database.begin_raw().await?;
                Sql::new(PGBENCH_LINE).execute(&mut tx).await?;
                tx.commit().await?;
                PgBench::find(url, folder)?
            }
        };
        database.close().await;
        Ok(Self { place, number: Arc::default(), pgbench })
    }

    /// What limits.
    pub(super) fn what(&self) -> &'static str {
        match self.pgbench {
            Some(_) => "pgbench, two inserts of 600 bytes",
            None => "a plain loop, two inserts of 600 bytes",
        }
    }

    /// Transactions per second.
    pub(super) async fn rate(&self, clients: u16, time: Duration) -> Result<f64, Failure> {
        if let Some(pgbench) = &self.pgbench {
            return pgbench.rate(clients, time).await;
        }
        let mut open = Vec::new();
        for _ in 0..self.place.connections(clients) {
            open.push(self.place.open().await?);
        }
        let begin = Instant::now();
        let mut loops = JoinSet::new();
        for database in &open {
            loops.spawn(until(database.clone(), self.number.clone(), begin + time));
        }
        let mut done = 0;
        while let Some(ended) = loops.join_next().await {
            done += ended??;
        }
        let took = begin.elapsed();
        for database in open {
            database.close().await;
        }
        Ok(f64::from(done) / took.as_secs_f64())
    }
}

async fn until(
    database: Database,
    number: Arc<AtomicU64>,
    end: Instant,
) -> Result<u32, StoreError> {
    let text = "x".repeat(ROW);
    let mut done = 0;
    while Instant::now() < end {
        commit(&database, number.fetch_add(1, Ordering::Relaxed), &text).await?;
        done += 1;
    }
    Ok(done)
}
