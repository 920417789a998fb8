//! Requests in the form of the rules. All that is wrong with a request is named at once.

use budget_integration_domain::{Decision, Instance, Opening, Outcome, Phase, Status, Terms};
use kernel::{AdministrationId, AreaKey, BudgetItemId, CycleId, Date, Money, Violations};
use platform::input::{clean, filter, finish, page, parsed};
use platform::page::Page;
use proto::budget_integration::v1 as pb;

/// The terms of a cycle; its id is given by the service.
pub(crate) fn opening(
    asked: &pb::OpenCycleRequest,
    cycle: CycleId,
    models: Vec<String>,
) -> Result<Opening, Violations> {
    let mut wrong = Violations::none();
    let day =
        |wrong: &mut Violations, field, text: &str| -> Option<Date> { parsed(wrong, field, text) };
    let submit_by = day(&mut wrong, "submit_by", &asked.submit_by);
    let step_one_by = day(&mut wrong, "step_one_by", &asked.step_one_by);
    let step_two_by = day(&mut wrong, "step_two_by", &asked.step_two_by);
    let recommend_by = day(&mut wrong, "recommend_by", &asked.recommend_by);
    let year = wrong.parse("year", i16::try_from(asked.year).map_err(|_| "is no year"));
    clean(&mut wrong, "decision_ref", &asked.decision_ref);
    let terms = match (year, submit_by, step_one_by, step_two_by, recommend_by) {
        (Some(year), Some(submit_by), Some(step_one_by), Some(step_two_by), Some(recommend_by)) => {
            Some(Terms {
                year,
                model: asked.model_version.clone(),
                frame: Money::ore(asked.frame_ore),
                large_budget: Money::ore(asked.large_budget_ore),
                submit_by,
                step_one_by,
                step_two_by,
                recommend_by,
                decision_ref: asked.decision_ref.clone(),
            })
        }
        _ => None,
    };
    finish(wrong, terms.map(|terms| Opening { cycle, terms, models }))
}

fn instance(wrong: &mut Violations, asked: pb::Instance) -> Option<Instance> {
    match asked {
        pb::Instance::Unspecified => {
            wrong.add("instance", "is missing");
            None
        }
        pb::Instance::Assembly => Some(Instance::Assembly),
        pb::Instance::Tertial1 => Some(Instance::Tertial1),
        pb::Instance::Tertial2 => Some(Instance::Tertial2),
    }
}

fn outcome(wrong: &mut Violations, asked: pb::DecisionOutcome) -> Option<Outcome> {
    match asked {
        pb::DecisionOutcome::Unspecified => {
            wrong.add("outcome", "is missing");
            None
        }
        pb::DecisionOutcome::Funded => Some(Outcome::Funded),
        pb::DecisionOutcome::Deferred => Some(Outcome::Deferred),
        pb::DecisionOutcome::Declined => Some(Outcome::Declined),
    }
}

pub(crate) fn tertial(asked: &pb::OpenTertialRequest) -> Result<(CycleId, Instance), Violations> {
    let mut wrong = Violations::none();
    let cycle = parsed(&mut wrong, "cycle", &asked.cycle);
    let instance = instance(&mut wrong, asked.instance());
    clean(&mut wrong, "decision_ref", &asked.decision_ref);
    finish(wrong, cycle.zip(instance))
}

pub(crate) fn decision(
    asked: &pb::RecordDecisionRequest,
) -> Result<(BudgetItemId, Decision), Violations> {
    let mut wrong = Violations::none();
    let item = parsed(&mut wrong, "item", &asked.item);
    let instance = instance(&mut wrong, asked.instance());
    let outcome = outcome(&mut wrong, asked.outcome());
    let decided_on: Option<Date> = parsed(&mut wrong, "decided_on", &asked.decided_on);
    clean(&mut wrong, "reason", &asked.reason);
    clean(&mut wrong, "decision_ref", &asked.decision_ref);
    let decision = match (instance, outcome, decided_on) {
        (Some(instance), Some(outcome), Some(decided_on)) => Some(Decision {
            instance,
            outcome,
            amount: Money::ore(asked.amount_ore),
            reason: asked.reason.clone(),
            decision_ref: asked.decision_ref.clone(),
            decided_on,
        }),
        _ => None,
    };
    finish(wrong, item.zip(decision))
}

pub(crate) fn start(
    asked: &pb::StartImplementationRequest,
) -> Result<(BudgetItemId, Date), Violations> {
    let mut wrong = Violations::none();
    let item = parsed(&mut wrong, "item", &asked.item);
    let day = parsed(&mut wrong, "started_on", &asked.started_on);
    clean(&mut wrong, "project_ref", &asked.project_ref);
    finish(wrong, item.zip(day))
}

pub(crate) fn end(
    asked: &pb::FinishImplementationRequest,
) -> Result<(BudgetItemId, Date), Violations> {
    let mut wrong = Violations::none();
    let item = parsed(&mut wrong, "item", &asked.item);
    let day = parsed(&mut wrong, "finished_on", &asked.finished_on);
    clean(&mut wrong, "effect", &asked.effect);
    finish(wrong, item.zip(day))
}

pub(crate) fn cycles(
    asked: &pb::ListCyclesRequest,
) -> Result<(Option<i32>, Option<Phase>, Page), Violations> {
    let mut wrong = Violations::none();
    let year = Some(asked.year).filter(|year| *year != 0);
    let phase = match asked.phase() {
        pb::CyclePhase::Unspecified => None,
        pb::CyclePhase::Assembly => Some(Phase::Assembly),
        pb::CyclePhase::Tertial1 => Some(Phase::Tertial1),
        pb::CyclePhase::Tertial2 => Some(Phase::Tertial2),
        pb::CyclePhase::Closed => Some(Phase::Closed),
    };
    let filters = format!("{year:?} {phase:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, page.map(|page| (year, phase, page)))
}

/// Filters of a list of items.
#[derive(Debug, Clone, Default)]
pub(crate) struct ItemFilter {
    pub(crate) cycle: Option<CycleId>,
    pub(crate) area: Option<AreaKey>,
    pub(crate) administration: Option<AdministrationId>,
    pub(crate) status: Option<Status>,
}

pub(crate) fn items(asked: &pb::ListItemsRequest) -> Result<(ItemFilter, Page), Violations> {
    let mut wrong = Violations::none();
    let filters = ItemFilter {
        cycle: filter(&mut wrong, "cycle", &asked.cycle),
        area: filter(&mut wrong, "area", &asked.area),
        administration: filter(&mut wrong, "administration", &asked.administration),
        status: match asked.status() {
            pb::ItemStatus::Unspecified => None,
            pb::ItemStatus::Recommended => Some(Status::Recommended),
            pb::ItemStatus::Deferred => Some(Status::Deferred),
            pb::ItemStatus::Declined => Some(Status::Declined),
            pb::ItemStatus::Withdrawn => Some(Status::Withdrawn),
            pb::ItemStatus::Funded => Some(Status::Funded),
            pb::ItemStatus::Started => Some(Status::Started),
            pb::ItemStatus::Finished => Some(Status::Finished),
        },
    };
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &format!("{filters:?}"), 2);
    finish(wrong, page.map(|page| (filters, page)))
}
