//! One service in a process: its journal, its followers, and the parts that its RPCs need.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, IdGen};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::auth::Identity;
use crate::follow::{Followed, Follower, OwnSource, RemoteSource, Source};
use crate::grpc::{Gate, Peer};
use crate::journal::{Journal, Leases};
use crate::lifecycle::Tasks;
use crate::nats::{self, Inbox, Nats};
use crate::room::Room;
use crate::sql::{Database, Reader, StoreError};
use crate::telemetry::Telemetry;

/// Leases that were not seen to for so long are in doubt.
const UNSEEN: Duration = Duration::from_secs(5);
/// A batch that takes so long hangs.
const HANGS: Duration = Duration::from_secs(30);
/// Lease of the replica that publishes.
const PUBLISH: &str = "publish";

/// What a composition root injects.
#[derive(Clone)]
pub struct Injected {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and salts.
    pub ids: Arc<dyn IdGen>,
    /// Checks tokens.
    pub identity: Arc<Identity>,
    /// After so long without news of council, its seats cannot be judged.
    pub mandates_max_age: Duration,
    /// Tasks of the process.
    pub tasks: Tasks,
    /// Where the process tells of what it does.
    pub telemetry: Telemetry,
}

impl std::fmt::Debug for Injected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Injected").field("tasks", &self.tasks).finish_non_exhaustive()
    }
}

/// What the RPCs of a service need.
#[derive(Clone)]
pub struct Parts {
    /// Writes.
    pub journal: Journal,
    /// Reads.
    pub reader: Reader,
    /// Every RPC passes it.
    pub gate: Gate,
    /// Makes ids.
    pub ids: Arc<dyn IdGen>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Whom the service follows.
    pub followed: Followed,
    /// What this replica does for all.
    pub leases: Leases,
    pub(crate) tasks: Tasks,
    pub(crate) stop: CancellationToken,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("journal", &self.journal).finish_non_exhaustive()
    }
}

impl Parts {
    /// Why this replica is not ready; nothing when it is.
    #[must_use]
    pub fn not_ready(&self) -> Vec<String> {
        let mut why: Vec<_> =
            self.followed.all().iter().filter_map(crate::follow::Standing::not_ready).collect();
        if self.leases.seen_ago().is_none_or(|ago| ago > UNSEEN) {
            why.push("leases cannot be seen to".to_owned());
        }
        if self.journal.busy_for() > HANGS {
            why.push("the store does not answer the writer".to_owned());
        }
        why.extend(self.journal.unreadable());
        why
    }
}

/// One service in a process.
#[derive(Debug)]
pub struct Node {
    parts: Parts,
    injected: Injected,
}

impl Node {
    /// Opens the service's journal in a database that no other process uses. Read tables are up to
    /// date when this returns.
    ///
    /// # Errors
    /// When the database fails, or holds what this build cannot read.
    pub async fn open(
        room: Arc<dyn Room>,
        database: Database,
        injected: &Injected,
    ) -> Result<Self, StoreError> {
        let journal = Self::journal_of(room, database, injected).await?;
        Ok(Self::of(journal, injected, Leases::alone()))
    }

    /// Opens the service's journal in a database that other replicas use too. `hint` wakes this one
    /// when another has written.
    ///
    /// # Errors
    /// As [`Node::open`].
    pub async fn open_replica(
        room: Arc<dyn Room>,
        database: Database,
        injected: &Injected,
        hint: Arc<Notify>,
    ) -> Result<Self, StoreError> {
        let journal = Self::journal_of(room, database.clone(), injected).await?;
        let holder = injected.ids.uuid().to_string();
        let leases = Leases::shared(database, holder, &injected.tasks);
        let node = Self::of(journal, injected, leases.clone());
        node.journal().attend_replicas(hint, &injected.tasks);
        node.journal().give_up_when_unreadable(leases, &injected.tasks);
        Ok(node)
    }

    async fn journal_of(
        room: Arc<dyn Room>,
        database: Database,
        injected: &Injected,
    ) -> Result<Journal, StoreError> {
        let Injected { clock, ids, tasks, .. } = injected.clone();
        Journal::open(database, room, clock, ids, &tasks).await
    }

    fn of(journal: Journal, injected: &Injected, leases: Leases) -> Self {
        let Injected { clock, ids, identity, mandates_max_age, tasks, telemetry } =
            injected.clone();
        journal.tell(telemetry.metrics.writer(journal.service()));
        let gate =
            Gate::new(journal.clone(), &[], identity, mandates_max_age, clock.clone(), ids.clone());
        let (reader, stop) = (journal.reader(), tasks.draining());
        let followed = Followed::default();
        let parts = Parts { journal, reader, gate, ids, clock, followed, leases, tasks, stop };
        Self { parts, injected: injected.clone() }
    }

    /// What the service's RPCs need.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The service's journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.parts.journal
    }

    /// Follows a source from now on, while this replica holds the lease for it.
    pub fn follow(&self, source: Arc<dyn Source>) {
        let follower = Follower::new(self.parts.journal.clone(), source.clone())
            .telling(self.injected.telemetry.spans.clone());
        self.parts.followed.add(source.clone(), follower.state(), follower.moved());
        let (leases, stop) = (self.parts.leases.clone(), self.injected.tasks.stop());
        self.injected.tasks.spawn(async move {
            let lease = format!("follow:{}", source.name());
            leases.while_held(&lease, &stop, |lost| follower.run(lost)).await;
        });
    }

    /// Follows the service's own journal, if the service asks for it.
    pub fn follow_itself(&self) {
        if self.parts.journal.room().follows_itself() {
            self.follow(Arc::new(OwnSource::new(&self.parts.journal)));
        }
    }

    /// Follows a service in another process.
    pub fn follow_peer(&self, peer: Peer, nats: Option<&Nats>) {
        let inbox = nats.map(|nats| Inbox::open(peer.name(), nats, &self.injected.tasks));
        self.follow(Arc::new(RemoteSource::new(peer, inbox)));
    }

    /// Publishes to the broker, while this replica holds the lease for it.
    pub fn publish_to(&self, nats: Nats) {
        let (journal, leases) = (self.parts.journal.clone(), self.parts.leases.clone());
        let stop = self.injected.tasks.senders_stop();
        self.injected.tasks.spawn_sender(async move {
            let work = |lost| nats::publish(journal.clone(), nats.clone(), lost);
            Box::pin(leases.while_held(PUBLISH, &stop, work)).await;
        });
    }
}
