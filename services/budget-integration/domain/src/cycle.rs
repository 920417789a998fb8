//! A planning year: its terms, its frame, its instances (A1, C11, C12).

use kernel::{Acting, Aggregate, BudgetItemId, CycleId, Facts, Money, Violations};
use serde::{Deserialize, Serialize};

use crate::{
    Announced, Decision, Instance, Opening, Outcome, Phase, Rejection, Terms, mandates, terms, text,
};

/// A planning year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// The terms.
    pub terms: Terms,
    /// Its phase.
    pub phase: Phase,
    /// The frame with the additions of the tertial reports.
    pub frame: Money,
    /// Sum of what is funded. Never more than the frame.
    pub committed: Money,
    /// Items without a final decision that were not withdrawn.
    pub open: u32,
    /// Items with a final decision.
    pub decided: u32,
    /// The recommendation, once issued.
    pub recommendation: Option<Announced>,
}

impl Cycle {
    /// What is left of the frame.
    #[must_use]
    pub fn left(&self) -> Money {
        self.frame.minus(self.committed).unwrap_or_default()
    }

    /// Whether items can still come and be decided.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.phase != Phase::Closed
    }
}

/// What can be asked of a cycle.
#[derive(Debug, Clone)]
pub enum CycleCommand {
    /// The budget system opens it.
    Open(Opening),
    /// The budget system opens the next tertial report (C12).
    OpenTertial {
        /// The cycle.
        cycle: CycleId,
        /// Which one.
        instance: Instance,
        /// What it adds to the frame.
        addition: Money,
        /// Reference of the decision.
        decision_ref: String,
    },
    /// An item was recommended: the cycle's part of it. A reaction.
    CountItem {
        /// The cycle.
        cycle: CycleId,
        /// Whether the item was there before.
        known: bool,
    },
    /// An item's initiative was withdrawn: the cycle's part of it. A reaction.
    Withdraw {
        /// The item.
        item: BudgetItemId,
        /// Whether the item had no final decision.
        open: bool,
    },
    /// The recommendation was issued. A reaction.
    ReceiveRecommendation {
        /// The cycle.
        cycle: CycleId,
        /// What was announced.
        announced: Announced,
    },
    /// The assembly decided about an item: the cycle's part of it.
    Count {
        /// The cycle.
        cycle: CycleId,
        /// The item.
        item: BudgetItemId,
        /// What was decided.
        decision: Decision,
    },
    /// The budget system closes it.
    Close {
        /// The cycle.
        cycle: CycleId,
    },
}

/// What can have happened in a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum CycleFact {
    /// It was opened.
    #[serde(rename = "opened.v1")]
    Opened {
        /// The terms.
        terms: Terms,
    },
    /// A tertial report was opened.
    #[serde(rename = "tertial_opened.v1")]
    TertialOpened {
        /// Which one.
        instance: Instance,
        /// What it adds to the frame.
        addition: Money,
        /// Reference of the decision.
        decision_ref: String,
    },
    /// An item was recommended.
    #[serde(rename = "item_counted.v1")]
    ItemCounted {},
    /// The recommendation was issued.
    #[serde(rename = "recommendation_received.v1")]
    RecommendationReceived {
        /// What was announced.
        announced: Announced,
    },
    /// An item was funded.
    #[serde(rename = "committed.v1")]
    Committed {
        /// The item.
        item: BudgetItemId,
        /// Amount granted.
        amount: Money,
    },
    /// An item was declined.
    #[serde(rename = "declined.v1")]
    Declined {
        /// The item.
        item: BudgetItemId,
    },
    /// An item was withdrawn before a final decision.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {
        /// The item.
        item: BudgetItemId,
    },
    /// It was closed.
    #[serde(rename = "closed.v1")]
    Closed {},
}

impl Facts for CycleFact {}

impl Aggregate for Cycle {
    const KIND: &'static str = "cycle";
    const SCHEMA: u32 = 1;
    type Id = CycleId;
    type Command = CycleCommand;
    type Fact = CycleFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: CycleCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<CycleFact>, Rejection> {
        let found = |cycle: CycleId| state.ok_or_else(|| Rejection::not_found("cycle", &cycle));
        match command {
            CycleCommand::Open(opening) => {
                mandates::budget(acting)?;
                let mut wrong = terms::check(&opening);
                wrong.unless(state.is_none(), "cycle", "exists");
                wrong.check()?;
                Ok(vec![CycleFact::Opened { terms: opening.terms }])
            }
            CycleCommand::OpenTertial { cycle, instance, addition, decision_ref } => {
                open_tertial(found(cycle)?, cycle, instance, addition, &decision_ref, acting)?;
                Ok(vec![CycleFact::TertialOpened { instance, addition, decision_ref }])
            }
            CycleCommand::CountItem { cycle, known } => {
                let late = known || !found(cycle)?.is_open();
                Ok(if late { Vec::new() } else { vec![CycleFact::ItemCounted {}] })
            }
            CycleCommand::Withdraw { item, open } => {
                let counts = open && state.is_some_and(Self::is_open);
                Ok(if counts { vec![CycleFact::Withdrawn { item }] } else { Vec::new() })
            }
            CycleCommand::ReceiveRecommendation { cycle, announced } => {
                let state = found(cycle)?;
                let late = state.recommendation.is_some() || !state.is_open();
                let fact = CycleFact::RecommendationReceived { announced };
                Ok(if late { Vec::new() } else { vec![fact] })
            }
            CycleCommand::Count { cycle, item, decision } => {
                count(found(cycle)?, cycle, item, &decision, acting)
            }
            CycleCommand::Close { cycle } => {
                close(found(cycle)?, cycle, acting)?;
                Ok(vec![CycleFact::Closed {}])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &CycleFact) -> Option<Self> {
        if let CycleFact::Opened { terms } = fact {
            return Some(Self {
                frame: terms.frame,
                terms: terms.clone(),
                phase: Phase::Assembly,
                committed: Money::ZERO,
                open: 0,
                decided: 0,
                recommendation: None,
            });
        }
        let mut cycle = state?;
        match fact {
            CycleFact::Opened { .. } => {}
            CycleFact::TertialOpened { instance, addition, .. } => {
                cycle.phase = (*instance).into();
                cycle.frame = cycle.frame.plus(*addition).unwrap_or(cycle.frame);
            }
            CycleFact::ItemCounted {} => cycle.open = cycle.open.saturating_add(1),
            CycleFact::RecommendationReceived { announced } => {
                cycle.recommendation = Some(announced.clone());
            }
            CycleFact::Committed { amount, .. } => {
                cycle.committed = cycle.committed.plus(*amount).unwrap_or(cycle.committed);
                cycle.settle();
            }
            CycleFact::Declined { .. } => cycle.settle(),
            CycleFact::Withdrawn { .. } => cycle.open = cycle.open.saturating_sub(1),
            CycleFact::Closed {} => cycle.phase = Phase::Closed,
        }
        Some(cycle)
    }
}

impl Cycle {
    fn settle(&mut self) {
        self.open = self.open.saturating_sub(1);
        self.decided = self.decided.saturating_add(1);
    }

    fn require(&self, cycle: CycleId, needed: Phase) -> Result<(), Rejection> {
        if self.phase == needed {
            return Ok(());
        }
        Err(Rejection::WrongPhase { cycle, phase: self.phase, needed })
    }
}

fn open_tertial(
    state: &Cycle,
    cycle: CycleId,
    instance: Instance,
    addition: Money,
    decision_ref: &str,
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    mandates::budget(acting)?;
    let mut wrong = Violations::none();
    wrong.unless(instance != Instance::Assembly, "instance", "must be a tertial report");
    let fits = addition >= Money::ZERO && state.frame.plus(addition).is_ok();
    wrong.unless(fits, "addition_ore", "must not be negative, nor too large");
    text::required(&mut wrong, "decision_ref", decision_ref, text::REFERENCE);
    wrong.check()?;
    let needed = if instance == Instance::Tertial2 { Phase::Tertial1 } else { Phase::Assembly };
    state.require(cycle, needed)
}

fn count(
    state: &Cycle,
    cycle: CycleId,
    item: BudgetItemId,
    decision: &Decision,
    acting: &Acting<'_>,
) -> Result<Vec<CycleFact>, Rejection> {
    mandates::budget(acting)?;
    state.require(cycle, decision.instance.into())?;
    match decision.outcome {
        Outcome::Deferred => Ok(Vec::new()),
        Outcome::Declined => Ok(vec![CycleFact::Declined { item }]),
        Outcome::Funded if decision.amount > state.left() => {
            Err(Rejection::FrameExceeded { cycle, asked: decision.amount, left: state.left() })
        }
        Outcome::Funded => Ok(vec![CycleFact::Committed { item, amount: decision.amount }]),
    }
}

fn close(state: &Cycle, cycle: CycleId, acting: &Acting<'_>) -> Result<(), Rejection> {
    mandates::budget(acting)?;
    state.require(cycle, Phase::Tertial2)?;
    if state.open > 0 {
        return Err(Rejection::ItemsUndecided { cycle, open: state.open });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
