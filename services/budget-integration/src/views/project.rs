//! Own facts into the read tables.

use budget_integration_domain::{BudgetItem, BudgetItemFact, Cycle, Decision, Outcome};
use platform::journal::{Changes, Recorded};

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    cycle(fact, changes);
    item(fact, changes);
    implementation(fact, changes);
}

fn cycle(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, cycle) = (fact.id::<Cycle>()?, fact.state::<Cycle>()?);
    let terms = &cycle.terms;
    let recommended = cycle.recommendation.as_ref().map(|one| i64::from(one.count));
    changes.upsert(
        "planning_year_v2",
        &["id"],
        vec![
            ("id", id.to_string().into()),
            ("year", i64::from(terms.year).into()),
            ("model", terms.model.as_str().into()),
            ("frame", cycle.frame.as_ore().into()),
            ("committed", cycle.committed.as_ore().into()),
            ("large_budget", terms.large_budget.as_ore().into()),
            ("submit_by", terms.submit_by.to_string().into()),
            ("step_one_by", terms.step_one_by.to_string().into()),
            ("step_two_by", terms.step_two_by.to_string().into()),
            ("recommend_by", terms.recommend_by.to_string().into()),
            ("decision_ref", terms.decision_ref.as_str().into()),
            ("phase", cycle.phase.as_str().into()),
            ("open_items", cycle.open.into()),
            ("decided_items", cycle.decided.into()),
            ("recommended_items", recommended.into()),
            ("revision", fact.revision.into()),
        ],
    );
    Some(())
}

fn item(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, item) = (fact.id::<BudgetItem>()?, fact.state::<BudgetItem>()?);
    let one = &item.recommended;
    let funded = item.decision().filter(|decision| decision.outcome == Outcome::Funded);
    let amount = funded.map(|decision| decision.amount).unwrap_or_default();
    changes.upsert(
        "item_v2",
        &["id"],
        vec![
            ("id", id.to_string().into()),
            ("initiative", one.initiative.to_string().into()),
            ("case_id", one.case.to_string().into()),
            ("cycle", one.cycle.to_string().into()),
            ("administration", one.administration.to_string().into()),
            ("reference", one.reference.as_str().into()),
            ("title", one.title.as_str().into()),
            ("area", one.area.as_str().into()),
            ("city_rank", one.city_rank.into()),
            ("cost", one.cost.as_ore().into()),
            ("status", item.status.as_str().into()),
            ("amount", amount.as_ore().into()),
            ("withdrawn", item.withdrawn.clone().into()),
            ("revision", fact.revision.into()),
        ],
    );
    Some(())
}

fn implementation(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let id = || fact.id::<BudgetItem>().map(|id| id.to_string());
    match fact.fact::<BudgetItem>()? {
        BudgetItemFact::Opened { .. } | BudgetItemFact::Withdrawn { .. } => {}
        BudgetItemFact::Decided { decision } => {
            decided(id()?, fact, decision, changes)?;
        }
        BudgetItemFact::Started { project_ref, started_on } => changes.upsert(
            "start_v2",
            &["item"],
            vec![
                ("item", id()?.into()),
                ("project_ref", project_ref.as_str().into()),
                ("started_on", started_on.to_string().into()),
            ],
        ),
        BudgetItemFact::Finished { effect, cost, finished_on } => changes.upsert(
            "finish_v2",
            &["item"],
            vec![
                ("item", id()?.into()),
                ("effect", effect.as_str().into()),
                ("cost", cost.as_ore().into()),
                ("finished_on", finished_on.to_string().into()),
            ],
        ),
    }
    Some(())
}

fn decided(id: String, fact: &Recorded, decision: &Decision, changes: &mut Changes) -> Option<()> {
    let place = fact.state::<BudgetItem>()?.decisions.len();
    changes.upsert(
        "decision_v2",
        &["item", "place"],
        vec![
            ("item", id.into()),
            ("place", place.into()),
            ("instance", decision.instance.as_str().into()),
            ("outcome", decision.outcome.as_str().into()),
            ("amount", decision.amount.as_ore().into()),
            ("reason", decision.reason.as_str().into()),
            ("decision_ref", decision.decision_ref.as_str().into()),
            ("decided_on", decision.decided_on.to_string().into()),
            ("recorded_at", fact.occurred_at.as_micros().into()),
        ],
    );
    Some(())
}
