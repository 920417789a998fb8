//! The RPCs: each is read, decided by the rules, and answered. No rule is here.

mod commands;
mod queries;

use std::sync::Arc;

use model::Models;
use platform::Parts;
use platform::grpc::Gate;
use platform::journal::Journal;
use proto::beredning::v1::beredning_service_server::BeredningService;
use proto::beredning::v1::*;
use tonic::{Request, Response, Status};

use crate::views::Views;

type Answer<T> = Result<Response<T>, Status>;

/// What the RPCs need.
pub(crate) struct Rpc {
    journal: Journal,
    gate: Gate,
    models: Arc<Models>,
    views: Views,
}

impl Rpc {
    pub(crate) fn new(parts: &Parts, gate: Gate, models: &Arc<Models>) -> Self {
        Self {
            journal: parts.journal.clone(),
            gate,
            models: models.clone(),
            views: Views::new(parts.reader.clone()),
        }
    }
}

#[tonic::async_trait]
impl BeredningService for Rpc {
    async fn assign_officer(
        &self,
        request: Request<AssignOfficerRequest>,
    ) -> Answer<AssignOfficerResponse> {
        self.assign(request).await
    }

    async fn sign_contribution(
        &self,
        request: Request<SignContributionRequest>,
    ) -> Answer<SignContributionResponse> {
        self.sign(request).await
    }

    async fn value_dossier(
        &self,
        request: Request<ValueDossierRequest>,
    ) -> Answer<ValueDossierResponse> {
        self.value(request).await
    }

    async fn complete_dossier(
        &self,
        request: Request<CompleteDossierRequest>,
    ) -> Answer<CompleteDossierResponse> {
        self.complete(request).await
    }

    async fn get_dossier(&self, request: Request<GetDossierRequest>) -> Answer<GetDossierResponse> {
        self.one_dossier(request).await
    }

    async fn list_dossiers(
        &self,
        request: Request<ListDossiersRequest>,
    ) -> Answer<ListDossiersResponse> {
        self.all_dossiers(request).await
    }
}
