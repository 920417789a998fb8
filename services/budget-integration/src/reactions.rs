//! What follows from the events of others.

use budget_integration_domain::{
    Announced, BudgetItem, BudgetItemCommand, Cycle, CycleCommand, Recommended, Withdrawal,
};
use kernel::{Aggregate as _, BudgetItemId, CycleId, InitiativeId, Money};
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::journal::{Desk, Refusal};
use platform::learn;
use proto::Event as _;
use proto::council::v1::{RecommendationIssued, RecommendationItem, SeatAppointed, SeatEnded};
use proto::intake::v1::InitiativeWithdrawn;

/// Whom the service follows.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows {
        source: "council",
        types: &[
            RecommendationItem::TYPE,
            RecommendationIssued::TYPE,
            SeatAppointed::TYPE,
            SeatEnded::TYPE,
        ],
    },
    Follows { source: "intake", types: &[InitiativeWithdrawn::TYPE] },
];

/// What follows from an event.
pub(crate) fn react(event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    match event.event_type.as_str() {
        RecommendationItem::TYPE => item(event.decode()?).map(Some),
        RecommendationIssued::TYPE => issued(event.decode()?).map(Some),
        InitiativeWithdrawn::TYPE => withdrawn(event.decode()?).map(Some),
        _ => Ok(learn::lesson(event)?.map(learn::keep)),
    }
}

/// A recommended initiative becomes an item of the budget, and the cycle counts it (E6).
fn item(event: RecommendationItem) -> Result<Reaction, Malformed> {
    let recommended = Recommended {
        initiative: parse("initiative", &event.initiative)?,
        case: parse("case", &event.case)?,
        cycle: parse("cycle", &event.cycle)?,
        administration: parse("administration", &event.administration)?,
        reference: event.reference,
        title: event.title,
        area: parse("area", &event.area)?,
        city_rank: event.city_rank,
        cost: Money::ore(event.total_cost_ore),
    };
    let cycle = recommended.cycle;
    let id = BudgetItemId::derived(recommended.initiative, cycle);
    let initiative = recommended.initiative;
    let streams =
        vec![BudgetItem::stream(&id), Cycle::stream(&cycle), Withdrawal::stream(&initiative)];
    Ok(Reaction::on(streams, move |desk| {
        let known = desk.state::<BudgetItem>(&id)?.is_some();
        let cycle_open = desk.state::<Cycle>(&cycle)?.is_some_and(|state| state.is_open());
        desk.act::<Cycle>(&cycle, CycleCommand::CountItem { cycle, known })?;
        let recommended = recommended.clone();
        desk.act::<BudgetItem>(&id, BudgetItemCommand::Open { recommended, cycle_open })?;
        match desk.state::<Withdrawal>(&initiative)? {
            Some(before) => withdraw(desk, id, cycle, before.reason),
            None => Ok(()),
        }
    }))
}

/// Kept whether or not the item is here: a withdrawal may come before the recommendation.
fn withdrawn(event: InitiativeWithdrawn) -> Result<Reaction, Malformed> {
    let initiative: InitiativeId = parse("initiative", &event.initiative)?;
    let cycle: Option<CycleId> =
        if event.cycle.is_empty() { None } else { Some(parse("cycle", &event.cycle)?) };
    let item = cycle.map(|cycle| (BudgetItemId::derived(initiative, cycle), cycle));
    let mut streams = vec![Withdrawal::stream(&initiative)];
    streams.extend(item.map(|(id, _)| BudgetItem::stream(&id)));
    streams.extend(cycle.map(|cycle| Cycle::stream(&cycle)));
    Ok(Reaction::on(streams, move |desk| {
        let reason = event.reason.clone();
        desk.act::<Withdrawal>(&initiative, Withdrawal { initiative, reason: reason.clone() })?;
        match item {
            Some((id, cycle)) => withdraw(desk, id, cycle, reason),
            None => Ok(()),
        }
    }))
}

/// The item and its cycle's count, as far as the item is here and open.
fn withdraw(
    desk: &mut Desk<'_>,
    item: BudgetItemId,
    cycle: CycleId,
    reason: String,
) -> Result<(), Refusal> {
    let open = desk.state::<BudgetItem>(&item)?.is_some_and(|state| state.is_open());
    desk.act::<Cycle>(&cycle, CycleCommand::Withdraw { item, open })?;
    desk.act::<BudgetItem>(&item, BudgetItemCommand::Withdraw { reason })
}

fn issued(event: RecommendationIssued) -> Result<Reaction, Malformed> {
    let cycle: CycleId = parse("cycle", &event.cycle)?;
    let announced = Announced {
        count: event.count,
        digest: event.digest,
        decided_on: parse("decided_on", &event.decided_on)?,
    };
    Ok(Reaction::on(vec![Cycle::stream(&cycle)], move |desk| {
        let announced = announced.clone();
        desk.act::<Cycle>(&cycle, CycleCommand::ReceiveRecommendation { cycle, announced })
    }))
}
