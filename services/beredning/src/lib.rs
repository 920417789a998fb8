//! Beredning: the service around its rules.

mod convert;
mod input;
mod publish;
mod reactions;
mod rpc;
mod views;

use std::sync::Arc;

use beredning_domain::Dossier;
use kernel::Known;
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Changes, Event, Kinds, Recorded};
use platform::{Parts, ReadTables, Room, Service};
use proto::beredning::v1::beredning_service_server::BeredningServiceServer;

pub use beredning_domain::{GRANTS, Rejection};

use rpc::Rpc;

/// The service.
#[derive(Debug, Clone)]
pub struct Beredning;

impl Beredning {
    /// The service. Its facts and reactions need no model: its RPCs read one when a command comes.
    #[must_use]
    pub fn new(_: Arc<Models>) -> Self {
        Self
    }
}

impl Room for Beredning {
    fn name(&self) -> &'static str {
        "beredning"
    }

    fn kinds(&self) -> Kinds {
        Kinds::new().with::<Dossier>().with::<Known>()
    }

    fn read_tables(&self) -> ReadTables {
        ReadTables { version: 1, ddl: include_str!("../migrations/read_v1.sql") }
    }

    fn publish(&self, fact: &Recorded) -> Option<Event> {
        publish::event(fact)
    }

    fn project(&self, fact: &Recorded, changes: &mut Changes) {
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
    let gate = parts.gate.clone().with_grants(GRANTS);
    routes.add_service(BeredningServiceServer::new(Rpc::new(parts, gate, models)))
}

/// The service as a composition root takes it.
#[must_use]
pub fn service(models: &Arc<Models>) -> Service {
    let room = Arc::new(Beredning::new(models.clone()));
    let models = models.clone();
    Service { room, add_to: Arc::new(move |parts, routes| add_to(parts, &models, routes)) }
}
