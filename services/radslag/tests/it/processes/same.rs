//! The same election on five processes gives the same year as on one.

use std::path::Path;

use crate::recompute;
use crate::support::{determined, radslag, real_elections, text};

use super::ground::{Broker, ODD, postgres};

/// Plays with the binary, as a user does, and compares with the rules.
fn check(name: &str, election: &str) {
    let (folder, broker) = (tempfile::tempdir().unwrap(), Broker::started());
    let file = folder.path().join(name);
    std::fs::write(&file, election).unwrap();
    // The databases are named after the folder.
    let data = format!("d{}", uuid::Uuid::new_v4().simple());
    let ended = radslag(folder.path())
        .args(["demo", "--pabulib"])
        .arg(&file)
        .args(["--out", "out", "--data", &data, "--postgres", &postgres(), "--nats"])
        .arg(broker.url())
        .output()
        .unwrap();
    assert!(ended.status.success(), "{}{}", text(&ended.stdout), text(&ended.stderr));
    let summary = std::fs::read_to_string(folder.path().join("out/summary.json")).unwrap();
    let played = determined(serde_json::from_str(&summary).unwrap());
    let expected = recompute::summary(name, election);
    assert_eq!(
        serde_json::to_string_pretty(&played).unwrap(),
        serde_json::to_string_pretty(&expected).unwrap()
    );
}

fn check_real(name: &str) {
    let Some(folder) = real_elections() else {
        eprintln!("{name} is not here: not played");
        return;
    };
    check(name, &std::fs::read_to_string(Path::new(&folder).join(name)).unwrap());
}

#[test]
fn the_odd_election_is_the_same_on_five_processes() {
    check("odd.pb", ODD);
}

#[test]
fn krakow_2024_is_the_same_on_five_processes() {
    check_real("Poland_Krakow_2024.pb");
}

#[test]
fn krakow_2021_is_the_same_on_five_processes() {
    check_real("Poland_Krakow_2021.pb");
}

#[test]
fn budapest_2024_is_the_same_on_five_processes() {
    check_real("Hungary_Budapest_2024.pb");
}
