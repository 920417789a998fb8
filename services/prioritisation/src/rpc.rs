//! The API: request into command, command into the journal, facts into the answer. No rule here.

mod appraisals;
mod area_rounds;
mod assignments;
mod cases;
mod comments;
mod plans;
mod proposals;
mod queries;
mod ranking;

use std::sync::Arc;

use kernel::{CaseId, Clock, CycleId, CycleTerms, Date};
use model::{Model, Models};
use pb::prioritisation_service_server::{PrioritisationService, PrioritisationServiceServer};
use platform::Parts;
use platform::grpc::{Gate, Routes, not_found};
use platform::journal::Journal;
use platform::sql::Reader;
use prioritisation_domain::{AreaRoundId, GRANTS};
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
        clock: parts.clock.clone(),
    }))
}

pub(crate) struct Rpc {
    gate: Gate,
    journal: Journal,
    reader: Reader,
    views: Views,
    models: Arc<Models>,
    clock: Arc<dyn Clock>,
}

impl Rpc {
    async fn terms(&self, cycle: CycleId) -> Result<CycleTerms, Status> {
        let terms = platform::known::cycle(&self.reader, cycle).await?;
        terms.ok_or_else(|| not_found("cycle", cycle))
    }

    /// The area round that a case belongs to.
    async fn round_of(&self, case: CaseId) -> Result<AreaRoundId, Status> {
        self.views.round_of(case).await?.ok_or_else(|| not_found("case", case))
    }

    fn today(&self) -> Date {
        self.clock.now().date()
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
    preview_proposal(PreviewProposalRequest) -> PreviewProposalResponse;
    explain_proposal(ExplainProposalRequest) -> ExplainProposalResponse;
    explain_proposal_item(ExplainProposalItemRequest) -> ExplainProposalItemResponse;
    get_proposal_picture(GetProposalPictureRequest) -> GetProposalPictureResponse;
    assess_cases(AssessCasesRequest) -> AssessCasesResponse;
    appraise_case(AppraiseCaseRequest) -> AppraiseCaseResponse;
    declare_conflict(DeclareConflictRequest) -> DeclareConflictResponse;
    revoke_conflict(RevokeConflictRequest) -> RevokeConflictResponse;
    comment(CommentRequest) -> CommentResponse;
    assign_appraisals(AssignAppraisalsRequest) -> AssignAppraisalsResponse;
    get_appraisal(GetAppraisalRequest) -> GetAppraisalResponse;
    list_appraisals(ListAppraisalsRequest) -> ListAppraisalsResponse;
    list_conflicts(ListConflictsRequest) -> ListConflictsResponse;
    list_comments(ListCommentsRequest) -> ListCommentsResponse;
    get_workload(GetWorkloadRequest) -> GetWorkloadResponse;
    list_my_appraisals(ListMyAppraisalsRequest) -> ListMyAppraisalsResponse;
}
