//! The city-wide proposal.

use kernel::{Aggregate as _, CycleId, Known, KnownId, Stream};
use platform::grpc::invalid;
use platform::journal::{Desk, Done};
use prioritisation_domain::{
    AreaRound, AreaRoundId, CityProposal, CityProposalCommand, CityProposalFact,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;
use crate::moves::cycle_open;

/// The proposal and its cycle.
fn streams(cycle: CycleId) -> Vec<Stream> {
    vec![CityProposal::stream(&cycle), Known::stream(&KnownId::Cycle(cycle))]
}

impl Rpc {
    pub(super) async fn compose_proposal(
        &self,
        request: Request<pb::ComposeProposalRequest>,
    ) -> Result<Response<pb::ComposeProposalResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("ComposeProposal", &request, request_id).await?;
        let cycle: CycleId = platform::input::one("cycle", &request.get_ref().cycle)
            .map_err(|wrong| invalid(&wrong))?;
        let model = self.model(cycle).await?;
        let areas: Vec<_> = model.areas.iter().map(|area| area.key.clone()).collect();
        let round = |area: &kernel::AreaKey| AreaRoundId { cycle, area: area.clone() };
        let ids: Vec<_> = areas.iter().map(round).collect();
        let (mut streams, main) = (streams(cycle), CityProposal::stream(&cycle));
        streams.extend(ids.iter().map(AreaRound::stream));
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, cycle)?;
            let rounds = ids.iter().map(|id| desk.state::<AreaRound>(id));
            let rounds = rounds.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            let areas = areas.clone();
            let command = CityProposalCommand::Compose { cycle, areas, rounds, cycle_open };
            desk.act::<CityProposal>(&cycle, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let (count, digest) = count_and_digest(&done);
        let answer = pb::ComposeProposalResponse { revision: done.revision, count, digest };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn sign_proposal(
        &self,
        request: Request<pb::SignProposalRequest>,
    ) -> Result<Response<pb::SignProposalResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("SignProposal", &request, request_id).await?;
        let asked = request.into_inner();
        let (cycle, competence) = input::signing(&asked).map_err(|wrong| invalid(&wrong))?;
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<CityProposal>(&cycle, asked.revision)?;
            let cycle_open = cycle_open(desk, cycle)?;
            let command = CityProposalCommand::Sign { cycle, competence, cycle_open };
            desk.act::<CityProposal>(&cycle, command)
        };
        let main = CityProposal::stream(&cycle);
        let done = self.journal.execute(caller, streams(cycle), &main, act).await?;
        let answer = pb::SignProposalResponse { revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn hand_over_proposal(
        &self,
        request: Request<pb::HandOverProposalRequest>,
    ) -> Result<Response<pb::HandOverProposalResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("HandOverProposal", &request, request_id).await?;
        let asked = request.into_inner();
        let cycle: CycleId =
            platform::input::one("cycle", &asked.cycle).map_err(|wrong| invalid(&wrong))?;
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<CityProposal>(&cycle, asked.revision)?;
            let cycle_open = cycle_open(desk, cycle)?;
            let command = CityProposalCommand::HandOver { cycle, cycle_open };
            desk.act::<CityProposal>(&cycle, command)
        };
        let main = CityProposal::stream(&cycle);
        let done = self.journal.execute(caller, streams(cycle), &main, act).await?;
        let (count, digest) = count_and_digest(&done);
        let answer = pb::HandOverProposalResponse { revision: done.revision, count, digest };
        Ok(self.gate.answer(&done, answer))
    }
}

fn count_and_digest(done: &Done) -> (u32, String) {
    let found = done.facts.iter().find_map(|fact| match fact.fact::<CityProposal>()? {
        CityProposalFact::Composed { items, digest, .. } => {
            Some((u32::try_from(items.len()).unwrap_or(u32::MAX), digest.clone()))
        }
        CityProposalFact::HandedOver { count, digest, .. } => Some((*count, digest.clone())),
        CityProposalFact::Signed { .. } | CityProposalFact::ItemHandedOver { .. } => None,
    });
    found.unwrap_or_default()
}
