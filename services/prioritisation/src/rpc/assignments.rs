//! Who is to appraise what (A19).

use kernel::{Aggregate as _, BodyKey, CaseId, Known, KnownId, SeatId, Stream};
use platform::grpc::{invalid, refused};
use platform::journal::{Desk, Refusal};
use prioritisation_domain::{
    Appraisal, AppraisalId, Appraisers, AreaRound, AreaRoundId, Assignment, AssignmentCommand,
    AssignmentFact, Case, areas_of, may_see_load, sitting,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;
use crate::moves::cycle_open;
use crate::views::nothing;

/// What the read tables say there is to share. The desk tells how it stands.
struct Found {
    round: AreaRoundId,
    cases: Vec<CaseId>,
    seats: Vec<SeatId>,
    begun: Vec<AppraisalId>,
}

impl Found {
    fn streams(&self) -> Vec<Stream> {
        let cycle = KnownId::Cycle(self.round.cycle);
        let mut streams = vec![
            Assignment::stream(&self.round),
            AreaRound::stream(&self.round),
            Known::stream(&cycle),
        ];
        streams.extend(self.cases.iter().map(Case::stream));
        streams.extend(self.seats.iter().map(|seat| Known::stream(&KnownId::Seat(*seat))));
        streams.extend(self.begun.iter().map(Appraisal::stream));
        streams
    }

    fn on(&self, desk: &Desk<'_>) -> Result<Appraisers, Refusal> {
        let mut seats = Vec::with_capacity(self.seats.len());
        for id in &self.seats {
            if let Some(Known::Seat(seat)) = desk.state::<Known>(&KnownId::Seat(*id))? {
                seats.push(seat);
            }
        }
        let members = sitting(&seats, desk.now().date());
        let mut appraisers = Appraisers { members, ..Appraisers::default() };
        for id in &self.cases {
            if desk.state::<Case>(id)?.is_some_and(|case| case.live()) {
                appraisers.cases.insert(*id);
            }
        }
        for id in &self.begun {
            let pair = (id.case, id.member.clone());
            match desk.state::<Appraisal>(id)? {
                Some(said) if said.conflicted() => appraisers.conflicted.insert(pair),
                Some(said) if said.given.is_some() => appraisers.appraised.insert(pair),
                _ => false,
            };
        }
        Ok(appraisers)
    }
}

impl Rpc {
    async fn found(&self, round: AreaRoundId) -> Result<Found, Status> {
        let body = BodyKey::group(&round.area);
        let seats = platform::known::seats_on(&self.reader, &body).await?;
        Ok(Found {
            cases: self.views.live_cases(&round).await?,
            seats: seats.into_iter().map(|seat| seat.id).collect(),
            begun: self.views.begun(&round).await?,
            round,
        })
    }

    pub(super) async fn assign_appraisals(
        &self,
        request: Request<pb::AssignAppraisalsRequest>,
    ) -> Result<Response<pb::AssignAppraisalsResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("AssignAppraisals", &request, request_id).await?;
        let asked = request.into_inner();
        let round = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        let load = self.model(round.cycle).await?.appraisal.load;
        let (main, found) = (Assignment::stream(&round), self.found(round).await?);
        let streams = found.streams();
        let act = move |desk: &mut Desk<'_>| {
            let round = found.round.clone();
            let phase = desk.state::<AreaRound>(&round)?.map(|round| round.phase);
            let (cycle_open, appraisers) = (cycle_open(desk, round.cycle)?, found.on(desk)?);
            let command =
                AssignmentCommand::Distribute { round, phase, appraisers, load, cycle_open };
            desk.act::<Assignment>(&found.round, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let changed = done.facts.iter().find_map(|fact| {
            let AssignmentFact::Distributed { changed } = fact.fact::<Assignment>()?;
            u32::try_from(changed.len()).ok()
        });
        let changed = changed.unwrap_or_default();
        let answer = pb::AssignAppraisalsResponse { revision: done.revision, changed };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn get_workload(
        &self,
        request: Request<pb::GetWorkloadRequest>,
    ) -> Result<Response<pb::GetWorkloadResponse>, Status> {
        let caller = self.gate.query("GetWorkload", &request).await?;
        let asked = request.into_inner();
        let round = input::round(&asked.cycle, &asked.area).map_err(|wrong| invalid(&wrong))?;
        may_see_load(&caller.actor, self.clock.now(), &round).map_err(|no| refused(&no))?;
        let cap = self.model(round.cycle).await?.appraisal.load.cap;
        let body = BodyKey::group(&round.area);
        let seats = platform::known::seats_on(&self.reader, &body).await?;
        let mut members = self.views.workload(&round).await?;
        for member in sitting(&seats, self.today()) {
            members.entry(member.to_string()).or_insert_with(|| nothing(member.to_string()));
        }
        let members = members.into_values().map(|one| pb::Workload { cap, ..one }).collect();
        Ok(Response::new(pb::GetWorkloadResponse { members }))
    }

    pub(super) async fn list_my_appraisals(
        &self,
        request: Request<pb::ListMyAppraisalsRequest>,
    ) -> Result<Response<pb::ListMyAppraisalsResponse>, Status> {
        let caller = self.gate.query("ListMyAppraisals", &request).await?;
        let asked = input::appraisals::to_do(request.get_ref());
        let (cycle, area, page) = asked.map_err(|wrong| invalid(&wrong))?;
        let open = self.terms(cycle).await?.open;
        let mut areas = areas_of(&caller.actor, self.today(), open);
        areas.retain(|one| area.as_ref().is_none_or(|area| area == one));
        let member = caller.actor.person_id();
        Ok(Response::new(self.views.to_do(&member, cycle, &areas, &page).await?))
    }
}
