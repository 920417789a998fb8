//! Appointments, and a proposal on its way to the recommendation.

use proto::council::v1 as pb;
use tonic::{Code, Response};

use crate::world::{DIGEST, World, administration, cycle, reason};

async fn seats(world: &mut World, request: pb::ListSeatsRequest) -> Vec<pb::Seat> {
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = pb::ListSeatsRequest { page_size: 3, page_token, ..request.clone() };
        let request = world.by("anyone", request);
        let page = world.client.list_seats(request).await.unwrap().into_inner();
        all.extend(page.seats);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return all;
        }
    }
}

#[tokio::test]
async fn a_proposal_becomes_a_recommendation_c9_c10() {
    let mut world = World::new().await;
    world.propose().await;
    let meeting = world.opened().await;
    let handled = world.handle(&meeting).await.unwrap();
    assert_eq!((handled.count, handled.digest.as_str()), (2, DIGEST));
    let before = world.published().await.len();
    let issued = world.issue(&meeting).await.unwrap();
    assert_eq!((issued.count, issued.digest.as_str()), (2, DIGEST));
    world.close(&meeting).await.unwrap();

    let published = world.published().await.split_off(before);
    let types: Vec<_> = published.iter().map(|(kind, _)| kind.as_str()).collect();
    let item = "radslag.council.recommendation.item.v1";
    assert_eq!(types, [item, item, "radslag.council.recommendation.issued.v1"]);
    assert!(published[0].1.contains("\"cityRank\":1"), "{}", published[0].1);

    let request = world.by("anyone", pb::GetRecommendationRequest { cycle: cycle().to_string() });
    let recommendation = world.client.get_recommendation(request).await.unwrap().into_inner();
    let recommendation = recommendation.recommendation.unwrap();
    assert!(recommendation.complete);
    assert_eq!((recommendation.received, recommendation.announced), (2, Some(2)));
    assert_eq!(recommendation.meeting, meeting);
    assert_eq!(recommendation.decided_on, "2027-01-15");
    let request = pb::ListRecommendationItemsRequest {
        cycle: cycle().to_string(),
        area: "social".to_owned(),
        ..pb::ListRecommendationItemsRequest::default()
    };
    let request = world.by("anyone", request);
    let items = world.client.list_recommendation_items(request).await.unwrap().into_inner().items;
    let ranks: Vec<_> = items.iter().map(|item| item.city_rank).collect();
    assert_eq!(ranks, [1, 2]);
    assert!(items.iter().all(|item| item.meeting == meeting));

    let request = world.by("anyone", pb::GetMeetingRequest { meeting: meeting.clone() });
    let found = world.client.get_meeting(request).await.unwrap().into_inner().meeting.unwrap();
    assert!(found.proposal_handled && found.recommendation_issued);
    assert!(found.opened_at.is_some() && found.closed_at.is_some());
    assert_eq!((found.quorum, found.attendance.len()), (4, 4));
    let request = pb::ListMeetingsRequest { cycle: cycle().to_string(), ..Default::default() };
    let request = world.by("anyone", request);
    let meetings = world.client.list_meetings(request).await.unwrap().into_inner().meetings;
    assert_eq!(meetings, [found]);
    world.bench.stop().await;
}

#[tokio::test]
async fn leaving_the_council_ends_the_seat_on_the_committee_and_both_are_published_a6() {
    let mut world = World::new().await;
    for n in 1..=5 {
        world.appoint("committee", "committee_member", &format!("m{n}")).await.unwrap();
    }
    assert!(world.body("committee").await.gaps.is_empty());
    let filter = pb::ListSeatsRequest { person: "m1".to_owned(), ..Default::default() };
    let seats = seats(&mut world, filter).await;
    let council = seats.iter().find(|seat| seat.body == "council").unwrap().id.clone();
    let before = world.published().await.len();
    let ended = world.end("director", &council, "2027-01-15").await.unwrap();
    assert_eq!(ended.len(), 2);
    let published = world.published().await.split_off(before);
    assert_eq!(published.len(), 2);
    assert!(published[1].1.contains("\"committee_member\""), "{}", published[1].1);
    let committee = world.body("committee").await;
    assert_eq!(committee.seats.len(), 4);
    assert_eq!(committee.gaps, [i32::from(pb::CompositionGap::CommitteeMembers)]);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_groups_gaps_are_told_a11() {
    let mut world = World::new().await;
    let all = [pb::CompositionGap::Chair, pb::CompositionGap::Business, pb::CompositionGap::It];
    assert_eq!(world.body("group:social").await.gaps, all.map(i32::from));
    world.appoint("group:social", "group_chair", "lead").await.unwrap();
    let it = i32::from(pb::CompositionGap::It);
    assert_eq!(world.body("group:social").await.gaps, [it]);
    world.bench.stop().await;
}

#[tokio::test]
async fn seats_are_listed_by_body_person_and_day_ended_ones_too_a3() {
    let mut world = World::new().await;
    let filter = pb::ListSeatsRequest { body: "council".to_owned(), ..Default::default() };
    assert_eq!(seats(&mut world, filter.clone()).await.len(), 7);
    let filter = pb::ListSeatsRequest { person: "m1".to_owned(), ..filter };
    let one = seats(&mut world, filter.clone()).await;
    world.end("director", &one[0].id, "2026-06-01").await.unwrap();
    let ended = seats(&mut world, filter.clone()).await;
    assert_eq!((ended[0].until.as_str(), ended[0].end_reason.as_str()), ("2026-06-01", "moved"));
    let on = |day: &str| pb::ListSeatsRequest { held_on: day.to_owned(), ..filter.clone() };
    assert_eq!(seats(&mut world, on("2026-05-31")).await.len(), 1);
    assert_eq!(seats(&mut world, on("2026-06-01")).await.len(), 0);
    world.bench.stop().await;
}

#[tokio::test]
async fn contact_persons_seats_are_carried_with_all_others_a16() {
    let mut world = World::new().await;
    let first = world.contact_person(1, None).await;
    world.contact_person(2, Some(1)).await;
    let body = format!("administration:{}", administration());
    let held = world.body(&body).await.seats;
    assert_eq!(held.iter().map(|seat| seat.person.as_str()).collect::<Vec<_>>(), ["contact2"]);
    let published = world.published().await;
    let ended = &published[published.len() - 2];
    assert_eq!(ended.0, "radslag.council.seat.ended.v1");
    assert!(ended.1.contains(&first) && ended.1.contains("2027-01-02"));
    world.bench.stop().await;
}

#[tokio::test]
async fn the_chair_can_act_in_the_same_service_right_after_the_appointment() {
    let mut world = World::empty().await;
    world.open_cycle().await;
    let refused = world.open(&["chair"]).await.expect_err("nobody chairs");
    assert_eq!(reason(&refused), (Code::PermissionDenied, "MANDATE_MISSING".to_owned()));
    world.appoint("council", "council_chair", "chair").await.unwrap();
    world.open(&["chair"]).await.unwrap();
    world.bench.stop().await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer() {
    let mut world = World::new().await;
    let request = pb::AppointSeatRequest {
        request_id: world.id(),
        body: "group:social".to_owned(),
        role: "group_member".to_owned(),
        person: "g1".to_owned(),
        from: "2026-01-01".to_owned(),
        decision_ref: "SLK 2".to_owned(),
        ..Default::default()
    };
    let (first, again) = (world.by("director", request.clone()), world.by("director", request));
    let first = world.client.appoint_seat(first).await.map(Response::into_inner).unwrap();
    let again = world.client.appoint_seat(again).await.map(Response::into_inner).unwrap();
    assert_eq!(first, again);
    let request = pb::OpenMeetingRequest {
        request_id: world.id(),
        cycle: cycle().to_string(),
        attendance: ["chair", "m1", "m2", "m3"].map(str::to_owned).to_vec(),
    };
    let (first, again) = (world.by("chair", request.clone()), world.by("chair", request));
    let first = world.client.open_meeting(first).await.map(Response::into_inner).unwrap();
    let again = world.client.open_meeting(again).await.map(Response::into_inner).unwrap();
    assert_eq!(first, again);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_stale_revision_is_aborted() {
    let mut world = World::new().await;
    let meeting = world.opened().await;
    let request = pb::CloseMeetingRequest { request_id: world.id(), meeting, revision: 9 };
    let request = world.by("chair", request);
    let refused = world.client.close_meeting(request).await.expect_err("it is stale");
    assert_eq!(reason(&refused), (Code::Aborted, "REVISION_STALE".to_owned()));
    world.bench.stop().await;
}
