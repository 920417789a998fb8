//! Mutual TLS of gRPC: this process shows a certificate, and whoever calls or is called shows one. The
//! files are read anew while it runs, so that certificates are renewed without a restart.

mod incoming;
mod outgoing;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;

use crate::config::TlsConfig;
use crate::lifecycle::Tasks;

pub(crate) use incoming::incoming;
pub use outgoing::channel;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(10);
/// What is spoken under TLS.
const HTTP2: &[u8] = b"h2";

/// The certificates of a process, as its files hold them now.
#[derive(Clone)]
pub struct Tls {
    config: Arc<TlsConfig>,
    now: Arc<RwLock<Arc<Loaded>>>,
}

/// What was read at one time.
struct Loaded {
    digest: [u8; 32],
    server: Arc<ServerConfig>,
    client: Arc<ClientConfig>,
    until: i64,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// One line that names the key or file and what is wrong with it.
    pub fn load(config: &TlsConfig) -> Result<Self, String> {
        let loaded = Loaded::of(&Files::read(config)?, config)?;
        let now = Arc::new(RwLock::new(Arc::new(loaded)));
        Ok(Self { config: Arc::new(config.clone()), now })
    }

    /// Looks at the files now and then, and goes by them once they have changed. Files that cannot be
    /// used are logged and change nothing.
    pub fn watch(&self, tasks: &Tasks) {
        let (own, stop) = (self.clone(), tasks.stop());
        tasks.spawn(async move {
            let mut refused = None;
            while timeout(LOOK, stop.cancelled()).await.is_err() {
                let ended = own.renew();
                match &ended {
                    Ok(true) => tracing::info!(until = own.until(), "certificates were renewed"),
                    Err(cause) if refused.as_ref() != Some(cause) => {
                        tracing::error!(cause, "certificates were not renewed");
                    }
                    _ => {}
                }
                refused = ended.err();
            }
        });
    }

    /// Goes by the files as they are. True when they had changed.
    ///
    /// # Errors
    /// As [`Tls::load`].
    pub fn renew(&self) -> Result<bool, String> {
        let files = Files::read(&self.config)?;
        if self.now().digest == files.digest() {
            return Ok(false);
        }
        let loaded = Arc::new(Loaded::of(&files, &self.config)?);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(true)
    }

    /// Until when the certificate that is shown is good, seconds since 1970.
    #[must_use]
    pub fn until(&self) -> i64 {
        self.now().until
    }

    fn now(&self) -> Arc<Loaded> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What the files hold.
struct Files {
    certificate: Vec<u8>,
    key: Vec<u8>,
    ca: Vec<u8>,
}

impl Files {
    /// All that cannot be read is named at once.
    fn read(config: &TlsConfig) -> Result<Self, String> {
        let mut wrong = Vec::new();
        let mut read = |key: &str, path: &std::path::Path| {
            std::fs::read(path).unwrap_or_else(|error| {
                wrong.push(format!("tls.{key}: {}: {error}", path.display()));
                Vec::new()
            })
        };
        let files = Self {
            certificate: read("certificate_file", &config.certificate_file),
            key: read("key_file", &config.key_file),
            ca: read("ca_file", &config.ca_file),
        };
        if wrong.is_empty() { Ok(files) } else { Err(wrong.join("; ")) }
    }

    fn digest(&self) -> [u8; 32] {
        let mut all = Sha256::new();
        for file in [&self.certificate, &self.key, &self.ca] {
            all.update(u64::try_from(file.len()).unwrap_or_default().to_be_bytes());
            all.update(file);
        }
        all.finalize().into()
    }
}

impl Loaded {
    fn of(files: &Files, config: &TlsConfig) -> Result<Self, String> {
        let said = |key: &str, path: &std::path::Path, what: &dyn std::fmt::Display| {
            format!("tls.{key}: {}: {what}", path.display())
        };
        let certificate =
            |what: &dyn std::fmt::Display| said("certificate_file", &config.certificate_file, what);
        let ca = |what: &dyn std::fmt::Display| said("ca_file", &config.ca_file, what);
        let chain = certificates(&files.certificate).map_err(|what| certificate(&what))?;
        let until = chain.first().and_then(|first| until(first));
        let until = until.ok_or_else(|| certificate(&"it holds no X.509 certificate"))?;
        let key = PrivateKeyDer::from_pem_slice(&files.key)
            .map_err(|what| said("key_file", &config.key_file, &what))?;
        let mut roots = RootCertStore::empty();
        for root in certificates(&files.ca).map_err(|what| ca(&what))? {
            roots.add(root).map_err(|what| ca(&what))?;
        }
        let (roots, provider) = (Arc::new(roots), Arc::new(provider()));
        let callers =
            WebPkiClientVerifier::builder_with_provider(roots.clone(), provider.clone()).build();
        let callers = callers.map_err(|what| ca(&what))?;
        let mut server = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|what| certificate(&what))?
            .with_client_cert_verifier(callers)
            .with_single_cert(chain.clone(), key.clone_key())
            .map_err(|what| certificate(&what))?;
        let mut client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|what| certificate(&what))?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, key)
            .map_err(|what| certificate(&what))?;
        server.alpn_protocols = vec![HTTP2.to_vec()];
        client.alpn_protocols = vec![HTTP2.to_vec()];
        let digest = files.digest();
        Ok(Self { digest, server: Arc::new(server), client: Arc::new(client), until })
    }
}

fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match all {
        Ok(all) if all.is_empty() => Err("it holds no certificate".to_owned()),
        Ok(all) => Ok(all),
        Err(error) => Err(error.to_string()),
    }
}

fn until(certificate: &CertificateDer<'_>) -> Option<i64> {
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
    Some(parsed.validity().not_after.timestamp())
}
