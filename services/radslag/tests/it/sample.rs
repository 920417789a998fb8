//! The sample year, as `radslag demo` plays it.

use platform::sql::{Database, Sql};

use crate::support::{run, text};

#[test]
fn the_sample_year_has_every_outcome_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["demo", "--out", "out", "--data", "data"]);
    assert!(ended.status.success(), "{}{}", text(&ended.stdout), text(&ended.stderr));
    let summary = std::fs::read_to_string(folder.path().join("out/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    for outcome in ["funded", "not_funded", "out_of_scope", "rejected", "withdrawn"] {
        assert!(summary["outcomes"][outcome].as_u64().unwrap() > 0, "{outcome}: {summary:#}");
    }
    for instance in ["budget", "tertial_1", "tertial_2"] {
        let items = summary["items"].as_array().unwrap();
        assert!(items.iter().any(|item| item["decided_in"] == instance), "{instance}: {summary:#}");
    }
    assert!(summary["supplements"].as_u64().unwrap() > 0);
    assert_eq!(summary["answered"], summary["initiatives"]);
    assert_eq!(summary["parked"], 0);
    let shown = text(&ended.stdout);
    for part in ["Pedagogiska området", "answers to employee-", "(final)", "data in data"] {
        assert!(shown.contains(part), "{part} is not shown: {shown}");
    }
    let verified = run(folder.path(), &["audit", "verify", "--data", "data"]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    let parked = run(folder.path(), &["parked", "list", "--data", "data"]);
    assert_eq!(text(&parked.stdout), "nothing is parked\n");
    let args =
        ["events", "tail", "--data", "data", "--service", "budget-integration", "--type", "cycle."];
    let events = text(&run(folder.path(), &args).stdout);
    let types: Vec<String> = events
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|event| event["type"].as_str().unwrap().to_owned())
        .collect();
    let expected =
        ["opened", "closed"].map(|what| format!("radslag.budget-integration.cycle.{what}.v1"));
    assert_eq!(types, expected);
}

#[tokio::test]
async fn a_follower_that_has_taken_in_another_journal_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["demo", "--data", "data"]).status.success());
    let verify = ["audit", "verify", "--against", "--data", "data"];
    assert!(run(folder.path(), &verify).status.success());
    let store = Database::sqlite(&folder.path().join("data/council.db")).await.unwrap();
    let mut tx = store.begin_raw().await.unwrap();
    let tamper = Sql::new("UPDATE cursor SET hash = 'other' WHERE source = 'prioritisation'");
    assert_eq!(tamper.execute(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    store.close().await;
    let verified = run(folder.path(), &verify);
    assert_eq!(verified.status.code(), Some(1));
    let shown = text(&verified.stdout);
    assert!(shown.contains("prioritisation as council has followed it: its hash at"), "{shown}");
    assert!(
        run(folder.path(), &verify[..2].iter().chain(&verify[3..]).copied().collect::<Vec<_>>())
            .status
            .success()
    );
}

#[tokio::test]
async fn a_changed_byte_in_a_store_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["demo", "--data", "data"]).status.success());
    let store = Database::sqlite(&folder.path().join("data/council.db")).await.unwrap();
    let mut tx = store.begin_raw().await.unwrap();
    let tamper = Sql::new("UPDATE journal SET actor = 'eve' WHERE position = 17");
    assert_eq!(tamper.execute(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    store.close().await;
    let verified = run(folder.path(), &["audit", "verify", "--data", "data"]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(text(&verified.stdout).contains("council: row 17: "), "{}", text(&verified.stdout));
}
