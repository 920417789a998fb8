//! Step two: the area's ranking, decided and explained.

use kernel::{Aggregate as _, BodyKey, Known, KnownId, Seat};
use model::{Model, RankingMethod};
use platform::grpc::{invalid, not_found, refused};
use platform::journal::{Desk, Refusal};
use platform::sql::Value;
use prioritisation_domain::{
    AreaRound, AreaRoundCommand, AreaRoundFact, AreaRoundId, Candidate, Computed, GroupRules,
    Meeting, Phase, Vote, compute, explain, may_see_all,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use super::area_rounds::streams;
use crate::moves::cycle_open;
use crate::{input, wire};

impl Rpc {
    pub(super) async fn decide_ranking(
        &self,
        request: Request<pb::DecideRankingRequest>,
    ) -> Result<Response<pb::DecideRankingResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("DecideRanking", &request, request_id).await?;
        let asked = input::decided(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let round = asked.round.clone();
        let model = self.model(round.cycle).await?;
        // In this order: what is counted changes with the round's revision or not at all, once its
        // ballot is closed.
        let (phase, revision) = self.views.phase_at(&round).await?.unzip();
        let read_closed = phase >= Some(Phase::BallotClosed);
        let computed = self.computed(&round, model.ranking.method).await?;
        let group = BodyKey::group(&round.area);
        let seats = platform::known::seats_on(&self.reader, &group).await?;
        let (mut streams, main) = (streams(&round), AreaRound::stream(&round));
        let seats: Vec<_> = seats.into_iter().map(|seat| KnownId::Seat(seat.id)).collect();
        streams.extend(seats.iter().map(Known::stream));
        let rules = rules(&model);
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            if read_closed {
                desk.at_revision::<AreaRound>(&round, revision.unwrap_or_default())?;
            }
            let meeting = Meeting {
                attendance: asked.attendance.clone(),
                despite: asked.despite.clone(),
                seats: seated(desk, &seats)?,
                rules: rules.clone(),
            };
            let command = AreaRoundCommand::DecideRanking {
                round: round.clone(),
                computed: computed.clone(),
                read_closed,
                moves: asked.moves.clone(),
                meeting,
                cycle_open,
            };
            desk.act::<AreaRound>(&round, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let entries = done.facts.iter().find_map(|fact| match fact.fact::<AreaRound>() {
            Some(AreaRoundFact::Ranked { ranking }) => Some(&ranking.entries),
            _ => None,
        });
        let entries = entries.into_iter().flatten().map(wire::entry).collect();
        let answer = pb::DecideRankingResponse { revision: done.revision, entries };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn explain_ranking(
        &self,
        request: Request<pb::ExplainRankingRequest>,
    ) -> Result<Response<pb::ExplainRankingResponse>, Status> {
        self.gate.query("ExplainRanking", &request).await?;
        let asked = input::explained(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let round = asked.round;
        let phase = self.views.phase(&round).await?;
        let phase = phase.ok_or_else(|| not_found("area round", &round))?;
        may_see_all(&round.area, phase).map_err(|no| refused(&no))?;
        let model = self.model(round.cycle).await?;
        let method = asked.method.unwrap_or(model.ranking.method);
        let (candidates, votes) = self.counted(&round).await?;
        let decided = self.views.decided(&round).await?;
        let explained = apart(move || explain(method, &candidates, &votes)).await?;
        let concerns = |step: &prioritisation_domain::RankingStep| {
            asked.initiative.is_none_or(|one| step.concerns(one))
        };
        let from = match asked.page.after.first() {
            Some(Value::Int(Some(last))) => usize::try_from(*last).unwrap_or_default(),
            _ => 0,
        };
        let steps = explained.steps.iter().filter(|step| concerns(step)).enumerate().skip(from);
        let mut steps: Vec<_> = steps.take(asked.page.limit()).collect();
        let next_page_token = asked.page.finish(&mut steps, |(i, _)| vec![(i + 1).into()]);
        let place = |(candidate, rank): (&Candidate, u32)| {
            let initiative = candidate.initiative.to_string();
            let decided_rank = decided.get(&initiative).copied().unwrap_or_default();
            pb::ComputedPlace { initiative, rank, decided_rank }
        };
        Ok(Response::new(pb::ExplainRankingResponse {
            method: wire::method(method).into(),
            ballots: explained.computed.ballots,
            places: explained.computed.order.iter().zip(1_u32..).map(place).collect(),
            ties: explained.computed.ties.iter().map(wire::tie).collect(),
            steps: steps.into_iter().map(|(_, step)| wire::step(step)).collect(),
            next_page_token,
        }))
    }

    async fn computed(
        &self,
        round: &AreaRoundId,
        method: RankingMethod,
    ) -> Result<Computed, Status> {
        let (candidates, votes) = self.counted(round).await?;
        apart(move || compute(method, &candidates, &votes)).await
    }

    /// Candidates that are left, and the ballots.
    async fn counted(&self, round: &AreaRoundId) -> Result<(Vec<Candidate>, Vec<Vote>), Status> {
        Ok((self.views.candidates(round).await?, self.views.votes(round).await?))
    }
}

/// Counts apart: it can take seconds with thousands of candidates.
async fn apart<T: Send + 'static>(
    count: impl FnOnce() -> Result<T, kernel::Violations> + Send + 'static,
) -> Result<T, Status> {
    platform::grpc::apart(count).await?.map_err(|wrong| invalid(&wrong))
}

fn rules(model: &Model) -> GroupRules {
    let group = &model.bodies.group;
    let composition = group.composition.clone();
    GroupRules { seats: group.seats, quorum: group.quorum, composition }
}

fn seated(desk: &Desk<'_>, ids: &[KnownId]) -> Result<Vec<Seat>, Refusal> {
    let mut seats = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(Known::Seat(seat)) = desk.state::<Known>(id)? {
            seats.push(seat);
        }
    }
    Ok(seats)
}
