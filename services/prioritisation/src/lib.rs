//! Prioritisation: the service around its rules.

mod input;
mod moves;
mod picture;
mod publish;
mod reactions;
mod rpc;
mod views;
mod wire;

use std::sync::Arc;

use kernel::Known;
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Changes, Event, Kinds, Recorded};
use platform::{Parts, ReadTables, Room, Service};
use prioritisation_domain::{Appraisal, AreaRound, Assignment, Ballot, Case, CityProposal, Thread};

pub use prioritisation_domain::{GRANTS, Rejection};

/// The service.
#[derive(Debug)]
pub struct Prioritisation {
    models: Arc<Models>,
}

impl Prioritisation {
    /// The service with the model versions that it knows.
    #[must_use]
    pub fn new(models: Arc<Models>) -> Self {
        Self { models }
    }
}

impl Room for Prioritisation {
    fn name(&self) -> &'static str {
        "prioritisation"
    }

    fn kinds(&self) -> Kinds {
        Kinds::new()
            .with::<Case>()
            .with::<AreaRound>()
            .with::<Ballot>()
            .with::<CityProposal>()
            .with::<Appraisal>()
            .with::<Assignment>()
            .with::<Thread>()
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
        reactions::react(&self.models, event)
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
    let room = Arc::new(Prioritisation::new(models.clone()));
    let models = models.clone();
    Service { room, add_to: Arc::new(move |parts, routes| add_to(parts, &models, routes)) }
}
