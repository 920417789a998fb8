use proptest::prelude::*;

use super::*;
use crate::testing::{History, chair, director, id, person};

fn open(present: &[&str]) -> MeetingCommand {
    MeetingCommand::Open {
        cycle: id(1),
        attendance: present.iter().map(|name| person(name)).collect(),
        council: ["a", "b", "c"].map(person).to_vec(),
        seats: None,
        quorum: "1/2".parse().expect("a share"),
        cycle_open: true,
    }
}

fn handle(received: u32, announced: Option<u32>, same_digest: bool) -> MeetingCommand {
    let proposal =
        ProposalStanding { received, announced, same_digest, digest: "digest".to_owned() };
    MeetingCommand::HandleProposal { meeting: id(1), proposal }
}

fn issue() -> MeetingCommand {
    MeetingCommand::Issue { meeting: id(1) }
}

fn close() -> MeetingCommand {
    MeetingCommand::Close { meeting: id(1) }
}

fn opened() -> History<Meeting> {
    let mut meeting = History::new();
    meeting.act(&chair(), open(&["a", "b"])).expect("opened");
    meeting
}

#[test]
fn a_meeting_needs_its_quorum_a4() {
    let refused = History::<Meeting>::new().act(&chair(), open(&["a"]));
    assert_eq!(refused, Err(Rejection::QuorumMissing { present: 1, quorum: 2 }));
    assert_eq!(opened().state().held_on, crate::testing::today());
}

#[test]
fn the_quorum_is_more_than_the_models_share_of_the_seats_a4() {
    let half: Share = "1/2".parse().expect("a share");
    assert_eq!([0, 1, 2, 3, 4, 5].map(|seats| half.least_above(seats)), [1, 1, 2, 2, 3, 3]);
    assert_eq!("0/1".parse::<Share>().expect("a share").least_above(5), 1);
}

#[test]
fn those_present_sit_on_the_council_and_are_named_once_and_all_errors_come_at_once() {
    let refused = History::<Meeting>::new().act(&chair(), open(&["a", "a", "x"]));
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    let fields: Vec<_> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["attendance[1]", "attendance[2]"]);
}

#[test]
fn only_the_chair_of_the_council_leads_a_meeting() {
    let refused = History::<Meeting>::new().act(&director(), open(&["a", "b"]));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    for command in [handle(0, Some(0), true), issue(), close()] {
        let refused = opened().act(&director(), command);
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn no_meeting_is_opened_for_a_closed_cycle_c11() {
    let MeetingCommand::Open { cycle, attendance, council, seats, quorum, .. } = open(&["a", "b"])
    else {
        panic!("it opens")
    };
    let late =
        MeetingCommand::Open { cycle, attendance, council, seats, quorum, cycle_open: false };
    let refused = History::<Meeting>::new().act(&chair(), late);
    assert_eq!(refused, Err(Rejection::CycleClosed { cycle }));
}

#[test]
fn the_proposal_is_dealt_with_when_all_of_it_is_here_c9() {
    let incomplete = |received, announced: &str| {
        let announced = announced.to_owned();
        Err(Rejection::ProposalIncomplete { cycle: id(1), received, announced })
    };
    assert_eq!(opened().act(&chair(), handle(0, None, false)), incomplete(0, "none"));
    assert_eq!(opened().act(&chair(), handle(2, Some(3), true)), incomplete(2, "3"));
    let refused = opened().act(&chair(), handle(3, Some(3), false));
    assert_eq!(refused, Err(Rejection::ProposalDiffers { cycle: id(1) }));
    let mut meeting = opened();
    meeting.act(&chair(), handle(3, Some(3), true)).expect("handled");
    let refused = meeting.act(&chair(), handle(3, Some(3), true));
    assert_eq!(refused, Err(Rejection::ProposalHandled { meeting: id(1) }));
}

#[test]
fn the_recommendation_is_issued_after_the_proposal_was_dealt_with_c10() {
    let mut meeting = opened();
    let refused = meeting.act(&chair(), issue());
    assert_eq!(refused, Err(Rejection::ProposalNotHandled { meeting: id(1) }));
    meeting.act(&chair(), handle(0, Some(0), true)).expect("handled");
    meeting.act(&chair(), issue()).expect("issued");
    assert!(meeting.state().issued);
}

#[test]
fn nothing_happens_in_a_closed_meeting_or_in_none() {
    let mut meeting = opened();
    meeting.act(&chair(), close()).expect("closed");
    for command in [handle(0, Some(0), true), issue(), close()] {
        let refused = meeting.act(&chair(), command.clone());
        assert_eq!(refused, Err(Rejection::MeetingClosed { meeting: id(1) }));
        let refused = History::<Meeting>::new().act(&chair(), command);
        assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_nothing_is_issued_unhandled_or_after_closing(
        commands in proptest::collection::vec(0_u8..4, 0..20),
    ) {
        let mut meeting = opened();
        let mut before = meeting.state().clone();
        for command in commands {
            let _ = meeting.act(&chair(), match command {
                0 => handle(1, Some(1), true),
                1 => handle(1, Some(2), true),
                2 => issue(),
                _ => close(),
            });
            let after = meeting.state().clone();
            prop_assert!(!after.issued || after.handled);
            prop_assert!(!before.closed || after == before);
            before = after;
        }
    }
}
