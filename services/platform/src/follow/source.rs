//! Where events come from. A journal in the same process here; others implement the same trait.

use async_trait::async_trait;
use tokio::sync::watch;

use super::sent::Sent;
use super::{Incoming, after};
use crate::journal::{
    self, After, Erasures, Journal, JournalRow, Progress, Recorded, hash, select_events_after,
    select_hash, select_row_hash, select_rows_after,
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

/// What a source gave.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    /// In order.
    pub events: Vec<Arrived>,
    /// Whether the source said that it had no more when it was asked.
    pub all: bool,
}

impl Arrivals {
    /// What a source gave that was asked for at most `limit`.
    #[must_use]
    pub fn of(events: Vec<Arrived>, limit: usize) -> Self {
        Self { all: events.len() < limit, events }
    }
}

/// A journal that can be followed.
#[async_trait]
pub trait Source: Send + Sync {
    /// Name of the service.
    fn name(&self) -> &str;

    /// Number of its newest event, or of the own journal's newest fact.
    ///
    /// # Errors
    /// When it does not answer.
    async fn newest(&self) -> Result<u64, SourceError>;

    /// Id of the journal.
    ///
    /// # Errors
    /// When the source does not answer.
    async fn journal_id(&self) -> Result<String, SourceError>;

    /// What comes after `after`, in order, at most `limit`. `hash` is the hash at `after`.
    ///
    /// # Errors
    /// [`SourceError::Diverged`] when the source's hash at `after` is another.
    async fn read(&self, after: u64, hash: &str, limit: usize) -> Result<Arrivals, SourceError>;

    /// The event of this number, for one that was parked; `None` when there is none.
    ///
    /// # Errors
    /// When the source does not answer, or the event is not what its hash says.
    async fn one(&self, number: u64) -> Result<Option<Arrived>, SourceError>;

    /// Resolves when something past `after` may be there. It may resolve too often, never too seldom
    /// for longer than a look of the follower takes.
    async fn changed(&self, after: u64);
}

/// The hash at a number, if there is one; that of number 0 is fixed.
async fn stored(
    reader: &Reader,
    number: u64,
    row: Sql,
    column: &str,
) -> Result<Option<String>, SourceError> {
    if number == 0 {
        return Ok(Some(hash::hex(&hash::ZERO)));
    }
    let row: Option<Row> = reader.row(row).await?;
    Ok(row.map(|row| row.text(column)).transpose()?)
}

async fn check(
    reader: &Reader,
    after: u64,
    expected: &str,
    row: Sql,
    column: &str,
) -> Result<(), SourceError> {
    let missing = || SourceError::Diverged(format!("it has no number {after}"));
    let found = stored(reader, after, row, column).await?.ok_or_else(missing)?;
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

    async fn after(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<Vec<Arrived>, SourceError> {
        let (rows, erasures) =
            journal::read_rows(&self.reader, select_events_after(after, limit)).await?;
        let mut previous = hash::parse(hash).unwrap_or(hash::ZERO);
        rows.into_iter().map(|row| self.arrived(row, &erasures, &mut previous)).collect()
    }

    fn arrived(
        &self,
        row: JournalRow,
        erasures: &Erasures,
        previous: &mut hash::Hash,
    ) -> Result<Arrived, SourceError> {
        let at = row.position;
        let missing = || SourceError::Diverged(format!("row {at}: no event"));
        let sent = Sent::of_sound_row(row, erasures);
        let sent = sent.map_err(SourceError::Diverged)?.ok_or_else(missing)?;
        let checked = sent.check(self.name, previous);
        checked.map_err(|what| SourceError::Diverged(format!("row {at}: {what}")))
    }
}

#[async_trait]
impl Source for LocalSource {
    fn name(&self) -> &str {
        self.name
    }

    async fn journal_id(&self) -> Result<String, SourceError> {
        Ok(journal::head(&self.reader).await?.journal_id)
    }

    async fn newest(&self) -> Result<u64, SourceError> {
        Ok(journal::head(&self.reader).await?.sequence)
    }

    async fn read(&self, after: u64, hash: &str, limit: usize) -> Result<Arrivals, SourceError> {
        check(&self.reader, after, hash, select_hash(after), "hash").await?;
        Ok(Arrivals::of(self.after(after, hash, limit).await?, limit))
    }

    async fn one(&self, number: u64) -> Result<Option<Arrived>, SourceError> {
        let before = number.saturating_sub(1);
        let hash = stored(&self.reader, before, select_hash(before), "hash").await?;
        let Some(hash) = hash else { return Ok(None) };
        Ok(self.after(before, &hash, 1).await?.pop())
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

    async fn after(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<Vec<Arrived>, SourceError> {
        let reader = self.journal.reader();
        let (rows, erasures) = journal::read_rows(&reader, select_rows_after(after, limit)).await?;
        let mut previous = hash::parse(hash).unwrap_or(hash::ZERO);
        let mut events = Vec::with_capacity(rows.len());
        for row in &rows {
            match self.arrived(row, &erasures, &mut previous) {
                Ok(event) => events.push(event),
                // What can be read is taken in first.
                Err(error) if events.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(events)
    }

    fn arrived(
        &self,
        row: &JournalRow,
        erasures: &Erasures,
        previous: &mut hash::Hash,
    ) -> Result<Arrived, SourceError> {
        let digest = erasures.digest_of(row).ok_or_else(|| broken(row, "was changed"))?;
        let chained = hash::row_hash(previous, row.position, &digest);
        if hash::hex(&chained) != row.row_hash {
            return Err(broken(row, "the chain of rows is broken"));
        }
        *previous = chained;
        let mut alone = std::collections::HashMap::new();
        let read = journal::recorded(self.journal.kinds(), row, &mut alone);
        // A fact of a newer build: this one must leave the work to it.
        self.journal.note_readable(&read);
        let mut fact = read?;
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

    async fn newest(&self) -> Result<u64, SourceError> {
        Ok(self.journal.progress().borrow().position)
    }

    async fn read(&self, after: u64, hash: &str, limit: usize) -> Result<Arrivals, SourceError> {
        check(&self.journal.reader(), after, hash, select_row_hash(after), "row_hash").await?;
        Ok(Arrivals::of(self.after(after, hash, limit).await?, limit))
    }

    async fn one(&self, number: u64) -> Result<Option<Arrived>, SourceError> {
        let before = number.saturating_sub(1);
        let (reader, row) = (self.journal.reader(), select_row_hash(before));
        let Some(hash) = stored(&reader, before, row, "row_hash").await? else { return Ok(None) };
        Ok(self.after(before, &hash, 1).await?.pop())
    }

    async fn changed(&self, after: u64) {
        let mut progress = self.journal.progress();
        let _ = progress.wait_for(|progress| progress.position > after).await;
    }
}
