//! Another service, as this one calls it: its journal, read with this service's own identity.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use tonic::metadata::MetadataValue;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

use super::JOURNAL_DIVERGED;
use crate::follow::{Sent, SourceError};
use crate::tls::{self, Tls};

/// How long an answer may take. It goes with the call, so the other side stops then too.
const DEADLINE: Duration = Duration::from_secs(10);
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(2);
/// A connection that hangs is noticed after this.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Bytes of a page at the most.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;

/// Gives the token by which a service says who it is.
#[async_trait]
pub trait OwnToken: Send + Sync {
    /// A token that is good now.
    ///
    /// # Errors
    /// When there is none.
    async fn token(&self) -> Result<String, String>;
}

/// Another service.
#[derive(Clone)]
pub struct Peer {
    name: String,
    /// One for each replica.
    clients: Vec<JournalServiceClient<Channel>>,
    /// Which of them is called.
    at: Arc<AtomicUsize>,
    token: Arc<dyn OwnToken>,
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Peer").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Peer {
    /// The service `name` at an address such as `http://intake:50051`; several, one for each
    /// replica, are separated by commas, and another is tried when one does not answer. It connects
    /// when it is called. `https://` needs certificates.
    ///
    /// # Errors
    /// When an address cannot be read.
    pub fn new(
        name: &str,
        addresses: &str,
        token: Arc<dyn OwnToken>,
        tls: Option<&Tls>,
    ) -> Result<Self, String> {
        let clients = addresses.split(',').map(|address| Self::client(name, address.trim(), tls));
        let clients = clients.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { name: name.to_owned(), clients, at: Arc::default(), token })
    }

    fn client(
        name: &str,
        address: &str,
        tls: Option<&Tls>,
    ) -> Result<JournalServiceClient<Channel>, String> {
        let endpoint = Endpoint::from_shared(address.to_owned())
            .map_err(|error| format!("peers.{name}: {address}: {error}"))?
            .connect_timeout(CONNECT)
            .http2_keep_alive_interval(KEEP_ALIVE)
            .keep_alive_timeout(KEEP_ALIVE)
            .keep_alive_while_idle(true)
            .tcp_nodelay(true);
        let channel =
            tls::channel(&endpoint, tls).map_err(|what| format!("peers.{name}: {what}"))?;
        Ok(JournalServiceClient::new(channel).max_decoding_message_size(LARGEST_PAGE))
    }

    /// The replica that is called.
    fn replica(&self) -> Result<JournalServiceClient<Channel>, SourceError> {
        let at = self.at.load(Ordering::Relaxed) % self.clients.len().max(1);
        let client = self.clients.get(at).cloned();
        client.ok_or_else(|| SourceError::Unavailable("it has no address".to_owned()))
    }

    /// Trouble with one replica: the next call goes to another.
    fn trouble(&self, status: &Status) -> SourceError {
        let error = trouble(status);
        if matches!(error, SourceError::Unavailable(_)) {
            self.at.fetch_add(1, Ordering::Relaxed);
        }
        error
    }

    /// Name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    async fn request<T>(&self, message: T) -> Result<Request<T>, SourceError> {
        let token = self.token.token().await.map_err(SourceError::Unavailable)?;
        let mut request = Request::new(message);
        let value = MetadataValue::try_from(format!("Bearer {token}"))
            .map_err(|_| SourceError::Unavailable("its token is no header value".to_owned()))?;
        request.metadata_mut().insert("authorization", value);
        request.set_timeout(DEADLINE);
        Ok(request)
    }

    /// The newest numbers of its journal.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn head(&self) -> Result<pb::Head, SourceError> {
        let request = self.request(pb::HeadRequest { service: self.name.clone() }).await?;
        let answer = self.replica()?.head(request).await;
        let answer = answer.map_err(|status| self.trouble(&status))?.into_inner();
        answer.head.ok_or_else(incomplete)
    }

    /// The number of its last event, when it holds one of this number with this hash.
    ///
    /// # Errors
    /// [`SourceError::Diverged`] when it does not, or when it does not answer.
    pub(crate) async fn holds(&self, sequence: u64, hash: &str) -> Result<u64, SourceError> {
        Ok(self.read(sequence, hash, 1).await?.0.sequence)
    }

    /// Events after a number whose hash the caller knows.
    pub(crate) async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<(pb::Head, Vec<Sent>), SourceError> {
        let (head, events) = self.pages(after, hash, limit).await?;
        Ok((head, events.into_iter().map(|(_, sent)| sent).collect()))
    }

    /// Events after a number, each with the hash before it.
    pub(crate) async fn read_unchecked(
        &self,
        after: u64,
        limit: usize,
    ) -> Result<(pb::Head, Vec<(String, Sent)>), SourceError> {
        self.pages(after, "", limit).await
    }

    async fn pages(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<(pb::Head, Vec<(String, Sent)>), SourceError> {
        let asked = pb::ReadRequest {
            service: self.name.clone(),
            after,
            hash: hash.to_owned(),
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
            follow: false,
        };
        let read = async {
            let request = self.request(asked).await?;
            let answer = self.replica()?.read(request).await;
            let answer = answer.map_err(|status| self.trouble(&status))?;
            let mut pages = answer.into_inner();
            let (mut head, mut events) = (None, Vec::new());
            while let Some(page) = pages.message().await.map_err(|status| self.trouble(&status))? {
                head = head.or(page.head);
                for event in page.events {
                    events.push(super::journal::sent(event).ok_or_else(incomplete)?);
                }
            }
            Ok((head.ok_or_else(incomplete)?, events))
        };
        let late = |_| SourceError::Unavailable(format!("{}: no answer in time", self.name));
        tokio::time::timeout(DEADLINE, read).await.map_err(late)?
    }
}

fn incomplete() -> SourceError {
    SourceError::Unavailable("its answer is incomplete".to_owned())
}

/// Only the owner's own word says that journals diverged.
fn trouble(status: &Status) -> SourceError {
    let details = status.get_error_details();
    let reason = details.error_info().map(|info| info.reason.as_str());
    if status.code() == Code::FailedPrecondition && reason == Some(JOURNAL_DIVERGED) {
        return SourceError::Diverged(status.message().to_owned());
    }
    SourceError::Unavailable(format!("{:?}: {}", status.code(), status.message()))
}
