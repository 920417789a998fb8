//! What a process tells of itself: metrics.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use platform::journal::After;
use platform::telemetry::{Page, Telemetry, serve};
use platform::testing::ScriptedSource;
use platform::{Injected, Node};

use crate::broker::until;
use crate::followers::{FOLLOWING, say, say_after};
use crate::room::{Store, injected};

/// What the page holds, by name and labels.
fn read(address: SocketAddr) -> BTreeMap<String, f64> {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("application/openmetrics-text"));
    let lines = text.lines().filter(|line| line.starts_with("radslag") || line.starts_with("db"));
    let value = |line: &str| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        (name.to_owned(), value.parse().unwrap())
    };
    lines.map(value).collect()
}

async fn page(address: SocketAddr) -> BTreeMap<String, f64> {
    tokio::task::spawn_blocking(move || read(address)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_say_how_far_the_journal_the_broker_and_each_follower_are() {
    let store = Store::sqlite();
    let telemetry = Telemetry::default();
    let injected = Injected { telemetry: telemetry.clone(), ..injected() };
    let node = Node::open(Arc::new(FOLLOWING), store.database().await, &injected).await.unwrap();
    let source = ScriptedSource::new("intake");
    node.follow(source.clone());
    let parts = vec![node.parts().clone()];
    let page_of = Page { telemetry, parts, nats: None, tls: None };
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let address = serve(page_of, address, &injected.tasks).await.unwrap();

    say(&source, "x", "nonsense");
    say_after(&source, "y", "1", After::from([("beredning".to_owned(), 1)]), 1);
    let of = |name: &str, more: &str| format!("{name}{{service=\"council\"{more}}}");
    let parked = of("radslag_parked_events", ",source=\"intake\"");
    let lag = of("radslag_follower_lag_events", ",source=\"intake\"");
    until("the first event is parked and the second waits for its cause", || async {
        let told = page(address).await;
        told.get(&parked) == Some(&1.0) && told.get(&lag) == Some(&1.0)
    })
    .await;
    let told = page(address).await;
    assert_eq!(told.get(&of("radslag_journal_position", "")), Some(&0.0), "{told:?}");
    assert_eq!(told.get(&of("radslag_unpublished_events", "")), Some(&0.0));
    assert!(told.keys().any(|name| name.starts_with("radslag_writer_batch_size_bucket")));
    assert_eq!(told.get(&of("radslag_build_info", ",version=\"0.1.0\"")), Some(&1.0));
    assert!(told.contains_key(&of("radslag_ready", "")));
    assert!(!told.keys().any(|name| name.starts_with("radslag_nats")), "{told:?}");
    injected.tasks.shut_down(std::time::Duration::from_secs(10)).await;
}

#[test]
fn operators_can_read_what_every_metric_means() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operating.md");
    let page = std::fs::read_to_string(page).unwrap();
    let names = platform::telemetry::names();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
    }
}
