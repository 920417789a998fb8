//! A running beredning and short ways to speak to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use beredning::Beredning;
use kernel::Office;
use model::Models;
use platform::testing::Bench;
use proto::beredning::v1::beredning_service_client::BeredningServiceClient;
use proto::beredning::v1::*;
use proto::budget_integration::v1::CycleOpened;
use proto::intake::v1::{
    Driver, InitiativeContent, InitiativeKind, InitiativeSubmitted, InitiativeSupplemented,
    InitiativeWithdrawn,
};
use proto::prioritisation::v1::{CaseAssessed, StepOneOutcome};
use tempfile::TempDir;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

pub(crate) type Failure = Box<dyn std::error::Error>;
pub(crate) type Tested = Result<(), Failure>;

pub(crate) const CYCLE: &str = "cyc_01900000-0000-7000-8000-000000000001";
pub(crate) const OTHER: &str = "cyc_01900000-0000-7000-8000-000000000002";
pub(crate) const OFFICER: &[Office] = &[Office::HandlingOfficer];
const ADMINISTRATION: &str = "adm_01900000-0000-7000-8000-000000000003";
const CRITERIA: [&str; 5] =
    ["citizen_benefit", "business_benefit", "goals", "coordination", "feasibility"];

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// A request id that no other test uses.
pub(crate) fn request_id() -> String {
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    uuid::Uuid::from_u128(0x1000 + u128::from(number)).to_string()
}

pub(crate) fn ini(n: u8) -> String {
    format!("ini_01900000-0000-7000-8000-0000000001{n:02}")
}

pub(crate) fn dos(n: u8) -> String {
    format!("dos_01900000-0000-7000-8000-0000000001{n:02}")
}

pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) client: BeredningServiceClient<Channel>,
    folder: TempDir,
}

impl World {
    pub(crate) async fn start() -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let models = Arc::new(Models::shipped()?);
        let room = Arc::new(Beredning::new(models.clone()));
        let bench = Bench::start(folder.path(), room, |parts, routes| {
            beredning::add_to(parts, &models, routes)
        })
        .await?;
        let client = BeredningServiceClient::new(bench.channel().await?);
        let world = Self { bench, client, folder };
        world.open_cycle(CYCLE, "stockholm-2008").await?;
        Ok(world)
    }

    pub(crate) async fn told<E: proto::Event>(&self, stream: &str, event: &E) -> Tested {
        let sequence = self.bench.source(E::SERVICE).publish(stream, event);
        if self.bench.taken_in(E::SERVICE, sequence).await {
            Ok(())
        } else {
            Err(format!("{} {sequence} was not taken in", E::TYPE).into())
        }
    }

    pub(crate) async fn open_cycle(&self, cycle: &str, model: &str) -> Tested {
        let event = CycleOpened {
            cycle: cycle.to_owned(),
            year: 2028,
            model_version: model.to_owned(),
            frame_ore: 1_000_000_000,
            large_budget_ore: 100_000_000,
            submit_by: "2027-02-15".to_owned(),
            step_one_by: "2027-03-31".to_owned(),
            step_two_by: "2027-05-15".to_owned(),
            recommend_by: "2027-08-31".to_owned(),
            decision_ref: "KF 2027:1".to_owned(),
        };
        self.told(&format!("cycle/{cycle}"), &event).await
    }

    pub(crate) async fn submitted(&self, n: u8, cycle: &str) -> Tested {
        let event = InitiativeSubmitted {
            initiative: ini(n),
            cycle: cycle.to_owned(),
            administration: ADMINISTRATION.to_owned(),
            compilation: "com_01900000-0000-7000-8000-000000000004".to_owned(),
            diary_number: "031-0001/2027".to_owned(),
            content: Some(content("Gemensam bokning")),
        };
        self.told(&format!("initiative/{}", ini(n)), &event).await
    }

    pub(crate) async fn supplemented(&self, n: u8, title: &str) -> Tested {
        let event = InitiativeSupplemented {
            initiative: ini(n),
            cycle: CYCLE.to_owned(),
            content: Some(content(title)),
            note: "Kostnader tillagda".to_owned(),
        };
        self.told(&format!("initiative/{}", ini(n)), &event).await
    }

    pub(crate) async fn withdrawn(&self, n: u8) -> Tested {
        let event = InitiativeWithdrawn {
            initiative: ini(n),
            cycle: CYCLE.to_owned(),
            reason: "Behovet finns inte längre".to_owned(),
        };
        self.told(&format!("initiative/{}", ini(n)), &event).await
    }

    pub(crate) async fn assessed(&self, n: u8, outcome: StepOneOutcome) -> Tested {
        let event = CaseAssessed {
            case: "cas_01900000-0000-7000-8000-000000000005".to_owned(),
            initiative: ini(n),
            cycle: CYCLE.to_owned(),
            area: "social".to_owned(),
            outcome: outcome.into(),
            reason_code: "BASIS_INCOMPLETE".to_owned(),
            reason: String::new(),
            missing: vec!["Kostnader".to_owned()],
            due_on: String::new(),
        };
        self.told("case/1", &event).await
    }

    pub(crate) fn by<T>(&self, person: &str, offices: &[Office], message: T) -> Request<T> {
        self.bench.request(message, person, offices)
    }

    pub(crate) async fn assign(&mut self, n: u8, officer: &str) -> Result<u64, Status> {
        let request = AssignOfficerRequest {
            request_id: request_id(),
            dossier: dos(n),
            revision: 0,
            officer: officer.to_owned(),
        };
        let request = self.by("chef", OFFICER, request);
        Ok(self.client.assign_officer(request).await?.into_inner().revision)
    }

    pub(crate) async fn sign(
        &mut self,
        n: u8,
        person: &str,
        offices: &[Office],
        competence: Competence,
    ) -> Result<u64, Status> {
        let request = SignContributionRequest {
            request_id: request_id(),
            dossier: dos(n),
            revision: 0,
            competence: competence.into(),
            statement: "Bra underlag".to_owned(),
        };
        let request = self.by(person, offices, request);
        Ok(self.client.sign_contribution(request).await?.into_inner().revision)
    }

    pub(crate) async fn sign_both(&mut self, n: u8) -> Result<(), Status> {
        self.sign(n, "vera", &[Office::BusinessExpert], Competence::Business).await?;
        self.sign(n, "ivan", &[Office::ItExpert], Competence::It).await?;
        Ok(())
    }

    pub(crate) async fn value(&mut self, n: u8, score: i32) -> Result<i32, Status> {
        let score = |criterion: &str| Score { criterion: criterion.to_owned(), score };
        let request = ValueDossierRequest {
            request_id: request_id(),
            dossier: dos(n),
            revision: 0,
            scores: CRITERIA.map(score).into(),
        };
        let request = self.by("olle", OFFICER, request);
        Ok(self.client.value_dossier(request).await?.into_inner().value)
    }

    pub(crate) async fn complete(
        &mut self,
        n: u8,
        officer: &str,
    ) -> Result<CompleteDossierResponse, Status> {
        let request = self.by(officer, OFFICER, completion(n));
        Ok(self.client.complete_dossier(request).await?.into_inner())
    }

    pub(crate) async fn completed(&mut self, n: u8) -> Result<(), Failure> {
        self.submitted(n, CYCLE).await?;
        self.assign(n, "olle").await?;
        self.sign_both(n).await?;
        self.value(n, 3).await?;
        self.complete(n, "olle").await?;
        Ok(())
    }

    pub(crate) async fn get(&mut self, n: u8) -> Result<Dossier, Status> {
        let request = self.by("eva", &[], GetDossierRequest { dossier: dos(n) });
        Ok(self.client.get_dossier(request).await?.into_inner().dossier.unwrap_or_default())
    }

    /// Stops it; nothing may be parked.
    pub(crate) async fn stop(self) -> Tested {
        let parked = self.bench.node.journal().parked().await?;
        assert!(parked.is_empty(), "{parked:?}");
        self.bench.stop().await;
        drop(self.folder);
        Ok(())
    }
}

pub(crate) fn completion(n: u8) -> CompleteDossierRequest {
    CompleteDossierRequest { request_id: request_id(), dossier: dos(n), revision: 0 }
}

fn content(title: &str) -> InitiativeContent {
    InitiativeContent {
        proposer: "eva".to_owned(),
        reference: "BO.1".to_owned(),
        title: title.to_owned(),
        kind: InitiativeKind::NewDevelopment.into(),
        area: "social".to_owned(),
        need: "Tre system för samma sak".to_owned(),
        process: "Bokning av lokaler".to_owned(),
        city_goals: vec!["Tillgänglig service".to_owned()],
        business_goals: vec!["Kortare handläggning".to_owned()],
        driver: Driver::Business.into(),
        affected_administrations: vec![ADMINISTRATION.to_owned()],
        costs: vec![proto::intake::v1::Cost { year: 2028, one_off_ore: 100, running_ore: 50 }],
        total_cost_ore: 150,
        template_version: "2008-1".to_owned(),
        ..InitiativeContent::default()
    }
}

/// The stable reason of an error.
pub(crate) fn reason<T: std::fmt::Debug>(answer: Result<T, Status>) -> String {
    match answer {
        Ok(answer) => format!("accepted: {answer:?}"),
        Err(status) => {
            assert_ne!(status.code(), Code::Internal, "{status:?}");
            let info = status.get_details_error_info();
            info.map_or_else(|| format!("no reason: {status:?}"), |info| info.reason)
        }
    }
}

/// Paths of the fields that an error names.
pub(crate) fn bad_fields(status: &Status) -> Vec<String> {
    let details = status.get_details_bad_request();
    let fields = details.into_iter().flat_map(|details| details.field_violations);
    fields.map(|one| one.field).collect()
}
