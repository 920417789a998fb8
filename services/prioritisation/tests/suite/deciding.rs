//! Step two: tied and partial ballots, the group's meeting, what can be done again by hand.

use proto::prioritisation::v1 as pb;
use tonic::{Code, Status};

use crate::world::{SOCIAL, World, cycle, fields, initiative, reason};

fn named(n: u128) -> String {
    initiative(n).to_string()
}

/// Three initiatives whose ballot is open.
async fn balloting() -> World {
    let mut world = World::new().await;
    for n in 1..=3 {
        world.include(n, SOCIAL, 100).await;
    }
    world.open(SOCIAL).await.unwrap();
    world
}

impl World {
    async fn place(&mut self, person: &str, groups: &[&[u128]]) -> Result<(), Status> {
        let place = |group: &&[u128]| pb::BallotPlace {
            initiatives: group.iter().map(|n| named(*n)).collect(),
        };
        let request = pb::CastBallotRequest {
            request_id: self.id(),
            cycle: cycle().to_string(),
            area: SOCIAL.to_owned(),
            places: groups.iter().map(place).collect(),
            ..pb::CastBallotRequest::default()
        };
        let request = self.by(person, request);
        self.client.cast_ballot(request).await.map(|_| ())
    }

    async fn explain(
        &mut self,
        request: pb::ExplainRankingRequest,
    ) -> Result<pb::ExplainRankingResponse, Status> {
        let (cycle, area) = (cycle().to_string(), SOCIAL.to_owned());
        let request = pb::ExplainRankingRequest { cycle, area, ..request };
        let request = self.by("anyone", request);
        self.client.explain_ranking(request).await.map(tonic::Response::into_inner)
    }
}

/// A decision as computed, by a meeting of these people.
pub(crate) fn attended(people: &[&str]) -> pb::DecideRankingRequest {
    let attendance = people.iter().map(|person| (*person).to_owned()).collect();
    pb::DecideRankingRequest { attendance, ..pb::DecideRankingRequest::default() }
}

#[tokio::test]
async fn ballots_may_be_partial_and_tied_and_half_points_are_kept_c7() {
    let mut world = balloting().await;
    world.place("anna", &[&[3], &[1, 2]]).await.unwrap();
    world.place("bo", &[&[2]]).await.unwrap();
    let own = world.ballot("bo", "").await.unwrap();
    assert_eq!((own.order, own.places.len()), (vec![named(2)], 1));
    let own = world.ballot("anna", "").await.unwrap();
    assert_eq!((own.order.len(), own.places[1].initiatives.len()), (0, 2));
    world.close(SOCIAL).await.unwrap();
    let entries = world.rank(SOCIAL).await.unwrap().entries;
    // 2: a half and 2; 3: 2 and a half; 1: a half and a half. The tie goes to the reference.
    let found: Vec<_> =
        entries.iter().map(|one| (one.initiative.clone(), one.points, one.half_point)).collect();
    assert_eq!(found, [(named(2), 2, true), (named(3), 2, true), (named(1), 1, false)]);
    world.compose().await.unwrap();
    let request = world.by(
        "anyone",
        pb::ListProposalItemsRequest { cycle: cycle().to_string(), ..Default::default() },
    );
    let items = world.client.list_proposal_items(request).await.unwrap().into_inner().items;
    assert_eq!((items[0].score_numerator, items[0].score_denominator), (5, 8));
    assert_eq!((items[2].score_numerator, items[2].score_denominator), (1, 4));
    world.bench.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_ballot_is_named_as_the_caller_named_it() {
    let mut world = balloting().await;
    let refused = world.cast("anna", SOCIAL, &[1, 1, 9]).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["order[1]", "order[2]"]);
    let refused = world.place("anna", &[&[1, 9], &[1]]).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["places[0].initiatives[1]", "places[1].initiatives[0]"]);
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_5_a_group_changes_the_order_with_reasons_and_both_orders_stay_a13() {
    let mut world = balloting().await;
    world.cast("anna", SOCIAL, &[1, 2, 3]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    let moved = |to_rank, reason: &str| pb::RankingMove {
        initiative: named(3),
        to_rank,
        reason: reason.to_owned(),
        ..pb::RankingMove::default()
    };
    let all = attended(&["chair", "anna", "bo"]);
    let wrong = pb::DecideRankingRequest { moves: vec![moved(7, " ")], ..all.clone() };
    let refused = world.decide(SOCIAL, wrong).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["moves[0].reason", "moves[0].to_rank"]);
    let request = pb::DecideRankingRequest { moves: vec![moved(1, "Lagen kräver det.")], ..all };
    world.decide(SOCIAL, request).await.unwrap();

    let round = world.round(SOCIAL).await;
    let found: Vec<_> = round.ranking.iter().map(|one| (one.rank, one.computed_rank)).collect();
    assert_eq!(found, [(1, 3), (2, 1), (3, 2)]);
    assert_eq!(round.ranking[0].points, 2, "points belong to places");
    let decision = round.decision.unwrap();
    assert_eq!(decision.method(), pb::RankingMethod::Borda);
    assert_eq!((decision.moves[0].from_rank, decision.moves[0].to_rank), (3, 1));
    assert_eq!((decision.attendance.len(), decision.quorum, decision.gaps.len()), (3, 2, 0));
    let explained = world.explain(pb::ExplainRankingRequest::default()).await.unwrap();
    let decided: Vec<_> = explained.places.iter().map(|one| (one.rank, one.decided_rank)).collect();
    assert_eq!(decided, [(1, 2), (2, 3), (3, 1)]);
    let (_, event) = world.published().await.pop().unwrap();
    assert!(event.contains("Lagen kräver det."), "{event}");
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_11_quorum_and_composition_are_checked_and_a_gap_is_named_a10_a11() {
    let mut world = balloting().await;
    world.cast("anna", SOCIAL, &[1, 2, 3]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    let refused = world.decide(SOCIAL, attended(&["anna", "nobody"])).await;
    assert_eq!(fields(&refused.expect_err("it is refused")), ["attendance[1]", "attendance"]);
    let refused = world.decide(SOCIAL, attended(&["chair"])).await.expect_err("too few");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "QUORUM_MISSING".to_owned()));
    let refused = world.decide(SOCIAL, attended(&["chair", "anna"])).await.expect_err("no IT");
    assert_eq!(reason(&refused).1, "COMPOSITION_GAP");
    assert!(refused.message().ends_with("answers for: it"), "{}", refused.message());
    let mut despite = attended(&["chair", "anna"]);
    despite.despite_gaps = "IT-chefen är sjuk.".to_owned();
    world.decide(SOCIAL, despite).await.unwrap();
    let decision = world.round(SOCIAL).await.decision.unwrap();
    assert_eq!(decision.gaps, [i32::from(pb::Responsibility::It)]);
    assert_eq!(decision.despite_gaps, "IT-chefen är sjuk.");
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_21_the_steps_of_each_method_are_seen_after_closing_page_by_page() {
    let mut world = balloting().await;
    world.cast("anna", SOCIAL, &[3, 2, 1]).await.unwrap();
    world.cast("bo", SOCIAL, &[2, 3, 1]).await.unwrap();
    let refused = world.explain(pb::ExplainRankingRequest::default()).await;
    assert_eq!(reason(&refused.expect_err("it is unseen")).1, "BALLOTS_UNSEEN");
    world.close(SOCIAL).await.unwrap();
    for (method, all) in [
        (pb::RankingMethod::Borda, 3),
        (pb::RankingMethod::Schulze, 2),
        (pb::RankingMethod::RankedPairs, 2),
    ] {
        let mut request = pb::ExplainRankingRequest { page_size: 1, ..Default::default() };
        request.set_method(method);
        let mut steps = Vec::new();
        loop {
            let page = world.explain(request.clone()).await.unwrap();
            assert_eq!((page.method(), page.ballots, page.places.len()), (method, 2, 3));
            assert_eq!(page.ties[0].initiatives, [named(2), named(3)], "{method:?}");
            steps.extend(page.steps);
            request.page_token = page.next_page_token;
            if request.page_token.is_empty() {
                break;
            }
        }
        assert_eq!(steps.len(), all, "{method:?}");
        request.initiative = named(1);
        let about = world.explain(request).await.unwrap().steps;
        assert!(!about.is_empty() && about.iter().all(|step| steps.contains(step)));
    }
    world.bench.stop().await;
}

#[tokio::test]
async fn a_member_in_conflict_is_out_of_that_case_whenever_it_is_declared() {
    let mut world = balloting().await;
    world.declare("anna", 1).await.unwrap();
    let refused = world.cast("anna", SOCIAL, &[2, 1]).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["order[1]"]);
    world.cast("anna", SOCIAL, &[2, 3]).await.unwrap();
    world.cast("bo", SOCIAL, &[1, 2, 3]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    world.declare("bo", 2).await.unwrap();
    let entries = world.rank(SOCIAL).await.unwrap().entries;
    // anna: 2 has 1 and a half, 3 a half, 1 one. bo: 1 has 1 and a half, 3 a half, 2 one.
    let found: Vec<_> =
        entries.iter().map(|one| (one.initiative.clone(), one.points, one.half_point)).collect();
    assert_eq!(found, [(named(1), 2, true), (named(2), 2, true), (named(3), 1, false)]);
    let refused = world.declare("chair", 3).await.expect_err("the ranking is decided");
    assert_eq!(reason(&refused).1, "APPRAISALS_CLOSED");
    world.bench.stop().await;
}

/// Whichever comes first: the decision rests on the conflicts that were declared before it.
#[tokio::test]
async fn a_conflict_declared_between_counting_and_deciding_refuses_the_decision_a13_c7() {
    let mut world = balloting().await;
    world.cast("anna", SOCIAL, &[1, 2, 3]).await.unwrap();
    world.cast("bo", SOCIAL, &[3, 2, 1]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    let request = pb::DecideRankingRequest {
        request_id: world.id(),
        cycle: cycle().to_string(),
        area: SOCIAL.to_owned(),
        ..attended(&["chair", "anna", "bo"])
    };
    let (mut client, request) = (world.client.clone(), world.by("chair", request));
    let before = world.round(SOCIAL).await.revision;
    let (decided, declared) = tokio::join!(client.decide_ranking(request), world.declare("bo", 3));
    match (decided, declared) {
        (Ok(_), Err(late)) => assert_eq!(reason(&late).1, "APPRAISALS_CLOSED"),
        (Err(early), Ok(_)) => {
            assert_eq!(reason(&early), (Code::Aborted, "REVISION_STALE".to_owned()));
            assert_eq!(world.round(SOCIAL).await.revision, before + 1);
            world.rank(SOCIAL).await.unwrap();
        }
        (decided, declared) => assert!(decided.is_ok() && declared.is_ok(), "neither was done"),
    }
    let told = world.explain(pb::ExplainRankingRequest::default()).await.unwrap();
    assert!(told.places.iter().all(|one| one.rank == one.decided_rank), "{:?}", told.places);
    world.bench.stop().await;
}
