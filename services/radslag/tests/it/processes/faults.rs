//! A year on five processes, with a fault at a random moment. Whatever happens, it ends well.

use radslag::embedded::SERVICES;

use super::ground::{Broker, Dice, Ground};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_services_are_killed() {
    let ground = Ground::start(Broker::started(), 1).await;
    let mut dice = Dice::seeded();
    let kill = async |cluster: &mut radslag::cluster::Cluster, _: &mut Broker| {
        for _ in 0..6 {
            dice.moment().await;
            let service = SERVICES[usize::try_from(dice.roll(5)).unwrap()];
            cluster.kill(service, 0).unwrap();
            if dice.roll(2) == 0 {
                dice.moment().await;
            }
            cluster.run(service, 0).unwrap();
        }
    };
    ground.year(kill).await;
}

/// Stopped in order with work under way: what was answered is there, what was made is published.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_services_are_stopped_and_started_again() {
    let ground = Ground::start(Broker::started(), 1).await;
    let mut dice = Dice::seeded();
    let stop = async |cluster: &mut radslag::cluster::Cluster, _: &mut Broker| {
        for service in SERVICES {
            dice.moment().await;
            cluster.terminate(service, 0).await.unwrap();
            cluster.run(service, 0).unwrap();
        }
    };
    ground.year(stop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_was_never_started() {
    Ground::start(Broker::absent(), 1).await.year(async |_, _| {}).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_is_emptied() {
    let mut dice = Dice::seeded();
    let empty = async |_: &mut radslag::cluster::Cluster, broker: &mut Broker| {
        for _ in 0..3 {
            dice.moment().await;
            broker.empty();
        }
    };
    Ground::start(Broker::started(), 1).await.year(empty).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_loses_the_newest_messages() {
    let mut dice = Dice::seeded();
    let lose = async |_: &mut radslag::cluster::Cluster, broker: &mut Broker| {
        let mut lost = 0;
        for _ in 0..20 {
            dice.moment().await;
            lost += broker.lose_newest().await;
            broker.kill();
            broker.start();
            if lost > 10 {
                return;
            }
        }
        assert!(lost > 0, "no message was lost");
    };
    Ground::start(Broker::started(), 1).await.year(lose).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_on_two_replicas_of_everything_that_are_killed_in_turn() {
    let ground = Ground::start(Broker::started(), 2).await;
    let mut dice = Dice::seeded();
    let kill = async |cluster: &mut radslag::cluster::Cluster, _: &mut Broker| {
        for _ in 0..4 {
            dice.moment().await;
            let service = SERVICES[usize::try_from(dice.roll(5)).unwrap()];
            let replica = usize::try_from(dice.roll(2)).unwrap();
            cluster.kill(service, replica).unwrap();
            dice.moment().await;
            cluster.run(service, replica).unwrap();
        }
    };
    ground.year(kill).await;
}
