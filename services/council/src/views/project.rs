//! Own facts into the read tables.

use council_domain::{
    Bodies, BodiesFact, Meeting, MeetingFact, Recommendation, RecommendationItem, Withdrawal,
};
use platform::journal::{Changes, Recorded};
use platform::sql::Value;

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    seat(fact, changes);
    meeting(fact, changes);
    recommendation(fact, changes);
    item(fact, changes);
    withdrawal(fact, changes);
}

fn text(value: Option<impl ToString>) -> Value {
    value.map(|value| value.to_string()).into()
}

/// Into the service's own table, and into the one that mandates are judged by.
fn seat(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let id = match fact.fact::<Bodies>()? {
        BodiesFact::SeatAppointed { seat, .. } => seat.id,
        BodiesFact::SeatEnded { seat, .. } => *seat,
    };
    let seated = fact.state::<Bodies>()?.seat(id)?;
    let seat = &seated.seat;
    platform::known::project_seat(seat, changes);
    changes.upsert(
        "appointment_v2",
        &["id"],
        vec![
            ("id", seat.id.to_string().into()),
            ("body", seat.body.as_str().into()),
            ("role", seat.role.as_str().into()),
            ("responsibility", seat.responsibility.as_str().into()),
            ("person", seat.person.as_str().into()),
            ("from_day", seat.from.to_string().into()),
            ("until_day", text(seat.until)),
            ("decision_ref", seated.decision_ref.as_str().into()),
            ("end_reason", text(seated.end_reason.as_ref())),
        ],
    );
    Some(())
}

fn meeting(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, meeting) = (fact.id::<Meeting>()?, fact.state::<Meeting>()?);
    let attendance: Vec<_> = meeting.attendance.iter().map(ToString::to_string).collect();
    changes.upsert(
        "meeting_v2",
        &["id"],
        vec![
            ("id", id.to_string().into()),
            ("cycle", meeting.cycle.to_string().into()),
            ("attendance", serde_json::Value::from(attendance).to_string().into()),
            ("quorum", meeting.quorum.into()),
            ("held_on", meeting.held_on.to_string().into()),
            ("handled", meeting.handled.into()),
            ("issued", meeting.issued.into()),
            ("revision", fact.revision.into()),
        ],
    );
    let what = match fact.fact::<Meeting>()? {
        MeetingFact::Opened { .. } => "opened",
        MeetingFact::Closed {} => "closed",
        MeetingFact::ProposalHandled { .. } | MeetingFact::RecommendationIssued {} => return None,
    };
    let at = fact.occurred_at.as_micros();
    let row =
        vec![("meeting", id.to_string().into()), ("what", what.into()), ("happened_at", at.into())];
    changes.upsert("meeting_moment_v2", &["meeting", "what"], row);
    Some(())
}

fn recommendation(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let one = fact.state::<Recommendation>()?;
    let announced = one.announced.as_ref();
    let count: Option<i64> = announced.map(|announced| i64::from(announced.count));
    changes.upsert(
        "recommendation_v2",
        &["cycle"],
        vec![
            ("cycle", one.cycle.to_string().into()),
            ("received", one.received.into()),
            ("announced", count.into()),
            ("digest", text(announced.map(|announced| &announced.digest))),
            ("complete", one.complete().into()),
            ("meeting", text(one.issued.as_ref().map(|issued| issued.meeting))),
            ("decided_on", text(one.issued.as_ref().map(|issued| issued.decided_on))),
            ("revision", fact.revision.into()),
        ],
    );
    Some(())
}

fn item(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let state = fact.state::<RecommendationItem>()?;
    let item = &state.item;
    changes.upsert(
        "recommendation_item_v2",
        &["case_id"],
        vec![
            ("case_id", item.case.to_string().into()),
            ("cycle", item.cycle.to_string().into()),
            ("city_rank", item.city_rank.into()),
            ("initiative", item.initiative.to_string().into()),
            ("administration", item.administration.to_string().into()),
            ("reference", item.reference.as_str().into()),
            ("title", item.title.as_str().into()),
            ("area", item.area.as_str().into()),
            ("cost", item.cost.as_ore().into()),
            ("meeting", text(state.meeting)),
        ],
    );
    Some(())
}

fn withdrawal(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let Withdrawal { initiative, reason } = fact.state::<Withdrawal>()?;
    let row =
        vec![("initiative", initiative.to_string().into()), ("reason", reason.as_str().into())];
    changes.upsert("withdrawal_v2", &["initiative"], row);
    Some(())
}
