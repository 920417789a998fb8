//! How the appraisals are shared, and what each member sees of it (A19).

use pb::{AppraisalTask, StepOneOutcome};
use proto::council::v1::SeatEnded;
use proto::prioritisation::v1 as pb;
use tonic::Code;

use crate::world::{SOCIAL, World, case, reason};

fn assigned(load: &[pb::Workload]) -> Vec<(&str, u32)> {
    load.iter().map(|one| (one.member.as_str(), one.assigned)).collect()
}

#[tokio::test]
async fn a19_appraisals_are_shared_evenly_and_shared_again_after_a_change() {
    let mut world = World::new().await;
    for n in 1..=4 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    world.seat(23, "group:social", "group_member", "cy").await;
    assert_eq!(world.share("chair").await.unwrap().changed, 4);
    let load = world.workload("chair").await.unwrap();
    assert_eq!(assigned(&load), [("anna", 3), ("bo", 3), ("chair", 3), ("cy", 3)]);
    assert!(load.iter().all(|one| (one.left, one.cap) == (3, 25)));
    let again = world.share("chair").await.unwrap();
    assert_eq!((again.changed, again.revision), (0, 1));

    // A conflict, a new case and a seat that ends, shared again.
    world.declare("cy", 1).await.unwrap();
    world.dossier(5, SOCIAL, 100, 1).await;
    world.share("chair").await.unwrap();
    let waits: Vec<_> = world.waiting("cy").await.into_iter().map(|one| one.case).collect();
    assert!(!waits.contains(&case(1)), "{waits:?}");
    let load = world.workload("slk").await.unwrap();
    let sums: u32 = load.iter().map(|one| one.assigned).sum();
    assert_eq!((sums, load[3].conflicted), (15, 1));
    let ended = SeatEnded {
        seat: kernel::SeatId::new(uuid::Uuid::from_u128(22)).to_string(),
        body: "group:social".to_owned(),
        role: "group_member".to_owned(),
        person: "bo".to_owned(),
        until: "2027-01-15".to_owned(),
        reason: "moved".to_owned(),
    };
    world.publish("council", &ended).await;
    world.share("chair").await.unwrap();
    let load = world.workload("chair").await.unwrap();
    assert_eq!(assigned(&load), [("anna", 5), ("chair", 5), ("cy", 4)]);
    world.bench.stop().await;
}

#[tokio::test]
async fn a19_the_worklist_tells_what_is_to_be_done_and_the_figures_follow() {
    let mut world = World::new().await;
    for n in 1..=5 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    world.share("chair").await.unwrap();
    let waits = world.waiting("anna").await;
    assert_eq!(waits.len(), 5);
    assert!(waits.iter().all(|one| one.task() == AppraisalTask::Appraise && one.round == 1));
    world.appraise("anna", 1, 1).await.unwrap();
    world.appraise("anna", 2, 1).await.unwrap();
    world.declare("anna", 3).await.unwrap();
    world.dossier(2, SOCIAL, 200, 2).await;
    world.assess("chair", &case(5), StepOneOutcome::Rejected).await.unwrap();
    let waits: Vec<_> =
        world.waiting("anna").await.into_iter().map(|one| (one.case.clone(), one.task())).collect();
    let mut expected =
        vec![(case(2), AppraisalTask::AppraiseAgain), (case(4), AppraisalTask::Appraise)];
    expected.sort();
    assert_eq!(waits, expected);
    let load = world.workload("slk").await.unwrap();
    let anna = pb::Workload {
        member: "anna".to_owned(),
        assigned: 4,
        appraised: 1,
        outdated: 1,
        conflicted: 1,
        left: 2,
        cap: 25,
    };
    assert_eq!(load[0], anna);
    world.close_cycle().await;
    assert_eq!(world.waiting("anna").await, [], "nothing waits in a closed cycle");
    world.bench.stop().await;
}

#[tokio::test]
async fn a19_more_than_the_cap_is_refused_until_somebody_joins() {
    let mut world = World::new().await;
    let mut last = 0;
    for n in 1..=26 {
        last = world.send_dossier(n, SOCIAL, 100, 1);
    }
    assert!(world.bench.taken_in("beredning", last).await);
    let refused = world.share("chair").await.expect_err("three members have room for 75");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "CAP_EXCEEDED".to_owned()));
    assert!(refused.message().contains("lacks 3 places"), "{}", refused.message());
    world.seat(23, "group:social", "group_member", "cy").await;
    world.share("chair").await.unwrap();
    let load = world.workload("chair").await.unwrap();
    assert!(load.iter().all(|one| (19..=20).contains(&one.assigned)), "{load:?}");
    world.bench.stop().await;
}

#[tokio::test]
async fn a_member_sees_the_own_list_and_not_the_figures_of_others() {
    let mut world = World::new().await;
    world.dossier(1, SOCIAL, 100, 1).await;
    world.share("chair").await.unwrap();
    assert_eq!(reason(&world.workload("anna").await.unwrap_err()).1, "MANDATE_MISSING");
    world.seat(90, "group:technical", "group_chair", "stranger").await;
    let elsewhere = world.workload("stranger").await.unwrap_err();
    assert_eq!(reason(&elsewhere).1, "MANDATE_MISSING", "another area's chair");
    assert_eq!(world.waiting("anna").await.len(), 1);
    assert_eq!(world.waiting("stranger").await, []);
    let refused = world.share("anna").await.unwrap_err();
    assert_eq!(reason(&refused).1, "MANDATE_MISSING");
    world.bench.stop().await;
}

#[tokio::test]
async fn a19_complaint_18_two_thousand_cases_of_an_area_are_shared_in_one_call() {
    let mut world = World::new().await;
    let (mut dossier, mut seat) = (0, 0);
    for n in 1..=2_000 {
        dossier = world.send_dossier(n, SOCIAL, 100, 1);
    }
    for n in 0..240 {
        seat = world.send_seat(1_000 + n, "group:social", "group_member", &format!("m{n:03}"));
    }
    assert!(world.bench.taken_in("beredning", dossier).await);
    assert!(world.bench.taken_in("council", seat).await);
    assert_eq!(world.share("chair").await.unwrap().changed, 2_000);
    let load = world.workload("chair").await.unwrap();
    assert_eq!(load.len(), 243);
    assert!(load.iter().all(|one| (24..=25).contains(&one.assigned)), "{load:?}");
    assert_eq!(world.share("chair").await.unwrap().changed, 0);
    world.bench.stop().await;
}
