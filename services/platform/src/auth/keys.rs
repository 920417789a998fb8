//! An issuer's keys: from a file or an address, read anew when a token names one that is not known, and
//! now and then so that a retired one is no longer accepted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::JwkSet;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::TokenError;
use crate::config::IssuerConfig;

/// Keys are read anew when they are older than this.
const OLD: Duration = Duration::from_secs(300);
/// Unknown keys do not make anybody ask more often than this.
const REST: Duration = Duration::from_secs(1);
/// While old keys cannot be read anew, somebody tries so often.
const REST_OLD: Duration = Duration::from_secs(30);
/// How long the issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of a key set at the most.
const LARGEST: u64 = 1_000_000;

/// Where an issuer's keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// In a file.
    File(PathBuf),
    /// At an address.
    Url(String, Trust),
    /// At the address that the discovery document of this issuer names.
    Discovered(String, Trust),
}

/// How an address is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// File of certificates (PEM) that it is trusted by, instead of those that are trusted by everybody.
    pub ca: Option<PathBuf>,
    /// File of a token that it demands.
    pub bearer: Option<PathBuf>,
}

impl KeySource {
    /// `file:///path`, a path, `https://…` or, for a test or a sidecar, `http://…`; where it is empty,
    /// what the issuer's discovery document says.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn of(config: &IssuerConfig) -> Result<Self, String> {
        let trust = Trust { ca: config.ca_file.clone(), bearer: config.bearer_file.clone() };
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        let text = config.jwks.as_str();
        if text.is_empty() && is_address(&config.issuer) {
            return Ok(Self::Discovered(config.issuer.clone(), trust));
        }
        if is_address(text) {
            return Ok(Self::Url(text.to_owned(), trust));
        }
        match text.strip_prefix("file://").unwrap_or(text) {
            "" => Err("identity.issuers.jwks: name a file or an address of keys".to_owned()),
            path if path.contains("://") => {
                Err(format!("identity.issuers.jwks: {text} is neither a file nor http(s)"))
            }
            path => Ok(Self::File(PathBuf::from(path))),
        }
    }

    async fn read(&self) -> Result<String, String> {
        let this = self.clone();
        let read = move || match &this {
            Self::File(path) => std::fs::read_to_string(path)
                .map_err(|error| format!("{}: {error}", path.display())),
            Self::Url(url, trust) => fetch(url, trust),
            Self::Discovered(issuer, trust) => fetch(&discovered(issuer, trust)?, trust),
        };
        tokio::task::spawn_blocking(read).await.map_err(|error| error.to_string())?
    }
}

/// Where an issuer says that its keys are. It must speak for itself.
fn discovered(issuer: &str, trust: &Trust) -> Result<String, String> {
    #[derive(serde::Deserialize)]
    struct Document {
        issuer: String,
        jwks_uri: String,
    }
    let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let found: Document =
        serde_json::from_str(&fetch(&url, trust)?).map_err(|error| format!("{url}: {error}"))?;
    if found.issuer != issuer {
        return Err(format!("{url}: it speaks for {}, not for {issuer}", found.issuer));
    }
    Ok(found.jwks_uri)
}

fn fetch(url: &str, trust: &Trust) -> Result<String, String> {
    let mut config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE));
    let read =
        |file: &Path| std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()));
    if let Some(ca) = &trust.ca {
        let pem = read(ca)?;
        let certificates: Vec<_> = ureq::tls::parse_pem(&pem)
            .filter_map(|item| match item {
                Ok(ureq::tls::PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            })
            .collect();
        let roots = ureq::tls::RootCerts::new_with_certs(&certificates);
        config = config.tls_config(ureq::tls::TlsConfig::builder().root_certs(roots).build());
    }
    let agent: ureq::Agent = config.build().into();
    let mut request = agent.get(url);
    if let Some(bearer) = &trust.bearer {
        let token = String::from_utf8_lossy(&read(bearer)?).trim().to_owned();
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer = request.call().map_err(|error| format!("{url}: {error}"))?;
    let body = answer.into_body().into_with_config().limit(LARGEST).read_to_string();
    body.map_err(|error| format!("{url}: {error}"))
}

/// The keys of one issuer.
#[derive(Debug)]
pub(super) struct Keys {
    source: KeySource,
    known: RwLock<Arc<Known>>,
    /// Held by whoever reads them anew.
    reading: Mutex<()>,
}

#[derive(Default, Clone)]
struct Known {
    keys: BTreeMap<String, DecodingKey>,
    read_at: Option<Instant>,
    /// How often they were read.
    readings: u64,
    /// When the last try ended.
    tried_at: Option<Instant>,
    /// Why the last try failed.
    failed: Option<String>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.keys.keys()).finish()
    }
}

impl Keys {
    pub(super) fn new(source: KeySource) -> Self {
        Self { source, known: RwLock::default(), reading: Mutex::default() }
    }

    fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The key of this id and which reading it is of; the only one where the token names none. Who names a known key waits for
    /// the issuer only when it is their turn to read the keys anew.
    pub(super) async fn get(&self, id: Option<&str>) -> Result<(DecodingKey, u64), TokenError> {
        let known = self.known();
        if let Some(key) = known.find(id) {
            if !known.is_old() {
                return Ok((key, known.readings));
            }
            let Ok(_turn) = self.reading.try_lock() else { return Ok((key, known.readings)) };
            return self.read_anew(&known).await.of(id);
        }
        let _turn = self.reading.lock().await;
        let known = self.known();
        let due = known.find(id).is_none() && known.has_rested(REST);
        if due { self.read_anew(&known).await.of(id) } else { known.of(id) }
    }

    async fn read_anew(&self, known: &Known) -> Arc<Known> {
        let mut known = known.clone();
        match self.read().await {
            Ok(keys) => {
                known.keys = keys;
                known.readings += 1;
                known.read_at = Some(Instant::now());
                known.failed = None;
            }
            Err(cause) => {
                tracing::warn!(cause, "the issuer's keys were not read anew");
                known.failed = Some(cause);
            }
        }
        known.tried_at = Some(Instant::now());
        let known = Arc::new(known);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&known);
        known
    }

    async fn read(&self) -> Result<BTreeMap<String, DecodingKey>, String> {
        self.source.keys().await
    }
}

impl KeySource {
    /// The keys that are there now.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn keys(&self) -> Result<BTreeMap<String, DecodingKey>, String> {
        let text = self.read().await?;
        let set: JwkSet = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let mut keys = BTreeMap::new();
        for (number, jwk) in set.keys.iter().enumerate() {
            // Keys of kinds that this build does not know are passed over.
            if let Ok(key) = DecodingKey::from_jwk(jwk) {
                let id = jwk.common.key_id.clone().unwrap_or_else(|| format!("#{number}"));
                keys.insert(id, key);
            }
        }
        if keys.is_empty() { Err("it holds no key".to_owned()) } else { Ok(keys) }
    }
}

impl Known {
    /// Whether they have to be read anew, and the issuer was left alone for a while.
    fn is_old(&self) -> bool {
        self.read_at.is_none_or(|at| at.elapsed() >= OLD) && self.has_rested(REST_OLD)
    }

    fn has_rested(&self, rest: Duration) -> bool {
        self.tried_at.is_none_or(|at| at.elapsed() >= rest)
    }

    fn of(&self, id: Option<&str>) -> Result<(DecodingKey, u64), TokenError> {
        self.find(id).map(|key| (key, self.readings)).ok_or_else(|| match &self.failed {
            // It may be among those that cannot be had.
            Some(cause) => TokenError::NoKeys(cause.clone()),
            None => TokenError::Invalid("its key is not known".to_owned()),
        })
    }

    fn find(&self, id: Option<&str>) -> Option<DecodingKey> {
        match id {
            Some(id) => self.keys.get(id).cloned(),
            None if self.keys.len() == 1 => self.keys.values().next().cloned(),
            None => None,
        }
    }
}
