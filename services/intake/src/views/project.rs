//! Own fact to rows of the read tables.

use std::collections::BTreeSet;

use intake_domain::{
    Addressee, Administration, AdministrationFact, Answer, Compilation, CompilationFact,
    ContactPerson, Initiative, InitiativeFact,
};
use kernel::{BodyKey, Responsibility, Seat, SeatRole};
use platform::journal::{Changes, Recorded};
use platform::known;
use platform::sql::Value;

use crate::NAME;

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    known::project(fact, changes);
    if let (Some(of), Some(state)) = (fact.fact::<Administration>(), fact.state::<Administration>())
    {
        administration(state, fact.revision, changes);
        if let AdministrationFact::ContactPersonAppointed { contact_person, ended_seat } = of {
            let touched = [Some(contact_person.seat), *ended_seat];
            for (number, one) in state.contact_persons.iter().enumerate() {
                if touched.contains(&Some(one.seat)) {
                    appointment(state, number, one, changes);
                }
            }
        }
    }
    if let (Some(of), Some(state)) = (fact.fact::<Initiative>(), fact.state::<Initiative>()) {
        initiative(state, fact.revision, changes);
        step(fact, of, state, changes);
        match of {
            InitiativeFact::Answered { answer: one } => answer(fact, state, one, changes),
            InitiativeFact::Addressed { answers, contact_person } => {
                for number in answers {
                    waited(state, *number, contact_person.as_str(), changes);
                }
            }
            InitiativeFact::Proposed { .. }
            | InitiativeFact::Prepared { .. }
            | InitiativeFact::Submitted { .. }
            | InitiativeFact::Supplemented { .. } => unposted(state, changes),
            InitiativeFact::ScopeDecided { .. } | InitiativeFact::Withdrawn { .. } => {}
        }
    }
    if let (Some(CompilationFact::Submitted { .. }), Some(state)) =
        (fact.fact::<Compilation>(), fact.state::<Compilation>())
    {
        compilation(fact, state, changes);
    }
}

fn administration(state: &Administration, revision: u64, changes: &mut Changes) {
    let row = vec![
        ("id", state.id.to_string().into()),
        ("name", state.name.as_str().into()),
        ("name_key", alphabetical(&state.name).into()),
        ("code", state.code.as_str().into()),
        ("revision", revision.into()),
    ];
    changes.upsert("administration_v4", &["id"], row);
}

/// The appointment, and the seat that mandates are judged by.
fn appointment(of: &Administration, number: usize, one: &ContactPerson, changes: &mut Changes) {
    let until: Option<String> = one.until.map(|day| day.to_string());
    let row = vec![
        ("seat", one.seat.to_string().into()),
        ("administration", of.id.to_string().into()),
        ("number", number.into()),
        ("person", one.person.as_str().into()),
        ("from_day", one.from.to_string().into()),
        ("until_day", until.into()),
        ("deputy", one.deputy.into()),
        ("decision_ref", one.decision_ref.as_str().into()),
    ];
    changes.upsert("contact_person_v4", &["seat"], row);
    let seat = Seat {
        id: one.seat,
        body: BodyKey::administration(of.id),
        role: SeatRole::ContactPerson,
        responsibility: Responsibility::None,
        person: one.person.clone(),
        from: one.from,
        until: one.until,
    };
    known::project_seat(&seat, changes);
}

fn initiative(state: &Initiative, revision: u64, changes: &mut Changes) {
    let content = state.content.as_ref();
    let text = |text: Option<String>| Value::from(text.unwrap_or_default());
    let json = |text: Option<serde_json::Result<String>>| {
        // Serialising to a string fails only for maps whose keys are no strings: there are none.
        Value::from(text.and_then(Result::ok))
    };
    let row = vec![
        ("id", state.id.to_string().into()),
        ("administration", state.administration.to_string().into()),
        ("proposer", state.proposer.as_str().into()),
        ("reference", state.reference.as_str().into()),
        ("title", state.title.as_str().into()),
        ("need", state.need.as_str().into()),
        ("words", words(state).into()),
        ("status", state.status.as_str().into()),
        ("cycle", text(state.cycle.map(|id| id.to_string()))),
        ("area", text(content.map(|content| content.area.to_string()))),
        ("total_cost", content.map_or(0, |content| content.total_cost.as_ore()).into()),
        ("compilation", text(state.compilation.map(|id| id.to_string()))),
        ("diary_number", text(state.diary_number.clone())),
        ("registered_at", state.registered_at.as_micros().into()),
        ("revision", revision.into()),
        ("content", json(content.map(serde_json::to_string))),
        ("scope", json(state.scope.as_ref().map(serde_json::to_string))),
        ("demand", json(state.demand.as_ref().map(serde_json::to_string))),
    ];
    changes.upsert("initiative_v4", &["id"], row);
}

fn answer(fact: &Recorded, state: &Initiative, one: &Answer, changes: &mut Changes) {
    let (service, sequence) =
        one.origin.as_ref().map_or((NAME, 0), |origin| (origin.service.as_str(), origin.sequence));
    let contact_person: Option<String> = match &one.addressee {
        Some(Addressee::Person(person)) => Some(person.to_string()),
        Some(Addressee::Waits) | None => None,
    };
    let row = vec![
        ("position", fact.position.into()),
        ("initiative", state.id.to_string().into()),
        ("number", one.number.into()),
        ("stage", one.stage.as_str().into()),
        ("outcome", one.outcome.as_str().into()),
        ("instance", one.instance.map_or("", |instance| instance.as_str()).into()),
        ("reason", one.reason.as_str().into()),
        ("service", service.into()),
        ("sequence", sequence.into()),
        ("decided_on", one.decided_on.to_string().into()),
        ("decided_at", one.decided_at.as_micros().into()),
        ("final", one.is_final.into()),
        ("proposer", one.proposer.as_str().into()),
        ("administration", one.administration.to_string().into()),
        ("contact_person", contact_person.into()),
    ];
    changes.upsert("answer_v4", &["position"], row);
    if one.addressee == Some(Addressee::Waits) {
        waited(state, one.number, "", changes);
    }
}

/// An answer that waited for a contact person, or waits while that is nobody.
fn waited(state: &Initiative, number: u32, contact_person: &str, changes: &mut Changes) {
    let row = vec![
        ("initiative", state.id.to_string().into()),
        ("number", number.into()),
        ("contact_person", contact_person.into()),
    ];
    changes.upsert("waited_v4", &["initiative", "number"], row);
}

/// What the fact is on the initiative's way. A fact that comes with an answer is no step of its own.
fn step(fact: &Recorded, of: &InitiativeFact, state: &Initiative, changes: &mut Changes) {
    let here = |stage: &'static str, reason: &str| {
        (NAME.to_owned(), fact.occurred_at, stage, stage, reason.to_owned(), false)
    };
    let (service, at, stage, outcome, reason, last) = match of {
        InitiativeFact::Proposed { .. } => here("registered", ""),
        InitiativeFact::Prepared { content, .. } => {
            here("prepared", &format!("by template {}", content.template_version))
        }
        InitiativeFact::ScopeDecided { scope } if scope.covers() => {
            here("in_scope", &format!("{}: {}", scope.rule, scope.explanation))
        }
        InitiativeFact::Supplemented { note, .. } => here("supplemented", note),
        InitiativeFact::Answered { answer: one } => (
            one.origin.as_ref().map_or(NAME.to_owned(), |origin| origin.service.clone()),
            one.decided_at,
            one.stage.as_str(),
            one.outcome.as_str(),
            one.reason.clone(),
            one.is_final,
        ),
        InitiativeFact::ScopeDecided { .. }
        | InitiativeFact::Submitted { .. }
        | InitiativeFact::Withdrawn { .. }
        | InitiativeFact::Addressed { .. } => return,
    };
    let row = vec![
        ("position", fact.position.into()),
        ("initiative", state.id.to_string().into()),
        ("service", service.into()),
        ("at", at.as_micros().into()),
        ("stage", stage.into()),
        ("outcome", outcome.into()),
        ("reason", reason.into()),
        ("final", last.into()),
    ];
    changes.upsert("step_v4", &["position"], row);
}

/// Its words are to be posted.
fn unposted(state: &Initiative, changes: &mut Changes) {
    let row = vec![("id", state.id.to_string().into()), ("words", words(state).into())];
    changes.upsert("unposted_v4", &["id"], row);
}

/// Each word once, a blank before each.
fn words(state: &Initiative) -> String {
    let diary_number = state.diary_number.as_deref().unwrap_or_default();
    let texts = [&state.title, &state.reference, &state.need, diary_number];
    let words: BTreeSet<_> = texts.iter().flat_map(|text| folded(text)).collect();
    words.into_iter().flat_map(|word| [" ".to_owned(), word]).collect()
}

fn compilation(fact: &Recorded, state: &Compilation, changes: &mut Changes) {
    let id = state.id.to_string();
    let row = vec![
        ("id", id.as_str().into()),
        ("administration", state.administration.to_string().into()),
        ("cycle", state.cycle.to_string().into()),
        ("diary_number", state.diary_number.as_str().into()),
        ("submitted_by", state.submitted_by.as_str().into()),
        ("submitted_at", fact.occurred_at.as_micros().into()),
        ("late", state.late.into()),
        ("initiatives", state.initiatives.len().into()),
    ];
    changes.upsert("compilation_v4", &["id"], row);
    for (number, initiative) in state.initiatives.iter().enumerate() {
        let row = vec![
            ("compilation", id.as_str().into()),
            ("number", number.into()),
            ("initiative", initiative.to_string().into()),
        ];
        changes.upsert("compilation_initiative_v4", &["compilation", "number"], row);
    }
}

/// The words of a text as they are searched for: lower case, letters and digits only.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = String> {
    text.split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A key in Swedish alphabetical order: å, ä and ö come after z, in that order. Unicode has them in
/// the order ä, å, ö.
fn alphabetical(name: &str) -> String {
    let letter = |one: char| match one {
        'å' => '\u{e4}',
        'ä' => '\u{e5}',
        other => other,
    };
    name.to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_cut_at_everything_else() {
        let words: Vec<_> = folded("Åtgärd BO.OM.63/24, e-tjänst").collect();
        assert_eq!(words, ["åtgärd", "bo", "om", "63", "24", "e", "tjänst"]);
    }

    #[test]
    fn names_are_in_swedish_order() {
        let mut names = ["Örby", "Älvsjö", "Årsta", "Zinken", "alvik"];
        names.sort_by_key(|name| alphabetical(name));
        assert_eq!(names, ["alvik", "Zinken", "Årsta", "Älvsjö", "Örby"]);
    }
}
