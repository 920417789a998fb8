//! What a service gives the platform: its aggregates, its events, its read tables, its reactions.

use std::sync::Arc;

use crate::follow::{Follows, Incoming, Malformed, Reaction};
use crate::grpc::Routes;
use crate::journal::{Changes, Event, Kinds, Recorded};
use crate::node::Parts;
use crate::sql::{Row, StoreError};
use crate::telemetry::Queue;

/// One service.
pub trait Room: Send + Sync + 'static {
    /// Name, such as `intake`.
    fn name(&self) -> &'static str;

    /// Its aggregates.
    fn kinds(&self) -> Kinds;

    /// Its read tables.
    fn read_tables(&self) -> ReadTables;

    /// Rows of its read tables that are gathered.
    fn gatherings(&self) -> &'static [Gathering] {
        &[]
    }

    /// The public event made from an own fact, if any.
    fn publish(&self, fact: &Recorded) -> Option<Event>;

    /// Brings the read tables up to an own fact. It sees the state after the fact.
    fn project(&self, fact: &Recorded, changes: &mut Changes);

    /// Whom it follows, and for which events.
    fn follows(&self) -> &'static [Follows];

    /// What follows from another's event. Pure: the event and nothing else.
    ///
    /// # Errors
    /// When the event does not hold what its type promises. It is parked.
    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed>;

    /// Whether it follows its own journal.
    fn follows_itself(&self) -> bool {
        false
    }

    /// What waits in it, for its metrics.
    fn queues(&self) -> Vec<Queue> {
        Vec::new()
    }

    /// What one of its aggregates must do because of another's fact.
    fn react_own(&self, _fact: &Recorded) -> Option<Reaction> {
        None
    }
}

/// Rows of a read table that a fact's transaction writes as they come, and that become fewer rows of another
/// when many wait: an index that would cost more than the fact (ADR 0023). What is asked of the read tables
/// must find a row's content in either.
#[derive(Debug, Clone, Copy)]
pub struct Gathering {
    /// Table of the rows that wait.
    pub waiting: &'static str,
    /// Its key, a TEXT column. Rows are taken in its order, and leave the table.
    pub key: &'static str,
    /// What becomes of them, in the same transaction. The text between is the block's, and no other's. It returns
    /// how many it has taken, from the first on: the others stay.
    pub gather: fn(&[Row], &str, &mut Changes) -> Result<usize, StoreError>,
}

/// Adds a service's RPCs to a server.
pub type AddTo = dyn Fn(&Parts, Routes) -> Routes + Send + Sync;

/// A service as a composition root takes it: its room, and its RPCs.
#[derive(Clone)]
pub struct Service {
    /// Aggregates, events, read tables, reactions.
    pub room: Arc<dyn Room>,
    /// Adds its RPCs to a server.
    pub add_to: Arc<AddTo>,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("name", &self.room.name()).finish_non_exhaustive()
    }
}

/// The read tables of a service, in one version.
#[derive(Debug, Clone, Copy)]
pub struct ReadTables {
    /// Raised when a table changes. Old pods keep theirs: table names end in `_v<version>`.
    pub version: u32,
    /// `CREATE TABLE` and `CREATE INDEX` statements, each ended by a semicolon.
    pub ddl: &'static str,
}
