//! The server: health and reflection always on, limits set, stops gracefully.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tokio_util::sync::CancellationToken;
use tonic_health::pb::health_server::{Health, HealthServer};

use super::log::RequestLog;
use crate::config::Limits;

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
}

impl Server {
    /// Listens. Port 0 takes a free one.
    ///
    /// # Errors
    /// When the address is taken or not of this machine.
    pub async fn bind(address: SocketAddr) -> Result<Self, ServerError> {
        let listen = |source| ServerError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is cancelled and the requests in hand are answered.
    ///
    /// # Errors
    /// When serving ends otherwise.
    pub async fn serve(
        self,
        routes: Routes,
        limits: Limits,
        stop: CancellationToken,
    ) -> Result<(), ServerError> {
        let (reporter, health) = tonic_health::server::health_reporter();
        for service in services() {
            reporter.set_service_status(service, tonic_health::ServingStatus::Serving).await;
        }
        let routes = with_reflection(with_health(routes, health))?;
        let incoming = TcpListenerStream::new(self.listener);
        let stopped = {
            let stop = stop.clone();
            async move {
                stop.cancelled().await;
                for service in services() {
                    let stopping = tonic_health::ServingStatus::NotServing;
                    reporter.set_service_status(service, stopping).await;
                }
            }
        };
        tonic::transport::Server::builder()
            .timeout(Duration::from_millis(limits.deadline_ms))
            .max_concurrent_streams(limits.requests_per_connection)
            .http2_max_header_list_size(limits.header_bytes)
            .tcp_nodelay(true)
            .layer(RequestLog)
            .add_routes(routes)
            .serve_with_incoming_shutdown(incoming, stopped)
            .await?;
        Ok(())
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
