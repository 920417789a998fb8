//! What came from the broker and was not taken in yet: by number, so that repeats vanish and disorder
//! does not matter.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt as _;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::message::{self, Message};
use super::{Nats, subjects};
use crate::follow::Sent;
use crate::lifecycle::Tasks;

/// Events that wait at the most. More are read from their owner.
const MOST: usize = 8_192;
/// How long it rests before it tries to listen again.
const REST: Duration = Duration::from_millis(500);
/// When a server has a subscription, which it does not acknowledge.
const SUBSCRIBED: Duration = Duration::from_millis(250);

/// What came of one service's events.
#[derive(Clone)]
pub(crate) struct Inbox {
    shared: Arc<Shared>,
}

struct Shared {
    service: String,
    /// None in a simulation, where a test brings the messages.
    nats: Option<Nats>,
    state: Mutex<State>,
    told: Notify,
    reopen: Notify,
}

#[derive(Default)]
struct State {
    /// The journal that is followed. Messages of others are dropped.
    journal: Option<String>,
    waiting: BTreeMap<u64, Sent>,
    heard: Option<Instant>,
    /// What waits first behind a gap that was told of. It wakes nobody again.
    gap: Option<u64>,
    /// Whether something may have been missed.
    missed: bool,
}

impl Inbox {
    /// Listens to the service's events until takers stop.
    pub(crate) fn open(service: &str, nats: &Nats, tasks: &Tasks) -> Self {
        let inbox = Self::of(service, Some(nats.clone()));
        tasks.spawn(inbox.clone().listen(nats.clone(), tasks.stop()));
        inbox
    }

    /// One that a test brings the messages to.
    pub(crate) fn simulated(service: &str) -> Self {
        Self::of(service, None)
    }

    fn of(service: &str, nats: Option<Nats>) -> Self {
        let shared = Arc::new(Shared {
            service: service.to_owned(),
            nats,
            state: Mutex::default(),
            told: Notify::new(),
            reopen: Notify::new(),
        });
        Self { shared }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this journal is followed.
    pub(crate) fn follow(&self, journal: &str) {
        let mut state = self.state();
        if state.journal.as_deref() != Some(journal) {
            state.waiting.clear();
            state.journal = Some(journal.to_owned());
        }
    }

    /// Whether messages come at the moment.
    pub(crate) fn connected(&self) -> bool {
        self.shared.nats.as_ref().is_none_or(Nats::connected)
    }

    /// When a new message was last heard.
    pub(crate) fn heard(&self) -> Option<Instant> {
        self.state().heard
    }

    /// Whether something may have been missed since this was last asked.
    pub(crate) fn missed(&self) -> bool {
        std::mem::take(&mut self.state().missed)
    }

    /// What comes right after `after`, in order, and whether later ones wait behind a gap.
    pub(crate) fn take(&self, after: u64, limit: usize) -> (Vec<Sent>, bool) {
        let mut state = self.state();
        let later = state.waiting.split_off(&(after + 1));
        state.waiting = later;
        let mut found = Vec::new();
        let mut next = after + 1;
        while found.len() < limit
            && let Some(sent) = state.waiting.remove(&next)
        {
            found.push(sent);
            next += 1;
        }
        let first = state.waiting.first_key_value().map(|(first, _)| *first);
        state.gap = first.filter(|first| *first > next);
        (found, state.gap.is_some())
    }

    /// The broker does not bring what it should: listen anew.
    pub(crate) fn reopen(&self) {
        self.shared.reopen.notify_one();
    }

    /// Resolves when something past `after` waits that was not told of, or something may have been
    /// missed.
    pub(crate) async fn changed(&self, after: u64) {
        loop {
            let told = self.shared.told.notified();
            tokio::pin!(told);
            told.as_mut().enable();
            {
                let state = self.state();
                let next = state.waiting.range(after + 1..).next().map(|(next, _)| *next);
                let news = next.is_some_and(|next| next == after + 1 || state.gap != Some(next));
                if state.missed || news {
                    return;
                }
            }
            told.await;
        }
    }

    pub(crate) fn push(&self, message: Message) {
        {
            let mut state = self.state();
            if state.journal.as_ref() != Some(&message.journal) {
                return;
            }
            state.heard = Some(Instant::now());
            if state.waiting.len() >= MOST {
                state.waiting.clear();
                state.missed = true;
            }
            state.waiting.insert(message.sent.sequence, message.sent);
        }
        self.shared.told.notify_waiters();
    }

    /// Something may have been missed: the owner is asked.
    pub(crate) fn may_have_missed(&self) {
        self.state().missed = true;
        self.shared.told.notify_waiters();
    }

    async fn listen(self, nats: Nats, stop: CancellationToken) {
        let mut connections = nats.connections();
        while !stop.is_cancelled() {
            let connected = async { connections.wait_for(|one| *one > 0).await.is_ok() };
            tokio::select! {
                () = stop.cancelled() => return,
                there = connected => if !there { return },
            }
            if let Err(error) = self.listen_once(&nats, &stop).await {
                tracing::debug!(service = self.shared.service, error, "not heard");
                let _ = timeout(REST, stop.cancelled()).await;
            }
        }
    }

    /// Until the subscription ends, the connection is made anew, or somebody asks for a new one. Not
    /// through a consumer of the stream: what followers may do on the broker would then be enough to
    /// write there (ADR 0021).
    async fn listen_once(&self, nats: &Nats, stop: &CancellationToken) -> Result<(), String> {
        nats.check_version().map_err(|error| error.to_string())?;
        let mut connections = nats.connections();
        connections.borrow_and_update();
        let heard = nats.client().subscribe(subjects(&self.shared.service)).await;
        let mut heard = heard.map_err(|error| error.to_string())?;
        nats.client().flush().await.map_err(|error| error.to_string())?;
        // What came before is read from the owner: now, and when the server surely has it.
        self.may_have_missed();
        let mut subscribed = std::pin::pin!(tokio::time::sleep(SUBSCRIBED));
        let mut settled = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = self.shared.reopen.notified() => return Ok(()),
                changed = connections.changed() => {
                    return changed.map_err(|error| error.to_string());
                }
                () = &mut subscribed, if !settled => {
                    settled = true;
                    self.may_have_missed();
                }
                next = heard.next() => {
                    let came = next.ok_or("the subscription ended")?;
                    let headers = came.headers.as_ref();
                    let read = headers.and_then(|headers| message::read(headers, &came.payload));
                    if let Some(read) = read {
                        self.push(read);
                    }
                }
            }
        }
    }
}
