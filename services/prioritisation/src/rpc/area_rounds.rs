//! Step two: ballots and the area's ranking.

use kernel::{Aggregate as _, CaseId, Known, KnownId, Stream};
use platform::grpc::invalid;
use platform::journal::{Desk, Refusal};
use prioritisation_domain::{
    AreaRound, AreaRoundCommand, AreaRoundFact, AreaRoundId, Ballot, BallotCommand, BallotId, Case,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::moves::cycle_open;
use crate::{input, wire};

/// The round and its cycle.
fn streams(round: &AreaRoundId) -> Vec<Stream> {
    vec![AreaRound::stream(round), Known::stream(&KnownId::Cycle(round.cycle))]
}

impl Rpc {
    pub(super) async fn open_ballot(
        &self,
        request: Request<pb::OpenBallotRequest>,
    ) -> Result<Response<pb::OpenBallotResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("OpenBallot", &request, request_id).await?;
        let asked = request.into_inner();
        let round = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        let ids = self.views.live_cases(&round).await?;
        let mut streams = streams(&round);
        streams.extend(ids.iter().map(Case::stream));
        let main = AreaRound::stream(&round);
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            let cases = cases(desk, &ids)?;
            let command = AreaRoundCommand::OpenBallot { round: round.clone(), cases, cycle_open };
            desk.act::<AreaRound>(&round, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let candidates = done.facts.iter().find_map(|fact| match fact.fact::<AreaRound>() {
            Some(AreaRoundFact::BallotOpened { candidates }) => Some(candidates.len()),
            _ => None,
        });
        let candidates = candidates.and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
        let answer = pb::OpenBallotResponse { revision: done.revision, candidates };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn cast_ballot(
        &self,
        request: Request<pb::CastBallotRequest>,
    ) -> Result<Response<pb::CastBallotResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("CastBallot", &request, request_id).await?;
        let (round, order) = input::ballot(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let ballot = BallotId { round: round.clone(), member: caller.actor.person_id() };
        let main = Ballot::stream(&ballot);
        let mut streams = streams(&round);
        streams.push(main.clone());
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            let paper = desk.state::<AreaRound>(&round)?.map(|state| state.paper());
            let recast = desk.state::<Ballot>(&ballot)?.is_some();
            let (round, order) = (round.clone(), order.clone());
            let count = AreaRoundCommand::CountBallot { round: round.clone(), recast };
            let cast = BallotCommand::Cast { round: round.clone(), order, paper, cycle_open };
            desk.act::<Ballot>(&ballot, cast)?;
            desk.act::<AreaRound>(&round, count)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let answer = pb::CastBallotResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn close_ballot(
        &self,
        request: Request<pb::CloseBallotRequest>,
    ) -> Result<Response<pb::CloseBallotResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("CloseBallot", &request, request_id).await?;
        let asked = request.into_inner();
        let round = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        let (streams, main) = (streams(&round), AreaRound::stream(&round));
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            let command = AreaRoundCommand::CloseBallot { round: round.clone(), cycle_open };
            desk.act::<AreaRound>(&round, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let answer = pb::CloseBallotResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn decide_ranking(
        &self,
        request: Request<pb::DecideRankingRequest>,
    ) -> Result<Response<pb::DecideRankingResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("DecideRanking", &request, request_id).await?;
        let asked = request.into_inner();
        let round = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        let voters = self.views.voters(&round).await?;
        let of = |member| BallotId { round: round.clone(), member };
        let ballots: Vec<_> = voters.into_iter().map(of).collect();
        let (mut streams, main) = (streams(&round), AreaRound::stream(&round));
        streams.extend(ballots.iter().map(Ballot::stream));
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            let states = ballots.iter().map(|id| desk.state::<Ballot>(id));
            let states = states.collect::<Result<Vec<_>, _>>()?;
            let ballots = states.into_iter().flatten().map(|ballot| ballot.order).collect();
            let command =
                AreaRoundCommand::DecideRanking { round: round.clone(), ballots, cycle_open };
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
}

fn cases(desk: &Desk<'_>, ids: &[CaseId]) -> Result<Vec<(CaseId, Case)>, Refusal> {
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        cases.extend(desk.state::<Case>(id)?.map(|case| (*id, case)));
    }
    Ok(cases)
}
