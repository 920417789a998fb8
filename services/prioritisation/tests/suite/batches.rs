//! Step one for many cases at once.

use pb::CaseStatus;
use prioritisation_domain::Outcome;
use proto::prioritisation::v1 as pb;
use tonic::Code;

use crate::group::item;
use crate::world::{SOCIAL, World, case, cycle, fields, reason};

#[tokio::test]
async fn a19_a_batch_gives_every_case_its_outcome_c6() {
    let mut world = World::new().await;
    for n in 1..=4 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    let outcomes = [Outcome::Included, Outcome::Supplement, Outcome::Rejected, Outcome::Included];
    let items: Vec<_> = (1..).zip(outcomes).map(|(n, outcome)| item(n, outcome)).collect();
    let answer = world.batch("chair", items).await.unwrap();
    let told: Vec<_> = answer.cases.iter().map(|one| (one.case.clone(), one.revision)).collect();
    assert_eq!(told, [1, 2, 3, 4].map(|n| (case(n), 2)));
    assert_eq!(world.case(&case(2)).await.status(), CaseStatus::AwaitingSupplement);
    let round = world.round(SOCIAL).await;
    let counts = (round.registered, round.included, round.awaiting_supplement, round.rejected);
    assert_eq!(counts, (0, 2, 1, 1));
    let published = world.published().await;
    assert_eq!(published.len(), 4);
    assert!(published.iter().all(|(kind, _)| kind.ends_with("case.assessed.v1")));
    world.bench.stop().await;
}

#[tokio::test]
async fn a_batch_that_is_sent_again_gets_the_first_answer() {
    let mut world = World::new().await;
    for n in 1..=3 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    let request = pb::AssessCasesRequest {
        request_id: world.id(),
        cycle: cycle().to_string(),
        area: SOCIAL.to_owned(),
        items: (1..=3).map(|n| item(n, Outcome::Included)).collect(),
    };
    let (first, again) = (world.by("chair", request.clone()), world.by("chair", request));
    let first = world.client.assess_cases(first).await.unwrap().into_inner();
    assert_eq!(world.client.assess_cases(again).await.unwrap().into_inner(), first);
    assert_eq!(world.published().await.len(), 3);
    world.bench.stop().await;
}

#[tokio::test]
async fn everything_wrong_with_a_batch_is_named_by_item_and_nothing_is_done() {
    let mut world = World::new().await;
    for n in 1..=3 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    world.dossier(4, "technical", 100, 1).await;
    world.assess("chair", &case(1), pb::StepOneOutcome::Rejected).await.unwrap();
    let before = world.published().await.len();
    let included = |n| item(n, Outcome::Included);
    let items = vec![
        included(1),
        pb::AssessItem { case: "nonsense".to_owned(), due_on: "soon".to_owned(), ..included(2) },
        pb::AssessItem { reason: String::new(), due_on: "2027-02-01".to_owned(), ..included(2) },
        included(3),
        included(4),
        included(9),
        included(3),
    ];
    let refused = world.batch("chair", items).await.expect_err("almost all is wrong");
    assert_eq!(reason(&refused), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    let mut named = fields(&refused);
    named.sort();
    let expected = [
        "items[0]",
        "items[1].case",
        "items[1].due_on",
        "items[2].due_on",
        "items[2].reason",
        "items[4].case",
        "items[5]",
        "items[6]",
        "items[6].case",
    ];
    assert_eq!(named, expected);
    assert_eq!(world.published().await.len(), before);
    assert_eq!(world.case(&case(3)).await.status(), CaseStatus::Registered);

    let refused = world.batch("chair", vec![included(3), included(1)]).await.expect_err("decided");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "ALREADY_ASSESSED".to_owned()));
    assert_eq!(fields(&refused), ["items[1]"]);
    assert!(refused.message().starts_with("items[1] ALREADY_ASSESSED"), "{}", refused.message());
    let stale = pb::AssessItem { revision: 7, ..included(3) };
    let refused = world.batch("chair", vec![stale]).await.expect_err("it is stale");
    assert_eq!(reason(&refused), (Code::Aborted, "REVISION_STALE".to_owned()));
    let refused = world.batch("anna", vec![included(3)]).await.expect_err("she does not chair");
    assert_eq!(reason(&refused).1, "MANDATE_MISSING");
    world.bench.stop().await;
}

#[tokio::test]
async fn a_batch_has_one_to_a_thousand_items_and_any_refusal_of_it_can_be_read() {
    let mut world = World::new().await;
    let refused = world.batch("chair", Vec::new()).await.expect_err("it is empty");
    assert_eq!(fields(&refused), ["items"]);
    let items = |most| (1..=most).map(|n| item(n, Outcome::Included)).collect::<Vec<_>>();
    let refused = world.batch("chair", items(1_000)).await.expect_err("there are no cases");
    assert_eq!(reason(&refused), (Code::NotFound, "NOT_FOUND".to_owned()));
    assert_eq!(fields(&refused).len(), 41);
    let refused = world.batch("chair", items(1_001)).await.expect_err("they are too many");
    assert_eq!(fields(&refused)[0], "items");
    world.bench.stop().await;
}

#[tokio::test]
async fn a19_a_thousand_cases_get_their_outcomes_in_one_call() {
    let mut world = World::new().await;
    let mut last = 0;
    for n in 1..=1_000 {
        last = world.send_dossier(n, SOCIAL, 100, 1);
    }
    assert!(world.bench.taken_in("beredning", last).await);
    let items = (1..=1_000).map(|n| item(n, Outcome::Included)).collect();
    assert_eq!(world.batch("chair", items).await.unwrap().cases.len(), 1_000);
    assert_eq!(world.round(SOCIAL).await.included, 1_000);
    world.bench.stop().await;
}
