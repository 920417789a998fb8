//! The RPCs: each is read, decided by the rules, and answered. No rule is here.

mod administrations;
mod compilations;
mod initiatives;
mod queries;

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use kernel::{Clock, CycleId, CycleTerms, IdGen, Known, KnownId};
use model::{Model, Models};
use platform::Parts;
use platform::grpc::Gate;
use platform::journal::{Desk, Done, Journal, Refusal};
use proto::intake::v1::intake_service_server::IntakeService;
use proto::intake::v1::*;
use tonic::{Request, Response, Status};

use crate::views::Views;

type Answer<T> = Result<Response<T>, Status>;

/// What the RPCs need.
pub(crate) struct Rpc {
    journal: Journal,
    gate: Gate,
    ids: Arc<dyn IdGen>,
    clock: Arc<dyn Clock>,
    models: Arc<Models>,
    views: Views,
}

impl Rpc {
    pub(crate) fn new(parts: &Parts, gate: Gate, models: &Arc<Models>) -> Self {
        Self {
            journal: parts.journal.clone(),
            gate,
            ids: parts.ids.clone(),
            clock: parts.clock.clone(),
            models: models.clone(),
            views: Views::new(parts.reader.clone()),
        }
    }
}

/// The id of the stream that a command was about. A repeated request names the first one's.
fn main_id(done: &Done) -> String {
    done.stream.split_once('/').map(|(_, id)| id.to_owned()).unwrap_or_default()
}

/// The cycle's terms and the model that it pins, as far as they are known here.
fn terms(
    desk: &Desk<'_>,
    models: &Models,
    cycle: CycleId,
) -> Result<(Option<CycleTerms>, Option<Arc<Model>>), Refusal> {
    let known = desk.state::<Known>(&KnownId::Cycle(cycle))?;
    let terms = known.as_ref().and_then(Known::cycle).cloned();
    let model = terms.as_ref().and_then(|terms| models.get(&terms.model)).cloned();
    Ok((terms, model))
}

/// Those of the texts that are ids. The rules name the others.
fn readable<T: FromStr<Err: Display>>(texts: &[String]) -> Vec<T> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

#[tonic::async_trait]
impl IntakeService for Rpc {
    async fn register_administration(
        &self,
        request: Request<RegisterAdministrationRequest>,
    ) -> Answer<RegisterAdministrationResponse> {
        self.register(request).await
    }

    async fn appoint_contact_person(
        &self,
        request: Request<AppointContactPersonRequest>,
    ) -> Answer<AppointContactPersonResponse> {
        self.appoint(request).await
    }

    async fn propose_initiative(
        &self,
        request: Request<ProposeInitiativeRequest>,
    ) -> Answer<ProposeInitiativeResponse> {
        self.propose(request).await
    }

    async fn prepare_initiative(
        &self,
        request: Request<PrepareInitiativeRequest>,
    ) -> Answer<PrepareInitiativeResponse> {
        self.prepare(request).await
    }

    async fn decide_scope(
        &self,
        request: Request<DecideScopeRequest>,
    ) -> Answer<DecideScopeResponse> {
        self.scope(request).await
    }

    async fn submit_compilation(
        &self,
        request: Request<SubmitCompilationRequest>,
    ) -> Answer<SubmitCompilationResponse> {
        self.submit(request).await
    }

    async fn supplement_initiative(
        &self,
        request: Request<SupplementInitiativeRequest>,
    ) -> Answer<SupplementInitiativeResponse> {
        self.supplement(request).await
    }

    async fn withdraw_initiative(
        &self,
        request: Request<WithdrawInitiativeRequest>,
    ) -> Answer<WithdrawInitiativeResponse> {
        self.withdraw(request).await
    }

    async fn get_administration(
        &self,
        request: Request<GetAdministrationRequest>,
    ) -> Answer<GetAdministrationResponse> {
        self.one_administration(request).await
    }

    async fn list_administrations(
        &self,
        request: Request<ListAdministrationsRequest>,
    ) -> Answer<ListAdministrationsResponse> {
        self.all_administrations(request).await
    }

    async fn get_initiative(
        &self,
        request: Request<GetInitiativeRequest>,
    ) -> Answer<GetInitiativeResponse> {
        self.one_initiative(request).await
    }

    async fn list_initiatives(
        &self,
        request: Request<ListInitiativesRequest>,
    ) -> Answer<ListInitiativesResponse> {
        self.all_initiatives(request).await
    }

    async fn get_compilation(
        &self,
        request: Request<GetCompilationRequest>,
    ) -> Answer<GetCompilationResponse> {
        self.one_compilation(request).await
    }

    async fn list_compilations(
        &self,
        request: Request<ListCompilationsRequest>,
    ) -> Answer<ListCompilationsResponse> {
        self.all_compilations(request).await
    }

    async fn list_answers(
        &self,
        request: Request<ListAnswersRequest>,
    ) -> Answer<ListAnswersResponse> {
        self.all_answers(request).await
    }

    async fn get_journey(&self, request: Request<GetJourneyRequest>) -> Answer<GetJourneyResponse> {
        self.one_journey(request).await
    }
}
