//! Assessments by criteria become one order (B6, C8).
//!
//! * [`weighted`]: values on fixed scales, by criterion and assessor (F3). One scale for all
//!   alternatives, so areas can be compared (B6). [`sensitivity`] says how far a weight can move
//!   before the order changes.
//! * [`wsjf`]: what a delay costs against how large the job is. For work that is done one job
//!   after another.
//! * [`ahp`]: weights of criteria from comparisons of two at a time, for [`weighted`]. For a group
//!   that cannot name weights and can say which of two criteria matters more.
//!
//! Scores are exact fractions. What lacks a value is unrated: it is kept apart, with what is
//! missing, and never scored as 0.

pub mod ahp;
mod criterion;
mod rated;
pub mod sensitivity;
#[cfg(test)]
mod testing;
pub mod weighted;
pub mod wsjf;

pub use criterion::{Criterion, CriterionViolation, Direction};
pub use rated::{Rated, Score, Unrated};
