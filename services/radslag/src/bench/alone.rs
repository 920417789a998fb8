//! One service in this process, served, without the others.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kernel::Clock;
use platform::auth::DevelopmentKey;
use platform::config::Limits;
use platform::grpc::{Routes, Server, add_operations_to};
use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use platform::telemetry::Telemetry;
use platform::{Injected, Node, Service};

use super::Failure;

/// Longest time that stopping may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Any free port.
const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

/// A service that serves.
pub(super) struct Alone {
    pub(super) node: Node,
    pub(super) address: SocketAddr,
    pub(super) key: DevelopmentKey,
    pub(super) tasks: Tasks,
}

impl Alone {
    /// On a database of its own; its key in `folder`.
    pub(super) async fn start(
        service: Service,
        database: Database,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        let (key, tasks) = (DevelopmentKey::of_folder(folder)?, Tasks::new());
        let injected = Injected {
            clock,
            ids: Arc::new(SystemIds),
            identity: Arc::new(key.clone().into()),
            mandates_max_age: Duration::from_secs(3_600),
            tasks: tasks.clone(),
            telemetry: Telemetry::default(),
        };
        let node = Node::open(service.room, database, &injected).await?;
        let server = Server::bind(LISTEN.into()).await?;
        let address = server.address();
        let routes = (service.add_to)(node.parts(), Routes::default());
        let routes = add_operations_to(vec![node.parts().clone()], routes);
        let ready = platform::ready::watch(vec![node.parts().clone()], &tasks);
        let stop = tasks.stop();
        tasks.spawn(async move {
            if let Err(error) = server.serve(routes, Limits::default(), ready, stop).await {
                tracing::error!(%error, "serving ended");
            }
        });
        Ok(Self { node, address, key, tasks })
    }

    pub(super) async fn stop(self) {
        self.tasks.shut_down(PATIENCE).await;
        self.node.journal().close(PATIENCE).await;
    }
}
