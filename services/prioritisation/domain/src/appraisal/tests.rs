use kernel::{BodyKey, Office, SeatRole};
use model::Criterion;

use super::*;
use crate::Standing;
use crate::testing::{History, area, chair, id, officer, prepared_case, seated, subject, today};

fn valuation() -> Valuation {
    let criterion = |key: &str, weight| Criterion { key: key.into(), name: key.into(), weight };
    Valuation { min: 0, max: 5, criteria: vec![criterion("benefit", 75), criterion("goals", 25)] }
}

fn scores(benefit: i32, goals: i32) -> Vec<(String, i32)> {
    vec![("benefit".to_owned(), benefit), ("goals".to_owned(), goals)]
}

fn give_of(subject: Subject, round: u32) -> AppraisalCommand {
    let (scores, comment, valuation) = (scores(4, 0), "Useful.".to_owned(), valuation());
    AppraisalCommand::Give { subject, round, scores, comment, valuation }
}

fn give() -> AppraisalCommand {
    give_of(subject(), 2)
}

fn declare() -> AppraisalCommand {
    AppraisalCommand::DeclareConflict { subject: subject(), reason: "My own unit.".to_owned() }
}

fn revoke() -> AppraisalCommand {
    AppraisalCommand::RevokeConflict { subject: subject(), reason: "I left it.".to_owned() }
}

fn anna() -> Actor {
    seated("anna", SeatRole::GroupMember)
}

fn anew() -> History<Appraisal> {
    History::new()
}

#[test]
fn f3_members_and_the_chair_of_the_areas_group_appraise() {
    for actor in [anna(), chair()] {
        let mut appraisal = anew();
        appraisal.act(&actor, give()).expect("given");
        let given = appraisal.state().given.clone().expect("it stands");
        assert_eq!((given.round, given.value, given.comment.as_str()), (2, 600, "Useful."));
        appraisal.act(&actor, give()).expect("given again");
    }
    let mut elsewhere = anna();
    elsewhere.seats[0].body = BodyKey::new("group:technical");
    for actor in [elsewhere, officer(Office::HandlingOfficer)] {
        for command in [give(), declare(), revoke()] {
            let refused = anew().act(&actor, command);
            assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
        }
    }
}

#[test]
fn everything_wrong_with_an_appraisal_is_named_at_once() {
    let scores = vec![("benefit".to_owned(), 6), ("beauty".to_owned(), 1)];
    let (comment, valuation) = ("å".repeat(COMMENT_LENGTH + 1), valuation());
    let command =
        AppraisalCommand::Give { subject: subject(), round: 2, scores, comment, valuation };
    let refused = anew().act(&anna(), command).expect_err("it is wrong");
    let Rejection::Invalid(wrong) = refused else { panic!("{refused:?}") };
    let fields: Vec<_> = wrong.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["scores[0].score", "scores[1].criterion", "scores", "comment"]);
}

#[test]
fn complaint_4_what_is_said_names_the_dossier_that_was_read() {
    for named in [0, 1, 3] {
        let refused = anew().act(&anna(), give_of(subject(), named));
        assert_eq!(refused, Err(Rejection::DossierChanged { case: id(1), named, round: 2 }));
    }
}

#[test]
fn a_case_is_appraised_while_it_lives_and_until_the_ballot_closes() {
    for standing in [Standing::Registered, Standing::Included, Standing::AwaitingSupplement] {
        for phase in [Phase::StepOne, Phase::BallotOpen] {
            let case = Some(prepared_case(standing, 2));
            let subject = Subject { case, phase: Some(phase), ..subject() };
            anew().act(&anna(), give_of(subject, 2)).expect("it lives");
        }
    }
    let refused = |subject| anew().act(&anna(), give_of(subject, 2)).expect_err("it is over");
    for phase in [Phase::BallotClosed, Phase::Ranked] {
        let closed = Rejection::AppraisalsClosed { area: area(), phase };
        assert_eq!(refused(Subject { phase: Some(phase), ..subject() }), closed);
    }
    let of = |standing| Subject { case: Some(prepared_case(standing, 2)), ..subject() };
    assert_eq!(refused(of(Standing::Withdrawn)), Rejection::CaseWithdrawn { case: id(1) });
    let standing = Standing::Rejected;
    assert_eq!(refused(of(standing)), Rejection::AlreadyAssessed { case: id(1), standing });
    let closed = Subject { cycle_open: false, ..subject() };
    assert_eq!(refused(closed), Rejection::CycleClosed { cycle: id(1) });
    for nothing in [Subject { case: None, ..subject() }, Subject { phase: None, ..subject() }] {
        assert!(matches!(refused(nothing), Rejection::NotFound { .. }));
    }
}

#[test]
fn a_conflict_of_interest_voids_what_was_said_and_keeps_the_member_out() {
    let mut appraisal = anew();
    appraisal.act(&anna(), give()).expect("given");
    appraisal.act(&anna(), declare()).expect("declared");
    assert!(appraisal.state().conflicted());
    assert_eq!(appraisal.state().given, None);
    let person = PersonId::new("anna");
    let refused = appraisal.act(&anna(), give());
    let expected = Rejection::ConflictOfInterest { case: id(1), person: person.clone() };
    assert_eq!(refused, Err(expected));
    appraisal.act(&anna(), revoke()).expect("revoked");
    assert_eq!(*appraisal.state(), Appraisal::default(), "what was void stays void");
    let refused = appraisal.act(&anna(), revoke());
    assert_eq!(refused, Err(Rejection::NoConflict { case: id(1), person }));
    appraisal.act(&anna(), give()).expect("anew");
}

#[test]
fn a_declaration_has_a_reason() {
    for reason in [" ".to_owned(), "x".repeat(REASON_LENGTH + 1)] {
        let command = AppraisalCommand::DeclareConflict { subject: subject(), reason };
        let refused = anew().act(&anna(), command);
        assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    }
}

#[test]
fn complaint_9_anothers_appraisal_is_unseen_until_closing_and_the_own_never() {
    let (me, other) = (PersonId::new("me"), PersonId::new("other"));
    let unseen = Err(Rejection::AppraisalsUnseen { area: area() });
    for phase in [Phase::StepOne, Phase::BallotOpen] {
        assert_eq!(may_see_appraisal(&area(), phase, &me, &me), Ok(()));
        assert_eq!(may_see_appraisal(&area(), phase, &me, &other), unseen);
        assert_eq!(may_see_appraisals(&area(), phase), unseen);
    }
    for phase in [Phase::BallotClosed, Phase::Ranked] {
        assert_eq!(may_see_appraisal(&area(), phase, &me, &other), Ok(()));
        assert_eq!(may_see_appraisals(&area(), phase), Ok(()));
    }
}

#[test]
fn the_areas_of_a_member_are_those_of_seats_held_that_day() {
    assert_eq!(areas_of(&anna(), today(), true), [area()]);
    assert_eq!(areas_of(&anna(), today(), false), []);
    let mut ended = anna();
    ended.seats[0].until = Some(today());
    assert_eq!(areas_of(&ended, today(), true), []);
    assert_eq!(areas_of(&seated("anna", SeatRole::CouncilMember), today(), true), []);
}
