//! A clock that jumps back and forth. Times are what it says; order, hashes, cursors and leases do not
//! depend on it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kernel::{Clock, Timestamp};
use platform::Node;
use platform::testing::{Dice, ScriptedSource, dice};
use tokio::sync::Notify;

use crate::broker::until;
use crate::followers::{FOLLOWING, say, taken};
use crate::on_both;
use crate::room::{PLAIN, Store, Tallies, injected};

on_both! {
    a_jumping_clock_changes_neither_order_nor_hashes_nor_cursors;
}

/// Between 1970 and 2150.
const MOST: u64 = 180 * 365 * 24 * 3_600 * 1_000_000;

/// Each look at it may show any moment.
struct Jumping(Mutex<Dice>);

impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        let moment = self.0.lock().unwrap().roll(MOST);
        Timestamp::from_micros(i64::try_from(moment).unwrap())
    }
}

fn jumping(dice: &mut Dice) -> Arc<Jumping> {
    Arc::new(Jumping(Mutex::new(Dice::of(dice.roll(u64::MAX)))))
}

async fn a_jumping_clock_changes_neither_order_nor_hashes_nor_cursors(store: Store) {
    for mut dice in dice(1) {
        let (store, other) = (store.another().await, store.another().await);
        let intake = Arc::new(Tallies { name: "intake", ..PLAIN });
        let owner = store.open_with(intake, jumping(&mut dice), Arc::new(|_| {})).await;
        let council = Arc::new(FOLLOWING);
        let follower = other.open_with(council, jumping(&mut dice), Arc::new(|_| {})).await;
        follower.follow(owner.source());
        let beredning = ScriptedSource::new("beredning");
        follower.follow(beredning.clone());
        for number in 1..=60 {
            owner.add("x", number).await.unwrap();
            say(&beredning, "y", &number.to_string());
        }
        taken(&follower, "intake", 60).await;
        taken(&follower, "beredning", 60).await;
        let expected: Vec<i64> = (1..=60).collect();
        assert_eq!(follower.order("x").await, expected);
        assert_eq!(follower.order("y").await, expected);
        let head = owner.journal.head().await.unwrap();
        let cursor = follower.journal.cursor("intake").await.unwrap().unwrap();
        assert_eq!((cursor.sequence, cursor.hash), (head.sequence, head.hash));
        for running in [owner, follower] {
            running.assert_sound().await;
            running.stop().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_jumping_clock_hands_no_lease_to_two_and_keeps_none_from_all() {
    const PATIENCE: Duration = Duration::from_secs(20);
    let mut dice = dice(1).next().unwrap();
    let store = Store::postgres().await;
    let intake = ScriptedSource::new("intake");
    let mut replicas = Vec::new();
    for _ in 0..2 {
        let mut injected = injected();
        injected.clock = jumping(&mut dice);
        let (database, hint) = (store.database().await, Arc::new(Notify::new()));
        let node = Node::open_replica(Arc::new(FOLLOWING), database, &injected, hint).await;
        let node = node.unwrap();
        node.follow(intake.clone());
        replicas.push((node, injected.tasks));
    }
    let holders = |replicas: &[(Node, platform::lifecycle::Tasks)]| {
        replicas.iter().filter(|(node, _)| node.parts().leases.holds("follow:intake")).count()
    };
    until("somebody follows", || async { holders(&replicas) == 1 }).await;
    for number in 1..=100 {
        say(&intake, "x", &number.to_string());
        assert!(holders(&replicas) <= 1, "two hold the lease");
    }
    let held = replicas[0].0.parts().leases.holds("follow:intake");
    let (first, tasks) = replicas.remove(usize::from(!held));
    assert!(first.journal().wait_for("intake", 100, PATIENCE).await);
    assert!(tasks.shut_down(PATIENCE).await);
    first.journal().close(PATIENCE).await;
    for number in 101..=200 {
        say(&intake, "x", &number.to_string());
    }
    let (second, tasks) = replicas.remove(0);
    assert!(second.journal().wait_for("intake", 200, PATIENCE).await);
    assert!(tasks.shut_down(PATIENCE).await);
    second.journal().close(PATIENCE).await;
    let running = store.open(FOLLOWING).await;
    assert_eq!(running.order("x").await, (1..=200).collect::<Vec<i64>>());
    running.assert_sound().await;
    running.stop().await;
}
