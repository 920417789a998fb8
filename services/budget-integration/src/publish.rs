//! Own facts as public events.

use budget_integration_domain::{BudgetItem, BudgetItemFact, Cycle, CycleFact, Decision, Terms};
use kernel::{BudgetItemId, CycleId};
use platform::journal::{Event, Recorded};
use proto::budget_integration::v1 as pb;

use crate::wire;

/// The event made from a fact, if any.
pub(crate) fn publish(fact: &Recorded) -> Option<Event> {
    match fact.fact::<Cycle>() {
        Some(CycleFact::Opened { terms }) => return Some(opened(fact.id::<Cycle>()?, terms)),
        Some(CycleFact::Closed {}) => {
            let cycle = fact.id::<Cycle>()?.to_string();
            return Some(Event::of(&pb::CycleClosed { cycle }));
        }
        _ => {}
    }
    let (id, item) = (fact.id::<BudgetItem>()?, fact.state::<BudgetItem>()?);
    let initiative = item.recommended.initiative.to_string();
    let cycle = item.recommended.cycle.to_string();
    match fact.fact::<BudgetItem>()? {
        BudgetItemFact::Opened { .. } | BudgetItemFact::Withdrawn { .. } => None,
        BudgetItemFact::Decided { decision } => Some(decided(id, item, decision)),
        BudgetItemFact::Started { project_ref, started_on } => {
            Some(Event::of(&pb::ImplementationStarted {
                item: id.to_string(),
                initiative,
                cycle,
                project_ref: project_ref.clone(),
                started_on: started_on.to_string(),
            }))
        }
        BudgetItemFact::Finished { effect, cost, finished_on } => {
            Some(Event::of(&pb::ImplementationFinished {
                item: id.to_string(),
                initiative,
                cycle,
                effect: effect.clone(),
                cost_ore: cost.as_ore(),
                finished_on: finished_on.to_string(),
            }))
        }
    }
}

fn opened(cycle: CycleId, terms: &Terms) -> Event {
    Event::of(&pb::CycleOpened {
        cycle: cycle.to_string(),
        year: i32::from(terms.year),
        model_version: terms.model.clone(),
        frame_ore: terms.frame.as_ore(),
        large_budget_ore: terms.large_budget.as_ore(),
        submit_by: terms.submit_by.to_string(),
        step_one_by: terms.step_one_by.to_string(),
        step_two_by: terms.step_two_by.to_string(),
        recommend_by: terms.recommend_by.to_string(),
        decision_ref: terms.decision_ref.clone(),
    })
}

fn decided(id: BudgetItemId, item: &BudgetItem, decision: &Decision) -> Event {
    Event::of(&pb::ItemDecided {
        item: id.to_string(),
        initiative: item.recommended.initiative.to_string(),
        cycle: item.recommended.cycle.to_string(),
        instance: wire::instance(decision.instance).into(),
        outcome: wire::outcome(decision.outcome).into(),
        amount_ore: decision.amount.as_ore(),
        reason: decision.reason.clone(),
        decision_ref: decision.decision_ref.clone(),
        decided_on: decision.decided_on.to_string(),
        r#final: decision.outcome.is_final(),
    })
}
