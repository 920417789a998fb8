//! A crash between any two steps: what was acknowledged is there, what was taken in happened once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use platform::follow::Follows;
use platform::journal::{ExecuteError, Probe};
use platform::testing::ScriptedSource;

use crate::on_both;
use crate::room::{Do, PLAIN, REGISTERED, Running, Store, Tallies};

on_both! {
    a_crash_at_any_step_loses_no_acknowledged_command;
    a_crash_at_any_step_doubles_no_reaction;
}

/// Of a transaction that trusts what the writer remembers, and of one under the lock. On PostgreSQL the
/// first is one statement.
const TRUSTING: &[&str] = &["trusted", "decided", "written", "committed"];
const LOCKED: &[&str] = &["locked", "loaded", "decided", "written", "committed"];

/// Another writer, which makes the next transaction take the lock.
async fn other_writer(running: &Running) {
    running.tamper("UPDATE head SET version = version + 1").await;
}

fn trusting(store: &Store) -> impl Iterator<Item = &'static str> {
    let at_once = store.is_postgres();
    TRUSTING.iter().copied().filter(move |step| !(at_once && *step == "written"))
}

/// Panics in the writer's task when `step` comes for the `nth` time: the task is gone, its
/// transaction is rolled back, nobody is answered.
fn crash_at(step: &'static str, nth: usize) -> Probe {
    let seen = AtomicUsize::new(0);
    Arc::new(move |at| {
        if at == step && seen.fetch_add(1, Ordering::Relaxed) + 1 == nth {
            panic!("crash at {step}");
        }
    })
}

async fn a_crash_at_any_step_loses_no_acknowledged_command(store: Store) {
    for step in trusting(&store) {
        crashes_at(&store, step, false).await;
    }
    for step in LOCKED {
        crashes_at(&store, step, true).await;
    }
}

async fn crashes_at(store: &Store, step: &'static str, others: bool) {
    let store = store.another().await;
    let running = store.open_probed(PLAIN, crash_at(step, 3)).await;
    let (mut acknowledged, mut request) = (0, String::new());
    for number in 1..=9 {
        if others {
            other_writer(&running).await;
        }
        request = uuid::Uuid::new_v4().to_string();
        match running.command(&request, "x", Do::Add(number)).await {
            Ok(_) => acknowledged = number,
            Err(ExecuteError::Unavailable(_)) => break,
            Err(other) => panic!("{step}: {other}"),
        }
    }
    assert!((1..=4).contains(&acknowledged), "{step}: {acknowledged}");
    drop(running);
    let running = store.open(PLAIN).await;
    running.command(&request, "x", Do::Add(acknowledged + 1)).await.unwrap();
    let all: Vec<_> = (1..=acknowledged + 1).collect();
    assert_eq!(running.order("x").await, all, "{step}");
    running.assert_sound().await;
    running.stop().await;
}

async fn a_crash_at_any_step_doubles_no_reaction(store: Store) {
    // The first group takes the lock, those after it trust.
    for step in LOCKED {
        crashes_while_following(&store, step, 1).await;
    }
    for step in trusting(&store) {
        crashes_while_following(&store, step, if step == "trusted" { 1 } else { 2 }).await;
    }
}

async fn crashes_while_following(store: &Store, step: &'static str, nth: usize) {
    const FOLLOWS: &[Follows] = &[Follows { source: "intake", types: &[REGISTERED] }];
    let room = || Tallies { name: "council", follows: FOLLOWS, mirrors: false };
    let store = store.another().await;
    let intake = ScriptedSource::new("intake");
    for number in 1..=1_200 {
        let event = format!(r#"{{"administration":"x","code":"{number}"}}"#);
        intake.publish_json("tally/x", REGISTERED, event, Default::default(), 0);
    }
    let crashed = store.open_probed(room(), crash_at(step, nth)).await;
    crashed.follow(intake.clone());
    let journal = crashed.journal.clone();
    let patience = Duration::from_secs(20);
    assert!(!journal.wait_for("intake", 1_200, Duration::from_millis(200)).await, "{step}");
    crashed.tasks.stop().cancel();
    drop((crashed, journal));
    let running = store.open(room()).await;
    running.follow(intake);
    assert!(running.journal.wait_for("intake", 1_200, patience).await, "{step}");
    assert_eq!(running.order("x").await, (1..=1_200).collect::<Vec<i64>>(), "{step}");
    running.assert_sound().await;
    running.stop().await;
}
