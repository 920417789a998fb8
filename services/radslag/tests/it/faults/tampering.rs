//! A byte of a stored row that changes: the audit names the row, a follower does not go past it.

use platform::testing::{Dice, dice};
use radslag::cluster::Cluster;

use super::following::{reset, stands};
use super::postgres::Psql;
use super::tables::Tables as _;
use crate::processes::ground::{Broker, Ground};
use crate::support::text;

/// Columns that a follower's refusal covers, as the owner or the chain of events tells.
const COLUMNS: &[&str] =
    &["fact", "event", "actor", "hash", "row_hash", "digest", "event_digest", "request_id"];

/// Somebody who follows, and whom.
const PAIRS: &[(&str, &str)] = &[
    ("intake", "council"),
    ("beredning", "intake"),
    ("prioritisation", "council"),
    ("council", "prioritisation"),
    ("budget-integration", "council"),
    ("intake", "budget-integration"),
];

/// How many columns one run changes, one after the other.
const AT_ONCE: usize = 3;

fn some(dice: &mut Dice) -> Vec<&'static str> {
    let mut all = COLUMNS.to_vec();
    while all.len() > AT_ONCE {
        all.remove(usize::try_from(dice.roll(all.len().try_into().unwrap())).unwrap());
    }
    all
}

struct Changed {
    position: u64,
    sequence: u64,
    column: &'static str,
    before: String,
}

impl Changed {
    /// Changes one byte of one event's row.
    fn make(database: &Psql, column: &'static str, dice: &mut Dice) -> Self {
        let last = database.number("SELECT sequence FROM head");
        let sequence = 1 + dice.roll(last);
        let found = format!("SELECT position, {column} FROM journal WHERE sequence = {sequence}");
        let [position, before] = <[String; 2]>::try_from(database.rows(&found).remove(0)).unwrap();
        let mut bytes = before.clone().into_bytes();
        let ascii: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii()).collect();
        let at = *dice.pick(&ascii);
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        let changed = Self { position: position.parse().unwrap(), sequence, column, before };
        changed.write(database, &String::from_utf8(bytes).unwrap());
        changed
    }

    fn write(&self, database: &Psql, value: &str) {
        let (column, position) = (self.column, self.position);
        let value = value.replace('\'', "''");
        database.change(&format!(
            "UPDATE journal SET {column} = '{value}' WHERE position = {position}"
        ));
    }
}

async fn refused(cluster: &Cluster, follower: &str, source: &str, changed: &Changed) {
    let what = format!("{} of {source}:{}", changed.column, changed.sequence);
    reset(cluster, follower, source, changed.sequence - 1).await;
    let found = stands(cluster, follower, source, "diverged").await;
    assert_eq!(found.sequence, changed.sequence - 1, "{what}: {}", found.detail);
    let names = [changed.sequence, changed.position].map(|one| one.to_string());
    let named = names.iter().any(|name| found.detail.contains(name.as_str()));
    assert!(named, "{what}: {}", found.detail);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_byte_is_named_by_the_audit_and_not_followed_past() {
    for mut dice in dice(1) {
        let mut ground = Ground::start(Broker::started(), 1).await;
        ground.play().await;
        for column in some(&mut dice) {
            let (follower, source) = *dice.pick(PAIRS);
            let (database, cluster) = (ground.database(source), &ground.cluster);
            let end = database.number("SELECT sequence FROM head");
            let changed = Changed::make(&database, column, &mut dice);
            let verified = ground.tool(&["audit", "verify"]);
            assert_eq!(verified.status.code(), Some(1), "{column}");
            let named = format!("{source}: row {}: ", changed.position);
            let said = text(&verified.stdout);
            assert!(said.contains(&named), "{column}: {named} not in {said}");
            refused(cluster, follower, source, &changed).await;
            changed.write(&database, &changed.before);
            reset(cluster, follower, source, end).await;
            stands(cluster, follower, source, "following").await;
        }
        ground.rest().await;
        ground.audited();
        ground.end().await;
    }
}
