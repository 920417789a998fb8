//! Databases that are restored from older backups, and a journal that is replaced.

use std::collections::BTreeSet;

use platform::testing::{Dice, dice};

use super::check::Journal;
use super::following::{reset, stands};
use crate::processes::ground::{Broker, Ground};
use crate::support::text;

const WITHDRAWN: &str = "radslag.intake.initiative.withdrawn.v1";
/// Who follows intake. The first two keep what was withdrawn.
const FOLLOWERS: [&str; 4] = ["council", "budget-integration", "beredning", "prioritisation"];
/// Calls between two backups.
const CALLS: usize = 40;

async fn replace(ground: &mut Ground, service: &str, backup: Option<&str>) {
    ground.cluster.kill(service, 0).unwrap();
    ground.restore(service, backup);
    ground.cluster.run(service, 0).unwrap();
}

/// Waits until every follower of intake says that its journal is another one; returns where they
/// stand.
async fn all_diverged(ground: &Ground) -> Vec<(u64, String)> {
    let mut all = Vec::new();
    for follower in FOLLOWERS {
        let found = stands(&ground.cluster, follower, "intake", "diverged").await;
        all.push((found.sequence, found.detail));
    }
    all
}

async fn reset_all(ground: &Ground, to: u64) {
    for follower in FOLLOWERS {
        reset(&ground.cluster, follower, "intake", to).await;
    }
}

/// Everything that was withdrawn is kept by those who keep it, once.
fn kept_once(ground: &Ground) {
    let intake = Journal::read(&ground.database("intake"));
    for follower in &FOLLOWERS[..2] {
        let journal = Journal::read(&ground.database(follower));
        for stream in intake.about(WITHDRAWN) {
            let kept = stream.replace("initiative/", "withdrawal/");
            assert_eq!(journal.rows_of(&kept), 1, "{follower}: {kept}");
        }
    }
}

/// What a new id tells apart: each event of the new journal past `from` took effect, once.
fn taken_in_once(ground: &Ground, from: u64) {
    let intake = Journal::read(&ground.database("intake"));
    let expected: BTreeSet<u64> =
        intake.published(WITHDRAWN).into_iter().filter(|number| *number > from).collect();
    assert!(!expected.is_empty(), "nothing came after the restore");
    for follower in &FOLLOWERS[..2] {
        let journal = Journal::read(&ground.database(follower));
        assert_eq!(journal.took("intake", &intake), expected, "{follower}");
    }
}

async fn calls(ground: &Ground, dice: &mut Dice) {
    ground.traffic(dice).calls(CALLS).await;
}

/// Followers stop and take nothing in, however much comes, until an operator sets them back to where
/// the histories part.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_restored_from_an_older_backup_is_found_and_followed_on_after_a_reset() {
    for mut dice in dice(1) {
        let mut ground = Ground::start(Broker::started(), 1).await;
        calls(&ground, &mut dice).await;
        ground.rest().await;
        ground.cluster.terminate("intake", 0).await.unwrap();
        let backup = ground.back_up("intake");
        ground.cluster.run("intake", 0).unwrap();
        ground.rest().await;
        let parted = ground.database("intake").number("SELECT sequence FROM head");
        calls(&ground, &mut dice).await;
        ground.rest().await;
        let lost = ground.database("intake").number("SELECT sequence FROM head");
        assert!(parted < lost);

        ground.cluster.kill("intake", 0).unwrap();
        ground.restore("intake", Some(&backup));
        // A restore renews the id. Hashes must do without it too.
        let renewed = dice.chance(1, 2);
        if renewed {
            ground.database("intake").change("UPDATE head SET journal_id = 'restored'");
        }
        ground.cluster.run("intake", 0).unwrap();
        for (at, detail) in all_diverged(&ground).await {
            assert_eq!(at, lost);
            assert!(detail.contains(&format!("it has no number {lost}")), "{detail}");
        }
        while ground.database("intake").number("SELECT sequence FROM head") <= lost {
            calls(&ground, &mut dice).await;
        }
        for (at, _) in all_diverged(&ground).await {
            assert_eq!(at, lost, "a diverged follower went on");
        }
        let said = text(&ground.tool(&["audit", "verify", "--against"]).stdout);
        assert!(said.contains("intake as council has followed it: its hash at"), "{said}");

        reset_all(&ground, parted).await;
        ground.rest().await;
        ground.audited();
        kept_once(&ground);
        if renewed {
            taken_in_once(&ground, parted);
        }
        ground.end().await;
    }
}

/// It takes in again what it had forgotten, exactly once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_restored_from_an_older_backup_takes_everything_in_again() {
    for mut dice in dice(1) {
        let mut ground = Ground::start(Broker::started(), 1).await;
        // Council publishes nothing because of these: its own followers have nothing to forget.
        let mut acknowledged = ground.traffic(&mut dice).calls(CALLS).await;
        ground.rest().await;
        ground.cluster.terminate("council", 0).await.unwrap();
        let backup = ground.back_up("council");
        ground.cluster.run("council", 0).unwrap();
        acknowledged.extend(ground.traffic(&mut dice).calls(CALLS).await);
        ground.rest().await;
        replace(&mut ground, "council", Some(&backup)).await;
        acknowledged.extend(ground.traffic(&mut dice).calls(CALLS).await);
        ground.rest().await;
        ground.sound(&acknowledged);
        ground.end().await;
    }
}

/// Another journal in the place of the one that was followed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replaced_journal_is_found_and_followed_from_its_beginning_after_a_reset() {
    for mut dice in dice(1) {
        let mut ground = Ground::start(Broker::started(), 1).await;
        calls(&ground, &mut dice).await;
        ground.rest().await;
        let before = ground.database("intake").number("SELECT sequence FROM head");
        replace(&mut ground, "intake", None).await;
        all_diverged(&ground).await;
        while ground.database("intake").number("SELECT sequence FROM head") <= before {
            calls(&ground, &mut dice).await;
        }
        for (at, detail) in all_diverged(&ground).await {
            assert_eq!(at, before, "a diverged follower went on: {detail}");
        }
        reset_all(&ground, 0).await;
        ground.rest().await;
        ground.audited();
        kept_once(&ground);
        taken_in_once(&ground, 0);
        ground.end().await;
    }
}
