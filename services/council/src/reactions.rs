//! What follows from the events of others.

use council_domain::{
    Announced, Bodies, BodiesCommand, BodiesId, ContactPerson, ProposedItem, Recommendation,
    RecommendationCommand, RecommendationItem, RecommendationItemCommand, Withdrawal,
};
use kernel::{Aggregate as _, CycleId, Money, SeatId};
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::learn;
use proto::Event as _;
use proto::intake::v1::{ContactPersonAppointed, InitiativeWithdrawn};
use proto::prioritisation::v1::{ProposalHandedOver, ProposalItem};

/// Whom the service follows.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows { source: "prioritisation", types: &[ProposalItem::TYPE, ProposalHandedOver::TYPE] },
    Follows { source: "intake", types: &[ContactPersonAppointed::TYPE, InitiativeWithdrawn::TYPE] },
    Follows { source: "budget-integration", types: learn::CYCLES },
];

/// What follows from an event.
pub(crate) fn react(event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    match event.event_type.as_str() {
        ProposalItem::TYPE => item(event.decode()?).map(Some),
        ProposalHandedOver::TYPE => handed_over(event.decode()?).map(Some),
        ContactPersonAppointed::TYPE => contact_person(event.decode()?).map(Some),
        InitiativeWithdrawn::TYPE => withdrawn(event.decode()?).map(Some),
        _ => Ok(learn::lesson(event)?.map(learn::keep)),
    }
}

/// An item of the proposal gets a stream of its own, and the recommendation counts it (C9).
fn item(event: ProposalItem) -> Result<Reaction, Malformed> {
    let item = ProposedItem {
        cycle: parse("cycle", &event.cycle)?,
        initiative: parse("initiative", &event.initiative)?,
        case: parse("case", &event.case)?,
        administration: parse("administration", &event.administration)?,
        reference: event.reference,
        title: event.title,
        area: parse("area", &event.area)?,
        area_rank: event.area_rank,
        city_rank: event.city_rank,
        score_numerator: event.score_numerator,
        score_denominator: event.score_denominator,
        cost: Money::ore(event.total_cost_ore),
    };
    let streams = vec![RecommendationItem::stream(&item.case), Recommendation::stream(&item.cycle)];
    Ok(Reaction::on(streams, move |desk| {
        let count = RecommendationCommand::ReceiveItem(item.clone());
        desk.act::<Recommendation>(&item.cycle, count)?;
        let receive = RecommendationItemCommand::Receive(item.clone());
        desk.act::<RecommendationItem>(&item.case, receive)
    }))
}

fn handed_over(event: ProposalHandedOver) -> Result<Reaction, Malformed> {
    let cycle: CycleId = parse("cycle", &event.cycle)?;
    let announced = Announced { count: event.count, digest: event.digest };
    Ok(Reaction::on(vec![Recommendation::stream(&cycle)], move |desk| {
        let announced = announced.clone();
        let command = RecommendationCommand::ReceiveHandOver { cycle, announced };
        desk.act::<Recommendation>(&cycle, command)
    }))
}

/// Kept whether or not the proposal is here: the recommendation leaves it out (C10).
fn withdrawn(event: InitiativeWithdrawn) -> Result<Reaction, Malformed> {
    let initiative = parse("initiative", &event.initiative)?;
    let withdrawal = Withdrawal { initiative, reason: event.reason };
    Ok(Reaction::on(vec![Withdrawal::stream(&initiative)], move |desk| {
        desk.act::<Withdrawal>(&initiative, withdrawal.clone())
    }))
}

/// Contact persons' seats are carried with all others (A16).
fn contact_person(event: ContactPersonAppointed) -> Result<Reaction, Malformed> {
    let ended_seat: Option<SeatId> = match event.ended_seat.as_str() {
        "" => None,
        seat => Some(parse("ended_seat", seat)?),
    };
    let person = ContactPerson {
        seat: parse("seat", &event.seat)?,
        administration: parse("administration", &event.administration)?,
        person: parse("person", &event.person)?,
        from: parse("from", &event.from)?,
        until: learn::day("until", &event.until)?,
        ended_seat,
        decision_ref: event.decision_ref,
    };
    Ok(Reaction::on(vec![Bodies::stream(&BodiesId)], move |desk| {
        desk.act::<Bodies>(&BodiesId, BodiesCommand::TakeOver(person.clone()))
    }))
}
