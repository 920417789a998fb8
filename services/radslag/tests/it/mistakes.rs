//! A user's mistake: one line with the cause and what to do, exit code 2, nothing half written.

use std::path::Path;

use crate::support::{radslag, run, text};

/// One line on standard error that holds `parts`, exit code 2.
fn refused(folder: &Path, args: &[&str], parts: &[&str]) {
    let ended = run(folder, args);
    let said = text(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{args:?}: {said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{args:?}: {said}");
    for part in parts {
        assert!(said.contains(part), "{args:?}: {part} is not in: {said}");
    }
}

#[test]
fn a_wrong_election_is_named_by_its_line_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let head = "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\np;1\n";
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write("unknown.pb", format!("{head}VOTES\nvoter_id;vote\n1;p\n2;q\n").as_bytes());
    write("not.pb", b"<html></html>");
    write("latin.pb", b"META\nkey;value\nunit;Malm\xf6\n");
    let demo = |file: &'static str| ["demo", "--pabulib", file, "--out", "out", "--data", "data"];
    refused(folder.path(), &demo("unknown.pb"), &["unknown.pb", "line 11", "project q"]);
    refused(folder.path(), &demo("not.pb"), &["line 1", "META"]);
    refused(folder.path(), &demo("latin.pb"), &["line 3", "UTF-8"]);
    refused(folder.path(), &demo("absent.pb"), &["absent.pb", "Pabulib"]);
    assert!(!folder.path().join("out").exists() && !folder.path().join("data").exists());
}

#[test]
fn a_data_folder_that_is_not_empty_is_not_played_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "mine").unwrap();
    refused(folder.path(), &["demo", "--data", "."], &["not empty", "--data"]);
}

#[test]
fn a_taken_port_and_a_folder_in_use_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refused(folder.path(), &["serve", "--listen", &address], &[&address, "--listen"]);
    let data = folder.path().join("radslag-data");
    assert!(!data.exists(), "nothing half written");
    std::fs::create_dir(&data).unwrap();
    let held = std::fs::File::create(data.join("lock")).unwrap();
    held.lock().unwrap();
    refused(folder.path(), &["serve", "--listen", "127.0.0.1:0"], &["in use", "--data"]);
}

#[test]
fn what_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for args in [["audit", "verify"], ["parked", "list"], ["events", "tail"]] {
        refused(folder.path(), &args, &["intake.db", "--data"]);
    }
    refused(folder.path(), &["token", "--sub", "anna"], &["development key"]);
    refused(folder.path(), &["serve", "--config", "none.toml"], &["none.toml"]);
}

#[test]
fn unknown_options_offices_and_keys_end_with_two() {
    let folder = tempfile::tempdir().unwrap();
    refused(folder.path(), &["serve", "--prot", "1"], &["--prot", "--help"]);
    refused(folder.path(), &["token", "--sub", "a", "--office", "king"], &["king", "registrar"]);
    refused(folder.path(), &["token"], &["--sub"]);
    refused(folder.path(), &["dance"], &["dance"]);
    let ended = radslag(folder.path()).arg("serve").env("RADSLAG_LISTENS", "x").output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(text(&ended.stderr).contains("listens"), "{}", text(&ended.stderr));
}

#[test]
fn a_wrong_model_is_named_by_line_and_a_right_one_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let shipped =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/model/stockholm/2008.toml");
    let right = std::fs::read_to_string(&shipped).unwrap();
    std::fs::write(folder.path().join("right.toml"), &right).unwrap();
    let ended = run(folder.path(), &["model", "check", "right.toml"]);
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    let wrong = right.replace("weight = 35", "weight = 36").replacen(
        "quorum = \"1/2\"",
        "quorum = \"3/2\"",
        1,
    );
    std::fs::write(folder.path().join("wrong.toml"), &wrong).unwrap();
    let ended = run(folder.path(), &["model", "check", "wrong.toml"]);
    assert_eq!(ended.status.code(), Some(2));
    let said = text(&ended.stderr);
    assert!(said.lines().count() >= 2 && said.contains("line "), "{said}");
}

#[test]
fn the_printed_configuration_is_what_would_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["serve", "--listen", "127.0.0.1:7", "--print-config"]);
    assert!(ended.status.success());
    assert!(text(&ended.stdout).contains("listen = \"127.0.0.1:7\""), "{}", text(&ended.stdout));
}
