//! The queries.

use kernel::{BudgetItemId, CycleId};
use platform::grpc::{invalid, not_found};
use proto::budget_integration::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    pub(super) async fn get_cycle(
        &self,
        request: Request<pb::GetCycleRequest>,
    ) -> Result<Response<pb::GetCycleResponse>, Status> {
        self.gate.query("GetCycle", &request).await?;
        let id: CycleId = platform::input::one("cycle", &request.get_ref().cycle)
            .map_err(|wrong| invalid(&wrong))?;
        let cycle = self.views.cycle(id).await?.ok_or_else(|| not_found("cycle", id))?;
        Ok(Response::new(pb::GetCycleResponse { cycle: Some(cycle) }))
    }

    pub(super) async fn list_cycles(
        &self,
        request: Request<pb::ListCyclesRequest>,
    ) -> Result<Response<pb::ListCyclesResponse>, Status> {
        self.gate.query("ListCycles", &request).await?;
        let (year, phase, page) =
            input::cycles(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.cycles(year, phase, &page).await?))
    }

    pub(super) async fn get_item(
        &self,
        request: Request<pb::GetItemRequest>,
    ) -> Result<Response<pb::GetItemResponse>, Status> {
        self.gate.query("GetItem", &request).await?;
        let id: BudgetItemId = platform::input::one("item", &request.get_ref().item)
            .map_err(|wrong| invalid(&wrong))?;
        let item = self.views.item(id).await?.ok_or_else(|| not_found("item", id))?;
        Ok(Response::new(pb::GetItemResponse { item: Some(item) }))
    }

    pub(super) async fn list_items(
        &self,
        request: Request<pb::ListItemsRequest>,
    ) -> Result<Response<pb::ListItemsResponse>, Status> {
        self.gate.query("ListItems", &request).await?;
        let (filter, page) = input::items(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.items(&filter, &page).await?))
    }
}
