//! What members say of cases, each for themself, and who is out of which.

use kernel::{Aggregate as _, CaseId, Known, KnownId, Stream};
use platform::grpc::{invalid, not_found, refused};
use platform::journal::{Caller, Desk, Done, Refusal};
use prioritisation_domain::{
    Appraisal, AppraisalCommand, AppraisalFact, AppraisalId, AreaRound, AreaRoundCommand,
    AreaRoundId, Case, may_see_appraisal, may_see_appraisals,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input::appraisals as input;
use crate::moves::subject;

/// The case, its area's round and cycle, and what the member said of it.
pub(super) fn streams(round: &AreaRoundId, id: &AppraisalId) -> Vec<Stream> {
    vec![
        Appraisal::stream(id),
        Case::stream(&id.case),
        AreaRound::stream(round),
        Known::stream(&KnownId::Cycle(round.cycle)),
    ]
}

impl Rpc {
    pub(super) async fn appraise_case(
        &self,
        request: Request<pb::AppraiseCaseRequest>,
    ) -> Result<Response<pb::AppraiseCaseResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("AppraiseCase", &request, request_id).await?;
        let asked = request.into_inner();
        let (case, scores) = input::appraisal(&asked).map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let valuation = self.model(round.cycle).await?.valuation.clone();
        let command = move |desk: &Desk<'_>, round: &AreaRoundId| {
            Ok(AppraisalCommand::Give {
                subject: subject(desk, case, round)?,
                round: asked.round,
                scores: scores.clone(),
                comment: asked.comment.clone(),
                valuation: valuation.clone(),
            })
        };
        let done = self.on_own(caller, case, round, command).await?;
        let value = done.facts.iter().find_map(|fact| match fact.fact::<Appraisal>()? {
            AppraisalFact::Given { given } => Some(given.value),
            _ => None,
        });
        let value = value.unwrap_or_default();
        let answer = pb::AppraiseCaseResponse { revision: done.revision, value };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn declare_conflict(
        &self,
        request: Request<pb::DeclareConflictRequest>,
    ) -> Result<Response<pb::DeclareConflictResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("DeclareConflict", &request, request_id).await?;
        let asked = request.into_inner();
        let case = input::said(&asked.case, "reason", &asked.reason);
        let case = case.map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let command = move |desk: &Desk<'_>, round: &AreaRoundId| {
            let (subject, reason) = (subject(desk, case, round)?, asked.reason.clone());
            Ok(AppraisalCommand::DeclareConflict { subject, reason })
        };
        let done = self.on_own(caller, case, round, command).await?;
        let answer = pb::DeclareConflictResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn revoke_conflict(
        &self,
        request: Request<pb::RevokeConflictRequest>,
    ) -> Result<Response<pb::RevokeConflictResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("RevokeConflict", &request, request_id).await?;
        let asked = request.into_inner();
        let case = input::said(&asked.case, "reason", &asked.reason);
        let case = case.map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let command = move |desk: &Desk<'_>, round: &AreaRoundId| {
            let (subject, reason) = (subject(desk, case, round)?, asked.reason.clone());
            Ok(AppraisalCommand::RevokeConflict { subject, reason })
        };
        let done = self.on_own(caller, case, round, command).await?;
        let answer = pb::RevokeConflictResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    /// Acts on the caller's own appraisal of a case. A conflict of interest changes what the ballots of
    /// its area amount to.
    async fn on_own(
        &self,
        caller: Caller,
        case: CaseId,
        round: AreaRoundId,
        command: impl Fn(&Desk<'_>, &AreaRoundId) -> Result<AppraisalCommand, Refusal>
        + Send
        + Sync
        + 'static,
    ) -> Result<Done, Status> {
        let id = AppraisalId { case, member: caller.actor.person_id() };
        let (streams, main) = (streams(&round, &id), Appraisal::stream(&id));
        let act = move |desk: &mut Desk<'_>| {
            let command = command(desk, &round)?;
            let given = matches!(command, AppraisalCommand::Give { .. });
            desk.act::<Appraisal>(&id, command)?;
            if given {
                return Ok(());
            }
            let noted = AreaRoundCommand::NoteConflict { round: round.clone(), case };
            desk.act::<AreaRound>(&round, noted)
        };
        Ok(self.journal.execute(caller, streams, &main, act).await?)
    }

    pub(super) async fn get_appraisal(
        &self,
        request: Request<pb::GetAppraisalRequest>,
    ) -> Result<Response<pb::GetAppraisalResponse>, Status> {
        let caller = self.gate.query("GetAppraisal", &request).await?.actor.person_id();
        let asked = input::appraisal_of(request.get_ref(), caller.clone());
        let (case, member) = asked.map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let phase = self.phase(&round).await?;
        may_see_appraisal(&round.area, phase, &caller, &member).map_err(|no| refused(&no))?;
        let appraisal = self.views.appraisal(case, &member).await?;
        let appraisal =
            appraisal.ok_or_else(|| not_found("appraisal", format!("{case}/{member}")))?;
        let revision = if caller == member { appraisal.revision } else { 0 };
        let appraisal = Some(pb::Appraisal { revision, ..appraisal });
        Ok(Response::new(pb::GetAppraisalResponse { appraisal }))
    }

    pub(super) async fn list_appraisals(
        &self,
        request: Request<pb::ListAppraisalsRequest>,
    ) -> Result<Response<pb::ListAppraisalsResponse>, Status> {
        self.gate.query("ListAppraisals", &request).await?;
        let asked = request.into_inner();
        let asked = input::of_case(&asked.case, asked.page_size, &asked.page_token);
        let (case, page) = asked.map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let phase = self.phase(&round).await?;
        may_see_appraisals(&round.area, phase).map_err(|no| refused(&no))?;
        Ok(Response::new(self.views.appraisals(case, &page).await?))
    }

    pub(super) async fn list_conflicts(
        &self,
        request: Request<pb::ListConflictsRequest>,
    ) -> Result<Response<pb::ListConflictsResponse>, Status> {
        self.gate.query("ListConflicts", &request).await?;
        let (filter, page) =
            input::conflicts(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.conflicts(&filter, &page).await?))
    }
}
