use jiff::civil::date;
use kernel::Office;
use proptest::prelude::*;

use super::*;
use crate::testing::{History, budget, decision, id, officer, system};

fn terms() -> Terms {
    Terms {
        year: 2028,
        model: "2008".to_owned(),
        frame: Money::ore(1000),
        large_budget: Money::ore(100),
        submit_by: date(2027, 2, 1),
        step_one_by: date(2027, 3, 1),
        step_two_by: date(2027, 4, 1),
        recommend_by: date(2027, 5, 1),
        decision_ref: "KF 2027/1".to_owned(),
    }
}

fn open(terms: Terms) -> CycleCommand {
    CycleCommand::Open(Opening { cycle: id(1), terms, models: vec!["2008".to_owned()] })
}

fn tertial(instance: Instance, addition: i64) -> CycleCommand {
    CycleCommand::OpenTertial {
        cycle: id(1),
        instance,
        addition: Money::ore(addition),
        decision_ref: "KF 2027/2".to_owned(),
    }
}

fn count_item() -> CycleCommand {
    CycleCommand::CountItem { cycle: id(1), known: false }
}

fn count(instance: Instance, outcome: Outcome, ore: i64) -> CycleCommand {
    let decision = decision(instance, outcome, ore);
    CycleCommand::Count { cycle: id(1), item: id(1), decision }
}

fn withdraw(open: bool) -> CycleCommand {
    CycleCommand::Withdraw { item: id(1), open }
}

fn close() -> CycleCommand {
    CycleCommand::Close { cycle: id(1) }
}

/// A cycle with `items` items.
fn opened(items: u32) -> History<Cycle> {
    let mut cycle = History::new();
    cycle.act(&budget(), open(terms())).expect("opened");
    for _ in 0..items {
        cycle.act(&system(), count_item()).expect("counted");
    }
    cycle
}

fn fields(refused: Result<Vec<CycleFact>, Rejection>) -> Vec<String> {
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    violations.iter().map(|one| one.field.clone()).collect()
}

#[test]
fn all_that_is_wrong_with_the_terms_is_named_at_once_c11() {
    let wrong = Terms {
        year: 3,
        model: "2099".to_owned(),
        frame: Money::ore(-1),
        large_budget: Money::ZERO,
        submit_by: date(2027, 6, 1),
        step_two_by: date(2027, 3, 1),
        decision_ref: " ".to_owned(),
        ..terms()
    };
    let refused = History::<Cycle>::new().act(&budget(), open(wrong));
    let all = [
        "year",
        "model_version",
        "frame_ore",
        "large_budget_ore",
        "step_one_by",
        "step_two_by",
        "decision_ref",
    ];
    assert_eq!(fields(refused), all);
    assert_eq!(fields(opened(0).act(&budget(), open(terms()))), ["cycle"]);
}

#[test]
fn only_the_budget_system_leads_a_cycle_a1() {
    let director = officer(Office::CityDirector);
    for command in [
        open(terms()),
        tertial(Instance::Tertial1, 1),
        count(Instance::Assembly, Outcome::Funded, 1),
        close(),
    ] {
        let refused = opened(1).act(&director, command);
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn tertial_reports_come_in_order_and_add_to_the_frame_c12() {
    let mut cycle = opened(0);
    let refused = cycle.act(&budget(), tertial(Instance::Tertial2, 1));
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    cycle.act(&budget(), tertial(Instance::Tertial1, 50)).expect("first");
    let refused = cycle.act(&budget(), tertial(Instance::Tertial1, 50));
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    cycle.act(&budget(), tertial(Instance::Tertial2, 30)).expect("second");
    assert_eq!(cycle.state().left(), Money::ore(1080));
    assert_eq!(cycle.state().phase, Phase::Tertial2);
}

#[test]
fn all_that_is_wrong_with_a_tertial_report_is_named_at_once() {
    let wrong = CycleCommand::OpenTertial {
        cycle: id(1),
        instance: Instance::Assembly,
        addition: Money::ore(-1),
        decision_ref: String::new(),
    };
    let named = ["instance", "addition_ore", "decision_ref"];
    assert_eq!(fields(opened(0).act(&budget(), wrong)), named);
    let refused = opened(0).act(&budget(), tertial(Instance::Tertial1, i64::MAX));
    assert_eq!(fields(refused), ["addition_ore"]);
}

#[test]
fn funding_above_what_is_left_is_refused_and_names_what_is_left_a1() {
    let mut cycle = opened(2);
    cycle.act(&budget(), count(Instance::Assembly, Outcome::Funded, 700)).expect("funded");
    let refused = cycle.act(&budget(), count(Instance::Assembly, Outcome::Funded, 301));
    let (asked, left) = (Money::ore(301), Money::ore(300));
    assert_eq!(refused, Err(Rejection::FrameExceeded { cycle: id(1), asked, left }));
    cycle.act(&budget(), count(Instance::Assembly, Outcome::Funded, 300)).expect("funded");
    assert_eq!(cycle.state().left(), Money::ZERO);
}

#[test]
fn an_instance_decides_in_its_own_phase_only_c12() {
    let refused = opened(1).act(&budget(), count(Instance::Tertial1, Outcome::Declined, 0));
    let (phase, needed) = (Phase::Assembly, Phase::Tertial1);
    assert_eq!(refused, Err(Rejection::WrongPhase { cycle: id(1), phase, needed }));
}

#[test]
fn a_cycle_closes_after_tertial_two_when_every_item_has_its_final_decision_f1() {
    let mut cycle = opened(2);
    let refused = cycle.act(&budget(), close());
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    cycle.act(&budget(), count(Instance::Assembly, Outcome::Deferred, 0)).expect("deferred");
    cycle.act(&budget(), count(Instance::Assembly, Outcome::Funded, 1)).expect("funded");
    cycle.act(&budget(), tertial(Instance::Tertial1, 0)).expect("first");
    cycle.act(&budget(), tertial(Instance::Tertial2, 0)).expect("second");
    let refused = cycle.act(&budget(), close());
    assert_eq!(refused, Err(Rejection::ItemsUndecided { cycle: id(1), open: 1 }));
    cycle.act(&budget(), count(Instance::Tertial2, Outcome::Declined, 0)).expect("declined");
    cycle.act(&budget(), close()).expect("closed");
    assert_eq!((cycle.state().open, cycle.state().decided), (0, 2));
}

fn announced() -> CycleCommand {
    let announced =
        Announced { count: 1, digest: "digest".to_owned(), decided_on: date(2027, 5, 1) };
    CycleCommand::ReceiveRecommendation { cycle: id(1), announced }
}

#[test]
fn what_comes_again_or_after_closing_changes_nothing() {
    let mut cycle = opened(0);
    let known = CycleCommand::CountItem { cycle: id(1), known: true };
    assert_eq!(cycle.act(&system(), known), Ok(Vec::new()));
    cycle.act(&system(), announced()).expect("received");
    assert_eq!(cycle.act(&system(), announced()), Ok(Vec::new()));
    let mut cycle = opened(0);
    cycle.act(&budget(), tertial(Instance::Tertial1, 0)).expect("first");
    cycle.act(&budget(), tertial(Instance::Tertial2, 0)).expect("second");
    cycle.act(&budget(), close()).expect("closed");
    assert_eq!(cycle.act(&system(), count_item()), Ok(Vec::new()));
    assert_eq!(cycle.act(&system(), announced()), Ok(Vec::new()));
}

#[test]
fn what_is_withdrawn_does_not_keep_the_cycle_open_and_counts_once() {
    let mut cycle = opened(1);
    assert_eq!(cycle.act(&system(), withdraw(false)), Ok(Vec::new()));
    cycle.act(&system(), withdraw(true)).expect("withdrawn");
    assert_eq!((cycle.state().open, cycle.state().decided), (0, 0));
    cycle.act(&budget(), tertial(Instance::Tertial1, 0)).expect("first");
    cycle.act(&budget(), tertial(Instance::Tertial2, 0)).expect("second");
    cycle.act(&budget(), close()).expect("closed");
    assert_eq!(cycle.act(&system(), withdraw(true)), Ok(Vec::new()));
    assert_eq!(History::<Cycle>::new().act(&system(), withdraw(true)), Ok(Vec::new()));
}

#[test]
fn what_names_no_cycle_is_not_found() {
    for command in [
        tertial(Instance::Tertial1, 0),
        count_item(),
        announced(),
        count(Instance::Assembly, Outcome::Funded, 1),
        close(),
    ] {
        let refused = History::<Cycle>::new().act(&budget(), command);
        assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    }
}

fn commands() -> impl Strategy<Value = CycleCommand> {
    let instance = || {
        prop_oneof![Just(Instance::Assembly), Just(Instance::Tertial1), Just(Instance::Tertial2)]
    };
    prop_oneof![
        3 => Just(count_item()),
        1 => any::<bool>().prop_map(withdraw),
        1 => (instance(), 0_i64..300).prop_map(|(instance, ore)| tertial(instance, ore)),
        3 => (instance(), 0_i64..600)
            .prop_map(|(instance, ore)| count(instance, Outcome::Funded, ore)),
        2 => instance().prop_map(|instance| count(instance, Outcome::Declined, 0)),
        1 => instance().prop_map(|instance| count(instance, Outcome::Deferred, 0)),
        1 => Just(close()),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_the_frame_holds_and_phases_go_forward(
        commands in proptest::collection::vec(commands(), 0..60),
    ) {
        let mut cycle = opened(3);
        let mut last = Phase::Assembly;
        for command in commands {
            let _ = cycle.act(&budget(), command);
            let state = cycle.state();
            prop_assert!(state.committed <= state.frame);
            prop_assert!(state.frame >= state.terms.frame);
            prop_assert!(state.phase >= last);
            last = state.phase;
        }
    }
}
