//! The follower of one source: reads, orders by cause, hands groups to the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::{Arrived, Source, SourceError, What};
use crate::journal::{After, Cursor, Group, GroupDone, Item, ItemDo, Journal, Progress, hash};
use crate::telemetry::{Kind, Spans};
use crate::trace;

/// Events read at once.
const PAGE: usize = 1_024;
/// Reactions in one group.
const GROUP: usize = 512;
/// A cursor that moved without a reaction is written at the latest after this.
const CURSOR_DELAY: Duration = Duration::from_millis(20);
/// How long a follower rests after trouble.
const REST: Duration = Duration::from_millis(200);
/// How often it looks whether a diverged source was reset.
const RESET: Duration = Duration::from_secs(1);
/// How often it stores that the source had no more.
const NOTE: Duration = Duration::from_secs(60);
/// How often it looks although nobody woke it.
const LOOK: Duration = Duration::from_millis(250);

/// What a follower is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowerState {
    /// It follows.
    Following,
    /// It cannot reach the source or the store, and tries again.
    Waiting(String),
    /// The source's journal is another one. An operator has to decide.
    Diverged(String),
    /// Another replica follows.
    Standby,
}

/// Follows one source for one service.
pub struct Follower {
    pub(super) journal: Journal,
    pub(super) source: Arc<dyn Source>,
    pub(super) own: bool,
    pub(super) types: &'static [&'static str],
    state: watch::Sender<FollowerState>,
    /// When it last moved, or had nothing to do.
    moved: watch::Sender<Instant>,
    spans: Spans,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower")
            .field("service", &self.journal.service())
            .field("source", &self.source.name())
            .finish_non_exhaustive()
    }
}

/// Where the follower is in its source.
#[derive(Clone)]
pub(super) struct At {
    pub(super) number: u64,
    pub(super) hash: String,
    /// What the events since the last reaction had taken in.
    after: After,
    /// When the first event came that moved the cursor and is not written.
    since: Option<Instant>,
    pub(super) journal_id: String,
}

/// What the span of a reaction needs when it ends.
struct Told {
    number: u64,
    own: String,
    cause: String,
    begin: Instant,
}

impl Told {
    fn of(item: &Item) -> Self {
        let (own, cause) = (item.traceparent.clone(), item.cause.clone());
        Self { number: item.number, own, cause, begin: item.begin }
    }
}

/// Where a cursor stood, and how many commands of operators there were about its source.
type Stood = (Option<(u64, String)>, Option<u64>);

/// Where a cursor stands; at the beginning where there is none yet.
fn beginning(cursor: Option<Cursor>) -> (u64, String) {
    cursor.map_or_else(|| (0, hash::hex(&hash::ZERO)), |cursor| (cursor.sequence, cursor.hash))
}

impl Follower {
    /// Follows `source` for the service of `journal`.
    #[must_use]
    pub fn new(journal: Journal, source: Arc<dyn Source>) -> Self {
        let own = source.name() == journal.service();
        let follows = journal.room().follows().iter().find(|one| one.source == source.name());
        let types = follows.map_or(&[] as &[_], |follows| follows.types);
        let (state, _) = watch::channel(FollowerState::Standby);
        let moved = watch::Sender::new(Instant::now());
        Self { journal, source, own, types, state, moved, spans: Spans::default() }
    }

    /// Sends the spans of its reactions there.
    #[must_use]
    pub fn telling(mut self, spans: Spans) -> Self {
        self.spans = spans;
        self
    }

    /// When it last moved, or had nothing to do.
    #[must_use]
    pub fn moved(&self) -> watch::Receiver<Instant> {
        self.moved.subscribe()
    }

    /// What it is doing.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<FollowerState> {
        self.state.subscribe()
    }

    /// Follows until it is stopped. It finishes the group in hand.
    pub async fn run(&self, stop: CancellationToken) {
        self.moved.send_replace(Instant::now());
        self.state.send_replace(FollowerState::Following);
        self.run_on(&stop).await;
        self.state.send_replace(FollowerState::Standby);
    }

    async fn run_on(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            // Read before: what is set while it stops following must not pass unseen.
            let commands = self.journal.operated_on(self.source.name()).await.ok();
            let mut stands = None;
            match self.follow(stop, &mut stands).await {
                Ok(()) => {}
                Err(SourceError::Diverged(what)) => {
                    tracing::error!(
                        service = self.journal.service(),
                        source = self.source.name(),
                        what,
                        "JOURNAL_DIVERGED: following stopped"
                    );
                    self.state.send_replace(FollowerState::Diverged(what));
                    let stood = stands.map(|at| (at.number, at.hash));
                    self.await_reset((stood, commands), stop).await;
                }
                Err(SourceError::Unavailable(what)) => {
                    tracing::warn!(
                        service = self.journal.service(),
                        source = self.source.name(),
                        what,
                        "following waits"
                    );
                    self.state.send_replace(FollowerState::Waiting(what));
                    let _ = timeout(REST, stop.cancelled()).await;
                }
            }
        }
    }

    /// Until an operator has set the cursor anew, be it to where it stands.
    async fn await_reset(&self, before: Stood, stop: &CancellationToken) {
        while timeout(RESET, stop.cancelled()).await.is_err() {
            let source = self.source.name();
            let cursor = self.journal.cursor(source).await.ok().map(beginning);
            let commands = self.journal.operated_on(source).await.ok();
            if (cursor, commands) != before {
                return;
            }
        }
    }

    /// From the stored cursor on, until it is stopped or the cursor moved under it.
    async fn follow(
        &self,
        stop: &CancellationToken,
        stands: &mut Option<At>,
    ) -> Result<(), SourceError> {
        let journal_id = tokio::select! {
            id = self.source.journal_id() => id?,
            () = stop.cancelled() => return Ok(()),
        };
        let (number, hash) = beginning(self.journal.cursor(self.source.name()).await?);
        let at = At { number, hash, after: After::new(), since: None, journal_id };
        let written = stands.insert(at.clone());
        let mut at = at;
        let (mut operated, mut noted) = (None, None);
        loop {
            let decided = self.journal.progress().borrow().operated;
            if operated != Some(decided) {
                if !self.stands(written).await? || !self.tend_parked(written).await? {
                    return Ok(());
                }
                operated = Some(decided);
            }
            let arrived = tokio::select! {
                arrived = self.source.read(at.number, &at.hash, PAGE) => arrived?,
                // A source that does not answer keeps nobody from stopping.
                () = stop.cancelled() => return Ok(()),
            };
            self.state.send_if_modified(|state| {
                let changes = *state != FollowerState::Following;
                *state = FollowerState::Following;
                changes
            });
            let (none, all) = (arrived.events.is_empty(), arrived.all);
            if !none && !self.take_in(arrived.events, written, &mut at, stop).await? {
                return Ok(());
            }
            if all {
                self.confirm(&mut noted).await?;
            }
            if none && !self.rest(written, &mut at, stop).await? {
                return Ok(());
            }
        }
    }

    /// Whether the stored cursor stands where this follower has written it. An operator may have set
    /// it elsewhere.
    async fn stands(&self, written: &At) -> Result<bool, SourceError> {
        let stored = beginning(self.journal.cursor(self.source.name()).await?);
        Ok(stored == (written.number, written.hash.clone()))
    }

    /// The source had no more, and all of it is taken in.
    async fn confirm(&self, noted: &mut Option<Instant>) -> Result<(), SourceError> {
        self.journal.confirm(self.source.name());
        self.moved.send_replace(Instant::now());
        if noted.is_none_or(|noted| noted.elapsed() >= NOTE) {
            self.journal.note_confirmed(self.source.name()).await?;
            *noted = Some(Instant::now());
        }
        Ok(())
    }

    /// Nothing new. A cursor that moved without a reaction is written after a short while. False
    /// when the follower must start again or stop.
    async fn rest(
        &self,
        written: &mut At,
        at: &mut At,
        stop: &CancellationToken,
    ) -> Result<bool, SourceError> {
        let pending = written.number < at.number;
        let wait = at
            .since
            .filter(|_| pending)
            .map_or(LOOK, |since| CURSOR_DELAY.saturating_sub(since.elapsed()));
        let woken = tokio::select! {
            () = stop.cancelled() => return Ok(false),
            woken = timeout(wait, self.source.changed(at.number)) => woken.is_ok(),
        };
        if pending && !woken {
            return self.hand_over(written, at, Vec::new()).await;
        }
        Ok(true)
    }

    async fn take_in(
        &self,
        arrived: Vec<Arrived>,
        written: &mut At,
        at: &mut At,
        stop: &CancellationToken,
    ) -> Result<bool, SourceError> {
        let mut items = Vec::new();
        for one in arrived {
            if stop.is_cancelled() {
                return Ok(false);
            }
            if !self.causes_taken_in(&one) {
                let group = std::mem::take(&mut items);
                if !self.hand_over(written, at, group).await? {
                    return Ok(false);
                }
                if !self.await_causes(&one, stop).await {
                    return Ok(false);
                }
            }
            at.number = one.number;
            at.since.get_or_insert_with(Instant::now);
            at.hash.clone_from(&one.hash);
            for (service, sequence) in &one.after {
                let seen = at.after.entry(service.clone()).or_default();
                *seen = (*seen).max(*sequence);
            }
            if let Some(mut item) = self.item(one, &at.journal_id) {
                item.after = std::mem::take(&mut at.after);
                items.push(item);
            }
            if items.len() == GROUP {
                let group = std::mem::take(&mut items);
                if !self.hand_over(written, at, group).await? {
                    return Ok(false);
                }
            }
        }
        let due = at.since.is_some_and(|since| since.elapsed() >= CURSOR_DELAY);
        if items.is_empty() && !due {
            return Ok(true);
        }
        self.hand_over(written, at, items).await
    }

    /// Moves the cursor from `written` to `to`, with these reactions. False when it stood elsewhere.
    async fn hand_over(
        &self,
        written: &mut At,
        to: &mut At,
        items: Vec<Item>,
    ) -> Result<bool, SourceError> {
        if items.is_empty() && written.number == to.number {
            return Ok(true);
        }
        let group = Group {
            source: self.source.name().to_owned(),
            from: (written.number, written.hash.clone()),
            to: (to.number, to.hash.clone()),
            own: self.own,
            types: self.types.join(","),
            after: to.after.clone(),
            items,
        };
        let told: Vec<_> = group.items.iter().map(Told::of).collect();
        match self.journal.react(group).await {
            Ok(GroupDone::Moved { .. }) => {
                self.tell(told);
                to.since = None;
                to.after = After::new();
                *written = to.clone();
                self.moved.send_replace(Instant::now());
                Ok(true)
            }
            Ok(GroupDone::CursorMoved) => Ok(false),
            Err(error) => Err(SourceError::Unavailable(error.to_string())),
        }
    }

    /// Ends the spans of reactions that are committed.
    fn tell(&self, told: Vec<Told>) {
        let (service, source) = (self.journal.service(), self.source.name());
        for one in told {
            let kind = Kind::Reaction { service, source, number: one.number };
            self.spans.ended(&one.own, Some(&one.cause), kind, one.begin.elapsed());
        }
    }

    /// What its writer had taken in from services that this one follows too.
    fn causes_taken_in(&self, one: &Arrived) -> bool {
        let progress = self.journal.progress();
        let taken = &progress.borrow().taken;
        self.causes(one)
            .all(|(service, sequence)| taken.get(service).copied().unwrap_or_default() >= sequence)
    }

    fn causes<'o>(&'o self, one: &'o Arrived) -> impl Iterator<Item = (&'o str, u64)> {
        let follows = self.journal.room().follows();
        one.after
            .iter()
            .map(|(service, sequence)| (service.as_str(), *sequence))
            .filter(move |(service, _)| follows.iter().any(|one| one.source == *service))
            .filter(move |(service, _)| !self.own && *service != self.source.name())
    }

    async fn await_causes(&self, one: &Arrived, stop: &CancellationToken) -> bool {
        let what = format!("{} waits for what it builds on", one.number);
        self.state.send_replace(FollowerState::Waiting(what));
        let mut progress = self.journal.progress();
        let operated = progress.borrow().operated;
        let reached = |progress: &Progress| {
            self.causes(one).all(|(service, sequence)| {
                progress.taken.get(service).copied().unwrap_or_default() >= sequence
            })
        };
        // An operator may have set the cursor past it: then it is looked at anew.
        let news = progress.wait_for(|now| reached(now) || now.operated != operated);
        tokio::select! {
            () = stop.cancelled() => false,
            news = news => news.is_ok_and(|now| reached(&now)),
        }
    }

    /// What the service makes of what arrived; `None` when it passes over it.
    pub(super) fn what(&self, what: &What) -> Option<ItemDo> {
        let room = self.journal.room();
        let fault = |detail: String| ItemDo::Park { reason: "FAULT", detail };
        let panicked = |_| Some(fault("the reaction panicked".to_owned()));
        match what {
            What::Fact(fact) => catch_unwind(AssertUnwindSafe(|| room.react_own(fact)))
                .map_or_else(panicked, |reaction| reaction.map(ItemDo::React)),
            What::Event(event) if self.types.contains(&event.event_type.as_str()) => {
                match catch_unwind(AssertUnwindSafe(|| room.react(event))) {
                    Ok(Ok(reaction)) => reaction.map(ItemDo::React),
                    Ok(Err(malformed)) => Some(fault(malformed.to_string())),
                    Err(panic) => panicked(panic),
                }
            }
            What::Event(event) => {
                let known = proto::event_types().contains(&event.event_type.as_str());
                let unknown = ItemDo::Park { reason: "UNKNOWN", detail: event.event_type.clone() };
                (!known).then_some(unknown)
            }
        }
    }

    fn item(&self, one: Arrived, journal_id: &str) -> Option<Item> {
        let what = self.what(&one.what)?;
        Some(self.item_of(one, what, journal_id))
    }

    /// The reaction has a span of its own in the trace of its cause, and is linked to it.
    pub(super) fn item_of(&self, one: Arrived, what: ItemDo, journal_id: &str) -> Item {
        let traceparent = trace::child_of(&one.traceparent, self.journal.ids());
        let span = tracing::info_span!(
            "react",
            service = self.journal.service(),
            source = self.source.name(),
            number = one.number,
            stream = one.stream,
            traceparent,
            link = one.traceparent,
        );
        span.in_scope(|| tracing::info!("event taken in"));
        Item {
            number: one.number,
            hash: one.hash,
            stream: one.stream,
            after: one.after,
            depth: one.depth,
            request_id: format!("{}:{journal_id}:{}", self.source.name(), one.number),
            traceparent,
            cause: one.traceparent,
            begin: Instant::now(),
            span,
            again: false,
            what,
        }
    }
}
