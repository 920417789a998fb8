//! The publisher, on a broker of its own: everything, in order, exactly as the format says.

use std::time::Duration;

use async_nats::jetstream::stream::{Config, DiscardPolicy};
use futures::StreamExt as _;
use futures::future::join_all;
use platform::config::NatsConfig;
use platform::lifecycle::Tasks;
use platform::nats::{self, Nats, NatsError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

use crate::broker::{Broker, Sent, until};
use crate::room::{PLAIN, Running, Store, Tallies};

const INTAKE: Tallies = Tallies { name: "intake", ..PLAIN };
const STREAM: &str = "RADSLAG_INTAKE";

/// A publisher that runs until it is stopped.
fn publish(running: &Running, nats: Nats) -> Tasks {
    let tasks = Tasks::new();
    let stop = tasks.senders_stop();
    tasks.spawn_sender(nats::publish(running.journal.clone(), nats, stop));
    tasks
}

async fn add(running: &Running, numbers: std::ops::RangeInclusive<i64>) {
    for done in join_all(numbers.map(|number| running.add("x", number))).await {
        done.unwrap();
    }
}

async fn published(running: &Running, sequence: u64) {
    until("all is acknowledged", || async {
        running.journal.published().await.unwrap() == sequence
    })
    .await;
}

async fn ended(tasks: Tasks) {
    assert!(tasks.shut_down(Duration::from_secs(10)).await, "the publisher did not end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_is_sent_in_order_with_the_headers_of_the_format() {
    let (broker, store) = (Broker::start().await, Store::sqlite());
    let running = store.open(INTAKE).await;
    // More than may wait for an acknowledgement at once.
    add(&running, 1..=300).await;
    let publisher = publish(&running, broker.nats().await);
    published(&running, 300).await;
    add(&running, 301..=303).await;
    published(&running, 303).await;
    let held = Sent::held(&broker.context().await, STREAM).await;
    let expected = Sent::all(&running.journal).await;
    assert_eq!(held.len(), 303);
    assert_eq!(held, expected);
    ended(publisher).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_repeats_nothing_that_was_acknowledged_and_loses_nothing() {
    let (broker, store) = (Broker::start().await, Store::sqlite());
    let running = store.open(INTAKE).await;
    let mut heard = broker.client().await.subscribe("radslag.intake.>").await.unwrap();
    let first = publish(&running, broker.nats().await);
    add(&running, 1..=20).await;
    // It makes a last pass when it stops.
    ended(first).await;
    published(&running, 20).await;
    add(&running, 21..=40).await;
    let second = publish(&running, broker.nats().await);
    published(&running, 40).await;
    ended(second).await;
    // The broker drops repeats from the stream; somebody who listens hears them all.
    let mut numbers = Vec::new();
    while numbers.last() != Some(&40) {
        let message = heard.next().await.unwrap();
        let number = message.headers.unwrap().get("ce-sequence").unwrap().as_str().to_owned();
        numbers.push(number.parse::<u64>().unwrap());
    }
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publisher_that_is_killed_at_any_moment_loses_nothing() {
    let (broker, store) = (Broker::start().await, Store::sqlite());
    let running = store.open(INTAKE).await;
    let context = broker.context().await;
    for round in 1..=5_u64 {
        let end = i64::try_from(round * 40).unwrap();
        add(&running, end - 39..=end).await;
        let kill = CancellationToken::new();
        let publisher =
            nats::publish(running.journal.clone(), broker.nats().await, CancellationToken::new());
        let there = async {
            until("some came", || async {
                let stream = context.get_stream(STREAM).await;
                stream.is_ok_and(|one| one.cached_info().state.messages > (round - 1) * 40)
            })
            .await;
            kill.cancel();
        };
        tokio::select! {
            () = publisher => panic!("it ended"),
            () = async { tokio::join!(there, kill.cancelled()); } => {}
        }
    }
    let last = publish(&running, broker.nats().await);
    published(&running, 200).await;
    assert_eq!(Sent::held(&context, STREAM).await, Sent::all(&running.journal).await);
    ended(last).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_of_another_journal_are_purged() {
    let (broker, before, after) = (Broker::start().await, Store::sqlite(), Store::sqlite());
    let old = before.open(INTAKE).await;
    add(&old, 1..=5).await;
    let publisher = publish(&old, broker.nats().await);
    published(&old, 5).await;
    ended(publisher).await;
    old.stop().await;
    let restored = after.open(INTAKE).await;
    add(&restored, 1..=3).await;
    let publisher = publish(&restored, broker.nats().await);
    published(&restored, 3).await;
    let held = Sent::held(&broker.context().await, STREAM).await;
    assert_eq!(held, Sent::all(&restored.journal).await);
    ended(publisher).await;
    restored.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_that_are_not_as_configured_are_set_right() {
    let (broker, store) = (Broker::start().await, Store::sqlite());
    let context = broker.context().await;
    let wrong = Config {
        name: STREAM.to_owned(),
        subjects: vec!["radslag.intake.>".to_owned()],
        max_bytes: 1_000_000,
        max_age: Duration::from_secs(60),
        discard: DiscardPolicy::New,
        ..Config::default()
    };
    context.create_stream(wrong).await.unwrap();
    let running = store.open(INTAKE).await;
    add(&running, 1..=1).await;
    let publisher = publish(&running, broker.nats().await);
    published(&running, 1).await;
    let found = context.get_stream(STREAM).await.unwrap().cached_info().config.clone();
    assert_eq!((found.max_bytes, found.discard), (1 << 30, DiscardPolicy::Old));
    assert_eq!(found.max_age, Duration::from_secs(30 * 24 * 60 * 60));
    assert_eq!(found.max_message_size, 1_000_000);
    assert_eq!(found.duplicate_window, Duration::from_secs(120));
    let id = running.journal.head().await.unwrap().journal_id;
    assert_eq!(found.metadata.get("radslag-journal"), Some(&id));
    ended(publisher).await;
    running.stop().await;
}

/// Answers as a NATS server of this version, once.
async fn pretend(listener: tokio::net::TcpListener, version: &'static str) {
    let (mut socket, _) = listener.accept().await.unwrap();
    let info = format!(
        r#"INFO {{"server_id":"x","version":"{version}","proto":1,"max_payload":1000000,"headers":true}}"#
    );
    socket.write_all(format!("{info}\r\n").as_bytes()).await.unwrap();
    let mut buffer = [0; 4_096];
    while let Ok(read @ 1..) = socket.read(&mut buffer).await {
        let said = String::from_utf8_lossy(&buffer[..read]).into_owned();
        if said.contains("PING") {
            socket.write_all(b"PONG\r\n").await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_server_that_can_lose_what_it_acknowledged_is_refused() {
    for (version, good) in [("2.9.10", false), ("2.10.22", false), ("2.10.23", true)] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("nats://{}", listener.local_addr().unwrap());
        let tasks = Tasks::new();
        tasks.spawn(pretend(listener, version));
        let config = NatsConfig { url, ..NatsConfig::default() };
        match Nats::connect(&config, "test").await {
            Ok(_) => assert!(good, "{version}"),
            Err(NatsError::TooOld { found }) => assert!(!good && found == version, "{version}"),
            Err(other) => panic!("{version}: {other}"),
        }
    }
}
