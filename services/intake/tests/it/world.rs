//! A running intake and short ways to speak to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use intake::Intake;
use kernel::Office;
use model::Models;
use platform::testing::Bench;
use proto::budget_integration::v1::{CycleClosed, CycleOpened};
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use proto::intake::v1::*;
use tempfile::TempDir;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

pub(crate) type Failure = Box<dyn std::error::Error>;
pub(crate) type Tested = Result<(), Failure>;

pub(crate) const CYCLE: &str = "cyc_01900000-0000-7000-8000-000000000001";
pub(crate) const CASE: &str = "cas_01900000-0000-7000-8000-000000000001";
pub(crate) const NOBODY: &str = "ini_01900000-0000-7000-8000-0000000000ff";
pub(crate) const REGISTRAR: &[Office] = &[Office::Registrar];

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// A request id that no other test uses.
pub(crate) fn request_id() -> String {
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    uuid::Uuid::from_u128(0x1000 + u128::from(number)).to_string()
}

pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) client: IntakeServiceClient<Channel>,
    pub(crate) folder: TempDir,
}

impl World {
    pub(crate) async fn start() -> Result<Self, Failure> {
        Self::start_in(tempfile::tempdir()?).await
    }

    pub(crate) async fn start_in(folder: TempDir) -> Result<Self, Failure> {
        let models = Arc::new(Models::shipped()?);
        let room = Arc::new(Intake::new(models.clone()));
        let bench = Bench::start(folder.path(), room, |parts, routes| {
            intake::add_to(parts, &models, routes)
        })
        .await?;
        let client = IntakeServiceClient::new(bench.channel().await?);
        Ok(Self { bench, client, folder })
    }

    /// An open cycle and one administration whose contact person is `anna`.
    pub(crate) async fn ready() -> Result<(Self, String), Failure> {
        let mut world = Self::start().await?;
        world.open_cycle(CYCLE, "stockholm-2008").await?;
        let administration = world.staffed("Utbildningsförvaltningen", "anna").await?;
        Ok((world, administration))
    }

    pub(crate) fn by<T>(&self, person: &str, message: T) -> Request<T> {
        self.bench.request(message, person, &[])
    }

    pub(crate) fn registrar<T>(&self, message: T) -> Request<T> {
        self.bench.request(message, "rut", REGISTRAR)
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

    pub(crate) async fn close_cycle(&self, cycle: &str) -> Tested {
        let event = CycleClosed { cycle: cycle.to_owned() };
        self.told(&format!("cycle/{cycle}"), &event).await
    }

    pub(crate) async fn register(&mut self, name: &str) -> Result<String, Status> {
        let request = self.registrar(RegisterAdministrationRequest {
            request_id: request_id(),
            name: name.to_owned(),
            code: "112".to_owned(),
        });
        Ok(self.client.register_administration(request).await?.into_inner().administration)
    }

    pub(crate) async fn appoint(
        &mut self,
        request: AppointContactPersonRequest,
    ) -> Result<AppointContactPersonResponse, Status> {
        let request = self.registrar(request);
        Ok(self.client.appoint_contact_person(request).await?.into_inner())
    }

    pub(crate) async fn staffed(&mut self, name: &str, person: &str) -> Result<String, Status> {
        let administration = self.register(name).await?;
        self.appoint(appointment(&administration, person, "2026-01-01")).await?;
        Ok(administration)
    }

    pub(crate) async fn propose(
        &mut self,
        administration: &str,
        title: &str,
    ) -> Result<String, Status> {
        let request = self.by("eva", proposal(administration, title));
        Ok(self.client.propose_initiative(request).await?.into_inner().initiative)
    }

    pub(crate) async fn prepare(
        &mut self,
        initiative: &str,
        form: InitiativeForm,
    ) -> Result<u64, Status> {
        let request = self.by("anna", preparation(initiative, CYCLE, form));
        Ok(self.client.prepare_initiative(request).await?.into_inner().revision)
    }

    pub(crate) async fn scope(
        &mut self,
        initiative: &str,
        cycle: &str,
        benefit: &str,
    ) -> Result<Scope, Status> {
        let request = self.by(
            "anna",
            DecideScopeRequest {
                request_id: request_id(),
                initiative: initiative.to_owned(),
                revision: 0,
                cycle: cycle.to_owned(),
                coordination_benefit: benefit.to_owned(),
            },
        );
        Ok(self.client.decide_scope(request).await?.into_inner().scope.unwrap_or_default())
    }

    pub(crate) async fn submit(
        &mut self,
        administration: &str,
        cycle: &str,
        initiatives: &[&str],
    ) -> Result<SubmitCompilationResponse, Status> {
        let request = self.by(
            "anna",
            SubmitCompilationRequest {
                request_id: request_id(),
                administration: administration.to_owned(),
                cycle: cycle.to_owned(),
                initiatives: initiatives.iter().map(|id| (*id).to_owned()).collect(),
            },
        );
        Ok(self.client.submit_compilation(request).await?.into_inner())
    }

    pub(crate) async fn supplement(
        &mut self,
        initiative: &str,
        form: InitiativeForm,
    ) -> Result<u64, Status> {
        let request = self.by(
            "anna",
            SupplementInitiativeRequest {
                request_id: request_id(),
                initiative: initiative.to_owned(),
                revision: 0,
                form: Some(form),
                note: "Kostnader tillagda".to_owned(),
            },
        );
        Ok(self.client.supplement_initiative(request).await?.into_inner().revision)
    }

    pub(crate) async fn withdraw(&mut self, person: &str, initiative: &str) -> Result<u64, Status> {
        let request = self.by(
            person,
            WithdrawInitiativeRequest {
                request_id: request_id(),
                initiative: initiative.to_owned(),
                revision: 0,
                reason: "Behovet finns inte längre".to_owned(),
            },
        );
        Ok(self.client.withdraw_initiative(request).await?.into_inner().revision)
    }

    /// An initiative that is in scope.
    pub(crate) async fn in_scope(
        &mut self,
        administration: &str,
        title: &str,
    ) -> Result<String, Status> {
        let initiative = self.propose(administration, title).await?;
        self.prepare(&initiative, large(title)).await?;
        self.scope(&initiative, CYCLE, "").await?;
        Ok(initiative)
    }

    pub(crate) async fn get(&mut self, initiative: &str) -> Result<Initiative, Status> {
        let request = GetInitiativeRequest { initiative: initiative.to_owned() };
        let request = self.by("eva", request);
        let found = self.client.get_initiative(request).await?.into_inner();
        Ok(found.initiative.unwrap_or_default())
    }

    pub(crate) async fn journey(&mut self, initiative: &str) -> Result<GetJourneyResponse, Status> {
        let request = GetJourneyRequest { initiative: initiative.to_owned() };
        let request = self.by("eva", request);
        Ok(self.client.get_journey(request).await?.into_inner())
    }

    /// Stops it; nothing may be parked.
    pub(crate) async fn stop(self) -> Result<TempDir, Failure> {
        let parked = self.bench.node.journal().parked().await?;
        assert!(parked.is_empty(), "{parked:?}");
        self.bench.stop().await;
        Ok(self.folder)
    }
}

pub(crate) fn appointment(
    administration: &str,
    person: &str,
    from: &str,
) -> AppointContactPersonRequest {
    AppointContactPersonRequest {
        request_id: request_id(),
        administration: administration.to_owned(),
        revision: 0,
        person: person.to_owned(),
        from: from.to_owned(),
        until: String::new(),
        deputy: false,
        decision_ref: "FN 2026:1".to_owned(),
    }
}

pub(crate) fn proposal(administration: &str, title: &str) -> ProposeInitiativeRequest {
    ProposeInitiativeRequest {
        request_id: request_id(),
        administration: administration.to_owned(),
        reference: "BO.OM.63/24".to_owned(),
        title: title.to_owned(),
        need: "Vi bokar lokaler i tre system".to_owned(),
    }
}

pub(crate) fn preparation(
    initiative: &str,
    cycle: &str,
    form: InitiativeForm,
) -> PrepareInitiativeRequest {
    PrepareInitiativeRequest {
        request_id: request_id(),
        initiative: initiative.to_owned(),
        revision: 0,
        cycle: cycle.to_owned(),
        form: Some(form),
    }
}

/// A form whose cost reaches the large-budget threshold.
pub(crate) fn large(title: &str) -> InitiativeForm {
    InitiativeForm {
        title: title.to_owned(),
        kind: InitiativeKind::NewDevelopment.into(),
        area: "social".to_owned(),
        need: "Tre system för samma sak".to_owned(),
        process: "Bokning av lokaler".to_owned(),
        city_goals: vec!["Tillgänglig service".to_owned()],
        business_goals: vec!["Kortare handläggning".to_owned()],
        driver: Driver::Business.into(),
        affected_administrations: Vec::new(),
        costs: vec![Cost { year: 2028, one_off_ore: 90_000_000, running_ore: 10_000_000 }],
        benefits: vec![Benefit {
            target_group: TargetGroup::Citizens.into(),
            description: "En bokning i stället för tre".to_owned(),
        }],
        risks: vec![Risk {
            description: "Försenad upphandling".to_owned(),
            mitigation: "Option".to_owned(),
        }],
        fields: [("maintenance_object".to_owned(), "Lokalbokning".to_owned())].into(),
    }
}

/// A form of a local initiative.
pub(crate) fn local(title: &str) -> InitiativeForm {
    let costs = vec![Cost { year: 2028, one_off_ore: 1, running_ore: 0 }];
    InitiativeForm { costs, ..large(title) }
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
