//! Costs and a frame become a selection.
//!
//! * [`greedy`]: by the sum of points, down the order.
//! * [`equal_shares`]: every voter holds an equal share of the frame and pays for what it supports.
//! * [`best_portfolio`]: the greatest sum of values under yearly frames and dependencies.
//! * [`explain`]: what it would have taken, for whatever a method did not select.

mod electorate;
mod equal_shares;
pub mod explain;
mod greedy;
mod instance;
mod portfolio;
mod slice;
mod violation;

pub use equal_shares::{
    Completion, Decimal, EqualShares, PaymentError, Purchase, Rate, Utility, check_payments,
    equal_shares,
};
pub use greedy::{Greedy, GreedyStep, Outcome, Overrun, greedy};
pub use instance::{Ballot, Instance};
pub use portfolio::{AreaCap, Item, Portfolio, PortfolioError, Problem, best_portfolio};
pub use violation::{Violation, Violations};
