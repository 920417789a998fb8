use kernel::{AreaKey, Office, SeatRole};
use proptest::prelude::*;

use super::*;
use crate::testing::{History, area, chair, id, officer, round_id, seated};

fn paper(phase: Phase) -> BallotPaper {
    let conflicts = BTreeSet::from([id(4)]);
    BallotPaper { phase, candidates: [1, 2, 3, 4].map(id).to_vec(), conflicts }
}

fn groups(groups: &[&[u128]]) -> Vec<Vec<InitiativeId>> {
    groups.iter().map(|group| group.iter().map(|n| id(*n)).collect()).collect()
}

fn cast(places: &[&[u128]], phase: Phase) -> BallotCommand {
    let (places, paper) = (groups(places), Some(paper(phase)));
    BallotCommand::Cast { round: round_id(), places, ordered: false, paper, cycle_open: true }
}

#[test]
fn members_and_the_chair_of_the_areas_group_cast_a11() {
    for actor in [seated("member", SeatRole::GroupMember), chair()] {
        let mut ballot = History::<Ballot>::new();
        ballot.act(&actor, cast(&[&[3], &[1, 2]], Phase::BallotOpen)).expect("cast");
        assert_eq!(ballot.state().places, groups(&[&[3], &[1, 2]]));
    }
    let mut elsewhere = seated("member", SeatRole::GroupMember);
    elsewhere.seats[0].body = BodyKey::group(&AreaKey::new("technical"));
    for actor in [elsewhere, officer(Office::HandlingOfficer)] {
        let refused =
            History::<Ballot>::new().act(&actor, cast(&[&[1], &[2], &[3]], Phase::BallotOpen));
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn a_ballot_can_be_recast_until_closing() {
    let mut ballot = History::<Ballot>::new();
    ballot.act(&chair(), cast(&[&[3], &[1, 2]], Phase::BallotOpen)).expect("cast");
    ballot.act(&chair(), cast(&[&[1], &[2], &[3]], Phase::BallotOpen)).expect("recast");
    assert_eq!(ballot.state().places, groups(&[&[1], &[2], &[3]]));
    for phase in [Phase::StepOne, Phase::BallotClosed, Phase::Ranked] {
        let refused = ballot.act(&chair(), cast(&[&[1], &[2], &[3]], phase));
        assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    }
}

#[test]
fn a_ballot_may_be_partial_and_tied_c7() {
    for places in [&[&[2][..]][..], &[&[2, 3, 1]], &[&[2, 1]], &[&[3], &[1, 2]]] {
        let mut ballot = History::<Ballot>::new();
        ballot.act(&chair(), cast(places, Phase::BallotOpen)).expect("cast");
        assert_eq!(ballot.state().places, groups(places));
    }
}

#[test]
fn all_that_is_wrong_with_a_ballot_is_named_at_once() {
    let places: &[&[u128]] = &[&[1], &[1, 5], &[], &[2, 4]];
    let refused = History::<Ballot>::new().act(&chair(), cast(places, Phase::BallotOpen));
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    let fields: Vec<_> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "places[1].initiatives[0]",
            "places[1].initiatives[1]",
            "places[2]",
            "places[3].initiatives[1]"
        ]
    );
    let BallotCommand::Cast { round, places, paper, cycle_open, .. } =
        cast(&[&[1], &[5]], Phase::BallotOpen);
    let ordered = BallotCommand::Cast { round, places, ordered: true, paper, cycle_open };
    let refused = History::<Ballot>::new().act(&chair(), ordered);
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    assert_eq!(violations.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["order[1]"]);
    let refused = History::<Ballot>::new().act(&chair(), cast(&[], Phase::BallotOpen));
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    assert_eq!(violations.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["places"]);
}

#[test]
fn nobody_casts_where_there_is_no_round_or_the_cycle_is_closed() {
    let command = |paper, cycle_open| BallotCommand::Cast {
        round: round_id(),
        places: Vec::new(),
        ordered: false,
        paper,
        cycle_open,
    };
    let refused = History::<Ballot>::new().act(&chair(), command(None, true));
    assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    let paper = Some(paper(Phase::BallotOpen));
    let refused = History::<Ballot>::new().act(&chair(), command(paper, false));
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

proptest! {
    #[test]
    fn a_ballot_is_taken_only_if_it_names_candidates_each_once(
        order in proptest::collection::vec(1_u128..6, 0..5),
    ) {
        let mut ballot = History::<Ballot>::new();
        let places: Vec<_> = order.iter().map(std::slice::from_ref).collect();
        let taken = ballot.act(&chair(), cast(&places, Phase::BallotOpen)).is_ok();
        let different: BTreeSet<_> = order.iter().collect();
        let fits = different.len() == order.len() && order.iter().all(|n| *n < 4);
        prop_assert_eq!(taken, fits && !order.is_empty());
    }
}
