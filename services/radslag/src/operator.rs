//! An operator's client: how services are, and what is done about them.

use std::time::Duration;

use kernel::{IdGen as _, Office};
use platform::auth::DevelopmentKey;
use platform::grpc::{OwnToken, Peer};
use platform::system::{SystemClock, SystemIds};
use platform::tls::{Tls, channel};
use proto::operations::v1 as pb;
use proto::operations::v1::operations_service_client::OperationsServiceClient;
use std::sync::Arc;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(10);
/// A service that does not answer for so long is connected to anew.
const GONE: Duration = Duration::from_secs(2);
/// Seconds that a token is good for.
const SECONDS: i64 = 600;

/// Who calls: a token as it is, or one signed with the development key.
#[derive(Debug, Clone)]
pub enum Token {
    /// As it is.
    Given(String),
    /// Signed for a person who is operator.
    Signed(Box<DevelopmentKey>, String),
}

#[tonic::async_trait]
impl OwnToken for Token {
    async fn token(&self) -> Result<String, String> {
        match self {
            Self::Given(token) => Ok(token.clone()),
            Self::Signed(key, sub) => key
                .token(sub, None, &[Office::Operator], &SystemClock::new(), SECONDS)
                .map_err(|error| error.to_string()),
        }
    }
}

/// Calls one service as an operator.
#[derive(Debug, Clone)]
pub struct Operator {
    service: String,
    address: String,
    client: OperationsServiceClient<Channel>,
    token: Token,
    tls: Option<Tls>,
}

impl Operator {
    /// Calls `service` at an address such as `http://127.0.0.1:50050`. It connects when it calls.
    ///
    /// # Errors
    /// When the address cannot be read, or is `https://` without certificates.
    pub fn new(
        service: &str,
        address: &str,
        token: Token,
        tls: Option<&Tls>,
    ) -> Result<Self, String> {
        let endpoint = Endpoint::from_shared(address.to_owned());
        let endpoint = endpoint.map_err(|error| format!("{address}: {error}"))?;
        // One whose machine is gone says nothing.
        let endpoint = endpoint.connect_timeout(GONE).tcp_nodelay(true);
        let endpoint = endpoint.http2_keep_alive_interval(GONE).keep_alive_timeout(GONE);
        let channel = channel(&endpoint, tls)?;
        Ok(Self {
            service: service.to_owned(),
            address: address.to_owned(),
            client: OperationsServiceClient::new(channel),
            token,
            tls: tls.cloned(),
        })
    }

    /// Name of the service.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The same service's journal.
    ///
    /// # Errors
    /// When the address cannot be read.
    pub fn journal(&self) -> Result<Peer, String> {
        Peer::new(&self.service, &self.address, Arc::new(self.token.clone()), self.tls.as_ref())
    }

    async fn request<T>(&self, message: T) -> Result<Request<T>, Status> {
        let token = self.token.token().await.map_err(Status::unauthenticated)?;
        let mut request = Request::new(message);
        let value = format!("Bearer {token}").parse();
        let value = value.map_err(|_| Status::unauthenticated("the token is no header value"))?;
        request.metadata_mut().insert("authorization", value);
        request.set_timeout(DEADLINE);
        Ok(request)
    }

    /// How the service is.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn status(&self) -> Result<pb::GetStatusResponse, Status> {
        let request = pb::GetStatusRequest { service: self.service.clone() };
        let request = self.request(request).await?;
        Ok(self.client.clone().get_status(request).await?.into_inner())
    }

    /// All that is parked.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn parked(&self) -> Result<Vec<pb::Parked>, Status> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let service = self.service.clone();
            let request = pb::ListParkedRequest { service, page_size: 1_000, page_token };
            let request = self.request(request).await?;
            let page = self.client.clone().list_parked(request).await?.into_inner();
            all.extend(page.parked);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    /// Has a parked event tried again.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn retry(&self, source: &str, sequence: u64, reason: &str) -> Result<(), Status> {
        let request = pb::RetryParkedRequest {
            request_id: SystemIds.uuid().to_string(),
            service: self.service.clone(),
            source: source.to_owned(),
            sequence,
            reason: reason.to_owned(),
        };
        self.client.clone().retry_parked(self.request(request).await?).await.map(|_| ())
    }

    /// Gives a parked event up.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn discard(&self, source: &str, sequence: u64, reason: &str) -> Result<(), Status> {
        let request = pb::DiscardParkedRequest {
            request_id: SystemIds.uuid().to_string(),
            service: self.service.clone(),
            source: source.to_owned(),
            sequence,
            reason: reason.to_owned(),
        };
        self.client.clone().discard_parked(self.request(request).await?).await.map(|_| ())
    }

    /// Sets the cursor of a followed service. Returns the owner's hash there.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn reset(&self, source: &str, to: u64, reason: &str) -> Result<String, Status> {
        let request = pb::ResetFollowRequest {
            request_id: SystemIds.uuid().to_string(),
            service: self.service.clone(),
            source: source.to_owned(),
            to,
            reason: reason.to_owned(),
        };
        let answer = self.client.clone().reset_follow(self.request(request).await?).await?;
        Ok(answer.into_inner().hash)
    }

    /// Decisions that rested on a seat that had ended.
    ///
    /// # Errors
    /// What the service answered.
    pub async fn late_revocations(&self) -> Result<Vec<pb::LateRevocation>, Status> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let service = self.service.clone();
            let request = pb::ListLateRevocationsRequest { service, page_size: 1_000, page_token };
            let request = self.request(request).await?;
            let page = self.client.clone().list_late_revocations(request).await?.into_inner();
            all.extend(page.decisions);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }
}
