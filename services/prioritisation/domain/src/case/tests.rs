use jiff::civil::date;
use kernel::{Actor, SeatRole};
use proptest::prelude::*;

use super::*;
use crate::assessment::{MISSING_ENTRIES, REASON_LENGTH};
use crate::testing::{History, area, chair, id, seated, system};

fn dossier(round: u32) -> Dossier {
    Dossier {
        administration: id(1),
        area: area(),
        reference: "ref".to_owned(),
        title: format!("Round {round}"),
        cost: Money::ore(100),
        round,
        basis: Basis::default(),
    }
}

fn receive(round: u32) -> CaseCommand {
    received(dossier(round), true)
}

fn received(dossier: Dossier, step_one: bool) -> CaseCommand {
    CaseCommand::Receive { initiative: id(1), cycle: id(1), dossier, step_one, cycle_open: true }
}

fn assess(assessment: Assessment) -> CaseCommand {
    let reasons = vec!["NO_SUPPORT".to_owned()];
    let (conflicted, cycle_open) = (false, true);
    CaseCommand::Assess { case: id(1), assessment, reasons, conflicted, cycle_open }
}

fn included() -> Assessment {
    Assessment {
        outcome: Outcome::Included,
        reason_code: None,
        reason: "Fits the area.".to_owned(),
        missing: Vec::new(),
        due_on: None,
    }
}

fn rejected() -> Assessment {
    let reason_code = Some("NO_SUPPORT".to_owned());
    Assessment { outcome: Outcome::Rejected, reason_code, ..included() }
}

fn supplement() -> Assessment {
    Assessment {
        outcome: Outcome::Supplement,
        missing: vec!["Costs of year two.".to_owned()],
        due_on: Some(date(2027, 2, 1)),
        ..rejected()
    }
}

fn withdraw() -> CaseCommand {
    CaseCommand::Withdraw { initiative: id(1), cycle: id(1) }
}

fn opened() -> History<Case> {
    let mut case = History::new();
    case.act(&system(), receive(1)).expect("a dossier opens the case");
    case
}

fn violations(refused: Rejection) -> Vec<String> {
    let Rejection::Invalid(violations) = refused else { panic!("{refused:?} names no fields") };
    violations.iter().map(|one| one.field.clone()).collect()
}

#[test]
fn a_case_without_dossier_cannot_be_assessed_c4() {
    let refused = History::<Case>::new().act(&chair(), assess(included()));
    assert_eq!(refused, Err(Rejection::not_found("case", &CaseId::new(uuid::Uuid::from_u128(1)))));
}

#[test]
fn each_of_the_three_outcomes_can_be_given_c6() {
    for (assessment, standing) in [
        (included(), Standing::Included),
        (supplement(), Standing::AwaitingSupplement),
        (rejected(), Standing::Rejected),
    ] {
        let mut case = opened();
        case.act(&chair(), assess(assessment.clone())).expect("the chair decides");
        assert_eq!(case.state().standing, standing);
        assert_eq!(case.state().assessment, Some(assessment));
    }
}

#[test]
fn only_the_chair_of_the_areas_group_assesses_a10() {
    let member = seated("member", SeatRole::GroupMember);
    let mut elsewhere = chair();
    elsewhere.seats[0].body = BodyKey::new("group:technical");
    for actor in [member, elsewhere, Actor::person(&kernel::PersonId::new("anyone"))] {
        let refused = opened().act(&actor, assess(included()));
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn a_decided_case_gets_no_second_outcome_c6() {
    for assessment in [included(), rejected()] {
        let mut case = opened();
        case.act(&chair(), assess(assessment)).expect("first");
        let refused = case.act(&chair(), assess(included()));
        assert!(matches!(refused, Err(Rejection::AlreadyAssessed { .. })), "{refused:?}");
        assert_eq!(case.act(&system(), received(dossier(2), false)), Ok(Vec::new()));
    }
}

#[test]
fn complaint_4_a_later_dossier_opens_an_included_case_again_during_step_one() {
    let mut case = opened();
    case.act(&chair(), assess(included())).expect("first");
    assert_eq!(case.act(&system(), receive(1)), Ok(Vec::new()), "the same round is nothing new");
    case.act(&system(), receive(2)).expect("it is in step one");
    assert_eq!(case.state().counted_as(), Some(Standing::Registered));
    assert_eq!(case.state().assessment, Some(included()), "what was said stays to be read");
    case.act(&chair(), assess(rejected())).expect("second");
    assert_eq!(case.act(&system(), receive(3)), Ok(Vec::new()), "rejected stays rejected");
}

#[test]
fn a_chair_with_a_conflict_of_interest_is_out_of_the_case() {
    let refused = |assessment| {
        let (reasons, cycle_open) = (Vec::new(), true);
        let command =
            CaseCommand::Assess { case: id(1), assessment, reasons, conflicted: true, cycle_open };
        opened().act(&chair(), command)
    };
    let person = kernel::PersonId::new("chair");
    let expected = Err(Rejection::ConflictOfInterest { case: id(1), person });
    assert_eq!(refused(included()), expected);
    let nonsense = Assessment { reason: String::new(), ..included() };
    assert_eq!(refused(nonsense), expected, "it is refused before anything is looked at");
}

#[test]
fn what_is_not_supplemented_in_time_can_be_rejected_c6() {
    let mut case = opened();
    case.act(&chair(), assess(supplement())).expect("first");
    let rejected = Assessment {
        outcome: Outcome::Rejected,
        missing: Vec::new(),
        due_on: None,
        ..supplement()
    };
    let refused = case.act(&chair(), assess(rejected.clone()));
    assert_eq!(refused, Err(Rejection::AwaitingSupplement { case: id(1) }));
    // The day after the last day, 2027-02-01.
    let later = kernel::Timestamp::from_micros(1_801_526_400_000_000);
    let chair = chair();
    let acting = kernel::Acting::new(&chair, later);
    let decided = Case::decide(Some(case.state()), assess(rejected), &acting);
    assert!(decided.is_ok_and(|facts| facts.len() == 1));
}

#[test]
fn a_supplement_makes_a_case_assessable_again_c6() {
    let mut case = opened();
    case.act(&chair(), assess(supplement())).expect("first");
    let refused = case.act(&chair(), assess(included()));
    assert_eq!(refused, Err(Rejection::AwaitingSupplement { case: id(1) }));
    assert_eq!(case.act(&system(), receive(1)), Ok(Vec::new()), "the same round is nothing new");
    case.act(&system(), receive(2)).expect("the supplemented dossier");
    assert_eq!(case.state().counted_as(), Some(Standing::Registered));
    case.act(&chair(), assess(included())).expect("second");
}

#[test]
fn a_supplement_does_not_move_a_case_to_another_area() {
    let mut case = opened();
    let dossier = Dossier { area: AreaKey::new("technical"), ..dossier(2) };
    case.act(&system(), received(dossier, true)).expect("a later round");
    let dossier = case.state().dossier.clone().expect("it has one");
    assert_eq!((dossier.area, dossier.round), (area(), 2));
}

#[test]
fn all_that_is_wrong_with_an_outcome_is_named_at_once() {
    let wrong = Assessment {
        reason_code: Some("NO_SUCH".to_owned()),
        reason: " ".to_owned(),
        missing: vec!["what".to_owned(), String::new()],
        due_on: Some(crate::testing::today()),
        ..supplement()
    };
    let refused = opened().act(&chair(), assess(wrong)).expect_err("it is wrong");
    assert_eq!(violations(refused), ["reason_code", "reason", "missing[1]", "due_on"]);
}

#[test]
fn a_supplement_says_what_is_missing_and_by_when_and_nothing_else_does_c6() {
    let bare = Assessment { missing: Vec::new(), due_on: None, ..supplement() };
    let refused = opened().act(&chair(), assess(bare)).expect_err("nothing is said");
    assert_eq!(violations(refused), ["missing", "due_on"]);
    let more = Assessment { outcome: Outcome::Rejected, reason_code: None, ..supplement() };
    let refused = opened().act(&chair(), assess(more)).expect_err("too much is said");
    assert_eq!(violations(refused), ["reason_code", "missing", "due_on"]);
}

#[test]
fn texts_have_a_longest_length() {
    let long = Assessment {
        reason: "å".repeat(REASON_LENGTH + 1),
        missing: vec!["x".to_owned(); MISSING_ENTRIES + 1],
        ..supplement()
    };
    let refused = opened().act(&chair(), assess(long)).expect_err("too long");
    assert_eq!(violations(refused), ["reason", "missing"]);
}

#[test]
fn a_withdrawn_case_is_not_assessed() {
    let mut case = opened();
    case.act(&system(), withdraw()).expect("withdrawn");
    assert_eq!(case.act(&system(), withdraw()), Ok(Vec::new()));
    let refused = case.act(&chair(), assess(included()));
    assert_eq!(refused, Err(Rejection::CaseWithdrawn { case: id(1) }));
}

#[test]
fn a_dossier_that_comes_after_the_withdrawal_opens_nothing() {
    let mut case = History::<Case>::new();
    case.act(&system(), withdraw()).expect("withdrawn first");
    assert_eq!(case.act(&system(), receive(1)), Ok(Vec::new()));
    assert_eq!(case.state().counted_as(), None);
    let refused = case.act(&chair(), assess(included()));
    assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
}

#[test]
fn nothing_happens_in_a_closed_cycle_c11() {
    let late = CaseCommand::Receive {
        initiative: id(1),
        cycle: id(1),
        dossier: dossier(1),
        step_one: true,
        cycle_open: false,
    };
    assert_eq!(History::<Case>::new().act(&system(), late), Ok(Vec::new()));
    let (case, assessment) = (id(1), included());
    let (reasons, conflicted) = (Vec::new(), false);
    let late = CaseCommand::Assess { case, assessment, reasons, conflicted, cycle_open: false };
    assert_eq!(opened().act(&chair(), late), Err(Rejection::CycleClosed { cycle: id(1) }));
}

fn commands() -> impl Strategy<Value = CaseCommand> {
    prop_oneof![
        (1_u32..4).prop_map(|round| received(dossier(round), false)),
        Just(assess(included())),
        Just(assess(supplement())),
        Just(assess(rejected())),
        Just(withdraw()),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_a_case_decided_stays_so_after_step_one(
        commands in proptest::collection::vec(commands(), 0..20),
    ) {
        let mut case = History::<Case>::new();
        let mut decided = None;
        for command in commands {
            let _ = case.act(&chair(), command);
            let standing = case.state.as_ref().map(|case| case.standing);
            if let Some(before) = decided {
                prop_assert!(standing == Some(before) || standing == Some(Standing::Withdrawn));
            }
            decided = standing
                .filter(|one| !matches!(one, Standing::Registered | Standing::AwaitingSupplement));
        }
    }
}
