//! Callers beside the year, whose acknowledgements are written down: people propose, withdraw, and
//! ask again with the request they have asked before.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kernel::{IdGen as _, Office};
use platform::auth::DevelopmentKey;
use platform::system::{SystemClock, SystemIds};
use platform::testing::Dice;
use proto::intake::v1 as api;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use radslag::Addresses;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

/// How long one request is sent again while nobody answers.
const PATIENCE: Duration = Duration::from_secs(90);
/// Between two tries.
const REST: Duration = Duration::from_millis(50);

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acknowledged {
    pub(crate) request_id: String,
    pub(crate) what: What,
    /// The initiative that it is about.
    pub(crate) initiative: String,
    /// The administration of a proposal.
    administration: String,
    revision: u64,
}

impl Acknowledged {
    pub(crate) fn withdrawn(request_id: &str, initiative: &str) -> Self {
        Self {
            request_id: request_id.to_owned(),
            what: What::Withdrawn,
            administration: String::new(),
            initiative: initiative.to_owned(),
            revision: 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Proposed,
    Withdrawn,
}

pub(crate) struct Traffic {
    client: IntakeServiceClient<Channel>,
    key: DevelopmentKey,
    dice: Dice,
    administration: String,
    acknowledged: Arc<Mutex<Vec<Acknowledged>>>,
    withdrawn: BTreeSet<String>,
    in_order: bool,
}

impl Traffic {
    pub(crate) fn new(addresses: &Addresses, key: &DevelopmentKey, dice: Dice) -> Self {
        let client = IntakeServiceClient::new(addresses.channel("intake").unwrap());
        Self {
            client,
            key: key.clone(),
            dice,
            administration: String::new(),
            acknowledged: Arc::default(),
            withdrawn: BTreeSet::new(),
            in_order: false,
        }
    }

    /// Nothing dies: a request whose connection is cut is not sent again, and fails the test.
    pub(crate) fn in_order(self, in_order: bool) -> Self {
        Self { in_order, ..self }
    }

    /// Calls until `ended`. Returns what was answered.
    pub(crate) async fn run(mut self, ended: &CancellationToken) -> Vec<Acknowledged> {
        self.administration = self.register().await;
        while !ended.is_cancelled() {
            self.call().await;
            sleep(Duration::from_millis(self.dice.roll(40))).await;
        }
        self.repeat().await;
        self.so_far()
    }

    /// What was answered so far. It stays connected with a traffic that runs.
    pub(crate) fn heard(&self) -> Heard {
        Heard(self.acknowledged.clone())
    }

    fn so_far(&self) -> Vec<Acknowledged> {
        self.heard().so_far()
    }

    fn note(&self, one: Acknowledged) {
        self.acknowledged.lock().unwrap().push(one);
    }

    /// Sends a request again that was answered before: the answer is the same.
    pub(crate) async fn still_answers(&self, before: &Acknowledged) {
        let request_id = before.request_id.clone();
        let now = match before.what {
            What::Proposed => self.proposed(request_id, &before.administration).await,
            What::Withdrawn => self.withdrawal(request_id, &before.initiative).await,
        };
        assert_eq!(now, *before);
    }

    /// Registers an administration of its own, and calls so many times. Returns what was answered.
    pub(crate) async fn calls(mut self, many: usize) -> Vec<Acknowledged> {
        self.administration = self.register().await;
        for _ in 0..many {
            self.call().await;
        }
        self.so_far()
    }

    async fn call(&mut self) {
        match self.dice.roll(5) {
            0 => self.repeat().await,
            1 | 2 => self.withdraw().await,
            _ => self.propose(SystemIds.uuid().to_string()).await,
        }
    }

    pub(crate) async fn register(&mut self) -> String {
        let request = api::RegisterAdministrationRequest {
            request_id: SystemIds.uuid().to_string(),
            name: "Vid sidan av".to_owned(),
            code: format!("V{}", self.dice.roll(1_000_000)),
        };
        let (client, key) = (self.client.clone(), self.key.clone());
        let answer = again(self.in_order, async || {
            let request = ask(&key, "registrar-2", &[Office::Registrar], request.clone());
            client.clone().register_administration(request).await
        });
        answer.await.administration
    }

    async fn propose(&mut self, request_id: String) {
        self.note(self.proposed(request_id, &self.administration).await);
    }

    async fn proposed(&self, request_id: String, administration: &str) -> Acknowledged {
        let request = api::ProposeInitiativeRequest {
            request_id: request_id.clone(),
            administration: administration.to_owned(),
            title: format!("Behov {request_id}"),
            need: "Att bli hörd".to_owned(),
            ..Default::default()
        };
        let answer = again(self.in_order, async || {
            let request = ask(&self.key, "employee-of-the-side", &[], request.clone());
            self.client.clone().propose_initiative(request).await
        });
        let answer = answer.await;
        Acknowledged {
            request_id,
            what: What::Proposed,
            administration: administration.to_owned(),
            initiative: answer.initiative,
            revision: answer.revision,
        }
    }

    async fn withdraw(&mut self) {
        let open = |one: &&Acknowledged| !self.withdrawn.contains(&one.initiative);
        let found = self.so_far().iter().rev().find(open).map(|one| one.initiative.clone());
        let Some(initiative) = found else { return };
        self.withdrawn.insert(initiative.clone());
        self.note(self.withdrawal(SystemIds.uuid().to_string(), &initiative).await);
    }

    async fn withdrawal(&self, request_id: String, initiative: &str) -> Acknowledged {
        let request = api::WithdrawInitiativeRequest {
            request_id: request_id.clone(),
            initiative: initiative.to_owned(),
            revision: 0,
            reason: "Behovet är borta".to_owned(),
        };
        let answer = again(self.in_order, async || {
            let request = ask(&self.key, "employee-of-the-side", &[], request.clone());
            self.client.clone().withdraw_initiative(request).await
        });
        let answer = answer.await;
        Acknowledged {
            request_id,
            what: What::Withdrawn,
            administration: String::new(),
            initiative: answer.initiative,
            revision: answer.revision,
        }
    }

    /// The same request gets the same answer, whatever has happened since.
    async fn repeat(&mut self) {
        let all = self.so_far();
        if !all.is_empty() {
            let one = self.dice.pick(&all).clone();
            self.still_answers(&one).await;
        }
    }
}

/// What was answered to a traffic.
pub(crate) struct Heard(Arc<Mutex<Vec<Acknowledged>>>);

impl Heard {
    pub(crate) fn so_far(&self) -> Vec<Acknowledged> {
        self.0.lock().unwrap().clone()
    }
}

fn ask<T>(key: &DevelopmentKey, sub: &str, offices: &[Office], message: T) -> Request<T> {
    let token = key.token(sub, None, offices, &SystemClock::new(), 3_600).unwrap();
    let mut request = Request::new(message);
    let value = format!("Bearer {token}").parse().unwrap();
    request.metadata_mut().insert("authorization", value);
    request.set_timeout(Duration::from_secs(5));
    request
}

/// Whether nobody has answered: the same request may be sent again. Where everything stops in order, no
/// connection is cut with requests in it.
fn unanswered(status: &Status, in_order: bool) -> bool {
    match status.code() {
        Code::Unavailable | Code::DeadlineExceeded => true,
        Code::Unknown | Code::Cancelled | Code::Internal if in_order => {
            unsent(status) || is_late(status)
        }
        Code::Unknown | Code::Cancelled | Code::Internal => status.source().is_some(),
        _ => false,
    }
}

/// Whether the caller waited no longer: what its own clock says before the server's word comes.
fn is_late(status: &Status) -> bool {
    status.code() == Code::Cancelled && status.message() == "Timeout expired"
}

/// Whether the connection had been closed in order before it took the request.
fn unsent(status: &Status) -> bool {
    let said = format!("{status:?}");
    ["GoAway(b\"\", NO_ERROR, Remote)", "hyper::Error(Canceled"]
        .iter()
        .any(|one| said.contains(one))
}

/// Proposes once. What is refused is returned as it came.
pub(crate) async fn propose_once(
    addresses: &Addresses,
    key: &DevelopmentKey,
    request_id: &str,
    administration: &str,
) -> Result<String, Status> {
    let request = api::ProposeInitiativeRequest {
        request_id: request_id.to_owned(),
        administration: administration.to_owned(),
        title: "Plats på disken".to_owned(),
        need: "x".repeat(4_000),
        ..Default::default()
    };
    let mut client = IntakeServiceClient::new(addresses.channel("intake").unwrap());
    let answer = client.propose_initiative(ask(key, "employee-1", &[], request)).await?;
    Ok(answer.into_inner().initiative)
}

/// Sends a request until it is answered.
async fn again<T>(in_order: bool, send: impl AsyncFn() -> Result<tonic::Response<T>, Status>) -> T {
    let begin = Instant::now();
    loop {
        match send().await {
            Ok(answer) => return answer.into_inner(),
            Err(status) => {
                let waits = unanswered(&status, in_order) && begin.elapsed() < PATIENCE;
                assert!(waits, "after {:?}: {status:?}", begin.elapsed());
            }
        }
        sleep(REST).await;
    }
}
