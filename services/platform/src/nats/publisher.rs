//! The publisher: sends what stands in the journal, in order, and moves the mark to the last
//! acknowledgement without a gap before it. Numbering never waits for it.

use std::time::Duration;

use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::connection::IN_FLIGHT;
use super::{Nats, message, stream, subject};
use crate::follow::Sent;
use crate::journal::{self, Head, Journal, chain};
use crate::sql::StoreError;

/// How long it rests after trouble.
const REST: Duration = Duration::from_millis(500);
/// How often the mark is stored. A mark that is behind only means repeats.
const STORE: Duration = Duration::from_millis(250);
/// How long the last pass may take.
const LAST_PASS: Duration = Duration::from_secs(3);

/// Bytes of a message's headers at the most.
const HEADERS: usize = 16_384;

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Broker(String),
}

/// Publishes until `stop`; then makes a last pass.
pub async fn publish(journal: Journal, nats: Nats, stop: CancellationToken) {
    let mut publisher = Publisher { journal, nats, mark: 0, stored: 0, since: None };
    while !stop.is_cancelled() {
        let ended = tokio::select! {
            ended = publisher.run(&stop) => ended,
            // What is in flight may still be acknowledged; what hangs is left.
            () = async { stop.cancelled().await; tokio::time::sleep(LAST_PASS).await } => break,
        };
        if let Err(trouble) = ended {
            tracing::warn!(
                service = publisher.journal.service(),
                error = chain(&trouble),
                "publishing waits"
            );
            let _ = timeout(REST, stop.cancelled()).await;
        }
    }
    let last = timeout(LAST_PASS, async {
        if publisher.nats.connected() {
            publisher.pass().await?;
        }
        publisher.store().await
    });
    if let Ok(Err(trouble)) = last.await {
        tracing::info!(error = chain(&trouble), "the next replica publishes the rest");
    }
}

struct Publisher {
    journal: Journal,
    nats: Nats,
    /// Sequence of the last acknowledgement without a gap before it.
    mark: u64,
    /// The mark as it stands in the store.
    stored: u64,
    /// When the mark first went past what is stored.
    since: Option<Instant>,
}

impl Publisher {
    async fn run(&mut self, stop: &CancellationToken) -> Result<(), Trouble> {
        self.nats.check_version().map_err(|error| Trouble::Broker(error.to_string()))?;
        if !self.nats.connected() {
            return Err(Trouble::Broker("no broker is connected".to_owned()));
        }
        let service = self.journal.service();
        let head = self.journal.head().await?;
        let ensured = stream::ensure(&self.nats, service, &head.journal_id).await;
        ensured.map_err(|error| Trouble::Broker(error.to_string()))?;
        // After a restore the mark may be past the end.
        self.mark = self.journal.published().await?.min(head.sequence);
        self.stored = self.mark;
        let mut progress = self.journal.progress();
        while !stop.is_cancelled() {
            self.pass_of(&head).await?;
            let mark = self.mark;
            let more = progress.wait_for(|progress| progress.sequence > mark);
            let until_due = self.since.map(|since| STORE.saturating_sub(since.elapsed()));
            tokio::select! {
                () = stop.cancelled() => {}
                _ = more => {}
                () = tokio::time::sleep(until_due.unwrap_or(STORE)), if until_due.is_some() => {}
            }
            if self.since.is_some_and(|since| since.elapsed() >= STORE) {
                self.store().await?;
            }
        }
        Ok(())
    }

    async fn pass(&mut self) -> Result<(), Trouble> {
        let head = self.journal.head().await?;
        self.pass_of(&head).await
    }

    /// Sends all that is not acknowledged, many at once.
    async fn pass_of(&mut self, head: &Head) -> Result<(), Trouble> {
        loop {
            let reader = self.journal.reader();
            let rows = journal::events_after(&reader, self.mark, IN_FLIGHT).await?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut previous = journal::hash_at(&reader, self.mark).await?;
            let mut flying = Vec::with_capacity(rows.len());
            for sent in rows.into_iter().filter_map(Sent::of_row) {
                let next = sent.hash.clone();
                flying.push((sent.sequence, self.send(head, &previous, sent).await?));
                previous = next;
            }
            for (sequence, ack) in flying {
                if let Some(ack) = ack {
                    ack.await.map_err(|error| Trouble::Broker(error.to_string()))?;
                }
                self.mark = sequence;
                self.since.get_or_insert_with(Instant::now);
            }
        }
    }

    /// `None` for an event that the broker does not take: followers read it from its owner.
    async fn send(
        &self,
        head: &Head,
        previous: &str,
        sent: Sent,
    ) -> Result<Option<async_nats::jetstream::context::PublishAckFuture>, Trouble> {
        let subject = subject(&sent.event_type).to_owned();
        let headers = message::headers(self.journal.service(), &head.journal_id, previous, &sent);
        let sequence = sent.sequence;
        if sent.event.len() + HEADERS > stream::LARGEST {
            tracing::warn!(sequence, "too large for the stream: read from its owner");
            return Ok(None);
        }
        let publish = PublishMessage::build().headers(headers).payload(sent.event.into());
        match self.nats.context().send_publish(subject, publish).await {
            Ok(ack) => Ok(Some(ack)),
            Err(error) if error.kind() == PublishErrorKind::MaxPayloadExceeded => {
                tracing::warn!(sequence, "too large for the broker: read from its owner");
                Ok(None)
            }
            Err(error) => Err(Trouble::Broker(error.to_string())),
        }
    }

    async fn store(&mut self) -> Result<(), Trouble> {
        self.since = None;
        if self.mark > self.stored {
            self.journal.mark_published(self.mark).await?;
            self.stored = self.mark;
        }
        Ok(())
    }
}
