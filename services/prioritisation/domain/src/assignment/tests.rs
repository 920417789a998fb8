use kernel::{AreaKey, Office, SeatRole};

use super::*;
use crate::testing::{History, NOW, area, chair, id, officer, round_id, seated};

fn members(names: &[&str]) -> BTreeSet<PersonId> {
    names.iter().copied().map(PersonId::new).collect()
}

fn share(cases: u128, names: &[&str], load: Load) -> AssignmentCommand {
    let cases = (1..=cases).map(id).collect();
    let appraisers = Appraisers { cases, members: members(names), ..Appraisers::default() };
    let (round, phase) = (round_id(), Some(Phase::StepOne));
    AssignmentCommand::Distribute { round, phase, appraisers, load, cycle_open: true }
}

const LOAD: Load = Load { per_case: 2, cap: 3 };

#[test]
fn a19_the_chair_shares_appraisals_and_only_what_changes_is_a_fact() {
    let mut assignment = History::<Assignment>::new();
    assignment.act(&chair(), share(2, &["anna", "bo", "cy"], LOAD)).expect("it fits");
    assert_eq!(assignment.state().places.len(), 2);
    let again = assignment.act(&chair(), share(2, &["anna", "bo", "cy"], LOAD));
    assert_eq!(again, Ok(Vec::new()));
    let facts = assignment.act(&chair(), share(1, &["anna", "bo", "cy"], LOAD)).expect("it fits");
    let [AssignmentFact::Distributed { changed }] = &facts[..] else { panic!("{facts:?}") };
    assert!(changed.get(&id(2)).is_some_and(BTreeSet::is_empty), "{changed:?}");
    assert_eq!(assignment.state().places.len(), 1);
}

#[test]
fn a19_what_does_not_fit_under_the_cap_is_refused_with_how_much_is_lacking() {
    let refused = History::<Assignment>::new().act(&chair(), share(4, &["anna", "bo"], LOAD));
    assert_eq!(refused, Err(Rejection::CapExceeded { area: area(), lacking: 2, cap: 3 }));
}

#[test]
fn only_the_chair_shares_and_only_while_members_appraise() {
    for actor in [seated("anna", SeatRole::GroupMember), officer(Office::HandlingOfficer)] {
        let refused = History::<Assignment>::new().act(&actor, share(1, &["anna"], LOAD));
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
    let act = |phase, cycle_open| {
        let appraisers = Appraisers::default();
        let round = round_id();
        let command =
            AssignmentCommand::Distribute { round, phase, appraisers, load: LOAD, cycle_open };
        History::<Assignment>::new().act(&chair(), command)
    };
    let phase = Phase::BallotClosed;
    assert_eq!(act(Some(phase), true), Err(Rejection::AppraisalsClosed { area: area(), phase }));
    assert_eq!(act(Some(phase), false), Err(Rejection::CycleClosed { cycle: id(1) }));
    assert!(matches!(act(None, true), Err(Rejection::NotFound { .. })));
    act(Some(Phase::BallotOpen), true).expect("there is nothing to share");
}

#[test]
fn the_chair_of_the_group_and_officers_see_the_load_a19() {
    for actor in [chair(), officer(Office::HandlingOfficer)] {
        assert_eq!(may_see_load(&actor, NOW, &round_id()), Ok(()));
    }
    assert!(may_see_load(&seated("anna", SeatRole::GroupMember), NOW, &round_id()).is_err());
    let elsewhere = AreaRoundId { area: AreaKey::new("technical"), ..round_id() };
    assert!(may_see_load(&chair(), NOW, &elsewhere).is_err());
}

#[test]
fn who_sits_in_a_group_holds_a_seat_of_it_that_day() {
    let seat = |person, role| seated(person, role).seats.remove(0);
    let mut ended = seat("cy", SeatRole::GroupMember);
    ended.until = Some(crate::testing::today());
    let seats = [seat("bo", SeatRole::GroupChair), seat("anna", SeatRole::GroupMember), ended];
    assert_eq!(sitting(&seats, crate::testing::today()), members(&["anna", "bo"]));
}
