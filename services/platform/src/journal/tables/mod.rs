//! The journal's tables and the statements on them. The format is fixed: rows outlive the code.

mod cursors;
mod head;
mod parked;
mod rows;
mod states;

use std::collections::BTreeMap;

use super::hash;
use crate::sql::{Conflict, Connection, Database, Engine, Rights, Sql, StoreError, Writes};

pub use cursors::Cursor;
pub use head::Head;
pub use parked::Parked;
pub use rows::{EventColumns, JournalRow};

pub(crate) use cursors::*;
pub(crate) use head::*;
pub(crate) use parked::*;
pub(crate) use rows::*;
pub(crate) use states::*;

/// Applied in order, each once. Never edited, only added to.
const MIGRATIONS: &[(&str, &[&str])] = &[
    (
        "journal_1",
        &[
            "CREATE TABLE journal (position BIGINT PRIMARY KEY, stream TEXT NOT NULL, \
     revision BIGINT NOT NULL, fact_type TEXT NOT NULL, fact_version BIGINT NOT NULL, \
     fact TEXT NOT NULL, actor TEXT NOT NULL, mandate TEXT, request_id TEXT NOT NULL, \
     occurred_at BIGINT NOT NULL, after TEXT NOT NULL, depth BIGINT NOT NULL, \
     traceparent TEXT NOT NULL, salt TEXT, digest TEXT NOT NULL, row_hash TEXT NOT NULL, \
     sequence BIGINT, event_type TEXT, event TEXT, event_salt TEXT, event_digest TEXT, hash TEXT, \
     UNIQUE (stream, revision), UNIQUE (sequence))",
            "CREATE TABLE head (id BIGINT PRIMARY KEY, journal_id TEXT NOT NULL, position BIGINT NOT NULL, \
     row_hash TEXT NOT NULL, sequence BIGINT NOT NULL, hash TEXT NOT NULL, \
     published BIGINT NOT NULL)",
            "CREATE TABLE state (stream TEXT PRIMARY KEY, kind TEXT NOT NULL, revision BIGINT NOT NULL, \
     schema BIGINT NOT NULL, state TEXT NOT NULL)",
            "CREATE TABLE request (subject TEXT NOT NULL, request_id TEXT NOT NULL, \
     fingerprint TEXT NOT NULL, stream TEXT NOT NULL, revision BIGINT NOT NULL, \
     position BIGINT NOT NULL, sequence BIGINT NOT NULL, \
     PRIMARY KEY (subject, request_id))",
            "CREATE TABLE cursor (source TEXT PRIMARY KEY, sequence BIGINT NOT NULL, hash TEXT NOT NULL, \
     after TEXT NOT NULL, types TEXT NOT NULL, confirmed_at BIGINT NOT NULL)",
            "CREATE TABLE parked (source TEXT NOT NULL, sequence BIGINT NOT NULL, stream TEXT NOT NULL, \
     reason TEXT NOT NULL, detail TEXT NOT NULL, mark TEXT NOT NULL, marked_by TEXT, \
     marked_why TEXT, PRIMARY KEY (source, sequence))",
            "CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, beat BIGINT NOT NULL)",
            "CREATE TABLE timer (stream TEXT NOT NULL, name TEXT NOT NULL, due_at BIGINT NOT NULL, \
     PRIMARY KEY (stream, name))",
            "CREATE TABLE projection (name TEXT PRIMARY KEY, position BIGINT NOT NULL)",
            "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
        ],
    ),
    (
        // Raised by every write: who wrote last without another's hand between may trust what it remembers.
        "journal_2",
        &["ALTER TABLE head ADD COLUMN version BIGINT NOT NULL DEFAULT 0"],
    ),
];

/// All tables that are not made anew from the journal.
pub(crate) const KEPT: [&str; 11] = [
    "journal",
    "head",
    "state",
    "request",
    "cursor",
    "parked",
    "lease",
    "timer",
    "projection",
    "person",
    "migration",
];

/// What the role that runs may do: rows of the journal are added, and never changed or deleted.
pub(crate) const RIGHTS: Rights = Rights {
    append_only: &["journal"],
    read_only: &["migration"],
    erasing: &[
        ("journal", "INSERT, UPDATE (fact, salt, event, event_salt)"),
        ("head", "UPDATE (journal_id, position, row_hash, sequence, hash, version)"),
        ("state", "INSERT, UPDATE (revision, schema, state)"),
        ("request", "UPDATE (fingerprint)"),
        ("parked", "UPDATE (detail, marked_why)"),
        ("person", "UPDATE (name)"),
        ("projection", "UPDATE (position)"),
    ],
    kept: &KEPT,
};

/// Creates what is missing. Two processes may start at once.
pub(crate) async fn migrate(
    database: &Database,
    service: &str,
    journal_id: &str,
) -> Result<(), StoreError> {
    let mut tx = database.begin_as_owner().await?;
    lock_for_migration(database, &mut tx).await?;
    Sql::new("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
        .execute(&mut tx)
        .await?;
    let done = Sql::new("SELECT name FROM migration").rows(&mut tx).await?;
    let done = done.iter().map(|row| row.text("name")).collect::<Result<Vec<_>, _>>()?;
    for (name, statements) in MIGRATIONS {
        if done.iter().any(|one| one == name) {
            continue;
        }
        for statement in *statements {
            Sql::new(statement).execute(&mut tx).await?;
        }
        Sql::new("INSERT INTO migration (name) VALUES (")
            .bind(*name)
            .push(")")
            .execute(&mut tx)
            .await?;
    }
    claim(&mut tx, service, &done).await?;
    let zero = hash::hex(&hash::ZERO);
    Sql::new("INSERT INTO head (id, journal_id, position, row_hash, sequence, hash, published) VALUES (1, ")
        .bind(journal_id)
        .push(", 0, ")
        .bind(zero.clone())
        .push(", 0, ")
        .bind(zero)
        .push(", 0) ON CONFLICT (id) DO NOTHING")
        .execute(&mut tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A database belongs to one service for ever: another one's cursors and events must not meet in it.
/// One from before this was noted is taken as it is.
async fn claim(
    connection: &mut Connection,
    service: &str,
    done: &[String],
) -> Result<(), StoreError> {
    match done.iter().find_map(|name| name.strip_prefix(OWNER)) {
        Some(owner) if owner != service => Err(StoreError::Unusable(format!(
            "the database is that of {owner}, not of {service}: name another"
        ))),
        Some(_) => Ok(()),
        None => {
            let owner = format!("{OWNER}{service}");
            Sql::new("INSERT INTO migration (name) VALUES ")
                .tuple([owner.into()])
                .execute(connection)
                .await?;
            Ok(())
        }
    }
}

/// Name of the row that says whose database it is, before the service's name.
const OWNER: &str = "service:";

/// Held to the end of the transaction. SQLite's `BEGIN IMMEDIATE` is enough of a lock.
pub(crate) async fn lock_for_migration(
    database: &Database,
    connection: &mut Connection,
) -> Result<(), StoreError> {
    if database.engine() == Engine::Postgres {
        Sql::new(
            "SELECT CAST(1 AS BIGINT) AS one FROM (SELECT pg_advisory_xact_lock(7236517)) AS held",
        )
        .rows(connection)
        .await?;
    }
    Ok(())
}

/// Streams that one SELECT may name.
const STREAMS_AT_ONCE: usize = 10_000;

/// Names of persons, kept beside the journal so that they can be emptied.
pub(crate) fn put_persons(writes: &mut Writes, persons: BTreeMap<String, String>) {
    let rows = persons.into_iter().map(|(id, name)| vec![id.into(), name.into()]).collect();
    let newer = Conflict::Overwrite(vec!["id"], vec!["name"]);
    writes.insert("person", vec!["id", "name"], rows, newer);
}

pub(crate) fn select_projected(name: &str) -> Sql {
    Sql::new("SELECT position FROM projection WHERE name = ").bind(name)
}

pub(crate) async fn projected(
    connection: &mut Connection,
    name: &str,
) -> Result<Option<u64>, StoreError> {
    let rows = select_projected(name).rows(connection).await?;
    rows.first().map(|row| row.number("position")).transpose()
}

pub(crate) fn put_projected(writes: &mut Writes, name: &str, position: u64) {
    let newer = Conflict::Overwrite(vec!["name"], vec!["position"]);
    let row = vec![name.into(), position.into()];
    writes.insert("projection", vec!["name", "position"], vec![row], newer);
}
