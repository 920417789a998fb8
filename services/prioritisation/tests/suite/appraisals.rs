//! Members appraise cases before the group ranks: unseen, anew after a change, not in a conflict.

use std::collections::BTreeSet;

use pb::{AppraisalTask, CaseStatus, StepOneOutcome};
use proto::prioritisation::v1 as pb;
use tonic::{Code, Status};

use crate::group::item;
use crate::world::{SOCIAL, World, case, cycle, fields, reason};

fn refused<T: std::fmt::Debug>(answer: Result<T, Status>) -> String {
    reason(&answer.expect_err("it is refused")).1
}

/// The reasons for which what members do before they rank is refused.
pub(crate) async fn reasons() -> BTreeSet<String> {
    let mut world = World::new().await;
    for n in 1..=26 {
        world.dossier(n, SOCIAL, 100, 1).await;
    }
    let mut seen = BTreeSet::new();
    seen.insert(refused(world.share("chair").await));
    seen.insert(refused(world.appraise("anna", 1, 2).await));
    seen.insert(refused(world.appraisal("bo", 1, "anna").await));
    seen.insert(refused(world.revoke("anna", 1).await));
    world.declare("anna", 1).await.unwrap();
    seen.insert(refused(world.appraise("anna", 1, 1).await));
    let items = (2..=26).map(|n| item(n, prioritisation_domain::Outcome::Rejected)).collect();
    world.batch("chair", items).await.unwrap();
    world.assess("chair", &case(1), StepOneOutcome::Included).await.unwrap();
    world.open(SOCIAL).await.unwrap();
    world.cast("bo", SOCIAL, &[1]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    seen.insert(refused(world.appraise("bo", 1, 1).await));
    world.bench.stop().await;
    seen
}

#[tokio::test]
async fn f3_members_appraise_and_discuss_a_case_before_the_group_ranks() {
    let mut world = World::new().await;
    world.dossier(1, SOCIAL, 100, 1).await;
    assert_eq!(world.appraise("anna", 1, 1).await.unwrap().value, 600);
    let own = world.appraisal("anna", 1, "").await.unwrap();
    assert_eq!((own.round, own.value, own.outdated), (1, 600, false));
    assert_eq!((own.scores.len(), own.comment.as_str()), (5, "so says anna"));
    assert!(own.given_at.is_some());
    assert_eq!(refused(world.appraise("stranger", 1, 1).await), "MANDATE_MISSING");

    assert_eq!(world.comment("anna", 1, "What of schools?", 0).await.unwrap(), 1);
    assert_eq!(world.comment("slk", 1, "They are in.", 1).await.unwrap(), 2);
    assert_eq!(world.comment("it", 1, "It runs.", 0).await.unwrap(), 3);
    assert_eq!(refused(world.comment("anyone", 1, "Me too.", 0).await), "MANDATE_MISSING");
    let wrong = world.comment("bo", 1, " ", 4).await.expect_err("it is empty");
    assert_eq!(fields(&wrong), ["text", "in_reply_to"]);
    let list =
        |page_size, page_token| pb::ListCommentsRequest { case: case(1), page_size, page_token };
    let request = world.by("anyone", list(2, String::new()));
    let first = world.client.list_comments(request).await.unwrap().into_inner();
    let request = world.by("anyone", list(2, first.next_page_token));
    let second = world.client.list_comments(request).await.unwrap().into_inner();
    let told: Vec<_> = first.comments.iter().chain(&second.comments).collect();
    let told: Vec<_> =
        told.iter().map(|one| (one.number, one.author.as_str(), one.in_reply_to)).collect();
    assert_eq!(told, [(1, "anna", 0), (2, "slk", 1), (3, "it", 0)]);
    assert_eq!(second.next_page_token, "");
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_4_a_changed_dossier_reopens_what_was_said_and_those_concerned_are_told() {
    let mut world = World::new().await;
    world.include(1, SOCIAL, 100).await;
    world.appraise("anna", 1, 1).await.unwrap();
    assert_eq!(world.waiting("anna").await, []);
    world.dossier(1, SOCIAL, 160, 2).await;

    let reopened = world.case(&case(1)).await;
    assert_eq!((reopened.status(), reopened.round), (CaseStatus::Registered, 2));
    let round = world.round(SOCIAL).await;
    assert_eq!((round.registered, round.included), (1, 0));
    assert!(world.appraisal("anna", 1, "").await.unwrap().outdated);
    let waits = world.waiting("anna").await;
    assert_eq!((waits.len(), waits[0].task()), (1, AppraisalTask::AppraiseAgain));
    assert_eq!((waits[0].round, waits[0].appraised_round), (2, 1));
    assert_eq!(refused(world.appraise("anna", 1, 1).await), "DOSSIER_CHANGED");
    world.appraise("anna", 1, 2).await.unwrap();
    assert!(!world.appraisal("anna", 1, "").await.unwrap().outdated);
    assert_eq!(world.waiting("anna").await, []);

    let rounds = world.rounds(1).await;
    assert_eq!(rounds[0].outcomes[0].outcome(), StepOneOutcome::Included);
    assert_eq!((rounds.len(), rounds[0].changes.len(), rounds[1].outcomes.len()), (2, 0, 0));
    let told: Vec<_> = rounds[1]
        .changes
        .iter()
        .map(|one| (one.field.as_str(), one.before.as_str(), one.after.as_str()))
        .collect();
    let title = ("title", "Initiative 1, round 1", "Initiative 1, round 2");
    assert_eq!(told, [title, ("total_cost_ore", "100", "160")]);
    world.bench.stop().await;
}

#[tokio::test]
async fn a_dossier_that_changes_after_step_one_is_passed_over() {
    let mut world = World::new().await;
    world.include(1, SOCIAL, 100).await;
    world.open(SOCIAL).await.unwrap();
    world.dossier(1, SOCIAL, 160, 2).await;
    let case = world.case(&case(1)).await;
    assert_eq!((case.status(), case.round), (CaseStatus::Included, 1));
    assert_eq!(world.rounds(1).await.len(), 1);
    world.bench.stop().await;
}

#[tokio::test]
async fn what_was_said_stands_beside_what_changed_c6() {
    let mut world = World::new().await;
    let one = world.dossier(1, SOCIAL, 100, 1).await;
    world.assess("chair", &one, StepOneOutcome::Supplement).await.unwrap();
    world.dossier(1, SOCIAL, 100, 2).await;
    world.assess("chair", &one, StepOneOutcome::Included).await.unwrap();
    let rounds = world.rounds(1).await;
    let asked = &rounds[0].outcomes[0];
    assert_eq!((asked.outcome(), asked.missing.len()), (StepOneOutcome::Supplement, 1));
    assert_eq!((asked.due_on.as_str(), asked.reason.as_str()), ("2027-02-01", "as discussed"));
    assert!(asked.decided_at.is_some() && rounds[0].prepared_at.is_some());
    assert_eq!(rounds[1].outcomes[0].outcome(), StepOneOutcome::Included);
    assert_eq!(rounds[1].changes.len(), 1, "only the title differs");
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_8_and_9_nobody_sees_anothers_appraisal_before_the_ballot_is_closed() {
    let mut world = World::new().await;
    world.include(1, SOCIAL, 100).await;
    let published = world.published().await.len();
    world.appraise("anna", 1, 1).await.unwrap();
    for open in [false, true] {
        if open {
            world.open(SOCIAL).await.unwrap();
            world.appraise("bo", 1, 1).await.unwrap();
        }
        for person in ["bo", "chair", "slk", "anyone"] {
            assert_eq!(refused(world.appraisal(person, 1, "anna").await), "APPRAISALS_UNSEEN");
            assert_eq!(refused(world.appraisal(person, 1, "cy").await), "APPRAISALS_UNSEEN");
        }
        assert_eq!(refused(world.appraisals(1, 0, "").await), "APPRAISALS_UNSEEN");
        assert!(world.appraisal("anna", 1, "").await.is_ok(), "the own is always seen");
    }
    assert_eq!(world.published().await.len(), published, "nothing of it is published");

    world.cast("anna", SOCIAL, &[1]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    let seen = world.appraisal("slk", 1, "anna").await.unwrap();
    assert_eq!((seen.comment.as_str(), seen.revision), ("so says anna", 0));
    let first = world.appraisals(1, 1, "").await.unwrap();
    let second = world.appraisals(1, 1, &first.next_page_token).await.unwrap();
    assert_eq!(first.appraisals[0].member, "anna");
    assert_eq!(second.appraisals[0].member, "bo");
    assert_eq!(second.next_page_token, "");
    assert_eq!(reason(&world.appraisal("slk", 1, "cy").await.unwrap_err()).0, Code::NotFound);
    world.bench.stop().await;
}

#[tokio::test]
async fn who_declares_a_conflict_of_interest_is_out_of_the_case_until_it_is_revoked() {
    let mut world = World::new().await;
    world.dossier(1, SOCIAL, 100, 1).await;
    world.dossier(2, SOCIAL, 100, 1).await;
    world.appraise("anna", 1, 1).await.unwrap();
    for person in ["anna", "chair"] {
        world.declare(person, 1).await.unwrap();
    }
    let told = world.conflicts().await;
    let told: Vec<_> = told.iter().map(|one| (one.case.clone(), one.member.as_str())).collect();
    assert_eq!(told, [(case(1), "anna"), (case(1), "chair")]);
    let void = world.appraisal("anna", 1, "").await.unwrap_err();
    assert_eq!(reason(&void).0, Code::NotFound, "what was said is void");

    let out = "CONFLICT_OF_INTEREST";
    assert_eq!(refused(world.appraise("anna", 1, 1).await), out);
    assert_eq!(refused(world.comment("anna", 1, "Still here.", 0).await), out);
    assert_eq!(refused(world.assess("chair", &case(1), StepOneOutcome::Included).await), out);
    let items = [2, 1].map(|n| item(n, prioritisation_domain::Outcome::Included));
    let no = world.batch("chair", items.to_vec()).await.expect_err("the chair is out of one");
    assert_eq!((reason(&no).1.as_str(), fields(&no)), (out, vec!["items[1]".to_owned()]));
    world.assess("chair", &case(2), StepOneOutcome::Included).await.unwrap();

    world.revoke("chair", 1).await.unwrap();
    assert_eq!(refused(world.revoke("chair", 1).await), "NO_CONFLICT");
    world.assess("chair", &case(1), StepOneOutcome::Included).await.unwrap();
    assert_eq!(world.conflicts().await.len(), 1);
    world.bench.stop().await;
}

#[tokio::test]
async fn bad_fields_of_what_members_say_are_named_at_once() {
    let mut world = World::new().await;
    world.dossier(1, SOCIAL, 100, 1).await;
    let request = pb::AppraiseCaseRequest {
        request_id: world.id(),
        case: "nonsense".to_owned(),
        comment: "\u{7}".to_owned(),
        ..pb::AppraiseCaseRequest::default()
    };
    let request = world.by("anna", request);
    let wrong = world.client.appraise_case(request).await.expect_err("it is wrong");
    assert_eq!(fields(&wrong), ["case", "round", "comment"]);
    let request = pb::ListConflictsRequest {
        cycle: cycle().to_string(),
        area: "å".to_owned(),
        case: "nonsense".to_owned(),
        member: "å".to_owned(),
        page_size: -1,
        ..pb::ListConflictsRequest::default()
    };
    let request = world.by("anna", request);
    let wrong = world.client.list_conflicts(request).await.expect_err("it is wrong");
    assert_eq!(fields(&wrong), ["area", "case", "member", "page_size"]);
    world.bench.stop().await;
}
