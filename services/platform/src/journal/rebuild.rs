//! Read tables and states out of the journal alone.

use std::collections::HashMap;

use kernel::Timestamp;

use super::batch::Shared;
use super::changes::Changes;
use super::desk::Slot;
use super::kinds::Kinds;
use super::recorded::Recorded;
use super::tables::{self, JournalRow};
use crate::sql::{Connection, Database, Sql, StoreError, Writes};

/// Rows read at once.
const PAGE: usize = 1_000;

/// Name of the read tables that this build keeps.
pub(crate) fn name(shared: &Shared) -> String {
    format!("read_v{}", shared.room.read_tables().version)
}

/// A row of the journal as a service sees it. `slots` holds the streams folded so far; the state
/// after the fact is known when the stream was folded from its beginning.
pub(crate) fn recorded(
    kinds: &Kinds,
    row: &JournalRow,
    slots: &mut HashMap<String, Slot>,
) -> Result<Recorded, StoreError> {
    let nonsense =
        |what: &dyn std::fmt::Display| StoreError::nonsense("journal", row.position, what);
    let kind = kinds.of_stream(&row.stream).ok_or_else(|| nonsense(&"its kind is unknown"))?;
    let fact = (kind.read_fact)(&row.fact).map_err(|error| nonsense(&error))?;
    let slot = slots.entry(row.stream.clone()).or_default();
    if slot.revision + 1 == row.revision {
        slot.state = (kind.evolve)(slot.state.take(), &fact);
        slot.revision = row.revision;
    }
    Ok(Recorded {
        position: row.position,
        stream: row.stream.clone(),
        revision: row.revision,
        occurred_at: Timestamp::from_micros(row.occurred_at),
        actor: row.actor.clone(),
        mandate: row.mandate.clone(),
        request_id: row.request_id.clone(),
        fact,
        state: slot.state.clone(),
    })
}

/// Creates this build's read tables where they are missing.
pub(crate) async fn create(database: &Database, shared: &Shared) -> Result<(), StoreError> {
    let mut tx = database.begin_as_owner().await?;
    tables::lock_for_migration(database, &mut tx).await?;
    let name = name(shared);
    if tables::projected(&mut tx, &name).await?.is_none() {
        let own = shared.room.read_tables();
        for ddl in [crate::known::DDL, own.ddl] {
            for statement in ddl.split(';').map(str::trim).filter(|text| !text.is_empty()) {
                Sql::new(statement).execute(&mut tx).await?;
            }
        }
        let mut writes = Writes::default();
        tables::put_projected(&mut writes, &name, 0);
        writes.run(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Projects what another process wrote. States of streams that began before are read from their
/// facts.
pub(crate) async fn catch_up(
    connection: &mut Connection,
    shared: &Shared,
    to: u64,
) -> Result<(), StoreError> {
    let name = name(shared);
    let mut at = tables::projected(connection, &name).await?.unwrap_or_default();
    let mut slots = HashMap::new();
    while at < to {
        let rows = tables::select_rows_after(at, PAGE).rows(connection).await?;
        let rows = tables::read_journal(&rows)?;
        let Some(last) = rows.last() else { break };
        at = last.position;
        load_beginnings(connection, shared, &rows, &mut slots).await?;
        let mut changes = Changes::default();
        for row in &rows {
            shared.room.project(&recorded(&shared.kinds, row, &mut slots)?, &mut changes);
        }
        let mut writes = Writes::default();
        changes.into_writes(&mut writes);
        tables::put_projected(&mut writes, &name, at);
        writes.run(connection).await?;
    }
    Ok(())
}

/// Folds streams that began before `rows` up to their first row in `rows`.
pub(crate) async fn load_beginnings(
    connection: &mut Connection,
    shared: &Shared,
    rows: &[JournalRow],
    slots: &mut HashMap<String, Slot>,
) -> Result<(), StoreError> {
    let mut first: HashMap<&str, u64> = HashMap::new();
    for row in rows.iter().filter(|row| row.revision > 1 && !slots.contains_key(&row.stream)) {
        first.entry(&row.stream).or_insert(row.revision);
    }
    let names: Vec<_> = first.keys().copied().collect();
    for (stream, mut facts) in tables::read_facts(connection, &names).await? {
        let before = first.get(stream.as_str()).map_or(0, |revision| revision - 1);
        facts.truncate(usize::try_from(before).unwrap_or(usize::MAX));
        let slot = super::batch::fold(&shared.kinds, &stream, &facts)
            .map_err(|error| StoreError::nonsense("journal", &stream, error))?;
        slots.insert(stream, slot);
    }
    Ok(())
}
