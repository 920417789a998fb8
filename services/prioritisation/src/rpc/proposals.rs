//! The city-wide proposal.

use kernel::{Aggregate as _, CycleId, Known, KnownId, Stream};
use platform::grpc::invalid;
use platform::journal::{Desk, Done, Refusal};
use prioritisation_domain::{
    AreaRound, AreaRoundId, CityProposal, CityProposalCommand, CityProposalFact, ground_digest,
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

/// The same with the areas' rounds.
fn streams_with(cycle: CycleId, rounds: &[AreaRoundId]) -> Vec<Stream> {
    let mut all = streams(cycle);
    all.extend(rounds.iter().map(AreaRound::stream));
    all
}

fn states(desk: &Desk<'_>, rounds: &[AreaRoundId]) -> Result<Vec<AreaRound>, Refusal> {
    let states = rounds.iter().map(|id| desk.state::<AreaRound>(id));
    Ok(states.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

impl Rpc {
    /// The rounds of all areas of the cycle's model.
    async fn rounds(&self, cycle: CycleId) -> Result<Vec<AreaRoundId>, Status> {
        let model = self.model(cycle).await?;
        let round = |area: &model::Area| AreaRoundId { cycle, area: area.key.clone() };
        Ok(model.areas.iter().map(round).collect())
    }

    pub(super) async fn compose_proposal(
        &self,
        request: Request<pb::ComposeProposalRequest>,
    ) -> Result<Response<pb::ComposeProposalResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("ComposeProposal", &request, request_id).await?;
        let asked = request.into_inner();
        let cycle: CycleId =
            platform::input::one("cycle", &asked.cycle).map_err(|wrong| invalid(&wrong))?;
        let asked = self.asked(cycle, asked.settings.as_ref(), &asked.overrides).await?;
        let material = self.material(cycle, "").await?;
        let ground = ground_digest(cycle, &material.rounds);
        let plan = asked.plan(material.ground).await?;
        let ids = self.rounds(cycle).await?;
        let (streams, main) = (streams_with(cycle, &ids), CityProposal::stream(&cycle));
        let act = move |desk: &mut Desk<'_>| {
            let cycle_open = cycle_open(desk, cycle)?;
            let rounds = states(desk, &ids)?;
            let areas = ids.iter().map(|id| id.area.clone()).collect();
            let (plan, ground) = (Box::new(plan.clone()), ground.clone());
            let command =
                CityProposalCommand::Compose { cycle, areas, rounds, plan, ground, cycle_open };
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
        let ids = self.rounds(cycle).await?;
        let (streams, main) = (streams_with(cycle, &ids), CityProposal::stream(&cycle));
        let act = move |desk: &mut Desk<'_>| {
            desk.at_revision::<CityProposal>(&cycle, asked.revision)?;
            let cycle_open = cycle_open(desk, cycle)?;
            let rounds = states(desk, &ids)?;
            let command = CityProposalCommand::HandOver { cycle, rounds, cycle_open };
            desk.act::<CityProposal>(&cycle, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
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
