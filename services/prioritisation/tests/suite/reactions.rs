//! What follows from others' events.

use proto::budget_integration::v1::CycleOpened;
use proto::council::v1::SeatEnded;
use proto::intake::v1::InitiativeWithdrawn;
use proto::prioritisation::v1::{CaseStatus, StepOneOutcome};
use tonic::Code;

use crate::world::{SOCIAL, World, case, cycle, initiative, reason};

fn withdrawn(n: u128) -> InitiativeWithdrawn {
    InitiativeWithdrawn {
        initiative: initiative(n).to_string(),
        cycle: cycle().to_string(),
        reason: "not needed".to_owned(),
    }
}

#[tokio::test]
async fn a_withdrawal_before_the_dossier_keeps_the_case_from_opening() {
    let mut world = World::new().await;
    world.publish("intake", &withdrawn(1)).await;
    world.dossier(1, SOCIAL, 100, 1).await;
    assert_eq!(world.round(SOCIAL).await.registered, 0);
    let refused = world.assess("chair", &case(1), StepOneOutcome::Included).await;
    assert_eq!(reason(&refused.expect_err("there is no case")).0, Code::NotFound);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_withdrawal_without_a_cycle_changes_nothing() {
    let world = World::new().await;
    let event = InitiativeWithdrawn { cycle: String::new(), ..withdrawn(1) };
    world.publish("intake", &event).await;
    world.bench.stop().await;
}

#[tokio::test]
async fn a_supplement_counts_in_the_area_in_which_the_case_was_opened() {
    let mut world = World::new().await;
    let one = world.dossier(1, SOCIAL, 100, 1).await;
    world.assess("chair", &one, StepOneOutcome::Supplement).await.unwrap();
    world.dossier(1, "technical", 200, 2).await;
    let case = world.case(&one).await;
    assert_eq!((case.area.as_str(), case.round, case.total_cost_ore), (SOCIAL, 2, 200));
    assert_eq!(case.status(), CaseStatus::Registered);
    let round = world.round(SOCIAL).await;
    assert_eq!((round.registered, round.awaiting_supplement), (1, 0));
    assert_eq!(world.round("technical").await.registered, 0);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_dossier_that_comes_after_the_cycle_closed_opens_nothing() {
    let mut world = World::new().await;
    world.close_cycle().await;
    world.dossier(1, SOCIAL, 100, 1).await;
    assert_eq!(world.round(SOCIAL).await.registered, 0);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_seat_that_ended_gives_no_mandate() {
    let mut world = World::new().await;
    let one = world.dossier(1, SOCIAL, 100, 1).await;
    let ended = SeatEnded {
        seat: kernel::SeatId::new(uuid::Uuid::from_u128(20)).to_string(),
        body: "group:social".to_owned(),
        role: "group_chair".to_owned(),
        person: "chair".to_owned(),
        until: "2027-01-15".to_owned(),
        reason: "moved".to_owned(),
    };
    world.publish("council", &ended).await;
    let refused = world.assess("chair", &one, StepOneOutcome::Included).await;
    let expected = (Code::PermissionDenied, "MANDATE_MISSING".to_owned());
    assert_eq!(reason(&refused.expect_err("the seat ended")), expected);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_cycle_of_a_model_unknown_here_is_parked() {
    let world = World::empty().await;
    let opened = CycleOpened {
        cycle: cycle().to_string(),
        year: 2028,
        model_version: "2999".to_owned(),
        submit_by: "2027-02-01".to_owned(),
        step_one_by: "2027-03-01".to_owned(),
        step_two_by: "2027-04-01".to_owned(),
        recommend_by: "2027-05-01".to_owned(),
        ..CycleOpened::default()
    };
    let sequence = world.bench.source("budget-integration").publish("cycle/1", &opened);
    assert!(world.bench.taken_in("budget-integration", sequence).await);
    assert_eq!(world.bench.node.journal().parked().await.unwrap().len(), 1);
    world.bench.stop().await;
}
