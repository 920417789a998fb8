use proptest::prelude::*;

use super::*;
use crate::rating::testing::{alternatives, ratio, word};

fn job(reference: &str, values: [u32; 3], job_size: u32) -> Job {
    Job {
        reference: reference.to_owned(),
        business_value: Some(values[0]),
        time_criticality: Some(values[1]),
        risk_reduction: Some(values[2]),
        job_size: Some(job_size),
    }
}

fn jobs(jobs: Vec<Job>) -> Jobs {
    Jobs::new(alternatives(jobs.len()), jobs).unwrap()
}

#[test]
fn a_score_is_the_cost_of_delay_over_the_size() {
    let jobs = jobs(vec![job("A", [8, 5, 3], 13), job("B", [3, 2, 1], 2), job("C", [6, 2, 0], 5)]);
    let explained = explain(&jobs);
    assert_eq!(word(&explained.outcome), "BCA");
    assert_eq!(
        serde_json::to_string(&explained.steps[0]).unwrap(),
        r#"{"reference":"A","business_value":8,"time_criticality":5,"risk_reduction":3,"#
            .to_owned()
            + r#""cost_of_delay":16,"job_size":13,"score":"16/13"}"#
    );
}

#[test]
fn what_lacks_a_value_is_unrated_and_not_scored_as_0() {
    let lacking = Job { time_criticality: None, job_size: None, ..job("A", [8, 8, 8], 1) };
    let rated = rank(&Jobs::new(alternatives(3), vec![lacking, job("B", [0, 0, 0], 9)]).unwrap());
    assert_eq!(word(&rated), "BAC");
    assert_eq!(rated.scores.len(), 1);
    assert_eq!(rated.unrated[0].missing, ["time_criticality", "job_size"]);
    assert_eq!(rated.unrated[1].missing.len(), 4);
}

#[test]
fn every_violation_is_told_with_its_field() {
    let wrong = vec![job("A", [1, 1, 1], 0), job("X", [1, 1, 1], 1), job("A", [1, 1, 1], 1)];
    assert_eq!(
        Jobs::new(alternatives(1), wrong).unwrap_err().to_string(),
        "jobs[0].job_size: is 0; \
         jobs[1].reference: X is no alternative; \
         jobs[2].reference: A stands twice"
    );
}

/// Counter-example to translation: two more on each of the three values of every job turns the
/// order. Only proportions count.
#[test]
fn it_fails_translation() {
    assert_eq!(word(&rank(&jobs(vec![job("A", [0, 0, 6], 3), job("B", [0, 0, 1], 1)]))), "AB");
    assert_eq!(word(&rank(&jobs(vec![job("A", [2, 2, 8], 3), job("B", [2, 2, 3], 1)]))), "BA");
}

fn any_jobs() -> impl Strategy<Value = Vec<Job>> {
    prop::collection::vec((any::<[u32; 3]>(), 1_u32..=u32::MAX), 1..6).prop_map(named)
}

fn small_jobs() -> impl Strategy<Value = Vec<Job>> {
    let value = 0_u32..22;
    prop::collection::vec(([value.clone(), value.clone(), value], 1_u32..22), 1..6).prop_map(named)
}

fn named(values: Vec<([u32; 3], u32)>) -> Vec<Job> {
    let all = alternatives(values.len());
    all.iter().zip(values).map(|(one, (values, size))| job(&one.reference, values, size)).collect()
}

proptest! {
    #[test]
    fn the_order_is_that_of_products_across(given in any_jobs()) {
        let rated = rank(&jobs(given.clone()));
        let across = |one: &str, other: &str| {
            let of = |reference| given.iter().find(|job| job.reference == reference).unwrap();
            let delay = |job: &Job| {
                [job.business_value, job.time_criticality, job.risk_reduction]
                    .iter()
                    .map(|value| u128::from(value.unwrap()))
                    .sum::<u128>()
            };
            let size = |job: &Job| u128::from(job.job_size.unwrap());
            (delay(of(one)) * size(of(other)), delay(of(other)) * size(of(one)))
        };
        for two in rated.scores.windows(2) {
            let (one, other) = across(&two[0].reference, &two[1].reference);
            prop_assert!(one > other || one == other && two[0].reference < two[1].reference);
        }
    }

    #[test]
    fn the_units_leave_no_mark_on_the_order(
        given in small_jobs(), of_values in 1_u32..1000, of_sizes in 1_u32..1000,
    ) {
        let scaled = given.iter().cloned().map(|mut job| {
            for value in [&mut job.business_value, &mut job.time_criticality, &mut job.risk_reduction]
            {
                *value = value.map(|value| value * of_values);
            }
            job.job_size = job.job_size.map(|size| size * of_sizes);
            job
        });
        let (one, other) = (rank(&jobs(given.clone())), rank(&jobs(scaled.collect())));
        prop_assert_eq!(&one.ranking, &other.ranking);
        for (one, other) in one.scores.iter().zip(&other.scores) {
            let factor = ratio(i64::from(of_values), i64::from(of_sizes));
            prop_assert_eq!(&one.score.0 * factor, other.score.0.clone());
        }
    }

    #[test]
    fn adding_an_alternative_never_reverses_two_others(given in small_jobs()) {
        let all = word(&rank(&jobs(given.clone())));
        let fewer = &given[..given.len() - 1];
        let gone = given[fewer.len()].reference.as_str();
        prop_assert_eq!(all.replace(gone, ""), word(&rank(&jobs(fewer.to_vec()))));
    }

    #[test]
    fn a_greater_cost_of_delay_or_a_smaller_size_never_lowers_the_place(
        given in small_jobs(), which: prop::sample::Index, field in 0_usize..4,
    ) {
        let at = which.index(given.len());
        let mut better = given.clone();
        let job = &mut better[at];
        match field {
            0 => job.business_value = job.business_value.map(|value| value + 1),
            1 => job.time_criticality = job.time_criticality.map(|value| value + 1),
            2 => job.risk_reduction = job.risk_reduction.map(|value| value + 1),
            _ => job.job_size = job.job_size.map(|size| (size - 1).max(1)),
        }
        let reference = given[at].reference.clone();
        let before = word(&rank(&jobs(given)));
        let after = word(&rank(&jobs(better)));
        prop_assert!(after.find(&reference) <= before.find(&reference));
    }
}
