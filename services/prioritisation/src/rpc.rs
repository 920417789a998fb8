//! The API: request into command, command into the journal, facts into the answer. No rule here.

mod area_rounds;
mod cases;
mod proposals;
mod queries;
mod ranking;

use std::sync::Arc;

use kernel::{CycleId, CycleTerms};
use model::{Model, Models};
use pb::prioritisation_service_server::{PrioritisationService, PrioritisationServiceServer};
use platform::Parts;
use platform::grpc::{Gate, Routes, not_found};
use platform::journal::Journal;
use platform::sql::Reader;
use prioritisation_domain::GRANTS;
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use crate::views::Views;

/// Adds the service's RPCs.
pub(crate) fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    routes.add_service(PrioritisationServiceServer::new(Rpc {
        gate: parts.gate.clone().with_grants(GRANTS),
        journal: parts.journal.clone(),
        reader: parts.reader.clone(),
        views: Views::new(parts.reader.clone()),
        models: models.clone(),
    }))
}

pub(crate) struct Rpc {
    gate: Gate,
    journal: Journal,
    reader: Reader,
    views: Views,
    models: Arc<Models>,
}

impl Rpc {
    async fn terms(&self, cycle: CycleId) -> Result<CycleTerms, Status> {
        let terms = platform::known::cycle(&self.reader, cycle).await?;
        terms.ok_or_else(|| not_found("cycle", cycle))
    }

    /// The model that a cycle pins. A cycle of a version unknown here is never taken in.
    async fn model(&self, cycle: CycleId) -> Result<Arc<Model>, Status> {
        let version = self.terms(cycle).await?.model;
        self.models.get(&version).cloned().ok_or_else(|| not_found("model", version))
    }
}

macro_rules! rpcs {
    ($($name:ident($request:ident) -> $response:ident;)*) => {
        #[async_trait::async_trait]
        impl PrioritisationService for Rpc {
            $(
                async fn $name(
                    &self,
                    request: Request<pb::$request>,
                ) -> Result<Response<pb::$response>, Status> {
                    Self::$name(self, request).await
                }
            )*
        }
    };
}

rpcs! {
    assess_case(AssessCaseRequest) -> AssessCaseResponse;
    open_ballot(OpenBallotRequest) -> OpenBallotResponse;
    cast_ballot(CastBallotRequest) -> CastBallotResponse;
    close_ballot(CloseBallotRequest) -> CloseBallotResponse;
    decide_ranking(DecideRankingRequest) -> DecideRankingResponse;
    explain_ranking(ExplainRankingRequest) -> ExplainRankingResponse;
    compose_proposal(ComposeProposalRequest) -> ComposeProposalResponse;
    sign_proposal(SignProposalRequest) -> SignProposalResponse;
    hand_over_proposal(HandOverProposalRequest) -> HandOverProposalResponse;
    get_case(GetCaseRequest) -> GetCaseResponse;
    list_cases(ListCasesRequest) -> ListCasesResponse;
    get_area_round(GetAreaRoundRequest) -> GetAreaRoundResponse;
    list_area_rounds(ListAreaRoundsRequest) -> ListAreaRoundsResponse;
    get_ballot(GetBallotRequest) -> GetBallotResponse;
    list_ballots(ListBallotsRequest) -> ListBallotsResponse;
    get_proposal(GetProposalRequest) -> GetProposalResponse;
    list_proposal_items(ListProposalItemsRequest) -> ListProposalItemsResponse;
}
