//! `/metrics`: read anew for everybody who asks.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use super::Telemetry;
use super::standing::{set, tell};
use crate::lifecycle::Tasks;
use crate::nats::Nats;
use crate::node::Parts;
use crate::tls::Tls;

/// OpenMetrics, which Prometheus reads.
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the metrics of a process are read from.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where the process counts.
    pub telemetry: Telemetry,
    /// The services in it.
    pub parts: Vec<Parts>,
    /// Its broker, where it has one.
    pub nats: Option<Nats>,
    /// Its certificates, where it has any.
    pub tls: Option<Tls>,
}

impl Page {
    async fn text(&self) -> String {
        let gauges = self.telemetry.metrics.gauges();
        gauges.forget();
        for parts in &self.parts {
            tell(gauges, parts).await;
            let service = || vec![("service", parts.journal.service().to_owned())];
            let mut build = service();
            build.push(("version", env!("CARGO_PKG_VERSION").to_owned()));
            set(&gauges.build, build, 1.0);
            if let Some(nats) = &self.nats {
                set(&gauges.nats, service(), f64::from(u8::from(nats.connected())));
            }
            if let Some(tls) = &self.tls {
                #[expect(clippy::cast_precision_loss, reason = "seconds of a date")]
                set(&gauges.certificate, service(), tls.until() as f64);
            }
        }
        self.telemetry.metrics.text()
    }
}

/// Serves the page until the process stops, and says where.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(page: Page, address: SocketAddr, tasks: &Tasks) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    // Two who ask at once do not mix what they read.
    let page = Arc::new(Mutex::new(page));
    let routes = Router::new().route("/metrics", get(answer)).with_state(page);
    let stop = tasks.keepers_stop();
    tasks.spawn_keeper(async move {
        let serving = axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned());
        if let Err(error) = serving.await {
            tracing::error!(%error, "metrics are no longer served");
        }
    });
    Ok(address)
}

async fn answer(State(page): State<Arc<Mutex<Page>>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, FORMAT)], page.lock().await.text().await)
}
