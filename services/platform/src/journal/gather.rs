//! Rows of read tables that are written one by one and gathered many at once, beside the writer (ADR 0023).

use std::time::Duration;

use kernel::IdGen;
use tokio_util::sync::CancellationToken;

use super::changes::Changes;
use super::request::chain;
use super::{Journal, Progress};
use crate::room::Gathering;
use crate::sql::{Database, Engine, Reader, Sql, StoreError, Writes};

/// So many rows that wait are worth a transaction.
const LEAST: usize = 1_024;
/// Rows gathered at once: SQLite's writer waits meanwhile.
const MOST: usize = 4_096;
/// Until it is tried again after trouble; twice as long each time, up to a minute.
const AGAIN: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// Gathers whenever the journal has become longer by what is worth it, until it is stopped.
pub(super) async fn keep(journal: Journal, stop: CancellationToken) {
    let mut progress = journal.progress();
    let mut again = AGAIN;
    loop {
        let position = progress.borrow_and_update().position;
        let longer = |progress: &Progress| {
            progress.position >= position.saturating_add(u64::try_from(LEAST).unwrap_or(u64::MAX))
        };
        let of = journal.room().gatherings();
        let gathered = until(&journal.database, of, journal.ids(), &stop).await;
        let wait = again;
        match &gathered {
            Ok(()) => again = AGAIN,
            Err(error) => {
                tracing::warn!(error = chain(error), "rows of read tables could not be gathered");
                again = LONGEST.min(again.saturating_mul(2));
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait), if gathered.is_err() => {}
            ended = progress.wait_for(longer), if gathered.is_ok() => if ended.is_err() { return },
        }
    }
}

/// Gathers until fewer wait than are worth it.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn gather(
    database: &Database,
    of: &[Gathering],
    ids: &dyn IdGen,
) -> Result<(), StoreError> {
    until(database, of, ids, &CancellationToken::new()).await
}

async fn until(
    database: &Database,
    of: &[Gathering],
    ids: &dyn IdGen,
    stop: &CancellationToken,
) -> Result<(), StoreError> {
    let reader = database.reader();
    for one in of {
        while !stop.is_cancelled() && is_worth_it(&reader, one).await? {
            if part(database, one, &ids.uuid().to_string()).await? < LEAST {
                // Another replica has the rest.
                break;
            }
        }
    }
    Ok(())
}

async fn is_worth_it(reader: &Reader, of: &Gathering) -> Result<bool, StoreError> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS waiting FROM (SELECT 1 AS one FROM ")
        .push(of.waiting)
        .push(" LIMIT ")
        .bind(LEAST)
        .push(") AS counted");
    let row = reader.row(sql).await?;
    let waiting = row.map_or(Ok(0), |row| row.number("waiting"))?;
    Ok(usize::try_from(waiting).is_ok_and(|waiting| waiting >= LEAST))
}

/// One transaction. Returns how many rows were to be had.
async fn part(database: &Database, of: &Gathering, block: &str) -> Result<usize, StoreError> {
    let mut tx = database.begin_beside().await?;
    let sql = Sql::new("SELECT * FROM ").push(of.waiting).push(" ORDER BY ").push(of.key);
    let sql = sql.push(" LIMIT ").bind(MOST);
    let rows = match database.engine() {
        // What another replica gathers is its own. The writer waits for none but a row that it overwrites.
        Engine::Postgres => sql.push(" FOR UPDATE SKIP LOCKED"),
        Engine::Sqlite => sql,
    };
    let rows = rows.rows(&mut tx).await?;
    let mut changes = Changes::default();
    let gathered = (of.gather)(&rows, block, &mut changes)?;
    for row in rows.iter().take(gathered) {
        changes.delete(of.waiting, vec![(of.key, row.text(of.key)?.into())]);
    }
    let mut writes = Writes::default();
    changes.into_writes(&mut writes);
    writes.run(&mut tx).await?;
    tx.commit().await?;
    Ok(rows.len())
}
