use kernel::Money;
use proptest::prelude::*;

use super::*;
use crate::testing::{
    NOW, adm, contact_person, contacts, cyc, day, decide, decide_scope, form, in_scope, ini, next,
    prepare_with, prepared, propose, proposed, somebody, stockholm, submit, submitted, terms,
    withdraw, withdrawn,
};
use crate::{Cost, Instance, Ruling, ScopeRule};

fn ruling(outcome: Outcome, sequence: u64) -> Ruling {
    Ruling {
        outcome,
        instance: (outcome.stage() == Stage::Decided).then_some(Instance::Assembly),
        reason: "reason".into(),
        origin: Origin { service: "prioritisation".into(), sequence },
        decided_on: day("2027-03-01"),
        decided_at: NOW,
        last: false,
        demand: Some(Demand { missing: vec!["Kostnader".into()], due_on: None }),
    }
}

fn answered(ruling: Ruling) -> InitiativeCommand {
    InitiativeCommand::Answer { ruling: Box::new(ruling), contacts: contacts() }
}

fn answer(outcome: Outcome, sequence: u64) -> InitiativeCommand {
    answered(ruling(outcome, sequence))
}

fn supplement(form: Form) -> InitiativeCommand {
    InitiativeCommand::Supplement {
        model: Some(stockholm()),
        form: Box::new(form),
        registered: BTreeSet::from([adm(1), adm(2)]),
        note: "Kostnader tillagda".into(),
    }
}

fn local() -> Form {
    Form { affected_administrations: vec![adm(1).to_string()], ..form() }
}

fn facts(state: &Initiative, command: InitiativeCommand) -> Vec<InitiativeFact> {
    let actor = contact_person(1);
    let acting = Acting::new(&actor, NOW);
    Initiative::decide(Some(state), command.to(state.id), &acting).unwrap()
}

#[test]
fn any_employee_proposes_and_stays_named_to_the_end_a17() {
    let state = proposed(1);
    assert_eq!(state.proposer, PersonId::new("eva"));
    let state = next(&submitted(1), answer(Outcome::Funded, 1)).unwrap();
    assert_eq!(state.proposer, PersonId::new("eva"));
}

#[test]
fn a_proposal_names_title_need_and_a_registered_administration() {
    let bare = Proposal {
        administration: adm(1),
        registered: false,
        reference: "x".repeat(101),
        title: String::new(),
        need: " ".into(),
    };
    let command = |proposal| InitiativeCommand::Propose(proposal).to(ini(1));
    let refused = decide::<Initiative>(None, command(bare.clone()), &somebody()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "reference must be at most 100 characters; title is missing; need is missing"
    );
    let bare = Proposal { reference: String::new(), title: "T".into(), need: "N".into(), ..bare };
    let refused = decide::<Initiative>(None, command(bare), &somebody()).unwrap_err();
    assert!(matches!(refused, Rejection::NotFound { what: "administration", .. }));
}

#[test]
fn an_initiative_is_proposed_once_and_must_exist() {
    let again = decide(Some(proposed(1)), propose().to(ini(1)), &somebody()).unwrap_err();
    assert!(matches!(again, Rejection::Exists { .. }));
    let none = decide::<Initiative>(None, withdraw().to(ini(1)), &somebody()).unwrap_err();
    assert!(matches!(none, Rejection::NotFound { what: "initiative", .. }));
}

#[test]
fn only_the_contact_person_of_its_administration_prepares_decides_and_supplements_a16() {
    for command in [prepare_with(form()), decide_scope(""), submit(), supplement(form())] {
        for actor in [somebody(), contact_person(2)] {
            let refused = decide(Some(prepared(1)), command.clone().to(ini(1)), &actor);
            assert!(matches!(refused.unwrap_err(), Rejection::Mandate(_)));
        }
    }
}

#[test]
fn it_is_prepared_for_an_open_cycle_under_the_model_that_the_cycle_pins_c14() {
    let state = prepared(1);
    assert_eq!(state.model.as_deref(), Some("stockholm-2008"));
    let with = |terms, model| InitiativeCommand::Prepare {
        cycle: cyc(1),
        terms,
        model,
        form: Box::new(form()),
        registered: BTreeSet::from([adm(1), adm(2)]),
    };
    let refused = next(&state, with(None, Some(stockholm()))).unwrap_err();
    assert!(matches!(refused, Rejection::NotFound { what: "cycle", .. }));
    let closed = CycleTerms { open: false, ..terms() };
    let refused = next(&state, with(Some(closed), Some(stockholm()))).unwrap_err();
    assert!(matches!(refused, Rejection::CycleClosed { .. }));
    let refused = next(&state, with(Some(terms()), None)).unwrap_err();
    assert_eq!(refused.to_string(), "version stockholm-2008 of the model is not known here");
}

#[test]
fn it_may_be_prepared_again_until_it_is_submitted_which_undoes_the_decision_on_scope() {
    let state = next(&in_scope(1), prepare_with(local())).unwrap();
    assert_eq!((state.status, &state.scope), (Status::Prepared, &None));
    let refused = next(&submitted(1), prepare_with(form())).unwrap_err();
    assert!(matches!(refused, Rejection::AlreadySubmitted { .. }));
}

#[test]
fn scope_needs_prepared_content_for_that_cycle_and_an_open_cycle_b1() {
    let refused = next(&proposed(1), decide_scope("")).unwrap_err();
    assert!(matches!(refused, Rejection::NotPrepared { .. }));
    let elsewhere = Initiative { cycle: Some(cyc(2)), ..prepared(1) };
    let refused = next(&elsewhere, decide_scope("")).unwrap_err();
    assert!(matches!(refused, Rejection::OtherCycle { .. }));
    let closed = InitiativeCommand::DecideScope {
        cycle: cyc(1),
        terms: Some(CycleTerms { open: false, ..terms() }),
        model: Some(stockholm()),
        coordination_benefit: String::new(),
        contacts: contacts(),
    };
    assert!(matches!(next(&prepared(1), closed).unwrap_err(), Rejection::CycleClosed { .. }));
    let long = decide_scope(&"x".repeat(2001));
    assert!(matches!(next(&prepared(1), long).unwrap_err(), Rejection::Invalid(_)));
}

#[test]
fn out_of_scope_is_a_final_answer_with_rule_and_route_b3() {
    let prepared = next(&proposed(1), prepare_with(local())).unwrap();
    let facts = facts(&prepared, decide_scope(""));
    let [InitiativeFact::ScopeDecided { scope }, InitiativeFact::Answered { answer }] = &facts[..]
    else {
        panic!("must decide and answer: {facts:?}")
    };
    assert_eq!(scope.rule, ScopeRule::LocalInitiative);
    assert!(answer.is_final);
    assert_eq!(answer.reason, scope.explanation);
    let state = next(&prepared, decide_scope("")).unwrap();
    for command in [decide_scope("samordning"), prepare_with(form()), withdraw()] {
        let refused = next(&state, command).unwrap_err();
        assert!(matches!(refused, Rejection::InitiativeClosed { .. }));
    }
}

#[test]
fn an_asserted_benefit_of_coordination_is_named_as_the_rule_b3() {
    let prepared = next(&proposed(1), prepare_with(local())).unwrap();
    let state = next(&prepared, decide_scope("Fyra stadsdelar har samma behov")).unwrap();
    let scope = state.scope.unwrap();
    assert_eq!(scope.rule, ScopeRule::CoordinationBenefit);
    assert_eq!(scope.explanation, "Fyra stadsdelar har samma behov");
}

#[test]
fn submission_is_answered_with_the_diary_number_c3_f1() {
    let facts = facts(&in_scope(1), submit());
    let Some(InitiativeFact::Answered { answer }) = facts.last() else { panic!("must answer") };
    assert!(answer.reason.contains("031-0001/2027"));
    assert_eq!((answer.number, answer.is_final, &answer.origin), (1, false, &None));
    assert_eq!((&answer.proposer, answer.administration), (&PersonId::new("eva"), adm(1)));
}

#[test]
fn a_supplement_is_taken_only_while_step_one_asks_for_it_c6() {
    let state = submitted(1);
    let refused = next(&state, supplement(form())).unwrap_err();
    assert!(matches!(refused, Rejection::NoSupplementRequested { .. }));
    let state = next(&state, answer(Outcome::SupplementRequested, 5)).unwrap();
    assert_eq!(state.demand.as_ref().unwrap().missing, ["Kostnader"]);
    let cost = Cost { year: 2029, one_off: Money::ore(1), running: Money::ZERO };
    let state = next(&state, supplement(Form { costs: vec![cost], ..form() })).unwrap();
    assert_eq!((state.status, &state.demand), (Status::Submitted, &None));
    assert_eq!(state.content.as_ref().unwrap().total_cost, Money::ore(1));
    let refused = next(&state, supplement(form())).unwrap_err();
    assert!(matches!(refused, Rejection::NoSupplementRequested { .. }));
}

#[test]
fn a_supplement_names_all_bad_fields_at_once_c2() {
    let state = next(&submitted(1), answer(Outcome::SupplementRequested, 5)).unwrap();
    let bad = InitiativeCommand::Supplement {
        model: Some(stockholm()),
        form: Box::new(Form { title: String::new(), ..form() }),
        registered: BTreeSet::from([adm(1), adm(2)]),
        note: String::new(),
    };
    let refused = next(&state, bad).unwrap_err();
    assert_eq!(refused.to_string(), "note is missing; form.title is missing");
    let unknown = InitiativeCommand::Supplement {
        model: None,
        form: Box::new(form()),
        registered: BTreeSet::new(),
        note: "n".into(),
    };
    assert!(matches!(next(&state, unknown).unwrap_err(), Rejection::ModelUnknown { .. }));
}

#[test]
fn the_proposer_or_the_contact_person_withdraws_and_nobody_else() {
    let by = |actor| decide(Some(submitted(1)), withdraw().to(ini(1)), &actor);
    assert_eq!(by(somebody()).unwrap().unwrap().status, Status::Withdrawn);
    assert_eq!(by(contact_person(1)).unwrap().unwrap().status, Status::Withdrawn);
    assert!(matches!(by(contact_person(2)).unwrap_err(), Rejection::Mandate(_)));
    let bare = InitiativeCommand::Withdraw { reason: String::new(), contacts: contacts() };
    assert!(matches!(next(&submitted(1), bare).unwrap_err(), Rejection::Invalid(_)));
    let funded = next(&submitted(1), answer(Outcome::Funded, 1)).unwrap();
    assert!(matches!(next(&funded, withdraw()).unwrap_err(), Rejection::InitiativeClosed { .. }));
}

#[test]
fn an_answer_that_comes_too_late_or_twice_gives_nothing_f1() {
    assert_eq!(facts(&withdrawn(1), answer(Outcome::Ranked, 1)), []);
    let state = next(&submitted(1), answer(Outcome::Included, 7)).unwrap();
    assert_eq!(facts(&state, answer(Outcome::Included, 7)), []);
    assert_eq!(facts(&state, answer(Outcome::Included, 8)).len(), 1);
    assert_eq!(facts(&state, answer(Outcome::Ranked, 7)).len(), 1);
}

#[test]
fn five_outcomes_are_final_and_a_service_may_call_its_last_word_final_f2() {
    let state = submitted(1);
    let is_final = |ruling| {
        let facts = facts(&state, answered(ruling));
        let [InitiativeFact::Answered { answer }] = &facts[..] else { panic!("must answer") };
        answer.is_final
    };
    for outcome in Outcome::ALL {
        use Outcome::{Declined, Funded, OutOfScope, Rejected, Withdrawn};
        let expected = [OutOfScope, Rejected, Withdrawn, Funded, Declined].contains(outcome);
        assert_eq!(is_final(ruling(*outcome, 9)), expected, "{outcome}");
    }
    assert!(is_final(Ruling { last: true, ..ruling(Outcome::Deferred, 9) }));
}

#[test]
fn answers_go_on_through_the_implementation_f2() {
    let mut state = submitted(1);
    for (sequence, outcome) in
        [Outcome::Funded, Outcome::Started, Outcome::Finished].into_iter().enumerate()
    {
        state = next(&state, answer(outcome, sequence as u64)).unwrap();
    }
    assert_eq!((state.status, state.answers), (Status::Finished, 4));
}

/// An answer while nobody is contact person.
fn unaddressed(outcome: Outcome, sequence: u64) -> InitiativeCommand {
    let (ruling, contacts) = (Box::new(ruling(outcome, sequence)), Arc::default());
    InitiativeCommand::Answer { ruling, contacts }
}

fn address() -> InitiativeCommand {
    InitiativeCommand::Address { contact_person: PersonId::new("bo") }
}

#[test]
fn an_answer_records_the_contact_person_that_it_goes_to_f1() {
    let addressee = |command| {
        let facts = facts(&submitted(1), command);
        let Some(InitiativeFact::Answered { answer }) = facts.last() else { panic!("must answer") };
        answer.addressee.clone()
    };
    let anna = Some(Addressee::Person(PersonId::new("anna")));
    assert_eq!(addressee(answer(Outcome::Included, 1)), anna);
    assert_eq!(addressee(withdraw()), anna);
    assert_eq!(addressee(unaddressed(Outcome::Included, 1)), Some(Addressee::Waits));
}

#[test]
fn answers_that_wait_go_to_a_contact_person_once_even_when_it_is_closed_f1() {
    let state = next(&submitted(1), unaddressed(Outcome::Included, 1)).unwrap();
    let state = next(&state, unaddressed(Outcome::Rejected, 2)).unwrap();
    assert_eq!(state.waiting, [2, 3]);
    let addressed =
        InitiativeFact::Addressed { answers: vec![2, 3], contact_person: PersonId::new("bo") };
    assert_eq!(facts(&state, address()), [addressed]);
    let state = next(&state, address()).unwrap();
    assert_eq!((state.status, facts(&state, address())), (Status::Rejected, Vec::new()));
}

fn any_command() -> impl Strategy<Value = InitiativeCommand> {
    let outcome = prop::sample::select(Outcome::ALL);
    prop_oneof![
        Just(prepare_with(form())),
        Just(prepare_with(local())),
        Just(decide_scope("")),
        Just(decide_scope("samordning")),
        Just(submit()),
        Just(supplement(form())),
        Just(withdraw()),
        (outcome.clone(), 0_u64..4).prop_map(|(outcome, sequence)| answer(outcome, sequence)),
        (outcome, 0_u64..4).prop_map(|(outcome, sequence)| unaddressed(outcome, sequence)),
        Just(address()),
    ]
}

/// Numbers of the answers that a fact gives to a contact person.
fn to_contact_persons(fact: &InitiativeFact) -> Vec<u32> {
    match fact {
        InitiativeFact::Answered { answer } => match answer.addressee {
            Some(Addressee::Person(_)) => vec![answer.number],
            _ => Vec::new(),
        },
        InitiativeFact::Addressed { answers, .. } => answers.clone(),
        _ => Vec::new(),
    }
}

proptest! {
    #[test]
    fn random_commands_keep_the_invariants_and_state_is_replay(
        commands in prop::collection::vec(any_command(), 0..30)
    ) {
        let actor = contact_person(1);
        let acting = Acting::new(&actor, NOW);
        let mut history = Initiative::decide(None, propose().to(ini(1)), &acting).unwrap();
        let mut state = Initiative::replay(&history).unwrap();
        for command in commands {
            let Ok(facts) = Initiative::decide(Some(&state), command.to(ini(1)), &acting) else {
                continue;
            };
            let closed = state.status.is_closed();
            let late = |fact: &InitiativeFact| matches!(fact, InitiativeFact::Addressed { .. });
            prop_assert!(!closed || facts.iter().all(late), "a closed initiative changes no more");
            state = facts.iter().fold(Some(state), Initiative::evolve).unwrap();
            history.extend(facts);
            prop_assert_eq!(state.demand.is_some(), state.status == Status::SupplementRequested);
            prop_assert_eq!(state.compilation.is_some(), state.diary_number.is_some());
        }
        prop_assert_eq!(Initiative::replay(&history), Some(state.clone()));
        let numbers: Vec<u32> = history.iter().filter_map(|fact| match fact {
            InitiativeFact::Answered { answer } => Some(answer.number),
            _ => None,
        }).collect();
        prop_assert_eq!(numbers, (1..=state.answers).collect::<Vec<_>>());
        let mut addressed: Vec<u32> = history.iter().flat_map(to_contact_persons).collect();
        addressed.extend(&state.waiting);
        addressed.sort_unstable();
        prop_assert_eq!(addressed, (1..=state.answers).collect::<Vec<_>>(), "each once, or waits");
    }
}
