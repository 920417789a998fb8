//! Queries.

use kernel::{AdministrationId, CompilationId, InitiativeId};
use platform::grpc::{invalid, not_found};
use platform::page::Page;
use proto::intake::v1::*;
use tonic::{Request, Response, Status};

use super::{Answer, Rpc};
use crate::convert::status_from;
use crate::input::{self, Input};
use crate::views::{AnswerFilter, InitiativeFilter};

/// A page whose tokens belong to this list with these filters.
fn page(size: i32, token: &str, filters: &str, keys: usize) -> Result<Page, Status> {
    Page::parse(size, token, filters, keys).map_err(|violations| invalid(&violations))
}

impl Rpc {
    pub(super) async fn one_administration(
        &self,
        request: Request<GetAdministrationRequest>,
    ) -> Answer<GetAdministrationResponse> {
        self.gate.query("GetAdministration", &request).await?;
        let text = &request.get_ref().administration;
        let id: AdministrationId = input::id("administration", text)?;
        let found = self.views.administration(id).await?;
        let administration = Some(found.ok_or_else(|| not_found("administration", id))?);
        Ok(Response::new(GetAdministrationResponse { administration }))
    }

    pub(super) async fn all_administrations(
        &self,
        request: Request<ListAdministrationsRequest>,
    ) -> Answer<ListAdministrationsResponse> {
        self.gate.query("ListAdministrations", &request).await?;
        let request = request.get_ref();
        let page = page(request.page_size, &request.page_token, "administrations", 2)?;
        let (administrations, next_page_token) = self.views.administrations(&page).await?;
        Ok(Response::new(ListAdministrationsResponse { administrations, next_page_token }))
    }

    pub(super) async fn one_initiative(
        &self,
        request: Request<GetInitiativeRequest>,
    ) -> Answer<GetInitiativeResponse> {
        self.gate.query("GetInitiative", &request).await?;
        let id: InitiativeId = input::id("initiative", &request.get_ref().initiative)?;
        let initiative = Some(self.found(id).await?);
        Ok(Response::new(GetInitiativeResponse { initiative }))
    }

    async fn found(&self, id: InitiativeId) -> Result<Initiative, Status> {
        self.views.initiative(id).await?.ok_or_else(|| not_found("initiative", id))
    }

    pub(super) async fn all_initiatives(
        &self,
        request: Request<ListInitiativesRequest>,
    ) -> Answer<ListInitiativesResponse> {
        self.gate.query("ListInitiatives", &request).await?;
        let request = request.get_ref();
        let mut input = Input::default();
        let administration = input.optional(&request.administration, |input| {
            input.parse("administration", &request.administration)
        });
        let cycle = input.optional(&request.cycle, |input| input.parse("cycle", &request.cycle));
        let status = input.choice("status", request.status, status_from);
        input.at_most("search", &request.search, 200);
        let area = request.area.is_empty() || request.area.parse::<kernel::AreaKey>().is_ok();
        input.unless(area, "area", "is not an area key");
        let searches = request.search.is_empty() || request.search.contains(char::is_alphanumeric);
        input.unless(searches, "search", "must hold a letter or a digit");
        let read = (|| Some((administration?, cycle?, status?)))();
        let (administration, cycle, status) = input.done(read)?;
        let filter = InitiativeFilter {
            administration,
            area: request.area.clone(),
            cycle,
            status,
            search: request.search.clone(),
        };
        let page = page(request.page_size, &request.page_token, &format!("{filter:?}"), 1)?;
        let (initiatives, next_page_token) = self.views.initiatives(&filter, &page).await?;
        Ok(Response::new(ListInitiativesResponse { initiatives, next_page_token }))
    }

    pub(super) async fn one_compilation(
        &self,
        request: Request<GetCompilationRequest>,
    ) -> Answer<GetCompilationResponse> {
        self.gate.query("GetCompilation", &request).await?;
        let id: CompilationId = input::id("compilation", &request.get_ref().compilation)?;
        let found = self.views.compilation(id).await?;
        let compilation = Some(found.ok_or_else(|| not_found("compilation", id))?);
        Ok(Response::new(GetCompilationResponse { compilation }))
    }

    pub(super) async fn all_compilations(
        &self,
        request: Request<ListCompilationsRequest>,
    ) -> Answer<ListCompilationsResponse> {
        self.gate.query("ListCompilations", &request).await?;
        let request = request.get_ref();
        let mut input = Input::default();
        let administration = input.optional(&request.administration, |input| {
            input.parse("administration", &request.administration)
        });
        let cycle = input.optional(&request.cycle, |input| input.parse("cycle", &request.cycle));
        let (administration, cycle) = input.done(administration.zip(cycle))?;
        let filters = format!("compilations {administration:?} {cycle:?}");
        let page = page(request.page_size, &request.page_token, &filters, 1)?;
        let (compilations, next_page_token) =
            self.views.compilations(administration, cycle, &page).await?;
        Ok(Response::new(ListCompilationsResponse { compilations, next_page_token }))
    }

    pub(super) async fn all_answers(
        &self,
        request: Request<ListAnswersRequest>,
    ) -> Answer<ListAnswersResponse> {
        self.gate.query("ListAnswers", &request).await?;
        let request = request.get_ref();
        let mut input = Input::default();
        let initiative = input
            .optional(&request.initiative, |input| input.parse("initiative", &request.initiative));
        let administration = input.optional(&request.administration, |input| {
            input.parse("administration", &request.administration)
        });
        let (initiative, administration) = input.done(initiative.zip(administration))?;
        let filter = AnswerFilter {
            initiative,
            administration,
            proposer: request.proposer.clone(),
            final_only: request.final_only,
            waiting_only: request.waiting_only,
        };
        let page = page(request.page_size, &request.page_token, &format!("{filter:?}"), 1)?;
        let (answers, next_page_token) = self.views.answers(&filter, &page).await?;
        Ok(Response::new(ListAnswersResponse { answers, next_page_token }))
    }

    pub(super) async fn one_journey(
        &self,
        request: Request<GetJourneyRequest>,
    ) -> Answer<GetJourneyResponse> {
        self.gate.query("GetJourney", &request).await?;
        let id: InitiativeId = input::id("initiative", &request.get_ref().initiative)?;
        let initiative = Some(self.found(id).await?);
        let (steps, answers) = self.views.journey(id).await?;
        Ok(Response::new(GetJourneyResponse { initiative, steps, answers }))
    }
}
