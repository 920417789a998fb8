use jiff::civil::date;
use kernel::Office;
use proptest::prelude::*;

use super::*;
use crate::testing::{History, budget, decision, id, officer, system};

fn open(cycle_open: bool) -> BudgetItemCommand {
    let recommended = Recommended {
        initiative: id(1),
        case: id(1),
        cycle: id(1),
        administration: id(1),
        reference: "ref".to_owned(),
        title: "Initiative".to_owned(),
        area: AreaKey::new("social"),
        city_rank: 1,
        cost: Money::ore(100),
    };
    BudgetItemCommand::Open { recommended, cycle_open }
}

fn decided(instance: Instance, outcome: Outcome) -> BudgetItemCommand {
    let ore = if outcome == Outcome::Funded { 100 } else { 0 };
    BudgetItemCommand::Decide { item: id(1), decision: decision(instance, outcome, ore) }
}

fn start() -> BudgetItemCommand {
    let (project_ref, started_on) = ("P 1".to_owned(), date(2028, 1, 1));
    BudgetItemCommand::Start { item: id(1), project_ref, started_on }
}

fn finish() -> BudgetItemCommand {
    BudgetItemCommand::Finish {
        item: id(1),
        effect: "Shorter queues.".to_owned(),
        cost: Money::ore(90),
        finished_on: date(2028, 12, 1),
    }
}

fn withdraw() -> BudgetItemCommand {
    BudgetItemCommand::Withdraw { reason: "no longer needed".to_owned() }
}

/// An item after these commands.
fn after(commands: &[BudgetItemCommand]) -> History<BudgetItem> {
    let mut item = History::new();
    item.act(&system(), open(true)).expect("opened");
    for command in commands {
        item.act(&budget(), command.clone()).expect("it follows");
    }
    item
}

fn fields(refused: Result<Vec<BudgetItemFact>, Rejection>) -> Vec<String> {
    let Err(Rejection::Invalid(violations)) = refused else { panic!("{refused:?}") };
    violations.iter().map(|one| one.field.clone()).collect()
}

const ASSEMBLY: Instance = Instance::Assembly;

#[test]
fn an_item_is_opened_once_and_not_in_a_closed_cycle() {
    assert_eq!(after(&[]).act(&system(), open(true)), Ok(Vec::new()));
    assert_eq!(History::<BudgetItem>::new().act(&system(), open(false)), Ok(Vec::new()));
}

#[test]
fn only_the_budget_system_carries_decisions_a1() {
    let all = [decided(ASSEMBLY, Outcome::Funded), start(), finish()];
    for office in Office::ALL.iter().filter(|office| **office != Office::BudgetSystem) {
        for command in &all {
            let refused = after(&[]).act(&officer(*office), command.clone());
            assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
        }
    }
}

#[test]
fn funded_and_declined_are_final_and_deferred_is_not_c12() {
    for outcome in [Outcome::Funded, Outcome::Declined] {
        let mut item = after(&[decided(ASSEMBLY, outcome)]);
        let refused = item.act(&budget(), decided(Instance::Tertial1, Outcome::Funded));
        assert_eq!(refused, Err(Rejection::DecisionFinal { item: id(1), status: outcome.into() }));
    }
    let item = after(&[
        decided(ASSEMBLY, Outcome::Deferred),
        decided(Instance::Tertial1, Outcome::Deferred),
        decided(Instance::Tertial2, Outcome::Funded),
    ]);
    assert_eq!(item.state().status, Status::Funded);
    assert_eq!(item.state().decisions.len(), 3);
}

#[test]
fn an_instance_decides_once_about_an_item() {
    let mut item = after(&[decided(ASSEMBLY, Outcome::Deferred)]);
    let refused = item.act(&budget(), decided(ASSEMBLY, Outcome::Funded));
    assert_eq!(refused, Err(Rejection::AlreadyDecided { item: id(1), instance: ASSEMBLY }));
}

#[test]
fn a_withdrawn_initiative_is_never_funded() {
    for before in [vec![], vec![decided(ASSEMBLY, Outcome::Deferred)]] {
        let mut item = after(&before);
        item.act(&system(), withdraw()).expect("withdrawn");
        assert_eq!(item.state().status, Status::Withdrawn);
        let refused = item.act(&budget(), decided(Instance::Tertial1, Outcome::Funded));
        let reason = "no longer needed".to_owned();
        assert_eq!(refused, Err(Rejection::InitiativeWithdrawn { item: id(1), reason }));
        let refused = item.act(&budget(), start());
        assert!(matches!(refused, Err(Rejection::NotFunded { .. })), "{refused:?}");
    }
}

#[test]
fn a_withdrawal_that_comes_too_late_or_twice_or_for_no_item_changes_nothing() {
    for before in [
        vec![decided(ASSEMBLY, Outcome::Funded)],
        vec![decided(ASSEMBLY, Outcome::Funded), start()],
        vec![decided(ASSEMBLY, Outcome::Declined)],
        vec![withdraw()],
    ] {
        assert_eq!(after(&before).act(&system(), withdraw()), Ok(Vec::new()));
    }
    assert_eq!(History::<BudgetItem>::new().act(&system(), withdraw()), Ok(Vec::new()));
}

#[test]
fn nothing_is_deferred_past_tertial_two_c12() {
    let refused = after(&[]).act(&budget(), decided(Instance::Tertial2, Outcome::Deferred));
    assert_eq!(refused, Err(Rejection::NothingLater { instance: Instance::Tertial2 }));
}

#[test]
fn all_that_is_wrong_with_a_decision_is_named_at_once() {
    let mut wrong = decision(ASSEMBLY, Outcome::Declined, 5);
    wrong.reason = String::new();
    wrong.decision_ref = "x".repeat(201);
    let command = BudgetItemCommand::Decide { item: id(1), decision: wrong };
    let named = ["amount_ore", "reason", "decision_ref"];
    assert_eq!(fields(after(&[]).act(&budget(), command)), named);
    let mut wrong = decision(ASSEMBLY, Outcome::Funded, 0);
    wrong.reason = "x".repeat(4001);
    let command = BudgetItemCommand::Decide { item: id(1), decision: wrong };
    assert_eq!(fields(after(&[]).act(&budget(), command)), ["amount_ore", "reason"]);
}

#[test]
fn only_what_is_funded_is_carried_out_and_once_e6() {
    for commands in [vec![], vec![decided(ASSEMBLY, Outcome::Declined)]] {
        let refused = after(&commands).act(&budget(), start());
        assert!(matches!(refused, Err(Rejection::NotFunded { .. })), "{refused:?}");
    }
    let mut item = after(&[decided(ASSEMBLY, Outcome::Funded), start()]);
    let refused = item.act(&budget(), start());
    assert!(matches!(refused, Err(Rejection::AlreadyStarted { .. })), "{refused:?}");
}

#[test]
fn only_what_was_started_is_finished_and_once_f2() {
    let mut item = after(&[decided(ASSEMBLY, Outcome::Funded)]);
    let refused = item.act(&budget(), finish());
    assert!(matches!(refused, Err(Rejection::NotStarted { .. })), "{refused:?}");
    item.act(&budget(), start()).expect("started");
    item.act(&budget(), finish()).expect("finished");
    assert_eq!(item.act(&budget(), finish()), Err(Rejection::AlreadyFinished { item: id(1) }));
    let refused = item.act(&budget(), decided(Instance::Tertial1, Outcome::Declined));
    assert!(matches!(refused, Err(Rejection::DecisionFinal { .. })), "{refused:?}");
}

#[test]
fn all_that_is_wrong_with_an_implementation_is_named_at_once() {
    let mut item = after(&[decided(ASSEMBLY, Outcome::Funded)]);
    let early = BudgetItemCommand::Start {
        item: id(1),
        project_ref: String::new(),
        started_on: date(2027, 5, 31),
    };
    assert_eq!(fields(item.act(&budget(), early)), ["project_ref", "started_on"]);
    item.act(&budget(), start()).expect("started");
    let early = BudgetItemCommand::Finish {
        item: id(1),
        effect: " ".to_owned(),
        cost: Money::ore(-1),
        finished_on: date(2027, 12, 31),
    };
    assert_eq!(fields(item.act(&budget(), early)), ["effect", "cost_ore", "finished_on"]);
}

#[test]
fn what_names_no_item_is_not_found() {
    for command in [decided(ASSEMBLY, Outcome::Funded), start(), finish()] {
        let refused = History::<BudgetItem>::new().act(&budget(), command);
        assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    }
}

fn commands() -> impl Strategy<Value = BudgetItemCommand> {
    let instance = prop_oneof![Just(ASSEMBLY), Just(Instance::Tertial1), Just(Instance::Tertial2)];
    let outcome =
        prop_oneof![Just(Outcome::Funded), Just(Outcome::Deferred), Just(Outcome::Declined)];
    prop_oneof![
        any::<bool>().prop_map(open),
        (instance, outcome).prop_map(|(instance, outcome)| decided(instance, outcome)),
        Just(start()),
        Just(finish()),
        Just(withdraw()),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_only_a_decision_of_the_assembly_makes_an_item_funded(
        commands in proptest::collection::vec(commands(), 0..30),
    ) {
        let mut item = History::<BudgetItem>::new();
        for command in commands {
            let _ = item.act(&budget(), command);
            let Some(item) = &item.state else { continue };
            let finals = item.decisions.iter().filter(|one| one.outcome.is_final()).count();
            prop_assert!(finals <= 1);
            let funded = item.decision().is_some_and(|one| one.outcome == Outcome::Funded);
            prop_assert_eq!(item.status >= Status::Funded, funded);
            prop_assert!(item.withdrawn.is_none() || finals == 0, "nothing is decided after");
        }
    }
}
