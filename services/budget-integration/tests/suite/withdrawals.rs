//! Withdrawals that cross the hand-over of the proposal.

use pb::{DecisionOutcome, Instance, ItemStatus};
use proto::budget_integration::v1 as pb;
use tonic::Code;

use crate::world::{World, reason};

/// The first item cannot be funded, and does not keep the cycle open; the second goes on.
async fn the_first_is_out(mut world: World) {
    let (one, two) = (world.name(1), world.name(2));
    let found = world.get(&one).await;
    assert_eq!(found.status(), ItemStatus::Withdrawn);
    assert_eq!(found.withdrawn_reason, "no longer needed");
    let refused = world.decide(&one, Instance::Assembly, DecisionOutcome::Funded, 400).await;
    let refused = refused.expect_err("it was withdrawn");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "INITIATIVE_WITHDRAWN".to_owned()));
    world.decide(&two, Instance::Assembly, DecisionOutcome::Funded, 400).await.unwrap();
    let cycle = world.cycle().await;
    assert_eq!((cycle.open_items, cycle.decided_items, cycle.committed_ore), (0, 1, 400));
    let published = world.published().await;
    let decided = published.iter().filter(|(kind, _)| kind.ends_with("item.decided.v1")).count();
    assert_eq!(decided, 1, "the withdrawal is not answered again");
    world.tertial(Instance::Tertial1, 0).await.unwrap();
    world.tertial(Instance::Tertial2, 0).await.unwrap();
    world.close().await.unwrap();
    world.bench.stop().await;
}

#[tokio::test]
async fn what_was_withdrawn_after_the_recommendation_is_not_funded() {
    let world = World::with(2).await;
    world.withdrawn(1).await;
    world.withdrawn(1).await;
    the_first_is_out(world).await;
}

#[tokio::test]
async fn a_withdrawal_that_comes_before_the_recommendation_counts_too() {
    let mut world = World::with(0).await;
    world.withdrawn(1).await;
    assert_eq!(world.cycle().await.open_items, 0);
    world.item(1).await;
    world.item(1).await;
    world.item(2).await;
    the_first_is_out(world).await;
}

#[tokio::test]
async fn a_withdrawal_that_comes_after_the_decision_changes_nothing() {
    let mut world = World::with(1).await;
    let one = world.name(1);
    world.decide(&one, Instance::Assembly, DecisionOutcome::Funded, 400).await.unwrap();
    world.withdrawn(1).await;
    let found = world.get(&one).await;
    assert_eq!((found.status(), found.withdrawn_reason.as_str()), (ItemStatus::Funded, ""));
    world.start(&one).await.unwrap();
    world.bench.stop().await;
}
