//! The server: health and reflection always on, limits set, stops gracefully.

use std::future::pending;
use std::net::SocketAddr;
use std::pin::Pin;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tonic::transport::server::TcpIncoming;
use tonic_health::ServingStatus;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_health::server::HealthReporter;

use super::accept::accepted;
use super::limits::Limit;
use super::log::RequestLog;
use crate::config::Limits;
use crate::telemetry::Telemetry;
use crate::tls::{self, Tls};

/// A server that serves.
type Serving = Pin<Box<dyn Future<Output = Result<(), tonic::transport::Error>> + Send>>;

/// Services that a server offers.
pub type Routes = tonic::service::Routes;

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The reflection data cannot be read.
    #[error("reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// Serving ended.
    #[error("serving ended")]
    Serve(#[from] tonic::transport::Error),
}

/// A server that listens, and does not serve yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<Tls>,
    probe: Option<TcpListener>,
    telemetry: Telemetry,
}

impl Server {
    /// Listens. Port 0 takes a free one.
    ///
    /// # Errors
    /// When the address is taken or not of this machine.
    pub async fn bind(address: SocketAddr) -> Result<Self, ServerError> {
        let (listener, address) = listen(address).await?;
        let telemetry = Telemetry::default();
        Ok(Self { listener, address, tls: None, probe: None, telemetry })
    }

    /// Serves only those who show a certificate that is trusted.
    #[must_use]
    pub fn secured(mut self, tls: Option<Tls>) -> Self {
        self.tls = tls;
        self
    }

    /// Tells of every request.
    #[must_use]
    pub fn told_to(mut self, telemetry: Telemetry) -> Self {
        self.telemetry = telemetry;
        self
    }

    /// Answers for its health in the clear at another address, and nothing else there.
    ///
    /// # Errors
    /// As [`Server::bind`].
    pub async fn probed(mut self, address: SocketAddr) -> Result<Self, ServerError> {
        self.probe = Some(listen(address).await?.0);
        Ok(self)
    }

    /// Where it answers for its health in the clear.
    #[must_use]
    pub fn probe_address(&self) -> Option<SocketAddr> {
        self.probe.as_ref().and_then(|probe| probe.local_addr().ok())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is cancelled and the requests in hand are answered. Health says whether
    /// the process is `ready`; of [`LIVE`] it says that it is alive.
    ///
    /// # Errors
    /// When serving ends otherwise.
    pub async fn serve(
        self,
        routes: Routes,
        limits: Limits,
        ready: watch::Receiver<bool>,
        stop: CancellationToken,
    ) -> Result<(), ServerError> {
        let (reporter, health) = tonic_health::server::health_reporter();
        reporter.set_service_status(LIVE, ServingStatus::Serving).await;
        let now = *ready.borrow();
        tell(&reporter, now).await;
        let probed = self.probe.map(|probe| {
            let health = with_health(Routes::default(), health.clone());
            let serving = tonic::transport::Server::builder().add_routes(health);
            let stopped = stop.clone().cancelled_owned();
            Box::pin(serving.serve_with_incoming_shutdown(TcpIncoming::from(probe), stopped))
        });
        let routes = with_reflection(with_health(routes, health))?;
        let stopped = async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = tell_changes(&reporter, ready) => stop.cancelled().await,
            }
            tell(&reporter, false).await;
        };
        let router = tonic::transport::Server::builder()
            .max_concurrent_streams(limits.requests_per_connection)
            .http2_max_header_list_size(limits.header_bytes)
            .layer(RequestLog::new(self.telemetry))
            .layer(Limit::new(limits))
            .add_routes(routes);
        // It ends when no more connections come: that is what `stopped` stops.
        let accepted = Box::pin(accepted(self.listener, stopped));
        let serving: Serving = match self.tls {
            None => Box::pin(router.serve_with_incoming_shutdown(accepted, pending())),
            Some(tls) => {
                let incoming = Box::pin(tls::incoming(accepted, tls));
                Box::pin(router.serve_with_incoming_shutdown(incoming, pending()))
            }
        };
        match probed {
            None => serving.await?,
            Some(probed) => drop(tokio::try_join!(serving, probed)?),
        }
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServerError> {
    let listen = |source| ServerError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    Ok((listener, address))
}

/// What health says of the process itself: that it is alive, ready or not.
pub const LIVE: &str = "live";

async fn tell(reporter: &HealthReporter, ready: bool) {
    let status = if ready { ServingStatus::Serving } else { ServingStatus::NotServing };
    for service in services() {
        reporter.set_service_status(service, status).await;
    }
}

async fn tell_changes(reporter: &HealthReporter, mut ready: watch::Receiver<bool>) {
    while ready.changed().await.is_ok() {
        let now = *ready.borrow_and_update();
        tracing::info!(ready = now, "readiness");
        tell(reporter, now).await;
    }
}

/// Names that health is asked for: the whole server, and each service of the contract.
fn services() -> impl Iterator<Item = &'static str> {
    std::iter::once("").chain(proto::SERVICES.iter().copied())
}

fn with_health<H: Health>(routes: Routes, health: HealthServer<H>) -> Routes {
    routes.add_service(health)
}

fn with_reflection(routes: Routes) -> Result<Routes, ServerError> {
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(proto::DESCRIPTORS)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .build_v1()?;
    Ok(routes.add_service(reflection))
}
