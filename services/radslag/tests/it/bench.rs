//! `radslag bench`: it measures, tells every figure, and leaves nothing behind.

use std::path::Path;

use serde_json::Value;

use crate::processes::{Broker, postgres};
use crate::support::{run, text};

/// One short run of a measurement, whose figures are all told and above zero. Returns their names.
fn figures(folder: &Path, args: &[&str]) -> Vec<String> {
    std::fs::create_dir_all(folder.join("disk")).unwrap();
    let short = ["--runs", "1", "--data", "disk", "--json", "out.json"];
    let ended = run(folder, &[&["bench"], args, &short[..]].concat());
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    assert_eq!(std::fs::read_dir(folder.join("disk")).unwrap().count(), 0);
    let told = std::fs::read_to_string(folder.join("out.json")).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    let name = |figure: &Value| {
        let name = figure["name"].as_str().unwrap().to_owned();
        assert!(figure["median"].as_f64().unwrap() > 0.0, "{figure}");
        assert!(figure["limit"].is_null() || figure["ratio"].as_f64().unwrap() > 0.0, "{figure}");
        assert!(text(&ended.stdout).contains(&name), "{}", text(&ended.stdout));
        name
    };
    told["figures"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn a_chain_is_measured_embedded_and_on_processes() {
    let folder = tempfile::tempdir().unwrap();
    let broker = Broker::started();
    let on = on(&broker);
    let on: Vec<_> = on.iter().map(String::as_str).collect();
    let short = ["chain", "--samples", "2", "--seconds", "0.05", "--in-flight", "8"];
    let told = figures(folder.path(), &[&short[..], &on].concat());
    assert_eq!(told.len(), 10, "{told:?}");
}

/// Servers of a test: PostgreSQL that `tests/run` names, and a broker of its own.
fn on(broker: &Broker) -> [String; 4] {
    ["--postgres".to_owned(), postgres(), "--nats".to_owned(), broker.url()]
}

#[test]
fn writes_are_measured_on_both_stores_beside_their_limit() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = postgres();
    let short = ["write", "--seconds", "0.1", "--clients", "1,3", "--postgres", &postgres];
    let told = figures(folder.path(), &short);
    assert_eq!(told.len(), 2 * 2 * 3, "{told:?}");
}

#[test]
fn hops_and_events_are_measured_beside_their_limit() {
    let (folder, broker) = (tempfile::tempdir().unwrap(), Broker::started());
    let on = on(&broker);
    let on: Vec<_> = on.iter().map(String::as_str).collect();
    let told = figures(folder.path(), &[&["hop", "--samples", "2"], &on[..]].concat());
    assert_eq!(told.len(), 8, "{told:?}");
    let short = ["events", "--seconds", "0.05", "--messages", "300"];
    let told = figures(folder.path(), &[&short[..], &on].concat());
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn catching_up_and_lists_are_measured_on_both_stores() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = postgres();
    let on = ["--postgres", postgres.as_str()];
    let told = figures(folder.path(), &[&["catch-up", "--events", "600"], &on[..]].concat());
    assert_eq!(told.len(), 6, "{told:?}");
    let short = ["lists", "--initiatives", "2000", "--pages", "2"];
    let told = figures(folder.path(), &[&short[..], &on].concat());
    assert_eq!(told.len(), 22, "{told:?}");
}

#[test]
fn all_is_measured_in_one_table() {
    let (folder, broker) = (tempfile::tempdir().unwrap(), Broker::started());
    let on = on(&broker);
    let on: Vec<_> = on.iter().map(String::as_str).collect();
    let told = figures(folder.path(), &[&["all", "--part", "1000"], &on[..]].concat());
    for part in ["commands on", "hop", "chain of 5", "events", "journeys", "catch-up", "list of"] {
        assert!(told.iter().any(|name| name.starts_with(part)), "{part}: {told:?}");
    }
    for part in ["commands at", "start to ready", "memory idle", "binary", "is acted on"] {
        assert!(told.iter().any(|name| name.contains(part)), "{part}: {told:?}");
    }
}

#[test]
fn what_cannot_be_measured_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [["--seconds", "0"], ["--clients", "0"], ["--data", "none"], ["--json", "a/b"]] {
        let ended = run(folder.path(), &[&["bench", "write"], &wrong[..]].concat());
        assert_eq!(ended.status.code(), Some(2), "{wrong:?}: {}", text(&ended.stderr));
    }
}
