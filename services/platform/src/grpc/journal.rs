//! `JournalService`: the public part of a journal, for followers and operators.

use std::pin::Pin;

use futures::Stream;
use kernel::Timestamp;
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_server::JournalService;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::errors::{diverged, not_found};
use super::timestamp;
use crate::follow::Sent;
use crate::journal::{self, Head, Journal};
use crate::node::Parts;
use crate::sql::StoreError;

/// Events of one page.
const PAGE: usize = 1_000;
/// Bytes of the events of one page, beyond its first.
const PAGE_BYTES: usize = 2_000_000;
/// Pages that wait for a slow caller.
const AHEAD: usize = 1;

/// The journals of the services in this process.
pub(crate) struct Journals {
    parts: Vec<Parts>,
}

impl Journals {
    pub(crate) fn new(parts: Vec<Parts>) -> Self {
        Self { parts }
    }
}

/// The service that a request names; the only one where it names none.
pub(crate) fn named<'p>(parts: &'p [Parts], service: &str) -> Result<&'p Parts, Status> {
    let found = match parts {
        [only] if service.is_empty() => Some(only),
        all => all.iter().find(|parts| parts.journal.service() == service),
    };
    found.ok_or_else(|| not_found("service", service))
}

fn head_into(head: Head) -> pb::Head {
    pb::Head { journal_id: head.journal_id, sequence: head.sequence, hash: head.hash }
}

fn event_into(previous: String, sent: Sent) -> pb::Event {
    pb::Event {
        sequence: sent.sequence,
        event_type: sent.event_type,
        stream: sent.stream,
        occurred_at: Some(timestamp(Timestamp::from_micros(sent.occurred_at))),
        after: sent.after,
        depth: sent.depth,
        traceparent: sent.traceparent,
        event: sent.event.into_bytes(),
        previous,
        row_hash: sent.row_hash,
        hash: sent.hash,
        erased: sent.salt.is_none(),
        salt: sent.salt.unwrap_or_default(),
        event_digest: sent.digest,
    }
}

/// An event as it came, after the hash before it.
pub(super) fn sent(event: pb::Event) -> Option<(String, Sent)> {
    let at = event.occurred_at?;
    let micros = at.seconds.checked_mul(1_000_000)?.checked_add(i64::from(at.nanos) / 1_000)?;
    let sent = Sent {
        sequence: event.sequence,
        event_type: event.event_type,
        stream: event.stream,
        occurred_at: micros,
        after: event.after,
        depth: event.depth,
        traceparent: event.traceparent,
        event: String::from_utf8(event.event).ok()?,
        row_hash: event.row_hash,
        hash: event.hash,
        salt: Some(event.salt).filter(|salt| !salt.is_empty()),
        digest: event.event_digest,
    };
    Some((event.previous, sent))
}

#[async_trait::async_trait]
impl JournalService for Journals {
    async fn head(
        &self,
        request: Request<pb::HeadRequest>,
    ) -> Result<Response<pb::HeadResponse>, Status> {
        let parts = gate(&self.parts, "Head", &request, &request.get_ref().service).await?;
        let head = parts.journal.head().await?;
        Ok(Response::new(pb::HeadResponse { head: Some(head_into(head)) }))
    }

    type ReadStream = Pin<Box<dyn Stream<Item = Result<pb::ReadResponse, Status>> + Send>>;

    async fn read(
        &self,
        request: Request<pb::ReadRequest>,
    ) -> Result<Response<Self::ReadStream>, Status> {
        let (parts, expired) = stream(&self.parts, "Read", &request).await?;
        let asked = request.into_inner();
        let journal = parts.journal.clone();
        let head = journal.head().await?;
        if asked.after > head.sequence {
            let what = format!("it has no number {}", asked.after);
            return Err(diverged(journal.service(), &what));
        }
        let hash = journal::hash_at(&journal.reader(), asked.after).await?;
        if !asked.hash.is_empty() && asked.hash != hash {
            let what = format!("its hash at {} is {hash}, not {}", asked.after, asked.hash);
            return Err(diverged(journal.service(), &what));
        }
        let (tell, pages) = mpsc::channel(AHEAD);
        let reading = Reading {
            journal,
            at: asked.after,
            hash,
            left: if asked.limit == 0 { u64::MAX } else { u64::from(asked.limit) },
            follow: asked.follow,
            more_follow: false,
        };
        let stop = parts.stop.clone();
        // It ends when the caller goes away or its token ends, or the service stops.
        parts.tasks.spawn(async move {
            let gone = tell.clone();
            tokio::select! {
                () = stop.cancelled() => {}
                () = gone.closed() => {}
                expired = expired => { let _ = gone.try_send(Err(expired)); }
                () = reading.run(tell, head) => {}
            }
        });
        Ok(Response::new(Box::pin(ReceiverStream::new(pages))))
    }
}

/// The gate of the service that is named.
pub(crate) async fn gate<'p, T>(
    parts: &'p [Parts],
    rpc: &'static str,
    request: &Request<T>,
    service: &str,
) -> Result<&'p Parts, Status> {
    // Who may not ask learns nothing of which services there are.
    let any = parts.first().ok_or_else(|| not_found("service", service))?;
    let parts = named(parts, service);
    let of = parts.as_ref().map_or(any, |parts| parts);
    of.gate.clone().with_grants(kernel::OPERATION_GRANTS).query(rpc, request).await?;
    parts
}

/// The gate of the service whose journal is read, and what ends when the caller's token does.
async fn stream<'p>(
    parts: &'p [Parts],
    rpc: &'static str,
    request: &Request<pb::ReadRequest>,
) -> Result<(&'p Parts, impl Future<Output = Status> + use<>), Status> {
    let service = &request.get_ref().service;
    let any = parts.first().ok_or_else(|| not_found("service", service))?;
    let parts = named(parts, service);
    let of = parts.as_ref().map_or(any, |parts| parts);
    let gate = of.gate.clone().with_grants(kernel::OPERATION_GRANTS);
    let expired = gate.stream(rpc, request).await?;
    Ok((parts?, expired))
}

/// Why an answer ends early.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A row is not what it was.
    #[error("{0}")]
    Changed(String),
}

impl Broken {
    fn told_by(self, service: &'static str) -> Status {
        match self {
            Self::Store(error) => error.into(),
            Self::Changed(what) => diverged(service, &what),
        }
    }
}

/// One answer under way.
struct Reading {
    journal: Journal,
    at: u64,
    hash: String,
    left: u64,
    follow: bool,
    /// Whether the last page ended before the journal did.
    more_follow: bool,
}

impl Reading {
    async fn run(mut self, tell: mpsc::Sender<Result<pb::ReadResponse, Status>>, head: Head) {
        if let Err(broken) = self.pages(&tell, head).await {
            let _ = tell.send(Err(broken.told_by(self.journal.service()))).await;
        }
    }

    async fn pages(
        &mut self,
        tell: &mpsc::Sender<Result<pb::ReadResponse, Status>>,
        head: Head,
    ) -> Result<(), Broken> {
        let first = self.page(Some(head)).await?;
        let mut open = tell.send(Ok(first)).await.is_ok();
        while open && self.left > 0 && (self.more_follow || self.follow) {
            if !self.more_follow {
                self.more().await;
            }
            let page = self.page(None).await?;
            if !page.events.is_empty() {
                open = tell.send(Ok(page)).await.is_ok();
            }
        }
        Ok(())
    }

    /// Until something past the last event may be there.
    async fn more(&self) {
        let at = self.at;
        let mut progress = self.journal.progress();
        let _ = progress.wait_for(|progress| progress.sequence > at).await;
    }

    async fn page(&mut self, head: Option<Head>) -> Result<pb::ReadResponse, Broken> {
        let limit = usize::try_from(self.left).unwrap_or(PAGE).min(PAGE);
        let (rows, erasures) = journal::read_rows(
            &self.journal.reader(),
            journal::select_events_after(self.at, limit),
        )
        .await?;
        let mut events = Vec::with_capacity(rows.len());
        let (mut bytes, mut whole) = (0, rows.len() == limit);
        for row in rows {
            let sent = match Sent::of_sound_row(row, &erasures) {
                Ok(Some(sent)) => sent,
                Ok(None) => continue,
                Err(what) if events.is_empty() => return Err(Broken::Changed(what)),
                // What is sound is given first.
                Err(_) => {
                    whole = true;
                    break;
                }
            };
            bytes += sent.event.len();
            if bytes > PAGE_BYTES && !events.is_empty() {
                whole = true;
                break;
            }
            let previous = std::mem::replace(&mut self.hash, sent.hash.clone());
            self.at = sent.sequence;
            events.push(event_into(previous, sent));
        }
        self.left = self.left.saturating_sub(u64::try_from(events.len()).unwrap_or(u64::MAX));
        self.more_follow = whole && self.left > 0;
        Ok(pb::ReadResponse { head: head.map(head_into), events })
    }
}
