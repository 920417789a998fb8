//! A cycle from dossiers to hand-over, and what is seen of it on the way.

use pb::{AreaPhase, CaseStatus, Competence, StepOneOutcome};
use proto::intake::v1::InitiativeWithdrawn;
use proto::prioritisation::v1 as pb;
use tonic::{Code, Response};

use crate::world::{SOCIAL, World, case, cycle, initiative, reason};

fn initiatives(entries: &[pb::RankingEntry]) -> Vec<String> {
    entries.iter().map(|entry| entry.initiative.clone()).collect()
}

#[tokio::test]
async fn a_cycle_goes_from_dossiers_to_the_hand_over_c5_to_c9() {
    let mut world = World::new().await;
    for (n, cost) in [(1, 300), (2, 200), (3, 100)] {
        world.include(n, SOCIAL, cost).await;
    }
    world.include(4, "technical", 50).await;
    assert_eq!(world.open(SOCIAL).await.unwrap().candidates, 3);
    world.cast("anna", SOCIAL, &[1, 2, 3]).await.unwrap();
    world.cast("bo", SOCIAL, &[2, 1, 3]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    let ranking = world.rank(SOCIAL).await.unwrap().entries;
    assert_eq!(initiatives(&ranking), [2, 1, 3].map(|n| initiative(n).to_string()));
    assert_eq!(ranking.iter().map(|entry| entry.points).collect::<Vec<_>>(), [3, 3, 0]);
    world.open("technical").await.unwrap();
    world.cast("chair", "technical", &[4]).await.unwrap();
    world.close("technical").await.unwrap();
    world.rank("technical").await.unwrap();

    let composed = world.compose().await.unwrap();
    assert_eq!(composed.count, 4);
    world.sign("business", Competence::Business).await.unwrap();
    world.sign("it", Competence::It).await.unwrap();
    let handed = world.hand_over().await.unwrap();
    assert_eq!((handed.count, &handed.digest), (4, &composed.digest));

    let request = world.by("anyone", pb::GetProposalRequest { cycle: cycle().to_string() });
    let proposal = world.client.get_proposal(request).await.unwrap().into_inner();
    let proposal = proposal.proposal.unwrap();
    assert_eq!((proposal.count, proposal.signatures.len()), (4, 2));
    assert!(proposal.composed_at.is_some() && proposal.handed_over_at.is_some());
    let items = items(&mut world, "").await;
    let order: Vec<_> = items.iter().map(|item| item.initiative.clone()).collect();
    assert_eq!(order, [4, 2, 1, 3].map(|n| initiative(n).to_string()));
    assert_eq!((items[0].score_numerator, items[0].score_denominator), (1, 1));
    assert_eq!((items[1].score_numerator, items[1].score_denominator), (3, 4));
    assert_eq!(self::items(&mut world, "technical").await.len(), 1);

    let published = world.published().await;
    let of = |name: &str| published.iter().filter(|(kind, _)| kind.ends_with(name)).count();
    assert_eq!(of("case.assessed.v1"), 4);
    assert_eq!(of("ranking.decided.v1"), 2);
    assert_eq!(of("proposal.item.v1"), 4);
    let last = published.last().unwrap();
    assert_eq!(last.0, "radslag.prioritisation.proposal.handed_over.v1");
    assert!(last.1.contains(&composed.digest));
    world.bench.stop().await;
}

async fn items(world: &mut World, area: &str) -> Vec<pb::ProposalEntry> {
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = pb::ListProposalItemsRequest {
            cycle: cycle().to_string(),
            area: area.to_owned(),
            page_size: 3,
            page_token,
        };
        let request = world.by("anyone", request);
        let page = world.client.list_proposal_items(request).await.unwrap().into_inner();
        all.extend(page.items);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return all;
        }
    }
}

#[tokio::test]
async fn a_supplement_comes_back_and_is_assessed_again_c6() {
    let mut world = World::new().await;
    let one = world.dossier(1, SOCIAL, 100, 1).await;
    world.assess("chair", &one, StepOneOutcome::Supplement).await.unwrap();
    let waiting = world.case(&one).await;
    assert_eq!(waiting.status(), CaseStatus::AwaitingSupplement);
    assert_eq!((waiting.due_on.as_str(), waiting.missing.len()), ("2027-02-01", 1));
    world.dossier(1, SOCIAL, 120, 2).await;
    world.assess("chair", &one, StepOneOutcome::Included).await.unwrap();
    let included = world.case(&one).await;
    assert_eq!((included.status(), included.round), (CaseStatus::Included, 2));
    assert_eq!(included.total_cost_ore, 120);
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_9_nobody_sees_anothers_ballot_or_how_many_there_are_before_closing() {
    let mut world = World::new().await;
    world.include(1, SOCIAL, 100).await;
    world.include(2, SOCIAL, 100).await;
    let opened = world.open(SOCIAL).await.unwrap().revision;
    let before = world.published().await.len();
    world.cast("anna", SOCIAL, &[1, 2]).await.unwrap();
    world.cast("anna", SOCIAL, &[2, 1]).await.unwrap();
    assert_eq!(world.published().await.len(), before, "a ballot publishes nothing");

    let own = world.ballot("anna", "").await.unwrap();
    assert_eq!(own.order[0], initiative(2).to_string());
    for person in ["bo", "chair", "slk"] {
        let refused = world.ballot(person, "anna").await.expect_err("it is unseen");
        assert_eq!(reason(&refused), (Code::FailedPrecondition, "BALLOTS_UNSEEN".to_owned()));
    }
    let refused = world.ballots(0, "").await.expect_err("they are unseen");
    assert_eq!(reason(&refused).1, "BALLOTS_UNSEEN");
    let round = world.round(SOCIAL).await;
    assert_eq!((round.ballots, round.ranking.len()), (None, 0));
    assert_eq!(round.revision, opened, "it does not tell that ballots were cast");
    let request = world.by("bo", pb::ListAreaRoundsRequest::default());
    let rounds = world.client.list_area_rounds(request).await.unwrap().into_inner();
    assert!(rounds.area_rounds.iter().all(|round| round.ballots.is_none()));

    world.cast("bo", SOCIAL, &[1, 2]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    assert_eq!(world.round(SOCIAL).await.ballots, Some(2));
    let first = world.ballots(1, "").await.unwrap();
    let second = world.ballots(1, &first.next_page_token).await.unwrap();
    assert_eq!(
        (first.ballots[0].member.as_str(), second.ballots[0].member.as_str()),
        ("anna", "bo")
    );
    assert_eq!(second.next_page_token, "");
    assert_eq!(world.ballot("bo", "anna").await.unwrap(), own);
    world.bench.stop().await;
}

#[tokio::test]
async fn one_withdrawn_during_the_ballot_is_dropped_from_the_ranking() {
    let mut world = World::new().await;
    for n in 1..=3 {
        world.include(n, SOCIAL, 100).await;
    }
    world.open(SOCIAL).await.unwrap();
    world.cast("anna", SOCIAL, &[2, 3, 1]).await.unwrap();
    let withdrawn = InitiativeWithdrawn {
        initiative: initiative(2).to_string(),
        cycle: cycle().to_string(),
        reason: "met".to_owned(),
    };
    world.publish("intake", &withdrawn).await;
    assert!(world.round(SOCIAL).await.candidates.iter().any(|one| one.withdrawn));
    world.close(SOCIAL).await.unwrap();
    let ranking = world.rank(SOCIAL).await.unwrap().entries;
    assert_eq!(initiatives(&ranking), [3, 1].map(|n| initiative(n).to_string()));
    assert_eq!(world.round(SOCIAL).await.phase(), AreaPhase::Ranked);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_and_a_stale_revision_is_aborted() {
    let mut world = World::new().await;
    world.include(1, SOCIAL, 100).await;
    let request_id = world.id();
    let request = || pb::OpenBallotRequest {
        request_id: request_id.clone(),
        cycle: cycle().to_string(),
        area: SOCIAL.to_owned(),
    };
    let first = world.by("chair", request());
    let again = world.by("chair", request());
    let first = world.client.open_ballot(first).await.map(Response::into_inner).unwrap();
    let again = world.client.open_ballot(again).await.map(Response::into_inner).unwrap();
    assert_eq!(first, again);

    world.dossier(2, "technical", 100, 1).await;
    let stale = pb::AssessCaseRequest {
        request_id: world.id(),
        case: case(2),
        revision: 7,
        outcome: StepOneOutcome::Included.into(),
        reason: "fits".to_owned(),
        ..pb::AssessCaseRequest::default()
    };
    let request = world.by("chair", stale);
    let refused = world.client.assess_case(request).await.expect_err("it is stale");
    assert_eq!(reason(&refused), (Code::Aborted, "REVISION_STALE".to_owned()));
    world.bench.stop().await;
}

#[tokio::test]
async fn cases_are_listed_by_filters_page_by_page() {
    let mut world = World::new().await;
    for n in 1..=5 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    world.assess("chair", &case(2), StepOneOutcome::Rejected).await.unwrap();
    let mut found = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = pb::ListCasesRequest {
            cycle: cycle().to_string(),
            area: SOCIAL.to_owned(),
            status: CaseStatus::Registered.into(),
            page_size: 2,
            page_token,
            ..pb::ListCasesRequest::default()
        };
        let request = world.by("anyone", request);
        let page = world.client.list_cases(request).await.unwrap().into_inner();
        found.extend(page.cases.into_iter().map(|case| case.id));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    let mut registered = [1, 3, 4, 5].map(case);
    registered.sort();
    assert_eq!(found, registered);
    world.bench.stop().await;
}
