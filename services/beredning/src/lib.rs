//! Beredning: the service around its rules.

mod publish;
mod reactions;
mod rpc;
mod views;
mod wire;

use std::sync::Arc;

use beredning_domain::Dossier;
use kernel::Known;
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Changes, Event, Kinds, Recorded};
use platform::{Parts, ReadTables, Room};

pub use beredning_domain::{GRANTS, Rejection};

/// The service.
#[derive(Debug)]
pub struct Beredning;

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
