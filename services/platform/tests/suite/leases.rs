//! Leases: one holder at a time, handed over at once or after the beat stood still, and told when lost.

use std::time::Duration;

use platform::journal::{Journal, Leases};
use platform::lifecycle::Tasks;
use platform::sql::Database;
use tokio::sync::watch;

use crate::broker::until;
use crate::room::{PLAIN, Running, Store};

/// A process that wants one lease, and whether it works.
struct Holder {
    name: &'static str,
    tasks: Tasks,
    database: Database,
    works: watch::Receiver<bool>,
}

impl Holder {
    async fn start(store: &Store, name: &'static str) -> Self {
        let (tasks, database) = (Tasks::new(), store.database().await);
        let leases = Leases::shared(database.clone(), name.to_owned(), &tasks);
        let (tell, works) = watch::channel(false);
        let stop = tasks.stop();
        tasks.spawn(async move {
            let work = |lost: tokio_util::sync::CancellationToken| {
                let tell = tell.clone();
                async move {
                    tell.send_replace(true);
                    lost.cancelled().await;
                    tell.send_replace(false);
                }
            };
            leases.while_held("work", &stop, work).await;
        });
        Self { name, tasks, database, works }
    }

    fn works(&self) -> bool {
        *self.works.borrow()
    }

    async fn begins(&self) {
        let mut works = self.works.clone();
        let patience = tokio::time::timeout(Duration::from_secs(20), works.wait_for(|one| *one));
        assert!(patience.await.is_ok(), "{} never works", self.name);
    }

    async fn ends(&self) {
        let mut works = self.works.clone();
        let patience = tokio::time::timeout(Duration::from_secs(20), works.wait_for(|one| !*one));
        assert!(patience.await.is_ok(), "{} works on", self.name);
    }

    async fn stop(self) {
        assert!(self.tasks.shut_down(Duration::from_secs(10)).await, "{} did not end", self.name);
        self.database.close().await;
    }
}

async fn holder_of(journal: &Journal) -> String {
    let leases = journal.leases().await.unwrap();
    leases.into_iter().find(|one| one.name == "work").unwrap().holder
}

/// Two holders, the first of which has the lease.
async fn two(store: &Store) -> (Running, Holder, Holder) {
    let running = store.open(PLAIN).await;
    let first = Holder::start(store, "first").await;
    first.begins().await;
    let second = Holder::start(store, "second").await;
    (running, first, second)
}

/// How often a beat was raised since it was at `from`.
async fn beats(journal: &Journal, from: u64) -> u64 {
    journal.leases().await.unwrap()[0].beat - from
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_holders_has_the_lease_and_keeps_it() {
    let store = Store::postgres().await;
    let (running, first, second) = two(&store).await;
    let from = running.journal.leases().await.unwrap()[0].beat;
    until("five beats", || async { beats(&running.journal, from).await >= 5 }).await;
    assert_eq!(holder_of(&running.journal).await, "first");
    assert!(first.works() && !second.works());
    first.stop().await;
    second.stop().await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_that_stops_hands_the_lease_over_at_once() {
    let store = Store::postgres().await;
    let (running, first, second) = two(&store).await;
    first.stop().await;
    assert_ne!(holder_of(&running.journal).await, "first");
    second.begins().await;
    assert_eq!(holder_of(&running.journal).await, "second");
    second.stop().await;
    assert_eq!(holder_of(&running.journal).await, "");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_whose_beat_stands_still_is_followed_by_another() {
    let store = Store::postgres().await;
    let (running, first, second) = two(&store).await;
    let still = tokio::time::Instant::now();
    // From now on it can no more raise its beat than a process that hangs.
    first.database.close().await;
    second.begins().await;
    assert!(still.elapsed() > Duration::from_secs(2), "taken after {:?}", still.elapsed());
    assert_eq!(holder_of(&running.journal).await, "second");
    // It knows by itself, without the database.
    first.ends().await;
    first.stop().await;
    second.stop().await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_whose_row_was_taken_stops_its_work() {
    let store = Store::postgres().await;
    let (running, first, second) = two(&store).await;
    running.tamper("UPDATE lease SET holder = 'third', beat = beat + 1").await;
    first.ends().await;
    // Nobody raises it any more: one of the two takes it over.
    until("taken over", || async { first.works() || second.works() }).await;
    first.stop().await;
    second.stop().await;
    running.stop().await;
}
