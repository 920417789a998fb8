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
    let postgres = postgres();
    let broker = Broker::started();
    let short = ["chain", "--samples", "2", "--seconds", "0.05", "--in-flight", "8"];
    let on = ["--postgres", &postgres, "--nats", &broker.url()];
    let told = figures(folder.path(), &[&short[..], &on].concat());
    assert_eq!(told.len(), 10, "{told:?}");
}

/// One short run with one and with three clients. Returns what was written.
fn write(folder: &Path, more: &[&str]) -> Value {
    std::fs::create_dir(folder.join("disk")).unwrap();
    let short = ["bench", "write", "--seconds", "0.2", "--runs", "1", "--clients", "1,3"];
    let args = [&short[..], &["--data", "disk", "--json", "out.json"], more].concat();
    let ended = run(folder, &args);
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    assert!(text(&ended.stdout).contains("commands/s"), "{}", text(&ended.stdout));
    assert_eq!(std::fs::read_dir(folder.join("disk")).unwrap().count(), 0);
    serde_json::from_str(&std::fs::read_to_string(folder.join("out.json")).unwrap()).unwrap()
}

fn every_figure_is_told(store: &Value) {
    let points = store["points"].as_array().unwrap();
    let clients: Vec<_> = points.iter().map(|point| point["clients"].as_u64().unwrap()).collect();
    assert_eq!(clients, [1, 3]);
    for point in points {
        let figures =
            ["commands_per_second", "p50_ms", "p99_ms", "limit_commits_per_second", "ratio"];
        for figure in figures {
            assert!(point[figure]["median"].as_f64().unwrap() > 0.0, "{figure}: {point}");
        }
        assert!(point["p50_ms"]["median"].as_f64() <= point["p99_ms"]["median"].as_f64());
    }
}

#[test]
fn writes_on_sqlite_are_measured_beside_their_limit() {
    let folder = tempfile::tempdir().unwrap();
    let told = write(folder.path(), &[]);
    let stores = told["stores"].as_array().unwrap();
    assert_eq!(stores.len(), 1);
    every_figure_is_told(&stores[0]);
}

#[tokio::test]
async fn writes_on_postgresql_are_measured_on_an_empty_database_only() {
    let url = platform::testing::fresh_postgres().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let told = write(folder.path(), &["--postgres", &url]);
    assert_eq!(told["stores"][1]["store"], "postgres");
    every_figure_is_told(&told["stores"][1]);

    let short = ["bench", "write", "--seconds", "0.05", "--runs", "1", "--clients", "1"];
    let again = run(folder.path(), &[&short[..], &["--postgres", &url]].concat());
    assert_eq!(again.status.code(), Some(2), "{}", text(&again.stderr));
    assert!(text(&again.stderr).contains("empty database"), "{}", text(&again.stderr));
}

#[test]
fn what_cannot_be_measured_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [["--seconds", "0"], ["--clients", "0"], ["--data", "none"], ["--json", "a/b"]] {
        let ended = run(folder.path(), &[&["bench", "write"], &wrong[..]].concat());
        assert_eq!(ended.status.code(), Some(2), "{wrong:?}: {}", text(&ended.stderr));
    }
}
