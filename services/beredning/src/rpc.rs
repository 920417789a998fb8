//! The API: request into command, command into the journal, facts into the answer. No rule here.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use beredning_domain::{Dossier, DossierCommand, DossierFact, GRANTS, Status as DossierStatus};
use kernel::{Aggregate as _, DossierId, PersonId, Violations};
use model::{Competence, Model, Models};
use pb::beredning_service_server::{BeredningService, BeredningServiceServer};
use platform::Parts;
use platform::grpc::{Gate, Routes, invalid, not_found};
use platform::journal::{Caller, Done, Journal};
use platform::page::Page;
use proto::beredning::v1 as pb;
use tonic::{Request, Response, Status};

use crate::views::{Filter, Views};

/// Adds the service's RPCs.
pub(crate) fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    routes.add_service(BeredningServiceServer::new(Rpc {
        gate: parts.gate.clone().with_grants(GRANTS),
        journal: parts.journal.clone(),
        views: Views::new(parts.reader.clone(), models.clone()),
        models: models.clone(),
    }))
}

struct Rpc {
    gate: Gate,
    journal: Journal,
    views: Views,
    models: Arc<Models>,
}

impl Rpc {
    /// Acts on one dossier.
    async fn act(
        &self,
        caller: Caller,
        id: DossierId,
        revision: u64,
        command: DossierCommand,
    ) -> Result<Done, Status> {
        let main = Dossier::stream(&id);
        let done = self.journal.execute(caller, vec![main.clone()], &main, move |desk| {
            desk.at_revision::<Dossier>(&id, revision)?;
            desk.act::<Dossier>(&id, (id, command.clone()))
        });
        Ok(done.await?)
    }

    /// The model that a dossier is under, if this service has it.
    async fn model(&self, id: DossierId) -> Result<Option<Arc<Model>>, Status> {
        let version = self.views.model_of(id).await?;
        Ok(version.and_then(|version| self.models.get(&version).cloned()))
    }
}

/// A field that names one thing; noted when it is missing or of another form.
fn parsed<T: FromStr>(wrong: &mut Violations, field: &str, text: &str) -> Option<T>
where
    T::Err: Display,
{
    if text.is_empty() {
        wrong.add(field, "is missing");
        return None;
    }
    wrong.parse(field, text.parse())
}

/// A filter: empty is none.
fn filter<T: FromStr>(wrong: &mut Violations, field: &str, text: &str) -> Option<T>
where
    T::Err: Display,
{
    if text.is_empty() { None } else { wrong.parse(field, text.parse()) }
}

/// The values, unless something was wrong.
fn finish<T>(wrong: &Violations, values: Option<T>) -> Result<T, Status> {
    values.filter(|_| wrong.is_empty()).ok_or_else(|| invalid(wrong))
}

fn dossier_id(text: &str) -> Result<DossierId, Status> {
    let mut wrong = Violations::none();
    let id = parsed(&mut wrong, "dossier", text);
    finish(&wrong, id)
}

fn competence(wrong: &mut Violations, theirs: pb::Competence) -> Option<Competence> {
    match theirs {
        pb::Competence::Business => Some(Competence::Business),
        pb::Competence::It => Some(Competence::It),
        pb::Competence::Unspecified => {
            wrong.add("competence", "is missing");
            None
        }
    }
}

fn status(theirs: pb::DossierStatus) -> Option<DossierStatus> {
    match theirs {
        pb::DossierStatus::Unspecified => None,
        pb::DossierStatus::Open => Some(DossierStatus::Open),
        pb::DossierStatus::Completed => Some(DossierStatus::Completed),
        pb::DossierStatus::AwaitingSupplement => Some(DossierStatus::AwaitingSupplement),
        pb::DossierStatus::Withdrawn => Some(DossierStatus::Withdrawn),
    }
}

#[async_trait::async_trait]
impl BeredningService for Rpc {
    async fn assign_officer(
        &self,
        request: Request<pb::AssignOfficerRequest>,
    ) -> Result<Response<pb::AssignOfficerResponse>, Status> {
        let caller = self.gate.command("AssignOfficer", &request, &request.get_ref().request_id);
        let (caller, asked) = (caller.await?, request.get_ref());
        let mut wrong = Violations::none();
        let id = parsed(&mut wrong, "dossier", &asked.dossier);
        let officer: Option<PersonId> = parsed(&mut wrong, "officer", &asked.officer);
        let (id, officer) = finish(&wrong, id.zip(officer))?;
        let command = DossierCommand::AssignOfficer { officer };
        let done = self.act(caller, id, asked.revision, command).await?;
        let answer = pb::AssignOfficerResponse { dossier: id.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    async fn sign_contribution(
        &self,
        request: Request<pb::SignContributionRequest>,
    ) -> Result<Response<pb::SignContributionResponse>, Status> {
        let caller = self.gate.command("SignContribution", &request, &request.get_ref().request_id);
        let (caller, asked) = (caller.await?, request.get_ref());
        let mut wrong = Violations::none();
        let id = parsed(&mut wrong, "dossier", &asked.dossier);
        let competence = competence(&mut wrong, asked.competence());
        let (id, competence) = finish(&wrong, id.zip(competence))?;
        let command = DossierCommand::Sign { competence, statement: asked.statement.clone() };
        let done = self.act(caller, id, asked.revision, command).await?;
        let answer =
            pb::SignContributionResponse { dossier: id.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    async fn value_dossier(
        &self,
        request: Request<pb::ValueDossierRequest>,
    ) -> Result<Response<pb::ValueDossierResponse>, Status> {
        let caller = self.gate.command("ValueDossier", &request, &request.get_ref().request_id);
        let (caller, asked) = (caller.await?, request.get_ref());
        let id = dossier_id(&asked.dossier)?;
        let scores = asked.scores.iter().map(|one| (one.criterion.clone(), one.score)).collect();
        let command = DossierCommand::Value { scores, model: self.model(id).await? };
        let done = self.act(caller, id, asked.revision, command).await?;
        let value = done.facts.iter().find_map(|fact| match fact.fact::<Dossier>() {
            Some(DossierFact::Valued { value, .. }) => i32::try_from(*value).ok(),
            _ => None,
        });
        let answer = pb::ValueDossierResponse {
            dossier: id.to_string(),
            revision: done.revision,
            value: value.unwrap_or_default(),
        };
        Ok(self.gate.answer(&done, answer))
    }

    async fn complete_dossier(
        &self,
        request: Request<pb::CompleteDossierRequest>,
    ) -> Result<Response<pb::CompleteDossierResponse>, Status> {
        let caller = self.gate.command("CompleteDossier", &request, &request.get_ref().request_id);
        let (caller, asked) = (caller.await?, request.get_ref());
        let id = dossier_id(&asked.dossier)?;
        let command = DossierCommand::Complete { model: self.model(id).await? };
        let done = self.act(caller, id, asked.revision, command).await?;
        let round = done.facts.last().and_then(|fact| fact.state::<Dossier>()).map(|d| d.round);
        let answer = pb::CompleteDossierResponse {
            dossier: id.to_string(),
            revision: done.revision,
            round: round.unwrap_or_default(),
        };
        Ok(self.gate.answer(&done, answer))
    }

    async fn get_dossier(
        &self,
        request: Request<pb::GetDossierRequest>,
    ) -> Result<Response<pb::GetDossierResponse>, Status> {
        self.gate.query("GetDossier", &request).await?;
        let id = dossier_id(&request.get_ref().dossier)?;
        let dossier = self.views.dossier(id).await?.ok_or_else(|| not_found("dossier", id))?;
        Ok(Response::new(pb::GetDossierResponse { dossier: Some(dossier) }))
    }

    async fn list_dossiers(
        &self,
        request: Request<pb::ListDossiersRequest>,
    ) -> Result<Response<pb::ListDossiersResponse>, Status> {
        self.gate.query("ListDossiers", &request).await?;
        let asked = request.get_ref();
        let mut wrong = Violations::none();
        let wanted = Filter {
            cycle: filter(&mut wrong, "cycle", &asked.cycle),
            area: filter(&mut wrong, "area", &asked.area),
            status: status(asked.status()),
            officer: filter(&mut wrong, "officer", &asked.officer),
        };
        let page = Page::parse(asked.page_size, &asked.page_token, &format!("{wanted:?}"), 1);
        let page = page.map_err(|violations| wrong.extend(violations)).ok();
        let page = finish(&wrong, page)?;
        Ok(Response::new(self.views.dossiers(&wanted, &page).await?))
    }
}
