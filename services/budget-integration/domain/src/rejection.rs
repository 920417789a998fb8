//! Why budget integration refuses.

use kernel::{BudgetItemId, CycleId, Money};

use crate::{Instance, Phase, Status};

kernel::rejections! {
    /// Why budget integration refuses.
    pub enum Rejection {
        /// The cycle is in another phase (C11, C12).
        WrongPhase { cycle: CycleId, phase: Phase, needed: Phase } => Precondition, "WRONG_PHASE",
            "cycle {cycle} is in phase {phase}, this needs {needed}";
        /// Items of the cycle have no final decision (F1).
        ItemsUndecided { cycle: CycleId, open: u32 } => Precondition, "ITEMS_UNDECIDED",
            "{open} items of cycle {cycle} have no final decision";
        /// What is funded would be more than the frame (A1).
        FrameExceeded { cycle: CycleId, asked: Money, left: Money } => Precondition,
            "FRAME_EXCEEDED", "{asked} is more than is left of the frame of cycle {cycle}: {left}";
        /// There is no later instance to defer the item to (C12).
        NothingLater { instance: Instance } => Precondition, "NOTHING_LATER",
            "nothing can be deferred in {instance}: there is no later instance";
        /// The instance has decided about the item.
        AlreadyDecided { item: BudgetItemId, instance: Instance } => Precondition,
            "ALREADY_DECIDED", "{instance} has decided about item {item}";
        /// The item has its final decision or is further on.
        DecisionFinal { item: BudgetItemId, status: Status } => Precondition, "DECISION_FINAL",
            "item {item} is {status}: the decision is final";
        /// The initiative was withdrawn: nothing is decided about the item.
        InitiativeWithdrawn { item: BudgetItemId, reason: String } => Precondition,
            "INITIATIVE_WITHDRAWN", "the initiative of item {item} was withdrawn: {reason}";
        /// Only what is funded can be carried out (A1, E6).
        NotFunded { item: BudgetItemId, status: Status } => Precondition, "NOT_FUNDED",
            "item {item} is {status}, not funded";
        /// Implementation has not started (E6).
        NotStarted { item: BudgetItemId, status: Status } => Precondition, "NOT_STARTED",
            "item {item} is {status}: its implementation has not started";
        /// Implementation has started already (E6).
        AlreadyStarted { item: BudgetItemId, status: Status } => Precondition, "ALREADY_STARTED",
            "the implementation of item {item} is {status}";
        /// Implementation has finished already (E6).
        AlreadyFinished { item: BudgetItemId } => Precondition, "ALREADY_FINISHED",
            "the implementation of item {item} is finished";
    }
}

impl Rejection {
    pub(crate) fn not_found(what: &'static str, id: &impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}
