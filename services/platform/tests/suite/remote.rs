//! Following a service in another process, over gRPC and a broker that loses, repeats and turns round.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_nats::jetstream::Context;
use platform::auth::{DevelopmentKey, DevelopmentToken, Identity};
use platform::config::Limits;
use platform::grpc::{Peer, Routes, Server, add_operations_to};
use platform::journal::Journal;
use platform::nats;
use platform::system::SystemClock;
use platform::{Injected, Node};
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use proto::journal::v1::journal_service_server::{JournalService, JournalServiceServer};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

use crate::broker::{Broker, Sent, until};
use crate::followers::FOLLOWING;
use crate::room::{PLAIN, Running, Store, Tallies, injected};

const STREAM: &str = "RADSLAG_INTAKE";

/// Serves until the tasks stop. Returns where.
async fn serve(routes: Routes, injected: &Injected) -> SocketAddr {
    let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = server.address();
    let (ready, stop) = (watch::channel(true).1, injected.tasks.stop());
    injected.tasks.spawn(async move {
        server.serve(routes, Limits::default(), ready, stop).await.unwrap();
    });
    address
}

/// What an owner does not tell before it is asked to: only the broker can have brought it.
struct Veiled {
    real: JournalServiceClient<Channel>,
    shown: Arc<AtomicU64>,
    reads: Arc<AtomicU64>,
}

type Pages = Pin<Box<dyn futures::Stream<Item = Result<pb::ReadResponse, Status>> + Send>>;

#[async_trait::async_trait]
impl JournalService for Veiled {
    async fn head(
        &self,
        request: Request<pb::HeadRequest>,
    ) -> Result<Response<pb::HeadResponse>, Status> {
        self.real.clone().head(request).await
    }

    type ReadStream = Pages;

    async fn read(&self, request: Request<pb::ReadRequest>) -> Result<Response<Pages>, Status> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        let shown = self.shown.load(Ordering::SeqCst);
        let mut pages = self.real.clone().read(request).await?.into_inner();
        let mut all = Vec::new();
        while let Some(mut page) = pages.message().await? {
            page.events.retain(|one| one.sequence <= shown);
            all.push(Ok(page));
        }
        Ok(Response::new(Box::pin(futures::stream::iter(all))))
    }
}

/// intake, veiled, and council, which follows it over gRPC and a broker.
struct Two {
    owner: Running,
    follower: Running,
    context: Context,
    shown: Arc<AtomicU64>,
    reads: Arc<AtomicU64>,
    _held: (Broker, Store, Store, Node, Node),
}

fn in_process(node: &Node, injected: &Injected, database: platform::sql::Database) -> Running {
    Running { journal: node.journal().clone(), tasks: injected.tasks.clone(), database }
}

/// The stream as the publisher makes it, without a publisher.
async fn make_stream(journal: &Journal, broker: &Broker) {
    let nats = broker.nats().await;
    let running = CancellationToken::new();
    let context = broker.context().await;
    tokio::select! {
        () = nats::publish(journal.clone(), nats, running) => panic!("it ended"),
        () = until("the stream is there", || async { context.get_stream(STREAM).await.is_ok() }) => {}
    }
}

impl Two {
    async fn start() -> Self {
        let (broker, store, other) = (Broker::start().await, Store::sqlite(), Store::sqlite());
        let key = DevelopmentKey::from_seed([3; 32]);
        let known = || Arc::new(Identity::from(key.clone()));
        let of_owner = Injected { identity: known(), ..injected() };
        let room = Arc::new(Tallies { name: "intake", ..PLAIN });
        let node = Node::open(room, store.database().await, &of_owner).await.unwrap();
        make_stream(node.journal(), &broker).await;
        let routes = add_operations_to(vec![node.parts().clone()], Routes::default());
        let real = serve(routes, &of_owner).await;
        let real = JournalServiceClient::connect(format!("http://{real}")).await.unwrap();
        let (shown, reads) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
        let veiled = Veiled { real, shown: shown.clone(), reads: reads.clone() };
        let routes = Routes::default().add_service(JournalServiceServer::new(veiled));
        let address = serve(routes, &of_owner).await;

        let of_follower = Injected { identity: known(), ..injected() };
        let following = Arc::new(FOLLOWING);
        let second = Node::open(following, other.database().await, &of_follower).await.unwrap();
        let token = DevelopmentToken::new(key, "council", Arc::new(SystemClock::new()));
        let peer =
            Peer::new("intake", &format!("http://{address}"), Arc::new(token), None).unwrap();
        second.follow_peer(peer, Some(&broker.ear().await));
        let context = broker.context().await;
        // It reads at its start, when it has subscribed, and once more a quarter of a second later. Where the
        // first two are one, silence makes the third.
        until("the owner was read", || async { reads.load(Ordering::SeqCst) > 2 }).await;
        Self {
            owner: in_process(&node, &of_owner, store.database().await),
            follower: in_process(&second, &of_follower, other.database().await),
            context,
            shown,
            reads,
            _held: (broker, store, other, node, second),
        }
    }

    async fn write(&self, numbers: std::ops::RangeInclusive<i64>) -> Vec<Sent> {
        for number in numbers {
            self.owner.add("x", number).await.unwrap();
        }
        Sent::all(&self.owner.journal).await
    }

    async fn taken(&self, number: u64) {
        let patience = Duration::from_secs(20);
        assert!(self.follower.journal.wait_for("intake", number, patience).await, "{number}");
    }

    async fn stop(self) {
        self.follower.assert_sound().await;
        self.follower.stop().await;
        self.owner.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn repeats_and_disorder_of_the_broker_change_nothing() {
    let two = Two::start().await;
    let sent = two.write(1..=5).await;
    for (turn, number) in [2, 1, 1, 2, 3, 5, 1, 4, 5].into_iter().enumerate() {
        sent[number - 1].put(&two.context, &format!("turn {turn}")).await;
    }
    two.taken(5).await;
    assert_eq!(two.follower.order("x").await, [1, 2, 3, 4, 5]);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_hears_without_any_right_to_write_at_the_broker() {
    let two = Two::start().await;
    let sent = two.write(1..=2).await;
    // The owner shows none of them.
    sent[0].put(&two.context, "first").await;
    sent[1].put(&two.context, "second").await;
    two.taken(2).await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_the_broker_lost_is_read_from_the_owner() {
    let two = Two::start().await;
    let sent = two.write(1..=4).await;
    for number in [1, 2, 4] {
        sent[number - 1].put(&two.context, &format!("once {number}")).await;
    }
    two.taken(2).await;
    two.shown.store(4, Ordering::SeqCst);
    two.taken(4).await;
    assert_eq!(two.follower.order("x").await, [1, 2, 3, 4]);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_message_may_be_lost_too() {
    let two = Two::start().await;
    two.write(1..=3).await;
    two.shown.store(3, Ordering::SeqCst);
    two.taken(3).await;
    assert_eq!(two.follower.order("x").await, [1, 2, 3]);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_message_is_not_used_and_the_owner_is_asked() {
    let two = Two::start().await;
    let sent = two.write(1..=3).await;
    let asked = two.reads.load(Ordering::SeqCst);
    let payload = sent[0].payload.replace("\"1\"", "\"1000\"");
    assert_ne!(payload, sent[0].payload);
    Sent { payload, ..sent[0].clone() }.put(&two.context, "changed").await;
    until("the owner is asked", || async { two.reads.load(Ordering::SeqCst) > asked }).await;
    two.shown.store(1, Ordering::SeqCst);
    two.taken(1).await;
    // Another one under the number of the next: it does not continue the chain.
    Sent { headers: sent[1].headers.clone(), ..sent[2].clone() }.put(&two.context, "false").await;
    sent[1].put(&two.context, "true").await;
    sent[2].put(&two.context, "last").await;
    two.shown.store(3, Ordering::SeqCst);
    two.taken(3).await;
    assert_eq!(two.follower.order("x").await, [1, 2, 3]);
    assert_eq!(two.follower.journal.parked().await.unwrap(), []);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_of_another_journal_are_not_used() {
    let two = Two::start().await;
    let sent = two.write(1..=2).await;
    let mut other = sent[0].clone();
    for (name, value) in &mut other.headers {
        if name == "ce-journal" {
            "another".clone_into(value);
        }
    }
    other.put(&two.context, "another").await;
    sent[0].put(&two.context, "own").await;
    two.taken(1).await;
    assert_eq!(two.follower.order("x").await, [1]);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_that_the_owner_cannot_fill_is_not_asked_about_without_rest() {
    let two = Two::start().await;
    let sent = two.write(1..=3).await;
    let asked = two.reads.load(Ordering::SeqCst);
    let begin = tokio::time::Instant::now();
    sent[2].put(&two.context, "far ahead").await;
    until("asked several times", || async { two.reads.load(Ordering::SeqCst) >= asked + 5 }).await;
    assert!(begin.elapsed() > Duration::from_millis(500), "asked {:?}", begin.elapsed());
    sent[0].put(&two.context, "first").await;
    sent[1].put(&two.context, "second").await;
    two.taken(3).await;
    assert_eq!(two.follower.order("x").await, [1, 2, 3]);
    two.stop().await;
}

/// Over gRPC too: what the owner gives away is what was decided.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_whose_fact_was_changed_is_not_given_away() {
    let two = Two::start().await;
    two.write(1..=3).await;
    two.owner.tamper("UPDATE journal SET actor = 'eve' WHERE sequence = 2").await;
    two.shown.store(3, Ordering::SeqCst);
    let state = || two._held.4.parts().followed.all().remove(0).shown();
    until("it diverged", || async { state().0 == "diverged" }).await;
    assert!(state().1.contains("row 2 was changed"), "{:?}", state());
    assert!(two.follower.order("x").await.len() < 2);
    two.follower.stop().await;
    two.owner.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_without_end_ends_with_the_callers_token() {
    let store = Store::sqlite();
    let key = DevelopmentKey::from_seed([3; 32]);
    let injected = Injected { identity: Arc::new(Identity::from(key.clone())), ..injected() };
    let room = Arc::new(Tallies { name: "intake", ..PLAIN });
    let node = Node::open(room, store.database().await, &injected).await.unwrap();
    let routes = add_operations_to(vec![node.parts().clone()], Routes::default());
    let address = serve(routes, &injected).await;
    // It ended half a minute ago, which clocks that differ are given.
    let offices = [kernel::Office::Operator];
    let token = key.token("anna", None, &offices, &SystemClock::new(), -29).unwrap();
    let mut client = JournalServiceClient::connect(format!("http://{address}")).await.unwrap();
    let mut request = Request::new(pb::ReadRequest {
        service: "intake".to_owned(),
        follow: true,
        ..pb::ReadRequest::default()
    });
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    let mut pages = client.read(request).await.unwrap().into_inner();
    assert!(pages.message().await.unwrap().is_some());
    let ended = tokio::time::timeout(Duration::from_secs(20), pages.message()).await.unwrap();
    assert_eq!(ended.unwrap_err().code(), tonic::Code::Unauthenticated);
    assert!(injected.tasks.shut_down(Duration::from_secs(10)).await);
}
