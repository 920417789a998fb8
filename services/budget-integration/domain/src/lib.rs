//! Budget integration: the planning year and the decisions of the city assembly. Pure.
//!
//! The service decides nothing about money. It carries what the assembly decided, keeps it within
//! the frame, and follows each item to its effect (A1, C11, C12, E6, F2).

mod budget_item;
mod cycle;
mod decision;
#[cfg(test)]
mod golden;
mod mandates;
mod rejection;
mod terms;
#[cfg(test)]
mod testing;
mod text;

pub use budget_item::{BudgetItem, BudgetItemCommand, BudgetItemFact, Recommended, Status};
pub use cycle::{Cycle, CycleCommand, CycleFact};
pub use decision::{Decision, Instance, Outcome};
pub use kernel::{Withdrawal, WithdrawalFact};
pub use mandates::GRANTS;
pub use rejection::Rejection;
pub use terms::{Announced, Opening, Phase, Terms};
