//! A service with a cycle, a group and people.

use std::sync::Arc;

use kernel::{AdministrationId, CaseId, CycleId, InitiativeId, Office, SeatId};
use model::Models;
use pb::prioritisation_service_client::PrioritisationServiceClient;
use platform::testing::Bench;
use prioritisation::Prioritisation;
use proto::beredning::v1::DossierCompleted;
use proto::budget_integration::v1::{CycleClosed, CycleOpened};
use proto::council::v1::SeatAppointed;
use proto::prioritisation::v1 as pb;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

pub(crate) const SOCIAL: &str = "social";
pub(crate) const AREAS: [&str; 5] =
    ["pedagogical", SOCIAL, "technical", "administrative", "infrastructure"];

pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) client: PrioritisationServiceClient<Channel>,
    requests: u128,
    _folder: tempfile::TempDir,
}

pub(crate) fn initiative(n: u128) -> InitiativeId {
    InitiativeId::new(Uuid::from_u128(n))
}

pub(crate) fn cycle() -> CycleId {
    CycleId::new(Uuid::from_u128(1))
}

pub(crate) fn case(n: u128) -> String {
    CaseId::derived(initiative(n), cycle()).to_string()
}

fn appointed(n: u128, body: &str, role: &str, person: &str) -> SeatAppointed {
    SeatAppointed {
        seat: SeatId::new(Uuid::from_u128(n)).to_string(),
        body: body.to_owned(),
        role: role.to_owned(),
        responsibility: if person == "bo" { "it" } else { "business" }.to_owned(),
        person: person.to_owned(),
        from: "2026-01-01".to_owned(),
        until: String::new(),
        decision_ref: "SLK 1".to_owned(),
    }
}

pub(crate) fn completed(n: u128, area: &str, cost: i64, round: u32) -> DossierCompleted {
    DossierCompleted {
        initiative: initiative(n).to_string(),
        cycle: cycle().to_string(),
        administration: AdministrationId::new(Uuid::from_u128(1)).to_string(),
        reference: format!("ref-{n}"),
        title: format!("Initiative {n}, round {round}"),
        area: area.to_owned(),
        total_cost_ore: cost,
        round,
        ..DossierCompleted::default()
    }
}

/// Reason and code of a refusal.
pub(crate) fn reason(refused: &Status) -> (Code, String) {
    let info = refused.get_error_details().error_info().cloned();
    (refused.code(), info.map(|info| info.reason).unwrap_or_default())
}

/// Fields that a refusal names.
pub(crate) fn fields(refused: &Status) -> Vec<String> {
    let details = refused.get_error_details();
    let violations = details.bad_request().map(|bad| bad.field_violations.clone());
    violations.unwrap_or_default().into_iter().map(|one| one.field).collect()
}

impl World {
    /// The service with nothing in it.
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let models = Arc::new(Models::shipped().unwrap());
        let room = Arc::new(Prioritisation::new(models.clone()));
        let bench = Bench::start(folder.path(), room, move |parts, routes| {
            prioritisation::add_to(parts, &models, routes)
        });
        let bench = bench.await.unwrap();
        let client = PrioritisationServiceClient::new(bench.channel().await.unwrap());
        Self { bench, client, requests: 0, _folder: folder }
    }

    /// The service with an open cycle, and a chair and two members in each area's group.
    pub(crate) async fn new() -> Self {
        let world = Self::empty().await;
        world.open_cycle().await;
        for (n, area) in (1_u128..).zip(AREAS) {
            let body = format!("group:{area}");
            world.seat(10 * n, &body, "group_chair", "chair").await;
            world.seat(10 * n + 1, &body, "group_member", "anna").await;
            world.seat(10 * n + 2, &body, "group_member", "bo").await;
        }
        world
    }

    pub(crate) async fn open_cycle(&self) {
        let opened = CycleOpened {
            cycle: cycle().to_string(),
            year: 2028,
            model_version: "stockholm-2008".to_owned(),
            frame_ore: 1_000,
            large_budget_ore: 100,
            submit_by: "2027-02-01".to_owned(),
            step_one_by: "2027-03-01".to_owned(),
            step_two_by: "2027-04-01".to_owned(),
            recommend_by: "2027-05-01".to_owned(),
            decision_ref: "KF 1".to_owned(),
        };
        self.publish("budget-integration", &opened).await;
    }

    pub(crate) async fn close_cycle(&self) {
        let closed = CycleClosed { cycle: cycle().to_string() };
        self.publish("budget-integration", &closed).await;
    }

    /// A seat; `bo` answers for IT, all others for the business.
    pub(crate) async fn seat(&self, n: u128, body: &str, role: &str, person: &str) {
        self.publish("council", &appointed(n, body, role, person)).await;
    }

    /// The same without waiting. Returns the sequence.
    pub(crate) fn send_seat(&self, n: u128, body: &str, role: &str, person: &str) -> u64 {
        let stream = format!("seat/{n}");
        self.bench.source("council").publish(&stream, &appointed(n, body, role, person))
    }

    /// Completes a dossier of initiative `n`, which costs `cost`.
    pub(crate) async fn dossier(&self, n: u128, area: &str, cost: i64, round: u32) -> String {
        self.publish("beredning", &completed(n, area, cost, round)).await;
        case(n)
    }

    /// The same without waiting. Returns the sequence.
    pub(crate) fn send_dossier(&self, n: u128, area: &str, cost: i64, round: u32) -> u64 {
        let stream = format!("dossier/{n}");
        self.bench.source("beredning").publish(&stream, &completed(n, area, cost, round))
    }

    pub(crate) async fn publish<E: proto::Event>(&self, source: &str, event: &E) {
        let sequence = self.bench.source(source).publish("x/1", event);
        assert!(self.bench.taken_in(source, sequence).await, "{} was taken in", E::TYPE);
        let parked = self.bench.node.journal().parked().await.unwrap();
        assert!(parked.is_empty(), "{parked:?}");
    }

    /// A new request id.
    pub(crate) fn id(&mut self) -> String {
        self.requests += 1;
        Uuid::from_u128(self.requests).to_string()
    }

    pub(crate) fn by<T>(&self, person: &str, message: T) -> Request<T> {
        let office = match person {
            "slk" => vec![Office::HandlingOfficer],
            "business" => vec![Office::BusinessExpert],
            "it" => vec![Office::ItExpert],
            "both" => vec![Office::BusinessExpert, Office::ItExpert],
            _ => Vec::new(),
        };
        self.bench.request(message, person, &office)
    }

    pub(crate) async fn assess(
        &mut self,
        person: &str,
        case: &str,
        outcome: pb::StepOneOutcome,
    ) -> Result<pb::AssessCaseResponse, Status> {
        let supplement = outcome == pb::StepOneOutcome::Supplement;
        let code = match outcome {
            pb::StepOneOutcome::Supplement => "BASIS_INCOMPLETE",
            pb::StepOneOutcome::Rejected => "NO_SUPPORT",
            _ => "MEETS_NEED",
        };
        let request = pb::AssessCaseRequest {
            request_id: self.id(),
            case: case.to_owned(),
            revision: 0,
            outcome: outcome.into(),
            reason_code: code.to_owned(),
            reason: "as discussed".to_owned(),
            missing: if supplement { vec!["costs".to_owned()] } else { Vec::new() },
            due_on: if supplement { "2027-02-01".to_owned() } else { String::new() },
        };
        let request = self.by(person, request);
        self.client.assess_case(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn include(&mut self, n: u128, area: &str, cost: i64) {
        let case = self.dossier(n, area, cost, 1).await;
        self.assess("chair", &case, pb::StepOneOutcome::Included).await.unwrap();
    }

    pub(crate) async fn open(&mut self, area: &str) -> Result<pb::OpenBallotResponse, Status> {
        let (request_id, cycle) = (self.id(), cycle().to_string());
        let request = pb::OpenBallotRequest { request_id, cycle, area: area.to_owned() };
        let request = self.by("chair", request);
        self.client.open_ballot(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn cast(
        &mut self,
        person: &str,
        area: &str,
        order: &[u128],
    ) -> Result<pb::CastBallotResponse, Status> {
        let (request_id, cycle) = (self.id(), cycle().to_string());
        let order = order.iter().map(|n| initiative(*n).to_string()).collect();
        let area = area.to_owned();
        let places = Vec::new();
        let request = pb::CastBallotRequest { request_id, cycle, area, order, places };
        let request = self.by(person, request);
        self.client.cast_ballot(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn close(&mut self, area: &str) -> Result<pb::CloseBallotResponse, Status> {
        let (request_id, cycle) = (self.id(), cycle().to_string());
        let request = pb::CloseBallotRequest { request_id, cycle, area: area.to_owned() };
        let request = self.by("chair", request);
        self.client.close_ballot(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn rank(&mut self, area: &str) -> Result<pb::DecideRankingResponse, Status> {
        let attendance = ["chair", "anna", "bo"].map(str::to_owned).to_vec();
        let request =
            pb::DecideRankingRequest { attendance, ..pb::DecideRankingRequest::default() };
        self.decide(area, request).await
    }

    /// The chair decides as `request` says.
    pub(crate) async fn decide(
        &mut self,
        area: &str,
        request: pb::DecideRankingRequest,
    ) -> Result<pb::DecideRankingResponse, Status> {
        let (request_id, cycle, area) = (self.id(), cycle().to_string(), area.to_owned());
        let request = pb::DecideRankingRequest { request_id, cycle, area, ..request };
        let request = self.by("chair", request);
        self.client.decide_ranking(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn compose(&mut self) -> Result<pb::ComposeProposalResponse, Status> {
        let (request_id, cycle) = (self.id(), cycle().to_string());
        let request = pb::ComposeProposalRequest { request_id, cycle, ..Default::default() };
        let request = self.by("slk", request);
        self.client.compose_proposal(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn sign(
        &mut self,
        person: &str,
        competence: pb::Competence,
    ) -> Result<pb::SignProposalResponse, Status> {
        let request = pb::SignProposalRequest {
            request_id: self.id(),
            cycle: cycle().to_string(),
            revision: 0,
            competence: competence.into(),
        };
        let request = self.by(person, request);
        self.client.sign_proposal(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn hand_over(&mut self) -> Result<pb::HandOverProposalResponse, Status> {
        let (request_id, cycle) = (self.id(), cycle().to_string());
        let request = pb::HandOverProposalRequest { request_id, cycle, revision: 0 };
        let request = self.by("slk", request);
        self.client.hand_over_proposal(request).await.map(tonic::Response::into_inner)
    }

    pub(crate) async fn round(&mut self, area: &str) -> pb::AreaRound {
        let cycle = cycle().to_string();
        let request = self.by("anyone", pb::GetAreaRoundRequest { cycle, area: area.to_owned() });
        let answer = self.client.get_area_round(request).await.unwrap();
        answer.into_inner().area_round.unwrap()
    }

    pub(crate) async fn case(&mut self, case: &str) -> pb::Case {
        let request = self.by("anyone", pb::GetCaseRequest { case: case.to_owned() });
        self.client.get_case(request).await.unwrap().into_inner().case.unwrap()
    }

    pub(crate) async fn ballot(
        &mut self,
        person: &str,
        member: &str,
    ) -> Result<pb::Ballot, Status> {
        let (cycle, area) = (cycle().to_string(), SOCIAL.to_owned());
        let request = pb::GetBallotRequest { cycle, area, member: member.to_owned() };
        let request = self.by(person, request);
        Ok(self.client.get_ballot(request).await?.into_inner().ballot.unwrap())
    }

    pub(crate) async fn ballots(
        &mut self,
        size: i32,
        token: &str,
    ) -> Result<pb::ListBallotsResponse, Status> {
        let request = pb::ListBallotsRequest {
            cycle: cycle().to_string(),
            area: SOCIAL.to_owned(),
            page_size: size,
            page_token: token.to_owned(),
        };
        let request = self.by("anyone", request);
        self.client.list_ballots(request).await.map(tonic::Response::into_inner)
    }

    /// Types and texts of all public events so far.
    pub(crate) async fn published(&self) -> Vec<(String, String)> {
        let reader = self.bench.node.journal().reader();
        let rows = platform::journal::events_after(&reader, 0, 1_000).await.unwrap();
        let event = |row: platform::journal::JournalRow| row.event;
        rows.into_iter().filter_map(event).map(|one| (one.event_type, one.event)).collect()
    }
}
