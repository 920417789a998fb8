//! The way of a dossier, and lists of dossiers.

use platform::journal::events_after;
use proto::Event as _;
use proto::beredning::v1::*;
use proto::prioritisation::v1::StepOneOutcome;

use crate::world::{CYCLE, OFFICER, Tested, World, bad_fields, completion, dos, ini, reason};

#[tokio::test]
async fn a_dossier_is_prepared_from_all_sides_before_it_is_complete_d4_d5() -> Tested {
    let mut world = World::start().await?;
    world.submitted(1, CYCLE).await?;
    let dossier = world.get(1).await?;
    assert_eq!((dossier.status(), dossier.initiative), (DossierStatus::Open, ini(1)));
    assert_eq!(dossier.missing.len(), 4, "{:?}", dossier.missing);
    world.assign(1, "olle").await?;
    world.sign_both(1).await?;
    assert_eq!(world.value(1, 3).await?, 600);
    let dossier = world.get(1).await?;
    assert_eq!((dossier.missing.len(), dossier.value, dossier.valued), (0, 600, true));
    assert_eq!((dossier.contributions.len(), dossier.scores.len()), (2, 5));
    assert_eq!((dossier.total_cost_ore, dossier.costs.len()), (150, 1));
    assert_eq!(world.complete(1, "olle").await?.round, 1);
    assert_eq!(world.get(1).await?.status(), DossierStatus::Completed);
    world.stop().await
}

#[tokio::test]
async fn a_supplement_asks_for_new_signatures_and_a_new_valuation_c6_d5() -> Tested {
    let mut world = World::start().await?;
    world.completed(1).await?;
    world.assessed(1, StepOneOutcome::Included).await?;
    assert_eq!(world.get(1).await?.status(), DossierStatus::Completed);
    world.assessed(1, StepOneOutcome::Supplement).await?;
    assert_eq!(world.get(1).await?.status(), DossierStatus::AwaitingSupplement);
    world.supplemented(1, "Gemensam bokning av lokaler").await?;
    let refused = world.complete(1, "olle").await;
    let message = refused.as_ref().err().map(|one| one.message().to_owned()).unwrap_or_default();
    assert!(message.contains("before the supplement counts no more"), "{message}");
    assert_eq!(reason(refused), "DOSSIER_INCOMPLETE");
    world.sign_both(1).await?;
    world.value(1, 4).await?;
    assert_eq!(world.complete(1, "olle").await?.round, 2);
    assert_eq!(world.get(1).await?.title, "Gemensam bokning av lokaler");
    world.stop().await
}

#[tokio::test]
async fn what_others_learn_holds_all_that_they_rank_by_d4() -> Tested {
    let mut world = World::start().await?;
    world.completed(1).await?;
    let reader = world.bench.node.journal().reader();
    let events = events_after(&reader, 0, 10).await?;
    let events: Vec<_> = events.into_iter().filter_map(|row| row.event).collect();
    let types: Vec<_> = events.iter().map(|event| event.event_type.as_str()).collect();
    assert_eq!(types, [DossierOpened::TYPE, DossierCompleted::TYPE]);
    let completed: DossierCompleted = serde_json::from_str(&events[1].event)?;
    assert_eq!(
        (completed.dossier, completed.area, completed.value),
        (dos(1), "social".into(), 600)
    );
    assert_eq!(
        (completed.signatures.len(), completed.officer, completed.round),
        (2, "olle".into(), 1)
    );
    world.stop().await
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer() -> Tested {
    let mut world = World::start().await?;
    world.submitted(1, CYCLE).await?;
    world.assign(1, "olle").await?;
    world.sign_both(1).await?;
    world.value(1, 3).await?;
    let request = completion(1);
    let first = world.by("olle", OFFICER, request.clone());
    let first = world.client.complete_dossier(first).await?.into_inner();
    let again = world.by("olle", OFFICER, request);
    assert_eq!(world.client.complete_dossier(again).await?.into_inner(), first);
    world.stop().await
}

#[tokio::test]
async fn dossiers_are_filtered_and_paged_e1() -> Tested {
    let mut world = World::start().await?;
    world.completed(1).await?;
    for n in 2..=3 {
        world.submitted(n, CYCLE).await?;
    }
    world.assign(3, "maj").await?;
    let any = ListDossiersRequest::default();
    let cases = [
        (any.clone(), vec![dos(1), dos(2), dos(3)]),
        (
            ListDossiersRequest { cycle: CYCLE.to_owned(), page_size: 2, ..any.clone() },
            vec![dos(1), dos(2)],
        ),
        (ListDossiersRequest { area: "technical".to_owned(), ..any.clone() }, Vec::new()),
        (
            ListDossiersRequest { status: DossierStatus::Completed.into(), ..any.clone() },
            vec![dos(1)],
        ),
        (ListDossiersRequest { officer: "maj".to_owned(), ..any.clone() }, vec![dos(3)]),
    ];
    for (request, expected) in cases {
        let request = world.by("eva", &[], request);
        let found = world.client.list_dossiers(request).await?.into_inner();
        let found: Vec<_> = found.dossiers.into_iter().map(|one| one.id).collect();
        assert_eq!(found, expected);
    }
    let first = world.by("eva", &[], ListDossiersRequest { page_size: 2, ..any.clone() });
    let page_token = world.client.list_dossiers(first).await?.into_inner().next_page_token;
    let last =
        world.by("eva", &[], ListDossiersRequest { page_size: 2, page_token, ..any.clone() });
    let last = world.client.list_dossiers(last).await?.into_inner();
    assert_eq!((last.dossiers.len(), last.next_page_token.as_str()), (1, ""));
    let bad = ListDossiersRequest { cycle: "x".to_owned(), status: 99, ..any };
    let bad = world.by("eva", &[], bad);
    let refused = world.client.list_dossiers(bad).await;
    let fields = refused.as_ref().err().map(bad_fields).unwrap_or_default();
    assert_eq!(fields, ["cycle", "status"]);
    world.stop().await
}
