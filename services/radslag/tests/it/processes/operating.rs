//! What an operator does about running processes, with the binary.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use radslag::embedded::SERVICES;
use serde_json::Value;

use super::ground::{Broker, Ground, ODD, postgres};
use crate::recompute;
use crate::support::{determined, radslag, run, text};

/// `--at SERVICE=ADDRESS` for every service, and the key that signs.
fn calling(ground: &Ground) -> Vec<String> {
    let mut args = vec!["--key".to_owned(), "data".to_owned()];
    for service in SERVICES {
        let address = ground.cluster.address(service, 0).unwrap();
        args.extend(["--at".to_owned(), format!("{service}={address}")]);
    }
    args
}

fn with<'a>(first: &[&'a str], calling: &'a [String]) -> Vec<&'a str> {
    first.iter().copied().chain(calling.iter().map(String::as_str)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_sees_how_services_are_and_is_told_what_cannot_be_done() {
    let ground = Ground::start(Broker::started(), 1).await;
    let (folder, calling) = (ground.folder(), calling(&ground));
    let shown = run(folder, &with(&["status"], &calling));
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    let shown = text(&shown.stdout);
    for service in SERVICES {
        assert!(shown.contains(&format!("{service}: ready; row 0")), "{shown}");
    }
    assert!(shown.contains("council at 0: following"), "{shown}");

    let none = run(folder, &with(&["revocations"], &calling));
    assert_eq!(text(&none.stdout), "no decision rested on a seat that had ended\n");
    let retry = ["parked", "retry", "intake", "council:7", "--reason", "mended"];
    let refused = run(folder, &with(&retry, &calling));
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("council:7 is not parked"), "{}", text(&refused.stderr));
    let reset = ["follow", "reset", "intake", "council", "--to", "7", "--reason", "restored"];
    let refused = run(folder, &with(&reset, &calling));
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("council has no event 7"), "{}", text(&refused.stderr));
    let reset = ["follow", "reset", "intake", "council", "--to", "0", "--reason", "restored"];
    let done = run(folder, &with(&reset, &calling));
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("intake follows council from 0 on"));
    ground.cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_plays_on_services_that_run() {
    let ground = Ground::start(Broker::started(), 1).await;
    let (folder, calling) = (ground.folder(), calling(&ground));
    std::fs::write(folder.join("odd.pb"), ODD).unwrap();
    let demo = ["demo", "--pabulib", "odd.pb", "--out", "out"];
    let played = run(folder, &with(&demo, &calling));
    assert!(played.status.success(), "{}{}", text(&played.stdout), text(&played.stderr));
    let summary = std::fs::read_to_string(folder.join("out/summary.json")).unwrap();
    let summary = determined(serde_json::from_str(&summary).unwrap());
    assert_eq!(summary, recompute::summary("odd.pb", ODD));

    let refused = run(folder, &["demo", "--at", "intake=127.0.0.1:1", "--key", "data"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("beredning is not named"), "{}", text(&refused.stderr));
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_of_running_services_are_tailed_without_a_gap() {
    let ground = Ground::start(Broker::started(), 1).await;
    ground.play().await;
    let mut expected: Vec<(String, u64)> = Vec::new();
    for status in ground.cluster.statuses().await.unwrap() {
        expected.extend((1..=status.sequence).map(|number| (status.service.clone(), number)));
    }
    let mut args: Vec<String> = ["events", "tail", "--data", "data"].map(str::to_owned).to_vec();
    for service in SERVICES {
        let address = ground.cluster.address(service, 0).unwrap();
        args.extend(["--at".to_owned(), format!("{service}={address}")]);
    }
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let tailed = run(ground.folder(), &args);
    assert!(tailed.status.success(), "{}", text(&tailed.stderr));
    let shown = text(&tailed.stdout);
    let mut found: Vec<(String, u64)> = shown
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|event| {
            let service = event["service"].as_str().unwrap().to_owned();
            (service, event["sequence"].as_u64().unwrap())
        })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    ground.cluster.stop().await.unwrap();
}

#[test]
fn up_runs_the_five_services_until_it_is_told_to_stop() {
    let (folder, broker) = (tempfile::tempdir().unwrap(), Broker::started());
    let port = radslag::cluster::free_ports(5).unwrap().port().to_string();
    let prefix = format!("t_{}", uuid::Uuid::new_v4().simple());
    let mut up = radslag(folder.path())
        .args(["up", "--postgres", &postgres(), "--nats", &broker.url()])
        .args(["--prefix", &prefix, "--port", &port])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<String> = BufReader::new(up.stderr.take().unwrap())
        .lines()
        .take(6)
        .map(|line| line.unwrap())
        .collect();
    for service in SERVICES {
        assert!(
            lines.iter().any(|line| line.starts_with(&format!("{service} serves on"))),
            "{lines:?}"
        );
    }
    let pid = up.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(up.wait().unwrap().success());
    let place = ["--postgres", &postgres(), "--prefix", &prefix];
    let verified = run(folder.path(), &[&["audit", "verify", "--against"][..], &place].concat());
    assert!(verified.status.success(), "{}", text(&verified.stdout));
}
