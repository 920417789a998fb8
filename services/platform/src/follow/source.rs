//! Where events come from. A journal in the same process here; others implement the same trait.

use async_trait::async_trait;
use kernel::Timestamp;
use tokio::sync::watch;

use super::{Incoming, after};
use crate::journal::{
    self, After, Journal, JournalRow, Progress, Recorded, hash, read_journal, select_events_after,
    select_rows_after,
};
use crate::sql::{Reader, Row, Sql, StoreError};

/// One event or own fact, with what is needed to check and order it.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// Its number: sequence of an event, position of an own fact.
    pub number: u64,
    /// Its hash in the chain, hex.
    pub hash: String,
    /// Stream that it is about.
    pub stream: String,
    /// What its writer had taken in.
    pub after: After,
    /// Depth of its causes.
    pub depth: u64,
    /// Trace that it belongs to.
    pub traceparent: String,
    /// The event or the fact.
    pub what: What,
}

/// What arrived.
#[derive(Debug, Clone)]
pub enum What {
    /// Another service's event.
    Event(Incoming),
    /// A fact of the service's own journal.
    Fact(Recorded),
}

/// Why a source did not answer.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It cannot be reached at the moment.
    #[error("the source cannot be reached: {0}")]
    Unavailable(String),
    /// Its journal is not the one that was followed so far.
    #[error("the source's journal diverged: {0}")]
    Diverged(String),
}

impl From<StoreError> for SourceError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(journal::chain(&error))
    }
}

/// A journal that can be followed.
#[async_trait]
pub trait Source: Send + Sync {
    /// Name of the service.
    fn name(&self) -> &str;

    /// Id of the journal.
    ///
    /// # Errors
    /// When the source does not answer.
    async fn journal_id(&self) -> Result<String, SourceError>;

    /// What comes after `after`, in order, at most `limit`. `hash` is the hash at `after`.
    ///
    /// # Errors
    /// [`SourceError::Diverged`] when the source's hash at `after` is another.
    async fn read(&self, after: u64, hash: &str, limit: usize)
    -> Result<Vec<Arrived>, SourceError>;

    /// Resolves when something past `after` may be there. It may resolve too often, never too seldom
    /// for longer than a look of the follower takes.
    async fn changed(&self, after: u64);
}

/// The hash of number 0, and how the row at a number is found.
async fn check(
    reader: &Reader,
    after: u64,
    expected: &str,
    at: Sql,
    column: &str,
) -> Result<(), SourceError> {
    let found = if after == 0 {
        hash::hex(&hash::ZERO)
    } else {
        let row: Option<Row> = reader.row(at).await?;
        let Some(row) = row else {
            return Err(SourceError::Diverged(format!("it has no number {after}")));
        };
        row.text(column)?
    };
    if found == expected {
        return Ok(());
    }
    Err(SourceError::Diverged(format!("its hash at {after} is {found}, not {expected}")))
}

fn broken(row: &JournalRow, what: &str) -> SourceError {
    SourceError::Diverged(format!("row {}: {what}", row.position))
}

/// The public events of a journal in this process.
#[derive(Debug)]
pub struct LocalSource {
    name: &'static str,
    reader: Reader,
    progress: watch::Receiver<Progress>,
}

impl LocalSource {
    /// The events of this journal.
    #[must_use]
    pub fn new(journal: &Journal) -> Self {
        Self { name: journal.service(), reader: journal.reader(), progress: journal.progress() }
    }

    fn arrived(&self, row: JournalRow, previous: &mut hash::Hash) -> Result<Arrived, SourceError> {
        let own_hash = hash::parse(&row.row_hash).ok_or_else(|| broken(&row, "bad row_hash"))?;
        let at = row.position;
        let missing = || SourceError::Diverged(format!("row {at}: no event"));
        let event = row.event.ok_or_else(missing)?;
        let digest = audit_event(&row.stream, row.occurred_at, &row.after, row.depth, &event);
        let digest = digest
            .ok_or_else(|| SourceError::Diverged(format!("row {at}: the event was changed")))?;
        let chained = hash::event_hash(previous, event.sequence, &own_hash, &digest);
        if hash::hex(&chained) != event.hash {
            return Err(SourceError::Diverged(format!("row {at}: the chain of events is broken")));
        }
        *previous = chained;
        Ok(Arrived {
            number: event.sequence,
            hash: event.hash,
            stream: row.stream.clone(),
            after: after(&row.after).unwrap_or_default(),
            depth: row.depth,
            traceparent: row.traceparent,
            what: What::Event(Incoming {
                source: self.name.to_owned(),
                sequence: event.sequence,
                event_type: event.event_type,
                stream: row.stream,
                occurred_at: Timestamp::from_micros(row.occurred_at),
                event: event.event,
            }),
        })
    }
}

/// The event's digest, if its columns agree with it.
pub(crate) fn audit_event(
    stream: &str,
    occurred_at: i64,
    after: &str,
    depth: u64,
    event: &journal::EventColumns,
) -> Option<hash::Hash> {
    let stored = hash::parse(&event.digest)?;
    let salt = event.salt.as_ref()?;
    let digest = hash::event_digest(&hash::EventParts {
        salt: &hash::unhex(salt)?,
        event_type: &event.event_type,
        stream,
        occurred_at: u64::try_from(occurred_at).ok()?,
        after,
        depth,
        event: &event.event,
    });
    (digest == stored).then_some(digest)
}

#[async_trait]
impl Source for LocalSource {
    fn name(&self) -> &str {
        self.name
    }

    async fn journal_id(&self) -> Result<String, SourceError> {
        Ok(journal::head(&self.reader).await?.journal_id)
    }

    async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<Vec<Arrived>, SourceError> {
        let at = Sql::new("SELECT hash FROM journal WHERE sequence = ").bind(after);
        check(&self.reader, after, hash, at, "hash").await?;
        let rows = read_journal(&self.reader.rows(select_events_after(after, limit)).await?)?;
        let mut previous = hash::parse(hash).unwrap_or(hash::ZERO);
        rows.into_iter().map(|row| self.arrived(row, &mut previous)).collect()
    }

    async fn changed(&self, after: u64) {
        let mut progress = self.progress.clone();
        let _ = progress.wait_for(|progress| progress.sequence > after).await;
    }
}

/// The facts of the service's own journal.
#[derive(Debug)]
pub struct OwnSource {
    journal: Journal,
}

impl OwnSource {
    /// The facts of this journal.
    #[must_use]
    pub fn new(journal: &Journal) -> Self {
        Self { journal: journal.clone() }
    }

    fn arrived(&self, row: &JournalRow, previous: &mut hash::Hash) -> Result<Arrived, SourceError> {
        let digest = journal::audit::digest_of(row).ok_or_else(|| broken(row, "was changed"))?;
        let chained = hash::row_hash(previous, row.position, &digest);
        if hash::hex(&chained) != row.row_hash {
            return Err(broken(row, "the chain of rows is broken"));
        }
        *previous = chained;
        let mut alone = std::collections::HashMap::new();
        let mut fact = journal::recorded(self.journal.kinds(), row, &mut alone)?;
        fact.state = None;
        Ok(Arrived {
            number: row.position,
            hash: row.row_hash.clone(),
            stream: row.stream.clone(),
            after: after(&row.after).unwrap_or_default(),
            depth: row.depth,
            traceparent: row.traceparent.clone(),
            what: What::Fact(fact),
        })
    }
}

#[async_trait]
impl Source for OwnSource {
    fn name(&self) -> &str {
        self.journal.service()
    }

    async fn journal_id(&self) -> Result<String, SourceError> {
        Ok(self.journal.head().await?.journal_id)
    }

    async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<Vec<Arrived>, SourceError> {
        let reader = self.journal.reader();
        let at = Sql::new("SELECT row_hash FROM journal WHERE position = ").bind(after);
        check(&reader, after, hash, at, "row_hash").await?;
        let rows = read_journal(&reader.rows(select_rows_after(after, limit)).await?)?;
        let mut previous = hash::parse(hash).unwrap_or(hash::ZERO);
        rows.iter().map(|row| self.arrived(row, &mut previous)).collect()
    }

    async fn changed(&self, after: u64) {
        let mut progress = self.journal.progress();
        let _ = progress.wait_for(|progress| progress.position > after).await;
    }
}
