//! A database that is filled before it is measured.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use platform::telemetry::Telemetry;
use platform::{Injected, Node, Room};

use super::Failure;
use super::place::Place;

/// Longest time that stopping may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a database is.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Sqlite(std::path::PathBuf),
    Postgres(String),
}

impl Store {
    /// The engine.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// One of this name in `folder`, and one on the PostgreSQL server where one is given.
    pub(super) async fn both(
        place: &Place,
        folder: &Path,
        name: &str,
    ) -> Result<Vec<Self>, Failure> {
        let mut both = vec![Self::Sqlite(folder.join(format!("{name}.db")))];
        both.extend(place.database(name).await?.map(Self::Postgres));
        Ok(both)
    }

    pub(super) async fn open(&self) -> Result<Database, Failure> {
        Ok(match self {
            Self::Sqlite(path) => Database::sqlite(path).await?,
            Self::Postgres(url) => Database::postgres(url).await?,
        })
    }

    /// Makes the tables of a service. It does not run afterwards.
    pub(super) async fn prepare(&self, room: Arc<dyn Room>) -> Result<(), Failure> {
        let tasks = Tasks::new();
        let node = Node::open(room, self.open().await?, &injected(&tasks)).await?;
        tasks.shut_down(PATIENCE).await;
        node.journal().close(PATIENCE).await;
        Ok(())
    }

    /// Brings PostgreSQL's statistics up to what was filled in, as its autovacuum does. SQLite has none
    /// in operation either.
    pub(super) async fn analyze(&self) -> Result<(), Failure> {
        if matches!(self, Self::Sqlite(_)) {
            return Ok(());
        }
        let database = self.open().await?;
        let mut tx = database.begin_raw().await?;
        platform::sql::Sql::new("ANALYZE").execute(&mut tx).await?;
        tx.commit().await?;
        database.close().await;
        Ok(())
    }
}

/// What a composition root injects, where nobody calls.
pub(super) fn injected(tasks: &Tasks) -> Injected {
    Injected {
        clock: Arc::new(SystemClock::new()),
        ids: Arc::new(SystemIds),
        identity: Arc::default(),
        mandates_max_age: Duration::from_secs(3_600),
        tasks: tasks.clone(),
        telemetry: Telemetry::default(),
    }
}
