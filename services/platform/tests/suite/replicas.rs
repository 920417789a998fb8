//! Two processes on one database: each sees what the other wrote, one of them works, nothing is done
//! twice.

use std::sync::Arc;
use std::time::Duration;

use platform::Node;
use platform::follow::{Source as _, Standing};
use platform::nats::attend_hints;
use platform::testing::ScriptedSource;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::broker::{Broker, until};
use crate::followers::{FOLLOWING, say, taken};
use crate::operators::reset;
use crate::room::{Running, Store, injected};

struct Replica {
    node: Node,
    running: Running,
    hint: Arc<Notify>,
}

impl Replica {
    async fn open(store: &Store) -> Self {
        let (injected, hint) = (injected(), Arc::new(Notify::new()));
        let (room, database) = (Arc::new(FOLLOWING), store.database().await);
        let node = Node::open_replica(room, database.clone(), &injected, hint.clone()).await;
        let node = node.unwrap();
        let journal = node.journal().clone();
        Self { running: Running { journal, tasks: injected.tasks, database }, node, hint }
    }

    fn state(&self) -> &'static str {
        self.node.parts().followed.all().iter().map(|one: &Standing| one.shown().0).next().unwrap()
    }

    async fn sees(&self, position: u64) {
        let patience = Duration::from_secs(20);
        assert!(self.running.journal.wait_for("council", position, patience).await, "{position}");
    }

    async fn stop(self) {
        self.running.stop().await;
    }
}

/// How long it takes until the other has seen ten writes, one after the other.
async fn ten(one: &Replica, other: &Replica) -> Duration {
    let begin = Instant::now();
    for number in 1..=10 {
        let done = one.running.add("x", number).await.unwrap();
        other.sees(done.position).await;
    }
    begin.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_is_seen_by_the_other_replica_without_a_hint() {
    let store = Store::postgres().await;
    let (one, two) = (Replica::open(&store).await, Replica::open(&store).await);
    ten(&one, &two).await;
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hint_over_the_broker_wakes_the_other_replica() {
    let (store, broker) = (Store::postgres().await, Broker::start().await);
    let (one, two) = (Replica::open(&store).await, Replica::open(&store).await);
    for replica in [&one, &two] {
        let (journal, hint) = (&replica.running.journal, replica.hint.clone());
        attend_hints(journal, &broker.nats().await, hint, &replica.running.tasks);
    }
    // The first write finds the subscription made.
    ten(&one, &two).await;
    let taken = ten(&one, &two).await;
    assert!(taken < Duration::from_millis(1_500), "without hints it takes 2.5 s: {taken:?}");
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_replicas_follows_and_the_other_goes_on_after_it() {
    let store = Store::postgres().await;
    let intake = ScriptedSource::new("intake");
    let one = Replica::open(&store).await;
    one.node.follow(intake.clone());
    until("the first follows", || async { one.state() == "following" }).await;
    let two = Replica::open(&store).await;
    two.node.follow(intake.clone());
    for number in 1..=100 {
        say(&intake, "x", &number.to_string());
    }
    taken(&two.running, "intake", 100).await;
    assert_eq!((one.state(), two.state()), ("following", "standby"));
    assert_eq!(two.node.parts().not_ready(), [""; 0]);
    one.stop().await;
    for number in 101..=200 {
        say(&intake, "x", &number.to_string());
    }
    taken(&two.running, "intake", 200).await;
    assert_eq!(two.state(), "following");
    assert_eq!(two.running.order("x").await, (1..=200).collect::<Vec<i64>>());
    two.running.assert_sound().await;
    two.stop().await;
}

/// Otherwise it would be called stuck after a while, and its pod not ready.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_that_lost_its_lease_stands_by() {
    let store = Store::postgres().await;
    let intake = ScriptedSource::new("intake");
    let one = Replica::open(&store).await;
    one.node.follow(intake.clone());
    until("it follows", || async { one.state() == "following" }).await;
    one.running.tamper("UPDATE lease SET holder = 'another', beat = beat + 1").await;
    until("it stands by", || async { one.state() == "standby" }).await;
    // The other is gone: its beat stands still.
    until("it follows again", || async { one.state() == "following" }).await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_cannot_read_the_journal_leaves_the_leases_to_others() {
    let store = Store::postgres().await;
    let intake = ScriptedSource::new("intake");
    let one = Replica::open(&store).await;
    one.node.follow(intake.clone());
    until("the first follows", || async { one.state() == "following" }).await;
    let two = Replica::open(&store).await;
    two.node.follow(intake.clone());
    // What a newer build might have written about a stream that the first has not read.
    two.running.add("x", 1).await.unwrap();
    one.running.tamper("UPDATE journal SET fact = '{\"type\":\"of_tomorrow.v9\"}'").await;
    one.running.tamper("UPDATE state SET schema = 99").await;
    assert!(one.running.add("x", 2).await.is_err());
    assert!(one.running.journal.unreadable().is_some());
    assert!(!one.node.parts().not_ready().is_empty());
    until("the other follows", || async { two.state() == "following" }).await;
    assert_eq!(one.state(), "standby");
    assert!(two.node.parts().leases.holds("follow:intake"));
    assert!(!one.node.parts().leases.holds("follow:intake"));
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_on_one_replica_is_acted_on_by_the_one_that_follows() {
    let store = Store::postgres().await;
    let intake = ScriptedSource::new("intake");
    let one = Replica::open(&store).await;
    one.node.follow(intake.clone());
    for number in 1..=3 {
        say(&intake, "x", &number.to_string());
    }
    taken(&one.running, "intake", 3).await;
    let two = Replica::open(&store).await;
    let hash = intake.one(2).await.unwrap().unwrap().hash;
    reset(&two.running, "intake", 2, &hash).await;
    until("taken in again", || async { two.running.order("x").await == [1, 2, 3, 3] }).await;
    one.stop().await;
    two.stop().await;
}
