//! `radslag doctor`: looks at one service's surroundings as its configuration names them, and says in plain
//! words what is wrong and what to do. It changes nothing, and needs no service to run.

mod around;
mod store;

use std::sync::Arc;

use kernel::Clock;

use crate::config::ServiceConfig;
use crate::room::Room;
use crate::sql::{Database, Reader};
use crate::system::SystemClock;
use crate::tls::Tls;

/// Something that is wrong, or soon will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A word for it, which does not change.
    pub word: &'static str,
    /// Whether the service cannot do its work because of it.
    pub grave: bool,
    /// What was found.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

/// What is looked at, and what was found.
struct Looking<'l> {
    config: &'l ServiceConfig,
    room: &'l dyn Room,
    clock: Arc<dyn Clock>,
    tls: Option<Tls>,
    store: Option<Reader>,
    findings: Vec<Finding>,
}

impl Looking<'_> {
    fn service(&self) -> &'static str {
        self.room.name()
    }

    fn grave(&mut self, word: &'static str, what: impl Into<String>, remedy: &'static str) {
        self.findings.push(Finding { word, grave: true, what: what.into(), remedy });
    }

    fn light(&mut self, word: &'static str, what: impl Into<String>, remedy: &'static str) {
        self.findings.push(Finding { word, grave: false, what: what.into(), remedy });
    }
}

/// What is wrong around a service. `chains` has every hash and state recomputed too, which takes time in
/// proportion to the journal.
pub async fn examine(config: &ServiceConfig, room: &dyn Room, chains: bool) -> Vec<Finding> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let mut looking = Looking { config, room, clock, tls: None, store: None, findings: Vec::new() };
    looking.certificates();
    let database = looking.database().await;
    if let Some(database) = &database {
        looking.roles(database).await;
        looking.rows(chains).await;
    }
    looking.broker().await;
    looking.identity().await;
    looking.peers().await;
    if let Some(database) = &database {
        Database::close(database).await;
    }
    looking.findings
}
