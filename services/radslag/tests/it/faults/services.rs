//! Services that are killed, stopped and started again.

use std::time::Duration;

use platform::testing::{Dice, dice};
use radslag::cluster::Cluster;
use radslag::embedded::SERVICES;
use tokio::time::sleep;

use crate::processes::ground::{Broker, Ground, moment};

/// How long a process may take to start and to catch up, about.
const STARTING: u64 = 700;

fn some(dice: &mut Dice, most: u64) -> Vec<&'static str> {
    let many = 1 + dice.roll(most);
    let mut all = SERVICES.to_vec();
    while u64::try_from(all.len()).unwrap() > many {
        all.remove(usize::try_from(dice.roll(all.len().try_into().unwrap())).unwrap());
    }
    all
}

fn kill(cluster: &mut Cluster, services: &[&str], replica: usize) {
    for service in services {
        cluster.kill(service, replica).unwrap();
    }
}

fn run(cluster: &mut Cluster, services: &[&str], replica: usize) {
    for service in services {
        cluster.run(service, replica).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_services_are_killed() {
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 1).await;
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..6 {
                moment(dice).await;
                let service = some(dice, 1);
                kill(cluster, &service, 0);
                if dice.chance(1, 2) {
                    moment(dice).await;
                }
                run(cluster, &service, 0);
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_several_services_are_killed_at_once() {
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 1).await;
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..4 {
                moment(dice).await;
                let services = some(dice, 5);
                kill(cluster, &services, 0);
                if dice.chance(1, 2) {
                    moment(dice).await;
                }
                run(cluster, &services, 0);
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

/// A start takes a few tenths of a second, the way back to the others' heads a few more: the next
/// kill comes within them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_services_are_killed_while_they_start_and_catch_up() {
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 1).await;
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..2 {
                let services = some(dice, 3);
                kill(cluster, &services, 0);
                // What the others do now has to be caught up with.
                moment(dice).await;
                for _ in 0..3 {
                    run(cluster, &services, 0);
                    sleep(Duration::from_millis(dice.roll(STARTING))).await;
                    kill(cluster, &services, 0);
                }
                run(cluster, &services, 0);
                moment(dice).await;
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

/// Stopped in order with work under way: what was answered is there, what was made is published.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_services_are_stopped_and_started_again() {
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 1).await;
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for service in SERVICES {
                moment(dice).await;
                cluster.terminate(service, 0).await.unwrap();
                cluster.run(service, 0).unwrap();
            }
        };
        ground.year(&mut dice, fault).await;
    }
}

/// Leases are handed over, and nothing is done twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_on_two_replicas_of_everything_that_are_killed_in_turn() {
    for mut dice in dice(1) {
        let ground = Ground::start(Broker::started(), 2).await;
        let fault = async |cluster: &mut Cluster, _: &mut Broker, dice: &mut Dice| {
            for _ in 0..4 {
                moment(dice).await;
                let services = some(dice, 3);
                let replica = usize::try_from(dice.roll(2)).unwrap();
                kill(cluster, &services, replica);
                moment(dice).await;
                run(cluster, &services, replica);
            }
        };
        ground.year(&mut dice, fault).await;
    }
}
