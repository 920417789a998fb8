//! Meetings and the recommendation.

use council_domain::{
    Bodies, BodiesId, Meeting, MeetingCommand, MeetingFact, ProposalStanding, Recommendation,
    RecommendationCommand, RecommendationFact, RecommendationItem, RecommendationItemCommand,
    Withdrawal,
};
use kernel::{Aggregate as _, BodyKey, CycleId, Known, KnownId, MeetingId};
use platform::grpc::{invalid, not_found};
use platform::journal::{Desk, Done, Refusal};
use proto::council::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;

impl Rpc {
    pub(super) async fn open_meeting(
        &self,
        request: Request<pb::OpenMeetingRequest>,
    ) -> Result<Response<pb::OpenMeetingResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("OpenMeeting", &request, request_id).await?;
        let (cycle, attendance) =
            input::opening(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let body = self.model_of(cycle).await?.bodies.council.clone();
        let meeting = MeetingId::new(self.ids.uuid());
        let main = Meeting::stream(&meeting);
        let streams =
            vec![main.clone(), Bodies::stream(&BodiesId), Known::stream(&KnownId::Cycle(cycle))];
        let act = move |desk: &mut Desk<'_>| {
            let today = desk.now().date();
            let bodies = desk.state::<Bodies>(&BodiesId)?.unwrap_or_default();
            let command = MeetingCommand::Open {
                cycle,
                attendance: attendance.clone(),
                council: bodies.members_on(&BodyKey::council(), today),
                seats: body.seats,
                quorum: body.quorum,
                cycle_open: cycle_open(desk, cycle)?,
            };
            desk.act::<Meeting>(&meeting, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let opened = done.facts.iter().find_map(platform::journal::Recorded::id::<Meeting>);
        let meeting = opened.unwrap_or(meeting).to_string();
        Ok(self.gate.answer(&done, pb::OpenMeetingResponse { meeting, revision: done.revision }))
    }

    pub(super) async fn handle_proposal(
        &self,
        request: Request<pb::HandleProposalRequest>,
    ) -> Result<Response<pb::HandleProposalResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("HandleProposal", &request, request_id).await?;
        let asked = request.into_inner();
        let (meeting, cycle) = self.meeting_of(&asked.meeting).await?;
        let main = Meeting::stream(&meeting);
        let streams = vec![main.clone(), Recommendation::stream(&cycle)];
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<Meeting>(&meeting, asked.revision)?;
            let recommendation = desk.state::<Recommendation>(&cycle)?;
            let proposal = ProposalStanding::of(recommendation.as_ref());
            desk.act::<Meeting>(&meeting, MeetingCommand::HandleProposal { meeting, proposal })
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let handled = done.facts.iter().find_map(|fact| match fact.fact::<Meeting>()? {
            MeetingFact::ProposalHandled { count, digest } => Some((*count, digest.clone())),
            _ => None,
        });
        let (count, digest) = handled.unwrap_or_default();
        let answer = pb::HandleProposalResponse { revision: done.revision, count, digest };
        Ok(self.gate.answer(&done, answer))
    }

    /// One transaction over the meeting, every item in city order with its withdrawal, if any, and
    /// the recommendation (C10).
    pub(super) async fn issue_recommendation(
        &self,
        request: Request<pb::IssueRecommendationRequest>,
    ) -> Result<Response<pb::IssueRecommendationResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("IssueRecommendation", &request, request_id).await?;
        let asked = request.into_inner();
        let (meeting, cycle) = self.meeting_of(&asked.meeting).await?;
        let proposed = self.views.proposed(cycle).await?;
        let items = u32::try_from(proposed.len()).unwrap_or(u32::MAX);
        let main = Meeting::stream(&meeting);
        let mut streams = vec![main.clone(), Recommendation::stream(&cycle)];
        streams.extend(proposed.iter().map(|(case, _)| RecommendationItem::stream(case)));
        streams.extend(proposed.iter().map(|(_, initiative)| Withdrawal::stream(initiative)));
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<Meeting>(&meeting, asked.revision)?;
            desk.act::<Meeting>(&meeting, MeetingCommand::Issue { meeting })?;
            let mut withdrawn = 0;
            for (case, initiative) in &proposed {
                let withdrawal = desk.state::<Withdrawal>(initiative)?;
                withdrawn += u32::from(withdrawal.is_some());
                let case = *case;
                let command = RecommendationItemCommand::Recommend { case, meeting, withdrawal };
                desk.act::<RecommendationItem>(&case, command)?;
            }
            let command = RecommendationCommand::Issue { cycle, meeting, items, withdrawn };
            desk.act::<Recommendation>(&cycle, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let (count, digest) = issued(&done);
        let answer = pb::IssueRecommendationResponse { revision: done.revision, count, digest };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn close_meeting(
        &self,
        request: Request<pb::CloseMeetingRequest>,
    ) -> Result<Response<pb::CloseMeetingResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("CloseMeeting", &request, request_id).await?;
        let asked = request.into_inner();
        let meeting: MeetingId =
            platform::input::one("meeting", &asked.meeting).map_err(|wrong| invalid(&wrong))?;
        let main = Meeting::stream(&meeting);
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<Meeting>(&meeting, asked.revision)?;
            desk.act::<Meeting>(&meeting, MeetingCommand::Close { meeting })
        };
        let done = self.journal.execute(caller, vec![main.clone()], &main, act).await?;
        let answer = pb::CloseMeetingResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    async fn meeting_of(&self, text: &str) -> Result<(MeetingId, CycleId), Status> {
        let meeting = platform::input::one("meeting", text).map_err(|wrong| invalid(&wrong))?;
        let cycle = self.views.cycle_of(meeting).await?;
        Ok((meeting, cycle.ok_or_else(|| not_found("meeting", meeting))?))
    }
}

fn cycle_open(desk: &Desk<'_>, cycle: CycleId) -> Result<bool, Refusal> {
    let known = desk.state::<Known>(&KnownId::Cycle(cycle))?;
    Ok(known.and_then(|known| known.cycle().map(|terms| terms.open)).unwrap_or_default())
}

fn issued(done: &Done) -> (u32, String) {
    let issued = done.facts.iter().find_map(|fact| match fact.fact::<Recommendation>()? {
        RecommendationFact::Issued { count, digest, .. } => Some((*count, digest.clone())),
        _ => None,
    });
    issued.unwrap_or_default()
}
