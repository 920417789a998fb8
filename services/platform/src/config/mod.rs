//! Configuration: defaults, then a TOML file, then the environment. Unknown keys are refused.

mod service;
mod surroundings;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

pub use service::{
    DatabaseConfig, IdentityConfig, IssuerConfig, NatsConfig, ServiceConfig, TlsFiles, masked,
};
pub use surroundings::{ProbeConfig, TelemetryConfig, TlsConfig};

/// Environment variables of the program begin so. `RADSLAG_LOG__FORMAT` is `log.format`.
const PREFIX: &str = "RADSLAG_";

/// Configuration of the embedded platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder of the stores and of the development key.
    pub data: PathBuf,
    /// Address that gRPC listens on.
    pub listen: SocketAddr,
    /// What the process tells of itself.
    pub telemetry: TelemetryConfig,
    /// Limits of every RPC.
    pub limits: Limits,
    /// Logs.
    pub log: Log,
    /// Seconds that stopping may take.
    pub stop_seconds: u64,
    /// Seconds after which seats can no longer be judged when council was not heard of.
    pub mandates_max_age_seconds: u64,
}

/// Seconds after which seats can no longer be judged, where nothing else is configured.
const MANDATES_MAX_AGE: u64 = 3_600;

/// Limits of every RPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Longest time of a request, in milliseconds.
    pub deadline_ms: u64,
    /// Requests that one connection may have at once.
    pub requests_per_connection: u32,
    /// Requests that all connections together may have at once.
    pub requests: u32,
    /// Requests that one caller may make in a second, and at once; 0 for as many as they like. Services are
    /// not counted.
    pub caller_per_second: u32,
    /// Bytes of request headers.
    pub header_bytes: u32,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// What is logged, such as `info` or `info,platform=debug`.
    pub filter: String,
    /// Form of a line.
    pub format: LogFormat,
}

/// Form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("radslag-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 50_050)),
            telemetry: TelemetryConfig::default(),
            limits: Limits::default(),
            log: Log::default(),
            stop_seconds: 20,
            mandates_max_age_seconds: MANDATES_MAX_AGE,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            deadline_ms: 30_000,
            requests_per_connection: 256,
            requests: 2_048,
            caller_per_second: 0,
            header_bytes: 16_384,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { filter: "warn,radslag=info,platform=info".to_owned(), format: LogFormat::Text }
    }
}

/// Defaults, then the file, then the variables.
pub(crate) fn load<T: DeserializeOwned>(
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<T, String> {
    let mut table = match file {
        None => Table::new(),
        Some(path) => {
            let shown = path.display();
            let text = std::fs::read_to_string(path).map_err(|e| format!("{shown}: {e}"))?;
            text.parse().map_err(|error: toml::de::Error| format!("{shown}: {error}"))?
        }
    };
    for (name, text) in variables {
        if let Some(path) = name.strip_prefix(PREFIX) {
            set(&mut table, &path.to_lowercase(), &text);
        }
    }
    let from = file.map_or_else(|| "configuration".to_owned(), |f| f.display().to_string());
    table.try_into().map_err(|error: toml::de::Error| format!("{from}: {}", error.message()))
}

impl Config {
    /// Defaults, then the file, then the variables.
    ///
    /// # Errors
    /// One line that names the file or variable and what is wrong with it.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        load(file, variables)
    }

    /// As TOML, for `--print-config`. It holds no secret: secrets are files.
    #[must_use]
    pub fn print(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }
}

/// The variables of this process. Only a `main` calls this.
#[must_use]
pub fn environment() -> Vec<(String, String)> {
    // What is not Unicode is no variable of ours.
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

fn set(table: &mut Table, path: &str, text: &str) {
    let value = match text.parse::<i64>() {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::String(text.to_owned()),
    };
    match path.split_once("__") {
        None => {
            table.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                set(inner, rest, text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn var(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn the_environment_comes_over_the_file_and_the_file_over_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("radslag.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\n[log]\nformat = \"json\"\n").unwrap();
        let vars = [var("RADSLAG_LISTEN", "127.0.0.1:2"), var("RADSLAG_LIMITS__DEADLINE_MS", "5")];
        let config = Config::load(Some(&path), vars).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.log.format, LogFormat::Json);
        assert_eq!(config.limits.deadline_ms, 5);
        assert_eq!(config.stop_seconds, Config::default().stop_seconds);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let refused = Config::load(None, [var("RADSLAG_LISTENS", "x")]).unwrap_err();
        assert!(refused.contains("listens"), "{refused}");
    }

    #[test]
    fn what_is_printed_can_be_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("radslag.toml");
        std::fs::write(&path, Config::default().print()).unwrap();
        assert_eq!(Config::load(Some(&path), []), Ok(Config::default()));
    }
}
