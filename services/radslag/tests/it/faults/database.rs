//! A database that stops at once, cuts connections, and answers that do not arrive.

use platform::testing::{Dice, dice};
use radslag::cluster::Cluster;

use super::postgres::{Psql, Server};
use super::proxy::{Drop, Proxy};
use crate::processes::ground::{Broker, Ground, moment};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_postgres_stops_at_once_and_starts_again() {
    for mut dice in dice(1) {
        let mut server = Server::started();
        let url = server.url();
        let ground = Ground::start_on(&url, &url, Broker::started(), 1).await;
        let fault = async |_: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..3 {
                moment(dice).await;
                server.stop_at_once();
                if dice.chance(1, 2) {
                    moment(dice).await;
                }
                server.run();
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

/// Cuts some of the connections that are open, other than the one that does.
fn cut(server: &Psql, of: u64) -> u64 {
    server.number(&format!(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND pid % {of} = 0"
    ))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_connections_are_cut() {
    for mut dice in dice(1) {
        let server = Server::started();
        let url = server.url();
        let ground = Ground::start_on(&url, &url, Broker::started(), 1).await;
        let fault = async |_: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            let mut all = 0;
            for _ in 0..8 {
                moment(dice).await;
                all += cut(&server.psql("postgres"), 1 + dice.roll(3));
            }
            assert!(all > 0, "no connection was cut");
        };
        ground.year(&mut dice, fault).await;
    }
}

/// The commit succeeds, and its client sees a broken connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_answers_to_commits_are_lost() {
    for mut dice in dice(1) {
        let server = Server::started();
        let proxy = Proxy::before(server.port()).await;
        let ground = Ground::start_on(&server.url(), &proxy.url(), Broker::started(), 1).await;
        let fault = async |_: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..15 {
                moment(dice).await;
                let what = if dice.chance(1, 4) { Drop::Any } else { Drop::Commit };
                proxy.drop_next(what);
            }
            let (dropped, committed) = proxy.dropped();
            assert!(dropped > 5 && committed > 2, "{dropped} dropped, {committed} of commits");
        };
        ground.year(&mut dice, fault).await;
        proxy.end().await;
    }
}
