//! A crash between any two steps: what was acknowledged is there, what was taken in happened once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use platform::follow::Follows;
use platform::journal::{ExecuteError, Probe};
use platform::testing::ScriptedSource;

use crate::on_both;
use crate::room::{Do, PLAIN, REGISTERED, Store, Tallies};

on_both! {
    a_crash_at_any_step_loses_no_acknowledged_command;
    a_crash_at_any_step_doubles_no_reaction;
}

const STEPS: &[&str] = &[
    "locked",
    "loaded",
    "decided",
    "journal",
    "states",
    "read tables",
    "requests",
    "cursors",
    "written",
    "committed",
];

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
    for step in STEPS {
        let store = store.another().await;
        let running = store.open_probed(PLAIN, crash_at(step, 3)).await;
        let mut acknowledged = Vec::new();
        let mut request = String::new();
        let mut unanswered = 0;
        for number in 1..=9 {
            request = uuid::Uuid::new_v4().to_string();
            match running.command(&request, "x", Do::Add(number)).await {
                Ok(_) => acknowledged.push(number),
                Err(ExecuteError::Unavailable(_)) => {
                    unanswered = number;
                    break;
                }
                Err(other) => panic!("{step}: {other}"),
            }
        }
        assert_eq!(acknowledged, [1, 2], "{step}");
        drop(running);
        let running = store.open(PLAIN).await;
        running.command(&request, "x", Do::Add(unanswered)).await.unwrap();
        assert_eq!(running.order("x").await, [1, 2, 3], "{step}");
        running.assert_sound().await;
        running.stop().await;
    }
}

async fn a_crash_at_any_step_doubles_no_reaction(store: Store) {
    const FOLLOWS: &[Follows] = &[Follows { source: "intake", types: &[REGISTERED] }];
    let room = || Tallies { name: "council", follows: FOLLOWS, mirrors: false };
    for step in STEPS {
        let store = store.another().await;
        let intake = ScriptedSource::new("intake");
        for number in 1..=200 {
            let event = format!(r#"{{"administration":"x","code":"{number}"}}"#);
            intake.publish_json("tally/x", REGISTERED, event, Default::default(), 0);
        }
        let crashed = store.open_probed(room(), crash_at(step, 2)).await;
        crashed.follow(intake.clone());
        let journal = crashed.journal.clone();
        let patience = Duration::from_secs(20);
        assert!(journal.wait_for("intake", 64, patience).await, "{step}: the first group");
        assert!(!journal.wait_for("intake", 200, Duration::from_millis(100)).await, "{step}");
        crashed.tasks.stop().cancel();
        drop((crashed, journal));
        let running = store.open(room()).await;
        running.follow(intake);
        assert!(running.journal.wait_for("intake", 200, patience).await, "{step}");
        assert_eq!(running.order("x").await, (1..=200).collect::<Vec<i64>>(), "{step}");
        running.assert_sound().await;
        running.stop().await;
    }
}
