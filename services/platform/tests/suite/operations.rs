//! `OperationsService` and `JournalService` over gRPC: who may, what they answer, why they refuse.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Grant, Need, OPERATION_GRANTS, Office};
use platform::journal::hash;
use platform::testing::Bench;
use proto::journal::v1 as journal;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use proto::operations::v1 as pb;
use proto::operations::v1::operations_service_client::OperationsServiceClient;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::broker::until;
use crate::followers::{FOLLOWING, say};
use crate::room::{Do, Running, Tallies};

struct World {
    bench: Bench,
    running: Running,
    operations: OperationsServiceClient<Channel>,
    journals: JournalServiceClient<Channel>,
    _folder: tempfile::TempDir,
}

const OPERATOR: &[Office] = &[Office::Operator];

impl World {
    /// council, which follows intake and beredning.
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let room: Arc<Tallies> = Arc::new(FOLLOWING);
        let bench = Bench::start(folder.path(), room, |_, routes| routes).await.unwrap();
        let channel = bench.channel().await.unwrap();
        let operations = OperationsServiceClient::new(channel.clone());
        let journals = JournalServiceClient::new(channel);
        let database = bench.database().clone();
        let journal = bench.node.journal().clone();
        let tasks = platform::lifecycle::Tasks::new();
        let running = Running { journal, tasks, database };
        Self { bench, running, operations, journals, _folder: folder }
    }

    fn by<T>(&self, offices: &[Office], message: T) -> tonic::Request<T> {
        self.bench.request(message, "olle", offices)
    }

    async fn write(&self, numbers: std::ops::RangeInclusive<i64>) {
        let each = numbers.map(|number| self.running.add("x", number));
        for done in futures::future::join_all(each).await {
            done.unwrap();
        }
    }

    /// What comes of an RPC with a request that is good for all but its effect.
    async fn call(&self, rpc: &str, offices: &[Office]) -> Result<(), Status> {
        let (service, source, reason) = (String::new(), "intake".to_owned(), "why".to_owned());
        let request_id = Uuid::new_v4().to_string();
        let mut operations = self.operations.clone();
        let mut journals = self.journals.clone();
        match rpc {
            "Head" => {
                journals.head(self.by(offices, journal::HeadRequest { service })).await.map(drop)
            }
            "Read" => {
                let asked = journal::ReadRequest { service, ..Default::default() };
                journals.read(self.by(offices, asked)).await.map(drop)
            }
            "GetStatus" => {
                let asked = pb::GetStatusRequest { service };
                operations.get_status(self.by(offices, asked)).await.map(drop)
            }
            "ListParked" => {
                let asked = pb::ListParkedRequest { service, ..Default::default() };
                operations.list_parked(self.by(offices, asked)).await.map(drop)
            }
            "RetryParked" => {
                let asked =
                    pb::RetryParkedRequest { request_id, service, source, sequence: 1, reason };
                operations.retry_parked(self.by(offices, asked)).await.map(drop)
            }
            "DiscardParked" => {
                let asked =
                    pb::DiscardParkedRequest { request_id, service, source, sequence: 1, reason };
                operations.discard_parked(self.by(offices, asked)).await.map(drop)
            }
            "ResetFollow" => {
                let asked = pb::ResetFollowRequest { request_id, service, source, to: 0, reason };
                operations.reset_follow(self.by(offices, asked)).await.map(drop)
            }
            "ListLateRevocations" => {
                let asked = pb::ListLateRevocationsRequest { service, ..Default::default() };
                operations.list_late_revocations(self.by(offices, asked)).await.map(drop)
            }
            other => panic!("no request for {other}"),
        }
    }

    async fn retry(&self, request_id: &str, sequence: u64, reason: &str) -> Result<u64, Status> {
        let asked = pb::RetryParkedRequest {
            request_id: request_id.to_owned(),
            service: "council".to_owned(),
            source: "intake".to_owned(),
            sequence,
            reason: reason.to_owned(),
        };
        let answer = self.operations.clone().retry_parked(self.by(OPERATOR, asked)).await?;
        Ok(answer.into_inner().revision)
    }

    async fn reset(&self, id: &str, source: &str, to: u64) -> Result<(u64, String), Status> {
        let asked = pb::ResetFollowRequest {
            request_id: id.to_owned(),
            service: String::new(),
            source: source.to_owned(),
            to,
            reason: "restored".to_owned(),
        };
        let answer = self.operations.clone().reset_follow(self.by(OPERATOR, asked)).await?;
        let answer = answer.into_inner();
        Ok((answer.revision, answer.hash))
    }

    async fn parked(&self, page_size: i32, token: &str) -> (Vec<u64>, String) {
        let asked = pb::ListParkedRequest {
            service: String::new(),
            page_size,
            page_token: token.to_owned(),
        };
        let answer = self.operations.clone().list_parked(self.by(OPERATOR, asked)).await;
        let answer = answer.unwrap().into_inner();
        (answer.parked.iter().map(|one| one.sequence).collect(), answer.next_page_token)
    }

    async fn read(
        &self,
        asked: journal::ReadRequest,
    ) -> Result<Vec<journal::ReadResponse>, Status> {
        let answer = self.journals.clone().read(self.by(OPERATOR, asked)).await?;
        let (mut pages, mut all) = (answer.into_inner(), Vec::new());
        while let Some(page) = pages.message().await? {
            all.push(page);
        }
        Ok(all)
    }

    async fn stop(self) {
        self.bench.stop().await;
    }
}

fn why<T: std::fmt::Debug>(answer: Result<T, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    let reason = status.get_error_details().error_info().unwrap().reason.clone();
    (status.code(), reason)
}

fn numbers(page: &journal::ReadResponse) -> Vec<u64> {
    page.events.iter().map(|one| one.sequence).collect()
}

fn from(after: u64) -> journal::ReadRequest {
    journal::ReadRequest { after, ..Default::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rpc_answers_only_the_offices_of_its_grant() {
    let world = World::start().await;
    for Grant { rpc, needs, .. } in OPERATION_GRANTS {
        let refused = world.call(rpc, &[]).await.unwrap_err();
        assert_eq!(refused.code(), Code::PermissionDenied, "{rpc} without an office");
        for office in Office::ALL {
            let answer = world.call(rpc, &[*office]).await;
            let denied = answer.is_err_and(|status| status.code() == Code::PermissionDenied);
            assert_eq!(denied, !needs.contains(&Need::Office(*office)), "{rpc} as {office}");
        }
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_not_here_is_not_found_by_those_who_may_ask() {
    let world = World::start().await;
    let asked = |offices| world.by(offices, journal::HeadRequest { service: "intake".to_owned() });
    let found = world.journals.clone().head(asked(OPERATOR)).await;
    assert_eq!(why(found), (Code::NotFound, "NOT_FOUND".to_owned()));
    let found = world.journals.clone().head(asked(&[])).await;
    assert_eq!(found.unwrap_err().code(), Code::PermissionDenied);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_says_how_the_service_is() {
    let world = World::start().await;
    world.write(1..=2).await;
    say(world.bench.source("intake"), "a", "-1");
    assert!(world.bench.taken_in("intake", 1).await);
    let asked = world.by(OPERATOR, pb::GetStatusRequest { service: "council".to_owned() });
    let status = world.operations.clone().get_status(asked).await.unwrap().into_inner();
    let head = world.running.journal.head().await.unwrap();
    assert_eq!(status.service, "council");
    assert_eq!(status.journal_id, head.journal_id);
    assert_eq!((status.position, status.sequence), (2, 2));
    assert_eq!((status.row_hash, status.hash), (head.row_hash, head.hash));
    assert_eq!((status.parked, status.published, status.ready), (1, 0, true));
    let following: Vec<_> = status
        .following
        .iter()
        .map(|one| (one.source.as_str(), one.sequence, one.state.as_str()))
        .collect();
    assert_eq!(following, [("intake", 1, "following"), ("beredning", 0, "following")]);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parked_event_is_retried_or_refused_by_reason() {
    let world = World::start().await;
    let intake = world.bench.source("intake");
    for code in ["take 5", "1"] {
        say(intake, "a", code);
    }
    say(intake, "b", "-1");
    assert!(world.bench.taken_in("intake", 3).await);
    assert_eq!(world.parked(2, "").await.0, [1, 2]);
    let (_, token) = world.parked(2, "").await;
    assert_eq!(world.parked(2, &token).await, (vec![3], String::new()));
    let id = Uuid::new_v4().to_string();
    let not_parked = (Code::FailedPrecondition, "NOT_PARKED".to_owned());
    assert_eq!(why(world.retry(&id, 9, "mended").await), not_parked);
    let invalid = (Code::InvalidArgument, "INVALID_FIELDS".to_owned());
    assert_eq!(why(world.retry(&id, 1, " ").await), invalid);
    assert_eq!(why(world.retry("no uuid", 1, "mended").await), invalid);
    world.running.command(&Uuid::new_v4().to_string(), "a", Do::Add(7)).await.unwrap();
    assert_eq!(world.retry(&id, 1, "mended").await.unwrap(), 1);
    until("it is taken in", || async { world.parked(0, "").await.0 == [3] }).await;
    assert_eq!(world.running.order("a").await, [7, -5, 1]);
    // The same request has the same answer, although the event is gone.
    assert_eq!(world.retry(&id, 1, "mended").await.unwrap(), 1);
    let reused = (Code::AlreadyExists, "REQUEST_ID_REUSED".to_owned());
    assert_eq!(why(world.retry(&id, 1, "another").await), reused);
    let again = world.retry(&Uuid::new_v4().to_string(), 1, "mended").await;
    assert_eq!(why(again), not_parked);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_names_a_source_that_is_followed_and_a_number_that_it_has() {
    let world = World::start().await;
    let intake = world.bench.source("intake");
    for number in 1..=3 {
        say(intake, "a", &number.to_string());
    }
    assert!(world.bench.taken_in("intake", 3).await);
    let id = || Uuid::new_v4().to_string();
    let not_followed = (Code::NotFound, "NOT_FOLLOWED".to_owned());
    assert_eq!(why(world.reset(&id(), "prioritisation", 1).await), not_followed);
    let past = (Code::FailedPrecondition, "PAST_THE_END".to_owned());
    assert_eq!(why(world.reset(&id(), "intake", 4).await), past);
    let once = id();
    let (revision, hash) = world.reset(&once, "intake", 2).await.unwrap();
    assert_eq!((revision, hash.as_str()), (1, format!("{:064x}", 2).as_str()));
    // Number 3 is taken in again: the operator wanted it.
    until("taken in again", || async { world.running.order("a").await == [1, 2, 3, 3] }).await;
    assert_eq!(world.reset(&once, "intake", 2).await.unwrap(), (revision, hash));
    let (_, hash) = world.reset(&id(), "beredning", 0).await.unwrap();
    assert_eq!(hash, hash::hex(&hash::ZERO));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_is_read_in_pages_up_to_its_head_or_a_limit() {
    let world = World::start().await;
    let none = world.read(from(0)).await.unwrap();
    assert_eq!(none.len(), 1);
    assert_eq!(none[0].head.as_ref().unwrap().sequence, 0);
    world.write(1..=2_001).await;
    let pages = world.read(from(0)).await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.events.len()).collect();
    assert_eq!(sizes, [1_000, 1_000, 1]);
    let head = world.running.journal.head().await.unwrap();
    let said = pages[0].head.clone().unwrap();
    assert_eq!((said.journal_id, said.sequence), (head.journal_id, 2_001));
    let all: Vec<_> = pages.iter().flat_map(numbers).collect();
    assert_eq!(all, (1..=2_001).collect::<Vec<_>>());
    let events: Vec<_> = pages.iter().flat_map(|page| &page.events).collect();
    assert_eq!(events[0].previous, hash::hex(&hash::ZERO));
    assert!(events.windows(2).all(|two| two[1].previous == two[0].hash));
    assert_eq!(events[2_000].hash, head.hash);
    let limited = journal::ReadRequest { limit: 1_500, ..from(400) };
    let pages = world.read(limited).await.unwrap();
    let all: Vec<_> = pages.iter().flat_map(numbers).collect();
    assert_eq!(all, (401..=1_900).collect::<Vec<_>>());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_follows_hears_of_what_comes_until_the_service_stops() {
    let world = World::start().await;
    world.write(1..=2).await;
    let asked = journal::ReadRequest { follow: true, ..from(1) };
    let answer = world.journals.clone().read(world.by(OPERATOR, asked)).await.unwrap();
    let mut pages = answer.into_inner();
    assert_eq!(numbers(&pages.message().await.unwrap().unwrap()), [2]);
    world.write(3..=3).await;
    let patience = Duration::from_secs(20);
    let page = tokio::time::timeout(patience, pages.message()).await.unwrap();
    assert_eq!(numbers(&page.unwrap().unwrap()), [3]);
    // A limit ends it.
    let asked = journal::ReadRequest { follow: true, limit: 2, ..from(1) };
    let limited = tokio::time::timeout(patience, world.read(asked)).await.unwrap();
    assert_eq!(limited.unwrap().iter().flat_map(numbers).collect::<Vec<_>>(), [2, 3]);
    world.stop().await;
    let end = tokio::time::timeout(patience, pages.message()).await.unwrap();
    assert!(matches!(end, Ok(None)), "{end:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_of_another_journal_is_told_that_it_diverged() {
    let world = World::start().await;
    world.write(1..=2).await;
    let diverged = (Code::FailedPrecondition, "JOURNAL_DIVERGED".to_owned());
    let wrong = journal::ReadRequest { hash: format!("{:064x}", 1), ..from(1) };
    assert_eq!(why(world.read(wrong).await), diverged);
    let wrong = journal::ReadRequest { hash: format!("{:064x}", 1), ..from(0) };
    assert_eq!(why(world.read(wrong).await), diverged);
    assert_eq!(why(world.read(from(3)).await), diverged);
    assert_eq!(why(world.read(from(u64::MAX)).await), diverged);
    let hash = world.running.journal.head().await.unwrap().hash;
    let right = journal::ReadRequest { hash, ..from(2) };
    assert_eq!(world.read(right).await.unwrap()[0].events, []);
    world.stop().await;
}
