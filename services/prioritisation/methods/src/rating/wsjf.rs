//! Weighted shortest job first: the cost of delay over the size of the job.
//!
//! The cost of delay is the sum of business value, time criticality, and the risk reduced or
//! opportunity enabled. All four are relative to the other jobs of the call; customary are the
//! numbers of Fibonacci. Only proportions count: one unit for the three, another for the size.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::Serialize;

use super::rated::Rated;
use crate::ranking::Explained;
use crate::violations::{AlternativeViolation, Violations};
use crate::{Alternative, Exact};

/// The values of an alternative. `None` is not known, and leaves it unrated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    /// The alternative.
    pub reference: String,
    /// What it is worth to those who use it and to the city.
    pub business_value: Option<u32>,
    /// How the value falls if it is done later.
    pub time_criticality: Option<u32>,
    /// The risk that it reduces or the opportunity that it enables.
    pub risk_reduction: Option<u32>,
    /// How large it is. At least 1.
    pub job_size: Option<u32>,
}

/// Alternatives in tie order with their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jobs {
    alternatives: Vec<Alternative>,
    /// By alternative.
    jobs: Vec<Job>,
}

/// What can be wrong with jobs. The text begins with the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobViolation {
    /// The alternatives are not a list in tie order.
    #[error(transparent)]
    Alternative(#[from] AlternativeViolation),
    /// A job of what is not among the alternatives.
    #[error("jobs[{index}].reference: {reference} is no alternative")]
    UnknownAlternative {
        /// Index of the job.
        index: usize,
        /// What it names.
        reference: String,
    },
    /// Two jobs of one alternative.
    #[error("jobs[{index}].reference: {reference} stands twice")]
    Repeated {
        /// The later of the two.
        index: usize,
        /// What stands twice.
        reference: String,
    },
    /// A job without size.
    #[error("jobs[{index}].job_size: is 0")]
    NoSize {
        /// Index of the job.
        index: usize,
    },
}

/// How the score of a rated alternative comes about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step<'j> {
    /// The alternative.
    pub reference: &'j str,
    /// As given.
    pub business_value: u32,
    /// As given.
    pub time_criticality: u32,
    /// As given.
    pub risk_reduction: u32,
    /// The sum of the three.
    pub cost_of_delay: u64,
    /// As given.
    pub job_size: u32,
    /// The cost of delay over the size.
    pub score: Exact,
}

impl Jobs {
    /// An alternative without a job lacks all four values.
    ///
    /// # Errors
    ///
    /// Every violation: references that stand twice, alternatives out of tie order, a job of an
    /// unknown alternative, two jobs of one alternative, a size of 0.
    pub fn new(
        alternatives: Vec<Alternative>,
        jobs: Vec<Job>,
    ) -> Result<Self, Violations<JobViolation>> {
        let mut found: Vec<JobViolation> =
            AlternativeViolation::all(&alternatives).into_iter().map(Into::into).collect();
        let known: BTreeSet<&str> = alternatives.iter().map(|one| one.reference.as_str()).collect();
        let mut of: BTreeMap<String, Job> = BTreeMap::new();
        for (index, job) in jobs.into_iter().enumerate() {
            let reference = job.reference.clone();
            if job.job_size == Some(0) {
                found.push(JobViolation::NoSize { index });
            }
            if !known.contains(reference.as_str()) {
                found.push(JobViolation::UnknownAlternative { index, reference });
            } else if of.insert(reference.clone(), job).is_some() {
                found.push(JobViolation::Repeated { index, reference });
            }
        }
        Violations::check(found)?;
        let jobs = alternatives
            .iter()
            .map(|one| of.remove(&one.reference).unwrap_or_else(|| unknown(&one.reference)))
            .collect();
        Ok(Self { alternatives, jobs })
    }
}

/// Orders by the cost of delay over the size of the job (C8).
#[must_use]
pub fn rank(jobs: &Jobs) -> Rated {
    let scored = jobs.jobs.iter().map(|job| Ok(step(job).ok_or_else(|| missing(job))?.score.0));
    Rated::of(&jobs.alternatives, scored.collect())
}

/// [`rank`] with how each score comes about, in tie order.
#[must_use]
pub fn explain(jobs: &Jobs) -> Explained<Step<'_>, Rated> {
    Explained { outcome: rank(jobs), steps: jobs.jobs.iter().filter_map(step).collect() }
}

/// None, if a value is missing.
fn step(job: &Job) -> Option<Step<'_>> {
    let (business_value, time_criticality) = (job.business_value?, job.time_criticality?);
    let (risk_reduction, job_size) = (job.risk_reduction?, job.job_size?);
    let cost_of_delay =
        u64::from(business_value) + u64::from(time_criticality) + u64::from(risk_reduction);
    Some(Step {
        reference: &job.reference,
        business_value,
        time_criticality,
        risk_reduction,
        cost_of_delay,
        job_size,
        score: Exact(BigRational::new(BigInt::from(cost_of_delay), BigInt::from(job_size))),
    })
}

fn missing(job: &Job) -> Vec<String> {
    [
        ("business_value", job.business_value),
        ("time_criticality", job.time_criticality),
        ("risk_reduction", job.risk_reduction),
        ("job_size", job.job_size),
    ]
    .into_iter()
    .filter(|(_, value)| value.is_none())
    .map(|(name, _)| name.to_owned())
    .collect()
}

fn unknown(reference: &str) -> Job {
    Job { reference: reference.to_owned(), ..Job::default() }
}

#[cfg(test)]
mod tests;
