use std::collections::BTreeSet;

use kernel::InitiativeId;
use model::RankingMethod;
use proptest::prelude::*;

use super::*;
use crate::testing::{candidate, id};
use crate::{Counts, Phase, Vote, compute, ranking};

/// An area that ranked these initiatives, each with a cost, by these orders.
pub(crate) fn ranked(area: &str, costs: &[(u128, i64)], orders: &[Vec<u128>]) -> AreaRound {
    let candidates: Vec<_> = costs.iter().map(|(n, cost)| candidate(*n, *cost)).collect();
    let vote = |order: &Vec<u128>| Vote {
        places: order.iter().map(|n| vec![id(*n)]).collect(),
        conflicts: BTreeSet::new(),
    };
    let votes: Vec<_> = orders.iter().map(vote).collect();
    let ranking =
        ranking::adopted(&compute(RankingMethod::Borda, &candidates, &votes).expect("counted"));
    AreaRound {
        cycle: id(1),
        area: AreaKey::new(area),
        phase: Phase::Ranked,
        counts: Counts { included: costs.len() as u32, ..Counts::default() },
        candidates,
        withdrawn: BTreeSet::new(),
        ranking: Some(ranking),
    }
}

fn order(items: &[ProposalItem]) -> Vec<InitiativeId> {
    items.iter().map(|item| item.candidate.initiative).collect()
}

#[test]
fn areas_are_compared_by_the_share_of_their_possible_points_b6() {
    // 2 of 2, 0 of 2 against 3 of 4, 2 of 4, 1 of 4.
    let small = ranked("a", &[(1, 1), (2, 1)], &[vec![1, 2], vec![1, 2]]);
    let large = ranked("b", &[(3, 1), (4, 1), (5, 1)], &[vec![3, 4, 5], vec![4, 3, 5]]);
    let items = compose(&[small, large]);
    assert_eq!(order(&items), [1, 3, 4, 2, 5].map(id).to_vec());
    assert_eq!(items[1].score, Score { numerator: 3, denominator: 4 });
    assert_eq!(items.iter().map(|item| item.city_rank).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[test]
fn an_areas_only_initiative_has_the_score_one() {
    let items = compose(&[ranked("a", &[(1, 1)], &[vec![1]])]);
    assert_eq!(items[0].score, Score { numerator: 1, denominator: 1 });
}

#[test]
fn ties_between_areas_go_to_lower_cost_then_reference_then_id() {
    let one = ranked("a", &[(2, 9)], &[vec![2]]);
    let other = ranked("b", &[(1, 9)], &[vec![1]]);
    let cheap = ranked("c", &[(3, 8)], &[vec![3]]);
    assert_eq!(order(&compose(&[one, other, cheap])), [3, 1, 2].map(id).to_vec());
}

#[test]
fn what_was_withdrawn_since_its_ranking_is_left_out_and_ranks_have_no_gap() {
    let mut area = ranked("a", &[(1, 1), (2, 1), (3, 1)], &[vec![1, 2, 3]]);
    area.withdrawn.insert(id(2));
    let items = compose(&[area]);
    assert_eq!(order(&items), [1, 3].map(id).to_vec());
    assert_eq!(items[1].city_rank, 2);
    assert_eq!(items[1].area_rank, 3);
    assert_eq!(items[1].score.denominator, 2);
}

#[test]
fn fractions_are_compared_without_overflow() {
    let most = Score { numerator: u64::MAX - 1, denominator: u64::MAX };
    let less = Score { numerator: u64::MAX - 2, denominator: u64::MAX };
    assert_eq!(most.compare(&less), Ordering::Greater);
}

#[test]
fn the_digest_is_the_one_that_anyone_can_recompute() {
    let items = compose(&[ranked("a", &[(1, 100), (2, 50)], &[vec![1, 2]])]);
    assert_eq!(
        digest(id(1), &[]),
        "cb3019b60b8acd2d557a552e0c79f33be96134e4adf7b22d065c2ea81a38c3a8"
    );
    assert_eq!(
        digest(id(1), &items),
        "4ea83f50712178a1d7657eb7b8db1d98a0b736a0ad990c70cdbc2243fccd17a4"
    );
}

fn city() -> impl Strategy<Value = Vec<AreaRound>> {
    proptest::collection::vec((0_usize..5, 1_usize..4), 1..5)
        .prop_flat_map(|sizes| {
            let areas: Vec<_> = (0_u128..)
                .zip(sizes)
                .map(|(area, (m, ballots))| {
                    let all: Vec<u128> = (1..=m as u128).map(|n| area * 100 + n).collect();
                    let costs = proptest::collection::vec(0_i64..3, m);
                    let orders =
                        proptest::collection::vec(Just(all.clone()).prop_shuffle(), ballots);
                    (Just(area), Just(all), costs, orders)
                })
                .collect();
            areas
        })
        .prop_map(|areas| {
            areas
                .into_iter()
                .map(|(area, all, costs, orders)| {
                    let costs: Vec<_> = all.into_iter().zip(costs).collect();
                    ranked(&format!("area-{area}"), &costs, &orders)
                })
                .collect()
        })
}

proptest! {
    #[test]
    fn the_order_of_the_areas_does_not_matter(mut rounds in city()) {
        let before = compose(&rounds);
        rounds.reverse();
        prop_assert_eq!(&before, &compose(&rounds));
        prop_assert_eq!(digest(id(1), &before), digest(id(1), &compose(&rounds)));
    }

    #[test]
    fn within_an_area_the_proposal_keeps_the_areas_ranking(rounds in city()) {
        let items = compose(&rounds);
        for round in &rounds {
            let ranks: Vec<_> = items
                .iter()
                .filter(|item| item.area == round.area)
                .map(|item| item.area_rank)
                .collect();
            prop_assert_eq!(ranks, (1..=round.candidates.len() as u32).collect::<Vec<_>>());
        }
    }
}
