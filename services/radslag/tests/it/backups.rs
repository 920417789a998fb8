//! Everything is destroyed and put back: on either store, from one to the other, and from a backup that was
//! taken while everybody wrote.

use std::path::Path;
use std::time::Duration;

use platform::testing::{Dice, dice};
use radslag::cluster::{Cluster, Otherwise, Wish, binary};
use tokio_util::sync::CancellationToken;

use crate::faults::following::{reset, stands};
use crate::faults::tables::Tables as _;
use crate::faults::traffic::Traffic;
use crate::processes::ground::{Ground, ODD, moment};
use crate::processes::{Broker, postgres};
use crate::support::{play, run, text};

fn done(folder: &Path, args: &[&str]) -> String {
    let ended = run(folder, args);
    assert!(ended.status.success(), "{args:?}: {}{}", text(&ended.stdout), text(&ended.stderr));
    text(&ended.stdout)
}

/// A folder with a year in `data`, and a backup of it in `backup`.
fn with_backup() -> (tempfile::TempDir, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let election = folder.path().join("odd.pb");
    std::fs::write(&election, ODD).unwrap();
    let summary = play(folder.path(), &election);
    done(folder.path(), &["backup", "--data", "data", "--to", "backup"]);
    (folder, summary)
}

fn prefix() -> String {
    format!("t_{}", uuid::Uuid::new_v4().simple())
}

fn drop_all(prefix: &str) {
    let server = crate::faults::postgres::Psql::new(&postgres(), "postgres");
    for service in radslag::embedded::SERVICES {
        let name = format!("{prefix}_{}", service.replace('-', "_"));
        server.rows(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

#[test]
fn a_year_that_was_destroyed_is_put_back_to_the_last_event() {
    let (folder, _) = with_backup();
    let before = done(folder.path(), &["events", "tail", "--data", "data"]);
    assert!(!before.is_empty());
    std::fs::remove_dir_all(folder.path().join("data")).unwrap();
    let said = done(folder.path(), &["restore", "--from", "backup", "--data", "data"]);
    assert!(said.contains("every follower has taken in what its source holds"), "{said}");
    assert_eq!(done(folder.path(), &["events", "tail", "--data", "data"]), before);
}

#[test]
fn a_backup_of_the_embedded_platform_goes_into_postgresql_and_back() {
    let (folder, _) = with_backup();
    let before = done(folder.path(), &["events", "tail", "--data", "data"]);
    let (server, prefix) = (postgres(), prefix());
    let there = ["--postgres", &server, "--prefix", &prefix];
    done(folder.path(), &[&["restore", "--from", "backup"], &there[..]].concat());
    assert_eq!(done(folder.path(), &[&["events", "tail"], &there[..]].concat()), before);
    done(folder.path(), &[&["backup", "--to", "again"], &there[..]].concat());
    done(folder.path(), &["restore", "--from", "again", "--data", "back"]);
    assert_eq!(done(folder.path(), &["events", "tail", "--data", "back"]), before);
    drop_all(&prefix);
}

#[test]
fn a_backup_that_was_changed_or_is_not_whole_makes_nothing() {
    let (folder, _) = with_backup();
    let part = folder.path().join("backup/council.jsonl");
    let whole = std::fs::read_to_string(&part).unwrap();
    let changed = whole.replacen("service:council", "service:nobody", 1);
    let (short, _) = whole.rsplit_once("[\"").unwrap();
    assert_ne!(changed, whole);
    for wrong in [changed.as_str(), short, ""] {
        std::fs::write(&part, wrong).unwrap();
        let ended = run(folder.path(), &["restore", "--from", "backup", "--data", "new"]);
        assert_eq!(ended.status.code(), Some(2), "{}", text(&ended.stderr));
        assert!(text(&ended.stderr).contains("council.jsonl"), "{}", text(&ended.stderr));
        let left = std::fs::read_dir(folder.path().join("new")).unwrap().count();
        assert_eq!(left, 0, "something was left");
    }
    std::fs::write(&part, whole).unwrap();
    // A backup that fails takes nothing away and leaves nothing, whatever stands beside it.
    std::fs::create_dir(folder.path().join("other.part")).unwrap();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    let ended = run(folder.path(), &["backup", "--data", "nowhere", "--to", "other"]);
    assert_eq!(ended.status.code(), Some(2), "{}", text(&ended.stderr));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before);
    done(folder.path(), &["backup", "--data", "data", "--to", "other"]);
    assert!(folder.path().join("other.part").is_dir());
    // Nothing that exists is written over.
    for args in [
        ["restore", "--from", "backup", "--data", "data"],
        ["backup", "--data", "data", "--to", "backup"],
        ["restore", "--from", "data", "--data", "new"],
    ] {
        let ended = run(folder.path(), &args);
        assert_eq!(ended.status.code(), Some(2), "{args:?}: {}", text(&ended.stderr));
    }
    done(folder.path(), &["restore", "--from", "backup", "--data", "new"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_a_backup_that_everybody_wrote_through_is_there_after_it() {
    let mut dice = dice(1).next().unwrap();
    let ground = Ground::start(Broker::started(), 1).await;
    ground.play().await;
    let before = ground.traffic(&mut dice).calls(20).await;
    let (traffic, ended) = (ground.traffic(&mut dice), CancellationToken::new());
    let folder = tempfile::tempdir().unwrap();
    let to = |number: usize| folder.path().join(format!("b{number}")).display().to_string();
    let taking = async {
        for number in 0..4 {
            moment(&mut dice).await;
            let taken =
                tokio::task::block_in_place(|| ground.tool(&["backup", "--to", &to(number)]));
            assert!(taken.status.success(), "{}", text(&taken.stderr));
        }
        ended.cancel();
    };
    tokio::join!(traffic.run(&ended), taking);
    // The broker keeps what it had: events that no store knows any more.
    let broker = ground.end_all_but_the_broker().await;
    let (server, prefix) = (postgres(), prefix());
    let restore = ["restore", "--from", &to(3), "--postgres", &server, "--prefix", &prefix];
    done(folder.path(), &restore);

    let wish = Wish {
        postgres: server.clone(),
        nats: Some(broker.url()),
        prefix: prefix.clone(),
        data: folder.path().join("data"),
        replicas: 1,
        port: None,
        binary: binary().unwrap(),
        apart: false,
        otherwise: Otherwise::default(),
    };
    let cluster = Cluster::start(&wish).await.unwrap();
    let after = || Traffic::new(&cluster.addresses(), cluster.key(), Dice::of(2));
    let asking = after();
    for one in &before {
        asking.still_answers(one).await;
    }
    assert!(!after().calls(20).await.is_empty());
    assert!(
        cluster.settled(Duration::from_secs(60)).await.unwrap(),
        "{:?}",
        cluster.statuses().await
    );
    assert!(cluster.statuses().await.unwrap().iter().all(|one| one.parked == 0));
    cluster.stop().await.unwrap();
    let verify = ["audit", "verify", "--against", "--postgres", &server, "--prefix", &prefix];
    done(folder.path(), &verify);
    drop_all(&prefix);
}

/// Drops a service's database, and puts its part of a backup in its place. Returns what is said.
async fn put_back_alone(ground: &mut Ground, service: &str, backup: &str) -> String {
    ground.cluster.terminate(service, 0).await.unwrap();
    let name = ground.name_of(service);
    ground.server().rows(&format!("DROP DATABASE {name} WITH (FORCE)"));
    let restored = ground.tool(&["restore", "--from", backup, "--service", service]);
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    ground.cluster.run(service, 0).unwrap();
    text(&restored.stdout)
}

/// The steps of docs/operating.md, "When something was lost".
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_lost_database_is_put_back_and_what_others_have_beyond_it_is_named() {
    let mut dice = dice(1).next().unwrap();
    let mut ground = Ground::start(Broker::started(), 1).await;
    ground.play().await;
    let backup = ground.folder().join("backup").display().to_string();
    assert!(ground.tool(&["backup", "--to", &backup]).status.success());
    let kept = ground.database("intake").number("SELECT sequence FROM head");
    let refused = ground.tool(&["restore", "--from", &backup, "--service", "intake"]);
    assert_eq!(refused.status.code(), Some(2), "what is there was written over");

    // Nothing was written since: all go on.
    let said = put_back_alone(&mut ground, "intake", &backup).await;
    assert!(said.contains("every follower has taken in what its source holds"), "{said}");
    assert!(!said.contains("lost"), "{said}");
    ground.traffic(&mut dice).calls(40).await;
    ground.rest().await;
    ground.audited();

    let had = ground.database("intake").number("SELECT sequence FROM head");
    assert!(had > kept);
    let said = put_back_alone(&mut ground, "intake", &backup).await;
    for follower in ["beredning", "prioritisation", "council", "budget-integration"] {
        let what = format!(
            "{follower} has taken in events {} to {had} of intake, which are lost\n  \
             do: radslag follow reset {follower} intake --to {kept} --reason",
            kept + 1
        );
        assert!(said.contains(&what), "{said}");
        stands(&ground.cluster, follower, "intake", "diverged").await;
        reset(&ground.cluster, follower, "intake", kept).await;
    }
    let acknowledged = ground.traffic(&mut dice).calls(40).await;
    ground.rest().await;
    ground.audited();
    let asking = ground.traffic(&mut dice);
    for one in &acknowledged {
        asking.still_answers(one).await;
    }
    ground.end().await;
}
