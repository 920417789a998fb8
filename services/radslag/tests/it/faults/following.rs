//! What a follower says of its source, and what an operator does about it.

use std::time::Duration;

use proto::operations::v1::Following;
use radslag::cluster::Cluster;
use tokio::time::{Instant, sleep};

/// How long a follower may take to see what there is to see.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(50);

async fn following(cluster: &Cluster, follower: &str, source: &str) -> Option<Following> {
    let status = cluster.operator(follower, 0).unwrap().status().await.ok()?;
    status.following.into_iter().find(|one| one.source == source)
}

/// Where a follower stands once it says `state`.
pub(crate) async fn stands(
    cluster: &Cluster,
    follower: &str,
    source: &str,
    state: &str,
) -> Following {
    let begin = Instant::now();
    loop {
        let found = following(cluster, follower, source).await;
        match found {
            Some(found) if found.state == state => return found,
            other => assert!(begin.elapsed() < PATIENCE, "{follower} of {source}: {other:?}"),
        }
        sleep(LOOK).await;
    }
}

pub(crate) async fn reset(cluster: &Cluster, follower: &str, source: &str, to: u64) {
    let operator = cluster.operator(follower, 0).unwrap();
    operator.reset(source, to, "a fault was mended").await.unwrap();
}
