//! Withdrawals that cross the hand-over of the proposal.

use proto::council::v1 as pb;

use crate::world::{DIGEST, World, cycle};

const ITEM: &str = "radslag.council.recommendation.item.v1";

async fn issued(world: &mut World) -> pb::IssueRecommendationResponse {
    let meeting = world.opened().await;
    world.handle(&meeting).await.unwrap();
    world.issue(&meeting).await.unwrap()
}

async fn items(world: &mut World) -> Vec<pb::RecommendationEntry> {
    let cycle = cycle().to_string();
    let request = pb::ListRecommendationItemsRequest { cycle, ..Default::default() };
    let request = world.by("anyone", request);
    world.client.list_recommendation_items(request).await.unwrap().into_inner().items
}

async fn recommended(world: &World) -> Vec<String> {
    let published = world.published().await;
    published.into_iter().filter(|(kind, _)| kind == ITEM).map(|(_, event)| event).collect()
}

/// Only the second item is recommended; the first stays in the proposal with its reason.
async fn leaves_out_the_first(world: &mut World) {
    assert_eq!(items(world).await[0].withdrawn_reason, "no longer needed");
    let issued = issued(world).await;
    assert_eq!((issued.count, issued.digest.as_str()), (1, DIGEST));
    let recommended = recommended(world).await;
    assert_eq!(recommended.len(), 1);
    assert!(recommended[0].contains("\"cityRank\":2"), "{}", recommended[0]);
    let [one, two] = &items(world).await[..] else { panic!("the snapshot is whole") };
    assert_eq!((one.withdrawn_reason.as_str(), one.meeting.as_str()), ("no longer needed", ""));
    assert_eq!((two.withdrawn_reason.as_str(), two.meeting.is_empty()), ("", false));
}

#[tokio::test]
async fn what_was_withdrawn_after_the_hand_over_is_left_out_c9_c10() {
    let mut world = World::new().await;
    world.propose().await;
    world.withdrawn(1).await;
    leaves_out_the_first(&mut world).await;
    world.bench.stop().await;
}

#[tokio::test]
async fn a_withdrawal_that_comes_before_the_proposal_counts_too_c9_c10() {
    let mut world = World::new().await;
    world.withdrawn(1).await;
    world.propose().await;
    leaves_out_the_first(&mut world).await;
    world.bench.stop().await;
}

#[tokio::test]
async fn a_withdrawal_that_comes_after_the_issue_or_twice_is_not_refused() {
    let mut world = World::new().await;
    world.propose().await;
    assert_eq!(issued(&mut world).await.count, 2);
    world.withdrawn(1).await;
    world.withdrawn(1).await;
    assert_eq!(recommended(&world).await.len(), 2);
    let entries = items(&mut world).await;
    assert!(!entries[0].meeting.is_empty());
    assert_eq!(entries[0].withdrawn_reason, "no longer needed");
    world.bench.stop().await;
}
