//! Step two: ballots.

use kernel::{Aggregate as _, CaseId, Known, KnownId, Stream};
use platform::grpc::invalid;
use platform::journal::{Desk, Refusal};
use prioritisation_domain::{
    AreaRound, AreaRoundCommand, AreaRoundFact, AreaRoundId, Ballot, BallotCommand, BallotId, Case,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;
use crate::moves::cycle_open;

/// The round and its cycle.
pub(super) fn streams(round: &AreaRoundId) -> Vec<Stream> {
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
        let (round, places, ordered) =
            input::ballot(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let ballot = BallotId { round: round.clone(), member: caller.actor.person_id() };
        // A conflict that is declared from here on voids what the ballot says when it is counted.
        let conflicts = self.views.conflicts_of(&round, &ballot.member).await?;
        let main = Ballot::stream(&ballot);
        let mut streams = streams(&round);
        streams.push(main.clone());
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, round.cycle)?;
            let paper = desk.state::<AreaRound>(&round)?;
            let paper = paper.map(|state| state.paper(conflicts.clone()));
            let (round, places) = (round.clone(), places.clone());
            let cast = BallotCommand::Cast { round, places, ordered, paper, cycle_open };
            desk.act::<Ballot>(&ballot, cast)
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
        // One that is cast from here on is counted all the same: its number only grows.
        let cast = self.views.any_ballot(&round).await?;
        let act = move |desk: &mut Desk<'_>| {
            let (cycle_open, round) = (cycle_open(desk, round.cycle)?, round.clone());
            let command = AreaRoundCommand::CloseBallot { round: round.clone(), cast, cycle_open };
            desk.act::<AreaRound>(&round, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let answer = pb::CloseBallotResponse { revision: done.revision };
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
