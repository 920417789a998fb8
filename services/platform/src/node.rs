//! One service in a process: its journal, its followers, and the parts that its RPCs need.

use std::sync::Arc;

use kernel::{Clock, IdGen};

use crate::auth::DevelopmentKey;
use crate::follow::{Follower, OwnSource, Source};
use crate::grpc::Gate;
use crate::journal::Journal;
use crate::lifecycle::Tasks;
use crate::room::Room;
use crate::sql::{Database, Reader, StoreError};

/// What a composition root injects.
#[derive(Clone)]
pub struct Injected {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and salts.
    pub ids: Arc<dyn IdGen>,
    /// Checks tokens.
    pub key: DevelopmentKey,
    /// Tasks of the process.
    pub tasks: Tasks,
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
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("journal", &self.journal).finish_non_exhaustive()
    }
}

/// One service in a process.
#[derive(Debug)]
pub struct Node {
    parts: Parts,
    injected: Injected,
}

impl Node {
    /// Opens the service's journal in `database`. Read tables are up to date when this returns.
    ///
    /// # Errors
    /// When the database fails, or holds what this build cannot read.
    pub async fn open(
        room: Arc<dyn Room>,
        database: Database,
        injected: &Injected,
    ) -> Result<Self, StoreError> {
        let Injected { clock, ids, key, tasks } = injected.clone();
        let journal = Journal::open(database, room, clock.clone(), ids.clone(), &tasks).await?;
        let gate = Gate::new(journal.clone(), &[], key, clock.clone(), ids.clone());
        let parts = Parts { reader: journal.reader(), journal, gate, ids, clock };
        Ok(Self { parts, injected: injected.clone() })
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

    /// Follows a source from now on.
    pub fn follow(&self, source: Arc<dyn Source>) {
        let follower = Follower::new(self.parts.journal.clone(), source);
        self.injected.tasks.spawn(follower.run(self.injected.tasks.stop()));
    }

    /// Follows the service's own journal, if the service asks for it.
    pub fn follow_itself(&self) {
        if self.parts.journal.room().follows_itself() {
            self.follow(Arc::new(OwnSource::new(&self.parts.journal)));
        }
    }
}
