use kernel::{AreaKey, Office, SeatRole};
use proptest::prelude::*;

use super::*;
use crate::testing::{History, area, chair, id, officer, round_id, seated};
use crate::{AreaRound, AreaRoundCommand, AreaRoundFact};

fn cast(order: &[u128], phase: Phase) -> BallotCommand {
    let paper = BallotPaper { phase, candidates: [1, 2, 3].map(id).to_vec() };
    let order = order.iter().map(|n| id(*n)).collect();
    BallotCommand::Cast { round: round_id(), order, paper: Some(paper), cycle_open: true }
}

fn round(phase: Phase) -> AreaRound {
    let opened = AreaRoundFact::Opened { cycle: id(1), area: area() };
    let mut facts = vec![opened, AreaRoundFact::BallotOpened { candidates: Vec::new() }];
    if phase == Phase::BallotClosed {
        facts.push(AreaRoundFact::BallotClosed {});
    }
    AreaRound::replay(&facts).expect("it was opened")
}

#[test]
fn members_and_the_chair_of_the_areas_group_cast_a11() {
    for actor in [seated("member", SeatRole::GroupMember), chair()] {
        let mut ballot = History::<Ballot>::new();
        ballot.act(&actor, cast(&[3, 1, 2], Phase::BallotOpen)).expect("cast");
        assert_eq!(ballot.state().order, [3, 1, 2].map(id).to_vec());
    }
    let mut elsewhere = seated("member", SeatRole::GroupMember);
    elsewhere.seats[0].body = BodyKey::group(&AreaKey::new("technical"));
    for actor in [elsewhere, officer(Office::HandlingOfficer)] {
        let refused = History::<Ballot>::new().act(&actor, cast(&[1, 2, 3], Phase::BallotOpen));
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn a_ballot_can_be_recast_until_closing() {
    let mut ballot = History::<Ballot>::new();
    ballot.act(&chair(), cast(&[3, 1, 2], Phase::BallotOpen)).expect("cast");
    ballot.act(&chair(), cast(&[1, 2, 3], Phase::BallotOpen)).expect("recast");
    assert_eq!(ballot.state().order, [1, 2, 3].map(id).to_vec());
    for phase in [Phase::StepOne, Phase::BallotClosed, Phase::Ranked] {
        let refused = ballot.act(&chair(), cast(&[1, 2, 3], phase));
        assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    }
}

#[test]
fn an_order_names_each_candidate_exactly_once_and_all_errors_are_named_at_once() {
    let refused = History::<Ballot>::new().act(&chair(), cast(&[1, 1, 4], Phase::BallotOpen));
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    let fields: Vec<_> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["order[1]", "order[2]", "order", "order"]);
}

#[test]
fn nobody_casts_where_there_is_no_round_or_the_cycle_is_closed() {
    let command = |paper, cycle_open| BallotCommand::Cast {
        round: round_id(),
        order: Vec::new(),
        paper,
        cycle_open,
    };
    let refused = History::<Ballot>::new().act(&chair(), command(None, true));
    assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    let paper = BallotPaper { phase: Phase::BallotOpen, candidates: Vec::new() };
    let refused = History::<Ballot>::new().act(&chair(), command(Some(paper), false));
    assert_eq!(refused, Err(Rejection::CycleClosed { cycle: id(1) }));
}

#[test]
fn anothers_ballot_is_unseen_until_closing_and_the_own_never() {
    let (me, other) = (PersonId::new("me"), PersonId::new("other"));
    let unseen = Err(Rejection::BallotsUnseen { area: area() });
    for phase in [Phase::StepOne, Phase::BallotOpen] {
        assert_eq!(may_see_ballot(&area(), phase, &me, &me), Ok(()));
        assert_eq!(may_see_ballot(&area(), phase, &me, &other), unseen);
        assert_eq!(may_see_all(&area(), phase), unseen);
    }
    for phase in [Phase::BallotClosed, Phase::Ranked] {
        assert_eq!(may_see_ballot(&area(), phase, &me, &other), Ok(()));
        assert_eq!(may_see_all(&area(), phase), Ok(()));
    }
}

#[test]
fn a_ballot_counts_towards_the_round_it_names() {
    let command = AreaRoundCommand::CountBallot { round: round_id(), recast: false };
    let actor = chair();
    let acting = Acting::new(&actor, crate::testing::NOW);
    let facts = AreaRound::decide(Some(&round(Phase::BallotOpen)), command, &acting);
    assert_eq!(facts, Ok(vec![AreaRoundFact::BallotCounted {}]));
}

proptest! {
    #[test]
    fn an_order_is_taken_only_if_it_is_a_permutation(
        order in proptest::collection::vec(1_u128..5, 0..5),
    ) {
        let mut ballot = History::<Ballot>::new();
        let taken = ballot.act(&chair(), cast(&order, Phase::BallotOpen)).is_ok();
        let mut sorted = order;
        sorted.sort_unstable();
        prop_assert_eq!(taken, sorted == [1, 2, 3]);
    }
}
