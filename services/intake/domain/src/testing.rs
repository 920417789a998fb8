//! Things that the tests of several rules start from.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::{
    Acting, Actor, AdministrationId, Aggregate, AreaKey, BodyKey, CompilationId, CycleId,
    CycleTerms, Date, InitiativeId, Money, Office, PersonId, Responsibility, Seat, SeatId,
    SeatRole, Timestamp,
};
use model::{Model, Models};
use uuid::Uuid;

use crate::{
    Administration, Benefit, ContactPerson, Contacts, ContactsFact, Content, Cost, Driver, Form,
    Initiative, InitiativeCommand, InitiativeKind, Proposal, Rejection, StatedBenefit, TargetGroup,
};

/// 2027-01-15 08:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(crate) fn adm(n: u128) -> AdministrationId {
    AdministrationId::new(Uuid::from_u128(n))
}
pub(crate) fn ini(n: u128) -> InitiativeId {
    InitiativeId::new(Uuid::from_u128(n))
}
pub(crate) fn com(n: u128) -> CompilationId {
    CompilationId::new(Uuid::from_u128(n))
}
pub(crate) fn cyc(n: u128) -> CycleId {
    CycleId::new(Uuid::from_u128(n))
}
pub(crate) fn seat(n: u128) -> SeatId {
    SeatId::new(Uuid::from_u128(n))
}
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn stockholm() -> Arc<Model> {
    Models::shipped().unwrap().get("stockholm-2008").unwrap().clone()
}

pub(crate) fn terms() -> CycleTerms {
    CycleTerms {
        id: cyc(1),
        year: 2028,
        model: "stockholm-2008".into(),
        frame: Money::ore(1_000_000_000),
        large_budget: Money::ore(100_000_000),
        submit_by: day("2027-02-15"),
        step_one_by: day("2027-03-31"),
        step_two_by: day("2027-05-15"),
        recommend_by: day("2027-08-31"),
        open: true,
    }
}

pub(crate) fn somebody() -> Actor {
    Actor::person(&PersonId::new("eva"))
}

pub(crate) fn registrar() -> Actor {
    Actor::person(&PersonId::new("rut")).with_office(Office::Registrar)
}

/// The contact person of administration `n`.
pub(crate) fn contact_person(n: u128) -> Actor {
    Actor::person(&PersonId::new("anna")).with_seat(Seat {
        id: seat(n),
        body: BodyKey::administration(adm(n)),
        role: SeatRole::ContactPerson,
        responsibility: Responsibility::None,
        person: PersonId::new("anna"),
        from: day("2026-01-01"),
        until: None,
    })
}

pub(crate) fn staffed() -> Administration {
    Administration {
        id: adm(1),
        name: "Utbildningsförvaltningen".into(),
        code: "112".into(),
        contact_persons: vec![ContactPerson {
            seat: seat(1),
            person: PersonId::new("anna"),
            from: day("2026-01-01"),
            until: None,
            deputy: false,
            decision_ref: "FN 2026:1".into(),
        }],
    }
}

/// Everybody who gets answers: the contact person of administration 1.
pub(crate) fn contacts() -> Arc<Contacts> {
    let Administration { id: administration, contact_persons, .. } = staffed();
    let fact = ContactsFact::Learnt { administration, contact_persons };
    Arc::new(Contacts::evolve(None, &fact).unwrap())
}

/// Decides and evolves; the state must be that of its facts as read back from JSON.
pub(crate) fn decide<A: Aggregate + PartialEq + std::fmt::Debug>(
    state: Option<A>,
    command: A::Command,
    actor: &Actor,
) -> Result<Option<A>, A::Rejection> {
    let facts = A::decide(state.as_ref(), command, &Acting::new(actor, NOW))?;
    let evolved = facts.iter().fold(state.clone(), A::evolve);
    let read = facts.iter().fold(state, |state, fact| {
        let json = serde_json::to_value(fact).unwrap();
        A::evolve(state, &serde_json::from_value(json).unwrap())
    });
    assert_eq!(evolved, read);
    Ok(evolved)
}

pub(crate) fn form() -> Form {
    Form {
        title: "Gemensam bokning".into(),
        kind: Some(InitiativeKind::NewDevelopment),
        area: "social".into(),
        need: "Tre system för samma sak".into(),
        process: "Bokning av lokaler".into(),
        city_goals: vec!["Tillgänglig service".into()],
        business_goals: vec!["Kortare handläggning".into()],
        driver: Some(Driver::Business),
        affected_administrations: [1, 2, 1].map(|n| adm(n).to_string()).into(),
        costs: vec![Cost {
            year: 2028,
            one_off: Money::ore(10_000_000),
            running: Money::ore(5_000_000),
        }],
        benefits: vec![StatedBenefit {
            target_group: Some(TargetGroup::Citizens),
            description: "En bokning i stället för tre".into(),
        }],
        risks: Vec::new(),
        fields: [("maintenance_object".to_owned(), "Lokalbokning".to_owned())].into(),
    }
}

pub(crate) fn content() -> Content {
    let form = form();
    Content {
        title: form.title,
        kind: InitiativeKind::NewDevelopment,
        area: AreaKey::new("social"),
        need: form.need,
        process: form.process,
        city_goals: form.city_goals,
        business_goals: form.business_goals,
        driver: Driver::Business,
        affected_administrations: [adm(1), adm(2)].into(),
        costs: form.costs,
        total_cost: Money::ore(15_000_000),
        benefits: vec![Benefit {
            target_group: TargetGroup::Citizens,
            description: "En bokning i stället för tre".into(),
        }],
        risks: form.risks,
        template_version: "2008-1".into(),
        fields: form.fields,
    }
}

pub(crate) fn propose() -> InitiativeCommand {
    InitiativeCommand::Propose(Proposal {
        administration: adm(1),
        registered: true,
        reference: "BO.1".into(),
        title: "Bokning".into(),
        need: "Vi bokar tre gånger".into(),
    })
}

pub(crate) fn prepare_with(form: Form) -> InitiativeCommand {
    InitiativeCommand::Prepare {
        cycle: cyc(1),
        terms: Some(terms()),
        model: Some(stockholm()),
        form: Box::new(form),
        registered: BTreeSet::from([adm(1), adm(2)]),
    }
}

pub(crate) fn decide_scope(coordination_benefit: &str) -> InitiativeCommand {
    InitiativeCommand::DecideScope {
        cycle: cyc(1),
        terms: Some(terms()),
        model: Some(stockholm()),
        coordination_benefit: coordination_benefit.into(),
        contacts: contacts(),
    }
}

pub(crate) fn submit() -> InitiativeCommand {
    let (compilation, diary_number) = (com(1), "031-0001/2027".into());
    InitiativeCommand::Submit { compilation, diary_number, contacts: contacts() }
}

pub(crate) fn withdraw() -> InitiativeCommand {
    let reason = "Behovet finns inte längre".into();
    InitiativeCommand::Withdraw { reason, contacts: contacts() }
}

/// The next state of an initiative of administration 1, by its contact person.
pub(crate) fn next(
    state: &Initiative,
    command: InitiativeCommand,
) -> Result<Initiative, Rejection> {
    decide(Some(state.clone()), command.to(state.id), &contact_person(1)).map(Option::unwrap)
}

pub(crate) fn proposed(n: u128) -> Initiative {
    decide(None, propose().to(ini(n)), &somebody()).unwrap().unwrap()
}
pub(crate) fn prepared(n: u128) -> Initiative {
    next(&proposed(n), prepare_with(form())).unwrap()
}
pub(crate) fn in_scope(n: u128) -> Initiative {
    next(&prepared(n), decide_scope("")).unwrap()
}
pub(crate) fn submitted(n: u128) -> Initiative {
    next(&in_scope(n), submit()).unwrap()
}
pub(crate) fn withdrawn(n: u128) -> Initiative {
    next(&proposed(n), withdraw()).unwrap()
}
