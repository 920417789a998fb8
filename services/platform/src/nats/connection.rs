//! The connection: kept up, and refused to a server that can lose what it has acknowledged.

use std::time::Duration;

use async_nats::jetstream::Context;
use async_nats::jetstream::context::ContextBuilder;
use async_nats::{Client, ConnectOptions, Event};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::config::{NatsConfig, TlsFiles};

/// Older servers could lose a stream after `kill -9`, and acknowledge before they sync.
const OLDEST: [u64; 3] = [2, 10, 23];
/// How long a start waits for the broker. Without it everything works, only slower.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the server may take to acknowledge.
const ACK: Duration = Duration::from_secs(5);
/// Messages that wait for their acknowledgement at once.
pub(super) const IN_FLIGHT: usize = 256;

/// Why the broker is not used.
#[derive(Debug, thiserror::Error)]
pub enum NatsError {
    /// The server is too old.
    #[error(
        "the NATS server is version {found}; {}.{}.{} or newer is needed: older ones can lose what they have acknowledged",
        OLDEST[0], OLDEST[1], OLDEST[2]
    )]
    TooOld {
        /// Its version.
        found: String,
    },
    /// The configuration cannot be used.
    #[error("nats: {0}")]
    Unusable(String),
}

/// The broker, connected or not.
#[derive(Debug, Clone)]
pub struct Nats {
    client: Client,
    context: Context,
    config: NatsConfig,
    /// Raised at every connection; 0 before the first, and while there is none it stands.
    connections: watch::Receiver<u64>,
}

impl Nats {
    /// Connects, and goes on trying in the background where nobody answers.
    ///
    /// # Errors
    /// When the configuration cannot be used, or the server is too old.
    pub async fn connect(config: &NatsConfig, name: &str) -> Result<Self, NatsError> {
        let (tell, mut connections) = watch::channel(0);
        let options = ConnectOptions::new()
            .name(name)
            .retry_on_initial_connect()
            // A replica that hints does not wake itself.
            .no_echo()
            .event_callback(move |event| {
                if matches!(event, Event::Connected) {
                    tell.send_modify(|connections| *connections += 1);
                }
                tracing::info!(%event, "nats");
                std::future::ready(())
            });
        let unusable = |what: &dyn std::fmt::Display| NatsError::Unusable(what.to_string());
        let options = match &config.credentials_file {
            None => options,
            Some(file) => options
                .credentials_file(file)
                .await
                .map_err(|error| unusable(&format!("{}: {error}", file.display())))?,
        };
        let options = secured(options, config.files());
        let servers: Vec<_> = config.url.split(',').map(str::trim).collect();
        let client = options.connect(servers).await.map_err(|error| unusable(&error))?;
        let context = ContextBuilder::new()
            .timeout(ACK)
            .ack_timeout(ACK)
            .max_ack_inflight(IN_FLIGHT)
            .backpressure_on_inflight(true)
            .build(client.clone());
        if timeout(PATIENCE, connections.wait_for(|one| *one > 0)).await.is_err() {
            tracing::warn!(url = config.shown(), "no NATS server answers: events go without it");
        }
        let nats = Self { client, context, config: config.clone(), connections };
        nats.check_version()?;
        Ok(nats)
    }

    /// # Errors
    /// When the server that is connected is too old.
    pub(super) fn check_version(&self) -> Result<(), NatsError> {
        let found = self.client.server_info().version;
        if found.is_empty() || new_enough(&found) {
            return Ok(());
        }
        Err(NatsError::TooOld { found })
    }

    /// Whether messages come at the moment.
    pub(crate) fn connected(&self) -> bool {
        self.client.connection_state() == async_nats::connection::State::Connected
            && self.check_version().is_ok()
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn config(&self) -> &NatsConfig {
        &self.config
    }

    pub(super) fn connections(&self) -> watch::Receiver<u64> {
        self.connections.clone()
    }
}

/// The client reads the files at every connection: renewed ones count from the next on.
fn secured(options: ConnectOptions, files: TlsFiles<'_>) -> ConnectOptions {
    let Some(ca) = files.ca else { return options };
    let options = options.require_tls(true).add_root_certificates(ca.to_owned());
    match (files.certificate, files.key) {
        (Some(certificate), Some(key)) => {
            options.add_client_certificate(certificate.to_owned(), key.to_owned())
        }
        _ => options,
    }
}

/// Whether a version such as `2.14.0` or `2.11.0-RC.1` is new enough.
fn new_enough(version: &str) -> bool {
    let numbers = version.trim_start_matches('v').split(['.', '-', '+']).take(3);
    let numbers: Vec<u64> = numbers.filter_map(|one| one.parse().ok()).collect();
    numbers.len() == 3 && numbers.as_slice() >= OLDEST.as_slice()
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn a_server_that_can_lose_what_it_acknowledged_is_too_old() {
        for good in ["2.10.23", "2.14.0", "2.11.0-RC.1", "3.0.0"] {
            assert!(new_enough(good), "{good}");
        }
        for bad in ["2.9.10", "2.10.22", "1.4", "nonsense"] {
            assert!(!new_enough(bad), "{bad}");
        }
    }
}
