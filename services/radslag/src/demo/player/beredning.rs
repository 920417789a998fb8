//! The city executive office: officer, both kinds of expertise, valuation, completion.

use kernel::{DossierId, InitiativeId};
use proto::beredning::v1 as api;

use super::super::client::{Client, tell};
use super::super::plan::Initiative;
use super::intake::{in_scope, initiative};
use super::{Failure, Made, Player};

impl Player<'_> {
    pub(super) async fn prepare_dossiers(&self, made: &Made) -> Result<(), Failure> {
        let all =
            self.numbered().filter(|(at, one)| in_scope(made, *at) && one.fate.withdrawn.is_none());
        self.each("dossiers prepared", all, |(at, one)| async move {
            let dossier = dossier(made, at)?;
            let officer = Self::handling_officer();
            tell!(
                self.client,
                beredning.assign_officer,
                &officer,
                api::AssignOfficerRequest {
                    request_id: Client::request_id(),
                    dossier: dossier.clone(),
                    revision: 0,
                    officer: officer.id(),
                }
            );
            self.prepare(&dossier, one).await
        })
        .await?;
        Ok(())
    }

    /// Signed by both, valued, completed. After a supplement all of it is done again.
    pub(super) async fn prepare(&self, dossier: &str, one: &Initiative) -> Result<(), Failure> {
        let experts = [
            (
                Self::business_expert(),
                api::Competence::Business,
                "Behovet är styrkt i verksamheten",
            ),
            (Self::it_expert(), api::Competence::It, "Lösningen ryms i stadens arkitektur"),
        ];
        for (expert, competence, statement) in &experts {
            tell!(
                self.client,
                beredning.sign_contribution,
                expert,
                api::SignContributionRequest {
                    request_id: Client::request_id(),
                    dossier: dossier.to_owned(),
                    revision: 0,
                    competence: (*competence).into(),
                    statement: (*statement).to_owned(),
                }
            );
        }
        let officer = Self::handling_officer();
        tell!(
            self.client,
            beredning.value_dossier,
            &officer,
            api::ValueDossierRequest {
                request_id: Client::request_id(),
                dossier: dossier.to_owned(),
                revision: 0,
                scores: self.scores(one),
            }
        );
        tell!(
            self.client,
            beredning.complete_dossier,
            &officer,
            api::CompleteDossierRequest {
                request_id: Client::request_id(),
                dossier: dossier.to_owned(),
                revision: 0,
            }
        );
        Ok(())
    }

    fn scores(&self, one: &Initiative) -> Vec<api::Score> {
        let scale = &self.model.valuation;
        let middle = (scale.min + scale.max) / 2;
        let criteria = scale.criteria.iter().enumerate();
        let score = |(at, criterion): (usize, &model::Criterion)| api::Score {
            criterion: criterion.key.clone(),
            score: one.scores.get(at).copied().unwrap_or(middle),
        };
        criteria.map(score).collect()
    }
}

/// An initiative's dossier follows from the initiative.
pub(super) fn dossier(made: &Made, at: usize) -> Result<String, Failure> {
    let id: InitiativeId = initiative(made, at).parse()?;
    Ok(DossierId::of(id).to_string())
}
