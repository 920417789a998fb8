//! The journal of a service in another process: its messages where a broker brings them, and the
//! owner itself at start, after a reconnect, on a gap, and whenever nothing was heard for a while.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use proto::journal::v1 as pb;
use tokio::time::Instant;

use super::{Arrivals, Arrived, Sent, Source, SourceError};
use crate::grpc::Peer;
use crate::journal::hash;
use crate::nats::Inbox;

/// After so long without a message the owner is asked.
const SILENCE: Duration = Duration::from_secs(2);
/// While no broker is connected, the owner is asked so often.
const WITHOUT_BROKER: Duration = Duration::from_millis(250);
/// However many messages come, the owner is asked so often: a message proves no end.
const AT_LEAST: Duration = Duration::from_secs(30);

/// Who owns a journal, and answers for it.
#[async_trait]
pub(crate) trait Owner: Send + Sync {
    /// Name of the service.
    fn name(&self) -> &str;

    /// The newest numbers of its journal.
    async fn head(&self) -> Result<pb::Head, SourceError>;

    /// Events after a number whose hash the caller knows.
    async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<(pb::Head, Vec<Sent>), SourceError>;

    /// The event after a number, with the hash before it.
    async fn next(&self, after: u64) -> Result<Option<(String, Sent)>, SourceError>;
}

#[async_trait]
impl Owner for Peer {
    fn name(&self) -> &str {
        Self::name(self)
    }

    async fn head(&self) -> Result<pb::Head, SourceError> {
        Self::head(self).await
    }

    async fn read(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
    ) -> Result<(pb::Head, Vec<Sent>), SourceError> {
        Self::read(self, after, hash, limit).await
    }

    async fn next(&self, after: u64) -> Result<Option<(String, Sent)>, SourceError> {
        let (_, mut events) = self.read_unchecked(after, 1).await?;
        Ok(events.pop())
    }
}

/// A service in another process.
pub struct RemoteSource {
    peer: Box<dyn Owner>,
    inbox: Option<Inbox>,
    asked: Mutex<Asked>,
}

/// What is known of the owner.
#[derive(Default)]
struct Asked {
    at: Option<Instant>,
    /// Whether the owner had more than it was asked for, or something was missed.
    again: bool,
    journal: Option<String>,
}

impl std::fmt::Debug for RemoteSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteSource").field("name", &self.peer.name()).finish_non_exhaustive()
    }
}

/// Why the owner is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    No,
    /// It is due.
    Due,
    /// Nothing was heard, though a broker is connected.
    Silence,
}

impl RemoteSource {
    /// Follows this peer, with an inbox where there is a broker.
    #[must_use]
    pub(crate) fn new(peer: impl Owner + 'static, inbox: Option<Inbox>) -> Self {
        Self { peer: Box::new(peer), inbox, asked: Mutex::default() }
    }

    fn asked(&self) -> std::sync::MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self) -> Ask {
        let missed = self.inbox.as_ref().is_some_and(Inbox::missed);
        let asked = self.asked();
        let Some(at) = asked.at else { return Ask::Due };
        if missed || asked.again || at.elapsed() >= AT_LEAST {
            return Ask::Due;
        }
        let Some(inbox) = self.inbox.as_ref().filter(|inbox| inbox.connected()) else {
            return if at.elapsed() >= WITHOUT_BROKER { Ask::Due } else { Ask::No };
        };
        let heard = inbox.heard().map_or(at, |heard| heard.max(at));
        if heard.elapsed() >= SILENCE { Ask::Silence } else { Ask::No }
    }

    /// From the owner.
    async fn read_owner(
        &self,
        after: u64,
        hash: &str,
        limit: usize,
        why: Ask,
    ) -> Result<Arrivals, SourceError> {
        // An answer that does not come leaves the question open.
        self.asked().again = true;
        let (head, events) = self.peer.read(after, hash, limit).await?;
        let same = {
            let mut asked = self.asked();
            let same = asked.journal.as_ref().is_none_or(|journal| *journal == head.journal_id);
            asked.journal = Some(head.journal_id.clone());
            asked.at = Some(Instant::now());
            asked.again = events.len() >= limit;
            same
        };
        if !same {
            self.asked().again = true;
            return Err(SourceError::Unavailable("its journal has a new id".to_owned()));
        }
        if let Some(inbox) = &self.inbox {
            inbox.follow(&head.journal_id);
            if why == Ask::Silence && !events.is_empty() {
                inbox.reopen();
            }
        }
        let events = self.checked(events, hash).map_err(SourceError::Diverged)?;
        Ok(Arrivals::of(events, limit))
    }

    fn checked(&self, events: Vec<Sent>, hash: &str) -> Result<Vec<Arrived>, String> {
        let mut previous = hash::parse(hash).unwrap_or(hash::ZERO);
        events.into_iter().map(|sent| sent.check(self.peer.name(), &mut previous)).collect()
    }

    /// From the broker; `None` when what came cannot be used and the owner has to be asked.
    fn read_broker(&self, after: u64, hash: &str, limit: usize) -> Option<Arrivals> {
        let Some(inbox) = &self.inbox else { return Some(Arrivals::default()) };
        let (sent, gap) = inbox.take(after, limit);
        if gap && sent.is_empty() {
            return None;
        }
        match self.checked(sent, hash) {
            Ok(events) => Some(Arrivals { events, all: false }),
            Err(what) => {
                tracing::warn!(source = self.peer.name(), what, "message not used");
                None
            }
        }
    }
}

#[async_trait]
impl Source for RemoteSource {
    fn name(&self) -> &str {
        self.peer.name()
    }

    async fn journal_id(&self) -> Result<String, SourceError> {
        let head = self.peer.head().await?;
        if let Some(inbox) = &self.inbox {
            inbox.follow(&head.journal_id);
        }
        let mut asked = self.asked();
        asked.journal = Some(head.journal_id.clone());
        asked.again = true;
        Ok(head.journal_id)
    }

    async fn newest(&self) -> Result<u64, SourceError> {
        Ok(self.peer.head().await?.sequence)
    }

    async fn read(&self, after: u64, hash: &str, limit: usize) -> Result<Arrivals, SourceError> {
        let why = self.ask();
        if why == Ask::No
            && let Some(arrivals) = self.read_broker(after, hash, limit)
        {
            return Ok(arrivals);
        }
        self.read_owner(after, hash, limit, why).await
    }

    async fn one(&self, number: u64) -> Result<Option<Arrived>, SourceError> {
        let before = number.saturating_sub(1);
        if before >= self.peer.head().await?.sequence {
            return Ok(None);
        }
        let Some((previous, sent)) = self.peer.next(before).await? else { return Ok(None) };
        let mut previous = hash::parse(&previous).unwrap_or(hash::ZERO);
        let checked = sent.check(self.peer.name(), &mut previous);
        checked.map(Some).map_err(SourceError::Diverged)
    }

    async fn changed(&self, after: u64) {
        match &self.inbox {
            Some(inbox) => inbox.changed(after).await,
            None => std::future::pending().await,
        }
    }
}
