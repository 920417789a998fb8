//! The API: request into command, command into the journal, facts into the answer. No rule here.

mod meetings;
mod queries;
mod seats;

use std::sync::Arc;

use council_domain::GRANTS;
use kernel::{Clock, CycleId, IdGen};
use model::{Model, Models};
use pb::council_service_server::{CouncilService, CouncilServiceServer};
use platform::Parts;
use platform::grpc::{Gate, Routes, not_found};
use platform::journal::Journal;
use platform::sql::Reader;
use proto::council::v1 as pb;
use tonic::{Request, Response, Status};

use crate::views::Views;

/// Adds the service's RPCs.
pub(crate) fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    routes.add_service(CouncilServiceServer::new(Rpc {
        gate: parts.gate.clone().with_grants(GRANTS),
        journal: parts.journal.clone(),
        reader: parts.reader.clone(),
        views: Views::new(parts.reader.clone()),
        models: models.clone(),
        ids: parts.ids.clone(),
        clock: parts.clock.clone(),
    }))
}

pub(crate) struct Rpc {
    gate: Gate,
    journal: Journal,
    reader: Reader,
    views: Views,
    models: Arc<Models>,
    ids: Arc<dyn IdGen>,
    clock: Arc<dyn Clock>,
}

impl Rpc {
    /// The model that a cycle pins.
    async fn model_of(&self, cycle: CycleId) -> Result<Arc<Model>, Status> {
        let terms = platform::known::cycle(&self.reader, cycle).await?;
        let version = terms.ok_or_else(|| not_found("cycle", cycle))?.model;
        self.models.get(&version).cloned().ok_or_else(|| not_found("model", version))
    }

    /// The newest model: seats belong to no cycle.
    fn model(&self) -> Result<&Arc<Model>, Status> {
        self.models.iter().last().ok_or_else(|| not_found("model", "newest"))
    }
}

macro_rules! rpcs {
    ($($name:ident($request:ident) -> $response:ident;)*) => {
        #[async_trait::async_trait]
        impl CouncilService for Rpc {
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
    appoint_seat(AppointSeatRequest) -> AppointSeatResponse;
    end_seat(EndSeatRequest) -> EndSeatResponse;
    open_meeting(OpenMeetingRequest) -> OpenMeetingResponse;
    handle_proposal(HandleProposalRequest) -> HandleProposalResponse;
    issue_recommendation(IssueRecommendationRequest) -> IssueRecommendationResponse;
    close_meeting(CloseMeetingRequest) -> CloseMeetingResponse;
    get_meeting(GetMeetingRequest) -> GetMeetingResponse;
    list_meetings(ListMeetingsRequest) -> ListMeetingsResponse;
    get_recommendation(GetRecommendationRequest) -> GetRecommendationResponse;
    list_recommendation_items(ListRecommendationItemsRequest) -> ListRecommendationItemsResponse;
    list_seats(ListSeatsRequest) -> ListSeatsResponse;
    get_body(GetBodyRequest) -> GetBodyResponse;
}
