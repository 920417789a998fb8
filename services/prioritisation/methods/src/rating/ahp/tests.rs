use num_traits::{Signed, ToPrimitive};
use proptest::prelude::*;

use super::*;
use crate::rating::testing::{alternatives, assessment, ratio, word};
use crate::rating::{Criterion, Direction, weighted};
use Judgement::{OneOver, Times};

fn comparisons(keys: &[&str], judged: &[(&str, &str, Judgement)]) -> Comparisons {
    let judged: Vec<Comparison> = judged
        .iter()
        .map(|(first, second, judgement)| Comparison {
            first: (*first).to_owned(),
            second: (*second).to_owned(),
            judgement: *judgement,
        })
        .collect();
    Comparisons::new(keys.iter().map(ToString::to_string).collect(), &judged).unwrap()
}

fn reference_case() -> Comparisons {
    comparisons(
        &["a", "b", "c"],
        &[("a", "b", Times(3)), ("a", "c", Times(5)), ("b", "c", Times(3))],
    )
}

/// As a decimal number with four places, rounded half up.
fn decimal(value: &BigRational) -> String {
    let parts = (value * BigInt::from(10_000) + ratio(1, 2)).floor().to_integer().to_u64().unwrap();
    format!("{}.{:04}", parts / 10_000, parts % 10_000)
}

fn shares(weights: &Weights) -> Vec<String> {
    weights
        .weights
        .iter()
        .map(|weight| decimal(&BigRational::new(weight.parts.into(), PARTS.into())))
        .collect()
}

#[test]
fn the_reference_case_gives_its_published_numbers() {
    let weights = weigh(&reference_case());
    assert_eq!(shares(&weights), ["0.6370", "0.2583", "0.1047"]);
    assert_eq!(decimal(&weights.lambda_max.0), "3.0385");
    assert_eq!(decimal(&weights.consistency_ratio.0), "0.0332");
    assert!(weights.acceptable);
}

#[test]
fn the_reference_case_gives_the_same_bytes_each_time() {
    assert_eq!(
        serde_json::to_string(&weigh(&reference_case())).unwrap(),
        r#"{"weights":[{"key":"a","parts":636985571745},{"key":"b","parts":258284994374},"#
            .to_owned()
            + r#"{"key":"c","parts":104729433881}],"lambda_max":"1519255545279/500000000000","#
            + r#""consistency_index":"19255545279/1000000000000","#
            + r#""consistency_ratio":"19255545279/580000000000","acceptable":true,"rounds":22}"#
    );
}

#[test]
fn without_contradiction_lambda_is_n_and_the_ratio_0() {
    let weights = weigh(&comparisons(
        &["a", "b", "c"],
        &[("a", "b", Times(2)), ("a", "c", Times(8)), ("c", "b", OneOver(4))],
    ));
    assert_eq!(weights.lambda_max.to_string(), "3");
    assert_eq!(weights.consistency_ratio.to_string(), "0");
    assert!(weights.acceptable);
    assert_eq!(weights.weights[0].parts, 615_384_615_385);
    assert_eq!(weights.weights[1].parts, 307_692_307_692);
    assert_eq!(weights.weights[2].parts, 76_923_076_923);
}

#[test]
fn one_or_two_criteria_cannot_contradict() {
    let one = weigh(&comparisons(&["a"], &[]));
    assert_eq!((one.weights[0].parts, one.lambda_max.to_string()), (PARTS, "1".to_owned()));
    let two = weigh(&comparisons(&["a", "b"], &[("a", "b", OneOver(9))]));
    assert_eq!(two.weights[0].parts, PARTS / 10);
    assert_eq!(
        (two.lambda_max.to_string(), two.consistency_ratio.to_string()),
        ("2".to_owned(), "0".to_owned())
    );
}

#[test]
fn a_cycle_of_judgements_is_not_acceptable() {
    let weights = weigh(&comparisons(
        &["a", "b", "c"],
        &[("a", "b", Times(9)), ("b", "c", Times(9)), ("c", "a", Times(9))],
    ));
    assert_eq!(shares(&weights), ["0.3333", "0.3333", "0.3333"]);
    assert!(!weights.acceptable);
}

#[test]
fn the_steps_show_lambda_in_each_row() {
    let reference_case = reference_case();
    let explained = explain(&reference_case);
    assert_eq!(serde_json::to_string(&explained.steps[1].row).unwrap(), r#"["1/3","1","3"]"#);
    let lambdas: Vec<String> =
        explained.steps.iter().map(|step| decimal(&step.quotient.0)).collect();
    assert_eq!(lambdas, ["3.0385"; 3]);
}

#[test]
fn weights_are_those_of_a_weighted_scoring() {
    let criteria: Vec<Criterion> = weigh(&reference_case())
        .weights
        .into_iter()
        .map(|Weight { key, parts }| Criterion {
            key,
            weight: parts,
            min: 0,
            max: 10,
            direction: Direction::Benefit,
        })
        .collect();
    let values = [("A", [4, 9, 9]), ("B", [8, 2, 2])];
    let assessments: Vec<_> = values
        .iter()
        .flat_map(|(one, values)| {
            ["a", "b", "c"].iter().zip(values).map(|(by, value)| assessment(one, by, *value))
        })
        .collect();
    let scoring = weighted::Scoring::new(alternatives(2), criteria, &assessments).unwrap();
    assert_eq!(word(&weighted::rank(&scoring)), "BA");
}

#[test]
fn every_violation_is_told_with_its_field() {
    let keys = ["a", "b", "c", "a"].map(str::to_owned).to_vec();
    let judged =
        [("a", "b", Times(10)), ("b", "a", OneOver(0)), ("c", "c", Times(1)), ("x", "b", Times(2))]
            .map(|(first, second, judgement)| Comparison {
                first: first.to_owned(),
                second: second.to_owned(),
                judgement,
            });
    assert_eq!(
        Comparisons::new(keys, &judged).unwrap_err().to_string(),
        "keys[3]: a stands twice; \
         comparisons[0].judgement: 10 is not 1 to 9; \
         comparisons[1].judgement: 0 is not 1 to 9; \
         comparisons[1]: b and a are compared again; \
         comparisons[2].second: c is the first too; \
         comparisons[3].first: x is no key; \
         comparisons: b and c are not compared; \
         comparisons: c and a are not compared"
    );
    let eleven: Vec<String> = (0..11).map(|number| number.to_string()).collect();
    let violations = Comparisons::new(eleven, &[]).unwrap_err();
    assert!(violations.to_string().starts_with("keys: 11 are not 1 to 10; comparisons: 0 and 1"));
    assert_eq!(Comparisons::new(vec![], &[]).unwrap_err().to_string(), "keys: 0 are not 1 to 10");
}

/// Counter-example to independence of irrelevant alternatives: a is twice as important as b, and
/// when c is compared with both in contradiction to this, b weighs more than a. The ratio tells.
#[test]
fn it_fails_independence_of_irrelevant_criteria() {
    let weights = weigh(&comparisons(
        &["a", "b", "c"],
        &[("a", "b", Times(2)), ("a", "c", Times(1)), ("b", "c", Times(9))],
    ));
    assert!(weights.weights[0].parts < weights.weights[1].parts);
    assert!(!weights.acceptable);
}

fn judgement() -> impl Strategy<Value = Judgement> {
    prop_oneof![(1_u8..10).prop_map(Times), (1_u8..10).prop_map(OneOver)]
}

fn turned(judgement: Judgement) -> Judgement {
    match judgement {
        Times(number) => OneOver(number),
        OneOver(number) => Times(number),
    }
}

fn any_judged() -> impl Strategy<Value = (Vec<String>, Vec<Comparison>)> {
    (1_usize..=10).prop_flat_map(|size| {
        prop::collection::vec(judgement(), size * (size - 1) / 2).prop_map(move |judged| {
            let keys: Vec<String> = (0..size).map(|number| format!("key-{number}")).collect();
            let pairs = (0..size).flat_map(|one| (one + 1..size).map(move |other| (one, other)));
            let judged = pairs
                .zip(judged)
                .map(|((one, other), judgement)| Comparison {
                    first: keys[one].clone(),
                    second: keys[other].clone(),
                    judgement,
                })
                .collect();
            (keys, judged)
        })
    })
}

proptest! {
    #[test]
    fn the_weights_solve_the_equation_of_the_eigenvector((keys, judged) in any_judged()) {
        let comparisons = Comparisons::new(keys, &judged).unwrap();
        let explained = explain(&comparisons);
        let lambda = &explained.outcome.lambda_max.0;
        prop_assert!(*lambda >= BigRational::from(BigInt::from(explained.steps.len())));
        for step in &explained.steps {
            prop_assert!(step.parts > 0);
            let residue = lambda * BigInt::from(step.parts) - &step.product.0;
            // Each weight is off by half a part, and an entry is at most 9.
            prop_assert!(residue.abs() < ratio(100, 1), "{} off by {}", step.key, residue);
        }
        let sum: u64 = explained.steps.iter().map(|step| step.parts).sum();
        prop_assert!(sum.abs_diff(PARTS) <= 5);
        prop_assert!(explained.outcome.rounds < 2_000);
    }

    #[test]
    fn a_comparison_turned_round_says_the_same((keys, judged) in any_judged()) {
        let other: Vec<Comparison> = judged
            .iter()
            .rev()
            .map(|one| Comparison {
                first: one.second.clone(),
                second: one.first.clone(),
                judgement: turned(one.judgement),
            })
            .collect();
        prop_assert_eq!(Comparisons::new(keys.clone(), &judged), Comparisons::new(keys, &other));
    }

    #[test]
    fn no_criterion_counts_more_than_another((keys, judged) in any_judged()) {
        let weights = weigh(&Comparisons::new(keys.clone(), &judged).unwrap());
        let reversed = keys.iter().rev().cloned().collect();
        let mut other = weigh(&Comparisons::new(reversed, &judged).unwrap());
        other.weights.reverse();
        prop_assert_eq!(weights, other);
    }

    #[test]
    fn judgements_from_weights_give_these_weights(exponents in prop::collection::vec(0_u32..4, 1..8)) {
        let keys: Vec<String> = (0..exponents.len()).map(|number| number.to_string()).collect();
        let pairs = (0..keys.len()).flat_map(|one| (one + 1..keys.len()).map(move |other| (one, other)));
        let judged: Vec<Comparison> = pairs
            .map(|(one, other)| Comparison {
                first: keys[one].clone(),
                second: keys[other].clone(),
                judgement: if exponents[one] >= exponents[other] {
                    Times(1 << (exponents[one] - exponents[other]))
                } else {
                    OneOver(1 << (exponents[other] - exponents[one]))
                },
            })
            .collect();
        let size = keys.len().to_string();
        let weights = weigh(&Comparisons::new(keys, &judged).unwrap());
        prop_assert_eq!(weights.lambda_max.to_string(), size);
        prop_assert_eq!(weights.consistency_ratio.to_string(), "0");
        let sum: u64 = exponents.iter().map(|exponent| 1_u64 << exponent).sum();
        for (weight, exponent) in weights.weights.iter().zip(&exponents) {
            let exact = BigRational::new((PARTS << exponent).into(), sum.into());
            let off = exact - BigInt::from(weight.parts);
            prop_assert!(off.abs() <= ratio(1, 2));
        }
    }
}
