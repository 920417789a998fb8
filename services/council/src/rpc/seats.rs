//! Appointments.

use council_domain::{Appointment, Bodies, BodiesCommand, BodiesFact, BodiesId};
use kernel::{Aggregate as _, SeatId};
use platform::grpc::invalid;
use platform::journal::{Desk, Done};
use proto::council::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    pub(super) async fn appoint_seat(
        &self,
        request: Request<pb::AppointSeatRequest>,
    ) -> Result<Response<pb::AppointSeatResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("AppointSeat", &request, request_id).await?;
        let asked = request.into_inner();
        let seat = input::appointment(&asked, SeatId::new(self.ids.uuid()))
            .map_err(|wrong| invalid(&wrong))?;
        let model = self.model()?;
        let appointment = Appointment {
            seat,
            decision_ref: asked.decision_ref,
            areas: model.areas.iter().map(|area| area.key.clone()).collect(),
            committee_size: model.bodies.committee.seats,
        };
        let stream = Bodies::stream(&BodiesId);
        let act = move |desk: &mut Desk<'_>| {
            desk.act::<Bodies>(&BodiesId, BodiesCommand::Appoint(appointment.clone()))
        };
        let done = self.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        let seat = done.facts.iter().find_map(|fact| match fact.fact::<Bodies>()? {
            BodiesFact::SeatAppointed { seat, .. } => Some(seat.id.to_string()),
            BodiesFact::SeatEnded { .. } => None,
        });
        let seat = seat.unwrap_or_default();
        Ok(self.gate.answer(&done, pb::AppointSeatResponse { seat, revision: done.revision }))
    }

    pub(super) async fn end_seat(
        &self,
        request: Request<pb::EndSeatRequest>,
    ) -> Result<Response<pb::EndSeatResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("EndSeat", &request, request_id).await?;
        let asked = request.into_inner();
        let (seat, until) = input::ending(&asked).map_err(|wrong| invalid(&wrong))?;
        let stream = Bodies::stream(&BodiesId);
        let act = move |desk: &mut Desk<'_>| {
            let reason = asked.reason.clone();
            desk.act::<Bodies>(&BodiesId, BodiesCommand::End { seat, until, reason })
        };
        let done = self.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        let answer = pb::EndSeatResponse { seats: ended(&done), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }
}

fn ended(done: &Done) -> Vec<String> {
    let ended = done.facts.iter().filter_map(|fact| match fact.fact::<Bodies>()? {
        BodiesFact::SeatEnded { seat, .. } => Some(seat.to_string()),
        BodiesFact::SeatAppointed { .. } => None,
    });
    ended.collect()
}
