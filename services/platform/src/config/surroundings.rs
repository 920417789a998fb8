//! What surrounds a process: certificates, probes, collectors.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Mutual TLS. The files are PEM, and read anew when they change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsConfig {
    /// The certificate that this process shows, and those between it and the root.
    pub certificate_file: PathBuf,
    /// Its key.
    pub key_file: PathBuf,
    /// Certificates that others are trusted by: who calls must show one signed by them, and so must
    /// whoever is called.
    pub ca_file: PathBuf,
}

/// Health in the clear, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeConfig {
    /// Address that it listens on.
    pub listen: SocketAddr,
}

/// What a process tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetryConfig {
    /// Address of `/metrics` for Prometheus. Without it, there are none.
    pub metrics: Option<SocketAddr>,
    /// Collector that spans are sent to (OTLP over gRPC): `http://collector:4317`.
    pub otlp: Option<String>,
}
