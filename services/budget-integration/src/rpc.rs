//! The API: request into command, command into the journal, facts into the answer. No rule here.

mod cycles;
mod items;
mod queries;

use std::sync::Arc;

use budget_integration_domain::GRANTS;
use kernel::IdGen;
use model::Models;
use pb::budget_integration_service_server::{
    BudgetIntegrationService, BudgetIntegrationServiceServer,
};
use platform::Parts;
use platform::grpc::{Gate, Routes};
use platform::journal::Journal;
use proto::budget_integration::v1 as pb;
use tonic::{Request, Response, Status};

use crate::views::Views;

/// Adds the service's RPCs.
pub(crate) fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    routes.add_service(BudgetIntegrationServiceServer::new(Rpc {
        gate: parts.gate.clone().with_grants(GRANTS),
        journal: parts.journal.clone(),
        views: Views::new(parts.reader.clone()),
        models: models.clone(),
        ids: parts.ids.clone(),
    }))
}

pub(crate) struct Rpc {
    gate: Gate,
    journal: Journal,
    views: Views,
    models: Arc<Models>,
    ids: Arc<dyn IdGen>,
}

macro_rules! rpcs {
    ($($name:ident($request:ident) -> $response:ident;)*) => {
        #[async_trait::async_trait]
        impl BudgetIntegrationService for Rpc {
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
    open_cycle(OpenCycleRequest) -> OpenCycleResponse;
    open_tertial(OpenTertialRequest) -> OpenTertialResponse;
    record_decision(RecordDecisionRequest) -> RecordDecisionResponse;
    start_implementation(StartImplementationRequest) -> StartImplementationResponse;
    finish_implementation(FinishImplementationRequest) -> FinishImplementationResponse;
    close_cycle(CloseCycleRequest) -> CloseCycleResponse;
    get_cycle(GetCycleRequest) -> GetCycleResponse;
    list_cycles(ListCyclesRequest) -> ListCyclesResponse;
    get_item(GetItemRequest) -> GetItemResponse;
    list_items(ListItemsRequest) -> ListItemsResponse;
}
