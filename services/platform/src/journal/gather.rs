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

/// Gathers until fewer wait than are worth it; of very many, all.
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
            let mut had = MOST;
            // To the last one: PostgreSQL gives the pages of a table back from its end alone.
            while !stop.is_cancelled() && had == MOST {
                had = part(database, one, &ids.uuid().to_string()).await?;
            }
            if had < LEAST {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::Row;
    use crate::testing::CountingIds;

    /// One row for those that are taken: at most a thousand, and none of what is called `bad`.
    fn join(rows: &[Row], block: &str, changes: &mut Changes) -> Result<usize, StoreError> {
        let taken = rows.iter().take(1_000).map(|row| row.text("id"));
        let ids = taken.collect::<Result<Vec<_>, _>>()?;
        if ids.iter().any(|id| id == "bad") {
            return Err(StoreError::nonsense("waiting", "bad", "is bad"));
        }
        let row = vec![("block", block.into()), ("ids", ids.join(" ").into())];
        changes.upsert("gathered", &["block"], row);
        Ok(ids.len())
    }

    const OF: &[Gathering] = &[Gathering { waiting: "waiting", key: "id", gather: join }];

    async fn run(database: &Database, sql: &'static str) {
        let mut tx = database.begin_raw().await.unwrap();
        Sql::new(sql).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A store where 2,500 wait.
    async fn waiting(folder: &tempfile::TempDir) -> Database {
        let database = Database::sqlite(&folder.path().join("x.db")).await.unwrap();
        run(&database, "CREATE TABLE waiting (id TEXT PRIMARY KEY)").await;
        run(&database, "CREATE TABLE gathered (block TEXT PRIMARY KEY, ids TEXT NOT NULL)").await;
        let many = "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 2500) \
                    INSERT INTO waiting SELECT 'x' || substr('0000' || n, -4) FROM g";
        run(&database, many).await;
        database
    }

    /// What is gathered, and how many wait.
    async fn stand(database: &Database) -> (Vec<String>, i64) {
        let reader = database.reader();
        let rows = reader.rows(Sql::new("SELECT ids FROM gathered ORDER BY ids")).await.unwrap();
        let gathered = rows.iter().flat_map(|row| {
            row.text("ids").unwrap().split(' ').map(str::to_owned).collect::<Vec<_>>()
        });
        let count = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS waiting FROM waiting");
        let waiting = reader.row(count).await.unwrap().unwrap().int("waiting").unwrap();
        (gathered.collect(), waiting)
    }

    #[tokio::test]
    async fn many_are_gathered_in_order_until_few_wait() {
        let folder = tempfile::tempdir().unwrap();
        let database = waiting(&folder).await;
        gather(&database, OF, &CountingIds::default()).await.unwrap();
        let (gathered, waiting) = stand(&database).await;
        // 2,500, then 1,500 wait; 500 are not worth it.
        assert_eq!((gathered.len(), waiting), (2_000, 500));
        assert_eq!(gathered.first().map(String::as_str), Some("x0001"));
        assert_eq!(gathered.last().map(String::as_str), Some("x2000"));
        assert!(gathered.is_sorted());
        database.close().await;
    }

    #[tokio::test]
    async fn who_is_stopped_gathers_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let database = waiting(&folder).await;
        let stop = CancellationToken::new();
        stop.cancel();
        until(&database, OF, &CountingIds::default(), &stop).await.unwrap();
        assert_eq!(stand(&database).await, (Vec::new(), 2_500));
        database.close().await;
    }

    #[tokio::test]
    async fn what_cannot_be_gathered_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let database = waiting(&folder).await;
        run(&database, "INSERT INTO waiting VALUES ('bad')").await;
        let error = gather(&database, OF, &CountingIds::default()).await.unwrap_err();
        assert_eq!(error.to_string(), "table waiting, bad: is bad");
        assert_eq!(stand(&database).await, (Vec::new(), 2_501));
        database.close().await;
    }
}
