//! Every reason of the rules, over gRPC.

use std::collections::BTreeSet;

use prioritisation::Rejection;
use proto::intake::v1::InitiativeWithdrawn;
use proto::prioritisation::v1::{Competence, StepOneOutcome};
use tonic::Status;

use crate::deciding::attended;
use crate::world::{AREAS, SOCIAL, World, case, cycle, fields, initiative, reason};

/// Notes the reason of a refusal.
fn note<T: std::fmt::Debug>(seen: &mut BTreeSet<String>, answer: Result<T, Status>) {
    seen.insert(reason(&answer.expect_err("it is refused")).1);
}

#[tokio::test]
async fn every_reason_of_the_rules_is_answered_over_grpc() {
    let mut seen = BTreeSet::new();
    let mut world = World::new().await;

    note(&mut seen, world.assess("chair", &case(9), StepOneOutcome::Included).await);
    let one = world.dossier(1, SOCIAL, 100, 1).await;
    world.seat(90, "group:technical", "group_chair", "stranger").await;
    note(&mut seen, world.assess("stranger", &one, StepOneOutcome::Included).await);
    note(&mut seen, world.assess("chair", "nonsense", StepOneOutcome::Unspecified).await);

    note(&mut seen, world.open(SOCIAL).await);
    world.assess("chair", &one, StepOneOutcome::Supplement).await.unwrap();
    note(&mut seen, world.assess("chair", &one, StepOneOutcome::Included).await);
    world.dossier(1, SOCIAL, 100, 2).await;
    world.assess("chair", &one, StepOneOutcome::Included).await.unwrap();
    note(&mut seen, world.assess("chair", &one, StepOneOutcome::Rejected).await);
    let two = world.dossier(2, SOCIAL, 100, 1).await;
    let withdrawn = InitiativeWithdrawn {
        initiative: initiative(2).to_string(),
        cycle: cycle().to_string(),
        reason: "done".to_owned(),
    };
    world.publish("intake", &withdrawn).await;
    note(&mut seen, world.assess("chair", &two, StepOneOutcome::Included).await);

    note(&mut seen, world.cast("anna", SOCIAL, &[1]).await);
    world.open(SOCIAL).await.unwrap();
    let late = world.dossier(3, SOCIAL, 100, 1).await;
    note(&mut seen, world.assess("chair", &late, StepOneOutcome::Included).await);
    world.assess("chair", &late, StepOneOutcome::Rejected).await.unwrap();
    note(&mut seen, world.close(SOCIAL).await);
    note(&mut seen, world.ballots(0, "").await);
    world.cast("anna", SOCIAL, &[1]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    note(&mut seen, world.compose().await);
    note(&mut seen, world.decide(SOCIAL, attended(&["chair"])).await);
    note(&mut seen, world.decide(SOCIAL, attended(&["chair", "anna"])).await);
    world.rank(SOCIAL).await.unwrap();

    world.compose().await.unwrap();
    note(&mut seen, world.hand_over().await);
    world.sign("business", Competence::Business).await.unwrap();
    note(&mut seen, world.sign("business", Competence::Business).await);
    note(&mut seen, world.sign("business", Competence::It).await);
    world.sign("it", Competence::It).await.unwrap();
    let withdrawn = InitiativeWithdrawn { initiative: initiative(1).to_string(), ..withdrawn };
    world.publish("intake", &withdrawn).await;
    note(&mut seen, world.hand_over().await);
    world.compose().await.unwrap();
    world.sign("both", Competence::Business).await.unwrap();
    note(&mut seen, world.sign("both", Competence::It).await);
    world.sign("it", Competence::It).await.unwrap();
    world.hand_over().await.unwrap();
    note(&mut seen, world.compose().await);
    world.close_cycle().await;
    note(&mut seen, world.open(AREAS[0]).await);

    seen.extend(crate::appraisals::reasons().await);
    let all: BTreeSet<_> = Rejection::REASONS.iter().map(|one| one.reason.to_owned()).collect();
    assert_eq!(seen, all);
    world.bench.stop().await;
}

#[tokio::test]
async fn all_bad_fields_of_a_request_are_named_at_once() {
    let mut world = World::new().await;
    let refused = world.assess("chair", "nonsense", StepOneOutcome::Unspecified).await;
    assert_eq!(fields(&refused.expect_err("it is refused")), ["case", "outcome"]);
    let refused = world.ballots(-1, "nonsense").await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["page_size", "page_token"]);
    world.bench.stop().await;
}
