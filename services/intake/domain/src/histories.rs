//! Random histories: whatever is asked, the state is that of the facts.

use kernel::{Acting, Actor, Aggregate, PersonId};
use proptest::prelude::*;

use crate::testing::{
    NOW, adm, com, contact_person, cyc, day, in_scope, prepared, registrar, seat, somebody,
    staffed, stockholm, submitted, terms,
};
use crate::{
    Administration, AdministrationCommand, Appointment, Candidate, Compilation, CompilationCommand,
    Enter, Register, RegisterYear,
};

/// Asks one after the other; a refusal changes nothing.
fn asked<A>(commands: Vec<(Actor, A::Command)>) -> (Option<A>, Vec<A::Fact>)
where
    A: Aggregate + PartialEq + std::fmt::Debug,
{
    let (mut state, mut facts) = (None, Vec::new());
    for (actor, command) in commands {
        let decided = A::decide(state.as_ref(), command, &Acting::new(&actor, NOW));
        for fact in decided.unwrap_or_default() {
            state = A::evolve(state, &fact);
            facts.push(fact);
        }
        assert_eq!(state, A::replay(&facts));
    }
    (state, facts)
}

fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![Just(registrar()), Just(contact_person(1)), Just(somebody())]
}

fn of_administration() -> impl Strategy<Value = AdministrationCommand> {
    let register = Just(AdministrationCommand::Register {
        id: adm(1),
        name: "Kulturförvaltningen".into(),
        code: "KUL".into(),
    });
    let appoint = (any::<u128>(), 1_u8..4, 1_u8..28, prop::option::of(1_u8..28), any::<bool>());
    let appoint = appoint.prop_map(|(n, person, from, until, deputy)| {
        let appointment = Appointment {
            seat: seat(n),
            person: PersonId::new(format!("person-{person}")),
            from: day(&format!("2027-01-{from:02}")),
            until: until.map(|until| day(&format!("2027-02-{until:02}"))),
            deputy,
            decision_ref: "FN 2027:3".into(),
        };
        AdministrationCommand::Appoint { id: adm(1), appointment }
    });
    prop_oneof![1 => register, 4 => appoint]
}

fn of_compilation() -> impl Strategy<Value = CompilationCommand> {
    let candidate = (1_u128..4, 0_u8..3).prop_map(|(n, kind)| {
        let initiative = match kind {
            0 => prepared(n),
            1 => in_scope(n),
            _ => submitted(n),
        };
        Candidate { id: initiative.id, initiative: Some(initiative) }
    });
    (prop::collection::vec(candidate, 0..3), any::<bool>()).prop_map(|(candidates, known)| {
        CompilationCommand {
            id: com(1),
            administration: adm(1),
            submitter: Some(staffed()),
            cycle: cyc(1),
            terms: known.then(terms),
            candidates,
            diary_number: known.then(|| "031-0001/2027".into()),
        }
    })
}

proptest! {
    #[test]
    fn an_administration_has_at_most_one_contact_person_a_day_a16(
        commands in prop::collection::vec((actor(), of_administration()), 0..12)
    ) {
        let (state, _) = asked::<Administration>(commands);
        for date in state.iter().flat_map(|_| 1_i8..28).map(|n| kernel::Date::constant(2027, 1, n)) {
            let held = state.iter().flat_map(|one| &one.contact_persons).filter(|one| {
                !one.deputy && one.from <= date && one.until.is_none_or(|until| date < until)
            });
            prop_assert!(held.count() <= 1, "{date}");
        }
    }

    #[test]
    fn a_compilation_is_submitted_once_c3(
        commands in prop::collection::vec((actor(), of_compilation()), 0..8)
    ) {
        let (state, facts) = asked::<Compilation>(commands);
        prop_assert_eq!(facts.len(), usize::from(state.is_some()));
    }

    #[test]
    fn a_register_has_no_gaps_c3(
        commands in prop::collection::vec((actor(), 1_u128..99), 0..12)
    ) {
        let policy = stockholm().register.clone();
        let enter = |n| Enter {
            year: RegisterYear(2027),
            compilation: com(n),
            administration: adm(1),
            policy: policy.clone(),
        };
        let commands = commands.into_iter().map(|(actor, n)| (actor, enter(n))).collect();
        let (state, facts) = asked::<Register>(commands);
        prop_assert_eq!(state.map_or(0, |state| state.last as usize), facts.len());
    }
}
