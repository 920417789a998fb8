//! Configuration of one service in a process of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Limits, Log, MANDATES_MAX_AGE, PREFIX, ProbeConfig, TelemetryConfig, TlsConfig, load};

/// Configuration of one service in a process of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceConfig {
    /// Address that gRPC listens on.
    pub listen: SocketAddr,
    /// Seconds that stopping may take.
    pub stop_seconds: u64,
    /// Seconds after which seats can no longer be judged when council was not heard of.
    pub mandates_max_age_seconds: u64,
    /// Addresses of the services that are followed, by name: `http://intake:50051`.
    pub peers: BTreeMap<String, String>,
    /// The service's own database.
    pub database: DatabaseConfig,
    /// The broker. Without one, followers read from the owners.
    pub nats: Option<NatsConfig>,
    /// Whose tokens are accepted, and the service's own.
    pub identity: IdentityConfig,
    /// Mutual TLS of gRPC. Without it, gRPC is in the clear.
    pub tls: Option<TlsConfig>,
    /// Health in the clear, for probes that know no certificate.
    pub probe: Option<ProbeConfig>,
    /// What the process tells of itself.
    pub telemetry: TelemetryConfig,
    /// Limits of every RPC.
    pub limits: Limits,
    /// Logs.
    pub log: Log,
}

/// A PostgreSQL database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseConfig {
    /// `postgres://user@host:port/database`. Collation C.
    pub url: String,
    /// File that holds the password.
    pub password_file: Option<PathBuf>,
    /// As `url`, of another role that owns the tables and is used at a start alone. The role of `url` may
    /// then add rows to the journal, and neither change nor delete them.
    pub owner_url: Option<String>,
    /// File that holds the owner's password.
    pub owner_password_file: Option<PathBuf>,
    /// Name of a third role, for `radslag erase` alone: the owner gives it what that takes, at a start. No
    /// service uses it.
    pub eraser: Option<String>,
    /// File of certificates (PEM) that the server is trusted by. With it, nothing goes in the clear and
    /// the server must bear the URL's host name.
    pub ca_file: Option<PathBuf>,
    /// File of the certificate that this service shows.
    pub certificate_file: Option<PathBuf>,
    /// File of its key.
    pub key_file: Option<PathBuf>,
}

/// The broker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NatsConfig {
    /// `nats://host:port`, several separated by commas.
    pub url: String,
    /// File of credentials.
    pub credentials_file: Option<PathBuf>,
    /// File of certificates (PEM) that the servers are trusted by. With it, nothing goes in the clear.
    pub ca_file: Option<PathBuf>,
    /// File of the certificate that this service shows.
    pub certificate_file: Option<PathBuf>,
    /// File of its key.
    pub key_file: Option<PathBuf>,
    /// Replicas of the stream: 1, 3 or 5.
    pub replicas: usize,
    /// Days that a message is kept.
    pub max_age_days: u64,
    /// Bytes that the stream may hold.
    pub max_bytes: i64,
}

/// Whose tokens are accepted, and the service's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentityConfig {
    /// Folder of the development key. It signs and accepts; never for production.
    pub development: Option<PathBuf>,
    /// File of the token by which the service says who it is. It may be rotated.
    pub token_file: Option<PathBuf>,
    /// Issuers that are trusted.
    pub issuers: Vec<IssuerConfig>,
}

/// An issuer of tokens (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerConfig {
    /// `iss` of its tokens.
    pub issuer: String,
    /// `aud` that its tokens must name.
    #[serde(default = "audience")]
    pub audience: String,
    /// Its keys (JWKS): a file, or an address. Empty: the address that the issuer's discovery document
    /// names (OpenID Connect Discovery 1.0).
    #[serde(default)]
    pub jwks: String,
    /// File of certificates (PEM) that the address is trusted by.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// File of a token that the address demands, as Kubernetes does for its own keys.
    #[serde(default)]
    pub bearer_file: Option<PathBuf>,
    /// Claim that holds the offices; empty for an issuer whose claims give none. `realm_access.roles` is
    /// the claim `roles` in the claim `realm_access`.
    #[serde(default = "offices_claim")]
    pub offices_claim: String,
    /// Offices that every token of this issuer gives, such as `service` for one that signs for
    /// services only.
    #[serde(default)]
    pub offices: Vec<String>,
    /// Whom it may sign for: subjects, or beginnings of them that end with `*`; empty for all.
    #[serde(default)]
    pub subjects: Vec<String>,
}

fn audience() -> String {
    "radslag".to_owned()
}

fn offices_claim() -> String {
    "offices".to_owned()
}

impl Default for ServiceConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([0, 0, 0, 0], 50_051)),
            stop_seconds: 20,
            mandates_max_age_seconds: MANDATES_MAX_AGE,
            peers: BTreeMap::new(),
            database: DatabaseConfig::default(),
            nats: None,
            identity: IdentityConfig::default(),
            tls: None,
            probe: None,
            telemetry: TelemetryConfig::default(),
            limits: Limits::default(),
            log: Log::default(),
        }
    }
}

impl Default for NatsConfig {
    fn default() -> Self {
        Self {
            url: String::new(),
            credentials_file: None,
            ca_file: None,
            certificate_file: None,
            key_file: None,
            replicas: 1,
            max_age_days: 30,
            max_bytes: 1 << 30,
        }
    }
}

impl NatsConfig {
    /// How the connection is secured.
    #[must_use]
    pub fn files(&self) -> TlsFiles<'_> {
        TlsFiles {
            ca: self.ca_file.as_deref(),
            certificate: self.certificate_file.as_deref(),
            key: self.key_file.as_deref(),
        }
    }

    /// The address without a password.
    #[must_use]
    pub fn shown(&self) -> String {
        self.url.split(',').map(masked).collect::<Vec<_>>().join(",")
    }
}

impl ServiceConfig {
    /// Defaults, then the file, then the variables. `DATABASE_URL` and `NATS_URL` are taken too.
    ///
    /// # Errors
    /// One line that names the file or variable and what is wrong with it.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        let known = variables.into_iter().map(|(name, value)| match name.as_str() {
            "DATABASE_URL" => (format!("{PREFIX}DATABASE__URL"), value),
            "NATS_URL" => (format!("{PREFIX}NATS__URL"), value),
            _ => (name, value),
        });
        let mut config: Self = load(file, known)?;
        // A variable's name has no hyphen, and its value may look like a number.
        let peers = std::mem::take(&mut config.peers);
        config.peers =
            peers.into_iter().map(|(name, address)| (name.replace('_', "-"), address)).collect();
        config.nats = config.nats.filter(|nats| !nats.url.is_empty());
        config.check()?;
        Ok(config)
    }

    /// All that is missing, at once.
    fn check(&self) -> Result<(), String> {
        let identity = &self.identity;
        let names: std::collections::BTreeSet<_> =
            identity.issuers.iter().map(|one| &one.issuer).collect();
        let secure =
            |address: &&String| address.split(',').all(|one| one.trim().starts_with("https"));
        let secured = self.peers.values().filter(secure).count();
        let nobody = identity.development.is_none() && identity.issuers.is_empty();
        let nameless = identity.development.is_none() && identity.token_file.is_none();
        let uneven = self.nats.as_ref().is_some_and(|nats| ![1, 3, 5].contains(&nats.replicas));
        let rules = [
            (self.database.url.is_empty(), "database.url is missing (or DATABASE_URL)"),
            (nobody, "identity.issuers is empty: nobody could call"),
            (nameless, "identity.token_file is missing: the service could not call its peers"),
            (names.len() < identity.issuers.len(), "identity.issuers names an issuer twice"),
            (uneven, "nats.replicas must be 1, 3 or 5"),
            (
                self.tls.is_some() && secured < self.peers.len(),
                "peers must be https:// where there is tls",
            ),
            (self.tls.is_none() && secured > 0, "tls is missing, and peers are https://"),
        ];
        let broken = rules.into_iter().filter(|(broken, _)| *broken);
        let mut wrong: Vec<_> = broken.map(|(_, what)| what.to_owned()).collect();
        wrong.extend(shown("database", self.database.files()));
        wrong.extend(self.nats.iter().filter_map(|nats| shown("nats", nats.files())));
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
    }

    /// As TOML, for a file that nobody else reads: passwords stand in it.
    #[must_use]
    pub fn write(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// As TOML, for `--print-config`, with passwords masked.
    #[must_use]
    pub fn print(&self) -> String {
        let mut shown = self.clone();
        shown.database.url = masked(&shown.database.url);
        shown.database.owner_url = shown.database.owner_url.as_deref().map(masked);
        if let Some(nats) = &mut shown.nats {
            nats.url = nats.shown();
        }
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

/// What is wrong with a certificate to show: it needs its key, and who shows one knows whom to trust.
fn shown(section: &str, files: TlsFiles<'_>) -> Option<String> {
    match (files.ca, files.certificate, files.key) {
        (_, Some(_), None) | (_, None, Some(_)) => {
            Some(format!("{section}.certificate_file and {section}.key_file go together"))
        }
        (None, Some(_), Some(_)) => Some(format!("{section}.ca_file is missing")),
        _ => None,
    }
}

/// Files of a connection that is secured.
#[derive(Debug, Clone, Copy, Default)]
pub struct TlsFiles<'f> {
    /// Whose certificates are trusted. Without it, the connection is not secured.
    pub ca: Option<&'f Path>,
    /// The certificate that is shown.
    pub certificate: Option<&'f Path>,
    /// Its key.
    pub key: Option<&'f Path>,
}

impl DatabaseConfig {
    /// How the connection is secured.
    #[must_use]
    pub fn files(&self) -> TlsFiles<'_> {
        TlsFiles {
            ca: self.ca_file.as_deref(),
            certificate: self.certificate_file.as_deref(),
            key: self.key_file.as_deref(),
        }
    }

    /// The URL with the password out of its file, where there is one.
    ///
    /// # Errors
    /// When the file cannot be read or the URL has no place for a password.
    pub fn with_password(&self) -> Result<String, String> {
        with_password("database.url", &self.url, self.password_file.as_deref())
    }

    /// The owner's URL, where there is one, with its password.
    ///
    /// # Errors
    /// As [`DatabaseConfig::with_password`].
    pub fn owner_with_password(&self) -> Result<Option<String>, String> {
        let Some(url) = &self.owner_url else { return Ok(None) };
        let file = self.owner_password_file.as_deref();
        with_password("database.owner_url", url, file).map(Some)
    }
}

fn with_password(key: &str, url: &str, file: Option<&Path>) -> Result<String, String> {
    let Some(file) = file else { return Ok(url.to_owned()) };
    let shown = file.display();
    let password = std::fs::read_to_string(file).map_err(|e| format!("{shown}: {e}"))?;
    let no_user = || format!("{key} names no user for the password");
    let (scheme, rest) = url.split_once("://").ok_or_else(no_user)?;
    let (user, place) = rest.split_once('@').ok_or_else(no_user)?;
    let user = user.split(':').next().unwrap_or(user);
    Ok(format!("{scheme}://{user}:{}@{place}", encoded(password.trim_end())))
}

/// Percent-encoded, so that any password may stand in a URL.
fn encoded(text: &str) -> String {
    let byte = |one: u8| match one {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(one).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A URL whose password, where it has one, cannot be read.
#[must_use]
pub fn masked(url: &str) -> String {
    let url = url.split_once("password=").map_or(url, |(before, _)| before);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((user, place)) if user.contains(':') => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{place}")
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn var(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn the_two_usual_variables_are_enough_with_an_identity() {
        let vars = [
            var("DATABASE_URL", "postgres://intake:hemligt@db/intake"),
            var("NATS_URL", "nats://nats:4222"),
            var("RADSLAG_PEERS__BUDGET_INTEGRATION", "http://budget:50051"),
            var("RADSLAG_IDENTITY__DEVELOPMENT", "/keys"),
        ];
        let config = ServiceConfig::load(None, vars).unwrap();
        assert_eq!(config.peers.get("budget-integration").unwrap(), "http://budget:50051");
        assert_eq!(config.nats.as_ref().unwrap().replicas, 1);
        let printed = config.print();
        assert!(!printed.contains("hemligt") && printed.contains("intake:…@db"), "{printed}");
    }

    #[test]
    fn all_that_is_missing_is_named_at_once() {
        let refused = ServiceConfig::load(None, []).unwrap_err();
        for part in ["database.url", "identity.issuers", "identity.token_file"] {
            assert!(refused.contains(part), "{refused}");
        }
        let unknown = ServiceConfig::load(None, [var("RADSLAG_LISTENS", "x")]).unwrap_err();
        assert!(unknown.contains("listens"), "{unknown}");
    }

    #[test]
    fn a_password_comes_out_of_its_file_whatever_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "p@ss/å\n").unwrap();
        let config = DatabaseConfig {
            url: "postgres://intake@db:5432/intake".to_owned(),
            password_file: Some(file),
            ..DatabaseConfig::default()
        };
        let url = config.with_password().unwrap();
        assert_eq!(url, "postgres://intake:p%40ss%2F%C3%A5@db:5432/intake");
    }
}
