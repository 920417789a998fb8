//! Others' events to commands: every decision becomes an answer (F1, F2); cycles and seats are kept.

use intake_domain::{
    Administration, Contacts, ContactsFact, Demand, Docket, DocketCommand, DocketFact, Initiative,
    InitiativeCommand, Instance, Origin, Outcome, Ruling,
};
use kernel::{
    AdministrationId, Aggregate, AreaKey, CycleId, InitiativeId, Known, KnownId, Learn, Money,
    PersonId, Stream,
};
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::journal::Recorded;
use platform::learn;
use proto::Event;
use proto::beredning::v1::DossierCompleted;
use proto::budget_integration::v1::{
    self as budget, CycleClosed, CycleOpened, DecisionOutcome, ImplementationFinished,
    ImplementationStarted, ItemDecided,
};
use proto::council::v1::{RecommendationItem, SeatAppointed, SeatEnded};
use proto::prioritisation::v1::{CaseAssessed, ProposalItem, RankingDecided, StepOneOutcome};

use crate::answering;

/// Whom intake follows: everybody who decides about an initiative.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows { source: DossierCompleted::SERVICE, types: &[DossierCompleted::TYPE] },
    Follows {
        source: CaseAssessed::SERVICE,
        types: &[CaseAssessed::TYPE, RankingDecided::TYPE, ProposalItem::TYPE],
    },
    Follows {
        source: SeatAppointed::SERVICE,
        types: &[RecommendationItem::TYPE, SeatAppointed::TYPE, SeatEnded::TYPE],
    },
    Follows {
        source: ItemDecided::SERVICE,
        types: &[
            ItemDecided::TYPE,
            ImplementationStarted::TYPE,
            ImplementationFinished::TYPE,
            CycleOpened::TYPE,
            CycleClosed::TYPE,
        ],
    },
];

/// What follows from an event.
pub(crate) fn react(event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    let reaction = match event.event_type.as_str() {
        DossierCompleted::TYPE => dossier_completed(event)?,
        CaseAssessed::TYPE => case_assessed(event)?,
        RankingDecided::TYPE => ranking_decided(event)?,
        ProposalItem::TYPE => proposal_item(event)?,
        RecommendationItem::TYPE => recommendation_item(event)?,
        ItemDecided::TYPE => item_decided(event)?,
        ImplementationStarted::TYPE => implementation_started(event)?,
        ImplementationFinished::TYPE => implementation_finished(event)?,
        CycleClosed::TYPE => cycle_closed(event)?,
        _ if echoes_own_seat(event)? => return Ok(None),
        _ => return Ok(learn::lesson(event)?.map(learn::keep)),
    };
    Ok(Some(reaction))
}

/// The cycle's docket closes with it.
fn cycle_closed(event: &Incoming) -> Result<Reaction, Malformed> {
    let closed: CycleClosed = event.decode()?;
    let cycle: CycleId = parse("cycle", &closed.cycle)?;
    let known = KnownId::Cycle(cycle);
    Ok(Reaction::on(vec![Known::stream(&known), Docket::stream(&cycle)], move |desk| {
        desk.act::<Known>(&known, Learn::CycleClosed)?;
        desk.act::<Docket>(&cycle, DocketCommand::Close { cycle })
    }))
}

/// What follows from an own fact: a closed docket answers for all that has no final answer (E4).
/// Answers that wait go to a contact person as soon as there is one (F1).
pub(crate) fn react_own(fact: &Recorded) -> Option<Reaction> {
    if let Some(DocketFact::Closed { initiatives, .. }) = fact.fact::<Docket>() {
        return Some(docket_closed(fact, initiatives.clone()));
    }
    match fact.fact::<Contacts>()?.clone() {
        ContactsFact::Learnt { .. } => None,
        ContactsFact::Awaited { administration, .. } => Some(look_again(administration)),
        ContactsFact::Released { contact_person, initiatives, .. } => {
            Some(address(contact_person, initiatives))
        }
    }
}

/// A contact person who was appointed before the list of contact persons was kept is found now.
fn look_again(administration: AdministrationId) -> Reaction {
    let streams = vec![Administration::stream(&administration), answering::stream()];
    Reaction::on(streams, move |desk| answering::learn(desk, administration))
}

fn address(contact_person: PersonId, initiatives: Vec<InitiativeId>) -> Reaction {
    let streams = initiatives.iter().map(Initiative::stream).collect();
    Reaction::on(streams, move |desk| {
        for id in &initiatives {
            let contact_person = contact_person.clone();
            let command = InitiativeCommand::Address { contact_person };
            desk.act::<Initiative>(id, command.to(*id))?;
        }
        Ok(())
    })
}

fn docket_closed(fact: &Recorded, initiatives: Vec<InitiativeId>) -> Reaction {
    let ruling = Ruling {
        outcome: Outcome::Declined,
        instance: None,
        reason: "the cycle closed without a decision; it can be proposed again".to_owned(),
        origin: Origin { service: crate::NAME.to_owned(), sequence: fact.position },
        decided_on: fact.occurred_at.date(),
        decided_at: fact.occurred_at,
        last: true,
        demand: None,
    };
    Reaction::on(answered(initiatives.iter()), move |desk| {
        let contacts = answering::contacts(desk)?;
        for id in &initiatives {
            let (ruling, contacts) = (Box::new(ruling.clone()), contacts.clone());
            answering::act(desk, *id, InitiativeCommand::AnswerLast { ruling, contacts })?;
        }
        Ok(())
    })
}

/// Whether the event is about a contact person's seat. Intake keeps those itself: an echo must not
/// reopen one that has ended (A16).
fn echoes_own_seat(event: &Incoming) -> Result<bool, Malformed> {
    let body = match event.event_type.as_str() {
        SeatAppointed::TYPE => event.decode::<SeatAppointed>()?.body,
        SeatEnded::TYPE => event.decode::<SeatEnded>()?.body,
        _ => return Ok(false),
    };
    Ok(body.starts_with("administration:"))
}

/// A ruling of the day and moment of the event.
fn ruling(event: &Incoming, outcome: Outcome, reason: String) -> Ruling {
    Ruling {
        outcome,
        instance: None,
        reason,
        origin: Origin { service: event.source.clone(), sequence: event.sequence },
        decided_on: event.occurred_at.date(),
        decided_at: event.occurred_at,
        last: false,
        demand: None,
    }
}

fn answer(rulings: Vec<(InitiativeId, Ruling)>) -> Reaction {
    Reaction::on(answered(rulings.iter().map(|(id, _)| id)), move |desk| {
        let contacts = answering::contacts(desk)?;
        for (id, ruling) in &rulings {
            let (ruling, contacts) = (Box::new(ruling.clone()), contacts.clone());
            answering::act(desk, *id, InitiativeCommand::Answer { ruling, contacts })?;
        }
        Ok(())
    })
}

/// The streams that answers to these initiatives name.
fn answered<'i>(initiatives: impl Iterator<Item = &'i InitiativeId>) -> Vec<Stream> {
    initiatives.map(Initiative::stream).chain([answering::stream()]).collect()
}

fn one(initiative: &str, ruling: Ruling) -> Result<Reaction, Malformed> {
    Ok(answer(vec![(parse("initiative", initiative)?, ruling)]))
}

fn dossier_completed(event: &Incoming) -> Result<Reaction, Malformed> {
    let dossier: DossierCompleted = event.decode()?;
    let reason = format!(
        "prepared from all sides by {} experts; valued at {} of 1000",
        dossier.signatures.len(),
        dossier.value
    );
    one(&dossier.initiative, ruling(event, Outcome::DossierCompleted, reason))
}

fn case_assessed(event: &Incoming) -> Result<Reaction, Malformed> {
    let case: CaseAssessed = event.decode()?;
    let outcome = match case.outcome() {
        StepOneOutcome::Included => Outcome::Included,
        StepOneOutcome::Supplement => Outcome::SupplementRequested,
        StepOneOutcome::Rejected => Outcome::Rejected,
        StepOneOutcome::Unspecified => return Err(Malformed::new("outcome", "is not stated")),
    };
    let due_on = learn::day("due_on", &case.due_on)?;
    let demand = Demand { missing: case.missing, due_on };
    let asks = outcome == Outcome::SupplementRequested;
    let reason = with_code(case.reason, &case.reason_code);
    let ruling = Ruling { demand: asks.then_some(demand), ..ruling(event, outcome, reason) };
    one(&case.initiative, ruling)
}

fn ranking_decided(event: &Incoming) -> Result<Reaction, Malformed> {
    let ranking: RankingDecided = event.decode()?;
    let area: AreaKey = parse("area", &ranking.area)?;
    let count = ranking.entries.len();
    let rulings = ranking.entries.iter().map(|entry| {
        let (rank, points) = (entry.rank, entry.points);
        let reason = format!("rank {rank} of {count} in the area {area}; {points} points");
        let initiative = parse("entries.initiative", &entry.initiative)?;
        Ok((initiative, ruling(event, Outcome::Ranked, reason)))
    });
    Ok(answer(rulings.collect::<Result<_, Malformed>>()?))
}

fn proposal_item(event: &Incoming) -> Result<Reaction, Malformed> {
    let item: ProposalItem = event.decode()?;
    let reason = format!(
        "rank {} in the city-wide proposal, from rank {} in the area {}",
        item.city_rank, item.area_rank, item.area
    );
    one(&item.initiative, ruling(event, Outcome::Proposed, reason))
}

fn recommendation_item(event: &Incoming) -> Result<Reaction, Malformed> {
    let item: RecommendationItem = event.decode()?;
    let reason = format!("recommended to the city's leadership with rank {}", item.city_rank);
    one(&item.initiative, ruling(event, Outcome::Recommended, reason))
}

fn item_decided(event: &Incoming) -> Result<Reaction, Malformed> {
    let item: ItemDecided = event.decode()?;
    let outcome = match item.outcome() {
        DecisionOutcome::Funded => Outcome::Funded,
        DecisionOutcome::Deferred => Outcome::Deferred,
        DecisionOutcome::Declined => Outcome::Declined,
        DecisionOutcome::Unspecified => return Err(Malformed::new("outcome", "is not stated")),
    };
    let instance = match item.instance() {
        budget::Instance::Assembly => Instance::Assembly,
        budget::Instance::Tertial1 => Instance::Tertial1,
        budget::Instance::Tertial2 => Instance::Tertial2,
        budget::Instance::Unspecified => return Err(Malformed::new("instance", "is not stated")),
    };
    let reason = stated(item.reason, &item.decision_ref);
    let ruling = Ruling {
        instance: Some(instance),
        decided_on: parse("decided_on", &item.decided_on)?,
        last: item.r#final,
        ..ruling(event, outcome, reason)
    };
    one(&item.initiative, ruling)
}

fn implementation_started(event: &Incoming) -> Result<Reaction, Malformed> {
    let started: ImplementationStarted = event.decode()?;
    let reason = format!("started as {}", started.project_ref);
    let decided_on = parse("started_on", &started.started_on)?;
    let ruling = Ruling { decided_on, ..ruling(event, Outcome::Started, reason) };
    one(&started.initiative, ruling)
}

fn implementation_finished(event: &Incoming) -> Result<Reaction, Malformed> {
    let finished: ImplementationFinished = event.decode()?;
    let cost = Money::ore(finished.cost_ore);
    let reason = format!("{}; the cost was {cost}", finished.effect);
    let decided_on = parse("finished_on", &finished.finished_on)?;
    let ruling = Ruling { decided_on, ..ruling(event, Outcome::Finished, reason) };
    one(&finished.initiative, ruling)
}

/// A reason in words with its code, or the one that is there (C6).
fn with_code(reason: String, code: &str) -> String {
    if reason.is_empty() || code.is_empty() {
        stated(reason, code)
    } else {
        format!("{reason} ({code})")
    }
}

/// A reason in words, or what it is filed under.
fn stated(reason: String, otherwise: &str) -> String {
    if reason.is_empty() { otherwise.to_owned() } else { reason }
}
