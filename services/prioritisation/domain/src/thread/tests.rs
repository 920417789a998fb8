use kernel::{Actor, Office, PersonId, SeatRole};

use super::*;
use crate::testing::{History, chair, id, officer, prepared_case, seated, subject};

fn comment_on(subject: Subject, text: &str, in_reply_to: Option<u32>) -> ThreadCommand {
    ThreadCommand::Comment { subject, conflicted: false, text: text.to_owned(), in_reply_to }
}

#[test]
fn f3_who_prepares_appraises_or_decides_takes_part_in_the_discussion() {
    let mut thread = History::<Thread>::new();
    let anna = seated("anna", SeatRole::GroupMember);
    let offices = [Office::HandlingOfficer, Office::BusinessExpert, Office::ItExpert];
    let actors = [anna, chair()].into_iter().chain(offices.map(officer));
    for (n, actor) in (1..).zip(actors) {
        let facts = thread.act(&actor, comment_on(subject(), "Why?", None)).expect("said");
        assert!(matches!(facts[..], [ThreadFact::Commented { number, .. }] if number == n));
    }
    assert_eq!(thread.state().comments, 5);
    let anyone = Actor::person(&PersonId::new("anyone"));
    let refused = thread.act(&anyone, comment_on(subject(), "Why?", None));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
}

#[test]
fn an_answer_names_a_comment_that_is_there() {
    let mut thread = History::<Thread>::new();
    let fields = |refused: Result<_, Rejection>| {
        let Err(Rejection::Invalid(wrong)) = refused else { panic!("{refused:?}") };
        wrong.iter().map(|one| one.field.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        fields(thread.act(&chair(), comment_on(subject(), " ", Some(1)))),
        ["text", "in_reply_to"]
    );
    let long = "å".repeat(TEXT_LENGTH + 1);
    assert_eq!(
        fields(thread.act(&chair(), comment_on(subject(), &long, Some(0)))),
        ["text", "in_reply_to"]
    );
    thread.act(&chair(), comment_on(subject(), "Why?", None)).expect("said");
    thread.act(&chair(), comment_on(subject(), "Because.", Some(1))).expect("answered");
}

#[test]
fn who_has_a_conflict_of_interest_is_out_of_the_discussion() {
    let text = "Mine!".to_owned();
    let command =
        ThreadCommand::Comment { subject: subject(), conflicted: true, text, in_reply_to: None };
    let refused = History::<Thread>::new().act(&chair(), command);
    let person = PersonId::new("chair");
    assert_eq!(refused, Err(Rejection::ConflictOfInterest { case: id(1), person }));
}

#[test]
fn nothing_more_is_said_of_a_withdrawn_case_or_in_a_closed_cycle() {
    let act = |subject| {
        History::<Thread>::new().act(&chair(), comment_on(subject, "Late.", None)).expect_err("no")
    };
    let case = Some(prepared_case(Standing::Withdrawn, 1));
    let withdrawn = act(Subject { case, ..subject() });
    assert_eq!(withdrawn, Rejection::CaseWithdrawn { case: id(1) });
    let closed = act(Subject { cycle_open: false, ..subject() });
    assert_eq!(closed, Rejection::CycleClosed { cycle: id(1) });
    let nothing = act(Subject { case: None, ..subject() });
    assert!(matches!(nothing, Rejection::NotFound { .. }), "{nothing:?}");
}
