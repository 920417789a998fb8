//! Limits of every RPC: how long, how many at once, how large; and work that nobody waits for any more.

use std::future::ready;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use platform::config::Limits;
use platform::grpc::{Routes, Server};
use platform::journal::Probe;
use platform::lifecycle::Tasks;
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use proto::journal::v1::journal_service_server::{JournalService, JournalServiceServer};
use tokio::sync::{Notify, watch};
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Response, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

use crate::broker::until;
use crate::on_both;
use crate::room::{PLAIN, Store};

on_both! {
    a_command_whose_caller_went_away_is_not_executed;
}

/// Answers when it is let go.
#[derive(Clone, Default)]
struct Slow {
    inside: Arc<watch::Sender<usize>>,
    go: Arc<Notify>,
}

type Pages = Pin<Box<dyn futures::Stream<Item = Result<pb::ReadResponse, Status>> + Send>>;

#[async_trait::async_trait]
impl JournalService for Slow {
    async fn head(
        &self,
        _: Request<pb::HeadRequest>,
    ) -> Result<Response<pb::HeadResponse>, Status> {
        self.inside.send_modify(|inside| *inside += 1);
        self.go.notified().await;
        Ok(Response::new(pb::HeadResponse::default()))
    }

    type ReadStream = Pages;

    async fn read(&self, _: Request<pb::ReadRequest>) -> Result<Response<Pages>, Status> {
        Err(Status::unimplemented("not here"))
    }
}

struct World {
    slow: Slow,
    tasks: Tasks,
    channel: Channel,
}

impl World {
    async fn with(limits: Limits) -> Self {
        let (slow, tasks) = (Slow::default(), Tasks::new());
        let routes = Routes::default().add_service(JournalServiceServer::new(slow.clone()));
        let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = server.address();
        let (ready, stop) = (watch::channel(true).1, tasks.stop());
        tasks.spawn(async move { server.serve(routes, limits, ready, stop).await.unwrap() });
        let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
        Self { slow, tasks, channel: endpoint.connect().await.unwrap() }
    }

    async fn head(&self, message: pb::HeadRequest) -> Result<(), Status> {
        self.head_within(message, None).await
    }

    async fn head_within(
        &self,
        message: pb::HeadRequest,
        within: Option<Duration>,
    ) -> Result<(), Status> {
        let mut request = Request::new(message);
        if let Some(within) = within {
            request.set_timeout(within);
        }
        JournalServiceClient::new(self.channel.clone()).head(request).await.map(drop)
    }

    async fn stop(self) {
        let Self { slow, tasks, channel } = self;
        drop(channel);
        slow.go.notify_waiters();
        assert!(tasks.shut_down(Duration::from_secs(10)).await);
    }
}

fn why(answer: Result<(), Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    let details = status.get_error_details();
    let reason = details.error_info().map(|info| info.reason.clone());
    (status.code(), reason.unwrap_or_else(|| panic!("no reason: {status:?}")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_takes_longer_than_the_server_waits_is_late_whatever_the_caller_gives() {
    let late = (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned());
    let world = World::with(Limits { deadline_ms: 100, ..Limits::default() }).await;
    assert_eq!(why(world.head(pb::HeadRequest::default()).await), late);
    let within = Some(Duration::from_secs(3_600));
    assert_eq!(why(world.head_within(pb::HeadRequest::default(), within).await), late);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_requests_than_allowed_are_refused_while_health_still_answers() {
    let world = World::with(Limits { requests: 2, ..Limits::default() }).await;
    let two = async {
        tokio::join!(world.head(pb::HeadRequest::default()), world.head(pb::HeadRequest::default()))
    };
    let meanwhile = async {
        until("two are inside", || async { *world.slow.inside.borrow() == 2 }).await;
        let refused = why(world.head(pb::HeadRequest::default()).await);
        assert_eq!(refused, (Code::ResourceExhausted, "OVERLOADED".to_owned()));
        let mut health = HealthClient::new(world.channel.clone());
        assert!(health.check(HealthCheckRequest::default()).await.is_ok());
        world.slow.go.notify_waiters();
    };
    let ((first, second), ()) = tokio::join!(two, meanwhile);
    assert!(first.is_ok() && second.is_ok());
    // Their places are free again.
    world.slow.go.notify_one();
    assert!(world.head(pb::HeadRequest::default()).await.is_ok());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_over_four_mebibytes_is_too_large() {
    let world = World::with(Limits::default()).await;
    let of = |size: usize| pb::HeadRequest { service: "x".repeat(size) };
    let refused = why(world.head(of(4 * 1024 * 1024)).await);
    assert_eq!(refused, (Code::ResourceExhausted, "MESSAGE_TOO_LARGE".to_owned()));
    world.slow.go.notify_one();
    assert!(world.head(of(4 * 1024 * 1024 - 16)).await.is_ok());
    world.stop().await;
}

/// Holds the writer in its transactions, each until it is let go, and tells that it is there.
fn held() -> (Probe, Receiver<()>, SyncSender<()>) {
    let (there, is_there) = sync_channel(16);
    let (go, gone) = sync_channel(16);
    let gone = Mutex::new(gone);
    let probe: Probe = Arc::new(move |step| {
        if step == "locked" {
            there.send(()).unwrap();
            gone.lock().unwrap().recv().unwrap();
        }
    });
    (probe, is_there, go)
}

async fn a_command_whose_caller_went_away_is_not_executed(store: Store) {
    let (probe, is_there, go) = held();
    let running = store.open_probed(PLAIN, probe).await;
    let mut first = Box::pin(running.add("x", 1));
    tokio::select! { biased; _ = &mut first => panic!("too early"), () = ready(()) => {} }
    tokio::task::block_in_place(|| is_there.recv().unwrap());
    // The writer is busy: this one waits, and its caller goes away.
    let mut second = Box::pin(running.add("x", 2));
    tokio::select! { biased; _ = &mut second => panic!("too early"), () = ready(()) => {} }
    drop(second);
    for _ in 0..3 {
        go.send(()).unwrap();
    }
    first.await.unwrap();
    running.add("x", 3).await.unwrap();
    assert_eq!(running.order("x").await, [1, 3]);
    running.stop().await;
}
