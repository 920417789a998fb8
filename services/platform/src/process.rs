//! One service in a process of its own, on PostgreSQL: read the configuration, open, follow, serve,
//! stop in order.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::{Clock, IdGen};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use crate::auth::{DevelopmentKey, DevelopmentToken, FileToken, Identity, Issuer};
use crate::config::{DatabaseConfig, IdentityConfig, ServiceConfig, TelemetryConfig, environment};
use crate::grpc::{OwnToken, Peer, Routes, Server, ServerError, add_operations_to};
use crate::journal::chain;
use crate::lifecycle::{Signals, Tasks};
use crate::nats::{Nats, attend_hints};
use crate::node::{Injected, Node};
use crate::room::Service;
use crate::sql::{Database, StoreError};
use crate::system::{SystemClock, SystemIds};
use crate::telemetry::{Page, Spans, Telemetry};
use crate::tls::Tls;
use crate::{ready, telemetry};

/// How long a start waits for the database.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it rests between two tries.
const REST: Duration = Duration::from_millis(500);
/// Longest time that a store may take to close.
const CLOSING: Duration = Duration::from_secs(5);

/// Why a process does not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The user can mend it: exit code 2.
    #[error("{0}")]
    Mistake(String),
    /// Something else failed: exit code 1.
    #[error("{0}")]
    Failed(String),
}

/// What a process is told.
#[derive(Debug, Args)]
pub struct ProcessArgs {
    /// Configuration file (TOML). Every key can be set as RADSLAG_<KEY>, sections with __.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Prints the configuration that would be used, and ends.
    #[arg(long)]
    print_config: bool,
}

/// Runs a service until a signal. Says on standard error why it does not run.
pub async fn run(args: &ProcessArgs, service: Service) -> ExitCode {
    let name = service.room.name();
    match configured(args, service).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            telemetry::say(format_args!("radslag {name}: {}", chain(&failure)));
            match failure {
                Failure::Mistake(_) => ExitCode::from(2),
                Failure::Failed(_) => ExitCode::FAILURE,
            }
        }
    }
}

async fn configured(args: &ProcessArgs, service: Service) -> Result<(), Failure> {
    let config =
        ServiceConfig::load(args.config.as_deref(), environment()).map_err(Failure::Mistake)?;
    if args.print_config {
        print!("{}", config.print());
        return Ok(());
    }
    serve(&config, service).await
}

/// Serves until a signal, in a process that has a runtime.
///
/// # Errors
/// Why it does not run, or did not end well.
pub async fn serve(config: &ServiceConfig, service: Service) -> Result<(), Failure> {
    telemetry::start(&config.log).map_err(Failure::Mistake)?;
    let signals = Signals::listen().map_err(|error| Failure::Failed(error.to_string()))?;
    let name = service.room.name();
    let tasks = Tasks::new();
    let mut signalled = std::pin::pin!(signals.first());
    let opened = tokio::select! {
        opened = Running::open(config, service, &tasks) => opened?,
        () = &mut signalled => return Ok(()),
    };
    tracing::info!(service = name, address = %opened.address(), "serving");
    crate::telemetry::say(format_args!("radslag {name} serves on {}", opened.address()));
    opened.serve(config, &tasks, signalled).await
}

/// A service that is open and does not serve yet.
struct Running {
    node: Node,
    server: Server,
    routes: Routes,
    telemetry: Telemetry,
}

impl Running {
    async fn open(
        config: &ServiceConfig,
        service: Service,
        tasks: &Tasks,
    ) -> Result<Self, Failure> {
        let name = service.room.name();
        let tls = config.tls.as_ref().map(Tls::load).transpose().map_err(Failure::Mistake)?;
        if let Some(tls) = &tls {
            tls.watch(tasks);
        }
        let telemetry = telemetry(&config.telemetry, name).map_err(Failure::Mistake)?;
        let server = server(config, tls.clone(), telemetry.clone()).await;
        let server = server.map_err(|error| Failure::Mistake(chain(&error)))?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        let ids: Arc<dyn IdGen> = Arc::new(SystemIds);
        let (identity, own) = identity(&config.identity, name, &clock).map_err(Failure::Mistake)?;
        let identity = identity.at_most(config.limits.caller_per_second);
        let injected = Injected {
            clock,
            ids,
            identity: Arc::new(identity),
            mandates_max_age: Duration::from_secs(config.mandates_max_age_seconds),
            tasks: tasks.clone(),
            telemetry: telemetry.clone(),
        };
        let nats = match &config.nats {
            None => None,
            Some(nats) => Some(
                Nats::connect(nats, &format!("radslag-{name}"))
                    .await
                    .map_err(|error| Failure::Mistake(error.to_string()))?,
            ),
        };
        let database = database(config).await?;
        let hint = Arc::new(Notify::new());
        let node = Node::open_replica(service.room.clone(), database, &injected, hint.clone());
        let node = node.await.map_err(|error| Failure::Failed(chain(&error)))?;
        follow(&node, config, nats.as_ref(), &own, tls.as_ref()).map_err(Failure::Mistake)?;
        if let Some(address) = config.telemetry.metrics {
            let parts = vec![node.parts().clone()];
            let page = Page { telemetry: telemetry.clone(), parts, nats: nats.clone(), tls };
            telemetry::serve(page, address, tasks)
                .await
                .map_err(|error| Failure::Mistake(format!("telemetry.metrics: {error}")))?;
        }
        if let Some(nats) = nats {
            attend_hints(node.journal(), &nats, hint, tasks);
            node.publish_to(nats);
        }
        let routes = (service.add_to)(node.parts(), Routes::default());
        let routes = add_operations_to(vec![node.parts().clone()], routes);
        Ok(Self { node, server, routes, telemetry })
    }

    fn address(&self) -> std::net::SocketAddr {
        self.server.address()
    }

    /// Serves until a signal. Then: readiness off, requests in hand answered, followers done with
    /// what they hold, writers done, a last pass of the publisher, leases released, pools closed.
    async fn serve(
        self,
        config: &ServiceConfig,
        tasks: &Tasks,
        signalled: impl Future<Output = ()>,
    ) -> Result<(), Failure> {
        let Self { node, server, routes, telemetry } = self;
        let patience = Duration::from_secs(config.stop_seconds);
        let ready = ready::watch(vec![node.parts().clone()], tasks);
        let (stop, failed) = (CancellationToken::new(), tasks.failed());
        let serving = server.serve(routes, config.limits, ready, stop.clone());
        let mut serving = std::pin::pin!(serving);
        let early = tokio::select! {
            () = signalled => None,
            () = failed.cancelled() => Some("a task failed; see the log".to_owned()),
            served = &mut serving => Some(match served {
                Ok(()) => "serving ended".to_owned(),
                Err(error) => chain(&error),
            }),
        };
        // Half of the time for what is in hand, the rest for what follows from it.
        let end = Instant::now() + patience;
        if early.is_none() {
            stop.cancel();
            tasks.draining().cancel();
            if timeout(patience / 2, serving).await.is_err() {
                tracing::warn!("connections that did not close were cut");
            }
        }
        let done = tasks.shut_down(end.saturating_duration_since(Instant::now())).await;
        node.journal().close(CLOSING).await;
        telemetry.spans.close().await;
        match early {
            Some(what) => Err(Failure::Failed(what)),
            None if done => Ok(()),
            None => Err(Failure::Failed("tasks did not end in time".to_owned())),
        }
    }
}

/// Metrics, and spans where a collector is configured.
///
/// # Errors
/// One line that names the key and what is wrong with it.
pub fn telemetry(config: &TelemetryConfig, process: &'static str) -> Result<Telemetry, String> {
    let spans =
        config.otlp.as_deref().map(|collector| Spans::to(collector, process)).transpose()?;
    Ok(Telemetry::new(process, spans.unwrap_or_default()))
}

async fn server(
    config: &ServiceConfig,
    tls: Option<Tls>,
    telemetry: Telemetry,
) -> Result<Server, ServerError> {
    let server = Server::bind(config.listen).await?.secured(tls).told_to(telemetry);
    match config.probe {
        Some(probe) => server.probed(probe.listen).await,
        None => Ok(server),
    }
}

/// Whose tokens are accepted, and the service's own.
pub(crate) fn identity(
    config: &IdentityConfig,
    name: &str,
    clock: &Arc<dyn Clock>,
) -> Result<(Identity, Arc<dyn OwnToken>), String> {
    let key = config.development.as_deref().map(DevelopmentKey::of_folder).transpose();
    let key = key.map_err(|error| error.to_string())?;
    let mut identity = key.clone().map_or_else(Identity::default, Identity::from);
    for issuer in &config.issuers {
        identity = identity.with(Issuer::new(issuer)?);
    }
    let own: Arc<dyn OwnToken> = match (&config.token_file, key) {
        (Some(file), _) => Arc::new(FileToken::new(file.clone())),
        (None, Some(key)) => Arc::new(DevelopmentToken::new(key, name, clock.clone())),
        (None, None) => return Err("identity.token_file is missing".to_owned()),
    };
    Ok((identity, own))
}

/// Connects to the database, and waits a while for one that is not there yet.
async fn database(config: &ServiceConfig) -> Result<Database, Failure> {
    let url = config.database.with_password().map_err(Failure::Mistake)?;
    let owner = config.database.owner_with_password().map_err(Failure::Mistake)?;
    let begin = Instant::now();
    loop {
        match connected(&url, owner.as_deref(), &config.database).await {
            Ok(database) => return Ok(database),
            Err(StoreError::Unusable(what)) => return Err(Failure::Mistake(what)),
            Err(error) if begin.elapsed() < PATIENCE => {
                tracing::warn!(error = chain(&error), "the database is waited for");
                tokio::time::sleep(REST).await;
            }
            Err(error) => return Err(Failure::Failed(chain(&error))),
        }
    }
}

async fn connected(
    url: &str,
    owner: Option<&str>,
    config: &DatabaseConfig,
) -> Result<Database, StoreError> {
    let files = config.files();
    let database = Database::postgres_secured(url, files).await?;
    match owner {
        Some(owner) => database.owned_by(owner, config.eraser.as_deref(), files).await,
        None => Ok(database),
    }
}

/// Follows every service that the room names. All of them must have an address.
fn follow(
    node: &Node,
    config: &ServiceConfig,
    nats: Option<&Nats>,
    own: &Arc<dyn OwnToken>,
    tls: Option<&Tls>,
) -> Result<(), String> {
    let follows = node.journal().room().follows();
    let missing: Vec<_> = follows
        .iter()
        .filter(|one| !config.peers.contains_key(one.source))
        .map(|one| format!("peers.{}", one.source))
        .collect();
    if !missing.is_empty() {
        return Err(format!("{} missing: the service follows them", missing.join(", ")));
    }
    for one in follows {
        if let Some(address) = config.peers.get(one.source) {
            node.follow_peer(Peer::new(one.source, address, own.clone(), tls)?, nats);
        }
    }
    node.follow_itself();
    Ok(())
}
