//! The queries.

use council_domain::composition_gaps;
use kernel::{BodyKey, CycleId, MeetingId};
use platform::grpc::{invalid, not_found};
use proto::council::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input::{self, SeatFilter};
use crate::wire;

impl Rpc {
    pub(super) async fn get_meeting(
        &self,
        request: Request<pb::GetMeetingRequest>,
    ) -> Result<Response<pb::GetMeetingResponse>, Status> {
        self.gate.query("GetMeeting", &request).await?;
        let id: MeetingId = platform::input::one("meeting", &request.get_ref().meeting)
            .map_err(|wrong| invalid(&wrong))?;
        let meeting = self.views.meeting(id).await?.ok_or_else(|| not_found("meeting", id))?;
        Ok(Response::new(pb::GetMeetingResponse { meeting: Some(meeting) }))
    }

    pub(super) async fn list_meetings(
        &self,
        request: Request<pb::ListMeetingsRequest>,
    ) -> Result<Response<pb::ListMeetingsResponse>, Status> {
        self.gate.query("ListMeetings", &request).await?;
        let (cycle, page) = input::meetings(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.meetings(cycle, &page).await?))
    }

    pub(super) async fn get_recommendation(
        &self,
        request: Request<pb::GetRecommendationRequest>,
    ) -> Result<Response<pb::GetRecommendationResponse>, Status> {
        self.gate.query("GetRecommendation", &request).await?;
        let cycle: CycleId = platform::input::one("cycle", &request.get_ref().cycle)
            .map_err(|wrong| invalid(&wrong))?;
        let recommendation = self.views.recommendation(cycle).await?;
        let recommendation = recommendation.ok_or_else(|| not_found("recommendation", cycle))?;
        let recommendation = Some(recommendation);
        Ok(Response::new(pb::GetRecommendationResponse { recommendation }))
    }

    pub(super) async fn list_recommendation_items(
        &self,
        request: Request<pb::ListRecommendationItemsRequest>,
    ) -> Result<Response<pb::ListRecommendationItemsResponse>, Status> {
        self.gate.query("ListRecommendationItems", &request).await?;
        let (cycle, area, page) =
            input::items(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.items(cycle, area.as_ref(), &page).await?))
    }

    pub(super) async fn list_seats(
        &self,
        request: Request<pb::ListSeatsRequest>,
    ) -> Result<Response<pb::ListSeatsResponse>, Status> {
        self.gate.query("ListSeats", &request).await?;
        let (filter, page) = input::seats(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.seats(&filter, &page).await?))
    }

    pub(super) async fn get_body(
        &self,
        request: Request<pb::GetBodyRequest>,
    ) -> Result<Response<pb::GetBodyResponse>, Status> {
        self.gate.query("GetBody", &request).await?;
        let body: BodyKey = platform::input::one("body", &request.get_ref().body)
            .map_err(|wrong| invalid(&wrong))?;
        let today = self.clock.now().date();
        let held_on = Some(today);
        let filter = SeatFilter { body: Some(body.clone()), person: None, held_on };
        let seats = self.views.all_seats(&filter).await?;
        let size = self.model()?.bodies.committee.seats;
        let gaps = composition_gaps(&body, seats.iter().map(|one| &one.seat), size, today);
        Ok(Response::new(pb::GetBodyResponse {
            body: body.to_string(),
            seats: seats.iter().map(wire::seat).collect(),
            gaps: gaps.into_iter().map(|gap| wire::gap(gap).into()).collect(),
        }))
    }
}
