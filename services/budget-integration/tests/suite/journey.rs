//! A planning year from its opening to its closing, and items to their effect.

use pb::{CyclePhase, DecisionOutcome, Instance, ItemStatus};
use proto::budget_integration::v1 as pb;
use tonic::{Code, Response};

use crate::world::{World, reason, terms};

#[tokio::test]
async fn a_planning_year_goes_from_opening_to_closing_c11_c12() {
    let mut world = World::with(3).await;
    world.issued(3).await;
    let [one, two, three] = [1, 2, 3].map(|n| world.name(n));
    let assembly = Instance::Assembly;
    world.decide(&one, assembly, DecisionOutcome::Funded, 800).await.unwrap();
    let refused = world.decide(&two, assembly, DecisionOutcome::Funded, 400).await;
    let refused = refused.expect_err("it does not fit");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "FRAME_EXCEEDED".to_owned()));
    assert!(refused.message().contains("2 kr"), "it names what is left: {}", refused.message());
    world.decide(&two, assembly, DecisionOutcome::Deferred, 0).await.unwrap();
    world.decide(&three, assembly, DecisionOutcome::Deferred, 0).await.unwrap();
    world.tertial(Instance::Tertial1, 300).await.unwrap();
    world.decide(&two, Instance::Tertial1, DecisionOutcome::Funded, 400).await.unwrap();
    world.tertial(Instance::Tertial2, 0).await.unwrap();
    world.decide(&three, Instance::Tertial2, DecisionOutcome::Declined, 0).await.unwrap();
    let cycle = world.cycle().await;
    assert_eq!((cycle.frame_ore, cycle.committed_ore), (1_300, 1_200));
    assert_eq!((cycle.open_items, cycle.decided_items), (0, 3));
    assert_eq!(cycle.recommended_items, Some(3));
    world.close().await.unwrap();
    assert_eq!(world.cycle().await.phase(), CyclePhase::Closed);

    let published = world.published().await;
    let of = |name: &str| published.iter().filter(|(kind, _)| kind.ends_with(name)).count();
    assert_eq!((of("cycle.opened.v1"), of("item.decided.v1"), of("cycle.closed.v1")), (1, 5, 1));
    let finals = published.iter().filter(|(_, event)| event.contains("\"final\":true")).count();
    assert_eq!(finals, 3);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_funded_item_is_followed_to_its_effect_e6_f2() {
    let mut world = World::with(1).await;
    let one = world.name(1);
    assert_eq!(world.get(&one).await.status(), ItemStatus::Recommended);
    world.decide(&one, Instance::Assembly, DecisionOutcome::Funded, 400).await.unwrap();
    world.start(&one).await.unwrap();
    let started = world.get(&one).await;
    assert_eq!((started.status(), started.project_ref.as_str()), (ItemStatus::Started, "P 1"));
    world.finish(&one).await.unwrap();
    let finished = world.get(&one).await;
    assert_eq!(finished.status(), ItemStatus::Finished);
    assert_eq!((finished.amount_ore, finished.cost_ore), (400, 390));
    assert_eq!((finished.decisions.len(), finished.effect.as_str()), (1, "shorter queues"));
    let published = world.published().await;
    let types: Vec<_> = published.iter().map(|(kind, _)| kind.as_str()).collect();
    assert!(types.contains(&"radslag.budget-integration.implementation.started.v1"), "{types:?}");
    assert!(types.contains(&"radslag.budget-integration.implementation.finished.v1"));
    world.bench.stop().await;
}

#[tokio::test]
async fn a_recommendation_that_comes_after_closing_changes_nothing() {
    let mut world = World::with(0).await;
    world.tertial(Instance::Tertial1, 0).await.unwrap();
    world.tertial(Instance::Tertial2, 0).await.unwrap();
    world.close().await.unwrap();
    world.item(1).await;
    world.issued(1).await;
    let cycle = world.cycle().await;
    assert_eq!((cycle.open_items, cycle.recommended_items), (0, None));
    world.bench.stop().await;
}

#[tokio::test]
async fn a_repeated_event_counts_once() {
    let mut world = World::with(2).await;
    world.item(1).await;
    assert_eq!(world.cycle().await.open_items, 2);
    world.bench.stop().await;
}

#[tokio::test]
async fn items_and_cycles_are_listed_by_filters_page_by_page() {
    let mut world = World::with(5).await;
    let two = world.name(2);
    world.decide(&two, Instance::Assembly, DecisionOutcome::Declined, 0).await.unwrap();
    let mut ranks = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = pb::ListItemsRequest {
            cycle: world.cycle.clone(),
            area: "social".to_owned(),
            status: ItemStatus::Recommended.into(),
            page_size: 2,
            page_token,
            ..Default::default()
        };
        let request = world.by_budget(request);
        let page = world.client.list_items(request).await.unwrap().into_inner();
        ranks.extend(page.items.into_iter().map(|item| item.city_rank));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(ranks, [1, 3, 4, 5]);
    let request = world.by_budget(pb::ListItemsRequest::default());
    let items = world.client.list_items(request).await.unwrap().into_inner().items;
    let decisions: Vec<_> = items.iter().map(|item| item.decisions.len()).collect();
    assert_eq!(decisions, [0, 1, 0, 0, 0]);
    let request = world.by_budget(pb::ListCyclesRequest { year: 2028, ..Default::default() });
    assert_eq!(world.client.list_cycles(request).await.unwrap().into_inner().cycles.len(), 1);
    let request = world.by_budget(pb::ListCyclesRequest { year: 2029, ..Default::default() });
    assert_eq!(world.client.list_cycles(request).await.unwrap().into_inner().cycles.len(), 0);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_and_a_stale_revision_is_aborted() {
    let mut world = World::with(1).await;
    let request = pb::OpenCycleRequest { request_id: world.id(), ..terms() };
    let (first, again) = (world.by_budget(request.clone()), world.by_budget(request));
    let first = world.client.open_cycle(first).await.map(Response::into_inner).unwrap();
    let again = world.client.open_cycle(again).await.map(Response::into_inner).unwrap();
    assert_eq!(first, again);
    let (request_id, cycle) = (world.id(), first.cycle);
    let request = pb::CloseCycleRequest { request_id, cycle, revision: 9 };
    let request = world.by_budget(request);
    let refused = world.client.close_cycle(request).await.expect_err("it is stale");
    assert_eq!(reason(&refused), (Code::Aborted, "REVISION_STALE".to_owned()));
    world.bench.stop().await;
}
