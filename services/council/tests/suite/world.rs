//! A service with a council and people.

use std::sync::Arc;

use council::Council;
use kernel::{AdministrationId, CaseId, CycleId, InitiativeId, Office, SeatId};
use model::Models;
use pb::council_service_client::CouncilServiceClient;
use platform::testing::Bench;
use proto::budget_integration::v1::{CycleClosed, CycleOpened};
use proto::council::v1 as pb;
use proto::intake::v1::{ContactPersonAppointed, InitiativeWithdrawn};
use proto::prioritisation::v1::{ProposalHandedOver, ProposalItem};
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

/// Digest of the proposal of [`World::propose`], as the contract states it.
pub(crate) const DIGEST: &str = "252d237098bc07db4432cc678118ddd416776d40b70f6285b2160ecf3b237fc0";

pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) client: CouncilServiceClient<Channel>,
    requests: u128,
    _folder: tempfile::TempDir,
}

pub(crate) fn cycle() -> CycleId {
    CycleId::new(Uuid::from_u128(1))
}

pub(crate) fn administration() -> AdministrationId {
    AdministrationId::new(Uuid::from_u128(1))
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
        let room = Arc::new(Council::new(models.clone()));
        let bench = Bench::start(folder.path(), room, move |parts, routes| {
            council::add_to(parts, &models, routes)
        });
        let bench = bench.await.unwrap();
        let client = CouncilServiceClient::new(bench.channel().await.unwrap());
        Self { bench, client, requests: 0, _folder: folder }
    }

    /// The service with an open cycle and a council of a chair and six members.
    pub(crate) async fn new() -> Self {
        let mut world = Self::empty().await;
        world.open_cycle().await;
        world.appoint("council", "council_chair", "chair").await.unwrap();
        for n in 1..=6 {
            world.appoint("council", "council_member", &format!("m{n}")).await.unwrap();
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

    pub(crate) async fn publish<E: proto::Event>(&self, source: &str, event: &E) {
        let sequence = self.bench.source(source).publish("x/1", event);
        assert!(self.bench.taken_in(source, sequence).await, "{} was taken in", E::TYPE);
        let parked = self.bench.node.journal().parked().await.unwrap();
        assert!(parked.is_empty(), "{parked:?}");
    }

    pub(crate) async fn contact_person(&self, n: u128, ended: Option<u128>) -> String {
        let seat = |n| SeatId::new(Uuid::from_u128(n)).to_string();
        let appointed = ContactPersonAppointed {
            administration: administration().to_string(),
            seat: seat(n),
            person: format!("contact{n}"),
            from: format!("2027-01-{n:02}"),
            ended_seat: ended.map(seat).unwrap_or_default(),
            decision_ref: "F 1".to_owned(),
            ..ContactPersonAppointed::default()
        };
        self.publish("intake", &appointed).await;
        seat(n)
    }

    pub(crate) async fn item(&self, rank: u32) {
        let n = u128::from(rank);
        let item = ProposalItem {
            cycle: cycle().to_string(),
            initiative: InitiativeId::new(Uuid::from_u128(n)).to_string(),
            case: CaseId::new(Uuid::from_u128(n)).to_string(),
            administration: administration().to_string(),
            reference: format!("ref-{n}"),
            title: format!("Initiative {n}"),
            area: "social".to_owned(),
            area_rank: rank,
            city_rank: rank,
            score_numerator: u64::from(2 - rank),
            score_denominator: 1,
            total_cost_ore: 100,
            computed_rank: rank,
            within_frame: true,
            computed_within_frame: true,
        };
        self.publish("prioritisation", &item).await;
    }

    /// The initiative of the item with this rank is withdrawn.
    pub(crate) async fn withdrawn(&self, rank: u32) {
        let withdrawn = InitiativeWithdrawn {
            initiative: InitiativeId::new(Uuid::from_u128(rank.into())).to_string(),
            cycle: cycle().to_string(),
            reason: "no longer needed".to_owned(),
        };
        self.publish("intake", &withdrawn).await;
    }

    pub(crate) async fn hand_over(&self, count: u32, digest: &str) {
        let handed = ProposalHandedOver {
            cycle: cycle().to_string(),
            count,
            digest: digest.to_owned(),
            signatures: Vec::new(),
            making: None,
        };
        self.publish("prioritisation", &handed).await;
    }

    /// A complete proposal of two items.
    pub(crate) async fn propose(&self) {
        self.item(1).await;
        self.item(2).await;
        self.hand_over(2, DIGEST).await;
    }

    /// A new request id.
    pub(crate) fn id(&mut self) -> String {
        self.requests += 1;
        Uuid::from_u128(self.requests).to_string()
    }

    pub(crate) fn by<T>(&self, person: &str, message: T) -> Request<T> {
        let offices: &[Office] = if person == "director" { &[Office::CityDirector] } else { &[] };
        self.bench.request(message, person, offices)
    }

    pub(crate) async fn appoint(
        &mut self,
        body: &str,
        role: &str,
        person: &str,
    ) -> Result<String, Status> {
        let by = if body == "committee" { "chair" } else { "director" };
        let business = body.starts_with("group:");
        let request = pb::AppointSeatRequest {
            request_id: self.id(),
            body: body.to_owned(),
            role: role.to_owned(),
            responsibility: if business { "business".to_owned() } else { String::new() },
            person: person.to_owned(),
            from: "2026-01-01".to_owned(),
            until: String::new(),
            decision_ref: "SLK 1".to_owned(),
        };
        let request = self.by(by, request);
        Ok(self.client.appoint_seat(request).await?.into_inner().seat)
    }

    pub(crate) async fn end(
        &mut self,
        person: &str,
        seat: &str,
        until: &str,
    ) -> Result<Vec<String>, Status> {
        let request = pb::EndSeatRequest {
            request_id: self.id(),
            seat: seat.to_owned(),
            until: until.to_owned(),
            reason: "moved".to_owned(),
        };
        let request = self.by(person, request);
        Ok(self.client.end_seat(request).await?.into_inner().seats)
    }

    pub(crate) async fn open(&mut self, attendance: &[&str]) -> Result<String, Status> {
        let request = pb::OpenMeetingRequest {
            request_id: self.id(),
            cycle: cycle().to_string(),
            attendance: attendance.iter().map(ToString::to_string).collect(),
        };
        let request = self.by("chair", request);
        Ok(self.client.open_meeting(request).await?.into_inner().meeting)
    }

    /// A meeting with its quorum.
    pub(crate) async fn opened(&mut self) -> String {
        self.open(&["chair", "m1", "m2", "m3"]).await.unwrap()
    }

    pub(crate) async fn handle(
        &mut self,
        meeting: &str,
    ) -> Result<pb::HandleProposalResponse, Status> {
        let (request_id, meeting) = (self.id(), meeting.to_owned());
        let request =
            self.by("chair", pb::HandleProposalRequest { request_id, meeting, revision: 0 });
        self.client.handle_proposal(request).await.map(Response::into_inner)
    }

    pub(crate) async fn issue(
        &mut self,
        meeting: &str,
    ) -> Result<pb::IssueRecommendationResponse, Status> {
        let (request_id, meeting) = (self.id(), meeting.to_owned());
        let request =
            self.by("chair", pb::IssueRecommendationRequest { request_id, meeting, revision: 0 });
        self.client.issue_recommendation(request).await.map(Response::into_inner)
    }

    pub(crate) async fn close(&mut self, meeting: &str) -> Result<(), Status> {
        let (request_id, meeting) = (self.id(), meeting.to_owned());
        let request =
            self.by("chair", pb::CloseMeetingRequest { request_id, meeting, revision: 0 });
        self.client.close_meeting(request).await.map(|_| ())
    }

    pub(crate) async fn body(&mut self, body: &str) -> pb::GetBodyResponse {
        let request = self.by("anyone", pb::GetBodyRequest { body: body.to_owned() });
        self.client.get_body(request).await.unwrap().into_inner()
    }

    /// Types and texts of all public events so far.
    pub(crate) async fn published(&self) -> Vec<(String, String)> {
        let reader = self.bench.node.journal().reader();
        let rows = platform::journal::events_after(&reader, 0, 1_000).await.unwrap();
        let event = |row: platform::journal::JournalRow| row.event;
        rows.into_iter().filter_map(event).map(|one| (one.event_type, one.event)).collect()
    }
}
