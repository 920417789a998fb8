//! The programs of docs/integration as other teams of the city would run them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use kernel::Office;
use platform::grpc::{AFTER, AT};
use platform::system::SystemClock;
use proto::budget_integration::v1 as budget;
use proto::budget_integration::v1::budget_integration_service_client::BudgetIntegrationServiceClient;
use proto::intake::v1 as intake;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use radslag::cluster::Cluster;
use radslag::demo;
use radslag::embedded::SERVICES;
use serde_json::Value;
use tokio::time::Instant;
use tonic::transport::Channel;
use tonic::{Request, Response};
use uuid::Uuid;

use super::ground::{Broker, Ground, ODD, named};

/// How long something may take to come true.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(20);

async fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what} did not come true");
        tokio::time::sleep(LOOK).await;
    }
}

/// A program of docs/integration, with what it says in files. Dropped, it is killed.
struct Program {
    child: Child,
    said: PathBuf,
    complained: PathBuf,
}

impl Program {
    fn start(folder: &Path, name: &str, args: &[String]) -> Self {
        let program =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/integration").join(name);
        let run = Uuid::new_v4();
        let said = folder.join(format!("{run}.out"));
        let complained = folder.join(format!("{run}.err"));
        let child = Command::new(named("TESTS_PYTHON"))
            .arg("-B")
            .arg(program)
            .args(args)
            .stdin(Stdio::null())
            .stdout(File::create(&said).unwrap())
            .stderr(File::create(&complained).unwrap())
            .spawn()
            .unwrap();
        Self { child, said, complained }
    }

    fn said(&self) -> Vec<Value> {
        lines(&self.said)
    }

    fn complaints(&self) -> String {
        std::fs::read_to_string(&self.complained).unwrap()
    }

    /// Until it has said so, once for each of these services.
    async fn says(&self, services: &[&str], what: &str) {
        let said = |all: &str| services.iter().all(|one| all.contains(&format!("{one}: {what}")));
        until(what, || said(&self.complaints()).then_some(())).await;
    }

    async fn ended(&mut self) -> ExitStatus {
        let what = format!("{:?}: the end", self.complained);
        until(&what, || self.child.try_wait().unwrap()).await
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole lines of a file; none where it is not there yet.
fn lines(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn token(cluster: &Cluster, sub: &str, offices: &[Office]) -> String {
    cluster.key().token(sub, None, offices, &SystemClock::new(), 3_600).unwrap()
}

/// `--address` for each service, and `--token` for this person.
fn arguments(ground: &Ground, sub: &str, offices: &[Office]) -> Vec<String> {
    let file = ground.folder().join(format!("{sub}.token"));
    std::fs::write(&file, token(&ground.cluster, sub, offices)).unwrap();
    let mut all = vec!["--token".to_owned(), file.display().to_string()];
    for service in SERVICES {
        let address = ground.cluster.address(service, 0).unwrap();
        all.extend(["--address".to_owned(), format!("{service}={address}")]);
    }
    all
}

fn with<const N: usize>(mut all: Vec<String>, more: [(&str, &str); N]) -> Vec<String> {
    all.extend(more.into_iter().flat_map(|(name, value)| [name.to_owned(), value.to_owned()]));
    all
}

fn request_id() -> String {
    Uuid::new_v4().to_string()
}

/// The people around the proposer.
struct City {
    intake: IntakeServiceClient<Channel>,
    budget: BudgetIntegrationServiceClient<Channel>,
    registrar: String,
    contact: String,
    budget_system: String,
    after: String,
}

impl City {
    fn of(cluster: &Cluster) -> Self {
        let addresses = cluster.addresses();
        let channel = |service| addresses.channel(service).unwrap();
        Self {
            intake: IntakeServiceClient::new(channel("intake")),
            budget: BudgetIntegrationServiceClient::new(channel("budget-integration")),
            registrar: token(cluster, "registrar-1", &[Office::Registrar]),
            contact: token(cluster, "contact-1", &[]),
            budget_system: token(cluster, "budget-system", &[Office::BudgetSystem]),
            after: String::new(),
        }
    }

    fn ask<T>(&self, token: &str, message: T) -> Request<T> {
        let mut request = Request::new(message);
        let metadata = request.metadata_mut();
        metadata.insert("authorization", format!("Bearer {token}").parse().unwrap());
        if !self.after.is_empty() {
            metadata.insert(AFTER, self.after.parse().unwrap());
        }
        request
    }

    fn took<T>(&mut self, answer: Response<T>) -> T {
        if let Some(at) = answer.metadata().get(AT) {
            at.to_str().unwrap().clone_into(&mut self.after);
        }
        answer.into_inner()
    }

    async fn administration(&mut self, code: &str) -> String {
        let request = intake::RegisterAdministrationRequest {
            request_id: request_id(),
            name: format!("Förvaltning {code}"),
            code: code.to_owned(),
        };
        let request = self.ask(&self.registrar, request);
        let answer = self.intake.register_administration(request).await.unwrap();
        self.took(answer).administration
    }

    async fn contact_person(&mut self, administration: &str) {
        let request = intake::AppointContactPersonRequest {
            request_id: request_id(),
            administration: administration.to_owned(),
            person: "contact-1".to_owned(),
            from: "2020-01-01".to_owned(),
            decision_ref: "KF 1:1".to_owned(),
            ..Default::default()
        };
        let request = self.ask(&self.registrar, request);
        self.intake.appoint_contact_person(request).await.unwrap();
    }

    async fn cycle(&mut self) -> String {
        let request = budget::OpenCycleRequest {
            request_id: request_id(),
            year: 2030,
            model_version: "stockholm-2008".to_owned(),
            frame_ore: 1_000_000,
            large_budget_ore: 500_000,
            submit_by: "2029-02-15".to_owned(),
            step_one_by: "2029-04-15".to_owned(),
            step_two_by: "2029-05-31".to_owned(),
            recommend_by: "2029-08-31".to_owned(),
            decision_ref: "KF 2029:2".to_owned(),
        };
        let request = self.ask(&self.budget_system, request);
        let answer = self.budget.open_cycle(request).await.unwrap();
        self.took(answer).cycle
    }

    /// Nobody else is affected and it costs little: the model does not cover it.
    async fn prepare(&mut self, initiative: &str, cycle: &str) {
        let form = intake::InitiativeForm {
            title: "Ny skrivare".to_owned(),
            kind: intake::InitiativeKind::NewDevelopment.into(),
            area: "social".to_owned(),
            need: "Den gamla är trasig".to_owned(),
            process: "Utskrift".to_owned(),
            city_goals: vec!["Effektivitet".to_owned()],
            business_goals: vec!["Färre stopp".to_owned()],
            driver: intake::Driver::Business.into(),
            costs: vec![intake::Cost { year: 2030, one_off_ore: 100, running_ore: 0 }],
            benefits: vec![intake::Benefit {
                target_group: intake::TargetGroup::Users.into(),
                description: "Kan skriva ut".to_owned(),
            }],
            ..Default::default()
        };
        let request = intake::PrepareInitiativeRequest {
            request_id: request_id(),
            initiative: initiative.to_owned(),
            revision: 0,
            cycle: cycle.to_owned(),
            form: Some(form),
        };
        let request = self.ask(&self.contact, request);
        self.intake.prepare_initiative(request).await.unwrap();
    }

    /// What the rule found.
    async fn decide(&mut self, initiative: &str, cycle: &str) -> intake::Scope {
        let request = intake::DecideScopeRequest {
            request_id: request_id(),
            initiative: initiative.to_owned(),
            revision: 0,
            cycle: cycle.to_owned(),
            coordination_benefit: String::new(),
        };
        let request = self.ask(&self.contact, request);
        self.intake.decide_scope(request).await.unwrap().into_inner().scope.unwrap()
    }

    async fn initiatives(&mut self) -> Vec<intake::Initiative> {
        let request = self.ask(&self.contact, intake::ListInitiativesRequest::default());
        self.intake.list_initiatives(request).await.unwrap().into_inner().initiatives
    }
}

fn caller(ground: &Ground, administration: &str, title: &str, need: &str) -> Program {
    let args = arguments(ground, "anna", &[]);
    let more = [("--administration", administration), ("--title", title), ("--need", need)];
    Program::start(ground.folder(), "caller.py", &with(args, more))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_proposes_once_though_nobody_answers_at_first_and_gets_the_final_answer() {
    let mut ground = Ground::start(Broker::started(), 1).await;
    let mut city = City::of(&ground.cluster);
    let administration = city.administration("KUL").await;
    city.contact_person(&administration).await;
    ground.cluster.kill("intake", 0).unwrap();
    let mut caller = caller(&ground, &administration, "Ny skrivare", "Den gamla är trasig");
    until("a second try", || caller.complaints().contains("UNAVAILABLE").then_some(())).await;
    ground.cluster.run("intake", 0).unwrap();
    ground.cluster.ready().await.unwrap();
    let proposed =
        until("the proposal", || Some(caller.said()).filter(|said| said.len() == 2)).await;
    let initiative = proposed[0]["proposed"].as_str().unwrap().to_owned();
    assert!(proposed[0]["seen"]["intake"].is_array(), "{proposed:?}");
    assert_eq!(proposed[1]["status"], "INITIATIVE_STATUS_REGISTERED");

    let cycle = city.cycle().await;
    city.prepare(&initiative, &cycle).await;
    let scope = city.decide(&initiative, &cycle).await;
    assert!(!scope.in_scope, "{scope:?}");
    assert!(caller.ended().await.success(), "{}", caller.complaints());
    let said = caller.said();
    let answer = said.last().unwrap();
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(answer["stage"], "STAGE_OUT_OF_SCOPE");
    assert_eq!(answer["final"], true);
    assert!(scope.explanation.contains("fewer than"), "{scope:?}");
    assert_eq!(answer["reason"], scope.explanation);
    let all: Vec<_> = city.initiatives().await.into_iter().map(|one| one.id).collect();
    assert_eq!(all, [initiative]);
    ground.cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_is_told_the_reason_and_all_bad_fields() {
    let ground = Ground::start(Broker::started(), 1).await;
    let administration = City::of(&ground.cluster).administration("KUL").await;
    let mut caller = caller(&ground, &administration, "", "");
    assert_eq!(caller.ended().await.code(), Some(1));
    let complaints = caller.complaints();
    for part in ["INVALID_ARGUMENT INVALID_FIELDS", "\n  title: ", "\n  need: "] {
        assert!(complaints.contains(part), "{part} is missing: {complaints}");
    }
    assert!(caller.said().is_empty());
    ground.cluster.stop().await.unwrap();
}

/// A listener's files, which outlive its runs.
struct Listener {
    args: Vec<String>,
    folder: PathBuf,
}

impl Listener {
    fn of(ground: &Ground) -> Self {
        let folder = ground.folder().to_owned();
        let args = arguments(ground, "listener", &[Office::Service]);
        let (cursor, out) = (folder.join("cursor.json"), folder.join("events.jsonl"));
        let more = [
            ("--nats", ground.broker.url().as_str()),
            ("--cursor", cursor.to_str().unwrap()),
            ("--out", out.to_str().unwrap()),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let args = with(args, more.each_ref().map(|(name, value)| (*name, value.as_str())));
        Self { args, folder }
    }

    fn start(&self) -> Program {
        Program::start(&self.folder, "listener.py", &self.args)
    }

    fn cursor(&self) -> Value {
        let text = std::fs::read_to_string(self.folder.join("cursor.json"));
        text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap())
    }

    fn heard(&self) -> Vec<Value> {
        lines(&self.folder.join("events.jsonl"))
    }

    fn at(&self, service: &str) -> Option<u64> {
        self.cursor()["services"][service]["sequence"].as_u64()
    }

    async fn has_heard(&self, number: usize) {
        until("more is heard", || (self.heard().len() >= number).then_some(())).await;
    }

    /// Each event of each service once and in order, up to the head, with the head's hash.
    async fn has_all(&self, cluster: &Cluster) {
        for service in SERVICES {
            let head = cluster.operator(service, 0).unwrap().status().await.unwrap();
            until(service, || (self.at(service) == Some(head.sequence)).then_some(())).await;
            let heard = self.heard();
            let own: Vec<_> = heard.iter().filter(|one| one["service"] == service).collect();
            let numbers: Vec<_> = own.iter().map(|one| one["sequence"].as_u64().unwrap()).collect();
            assert_eq!(numbers, (1..=head.sequence).collect::<Vec<_>>(), "{service}");
            assert_eq!(own.last().unwrap()["hash"], head.hash, "{service}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_hears_a_year_exactly_once_though_it_is_killed_and_the_broker_forgets() {
    let mut ground = Ground::start(Broker::started(), 1).await;
    let listener = Listener::of(&ground);
    let first = listener.start();
    first.says(&SERVICES, "listens").await;
    let election = demo::pabulib::Election::parse(ODD).unwrap();
    let plan = demo::election::plan(&election, "odd.pb", 5);
    let (addresses, key) = (ground.cluster.addresses(), ground.cluster.key().clone());
    let year = demo::play_on(&addresses, key, &plan);
    let broker = &mut ground.broker;
    let fault = async {
        listener.has_heard(20).await;
        first.kill();
        let killed_at = listener.heard().len();
        broker.lose_newest().await;
        broker.empty();
        let second = listener.start();
        listener.has_heard(killed_at + 20).await;
        broker.lose_newest().await;
        broker.kill();
        broker.start();
        (killed_at, second)
    };
    let (played, (killed_at, mut second)) = tokio::join!(year, fault);
    played.unwrap();
    assert!(ground.cluster.settled(PATIENCE).await.unwrap());
    listener.has_all(&ground.cluster).await;
    let heard = listener.heard();
    assert!(killed_at < heard.len(), "it was killed when all was over");
    for via in ["nats", "owner"] {
        assert!(heard.iter().any(|one| one["via"] == via), "nothing came by {via}");
    }
    assert!(second.child.try_wait().unwrap().is_none(), "{}", second.complaints());
    ground.cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_drops_what_a_stranger_sends_and_stops_at_a_journal_that_it_did_not_follow() {
    let ground = Ground::start(Broker::started(), 1).await;
    let listener = Listener::of(&ground);
    let mut city = City::of(&ground.cluster);
    city.administration("KUL").await;
    let running = listener.start();
    until("the first event", || (listener.at("intake") == Some(1)).then_some(())).await;
    running.says(&["intake"], "listens").await;
    forge(&ground, &listener, 7).await;
    running.says(&["intake"], "2 did not come from the broker").await;
    forge(&ground, &listener, 2).await;
    running.says(&["intake"], "2 from the broker does not follow").await;
    city.administration("SOC").await;
    until("the second event", || (listener.at("intake") == Some(2)).then_some(())).await;
    let heard = listener.heard();
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert_eq!(heard[1]["event"]["code"], "SOC", "{heard:?}");
    running.kill();

    let mut cursor = listener.cursor();
    cursor["services"]["intake"]["hash"] = Value::from("ab".repeat(32));
    std::fs::write(ground.folder().join("cursor.json"), cursor.to_string()).unwrap();
    let mut again = listener.start();
    let status = again.ended().await;
    assert_eq!(status.code(), Some(1), "{}", again.complaints());
    assert!(again.complaints().contains("JOURNAL_DIVERGED"), "{}", again.complaints());
    assert_eq!(listener.heard(), heard);
    ground.cluster.stop().await.unwrap();
}

/// Sends what claims to be an event of intake, with the text of another.
async fn forge(ground: &Ground, listener: &Listener, sequence: u64) {
    let client = async_nats::connect(ground.broker.url()).await.unwrap();
    let stream = async_nats::jetstream::new(client.clone());
    let first =
        stream.get_stream("RADSLAG_INTAKE").await.unwrap().get_raw_message(1).await.unwrap();
    let mut headers = first.headers;
    let intake = &listener.cursor()["services"]["intake"];
    headers.insert("ce-sequence", sequence.to_string());
    headers.insert("ce-previous", intake["hash"].as_str().unwrap());
    headers.insert("Nats-Msg-Id", format!("forged:{sequence}"));
    let subject = "radslag.intake.administration.registered";
    client.publish_with_headers(subject, headers, first.payload).await.unwrap();
    client.flush().await.unwrap();
}
