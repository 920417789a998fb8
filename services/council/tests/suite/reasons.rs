//! Every reason of the rules, over gRPC.

use std::collections::BTreeSet;

use council::Rejection;
use proto::council::v1::{AppointSeatRequest, EndSeatRequest, OpenMeetingRequest};
use tonic::Status;

use crate::world::{World, cycle, fields, reason};

/// Notes the reason of a refusal.
fn note<T: std::fmt::Debug>(seen: &mut BTreeSet<String>, answer: Result<T, Status>) {
    seen.insert(reason(&answer.expect_err("it is refused")).1);
}

async fn seats(seen: &mut BTreeSet<String>) {
    let mut world = World::new().await;
    note(seen, world.appoint("council", "council_chair", "another").await);
    note(seen, world.appoint("council", "council_member", "m1").await);
    note(seen, world.appoint("group:none", "group_member", "m1").await);
    let request = AppointSeatRequest {
        request_id: world.id(),
        body: "group:social".to_owned(),
        role: "group_chair".to_owned(),
        responsibility: "it".to_owned(),
        person: "m1".to_owned(),
        from: "2026-01-01".to_owned(),
        decision_ref: "SLK 1".to_owned(),
        ..AppointSeatRequest::default()
    };
    let request = world.by("director", request);
    note(seen, world.client.appoint_seat(request).await);
    note(seen, world.appoint("committee", "committee_member", "stranger").await);
    let mut on_committee = String::new();
    for n in 1..=5 {
        on_committee =
            world.appoint("committee", "committee_member", &format!("m{n}")).await.unwrap();
    }
    note(seen, world.appoint("committee", "committee_member", "m6").await);
    note(seen, world.end("director", &on_committee, "2027-02-01").await);
    world.end("chair", &on_committee, "2027-02-01").await.unwrap();
    note(seen, world.end("chair", &on_committee, "2027-03-01").await);
    let contact = world.contact_person(1, None).await;
    note(seen, world.end("director", &contact, "2027-02-01").await);
    note(
        seen,
        world.end("director", "sea_00000000-0000-0000-0000-0000000000ff", "2027-02-01").await,
    );
    world.bench.stop().await;
}

async fn meetings(seen: &mut BTreeSet<String>) {
    let mut world = World::new().await;
    note(seen, world.open(&["chair", "m1", "m2"]).await);
    let meeting = world.opened().await;
    note(seen, world.handle(&meeting).await);
    note(seen, world.issue(&meeting).await);
    world.propose().await;
    world.handle(&meeting).await.unwrap();
    note(seen, world.handle(&meeting).await);
    world.issue(&meeting).await.unwrap();
    note(seen, world.issue(&meeting).await);
    world.close(&meeting).await.unwrap();
    note(seen, world.close(&meeting).await);
    world.close_cycle().await;
    note(seen, world.open(&["chair", "m1", "m2", "m3"]).await);
    world.bench.stop().await;
}

#[tokio::test]
async fn every_reason_of_the_rules_is_answered_over_grpc() {
    let mut seen = BTreeSet::new();
    seats(&mut seen).await;
    meetings(&mut seen).await;
    let mut world = World::new().await;
    world.item(1).await;
    world.hand_over(1, "another digest").await;
    let meeting = world.opened().await;
    note(&mut seen, world.handle(&meeting).await);
    world.bench.stop().await;

    let all: BTreeSet<_> = Rejection::REASONS.iter().map(|one| one.reason.to_owned()).collect();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn all_bad_fields_of_a_request_are_named_at_once() {
    let mut world = World::new().await;
    let request = AppointSeatRequest {
        request_id: world.id(),
        body: "a body".to_owned(),
        role: "king".to_owned(),
        from: "yesterday".to_owned(),
        decision_ref: "\u{0}".to_owned(),
        ..AppointSeatRequest::default()
    };
    let request = world.by("director", request);
    let refused = world.client.appoint_seat(request).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["body", "role", "person", "from", "decision_ref"]);
    let request = EndSeatRequest { request_id: world.id(), ..EndSeatRequest::default() };
    let request = world.by("director", request);
    let refused = world.client.end_seat(request).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["seat", "until"]);
    let attendance = vec!["m1".to_owned(), "m1".to_owned(), "x".to_owned()];
    let (request_id, cycle) = (world.id(), cycle().to_string());
    let request = world.by("chair", OpenMeetingRequest { request_id, cycle, attendance });
    let refused = world.client.open_meeting(request).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["attendance[1]", "attendance[2]"]);
    world.bench.stop().await;
}
