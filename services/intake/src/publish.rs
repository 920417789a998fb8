//! Own fact to public event.

use intake_domain::{Administration, AdministrationFact, Initiative, InitiativeFact};
use platform::journal::{Event, Recorded};
use proto::intake::v1 as pb;

use crate::convert::content_of;

/// The event made from a fact, if it concerns others.
pub(crate) fn event(fact: &Recorded) -> Option<Event> {
    if let Some(of) = fact.fact::<Administration>() {
        return Some(administration(of, fact.state::<Administration>()?));
    }
    initiative(fact.fact::<Initiative>()?, fact.state::<Initiative>()?)
}

fn administration(fact: &AdministrationFact, state: &Administration) -> Event {
    match fact {
        AdministrationFact::Registered { id, name, code } => {
            Event::of(&pb::AdministrationRegistered {
                administration: id.to_string(),
                name: name.clone(),
                code: code.clone(),
            })
        }
        AdministrationFact::ContactPersonAppointed { contact_person, ended_seat } => {
            Event::of(&pb::ContactPersonAppointed {
                administration: state.id.to_string(),
                seat: contact_person.seat.to_string(),
                person: contact_person.person.to_string(),
                from: contact_person.from.to_string(),
                until: contact_person.until.map(|day| day.to_string()).unwrap_or_default(),
                ended_seat: ended_seat.map(|seat| seat.to_string()).unwrap_or_default(),
                decision_ref: contact_person.decision_ref.clone(),
                deputy: contact_person.deputy,
            })
        }
    }
}

fn initiative(fact: &InitiativeFact, state: &Initiative) -> Option<Event> {
    let cycle = state.cycle.map(|cycle| cycle.to_string()).unwrap_or_default();
    match fact {
        InitiativeFact::Submitted { compilation, diary_number } => {
            Some(Event::of(&pb::InitiativeSubmitted {
                initiative: state.id.to_string(),
                cycle,
                administration: state.administration.to_string(),
                compilation: compilation.to_string(),
                diary_number: diary_number.clone(),
                content: content_of(state),
            }))
        }
        InitiativeFact::Supplemented { note, .. } => Some(Event::of(&pb::InitiativeSupplemented {
            initiative: state.id.to_string(),
            cycle,
            content: content_of(state),
            note: note.clone(),
        })),
        InitiativeFact::Withdrawn { reason } => Some(Event::of(&pb::InitiativeWithdrawn {
            initiative: state.id.to_string(),
            cycle,
            reason: reason.clone(),
        })),
        InitiativeFact::ScopeDecided { scope } if !scope.covers() => {
            Some(Event::of(&pb::InitiativeOutOfScope {
                initiative: state.id.to_string(),
                administration: state.administration.to_string(),
                cycle,
                rule: scope.rule.to_string(),
                explanation: scope.explanation.clone(),
            }))
        }
        InitiativeFact::Proposed { .. }
        | InitiativeFact::Prepared { .. }
        | InitiativeFact::ScopeDecided { .. }
        | InitiativeFact::Answered { .. }
        | InitiativeFact::Addressed { .. } => None,
    }
}
