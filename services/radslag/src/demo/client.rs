//! A caller of the platform: tokens, request ids, `radslag-after`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{IdGen as _, Office};
use platform::auth::DevelopmentKey;
use platform::grpc::{AFTER, AT};
use platform::system::{SystemClock, SystemIds};
use proto::beredning::v1::beredning_service_client::BeredningServiceClient;
use proto::budget_integration::v1::budget_integration_service_client::BudgetIntegrationServiceClient;
use proto::council::v1::council_service_client::CouncilServiceClient;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use proto::prioritisation::v1::prioritisation_service_client::PrioritisationServiceClient;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

use crate::Addresses;

/// One connection to each service; the same where all answer at one address.
#[derive(Clone)]
struct Channels {
    intake: Channel,
    beredning: Channel,
    prioritisation: Channel,
    council: Channel,
    budget: Channel,
}

impl Channels {
    fn new(addresses: &Addresses) -> Result<Self, String> {
        let intake = addresses.channel("intake")?;
        let shared = addresses.is_one().then(|| intake.clone());
        let to = |service: &str| {
            shared
                .as_ref()
                .map_or_else(|| addresses.channel(service), |channel| Ok(channel.clone()))
        };
        Ok(Self {
            beredning: to("beredning")?,
            prioritisation: to("prioritisation")?,
            council: to("council")?,
            budget: to("budget-integration")?,
            intake,
        })
    }
}

/// Seconds that a token is good for.
const TOKEN_SECONDS: i64 = 3_600;

/// A person who calls.
#[derive(Debug, Clone)]
pub(super) struct Who {
    sub: String,
    offices: Vec<Office>,
}

impl Who {
    /// Somebody without an office.
    pub(super) fn employee(sub: impl Into<String>) -> Self {
        Self { sub: sub.into(), offices: Vec::new() }
    }

    /// Somebody with an office.
    pub(super) fn officer(sub: impl Into<String>, office: Office) -> Self {
        Self { sub: sub.into(), offices: vec![office] }
    }

    /// Their person id.
    pub(super) fn id(&self) -> String {
        self.sub.clone()
    }
}

/// Clients of all services.
#[derive(Clone)]
pub(super) struct Client {
    channels: Channels,
    key: DevelopmentKey,
    clock: Arc<SystemClock>,
    /// The newest `radslag-at` of each service.
    seen: Arc<Mutex<BTreeMap<String, (u64, u64)>>>,
}

impl Client {
    pub(super) fn new(
        addresses: &Addresses,
        key: DevelopmentKey,
        clock: Arc<SystemClock>,
    ) -> Result<Self, String> {
        Ok(Self { channels: Channels::new(addresses)?, key, clock, seen: Arc::default() })
    }

    pub(super) fn intake(&self) -> IntakeServiceClient<Channel> {
        IntakeServiceClient::new(self.channels.intake.clone())
    }

    pub(super) fn beredning(&self) -> BeredningServiceClient<Channel> {
        BeredningServiceClient::new(self.channels.beredning.clone())
    }

    pub(super) fn prioritisation(&self) -> PrioritisationServiceClient<Channel> {
        PrioritisationServiceClient::new(self.channels.prioritisation.clone())
    }

    pub(super) fn council(&self) -> CouncilServiceClient<Channel> {
        CouncilServiceClient::new(self.channels.council.clone())
    }

    pub(super) fn budget_service(&self) -> BudgetIntegrationServiceClient<Channel> {
        BudgetIntegrationServiceClient::new(self.channels.budget.clone())
    }

    /// A request id of its own for every command.
    pub(super) fn request_id() -> String {
        SystemIds.uuid().to_string()
    }

    /// A request of this person. It is answered after all that was answered before.
    pub(super) fn ask<T>(&self, who: &Who, message: T) -> Result<Request<T>, Status> {
        let token = self
            .key
            .token(&who.sub, None, &who.offices, self.clock.as_ref(), TOKEN_SECONDS)
            .map_err(|error| Status::internal(error.to_string()))?;
        let mut request = Request::new(message);
        let bad = |_| Status::internal("metadata");
        let metadata = request.metadata_mut();
        metadata.insert("authorization", format!("Bearer {token}").parse().map_err(bad)?);
        let after = self.after();
        if !after.is_empty() {
            metadata.insert(AFTER, after.parse().map_err(bad)?);
        }
        Ok(request)
    }

    /// The message of an answer. Later requests come after it.
    pub(super) fn took<T>(&self, response: Response<T>) -> T {
        let at = response.metadata().get(AT).and_then(|value| value.to_str().ok());
        if let Some((service, sequence, position)) = at.and_then(read_at) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let newest = seen.entry(service).or_default();
            *newest = (newest.0.max(sequence), newest.1.max(position));
        }
        response.into_inner()
    }

    fn after(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = seen
            .iter()
            .map(|(service, (sequence, position))| format!("{service}:{sequence}:{position}"));
        parts.collect::<Vec<_>>().join(",")
    }
}

fn read_at(at: &str) -> Option<(String, u64, u64)> {
    let mut parts = at.split(':');
    let service = parts.next()?.to_owned();
    Some((service, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Sends a request, again and again with the same request id while nobody answers.
macro_rules! call {
    ($client:expr, $service:ident.$rpc:ident, $who:expr, $message:expr) => {{
        let message = $message;
        $crate::retry::until_answered(async || {
            let request = $client.ask($who, message.clone())?;
            $client.$service().$rpc(request).await
        })
        .await
    }};
}
pub(super) use call;

/// Sends a command and returns its answer. Later requests come after it.
macro_rules! tell {
    ($client:expr, $service:ident.$rpc:ident, $who:expr, $message:expr) => {{
        let ended = $crate::demo::client::call!($client, $service.$rpc, $who, $message);
        $client.took(ended?)
    }};
}
pub(super) use tell;
