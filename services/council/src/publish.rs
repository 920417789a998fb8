//! Own facts as public events.

use council_domain::{
    Bodies, BodiesFact, Recommendation, RecommendationFact, RecommendationItem,
    RecommendationItemFact,
};
use platform::journal::{Event, Recorded};
use proto::council::v1 as pb;

use crate::wire;

/// The event made from a fact, if any.
pub(crate) fn publish(fact: &Recorded) -> Option<Event> {
    if let Some(happened) = fact.fact::<Bodies>() {
        return seat(fact, happened);
    }
    if let Some(happened) = fact.fact::<RecommendationItem>() {
        return item(fact, happened);
    }
    let RecommendationFact::Issued { issued, count, digest } = fact.fact::<Recommendation>()?
    else {
        return None;
    };
    Some(Event::of(&pb::RecommendationIssued {
        cycle: fact.state::<Recommendation>()?.cycle.to_string(),
        meeting: issued.meeting.to_string(),
        count: *count,
        digest: digest.clone(),
        decided_on: issued.decided_on.to_string(),
    }))
}

fn seat(fact: &Recorded, happened: &BodiesFact) -> Option<Event> {
    match happened {
        BodiesFact::SeatAppointed { seat, decision_ref } => Some(Event::of(&pb::SeatAppointed {
            seat: seat.id.to_string(),
            body: seat.body.to_string(),
            role: seat.role.to_string(),
            responsibility: seat.responsibility.to_string(),
            person: seat.person.to_string(),
            from: seat.from.to_string(),
            until: wire::day(seat.until),
            decision_ref: decision_ref.clone(),
        })),
        BodiesFact::SeatEnded { seat, until, reason } => {
            let ended = &fact.state::<Bodies>()?.seat(*seat)?.seat;
            Some(Event::of(&pb::SeatEnded {
                seat: seat.to_string(),
                body: ended.body.to_string(),
                role: ended.role.to_string(),
                person: ended.person.to_string(),
                until: until.to_string(),
                reason: reason.clone(),
            }))
        }
    }
}

fn item(fact: &Recorded, happened: &RecommendationItemFact) -> Option<Event> {
    let RecommendationItemFact::Recommended { meeting } = happened else { return None };
    let item = &fact.state::<RecommendationItem>()?.item;
    Some(Event::of(&pb::RecommendationItem {
        cycle: item.cycle.to_string(),
        meeting: meeting.to_string(),
        initiative: item.initiative.to_string(),
        case: item.case.to_string(),
        administration: item.administration.to_string(),
        reference: item.reference.clone(),
        title: item.title.clone(),
        area: item.area.to_string(),
        city_rank: item.city_rank,
        total_cost_ore: item.cost.as_ore(),
    }))
}
