//! Queries.

use beredning_domain::Dossier as Whole;
use kernel::DossierId;
use platform::grpc::{invalid, not_found};
use platform::page::Page;
use proto::beredning::v1::*;
use tonic::{Request, Response};

use super::{Answer, Rpc};
use crate::convert::{contribution, costs, scores, status_from};
use crate::input::{self, Input};
use crate::views::DossierFilter;

impl Rpc {
    pub(super) async fn one_dossier(
        &self,
        request: Request<GetDossierRequest>,
    ) -> Answer<GetDossierResponse> {
        self.gate.query("GetDossier", &request).await?;
        let id: DossierId = input::id("dossier", &request.get_ref().dossier)?;
        let found = self.views.dossier(id).await?;
        let (listed, whole) = found.ok_or_else(|| not_found("dossier", id))?;
        let dossier = Some(self.detailed(listed, whole));
        Ok(Response::new(GetDossierResponse { dossier }))
    }

    /// What is missing is named only while a model says what is required.
    fn detailed(&self, listed: Dossier, whole: Whole) -> Dossier {
        let model = self.models.get(&whole.model);
        let missing = model.map(|model| whole.missing(model)).unwrap_or_default();
        let affected = whole.content.affected_administrations.iter();
        Dossier {
            costs: costs(&whole.content.costs),
            affected_administrations: affected.map(ToString::to_string).collect(),
            scores: scores(&whole.scores),
            contributions: whole.contributions.iter().map(contribution).collect(),
            missing,
            need: whole.content.need,
            process: whole.content.process,
            ..listed
        }
    }

    pub(super) async fn all_dossiers(
        &self,
        request: Request<ListDossiersRequest>,
    ) -> Answer<ListDossiersResponse> {
        self.gate.query("ListDossiers", &request).await?;
        let request = request.get_ref();
        let mut input = Input::default();
        let cycle = input.optional("cycle", &request.cycle);
        let status = match request.status {
            0 => Some(None),
            number => input.choice("status", status_from(number)).map(Some),
        };
        let (cycle, status) = input.done(cycle.zip(status))?;
        let (area, officer) = (request.area.clone(), request.officer.clone());
        let filter = DossierFilter { cycle, area, status, officer };
        let filters = format!("{filter:?}");
        let page = Page::parse(request.page_size, &request.page_token, &filters, 1)
            .map_err(|violations| invalid(&violations))?;
        let (dossiers, next_page_token) = self.views.dossiers(&filter, &page).await?;
        Ok(Response::new(ListDossiersResponse { dossiers, next_page_token }))
    }
}
