//! A follower that is first started when everything has been published.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use model::Models;
use platform::auth::{DevelopmentToken, Identity};
use platform::grpc::Peer;
use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use platform::{Injected, Node};
use radslag::cluster::Cluster;

use super::ground::{Broker, Ground};

/// How long it may take to take everything in.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_first_started_at_the_end_takes_everything_in() {
    let ground = Ground::start(Broker::started(), 1).await;
    ground.play().await;
    takes_all_in(&ground.cluster, ground.folder()).await;
    ground.cluster.stop().await.unwrap();
}

/// A follower with an empty store takes in all that a cluster at rest has published.
pub(super) async fn takes_all_in(cluster: &Cluster, folder: &Path) {
    let statuses = cluster.statuses().await.unwrap();
    let clock = Arc::new(SystemClock::new());
    let tasks = Tasks::new();
    let key = cluster.key().clone();
    let injected = Injected {
        clock: clock.clone(),
        ids: Arc::new(SystemIds),
        identity: Arc::new(Identity::from(key.clone())),
        mandates_max_age: PATIENCE,
        tasks: tasks.clone(),
        telemetry: platform::telemetry::Telemetry::default(),
    };
    // Intake follows everybody who decides. This one starts with an empty store.
    let service = intake::service(&Arc::new(Models::shipped().unwrap()));
    let database = Database::sqlite(&folder.join("late.db")).await.unwrap();
    let node = Node::open(service.room.clone(), database, &injected).await.unwrap();
    for follows in service.room.follows() {
        let address = cluster.address(follows.source, 0).unwrap();
        let token = Arc::new(DevelopmentToken::new(key.clone(), "late", clock.clone()));
        let peer = Peer::new(follows.source, &format!("http://{address}"), token, None).unwrap();
        node.follow_peer(peer, None);
    }
    for follows in service.room.follows() {
        let status = statuses.iter().find(|one| one.service == follows.source).unwrap();
        let taken = node.journal().wait_for(follows.source, status.sequence, PATIENCE).await;
        assert!(taken, "{} up to {}", follows.source, status.sequence);
        let cursor = node.journal().cursor(follows.source).await.unwrap().unwrap();
        assert_eq!((cursor.sequence, &cursor.hash), (status.sequence, &status.hash));
    }
    assert!(tasks.shut_down(PATIENCE).await);
    node.journal().close(PATIENCE).await;
}
