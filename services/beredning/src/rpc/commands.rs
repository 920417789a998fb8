//! Commands to one dossier.

use std::sync::Arc;

use beredning_domain::{Dossier, DossierCommand, DossierFact, check_statement};
use kernel::{Aggregate, DossierId, PersonId};
use model::Model;
use platform::journal::{Caller, Done};
use proto::beredning::v1::*;
use tonic::{Request, Status};

use super::{Answer, Rpc};
use crate::convert::{competence_from, permille};
use crate::input::{self, Input};

impl Rpc {
    pub(super) async fn assign(
        &self,
        request: Request<AssignOfficerRequest>,
    ) -> Answer<AssignOfficerResponse> {
        let caller =
            self.gate.command("AssignOfficer", &request, &request.get_ref().request_id).await?;
        let request = request.into_inner();
        let mut input = Input::default();
        let id = input.parse::<DossierId>("dossier", &request.dossier);
        let officer = input.parse::<PersonId>("officer", &request.officer);
        let (id, officer) = input.done(id.zip(officer))?;
        let command = move |_| DossierCommand::AssignOfficer { officer: officer.clone() };
        let done = self.about(caller, id, request.revision, command).await?;
        let answer = AssignOfficerResponse { dossier: id.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn sign(
        &self,
        request: Request<SignContributionRequest>,
    ) -> Answer<SignContributionResponse> {
        let caller =
            self.gate.command("SignContribution", &request, &request.get_ref().request_id).await?;
        let SignContributionRequest { dossier, revision, competence, statement, .. } =
            request.into_inner();
        let mut input = Input::default();
        let id = input.parse::<DossierId>("dossier", &dossier);
        let competence = input.choice("competence", competence_from(competence));
        let read = id.zip(competence);
        input.also(read.as_ref(), || check_statement(&statement));
        let (id, competence) = input.done(read)?;
        let command = move |_| DossierCommand::Sign { competence, statement: statement.clone() };
        let done = self.about(caller, id, revision, command).await?;
        let answer = SignContributionResponse { dossier: id.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn value(
        &self,
        request: Request<ValueDossierRequest>,
    ) -> Answer<ValueDossierResponse> {
        let caller =
            self.gate.command("ValueDossier", &request, &request.get_ref().request_id).await?;
        let ValueDossierRequest { dossier, revision, scores, .. } = request.into_inner();
        let id: DossierId = input::id("dossier", &dossier)?;
        let scores: Vec<_> = scores.into_iter().map(|one| (one.criterion, one.score)).collect();
        let command = move |model| DossierCommand::Value { scores: scores.clone(), model };
        let done = self.about(caller, id, revision, command).await?;
        let value = done.facts.iter().find_map(|fact| match fact.fact::<Dossier>()? {
            DossierFact::Valued { value, .. } => Some(*value),
            _ => None,
        });
        let answer = ValueDossierResponse {
            dossier: id.to_string(),
            revision: done.revision,
            value: permille(value),
        };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn complete(
        &self,
        request: Request<CompleteDossierRequest>,
    ) -> Answer<CompleteDossierResponse> {
        let caller =
            self.gate.command("CompleteDossier", &request, &request.get_ref().request_id).await?;
        let CompleteDossierRequest { dossier, revision, .. } = request.into_inner();
        let id: DossierId = input::id("dossier", &dossier)?;
        let command = |model| DossierCommand::Complete { model };
        let done = self.about(caller, id, revision, command).await?;
        let round = done.facts.iter().find_map(|fact| match fact.fact::<Dossier>()? {
            DossierFact::Completed { round, .. } => Some(*round),
            _ => None,
        });
        let answer = CompleteDossierResponse {
            dossier: id.to_string(),
            revision: done.revision,
            round: round.unwrap_or_default(),
        };
        Ok(self.gate.answer(&done, answer))
    }

    /// One command to one dossier. It gets the model that the dossier is under.
    async fn about(
        &self,
        caller: Caller,
        id: DossierId,
        revision: u64,
        command: impl Fn(Option<Arc<Model>>) -> DossierCommand + Send + Sync + 'static,
    ) -> Result<Done, Status> {
        let stream = Dossier::stream(&id);
        let models = self.models.clone();
        let done = self
            .journal
            .execute(caller, vec![stream.clone()], &stream, move |desk| {
                desk.at_revision::<Dossier>(&id, revision)?;
                let version = desk.state::<Dossier>(&id)?.map(|state| state.model);
                let model = version.and_then(|version| models.get(&version).cloned());
                desk.act::<Dossier>(&id, (id, command(model)))
            })
            .await?;
        Ok(done)
    }
}
