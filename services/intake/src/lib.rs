//! Intake: the service around its rules.

mod answering;
mod convert;
mod input;
mod publish;
mod reactions;
mod rpc;
mod views;

use std::sync::Arc;

use intake_domain::{Administration, Compilation, Contacts, Docket, Initiative, Register};
use kernel::Known;
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Changes, Event, Kinds, Recorded};
use platform::telemetry::Queue;
use platform::{Gathering, Parts, ReadTables, Room, Service};
use proto::intake::v1::intake_service_server::IntakeServiceServer;

pub use intake_domain::{GRANTS, Rejection};
pub use views::filling;

use rpc::Rpc;

/// Name of the service.
pub(crate) const NAME: &str = "intake";

/// The service.
#[derive(Debug, Clone)]
pub struct Intake;

impl Intake {
    /// The service. Its facts and reactions need no model: its RPCs read one when a command comes.
    #[must_use]
    pub fn new(_: Arc<Models>) -> Self {
        Self
    }
}

impl Room for Intake {
    fn name(&self) -> &'static str {
        NAME
    }

    fn kinds(&self) -> Kinds {
        Kinds::new()
            .with::<Administration>()
            .with::<Initiative>()
            .with::<Compilation>()
            .with::<Register>()
            .with::<Docket>()
            .with::<Contacts>()
            .with::<Known>()
    }

    fn read_tables(&self) -> ReadTables {
        ReadTables { version: 4, ddl: include_str!("../migrations/read_v4.sql") }
    }

    fn gatherings(&self) -> &'static [Gathering] {
        views::GATHERINGS
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

    fn queues(&self) -> Vec<Queue> {
        views::queues()
    }

    fn follows_itself(&self) -> bool {
        true
    }

    fn react_own(&self, fact: &Recorded) -> Option<Reaction> {
        reactions::react_own(fact)
    }
}

/// Adds the service's RPCs.
#[must_use]
pub fn add_to(parts: &Parts, models: &Arc<Models>, routes: Routes) -> Routes {
    let gate = parts.gate.clone().with_grants(GRANTS);
    routes.add_service(IntakeServiceServer::new(Rpc::new(parts, gate, models)))
}

/// The service as a composition root takes it.
#[must_use]
pub fn service(models: &Arc<Models>) -> Service {
    let room = Arc::new(Intake::new(models.clone()));
    let models = models.clone();
    Service { room, add_to: Arc::new(move |parts, routes| add_to(parts, &models, routes)) }
}
