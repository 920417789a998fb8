//! Members' ballots become one order (C7).
//!
//! A [`Profile`] holds the ballots. Three methods order it, each with `rank` for the result and
//! `explain` for the result with the steps that an auditor can redo:
//!
//! * [`borda`]: few ballots, and every place on a ballot is to count. A ballot added never hurts
//!   the one it prefers. Can pass over the alternative that beats every other in pairs, and an
//!   alternative similar to another changes the outcome.
//! * [`schulze`]: an alternative that beats every other in pairs comes first, and similar
//!   alternatives do not change the outcome. A ballot added can hurt the one it prefers.
//! * [`ranked_pairs`]: as Schulze in these properties, and each step is a yes or a no to one pair.
//!
//! The outcome is a proposal of the group (A13): a place says what the ballots give, not what is
//! decided.

pub mod borda;
mod order;
mod pairwise;
mod profile;
pub mod ranked_pairs;
mod relation;
pub mod schulze;
#[cfg(test)]
mod testing;

pub(crate) use order::Order;
pub use order::{Explained, Place, Ranking, Tie};
pub use pairwise::{Pairwise, pairwise};
pub use profile::{Ballot, Profile, ProfileViolation};
