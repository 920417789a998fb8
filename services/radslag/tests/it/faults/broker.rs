//! A broker that dies, forgets, repeats and is not there.

use platform::testing::{Dice, dice};
use radslag::cluster::Cluster;
use radslag::embedded::SERVICES;
use tokio::time::sleep;

use crate::processes::ground::{Broker, Ground, WINDOW, moment};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_was_never_started() {
    for mut dice in dice(1) {
        Ground::start(Broker::absent(), 1).await.year(&mut dice, async |_, _, _| {}).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_is_killed() {
    for mut dice in dice(1) {
        let fault = async |_: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            for _ in 0..5 {
                moment(dice).await;
                broker.kill();
                if dice.chance(1, 2) {
                    moment(dice).await;
                }
                broker.start();
            }
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_is_emptied() {
    for mut dice in dice(1) {
        let fault = async |_: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            for _ in 0..3 {
                moment(dice).await;
                broker.empty();
            }
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_streams_are_deleted() {
    for mut dice in dice(1) {
        let fault = async |_: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            let mut deleted = 0;
            while deleted < 6 {
                moment(dice).await;
                deleted += broker.delete_streams(dice).await;
            }
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_loses_the_newest_messages() {
    for mut dice in dice(1) {
        let fault = async |_: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            let mut lost = 0;
            for _ in 0..20 {
                moment(dice).await;
                lost += broker.lose_newest().await;
                broker.kill();
                broker.start();
                if lost > 10 {
                    return;
                }
            }
            assert!(lost > 0, "no message was lost");
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}

/// Under ids of their own, as after the window in which the broker drops repeats, and in any order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_old_messages_come_again_in_any_order() {
    for mut dice in dice(1) {
        let fault = async |_: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            let mut repeated = 0;
            while repeated < 100 {
                moment(dice).await;
                repeated += broker.repeat_old(dice).await;
            }
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}

/// Away for longer than it knows repeats: what publishers send again, because they died before they
/// stored their marks, comes twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_broker_is_away_for_longer_than_it_knows_repeats() {
    for mut dice in dice(1) {
        let fault = async |cluster: &mut Cluster, broker: &mut Broker, dice: &mut Dice| {
            let mut shortened = 0;
            for _ in 0..3 {
                moment(dice).await;
                shortened += broker.forget_soon().await;
                let publisher = *dice.pick(&SERVICES);
                cluster.kill(publisher, 0).unwrap();
                broker.kill();
                sleep(WINDOW * (2 + u32::try_from(dice.roll(8)).unwrap())).await;
                broker.start();
                cluster.run(publisher, 0).unwrap();
            }
            assert!(shortened > 0, "the broker knew every repeat");
        };
        Ground::start(Broker::started(), 1).await.year(&mut dice, fault).await;
    }
}
