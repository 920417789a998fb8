//! All five services in one process, on SQLite, behind one gRPC address.

use std::fs::{File, TryLockError};
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, IdGen};
use model::Models;
use platform::auth::{DevelopmentKey, Identity};
use platform::config::Config;
use platform::follow::LocalSource;
use platform::grpc::{Routes, Server, ServerError, add_operations_to};
use platform::journal::{Head, Parked};
use platform::lifecycle::{Signals, Tasks};
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use platform::telemetry::{Page, Telemetry};
use platform::{Injected, Node, Room, Service};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::UserError;
use crate::cli::Ended;

/// File that keeps a second process out of a data folder.
const LOCK_FILE: &str = "lock";

/// The services, in the order of an initiative's way.
pub const SERVICES: [&str; 5] =
    ["intake", "beredning", "prioritisation", "council", "budget-integration"];

/// Longest time that a store may take to close.
const CLOSING: Duration = Duration::from_secs(5);

type Failure = Box<dyn std::error::Error>;

fn services(models: &Arc<Models>) -> Vec<Service> {
    vec![
        intake::service(models),
        beredning::service(models),
        prioritisation::service(models),
        council::service(models),
        budget_integration::service(models),
    ]
}

fn telemetry(config: &Config) -> Result<Telemetry, UserError> {
    platform::process::telemetry(&config.telemetry, "radslag")
        .map_err(|cause| UserError::new(cause, "correct telemetry.otlp"))
}

/// One of them, for a process of its own.
pub(crate) fn service(name: &str) -> Result<Service, Failure> {
    let all = services(&Arc::new(Models::shipped()?));
    let found = all.into_iter().find(|service| service.room.name() == name);
    found.ok_or_else(|| UserError::new(format!("{name} is no service"), "see --help").into())
}

/// The services' rooms, for what reads their stores from outside.
///
/// # Errors
/// When the shipped model cannot be read.
pub fn rooms() -> Result<Vec<Arc<dyn Room>>, Failure> {
    let models = Arc::new(Models::shipped()?);
    Ok(services(&models).into_iter().map(|service| service.room).collect())
}

/// The store of a service in a data folder.
#[must_use]
pub fn store(folder: &Path, service: &str) -> PathBuf {
    folder.join(format!("{service}.db"))
}

/// The running platform.
#[derive(Debug)]
pub struct Platform {
    address: SocketAddr,
    nodes: Vec<Node>,
    tasks: Tasks,
    key: DevelopmentKey,
    serving: CancellationToken,
    served: oneshot::Receiver<Result<(), ServerError>>,
    patience: Duration,
    telemetry: Telemetry,
    _lock: File,
}

impl Platform {
    /// Starts everything. It serves when this returns.
    ///
    /// # Errors
    /// A [`UserError`] when the folder is in use or the port is taken.
    pub async fn start(config: &Config, clock: Arc<SystemClock>) -> Result<Self, Failure> {
        let telemetry = telemetry(config)?;
        let server = Server::bind(config.listen).await.map_err(taken)?.told_to(telemetry.clone());
        let lock = lock(&config.data)?;
        let key = DevelopmentKey::of_folder(&config.data).map_err(|error| {
            UserError::new(error.to_string(), "see to the file, then try again")
        })?;
        let tasks = Tasks::new();
        let clock: Arc<dyn Clock> = clock;
        let ids: Arc<dyn IdGen> = Arc::new(SystemIds);
        let injected = Injected {
            clock,
            ids,
            identity: Arc::new(
                Identity::from(key.clone()).at_most(config.limits.caller_per_second),
            ),
            mandates_max_age: Duration::from_secs(config.mandates_max_age_seconds),
            tasks: tasks.clone(),
            telemetry: telemetry.clone(),
        };
        let models = Arc::new(Models::shipped()?);

        let mut routes = Routes::default();
        let mut nodes = Vec::new();
        for service in services(&models) {
            let path = store(&config.data, service.room.name());
            let database = Database::sqlite(&path).await?;
            let node = Node::open(service.room, database, &injected).await?;
            routes = (service.add_to)(node.parts(), routes);
            nodes.push(node);
        }
        follow_each_other(&nodes);
        let parts: Vec<_> = nodes.iter().map(|node| node.parts().clone()).collect();
        let routes = add_operations_to(parts.clone(), routes);
        let ready = platform::ready::watch(parts.clone(), &tasks);
        if let Some(address) = config.telemetry.metrics {
            let page = Page { telemetry: telemetry.clone(), parts, nats: None, tls: None };
            platform::telemetry::serve(page, address, &tasks).await.map_err(|error| {
                UserError::new(format!("telemetry.metrics: {error}"), "choose another address")
            })?;
        }
        let address = server.address();
        let serving = CancellationToken::new();
        let (tell, served) = oneshot::channel();
        let (limits, stop, cut) = (config.limits, serving.clone(), tasks.last_stop());
        tasks.spawn(async move {
            tokio::select! {
                ended = server.serve(routes, limits, ready, stop) => { let _ = tell.send(ended); }
                () = cut.cancelled() => {}
            }
        });
        tracing::info!(%address, data = %config.data.display(), "serving");
        let patience = Duration::from_secs(config.stop_seconds);
        Ok(Self { address, nodes, tasks, key, serving, served, patience, telemetry, _lock: lock })
    }

    /// Where gRPC listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Signs tokens for this platform.
    #[must_use]
    pub fn key(&self) -> &DevelopmentKey {
        &self.key
    }

    /// The newest numbers and hashes of each service.
    ///
    /// # Errors
    /// When a store fails.
    pub async fn heads(&self) -> Result<Vec<(&'static str, Head)>, Failure> {
        let mut heads = Vec::new();
        for node in &self.nodes {
            heads.push((node.journal().service(), node.journal().head().await?));
        }
        Ok(heads)
    }

    /// What the services have parked.
    ///
    /// # Errors
    /// When a store fails.
    pub async fn parked(&self) -> Result<Vec<(&'static str, Parked)>, Failure> {
        let mut all = Vec::new();
        for node in &self.nodes {
            let journal = node.journal();
            all.extend(journal.parked().await?.into_iter().map(|one| (journal.service(), one)));
        }
        Ok(all)
    }

    /// Waits until every service has taken in all that those it follows had published when this was
    /// called. False when that takes longer than `at_most`.
    ///
    /// # Errors
    /// When a store fails.
    pub async fn settled(&self, at_most: Duration) -> Result<bool, Failure> {
        let heads = self.heads().await?;
        for node in &self.nodes {
            let journal = node.journal();
            for follows in journal.room().follows() {
                let head = heads.iter().find(|(service, _)| *service == follows.source);
                let sequence = head.map_or(0, |(_, head)| head.sequence);
                if !journal.wait_for(follows.source, sequence, at_most).await {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Resolves when a task has panicked, or serving has ended by itself.
    pub async fn failed(&mut self) {
        let failed = self.tasks.failed();
        tokio::select! {
            () = failed.cancelled() => {}
            _ = &mut self.served => {}
        }
    }

    /// Stops: no new requests, those in hand answered, followers done with what they hold, writers
    /// done with what waits, stores closed.
    ///
    /// # Errors
    /// When something did not end in time, or serving had failed.
    pub async fn stop(self) -> Result<(), Failure> {
        self.serving.cancel();
        match tokio::time::timeout(self.patience, self.served).await {
            Ok(served) => served??,
            // A client that does not answer keeps its connection open; what it asked was answered.
            Err(_) => tracing::warn!("connections that did not close were cut"),
        }
        let ended = self.tasks.shut_down(self.patience).await;
        for node in &self.nodes {
            node.journal().close(CLOSING).await;
        }
        self.telemetry.spans.close().await;
        if ended { Ok(()) } else { Err("tasks did not end in time".into()) }
    }
}

pub(crate) fn follow_each_other(nodes: &[Node]) {
    for node in nodes {
        for follows in node.journal().room().follows() {
            let source = nodes.iter().find(|other| other.journal().service() == follows.source);
            if let Some(source) = source {
                node.follow(Arc::new(LocalSource::new(source.journal())));
            }
        }
        node.follow_itself();
    }
}

/// Makes the folder, and keeps a second process out of it for as long as the file is held.
pub(crate) fn lock(folder: &Path) -> Result<File, UserError> {
    let shown = folder.display();
    let unusable = |error: std::io::Error| {
        UserError::new(format!("{shown}: {error}"), "choose another folder with --data")
    };
    // Needs, names and open ballots are nobody else's to read.
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unusable)?;
    let file = File::create(folder.join(LOCK_FILE)).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(UserError::new(
            format!("{shown} is in use by another radslag"),
            "stop that one, or choose another folder with --data",
        )),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

fn taken(error: ServerError) -> Failure {
    let cause = platform::journal::chain(&error);
    Box::new(UserError::new(cause, "choose another address with --listen"))
}

/// Serves until a signal stops it.
pub(crate) async fn serve(config: Config) -> Ended {
    let signals = Signals::listen()?;
    let mut platform = Platform::start(&config, Arc::new(SystemClock::new())).await?;
    platform::telemetry::say(format_args!(
        "radslag serves on {}; data in {}; `radslag token --data {} --sub YOU` gives a token",
        platform.address(),
        config.data.display(),
        config.data.display(),
    ));
    tokio::select! {
        () = signals.first() => {}
        () = platform.failed() => return Err("a part of the platform failed; see the log".into()),
    }
    platform.stop().await?;
    Ok(ExitCode::SUCCESS)
}
