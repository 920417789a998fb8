//! The planning year.

use budget_integration_domain::{Cycle, CycleCommand};
use kernel::{Aggregate as _, CycleId, Money};
use platform::grpc::invalid;
use platform::journal::{Desk, Recorded};
use proto::budget_integration::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    pub(super) async fn open_cycle(
        &self,
        request: Request<pb::OpenCycleRequest>,
    ) -> Result<Response<pb::OpenCycleResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("OpenCycle", &request, request_id).await?;
        let cycle = CycleId::new(self.ids.uuid());
        let models = self.models.iter().map(|model| model.version.clone()).collect();
        let opening =
            input::opening(request.get_ref(), cycle, models).map_err(|wrong| invalid(&wrong))?;
        let stream = Cycle::stream(&cycle);
        let act = move |desk: &mut Desk<'_>| {
            desk.act::<Cycle>(&cycle, CycleCommand::Open(opening.clone()))
        };
        let done = self.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        let cycle = done.facts.iter().find_map(Recorded::id::<Cycle>).unwrap_or(cycle);
        let answer = pb::OpenCycleResponse { cycle: cycle.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn open_tertial(
        &self,
        request: Request<pb::OpenTertialRequest>,
    ) -> Result<Response<pb::OpenTertialResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("OpenTertial", &request, request_id).await?;
        let asked = request.into_inner();
        let (cycle, instance) = input::tertial(&asked).map_err(|wrong| invalid(&wrong))?;
        let stream = Cycle::stream(&cycle);
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<Cycle>(&cycle, asked.revision)?;
            let command = CycleCommand::OpenTertial {
                cycle,
                instance,
                addition: Money::ore(asked.addition_ore),
                decision_ref: asked.decision_ref.clone(),
            };
            desk.act::<Cycle>(&cycle, command)
        };
        let done = self.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        Ok(self.gate.answer(&done, pb::OpenTertialResponse { revision: done.revision }))
    }

    pub(super) async fn close_cycle(
        &self,
        request: Request<pb::CloseCycleRequest>,
    ) -> Result<Response<pb::CloseCycleResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("CloseCycle", &request, request_id).await?;
        let asked = request.into_inner();
        let cycle: CycleId =
            platform::input::one("cycle", &asked.cycle).map_err(|wrong| invalid(&wrong))?;
        let stream = Cycle::stream(&cycle);
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<Cycle>(&cycle, asked.revision)?;
            desk.act::<Cycle>(&cycle, CycleCommand::Close { cycle })
        };
        let done = self.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        Ok(self.gate.answer(&done, pb::CloseCycleResponse { revision: done.revision }))
    }
}
