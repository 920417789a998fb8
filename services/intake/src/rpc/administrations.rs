//! Administrations and their contact persons.

use intake_domain::{Administration, AdministrationCommand, Appointment, check_decision_ref};
use kernel::{AdministrationId, Aggregate, PersonId, SeatId};
use proto::intake::v1::*;
use tonic::{Request, Status};

use super::{Answer, Rpc, main_id};
use crate::answering;
use crate::input::Input;

impl Rpc {
    pub(super) async fn register(
        &self,
        request: Request<RegisterAdministrationRequest>,
    ) -> Answer<RegisterAdministrationResponse> {
        let caller = self
            .gate
            .command("RegisterAdministration", &request, &request.get_ref().request_id)
            .await?;
        let RegisterAdministrationRequest { name, code, .. } = request.into_inner();
        let id = AdministrationId::new(self.ids.uuid());
        let stream = Administration::stream(&id);
        let command = AdministrationCommand::Register { id, name, code };
        let done = self
            .journal
            .execute(caller, vec![stream.clone()], &stream, move |desk| {
                desk.act::<Administration>(&id, command.clone())
            })
            .await?;
        let revision = done.revision;
        let answer = RegisterAdministrationResponse { administration: main_id(&done), revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn appoint(
        &self,
        request: Request<AppointContactPersonRequest>,
    ) -> Answer<AppointContactPersonResponse> {
        let caller = self
            .gate
            .command("AppointContactPerson", &request, &request.get_ref().request_id)
            .await?;
        let request = request.into_inner();
        let revision = request.revision;
        let (id, appointment) = self.read_appointment(request)?;
        let stream = Administration::stream(&id);
        let command = AdministrationCommand::Appoint { id, appointment };
        let done = self
            .journal
            .execute(caller, vec![stream.clone(), answering::stream()], &stream, move |desk| {
                desk.at_revision::<Administration>(&id, revision)?;
                desk.act::<Administration>(&id, command.clone())?;
                answering::learn(desk, id)
            })
            .await?;
        let seat = done.facts.iter().find_map(|fact| match fact.fact::<Administration>()? {
            intake_domain::AdministrationFact::ContactPersonAppointed {
                contact_person, ..
            } => Some(contact_person.seat.to_string()),
            intake_domain::AdministrationFact::Registered { .. } => None,
        });
        let answer = AppointContactPersonResponse {
            seat: seat.unwrap_or_default(),
            revision: done.revision,
        };
        Ok(self.gate.answer(&done, answer))
    }

    fn read_appointment(
        &self,
        request: AppointContactPersonRequest,
    ) -> Result<(AdministrationId, Appointment), Status> {
        let mut input = Input::default();
        let id = input.parse::<AdministrationId>("administration", &request.administration);
        let person = input.parse::<PersonId>("person", &request.person);
        let from = input.day("from", &request.from);
        let until = input.optional(&request.until, |input| input.day("until", &request.until));
        let read = (|| Some((id?, person?, from?, until?)))();
        input.also(read.as_ref(), || check_decision_ref(&request.decision_ref));
        let (id, person, from, until) = input.done(read)?;
        let seat = SeatId::new(self.ids.uuid());
        let AppointContactPersonRequest { deputy, decision_ref, .. } = request;
        Ok((id, Appointment { seat, person, from, until, deputy, decision_ref }))
    }
}
