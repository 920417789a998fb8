//! The queries. Ballots are shown as the rules say who may see them.

use kernel::{CaseId, CycleId};
use platform::grpc::{invalid, not_found, refused};
use prioritisation_domain::{AreaRoundId, Phase, may_see_all, may_see_ballot};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    pub(super) async fn get_case(
        &self,
        request: Request<pb::GetCaseRequest>,
    ) -> Result<Response<pb::GetCaseResponse>, Status> {
        self.gate.query("GetCase", &request).await?;
        let id: CaseId = platform::input::one("case", &request.get_ref().case)
            .map_err(|wrong| invalid(&wrong))?;
        let case = self.views.case(id).await?.ok_or_else(|| not_found("case", id))?;
        let rounds = self.views.rounds(id).await?;
        Ok(Response::new(pb::GetCaseResponse { case: Some(case), rounds }))
    }

    pub(super) async fn list_cases(
        &self,
        request: Request<pb::ListCasesRequest>,
    ) -> Result<Response<pb::ListCasesResponse>, Status> {
        self.gate.query("ListCases", &request).await?;
        let (filter, page) = input::cases(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.cases(&filter, &page).await?))
    }

    pub(super) async fn get_area_round(
        &self,
        request: Request<pb::GetAreaRoundRequest>,
    ) -> Result<Response<pb::GetAreaRoundResponse>, Status> {
        self.gate.query("GetAreaRound", &request).await?;
        let asked = request.into_inner();
        let id = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        let round = self.views.area_round(&id).await?;
        let round = round.ok_or_else(|| not_found("area round", &id))?;
        Ok(Response::new(pb::GetAreaRoundResponse { area_round: Some(round) }))
    }

    pub(super) async fn list_area_rounds(
        &self,
        request: Request<pb::ListAreaRoundsRequest>,
    ) -> Result<Response<pb::ListAreaRoundsResponse>, Status> {
        self.gate.query("ListAreaRounds", &request).await?;
        let (cycle, phase, page) =
            input::area_rounds(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.area_rounds(cycle, phase, &page).await?))
    }

    pub(super) async fn get_ballot(
        &self,
        request: Request<pb::GetBallotRequest>,
    ) -> Result<Response<pb::GetBallotResponse>, Status> {
        let caller = self.gate.query("GetBallot", &request).await?.actor.person_id();
        let (round, member) =
            input::ballot_of(request.get_ref(), caller.clone()).map_err(|wrong| invalid(&wrong))?;
        let phase = self.phase(&round).await?;
        may_see_ballot(&round.area, phase, &caller, &member).map_err(|no| refused(&no))?;
        let ballot = self.views.ballot(&round, &member).await?;
        let ballot = ballot.ok_or_else(|| not_found("ballot", format!("{round}/{member}")))?;
        Ok(Response::new(pb::GetBallotResponse { ballot: Some(ballot) }))
    }

    pub(super) async fn list_ballots(
        &self,
        request: Request<pb::ListBallotsRequest>,
    ) -> Result<Response<pb::ListBallotsResponse>, Status> {
        self.gate.query("ListBallots", &request).await?;
        let (round, page) = input::ballots(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let phase = self.phase(&round).await?;
        may_see_all(&round.area, phase).map_err(|no| refused(&no))?;
        Ok(Response::new(self.views.ballots(&round, &page).await?))
    }

    pub(super) async fn get_proposal(
        &self,
        request: Request<pb::GetProposalRequest>,
    ) -> Result<Response<pb::GetProposalResponse>, Status> {
        self.gate.query("GetProposal", &request).await?;
        let cycle: CycleId = platform::input::one("cycle", &request.get_ref().cycle)
            .map_err(|wrong| invalid(&wrong))?;
        let proposal = self.views.proposal(cycle).await?;
        let proposal = proposal.ok_or_else(|| not_found("proposal", cycle))?;
        Ok(Response::new(pb::GetProposalResponse { proposal: Some(proposal) }))
    }

    pub(super) async fn list_proposal_items(
        &self,
        request: Request<pb::ListProposalItemsRequest>,
    ) -> Result<Response<pb::ListProposalItemsResponse>, Status> {
        self.gate.query("ListProposalItems", &request).await?;
        let (cycle, area, page) =
            input::proposal_items(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.proposal_items(cycle, area.as_ref(), &page).await?))
    }

    pub(super) async fn phase(&self, round: &AreaRoundId) -> Result<Phase, Status> {
        self.views.phase(round).await?.ok_or_else(|| not_found("area round", round))
    }
}
