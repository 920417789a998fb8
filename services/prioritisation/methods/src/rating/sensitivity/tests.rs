use num_traits::ToPrimitive;
use proptest::prelude::*;

use super::*;
use crate::rating::testing::{Input, benefit, input, ratio, scoring, word};
use crate::rating::weighted;

fn told(holds: &Interval) -> String {
    let open = if holds.low.included { '[' } else { '(' };
    let close = if holds.high.included { ']' } else { ')' };
    format!("{open}{}, {}{close}", holds.low.share, holds.high.share)
}

fn contains(holds: &Interval, share: &BigRational) -> bool {
    let low = &holds.low.share.0;
    let high = &holds.high.share.0;
    (share > low || share == low && holds.low.included)
        && (share < high || share == high && holds.high.included)
}

#[test]
fn two_criteria_change_places_where_the_lines_cross() {
    let scoring = scoring(vec![benefit("a", 1), benefit("b", 1)], &[&[8, 2], &[2, 6]]);
    let found = neighbours(&scoring);
    assert_eq!((found[0].above, found[0].below), ("A", "B"));
    assert_eq!((found[0].of.criterion, told(&found[0].of.holds)), ("a", "[2/5, 1]".to_owned()));
    assert_eq!((found[1].of.criterion, told(&found[1].of.holds)), ("b", "[0, 3/5]".to_owned()));
    assert_eq!(
        serde_json::to_string(&found[0]).unwrap(),
        r#"{"above":"A","below":"B","criterion":"a","share":"1/2","holds":"#.to_owned()
            + r#"{"low":{"share":"2/5","included":true},"high":{"share":"1","included":true}}}"#
    );
}

#[test]
fn where_the_lines_cross_the_tie_order_decides() {
    let scoring = scoring(vec![benefit("a", 1), benefit("b", 1)], &[&[2, 6], &[8, 2]]);
    let found = neighbours(&scoring);
    assert_eq!((found[0].above, found[0].below), ("B", "A"));
    assert_eq!(told(&found[0].of.holds), "(2/5, 1]");
}

#[test]
fn the_first_k_stay_while_none_of_the_others_passes_any_of_them() {
    let rows: [&[i64]; 3] = [&[10, 0], &[6, 5], &[0, 10]];
    let scoring = scoring(vec![benefit("a", 3), benefit("b", 2)], &rows);
    assert_eq!(word(&weighted::rank(&scoring)), "ABC");
    let told: Vec<Vec<String>> =
        (0..4).map(|k| first(&scoring, k).iter().map(|one| told(&one.holds)).collect()).collect();
    assert_eq!(told[0], ["[0, 1]", "[0, 1]"]);
    assert_eq!(told[1], ["[5/9, 1]", "[0, 4/9]"]);
    assert_eq!(told[2], ["[1/2, 1]", "[0, 1/2]"]);
    assert_eq!(told[3], ["[0, 1]", "[0, 1]"]);
}

#[test]
fn a_single_criterion_has_nothing_to_trade_with() {
    let scoring = scoring(vec![benefit("a", 7)], &[&[1], &[2]]);
    assert_eq!(told(&neighbours(&scoring)[0].of.holds), "[0, 1]");
    assert_eq!(neighbours(&scoring)[0].of.share.to_string(), "1");
}

/// The order where a criterion has a share and the others divide the rest in proportion: scored
/// again with weights that say so. None, if the share is 0 or 1 or the weights are too large.
fn scored_again(input: &Input, column: usize, share: &BigRational) -> Option<String> {
    let mut other = input.clone();
    let all: u64 = input.criteria.iter().map(|criterion| criterion.weight).sum();
    let rest = all - input.criteria[column].weight;
    let own = share.numer().to_u64()?;
    let others = share.denom().to_u64()?.checked_sub(own)?;
    if own == 0 || others == 0 || rest == 0 {
        return None;
    }
    for (at, criterion) in other.criteria.iter_mut().enumerate() {
        criterion.weight = if at == column {
            own.checked_mul(rest)?
        } else {
            others.checked_mul(criterion.weight)?
        };
    }
    Some(word(&weighted::rank(&other.scoring())))
}

/// The ends, the share as it is, what lies between, and what lies a little outside.
fn probes(of: &OfCriterion<'_>) -> Vec<BigRational> {
    let (low, high) = (&of.holds.low.share.0, &of.holds.high.share.0);
    let little = ratio(1, 1_000_003);
    let half = ratio(1, 2);
    let mut probes = vec![
        low.clone(),
        low - &little,
        low + &little,
        low * &half,
        (low + high) * &half,
        (low + &of.share.0) * &half,
        high.clone(),
        high - &little,
        high + &little,
        (high + BigRational::one()) * &half,
    ];
    probes.extend((1..10).map(|tenths| ratio(tenths, 10)));
    probes
}

proptest! {
    #[test]
    fn a_pair_keeps_its_order_on_its_interval_and_nowhere_else(input in input(4, 1)) {
        let scoring = input.scoring();
        for of in neighbours(&scoring) {
            prop_assert!(contains(&of.of.holds, &of.of.share.0));
            let column =
                input.criteria.iter().position(|one| one.key == of.of.criterion).unwrap();
            for share in probes(&of.of) {
                if let Some(order) = scored_again(&input, column, &share) {
                    let kept = order.find(of.above) < order.find(of.below);
                    prop_assert_eq!(kept, contains(&of.of.holds, &share), "at {}", share);
                }
            }
        }
    }

    #[test]
    fn the_first_k_stay_the_same_set_on_their_interval_and_nowhere_else(
        input in input(5, 1), k in 0_usize..6,
    ) {
        let scoring = input.scoring();
        let set = |order: &str| {
            let mut letters: Vec<char> = order.chars().take(k).collect();
            letters.sort_unstable();
            letters
        };
        let as_it_is = set(&word(&weighted::rank(&scoring)));
        for (column, of) in first(&scoring, k).iter().enumerate() {
            prop_assert!(contains(&of.holds, &of.share.0));
            for share in probes(of) {
                if let Some(order) = scored_again(&input, column, &share) {
                    let kept = set(&order) == as_it_is;
                    prop_assert_eq!(kept, contains(&of.holds, &share), "at {}", share);
                }
            }
        }
    }

    #[test]
    fn the_unrated_take_no_part(input in input(5, 0)) {
        let scoring = input.scoring();
        let rated = weighted::rank(&scoring);
        let pairs: Vec<(String, String)> = rated
            .scores
            .windows(2)
            .flat_map(|two| {
                let pair = (two[0].reference.clone(), two[1].reference.clone());
                input.criteria.iter().map(move |_| pair.clone())
            })
            .collect();
        let found: Vec<(String, String)> = neighbours(&scoring)
            .iter()
            .map(|of| (of.above.to_owned(), of.below.to_owned()))
            .collect();
        prop_assert_eq!(found, pairs);
    }
}
