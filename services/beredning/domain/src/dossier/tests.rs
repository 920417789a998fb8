use kernel::{Actor, Money};
use proptest::prelude::*;

use super::*;
use crate::testing::{NOW, content, dos, expert, officer, opening, scores, stockholm};

fn decide(state: Option<&Dossier>, command: DossierCommand, actor: &Actor) -> Decision {
    Dossier::decide(state, (dos(1), command), &Acting::new(actor, NOW))
}

fn next(state: &Dossier, command: DossierCommand, actor: &Actor) -> Result<Dossier, Rejection> {
    let facts = decide(Some(state), command, actor)?;
    Ok(facts.iter().fold(Some(state.clone()), Dossier::evolve).unwrap())
}

fn opened() -> Dossier {
    let facts = decide(None, DossierCommand::Open(Box::new(opening())), &system()).unwrap();
    Dossier::replay(&facts).unwrap()
}

fn system() -> Actor {
    Actor::service("beredning")
}

fn assign(name: &str) -> DossierCommand {
    DossierCommand::AssignOfficer { officer: PersonId::new(name) }
}

fn sign(competence: Competence) -> DossierCommand {
    DossierCommand::Sign { competence, statement: "Bra underlag".into() }
}

fn valued(score: i32) -> DossierCommand {
    DossierCommand::Value { scores: scores(score), model: Some(stockholm()) }
}

fn complete() -> DossierCommand {
    DossierCommand::Complete { model: Some(stockholm()) }
}

fn reopen() -> DossierCommand {
    DossierCommand::Reopen { missing: vec!["Kostnader".into()], due_on: None }
}

fn supplement() -> DossierCommand {
    let content = Content { total_cost: Money::ore(7), ..content() };
    DossierCommand::Supplement { content: Box::new(content) }
}

fn ready() -> Dossier {
    let olle = officer("olle");
    let state = next(&opened(), assign("olle"), &olle).unwrap();
    let state = sign_both(&state);
    next(&state, valued(3), &olle).unwrap()
}

fn sign_both(state: &Dossier) -> Dossier {
    let vera = expert("vera", Office::BusinessExpert);
    let ivan = expert("ivan", Office::ItExpert);
    let state = next(state, sign(Competence::Business), &vera).unwrap();
    next(&state, sign(Competence::It), &ivan).unwrap()
}

fn completed() -> Dossier {
    next(&ready(), complete(), &officer("olle")).unwrap()
}

#[test]
fn a_dossier_opens_once_per_initiative_c4() {
    let again = DossierCommand::Open(Box::new(opening()));
    assert_eq!(decide(Some(&opened()), again, &system()).unwrap(), []);
    let refused = decide(None, complete(), &officer("olle")).unwrap_err();
    assert!(matches!(refused, Rejection::NotFound { what: "dossier", .. }));
    let unknown = DossierCommand::Open(Box::new(Opening { model: None, ..opening() }));
    let refused = decide(None, unknown, &system()).unwrap_err();
    assert!(matches!(refused, Rejection::NotFound { what: "cycle", .. }));
}

#[test]
fn a_handling_officer_assigns_and_assigns_again_e4() {
    let state = next(&opened(), assign("olle"), &officer("chef")).unwrap();
    assert_eq!(decide(Some(&state), assign("olle"), &officer("chef")).unwrap(), []);
    let state = next(&state, assign("maj"), &officer("chef")).unwrap();
    assert_eq!(state.officer, Some(PersonId::new("maj")));
    let refused = decide(Some(&state), assign("x"), &expert("x", Office::ItExpert)).unwrap_err();
    assert!(matches!(refused, Rejection::Mandate(_)));
}

#[test]
fn an_expert_signs_for_the_competence_of_the_office_only_d5() {
    let ivan = expert("ivan", Office::ItExpert);
    assert!(next(&opened(), sign(Competence::It), &ivan).is_ok());
    let refused = next(&opened(), sign(Competence::Business), &ivan).unwrap_err();
    assert!(matches!(refused, Rejection::Mandate(_)));
}

#[test]
fn one_person_does_not_sign_for_both_competences_d5() {
    let both = expert("vera", Office::BusinessExpert).with_office(Office::ItExpert);
    let state = next(&opened(), sign(Competence::Business), &both).unwrap();
    let refused = next(&state, sign(Competence::It), &both).unwrap_err();
    assert!(matches!(refused, Rejection::BothCompetences { .. }));
}

#[test]
fn a_later_signature_takes_the_place_of_the_earlier_of_its_competence_d5() {
    let state = sign_both(&opened());
    let state = next(&state, sign(Competence::It), &expert("isa", Office::ItExpert)).unwrap();
    let signers: Vec<_> = state.contributions.iter().map(|one| one.person.as_str()).collect();
    assert_eq!(signers, ["vera", "isa"]);
}

#[test]
fn a_contribution_states_something_d5() {
    let vera = expert("vera", Office::BusinessExpert);
    for statement in [" ".to_owned(), "x".repeat(4001), "a\0".to_owned()] {
        let sign = DossierCommand::Sign { competence: Competence::Business, statement };
        assert!(matches!(next(&opened(), sign, &vera).unwrap_err(), Rejection::Invalid(_)));
    }
}

#[test]
fn only_the_assigned_officer_values_and_completes() {
    for command in [valued(3), complete()] {
        let refused = next(&opened(), command.clone(), &officer("maj")).unwrap_err();
        assert!(refused.to_string().ends_with("is assigned to nobody"), "{refused}");
        let refused = next(&ready(), command.clone(), &officer("maj")).unwrap_err();
        assert!(matches!(refused, Rejection::NotAssignedOfficer { .. }));
        let refused = next(&ready(), command, &system()).unwrap_err();
        assert!(matches!(refused, Rejection::Mandate(_)));
    }
}

#[test]
fn a_valuation_needs_the_model_that_the_cycle_pins() {
    let unknown = DossierCommand::Value { scores: scores(3), model: None };
    let refused = next(&ready(), unknown, &officer("olle")).unwrap_err();
    assert!(matches!(refused, Rejection::ModelUnknown { .. }));
    assert_eq!(ready().value, Some(600));
}

#[test]
fn everything_that_is_missing_is_named_at_once_d4_d5() {
    let olle = officer("olle");
    let bare = Dossier {
        content: Content { costs: Vec::new(), ..content() },
        ..next(&opened(), assign("olle"), &olle).unwrap()
    };
    assert_eq!(
        next(&bare, complete(), &olle).unwrap_err().to_string(),
        "still missing: signature for the competence business; signature for the competence it; \
         valuation; costs by year"
    );
    assert_eq!(opened().missing(&stockholm()).last().unwrap(), "handling officer");
    assert_eq!(completed().status, Status::Completed);
}

#[test]
fn a_complete_dossier_is_changed_by_nobody_until_it_is_reopened_c6() {
    let vera = expert("vera", Office::BusinessExpert);
    let refused = next(&completed(), sign(Competence::Business), &vera).unwrap_err();
    assert!(matches!(refused, Rejection::DossierCompleted { .. }));
    let state = next(&completed(), reopen(), &system()).unwrap();
    assert_eq!((state.round, state.status), (2, Status::AwaitingSupplement));
    let refused = next(&state, valued(1), &officer("olle")).unwrap_err();
    assert!(matches!(refused, Rejection::AwaitingSupplement { .. }));
}

#[test]
fn changed_content_needs_new_signatures_and_a_new_valuation_d5() {
    let olle = officer("olle");
    let state = next(&completed(), reopen(), &system()).unwrap();
    let state = next(&state, supplement(), &system()).unwrap();
    assert_eq!(state.content.total_cost, Money::ore(7));
    let refused = next(&state, complete(), &olle).unwrap_err().to_string();
    assert!(
        refused.contains("competence business (what was signed and valued before"),
        "{refused}"
    );
    assert!(refused.contains("valuation (what was signed and valued before"), "{refused}");
    let state = next(&sign_both(&state), valued(4), &olle).unwrap();
    let state = next(&state, complete(), &olle).unwrap();
    assert_eq!((state.round, state.value), (2, Some(800)));
}

#[test]
fn a_supplement_that_changes_nothing_opens_the_dossier_that_waits_for_it() {
    let same = DossierCommand::Supplement { content: Box::new(content()) };
    assert_eq!(decide(Some(&opened()), same.clone(), &system()).unwrap(), []);
    let waiting = next(&completed(), reopen(), &system()).unwrap();
    assert_eq!(next(&waiting, same, &system()).unwrap().status, Status::Open);
}

#[test]
fn withdrawal_closes_it_and_what_comes_later_changes_nothing() {
    let state = next(&opened(), DossierCommand::Withdraw, &system()).unwrap();
    let refused = next(&state, assign("olle"), &officer("olle")).unwrap_err();
    assert!(matches!(refused, Rejection::DossierClosed { .. }));
    for late in [DossierCommand::Withdraw, reopen(), supplement()] {
        assert_eq!(decide(Some(&state), late.clone(), &system()).unwrap(), []);
        assert_eq!(decide(None, late, &system()).unwrap(), []);
    }
}

fn any_step() -> impl Strategy<Value = (DossierCommand, Actor)> {
    let vera = expert("vera", Office::BusinessExpert);
    let ivan = expert("ivan", Office::ItExpert);
    prop_oneof![
        Just((assign("olle"), officer("olle"))),
        Just((sign(Competence::Business), vera)),
        Just((sign(Competence::It), ivan)),
        (0..7).prop_map(|score| (valued(score), officer("olle"))),
        Just((complete(), officer("olle"))),
        Just((reopen(), system())),
        Just((supplement(), system())),
        Just((DossierCommand::Supplement { content: Box::new(content()) }, system())),
        Just((DossierCommand::Withdraw, system())),
    ]
}

proptest! {
    #[test]
    fn random_commands_keep_the_invariants_and_state_is_replay(
        steps in prop::collection::vec(any_step(), 0..40)
    ) {
        let mut history = decide(None, DossierCommand::Open(Box::new(opening())), &system()).unwrap();
        let mut state = Dossier::replay(&history).unwrap();
        for (command, actor) in steps {
            let Ok(facts) = decide(Some(&state), command, &actor) else { continue };
            let withdrawn = state.status == Status::Withdrawn;
            prop_assert!(!withdrawn || facts.is_empty(), "a closed dossier changes no more");
            state = facts.iter().fold(Some(state), Dossier::evolve).unwrap();
            history.extend(facts);
            if state.status == Status::Completed {
                prop_assert_eq!(state.missing(&stockholm()), Vec::<String>::new());
            }
            let value = stockholm().valuation.permille(|one| state.scores.get(&one.key).copied());
            prop_assert_eq!(state.value, value);
        }
        let reopened = history.iter().filter(|fact| matches!(fact, DossierFact::Reopened { .. }));
        prop_assert_eq!(state.round as usize, 1 + reopened.count());
        prop_assert_eq!(Dossier::replay(&history), Some(state));
    }
}
