use proptest::prelude::*;

use super::*;
use crate::rating::testing::{
    Input, alternatives, assessment, benefit, input, ratio, scoring, word,
};
use crate::rating::{Direction, Unrated};

fn place_of(rated: &Rated, reference: &str) -> usize {
    rated.ranking.places.iter().position(|place| place.reference == reference).unwrap()
}

#[test]
fn a_score_is_the_weighted_sum_of_the_means_on_their_scales() {
    let cost = Criterion { direction: Direction::Cost, min: 1, max: 5, ..benefit("cost", 1) };
    let assessments = [
        assessment("A", "value", 7),
        assessment("A", "value", 2),
        assessment("A", "cost", 2),
        assessment("B", "value", 5),
        assessment("B", "cost", 5),
    ];
    let scoring =
        Scoring::new(alternatives(2), vec![benefit("value", 3), cost], &assessments).unwrap();
    let explained = explain(&scoring);
    assert_eq!(word(&explained.outcome), "AB");
    assert_eq!(
        serde_json::to_string(&explained.steps[0]).unwrap(),
        r#"{"reference":"A","parts":["#.to_owned()
            + r#"{"criterion":"value","values":[2,7],"mean":"9/2","normalised":"9/20","#
            + r#""share":"3/4","product":"27/80"},"#
            + r#"{"criterion":"cost","values":[2],"mean":"2","normalised":"3/4","#
            + r#""share":"1/4","product":"3/16"}],"score":"21/40"}"#
    );
}

#[test]
fn what_lacks_a_value_is_unrated_and_not_scored_as_0() {
    let criteria = vec![benefit("a", 1), benefit("b", 1), benefit("c", 1)];
    let assessments = [
        assessment("A", "a", 10),
        assessment("B", "a", 0),
        assessment("B", "b", 0),
        assessment("B", "c", 0),
    ];
    let rated = rank(&Scoring::new(alternatives(3), criteria, &assessments).unwrap());
    assert_eq!(word(&rated), "BAC");
    assert_eq!(rated.scores.len(), 1);
    assert_eq!(rated.scores[0].score, Exact(BigRational::zero()));
    let missing = |reference: &str, missing: &[&str]| Unrated {
        reference: reference.to_owned(),
        missing: missing.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(rated.unrated, [missing("A", &["b", "c"]), missing("C", &["a", "b", "c"])]);
    assert_eq!(rated.ranking.ties, []);
}

#[test]
fn a_tie_goes_by_tie_order_and_is_recorded() {
    let rated =
        rank(&scoring(vec![benefit("a", 1), benefit("b", 1)], &[&[4, 6], &[9, 9], &[6, 4]]));
    assert_eq!(word(&rated), "BAC");
    assert_eq!(rated.ranking.ties[0].place, 2);
    assert_eq!(rated.ranking.ties[0].references, ["A", "C"]);
}

#[test]
fn every_violation_is_told_with_its_field() {
    let mut wrong = alternatives(2);
    wrong.reverse();
    let criteria = vec![benefit("a", 1), Criterion { min: 3, max: 3, ..benefit("a", 0) }];
    let assessments = [assessment("X", "b", 1), assessment("A", "a", 11)];
    let violations = Scoring::new(wrong, criteria, &assessments[..1]).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "alternatives[1]: out of tie order; \
         criteria[1].key: a stands twice; \
         criteria[1].weight: is 0; \
         criteria[1].max: 3 is not above min 3; \
         assessments[0].reference: X is no alternative; \
         assessments[0].criterion: b is no criterion"
    );
    let violations =
        Scoring::new(alternatives(1), vec![benefit("a", 1)], &assessments[1..]).unwrap_err();
    assert_eq!(violations.to_string(), "assessments[0].value: 11 is not within 0 and 10");
    let violations = Scoring::new(vec![], vec![], &[]).unwrap_err();
    assert_eq!(violations.to_string(), "criteria: is empty");
}

#[test]
fn the_widest_scale_is_exact() {
    let widest = Criterion { min: i64::MIN, max: i64::MAX, ..benefit("a", u64::MAX) };
    let rated = rank(&scoring(vec![widest], &[&[i64::MAX], &[i64::MIN]]));
    assert_eq!(rated.scores[0].score.to_string(), "1");
    assert_eq!(rated.scores[1].score.to_string(), "0");
}

/// Counter-example to independence of the ends of a scale: the same values on a longer scale weigh
/// less against another criterion. So the ends are set before the values are given.
#[test]
fn it_fails_independence_of_the_ends_of_a_scale() {
    let longer = Criterion { max: 20, ..benefit("a", 1) };
    let rows: [&[i64]; 2] = [&[10, 4], &[4, 8]];
    assert_eq!(word(&rank(&scoring(vec![benefit("a", 1), benefit("b", 1)], &rows))), "AB");
    assert_eq!(word(&rank(&scoring(vec![longer, benefit("b", 1)], &rows))), "BA");
}

/// Counter-example to the majority criterion: two of three assessors put A above B, and the mean
/// puts B first.
#[test]
fn it_fails_the_majority() {
    let values = [("A", [6, 6, 0]), ("B", [5, 5, 10])];
    let assessments: Vec<Assessment> = values
        .iter()
        .flat_map(|(one, values)| values.map(|value| assessment(one, "a", value)))
        .collect();
    let rated = rank(&Scoring::new(alternatives(2), vec![benefit("a", 1)], &assessments).unwrap());
    assert_eq!(word(&rated), "BA");
}

/// The score by the formula, term by term.
fn by_definition(input: &Input, reference: &str) -> Option<BigRational> {
    let sum: u64 = input.criteria.iter().map(|criterion| criterion.weight).sum();
    let mut score = ratio(0, 1);
    for criterion in &input.criteria {
        let values: Vec<i64> = input
            .assessments
            .iter()
            .filter(|one| one.reference == reference && one.criterion == criterion.key)
            .map(|one| one.value)
            .collect();
        let count = i64::try_from(values.len()).ok().filter(|count| *count > 0)?;
        let total: i64 = values
            .iter()
            .map(|value| match criterion.direction {
                Direction::Benefit => value - criterion.min,
                Direction::Cost => criterion.max - value,
            })
            .sum();
        let weight = i64::try_from(criterion.weight).unwrap();
        let width = criterion.max - criterion.min;
        score += ratio(weight * total, i64::try_from(sum).unwrap() * count * width);
    }
    Some(score)
}

proptest! {
    #[test]
    fn scores_are_those_of_the_formula(input in input(5, 0)) {
        let rated = rank(&input.scoring());
        for one in &input.alternatives {
            let score = rated.scores.iter().find(|score| score.reference == one.reference);
            let expected = by_definition(&input, &one.reference).map(Exact);
            prop_assert_eq!(score.map(|score| score.score.clone()), expected);
            let unrated = rated.unrated.iter().any(|unrated| unrated.reference == one.reference);
            prop_assert_eq!(unrated, score.is_none());
        }
        prop_assert!(rated.scores.windows(2).all(|two| two[0].score >= two[1].score));
        prop_assert!(rated.scores.iter().all(|one| one.score.0 >= ratio(0, 1)
            && one.score.0 <= ratio(1, 1)));
        prop_assert_eq!(rated.ranking.places.len(), input.alternatives.len());
    }

    #[test]
    fn the_steps_add_up_to_the_scores(input in input(5, 0)) {
        let scoring = input.scoring();
        let explained = explain(&scoring);
        prop_assert_eq!(explained.steps.len(), explained.outcome.scores.len());
        for step in &explained.steps {
            let sum: BigRational = step.parts.iter().map(|part| part.product.0.clone()).sum();
            prop_assert_eq!(&sum, &step.score.0);
            let score = explained.outcome.scores.iter().find(|one| one.reference == step.reference);
            prop_assert_eq!(&score.unwrap().score, &step.score);
        }
    }

    #[test]
    fn adding_an_alternative_never_reverses_two_others(
        input in input(5, 0), out: prop::sample::Index,
    ) {
        let all = rank(&input.scoring());
        let gone = input.alternatives[out.index(input.alternatives.len())].reference.clone();
        let mut fewer = input.clone();
        fewer.alternatives.retain(|one| one.reference != gone);
        fewer.assessments.retain(|one| one.reference != gone);
        prop_assert_eq!(word(&all).replace(&gone, ""), word(&rank(&fewer.scoring())));
    }

    #[test]
    fn the_order_of_the_assessors_leaves_no_mark(
        (input, shuffled) in input(4, 0).prop_flat_map(|input| {
            let shuffled = Just(input.assessments.clone()).prop_shuffle();
            (Just(input), shuffled)
        }),
    ) {
        let other = Input { assessments: shuffled, ..input.clone() };
        prop_assert_eq!(
            serde_json::to_string(&explain(&input.scoring())).unwrap(),
            serde_json::to_string(&explain(&other.scoring())).unwrap()
        );
    }

    #[test]
    fn only_proportions_of_weights_count(input in input(4, 0), factor in 1_u64..1000) {
        let mut other = input.clone();
        other.criteria.iter_mut().for_each(|criterion| criterion.weight *= factor);
        prop_assert_eq!(rank(&input.scoring()), rank(&other.scoring()));
    }

    #[test]
    fn a_better_value_never_lowers_the_place(input in input(5, 1), which: prop::sample::Index) {
        let before = rank(&input.scoring());
        let mut better = input.clone();
        let raised = &mut better.assessments[which.index(input.assessments.len())];
        let by = input.criteria.iter().find(|one| one.key == raised.criterion).unwrap();
        raised.value = match by.direction {
            Direction::Benefit => by.max.min(raised.value + 1),
            Direction::Cost => by.min.max(raised.value - 1),
        };
        let reference = raised.reference.clone();
        prop_assert!(
            place_of(&rank(&better.scoring()), &reference) <= place_of(&before, &reference)
        );
    }

    #[test]
    fn a_cost_is_a_benefit_on_the_scale_turned_over(input in input(4, 0)) {
        let mut turned = input.clone();
        for criterion in &mut turned.criteria {
            (criterion.min, criterion.max) = (-criterion.max, -criterion.min);
            criterion.direction = match criterion.direction {
                Direction::Benefit => Direction::Cost,
                Direction::Cost => Direction::Benefit,
            };
        }
        turned.assessments.iter_mut().for_each(|one| one.value = -one.value);
        prop_assert_eq!(rank(&input.scoring()), rank(&turned.scoring()));
    }
}
