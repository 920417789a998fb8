//! A recommended initiative in the budget of one cycle, from decision to effect (A1, C12, E6, F2).

use kernel::{
    Acting, AdministrationId, Aggregate, AreaKey, BudgetItemId, CaseId, CycleId, Date, Facts,
    InitiativeId, Money, Violations,
};
use serde::{Deserialize, Serialize};

use crate::{Decision, Instance, Outcome, Rejection, mandates, text};

/// What the council recommended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommended {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The case.
    pub case: CaseId,
    /// The cycle.
    pub cycle: CycleId,
    /// The administration that submitted it.
    pub administration: AdministrationId,
    /// The proposer's own reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The area.
    pub area: AreaKey,
    /// Place in the city; 1 is first.
    pub city_rank: u32,
    /// Total cost.
    pub cost: Money,
}

kernel::named! {
    /// Where an item stands.
    pub enum Status {
        /// Recommended, not decided.
        Recommended = "recommended",
        /// Deferred to the next instance.
        Deferred = "deferred",
        /// Declined.
        Declined = "declined",
        /// Withdrawn before a final decision.
        Withdrawn = "withdrawn",
        /// Funded.
        Funded = "funded",
        /// Being carried out.
        Started = "started",
        /// Carried out.
        Finished = "finished",
    }
}

impl From<Outcome> for Status {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Funded => Self::Funded,
            Outcome::Deferred => Self::Deferred,
            Outcome::Declined => Self::Declined,
        }
    }
}

/// One item of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetItem {
    /// What was recommended.
    pub recommended: Recommended,
    /// Where it stands.
    pub status: Status,
    /// All decisions, oldest first.
    pub decisions: Vec<Decision>,
    /// First day of implementation.
    pub started_on: Option<Date>,
    /// Why its initiative was withdrawn.
    pub withdrawn: Option<String>,
}

impl BudgetItem {
    /// The newest decision.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Whether it has no final decision, and can still get one.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Recommended | Status::Deferred)
    }
}

/// What can be asked of an item.
#[derive(Debug, Clone)]
pub enum BudgetItemCommand {
    /// The council recommended it. A reaction: too late gives nothing.
    Open {
        /// What was recommended.
        recommended: Recommended,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// Its initiative was withdrawn. A reaction: too late gives nothing.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// The assembly decided about it: the item's part.
    Decide {
        /// The item.
        item: BudgetItemId,
        /// What was decided.
        decision: Decision,
    },
    /// It is being carried out (E6).
    Start {
        /// The item.
        item: BudgetItemId,
        /// Reference of the project or maintenance object.
        project_ref: String,
        /// First day.
        started_on: Date,
    },
    /// It was carried out (E6, F2).
    Finish {
        /// The item.
        item: BudgetItemId,
        /// The effect that was reached.
        effect: String,
        /// What it cost.
        cost: Money,
        /// Last day.
        finished_on: Date,
    },
}

/// What can have happened to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum BudgetItemFact {
    /// It was recommended.
    #[serde(rename = "opened.v1")]
    Opened {
        /// What was recommended.
        recommended: Recommended,
    },
    /// Its initiative was withdrawn.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// The assembly decided.
    #[serde(rename = "decided.v1")]
    Decided {
        /// What was decided.
        decision: Decision,
    },
    /// Implementation started.
    #[serde(rename = "started.v1")]
    Started {
        /// Reference of the project or maintenance object.
        project_ref: String,
        /// First day.
        started_on: Date,
    },
    /// Implementation finished.
    #[serde(rename = "finished.v1")]
    Finished {
        /// The effect that was reached.
        effect: String,
        /// What it cost.
        cost: Money,
        /// Last day.
        finished_on: Date,
    },
}

impl Facts for BudgetItemFact {}

impl Aggregate for BudgetItem {
    const KIND: &'static str = "budget_item";
    const SCHEMA: u32 = 2;
    type Id = BudgetItemId;
    type Command = BudgetItemCommand;
    type Fact = BudgetItemFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: BudgetItemCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<BudgetItemFact>, Rejection> {
        let found = |id: BudgetItemId| state.ok_or_else(|| Rejection::not_found("item", &id));
        match command {
            BudgetItemCommand::Open { recommended, cycle_open } => {
                let late = state.is_some() || !cycle_open;
                Ok(if late { Vec::new() } else { vec![BudgetItemFact::Opened { recommended }] })
            }
            BudgetItemCommand::Withdraw { reason } => {
                let open = state.is_some_and(Self::is_open);
                Ok(if open { vec![BudgetItemFact::Withdrawn { reason }] } else { Vec::new() })
            }
            BudgetItemCommand::Decide { item, decision } => {
                decide(found(item)?, item, &decision, acting)?;
                Ok(vec![BudgetItemFact::Decided { decision }])
            }
            BudgetItemCommand::Start { item, project_ref, started_on } => {
                start(found(item)?, item, &project_ref, started_on, acting)?;
                Ok(vec![BudgetItemFact::Started { project_ref, started_on }])
            }
            BudgetItemCommand::Finish { item, effect, cost, finished_on } => {
                finish(found(item)?, item, (&effect, cost, finished_on), acting)?;
                Ok(vec![BudgetItemFact::Finished { effect, cost, finished_on }])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &BudgetItemFact) -> Option<Self> {
        if let BudgetItemFact::Opened { recommended } = fact {
            return Some(Self {
                recommended: recommended.clone(),
                status: Status::Recommended,
                decisions: Vec::new(),
                started_on: None,
                withdrawn: None,
            });
        }
        let mut item = state?;
        match fact {
            BudgetItemFact::Opened { .. } => {}
            BudgetItemFact::Withdrawn { reason } => {
                item.status = Status::Withdrawn;
                item.withdrawn = Some(reason.clone());
            }
            BudgetItemFact::Decided { decision } => {
                item.status = decision.outcome.into();
                item.decisions.push(decision.clone());
            }
            BudgetItemFact::Started { started_on, .. } => {
                item.status = Status::Started;
                item.started_on = Some(*started_on);
            }
            BudgetItemFact::Finished { .. } => item.status = Status::Finished,
        }
        Some(item)
    }
}

fn decide(
    state: &BudgetItem,
    item: BudgetItemId,
    decision: &Decision,
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    mandates::budget(acting)?;
    decision.check()?;
    if let Some(reason) = state.withdrawn.clone() {
        return Err(Rejection::InitiativeWithdrawn { item, reason });
    }
    if !state.is_open() {
        return Err(Rejection::DecisionFinal { item, status: state.status });
    }
    let instance = decision.instance;
    if state.decisions.iter().any(|earlier| earlier.instance == instance) {
        return Err(Rejection::AlreadyDecided { item, instance });
    }
    if decision.outcome == Outcome::Deferred && instance == Instance::Tertial2 {
        return Err(Rejection::NothingLater { instance });
    }
    Ok(())
}

fn start(
    state: &BudgetItem,
    item: BudgetItemId,
    project_ref: &str,
    started_on: Date,
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    mandates::budget(acting)?;
    match state.status {
        Status::Funded => {}
        status @ (Status::Started | Status::Finished) => {
            return Err(Rejection::AlreadyStarted { item, status });
        }
        status => return Err(Rejection::NotFunded { item, status }),
    }
    let mut wrong = Violations::none();
    text::required(&mut wrong, "project_ref", project_ref, text::REFERENCE);
    let early = state.decision().filter(|decision| started_on < decision.decided_on);
    if let Some(decision) = early {
        let rule = format!("must not be before the decision, {}", decision.decided_on);
        wrong.add("started_on", rule);
    }
    Ok(wrong.check()?)
}

fn finish(
    state: &BudgetItem,
    item: BudgetItemId,
    (effect, cost, finished_on): (&str, Money, Date),
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    mandates::budget(acting)?;
    match state.status {
        Status::Started => {}
        Status::Finished => return Err(Rejection::AlreadyFinished { item }),
        status => return Err(Rejection::NotStarted { item, status }),
    }
    let mut wrong = Violations::none();
    text::required(&mut wrong, "effect", effect, text::LONG);
    wrong.unless(cost >= Money::ZERO, "cost_ore", "must not be negative");
    if let Some(start) = state.started_on.filter(|start| finished_on < *start) {
        wrong.add("finished_on", format!("must not be before the start, {start}"));
    }
    Ok(wrong.check()?)
}

#[cfg(test)]
mod tests;
