//! Every reason of the rules, over gRPC.

use std::collections::BTreeSet;

use budget_integration::Rejection;
use pb::{DecisionOutcome, Instance};
use proto::budget_integration::v1 as pb;
use tonic::Status;

use crate::world::{World, fields, reason, terms};

/// Notes the reason of a refusal.
fn note<T: std::fmt::Debug>(seen: &mut BTreeSet<String>, answer: Result<T, Status>) {
    seen.insert(reason(&answer.expect_err("it is refused")).1);
}

#[tokio::test]
async fn every_reason_of_the_rules_is_answered_over_grpc() {
    let mut seen = BTreeSet::new();
    let mut world = World::with(3).await;
    let (one, two) = (world.name(1), world.name(2));

    note(&mut seen, world.start(&world.name(9).clone()).await);
    note(&mut seen, world.tertial(Instance::Assembly, 0).await);
    note(&mut seen, world.tertial(Instance::Tertial2, 0).await);
    let assembly = Instance::Assembly;
    note(&mut seen, world.decide(&one, assembly, DecisionOutcome::Funded, 1_001).await);
    note(&mut seen, world.start(&one).await);
    world.decide(&one, assembly, DecisionOutcome::Funded, 400).await.unwrap();
    note(&mut seen, world.decide(&one, assembly, DecisionOutcome::Declined, 0).await);
    world.decide(&two, assembly, DecisionOutcome::Deferred, 0).await.unwrap();
    note(&mut seen, world.decide(&two, assembly, DecisionOutcome::Funded, 1).await);
    world.withdrawn(3).await;
    let three = world.name(3);
    note(&mut seen, world.decide(&three, assembly, DecisionOutcome::Funded, 1).await);
    note(&mut seen, world.finish(&one).await);
    world.start(&one).await.unwrap();
    note(&mut seen, world.start(&one).await);
    world.finish(&one).await.unwrap();
    note(&mut seen, world.finish(&one).await);
    world.tertial(Instance::Tertial1, 0).await.unwrap();
    world.tertial(Instance::Tertial2, 0).await.unwrap();
    note(&mut seen, world.close().await);
    note(&mut seen, world.decide(&two, Instance::Tertial2, DecisionOutcome::Deferred, 0).await);
    let request = world.bench.request(terms(), "anyone", &[]);
    note(&mut seen, world.client.open_cycle(request).await);

    let all: BTreeSet<_> = Rejection::REASONS.iter().map(|one| one.reason.to_owned()).collect();
    assert_eq!(seen, all);
    world.bench.stop().await;
}

#[tokio::test]
async fn all_bad_fields_of_a_request_are_named_at_once() {
    let mut world = World::with(1).await;
    let request = pb::OpenCycleRequest {
        request_id: world.id(),
        year: 70_000,
        submit_by: String::new(),
        recommend_by: "soon".to_owned(),
        decision_ref: "\u{7}".to_owned(),
        ..terms()
    };
    let request = world.by_budget(request);
    let refused = world.client.open_cycle(request).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["submit_by", "recommend_by", "year", "decision_ref"]);
    let request = pb::OpenCycleRequest {
        request_id: world.id(),
        model_version: "none".to_owned(),
        frame_ore: -1,
        large_budget_ore: 0,
        step_one_by: "2027-02-01".to_owned(),
        ..terms()
    };
    let request = world.by_budget(request);
    let refused = world.client.open_cycle(request).await.expect_err("it is refused");
    let all = ["model_version", "frame_ore", "large_budget_ore", "step_one_by"];
    assert_eq!(fields(&refused), all);
    let request = pb::RecordDecisionRequest { request_id: world.id(), ..Default::default() };
    let request = world.by_budget(request);
    let refused = world.client.record_decision(request).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["item", "instance", "outcome", "decided_on"]);
    world.bench.stop().await;
}
