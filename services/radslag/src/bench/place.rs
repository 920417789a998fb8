//! Where is measured: a folder for SQLite, servers for processes.

use std::path::{Path, PathBuf};

use clap::Args;
use kernel::IdGen as _;
use platform::sql::Database;
use platform::system::SystemIds;
use tempfile::TempDir;

use super::Failure;
use crate::UserError;
use crate::cluster::{Otherwise, Wish};

/// Servers of a measurement.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Place {
    /// Folder on whose disk SQLite is measured [default: the system's temporary folder].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Also on this PostgreSQL server: postgres://user@host:port. Databases of their own are created.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Broker for processes: nats://host:port.
    #[arg(long, value_name = "URL", requires = "postgres")]
    nats: Option<String>,
}

/// A PostgreSQL server and a broker.
#[derive(Debug, Clone)]
pub(super) struct Processes {
    pub(super) postgres: String,
    pub(super) nats: String,
}

impl Place {
    /// A folder that nothing of stays.
    pub(super) fn folder(&self) -> Result<TempDir, UserError> {
        let folder = match &self.data {
            Some(folder) => tempfile::tempdir_in(folder),
            None => tempfile::tempdir(),
        };
        folder
            .map_err(|error| UserError::new(error.to_string(), "choose another folder with --data"))
    }

    /// A new database on the PostgreSQL server, where one is given.
    pub(super) async fn database(&self, name: &str) -> Result<Option<String>, Failure> {
        let Some(server) = &self.postgres else { return Ok(None) };
        let name = format!("bench_{name}_{}", SystemIds.uuid().simple());
        let url = Database::create_postgres(server, &name).await.map_err(|error| {
            let server = platform::config::masked(server);
            let cause = format!("{server}: {}", platform::journal::chain(&error));
            UserError::new(cause, "name a PostgreSQL server with --postgres")
        })?;
        Ok(Some(url))
    }

    pub(super) fn processes(&self) -> Option<Processes> {
        let (postgres, nats) = (self.postgres.clone()?, self.nats.clone()?);
        Some(Processes { postgres, nats })
    }
}

/// One replica of each service, under names of their own.
pub(super) fn wish(on: &Processes, folder: &Path, name: &str) -> Result<Wish, Failure> {
    let data = folder.join(format!("{name}-{}", SystemIds.uuid().simple()));
    Ok(Wish {
        postgres: on.postgres.clone(),
        nats: Some(on.nats.clone()),
        prefix: format!("bench_{}", SystemIds.uuid().simple()),
        data,
        replicas: 1,
        port: None,
        binary: PathBuf::new(),
        apart: false,
        otherwise: Otherwise::default(),
    })
}
