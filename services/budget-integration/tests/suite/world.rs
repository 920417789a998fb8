//! A service with an open cycle and recommended items.

use std::sync::Arc;

use budget_integration::BudgetIntegration;
use kernel::{
    AdministrationId, BudgetItemId, CaseId, CycleId, InitiativeId, MeetingId, Office, SeatId,
};
use model::Models;
use pb::budget_integration_service_client::BudgetIntegrationServiceClient;
use platform::testing::Bench;
use proto::budget_integration::v1 as pb;
use proto::council::v1::{RecommendationIssued, RecommendationItem, SeatAppointed};
use proto::intake::v1::InitiativeWithdrawn;
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) client: BudgetIntegrationServiceClient<Channel>,
    /// The open cycle; empty before it is opened.
    pub(crate) cycle: String,
    requests: u128,
    _folder: tempfile::TempDir,
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

pub(crate) fn terms() -> pb::OpenCycleRequest {
    pb::OpenCycleRequest {
        request_id: String::new(),
        year: 2028,
        model_version: "stockholm-2008".to_owned(),
        frame_ore: 1_000,
        large_budget_ore: 100,
        submit_by: "2027-02-01".to_owned(),
        step_one_by: "2027-03-01".to_owned(),
        step_two_by: "2027-04-01".to_owned(),
        recommend_by: "2027-05-01".to_owned(),
        decision_ref: "KF 2027/1".to_owned(),
    }
}

impl World {
    /// The service with nothing in it.
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let models = Arc::new(Models::shipped().unwrap());
        let room = Arc::new(BudgetIntegration::new(models.clone()));
        let bench = Bench::start(folder.path(), room, move |parts, routes| {
            budget_integration::add_to(parts, &models, routes)
        });
        let bench = bench.await.unwrap();
        let client = BudgetIntegrationServiceClient::new(bench.channel().await.unwrap());
        Self { bench, client, cycle: String::new(), requests: 0, _folder: folder }
    }

    /// The service with an open cycle and this many items.
    pub(crate) async fn with(items: u128) -> Self {
        let mut world = Self::empty().await;
        world.cycle = world.open().await.unwrap();
        for n in 1..=items {
            world.item(n).await;
        }
        world
    }

    pub(crate) async fn publish<E: proto::Event>(&self, event: &E) {
        let sequence = self.bench.source(E::SERVICE).publish("x/1", event);
        assert!(self.bench.taken_in(E::SERVICE, sequence).await, "{} was taken in", E::TYPE);
        let parked = self.bench.node.journal().parked().await.unwrap();
        assert!(parked.is_empty(), "{parked:?}");
    }

    /// Item `n` as the council recommends it. Returns its id.
    pub(crate) async fn item(&self, n: u128) -> String {
        let item = RecommendationItem {
            cycle: self.cycle.clone(),
            meeting: MeetingId::new(Uuid::from_u128(1)).to_string(),
            initiative: InitiativeId::new(Uuid::from_u128(n)).to_string(),
            case: CaseId::new(Uuid::from_u128(n)).to_string(),
            administration: AdministrationId::new(Uuid::from_u128(1)).to_string(),
            reference: format!("ref-{n}"),
            title: format!("Initiative {n}"),
            area: "social".to_owned(),
            city_rank: u32::try_from(n).unwrap(),
            total_cost_ore: 400,
        };
        self.publish(&item).await;
        self.name(n)
    }

    /// The initiative of item `n` is withdrawn.
    pub(crate) async fn withdrawn(&self, n: u128) {
        let withdrawn = InitiativeWithdrawn {
            initiative: InitiativeId::new(Uuid::from_u128(n)).to_string(),
            cycle: self.cycle.clone(),
            reason: "no longer needed".to_owned(),
        };
        self.publish(&withdrawn).await;
    }

    pub(crate) fn name(&self, n: u128) -> String {
        let cycle: CycleId = self.cycle.parse().unwrap();
        BudgetItemId::derived(InitiativeId::new(Uuid::from_u128(n)), cycle).to_string()
    }

    pub(crate) async fn issued(&self, count: u32) {
        let issued = RecommendationIssued {
            cycle: self.cycle.clone(),
            meeting: MeetingId::new(Uuid::from_u128(1)).to_string(),
            count,
            digest: "digest".to_owned(),
            decided_on: "2027-01-10".to_owned(),
        };
        self.publish(&issued).await;
    }

    pub(crate) async fn seat(&self, n: u128, role: &str) {
        let appointed = SeatAppointed {
            seat: SeatId::new(Uuid::from_u128(n)).to_string(),
            body: "group:social".to_owned(),
            role: role.to_owned(),
            responsibility: "business".to_owned(),
            person: role.to_owned(),
            from: "2026-01-01".to_owned(),
            until: String::new(),
            decision_ref: "SLK 1".to_owned(),
        };
        self.publish(&appointed).await;
    }

    /// A new request id.
    pub(crate) fn id(&mut self) -> String {
        self.requests += 1;
        Uuid::from_u128(self.requests).to_string()
    }

    pub(crate) fn by_budget<T>(&self, message: T) -> Request<T> {
        self.bench.request(message, "budget", &[Office::BudgetSystem])
    }

    pub(crate) async fn open(&mut self) -> Result<String, Status> {
        let request = pb::OpenCycleRequest { request_id: self.id(), ..terms() };
        let request = self.by_budget(request);
        Ok(self.client.open_cycle(request).await?.into_inner().cycle)
    }

    pub(crate) async fn tertial(
        &mut self,
        instance: pb::Instance,
        addition: i64,
    ) -> Result<pb::OpenTertialResponse, Status> {
        let request = pb::OpenTertialRequest {
            request_id: self.id(),
            cycle: self.cycle.clone(),
            revision: 0,
            instance: instance.into(),
            addition_ore: addition,
            decision_ref: "KF 2027/2".to_owned(),
        };
        let request = self.by_budget(request);
        self.client.open_tertial(request).await.map(Response::into_inner)
    }

    pub(crate) async fn decide(
        &mut self,
        item: &str,
        instance: pb::Instance,
        outcome: pb::DecisionOutcome,
        amount: i64,
    ) -> Result<pb::RecordDecisionResponse, Status> {
        let request = pb::RecordDecisionRequest {
            request_id: self.id(),
            item: item.to_owned(),
            revision: 0,
            instance: instance.into(),
            outcome: outcome.into(),
            amount_ore: amount,
            reason: "as minuted".to_owned(),
            decision_ref: "KF 2027/3".to_owned(),
            decided_on: "2027-01-12".to_owned(),
        };
        let request = self.by_budget(request);
        self.client.record_decision(request).await.map(Response::into_inner)
    }

    pub(crate) async fn start(&mut self, item: &str) -> Result<(), Status> {
        let request = pb::StartImplementationRequest {
            request_id: self.id(),
            item: item.to_owned(),
            revision: 0,
            project_ref: "P 1".to_owned(),
            started_on: "2027-02-01".to_owned(),
        };
        let request = self.by_budget(request);
        self.client.start_implementation(request).await.map(|_| ())
    }

    pub(crate) async fn finish(&mut self, item: &str) -> Result<(), Status> {
        let request = pb::FinishImplementationRequest {
            request_id: self.id(),
            item: item.to_owned(),
            revision: 0,
            effect: "shorter queues".to_owned(),
            cost_ore: 390,
            finished_on: "2027-12-01".to_owned(),
        };
        let request = self.by_budget(request);
        self.client.finish_implementation(request).await.map(|_| ())
    }

    pub(crate) async fn close(&mut self) -> Result<(), Status> {
        let (request_id, cycle) = (self.id(), self.cycle.clone());
        let request = self.by_budget(pb::CloseCycleRequest { request_id, cycle, revision: 0 });
        self.client.close_cycle(request).await.map(|_| ())
    }

    pub(crate) async fn cycle(&mut self) -> pb::Cycle {
        let request = pb::GetCycleRequest { cycle: self.cycle.clone() };
        let request = self.bench.request(request, "anyone", &[]);
        self.client.get_cycle(request).await.unwrap().into_inner().cycle.unwrap()
    }

    pub(crate) async fn get(&mut self, item: &str) -> pb::Item {
        let request = self.bench.request(pb::GetItemRequest { item: item.to_owned() }, "a", &[]);
        self.client.get_item(request).await.unwrap().into_inner().item.unwrap()
    }

    /// Types and texts of all public events so far.
    pub(crate) async fn published(&self) -> Vec<(String, String)> {
        let reader = self.bench.node.journal().reader();
        let rows = platform::journal::events_after(&reader, 0, 1_000).await.unwrap();
        let event = |row: platform::journal::JournalRow| row.event;
        rows.into_iter().filter_map(event).map(|one| (one.event_type, one.event)).collect()
    }
}
