//! Methods of prioritisation. Pure: no clock, no store, no model, no protocol.
//!
//! Three families, by what they start from:
//!
//! * [`ranking`]: members' ballots become one order (C7).
//! * [`rating`]: assessments by criteria become one order (B6, C8).
//! * [`budget`]: costs and a frame become a selection (C8).
//!
//! Arithmetic is exact: integers and rationals, no floating point. Every method takes its
//! alternatives in the order that breaks ties, and records each tie that the order broke. The same
//! input gives the same bytes.

mod alternative;
pub mod budget;
mod exact;
pub mod ranking;
pub mod rating;
mod violations;

pub use alternative::{Alternative, in_tie_order};
pub use exact::Exact;
pub use violations::{AlternativeViolation, Violations};
