//! A text leaves everything that the platform holds, the chain holds, and that it left is told for ever.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use platform::erase::{self, EraseError, Order, Run};
use platform::journal::hash::{self, FactParts};
use platform::journal::{LeaseRow, at_rest};
use platform::sql::{Database, Sql};
use platform::system::{SystemClock, SystemIds};
use radslag::embedded;
use serde_json::Value;

use crate::events::validators;
use crate::processes::ground::ODD;
use crate::serving::Served;
use crate::support::{play, run, text};

/// Part of the title of an initiative, as it stands in many stores.
pub(crate) const OLD: &str = "Nobody chose it";

/// Has the text erased.
pub(crate) fn erases(folder: &Path, place: &[String]) -> Output {
    std::fs::write(folder.join("texts"), format!("{OLD}\n")).unwrap();
    let args = ["erase", "--texts", "texts", "--by", "dpo", "--reason", "asked for, dnr 2026/17"];
    let args = args.into_iter().chain(["--basis", "GDPR art. 17"]);
    let args: Vec<_> = args.chain(place.iter().map(String::as_str)).collect();
    run(folder, &args)
}

/// How many erased rows an audit tells of.
pub(crate) fn erased(audit: &str) -> usize {
    let told = audit.split('(').filter_map(|part| part.split_once(" erased)"));
    told.map(|(number, _)| number.parse::<usize>().unwrap()).sum()
}

fn of_folder() -> [String; 2] {
    ["--data", "data"].map(str::to_owned)
}

/// Files that hold the text, by name.
fn holding(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holds = |path: &Path| {
        let bytes = std::fs::read(path).unwrap();
        // As words of the search it is another text.
        let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        holds(OLD) || holds(" chose ")
    };
    let mut found: Vec<_> = files
        .filter(|path| path.is_file() && holds(path))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    found
}

/// Public events by service and number.
fn events(folder: &Path) -> BTreeMap<(String, u64), Value> {
    let tailed = run(folder, &["events", "tail", "--data", "data"]);
    assert!(tailed.status.success(), "{}", text(&tailed.stderr));
    let lines = text(&tailed.stdout);
    let events = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    events
        .map(|event| {
            let number = event["sequence"].as_u64().unwrap();
            ((event["service"].as_str().unwrap().to_owned(), number), event)
        })
        .collect()
}

/// Rows of each table of a service.
async fn sizes(folder: &Path, service: &str) -> BTreeMap<String, i64> {
    let path = folder.join(format!("data/{service}.db"));
    let reader = Database::sqlite_read_only(&path).await.unwrap();
    let tables = Sql::new("SELECT name FROM sqlite_master WHERE type = 'table'");
    let mut all = BTreeMap::new();
    for table in reader.rows(tables).await.unwrap() {
        let table = table.text("name").unwrap();
        let count = format!("SELECT CAST(count(*) AS BIGINT) AS number FROM \"{table}\"");
        let count = Sql::new(Box::leak(count.into_boxed_str()));
        let number = reader.row(count).await.unwrap().unwrap().int("number").unwrap();
        all.insert(table, number);
    }
    all
}

/// How many initiatives are found by a word of the text, and how many rows are there to find them by.
async fn searched(folder: &Path) -> [i64; 3] {
    let reader = Database::sqlite_read_only(&folder.join("data/intake.db")).await.unwrap();
    let counts = [
        "SELECT CAST(count(*) AS BIGINT) AS number FROM initiative_v4 WHERE words LIKE '% chose %'",
        "SELECT CAST(count(*) AS BIGINT) AS number FROM unposted_v4",
        "SELECT CAST(count(*) AS BIGINT) AS number FROM posting_v4",
    ];
    let mut all = [0; 3];
    for (number, count) in all.iter_mut().zip(counts) {
        *number = reader.row(Sql::new(count)).await.unwrap().unwrap().int("number").unwrap();
    }
    all
}

fn of_service<E: proto::Event>(event: &Value) -> Option<Vec<u64>> {
    (event["type"] == E::TYPE).then(|| {
        let message =
            serde_json::to_value(serde_json::from_value::<E>(event["event"].clone()).unwrap());
        let sequences = message.unwrap()["sequences"].as_array().unwrap().clone();
        sequences.iter().map(|one| one.as_str().unwrap().parse().unwrap()).collect()
    })
}

/// The numbers that an event of erasing names, read as the contract says.
fn named(event: &Value) -> Option<Vec<u64>> {
    of_service::<proto::intake::v1::JournalTextErased>(event)
        .or_else(|| of_service::<proto::beredning::v1::JournalTextErased>(event))
        .or_else(|| of_service::<proto::prioritisation::v1::JournalTextErased>(event))
        .or_else(|| of_service::<proto::council::v1::JournalTextErased>(event))
        .or_else(|| of_service::<proto::budget_integration::v1::JournalTextErased>(event))
}

#[tokio::test]
async fn a_text_leaves_every_store_and_the_journals_stay_whole() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("odd.pb"), ODD).unwrap();
    play(folder, &folder.join("odd.pb"));
    let data = folder.join("data");
    let stores = holding(&data);
    assert!(stores.contains(&"intake.db".to_owned()) && stores.len() > 2, "{stores:?}");
    let before = events(folder);
    let sizes_before = sizes(folder, "intake").await;
    // As if it were one of many.
    let store = Database::sqlite(&data.join("intake.db")).await.unwrap();
    let mut tx = store.begin_raw().await.unwrap();
    let posting = "INSERT INTO posting_v4 (word, block, places, ids) SELECT ' chose ', 'b', 1, id FROM unposted_v4 LIMIT 1";
    Sql::new(posting).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let [found, unposted, posted] = searched(folder).await;
    assert!(found == 1 && unposted > 1 && posted == 1, "{found} {unposted} {posted}");

    let done = erases(folder, &of_folder());
    assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
    assert_eq!(holding(&data), [""; 0]);
    assert_eq!(searched(folder).await, [0; 3]);

    let verify = ["audit", "verify", "--against", "--data", "data"];
    let verified = run(folder, &verify);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    assert!(erased(&text(&verified.stdout)) > 0, "{}", text(&verified.stdout));

    // Nothing else is another than it was, and those that are others are named.
    let after = events(folder);
    let mut changed: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for ((service, number), event) in &before {
        let now = &after[&(service.clone(), *number)];
        if now != event {
            let expected = event.to_string().replace(OLD, kernel::ERASED);
            assert_eq!(now.to_string(), expected);
            changed.entry(service.clone()).or_default().push(*number);
        }
    }
    let validators = validators();
    let new = after.iter().filter(|(key, _)| !before.contains_key(*key));
    let told: BTreeMap<_, _> = new
        .map(|((service, _), event)| {
            let validator = &validators[event["type"].as_str().unwrap()];
            assert!(validator.is_valid(&event["event"]), "{event}");
            (service.clone(), named(event).unwrap())
        })
        .collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert_eq!(told, changed);

    // It is there again after a start, without the text, and nothing comes back.
    let served = Served::start_on(folder, "data");
    served.stop();
    assert_eq!(holding(&data), [""; 0]);
    let (mut expected, found) = (sizes_before, sizes(folder, "intake").await);
    assert_eq!(searched(folder).await, [0, unposted, 0]);
    for table in ["journal", "state"] {
        *expected.get_mut(table).unwrap() += 1;
    }
    assert_eq!(found, expected);
    let verified = run(folder, &verify);
    assert!(verified.status.success(), "{}", text(&verified.stdout));

    let again = erases(folder, &of_folder());
    assert_eq!(again.status.code(), Some(1), "{}", text(&again.stdout));
    assert!(text(&again.stderr).contains("no store holds the text of line 1"));
}

#[tokio::test]
async fn what_an_erased_row_holds_cannot_be_changed_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("odd.pb"), ODD).unwrap();
    play(folder, &folder.join("odd.pb"));
    assert!(erases(folder, &of_folder()).status.success());
    // A name alone is erased and told too.
    let path = folder.join("data/intake.db");
    let store = Database::sqlite(&path).await.unwrap();
    let mut tx = store.begin_raw().await.unwrap();
    let named = "INSERT INTO person (id, name) VALUES ('p', 'Nobody chose it')";
    Sql::new(named).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let done = text(&erases(folder, &of_folder()).stdout);
    assert!(done.contains("intake: 0 rows, 0 events, and 1 names and notes; row "), "{done}");
    assert!(holding(&folder.join("data")).is_empty());
    // A process that reads a file that it has open as a store lets go of its locks: opened again.
    let store = Database::sqlite(&path).await.unwrap();
    for (tamper, back) in [
        (
            "UPDATE journal SET fact = replace(fact, '[erased]', '[ERASED]') WHERE salt IS NULL",
            "UPDATE journal SET fact = replace(fact, '[ERASED]', '[erased]') WHERE salt IS NULL",
        ),
        (
            "UPDATE journal SET event = replace(event, '[erased]', '[ERASED]') WHERE event_salt IS NULL",
            "UPDATE journal SET event = replace(event, '[ERASED]', '[erased]') WHERE event_salt IS NULL",
        ),
        (
            "UPDATE journal SET actor = actor || '!' WHERE salt IS NULL",
            "UPDATE journal SET actor = rtrim(actor, '!') WHERE salt IS NULL",
        ),
        (
            "UPDATE journal SET event_type = event_type || '!' WHERE event_salt IS NULL",
            "UPDATE journal SET event_type = rtrim(event_type, '!') WHERE event_salt IS NULL",
        ),
        (
            "UPDATE journal SET traceparent = salt, salt = NULL WHERE position = 2",
            "UPDATE journal SET salt = traceparent WHERE position = 2",
        ),
        (
            "UPDATE journal SET fact = replace(fact, 'GDPR', 'other') WHERE stream LIKE 'erasing/%'",
            "UPDATE journal SET fact = replace(fact, 'other', 'GDPR') WHERE stream LIKE 'erasing/%'",
        ),
    ] {
        let mut verified = None;
        for sql in [tamper, back] {
            let mut tx = store.begin_raw().await.unwrap();
            assert!(Sql::new(sql).execute(&mut tx).await.unwrap() > 0, "{sql}");
            tx.commit().await.unwrap();
            let now = run(folder, &["audit", "verify", "--data", "data"]);
            verified = verified.or(Some(text(&now.stdout)).filter(|_| !now.status.success()));
        }
        let found = verified.unwrap_or_default();
        assert!(found.contains("intake: row "), "{tamper}: {found}");
        let sound = run(folder, &["audit", "verify", "--data", "data"]);
        assert!(sound.status.success(), "{back}: {}", text(&sound.stdout));
    }
}

/// A fact past the head, sound in itself, that says of the second row that it was erased and is as it was changed.
async fn plant(store: &Database) {
    let rows = Sql::new("SELECT * FROM journal WHERE position = 2");
    let row = store.reader().row(rows).await.unwrap().unwrap();
    let fact = row.text("fact").unwrap().replacen("code\":\"F", "code\":\"G", 1);
    assert_ne!(fact, row.text("fact").unwrap());
    let (actor, request_id) = (row.text("actor").unwrap(), row.text("request_id").unwrap());
    let (stream, after) = (row.text("stream").unwrap(), row.text("after").unwrap());
    let mandate = row.opt_text("mandate").unwrap();
    let changed = FactParts {
        salt: &[],
        stream: &stream,
        revision: row.number("revision").unwrap(),
        fact: &fact,
        actor: &actor,
        mandate: mandate.as_deref(),
        request_id: &request_id,
        occurred_at: row.number("occurred_at").unwrap(),
        after: &after,
        depth: row.number("depth").unwrap(),
    };
    let told = format!(
        r#"{{"type":"text_erased.v1","why":"x","basis":"x","rows":[{{"position":2,"fact":"{}"}}]}}"#,
        hash::hex(&hash::digest(&changed))
    );
    let vouching = FactParts {
        salt: &[0; 16],
        stream: "erasing/x",
        revision: 1,
        fact: &told,
        actor: "eve",
        mandate: None,
        request_id: "x",
        occurred_at: 1,
        after: "{}",
        depth: 0,
    };
    let digest = hash::hex(&hash::digest(&vouching));
    let mut tx = store.begin_raw().await.unwrap();
    let change = Sql::new("UPDATE journal SET salt = NULL, fact = ").bind(fact.as_str());
    assert_eq!(change.push(" WHERE position = 2").execute(&mut tx).await.unwrap(), 1);
    let insert = Sql::new(
        "INSERT INTO journal (position, stream, revision, fact_type, fact_version, actor, request_id, \
         occurred_at, after, depth, traceparent, row_hash, fact, salt, digest) VALUES \
         (999999, 'erasing/x', 1, 'text_erased', 1, 'eve', 'x', 1, '{}', 0, '', 'x', ",
    );
    let insert = insert.bind(told.as_str()).push(", ").bind(hash::hex(&[0; 16]));
    insert.push(", ").bind(digest).push(")").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_fact_that_stands_outside_the_chain_vouches_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("odd.pb"), ODD).unwrap();
    play(folder, &folder.join("odd.pb"));
    let path = folder.join("data/intake.db");
    let store = Database::sqlite(&path).await.unwrap();
    plant(&store).await;
    let found = run(folder, &["audit", "verify", "--data", "data"]);
    assert_eq!(found.status.code(), Some(1));
    let found = text(&found.stdout);
    assert!(found.contains("intake: row 2: the row is not what its digest says"), "{found}");
    // Within the journal it would count: the plant is what it should be.
    let mut tx = store.begin_raw().await.unwrap();
    let within = "UPDATE head SET position = 999999";
    Sql::new(within).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let found = text(&run(folder, &["audit", "verify", "--data", "data"]).stdout);
    assert!(!found.contains("intake: row 2:"), "{found}");
}

#[test]
fn an_order_that_cannot_be_carried_out_changes_nothing_and_names_all_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("odd.pb"), ODD).unwrap();
    play(folder, &folder.join("odd.pb"));
    let before = events(folder);
    std::fs::write(folder.join("texts"), "ab\n").unwrap();
    let args = ["erase", "--texts", "texts", "--by", "ab", "--reason", " ", "--basis", "ab"];
    let refused = run(folder, &args.into_iter().chain(["--data", "data"]).collect::<Vec<_>>());
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    for part in ["reason", "is missing", "text", "at least 3 characters", "basis", "by"] {
        assert!(said.contains(part), "{part} is missing: {said}");
    }
    // A text that is no free text: the facts could not be read without it.
    for (needed, why) in
        [("submitted", "line 1: "), ("completed", "line 1: "), ("soci", "part of the key social")]
    {
        std::fs::write(folder.join("texts"), needed).unwrap();
        let args =
            ["erase", "--texts", "texts", "--by", "dpo", "--reason", "asked", "--basis", "x"];
        let refused = run(folder, &args.into_iter().chain(["--data", "data"]).collect::<Vec<_>>());
        assert_eq!(refused.status.code(), Some(2), "{needed}: {}", text(&refused.stdout));
        assert!(text(&refused.stderr).contains(why), "{needed}: {}", text(&refused.stderr));
    }
    std::fs::write(folder.join("texts"), OLD).unwrap();
    let args = ["erase", "--texts", "texts", "--by", "dpo", "--reason", "asked", "--basis", "x"];
    let tried =
        run(folder, &args.into_iter().chain(["--data", "data", "--dry-run"]).collect::<Vec<_>>());
    assert!(tried.status.success(), "{}", text(&tried.stderr));
    assert!(text(&tried.stdout).contains("intake: 3 rows, 1 events"), "{}", text(&tried.stdout));
    assert_eq!(events(folder), before);
    // Part of a person's subject names others too, or nobody.
    std::fs::write(folder.join("texts"), "mployee-").unwrap();
    let refused = run(folder, &args.into_iter().chain(["--data", "data"]).collect::<Vec<_>>());
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stdout));
    assert!(text(&refused.stderr).contains("person's subject"), "{}", text(&refused.stderr));
    // Of several, the one that is nowhere is told by its line and not repeated.
    std::fs::write(folder.join("texts"), format!("{OLD}\n\n Nobody wrote this \n")).unwrap();
    let tried =
        run(folder, &args.into_iter().chain(["--data", "data", "--dry-run"]).collect::<Vec<_>>());
    assert_eq!(tried.status.code(), Some(1), "{}", text(&tried.stdout));
    assert!(text(&tried.stdout).contains("intake: 3 rows, 1 events"), "{}", text(&tried.stdout));
    let said = text(&tried.stderr);
    assert!(said.contains("no store holds the text of line 3"), "{said}");
    assert!(!said.contains("wrote this"), "{said}");
    assert_eq!(events(folder), before);
    assert!(run(folder, &["audit", "verify", "--data", "data"]).status.success());
    let served = Served::start_on(folder, "data");
    let refused = erases(folder, &of_folder());
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stdout));
    assert!(text(&refused.stderr).contains("in use"), "{}", text(&refused.stderr));
    served.stop();
}

#[tokio::test]
async fn who_starts_after_it_was_seen_that_nobody_runs_is_seen_in_the_transaction() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("odd.pb"), ODD).unwrap();
    play(folder.path(), &folder.path().join("odd.pb"));
    let rooms = embedded::rooms().unwrap();
    let intake = rooms.iter().find(|room| room.name() == "intake").unwrap();
    let store = Database::sqlite(&folder.path().join("data/intake.db")).await.unwrap();
    let order = Order {
        texts: vec![OLD.to_owned()],
        by: "dpo".to_owned(),
        why: "asked for".to_owned(),
        basis: "GDPR art. 17".to_owned(),
        keys: Vec::new(),
    };
    let clock = SystemClock::new();
    let erases = async |resting: &[LeaseRow]| {
        let with = (&clock as _, &SystemIds as _);
        erase::erase(&store, intake.as_ref(), &order, Run::Real, Some(resting), with).await
    };
    let resting = at_rest(&store.reader()).await.unwrap().unwrap();
    let held = "INSERT INTO lease (name, holder, beat) VALUES ('publish', 'somebody', 1)";
    let mut tx = store.begin_raw().await.unwrap();
    Sql::new(held).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let refused = erases(&resting).await;
    assert!(matches!(refused, Err(EraseError::Busy)), "{refused:?}");
    let resting = at_rest(&store.reader()).await.unwrap().unwrap();
    assert_eq!(erases(&resting).await.unwrap().rows, 3);
    store.close().await;
}
