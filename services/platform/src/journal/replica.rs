//! What a process learns of the other replicas on its database: how far the journal is, what they
//! have taken in, and what operators have decided there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::Timestamp;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::request::chain;
use super::tables::{self, Cursor};
use super::{Journal, Progress};
use crate::sql::{Engine, StoreError};

/// How often a replica looks although nobody woke it.
const LOOK: Duration = Duration::from_millis(250);

/// When sources were last known to have no more, as the store says it. What is said to be yet to come
/// is of no known age: the clock went back, or another replica's is ahead.
pub(super) fn confirmed<'c>(
    cursors: impl Iterator<Item = &'c Cursor>,
    now: Timestamp,
) -> BTreeMap<String, Instant> {
    let instant = Instant::now();
    cursors
        .filter(|cursor| cursor.confirmed_at > 0)
        .filter_map(|cursor| {
            let age = u64::try_from(now.as_micros() - cursor.confirmed_at).ok()?;
            let at = instant.checked_sub(Duration::from_micros(age))?;
            Some((cursor.source.clone(), at))
        })
        .collect()
}

/// Looks until it is stopped.
pub(super) async fn attend(journal: Journal, hint: Arc<Notify>, stop: CancellationToken) {
    let mut commands = None;
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => return,
            () = hint.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        if let Err(error) = look(&journal, &mut commands).await {
            tracing::warn!(error = chain(&error), "other replicas cannot be seen");
        }
    }
}

/// `commands` is how many of operators there were at the last look.
async fn look(journal: &Journal, commands: &mut Option<u64>) -> Result<(), StoreError> {
    let reader = journal.reader();
    let head = journal.head().await?;
    let cursors = journal.cursors().await?;
    let counted = reader.row(tables::count_operated()).await?;
    let counted = counted.map(|row| row.number("commands")).transpose()?;
    let operated = std::mem::replace(commands, counted) != counted;
    // A query after a position reads this build's tables: they count, not the journal.
    let projected = journal.projected().await?.min(head.position);
    if projected < head.position {
        journal.catch_up();
    }
    if head.position > journal.progress.borrow().position {
        journal.shared.seats.forget();
    }
    let confirmed = confirmed(cursors.values(), journal.shared.clock.now());
    journal.progress.send_if_modified(|progress| {
        let before = progress.clone();
        progress.position = progress.position.max(projected);
        progress.sequence = progress.sequence.max(head.sequence);
        for cursor in cursors.values() {
            let taken = progress.taken.entry(cursor.source.clone()).or_default();
            // Only an operator sets a cursor back.
            *taken = if operated { cursor.sequence } else { (*taken).max(cursor.sequence) };
        }
        newer(progress, confirmed);
        progress.operated += u64::from(operated);
        *progress != before
    });
    Ok(())
}

fn newer(progress: &mut Progress, confirmed: BTreeMap<String, Instant>) {
    for (source, at) in confirmed {
        let newest = progress.confirmed.entry(source).or_insert(at);
        *newest = (*newest).max(at);
    }
}

/// Notes that a source has no more. Who waits is told the first time.
pub(super) fn confirm(progress: &tokio::sync::watch::Sender<Progress>, source: &str) {
    progress.send_if_modified(|progress| {
        progress.confirmed.insert(source.to_owned(), Instant::now()).is_none()
    });
}

/// Stores it for the other replicas. Embedded there are none.
pub(super) async fn note_confirmed(journal: &Journal, source: &str) -> Result<(), StoreError> {
    if journal.database.engine() == Engine::Sqlite {
        return Ok(());
    }
    let at = journal.shared.clock.now().as_micros();
    let mut connection = journal.database.side().await?;
    tables::write_confirmed(&mut connection, source, at).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_from_the_future_are_of_no_known_age() {
        let at = |confirmed_at| Cursor { confirmed_at, ..Cursor::at_the_beginning("council") };
        let now = Timestamp::from_micros(1_000_000);
        let known = |cursor: &Cursor| confirmed([cursor].into_iter(), now).contains_key("council");
        assert!(!known(&at(0)));
        assert!(known(&at(999_999)) && known(&at(1_000_000)));
        assert!(!known(&at(1_000_001)));
    }
}
