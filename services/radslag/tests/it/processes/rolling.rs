//! Replicas that are stopped in order, added, taken away, and replaced by those of another build. Callers
//! send a request again only when it is refused as UNAVAILABLE, not answered in time, or was not sent because
//! its connection had been closed in order: any other failure ends the test.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use platform::testing::{Dice, dice};
use radslag::Addresses;
use radslag::cluster::{Cluster, binary};
use radslag::embedded::SERVICES;
use radslag::operator::Operator;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::ground::{Broker, Ground, moment};
use crate::faults::postgres::Psql;
use crate::faults::traffic::propose_once;

/// How long what has to come true may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How soon another replica holds the leases of one that was stopped in order.
const HANDED_OVER: Duration = Duration::from_secs(3);

/// The binary of an earlier commit, which `tests/upgrade` builds; this one without it.
fn earlier() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "tests/upgrade names the binary")]
    let named = std::env::var("TESTS_EARLIER");
    named.map_or_else(
        |_| {
            eprintln!("TESTS_EARLIER is not set: this build stands for the earlier one");
            binary().unwrap()
        },
        PathBuf::from,
    )
}

/// One replica after the other is stopped in order and started again with this binary.
async fn roll(cluster: &mut Cluster, replicas: usize, binary: &Path) {
    for service in SERVICES {
        for replica in 0..replicas {
            cluster.terminate(service, replica).await.unwrap();
            cluster.run_with(service, replica, binary).unwrap();
            cluster.ready().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_every_replica_is_updated_and_set_back_while_it_is_played() {
    let (earlier, this) = (earlier(), binary().unwrap());
    for mut dice in dice(1) {
        let ground = Ground::start_with(&earlier, 2).await.in_order();
        let fault = async |cluster: &mut Cluster, _: &mut Broker, _: &mut Dice| {
            roll(cluster, 2, &this).await;
            roll(cluster, 2, &earlier).await;
        };
        ground.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_begun_on_this_version_ends_well_on_the_earlier_one() {
    let earlier = earlier();
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 2).await.in_order();
        let fault = async |cluster: &mut Cluster, _: &mut Broker, _: &mut Dice| {
            roll(cluster, 2, &earlier).await;
        };
        ground.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_replicas_are_added_and_taken_away_while_it_is_played() {
    for mut dice in dice(1) {
        let mut ground = Ground::start(Broker::started(), 3).await.in_order();
        for service in SERVICES {
            for replica in 1..3 {
                ground.cluster.terminate(service, replica).await.unwrap();
            }
        }
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for replica in 1..3 {
                for service in SERVICES {
                    cluster.run(service, replica).unwrap();
                    cluster.ready().await.unwrap();
                }
            }
            for service in SERVICES {
                let stays = usize::try_from(dice.roll(3)).unwrap();
                for replica in (0..3).filter(|replica| *replica != stays) {
                    moment(dice).await;
                    cluster.terminate(service, replica).await.unwrap();
                }
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

/// One replica of intake, and nothing else.
fn only(address: SocketAddr) -> Addresses {
    Addresses::of(BTreeMap::from([("intake".to_owned(), vec![address])]), None)
}

fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Waits until something is true.
async fn until(what: &str, mut true_by_now: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !true_by_now().await {
        assert!(begin.elapsed() < PATIENCE, "{what}");
        sleep(LOOK).await;
    }
}

/// Whether a replica holds every lease, or any.
async fn holds(operator: &Operator, every: bool) -> bool {
    let leases = operator.status().await.unwrap().leases;
    assert!(!leases.is_empty());
    let mut held = leases.iter().map(|lease| lease.own);
    if every { held.all(|own| own) } else { held.any(|own| own) }
}

/// Whether a statement waits for what another transaction holds.
fn waits(database: &Psql) -> bool {
    database.number(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'journal'::regclass",
    ) > 0
}

/// The request waits for the database when its replica is told to stop.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_answers_what_it_has_in_hand_and_another_takes_its_place() {
    let mut dice = dice(1).next().unwrap();
    let mut ground = Ground::start(Broker::started(), 2).await.in_order();
    let cluster = &ground.cluster;
    let operators = [0, 1].map(|replica| cluster.operator("intake", replica).unwrap());
    until("no lease is held", async || {
        holds(&operators[0], false).await || holds(&operators[1], false).await
    })
    .await;
    let goes = usize::from(!holds(&operators[0], false).await);
    let stays = &operators[1 - goes];
    let address = cluster.address("intake", goes).unwrap();
    let (gone, key) = (only(address), cluster.key().clone());
    let other = only(cluster.address("intake", 1 - goes).unwrap());
    let administration = ground.traffic(&mut dice).register().await;
    let traffic = ground.traffic(&mut dice);
    let (begun, ended) = (CancellationToken::new(), CancellationToken::new());
    let database = ground.database("intake");

    let request = id();
    let in_hand = propose_once(&gone, &key, &request, &administration);
    let held = database.hold("LOCK TABLE journal IN SHARE MODE");
    let stop = async {
        until("no request is in hand", async || waits(&database)).await;
        begun.cancel();
        let meanwhile = async {
            until("new work is taken", async || TcpStream::connect(address).is_err()).await;
            let refused = propose_once(&gone, &key, &id(), &administration).await.unwrap_err();
            assert_eq!(refused.code(), tonic::Code::Unavailable, "{refused:?}");
            assert!(stays.status().await.unwrap().ready);
            drop(held);
        };
        let (stopped, ()) = tokio::join!(ground.cluster.terminate("intake", goes), meanwhile);
        stopped.unwrap();
        let begin = Instant::now();
        until("leases are not handed over", async || holds(stays, true).await).await;
        assert!(begin.elapsed() < HANDED_OVER, "after {:?}", begin.elapsed());
        propose_once(&other, &key, &id(), &administration).await.unwrap();
        ended.cancel();
    };
    // What waits for the database before is the request that is in hand.
    let beside = async {
        begun.cancelled().await;
        traffic.run(&ended).await
    };
    let (answered, (), acknowledged) = tokio::join!(in_hand, stop, beside);
    let again = propose_once(&other, &key, &request, &administration).await.unwrap();
    assert_eq!(answered.unwrap(), again, "what was in hand was answered otherwise");
    ground.rest().await;
    ground.sound(&acknowledged);
    ground.end().await;
}
