//! Council: the service around its rules.

mod input;
mod publish;
mod reactions;
mod rpc;
mod views;
mod wire;

use std::sync::Arc;

use council_domain::{Bodies, Meeting, Recommendation, RecommendationItem, Withdrawal};
use kernel::Known;
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Changes, Event, Kinds, Recorded};
use platform::{Parts, ReadTables, Room, Service};

pub use council_domain::{GRANTS, Rejection};

/// The service.
#[derive(Debug)]
pub struct Council;

impl Council {
    /// The service. Its reactions need no model.
    #[must_use]
    pub fn new(_models: Arc<Models>) -> Self {
        Self
    }
}

impl Room for Council {
    fn name(&self) -> &'static str {
        "council"
    }

    fn kinds(&self) -> Kinds {
        Kinds::new()
            .with::<Bodies>()
            .with::<Meeting>()
            .with::<Recommendation>()
            .with::<RecommendationItem>()
            .with::<Withdrawal>()
            .with::<Known>()
    }

    fn read_tables(&self) -> ReadTables {
        ReadTables { version: 2, ddl: include_str!("../migrations/read_v2.sql") }
    }

    fn publish(&self, fact: &Recorded) -> Option<Event> {
        publish::publish(fact)
    }

    fn project(&self, fact: &Recorded, changes: &mut Changes) {
        platform::known::project(fact, changes);
        views::project(fact, changes);
    }

    fn follows(&self) -> &'static [Follows] {
        reactions::FOLLOWS
    }

    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
        reactions::react(event)
    }
}

/// Adds the service's RPCs.
#[must_use]
pub fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    rpc::add_to(parts, models, routes)
}

/// The service as a composition root takes it.
#[must_use]
pub fn service(models: &Arc<Models>) -> Service {
    let room = Arc::new(Council::new(models.clone()));
    let models = models.clone();
    Service { room, add_to: Arc::new(move |parts, routes| add_to(parts, &models, routes)) }
}
