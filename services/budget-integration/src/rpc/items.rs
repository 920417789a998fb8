//! Decisions about items, and what became of them.

use budget_integration_domain::{BudgetItem, BudgetItemCommand, Cycle, CycleCommand};
use kernel::{Aggregate as _, Money};
use platform::grpc::{invalid, not_found};
use platform::journal::Desk;
use proto::budget_integration::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    /// One transaction over the item and its cycle: the frame holds (A1).
    pub(super) async fn record_decision(
        &self,
        request: Request<pb::RecordDecisionRequest>,
    ) -> Result<Response<pb::RecordDecisionResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("RecordDecision", &request, request_id).await?;
        let asked = request.into_inner();
        let (item, decision) = input::decision(&asked).map_err(|wrong| invalid(&wrong))?;
        let cycle = self.views.cycle_of(item).await?.ok_or_else(|| not_found("item", item))?;
        let main = BudgetItem::stream(&item);
        let streams = vec![main.clone(), Cycle::stream(&cycle)];
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<BudgetItem>(&item, asked.revision)?;
            let decide = BudgetItemCommand::Decide { item, decision: decision.clone() };
            desk.act::<BudgetItem>(&item, decide)?;
            let count = CycleCommand::Count { cycle, item, decision: decision.clone() };
            desk.act::<Cycle>(&cycle, count)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        Ok(self.gate.answer(&done, pb::RecordDecisionResponse { revision: done.revision }))
    }

    pub(super) async fn start_implementation(
        &self,
        request: Request<pb::StartImplementationRequest>,
    ) -> Result<Response<pb::StartImplementationResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("StartImplementation", &request, request_id).await?;
        let asked = request.into_inner();
        let (item, started_on) = input::start(&asked).map_err(|wrong| invalid(&wrong))?;
        let main = BudgetItem::stream(&item);
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<BudgetItem>(&item, asked.revision)?;
            let project_ref = asked.project_ref.clone();
            desk.act::<BudgetItem>(
                &item,
                BudgetItemCommand::Start { item, project_ref, started_on },
            )
        };
        let done = self.journal.execute(caller, vec![main.clone()], &main, act).await?;
        Ok(self.gate.answer(&done, pb::StartImplementationResponse { revision: done.revision }))
    }

    pub(super) async fn finish_implementation(
        &self,
        request: Request<pb::FinishImplementationRequest>,
    ) -> Result<Response<pb::FinishImplementationResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("FinishImplementation", &request, request_id).await?;
        let asked = request.into_inner();
        let (item, finished_on) = input::end(&asked).map_err(|wrong| invalid(&wrong))?;
        let main = BudgetItem::stream(&item);
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<BudgetItem>(&item, asked.revision)?;
            let (effect, cost) = (asked.effect.clone(), Money::ore(asked.cost_ore));
            let command = BudgetItemCommand::Finish { item, effect, cost, finished_on };
            desk.act::<BudgetItem>(&item, command)
        };
        let done = self.journal.execute(caller, vec![main.clone()], &main, act).await?;
        Ok(self.gate.answer(&done, pb::FinishImplementationResponse { revision: done.revision }))
    }
}
