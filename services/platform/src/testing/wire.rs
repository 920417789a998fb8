//! What lies between an owner and a follower in another process, in the hands of a test: messages that
//! it delivers, repeats or loses, and an owner that answers as far as it is let.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use proto::journal::v1 as pb;
use tokio::sync::watch;

use crate::follow::{Owner, RemoteSource, Sent, Source, SourceError};
use crate::journal::{self, Journal};
use crate::nats::{Inbox, Message};
use crate::sql::StoreError;

/// A message of the broker.
#[derive(Debug, Clone)]
pub struct Letter(Message);

impl Letter {
    /// The messages of a journal after `sequence`, at most `limit`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(
        journal: &Journal,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Self>, StoreError> {
        let id = journal.head().await?.journal_id;
        let rows = journal::events_after(&journal.reader(), sequence, limit).await?;
        let sent = rows.into_iter().filter_map(Sent::of_row);
        Ok(sent.map(|sent| Self(Message { journal: id.clone(), sent })).collect())
    }

    /// Number of its event.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.0.sent.sequence
    }
}

/// Between one owner and one follower.
pub struct Wire {
    owner: Arc<Told>,
    inbox: Mutex<Inbox>,
}

struct Told {
    name: &'static str,
    journal: Mutex<Option<Journal>>,
    shown: AtomicU64,
    reads: watch::Sender<u64>,
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wire").field("owner", &self.owner.name).finish_non_exhaustive()
    }
}

impl Wire {
    /// To a service that does not run yet.
    #[must_use]
    pub fn to(name: &'static str) -> Self {
        let owner = Arc::new(Told {
            name,
            journal: Mutex::default(),
            shown: AtomicU64::default(),
            reads: watch::channel(0).0,
        });
        Self { owner, inbox: Mutex::new(Inbox::simulated(name)) }
    }

    /// The journal that answers from now on, if any.
    pub fn owned_by(&self, journal: Option<Journal>) {
        *self.owner.journal.lock().unwrap_or_else(PoisonError::into_inner) = journal;
    }

    /// The owner tells nothing past this number. The follower asks at once, as after a reconnect.
    pub fn show(&self, sequence: u64) {
        self.owner.shown.store(sequence, Ordering::SeqCst);
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner).may_have_missed();
    }

    /// How often the owner was asked for events.
    #[must_use]
    pub fn reads(&self) -> watch::Receiver<u64> {
        self.owner.reads.subscribe()
    }

    /// What a follower process follows that starts now: nothing of what came before waits for it.
    #[must_use]
    pub fn source(&self) -> Arc<dyn Source> {
        let inbox = Inbox::simulated(self.owner.name);
        *self.inbox.lock().unwrap_or_else(PoisonError::into_inner) = inbox.clone();
        Arc::new(RemoteSource::new(Arc::clone(&self.owner), Some(inbox)))
    }

    /// Brings a message.
    pub fn deliver(&self, letter: &Letter) {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner).clone();
        inbox.push(letter.0.clone());
    }
}

impl Told {
    fn journal(&self) -> Result<Journal, SourceError> {
        let journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner).clone();
        journal.ok_or_else(|| SourceError::Unavailable("it does not run".to_owned()))
    }
}

#[async_trait]
impl Owner for Arc<Told> {
    fn name(&self) -> &str {
        self.name
    }

    async fn head(&self) -> Result<pb::Head, SourceError> {
        let head = self.journal()?.head().await?;
        Ok(pb::Head { journal_id: head.journal_id, sequence: head.sequence, hash: head.hash })
    }

    async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<(pb::Head, Vec<Sent>), SourceError> {
        self.reads.send_modify(|reads| *reads += 1);
        let (head, journal) = (Owner::head(self).await?, self.journal()?);
        let end = || SourceError::Diverged(format!("it has no number {after}"));
        if after > head.sequence {
            return Err(end());
        }
        let found = journal::hash_at(&journal.reader(), after).await?;
        if found != hash {
            let what = format!("its hash at {after} is {found}, not {hash}");
            return Err(SourceError::Diverged(what));
        }
        let shown = self.shown.load(Ordering::SeqCst);
        let rows = journal::events_after(&journal.reader(), after, limit).await?;
        let sent = rows.into_iter().filter_map(Sent::of_row);
        Ok((head, sent.filter(|sent| sent.sequence <= shown).collect()))
    }

    async fn next(&self, after: u64) -> Result<Option<(String, Sent)>, SourceError> {
        let journal = self.journal()?;
        let previous = journal::hash_at(&journal.reader(), after).await?;
        let mut rows = journal::events_after(&journal.reader(), after, 1).await?;
        Ok(rows.pop().and_then(Sent::of_row).map(|sent| (previous, sent)))
    }
}
