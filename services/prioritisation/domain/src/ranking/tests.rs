use proptest::prelude::*;

use super::*;
use crate::testing::{candidate, id};

fn vote(order: &[u128]) -> Vote {
    let places = order.iter().map(|n| vec![id(*n)]).collect();
    Vote { places, conflicts: BTreeSet::new() }
}

fn computed(method: RankingMethod, candidates: &[Candidate], votes: &[Vote]) -> Computed {
    compute(method, candidates, votes).expect("it can be counted")
}

fn order(computed: &Computed) -> Vec<InitiativeId> {
    computed.order.iter().map(|one| one.initiative).collect()
}

fn cities() -> Vec<Candidate> {
    [1, 2, 3, 4].map(|n| candidate(n, 1)).to_vec()
}

fn tennessee() -> Vec<Vote> {
    let votes = [(42, [1, 2, 3, 4]), (26, [2, 3, 4, 1]), (15, [3, 4, 2, 1]), (17, [4, 3, 2, 1])];
    votes.iter().flat_map(|(count, order)| std::iter::repeat_n(vote(order), *count)).collect()
}

#[test]
fn the_tennessee_election_gives_its_published_orders_and_totals() {
    let borda = computed(RankingMethod::Borda, &cities(), &tennessee());
    assert_eq!(order(&borda), [2, 3, 1, 4].map(id));
    assert_eq!(borda.doubled, [194, 173, 126, 107].map(|points| 2 * points));
    for method in [RankingMethod::Schulze, RankingMethod::RankedPairs] {
        let ranked = computed(method, &cities(), &tennessee());
        assert_eq!(order(&ranked), [2, 3, 4, 1].map(id), "{method}");
        assert_eq!(ranked.doubled, borda.doubled, "points belong to places");
    }
}

#[test]
fn complaint_21_a_tie_goes_to_lower_cost_then_reference_by_bytes_then_id_and_is_on_record() {
    let mut tied = [candidate(1, 5), candidate(2, 4), candidate(3, 5), candidate(4, 5)];
    tied[0].reference = "b".to_owned();
    tied[2].reference = "B".to_owned();
    tied[3].reference = "b".to_owned();
    for method in RankingMethod::ALL {
        let ranked = computed(*method, &tied, &[]);
        let all = [2, 3, 1, 4].map(id).to_vec();
        assert_eq!(order(&ranked), all, "{method}");
        assert_eq!(ranked.ties, [Tie { place: 1, initiatives: all }], "{method}");
    }
}

#[test]
fn a_member_in_conflict_counts_for_nothing_in_that_case() {
    let conflicted = Vote { places: vec![vec![id(2)]], conflicts: BTreeSet::from([id(1)]) };
    let votes = [vote(&[1, 2, 3]), conflicted];
    let ranked = computed(RankingMethod::Borda, &cities()[..3], &votes);
    // 1: 2 + half of 2; 2: 1 + 1 and a half; 3: 0 + a half.
    assert_eq!(ranked.doubled, [6, 5, 1]);
    assert_eq!(order(&ranked), [1, 2, 3].map(id));
    let named = Vote { places: vec![vec![id(1)], vec![id(2)]], ..votes[1].clone() };
    let despite = computed(RankingMethod::Borda, &cities()[..3], &[votes[0].clone(), named]);
    assert_eq!(despite, ranked, "what was said before the conflict was declared is void");
}

#[test]
fn complaint_22_each_methods_steps_lead_to_its_ranking() {
    for method in RankingMethod::ALL {
        let explained = explain(*method, &cities(), &tennessee()).expect("it can be counted");
        assert_eq!(explained.computed, computed(*method, &cities(), &tennessee()));
        assert!(!explained.steps.is_empty());
        let about = |n: u128| explained.steps.iter().filter(|step| step.concerns(id(n))).count();
        assert!((1..=4).all(|n| about(n) > 0), "{method}");
    }
    let steps = explain(RankingMethod::Schulze, &cities(), &tennessee()).expect("counted").steps;
    let RankingStep::Neighbours { votes, opposing, path, .. } = &steps[0] else {
        panic!("{steps:?}")
    };
    assert_eq!((*votes, *opposing, path.strength), (68, 32, 68));
    assert_eq!(path.passes, [(id(2), 0), (id(3), 68)]);
}

fn election() -> impl Strategy<Value = (Vec<Candidate>, Vec<Vote>)> {
    (1_usize..7, 0_usize..6).prop_flat_map(|(m, ballots)| {
        let all: Vec<u128> = (1..=m as u128).collect();
        let orders = proptest::collection::vec(Just(all).prop_shuffle(), ballots);
        let costs = proptest::collection::vec(0_i64..4, m);
        (costs, orders).prop_map(|(costs, orders)| {
            let candidates = (1_u128..).zip(costs).map(|(n, cost)| candidate(n, cost)).collect();
            (candidates, orders.iter().map(|order| vote(order)).collect())
        })
    })
}

fn method() -> impl Strategy<Value = RankingMethod> {
    prop::sample::select(RankingMethod::ALL)
}

proptest! {
    #[test]
    fn a_ranking_holds_each_candidate_once(method in method(), (candidates, votes) in election()) {
        let mut ranked = order(&computed(method, &candidates, &votes));
        ranked.sort();
        prop_assert_eq!(ranked, candidates.iter().map(|one| one.initiative).collect::<Vec<_>>());
    }

    #[test]
    fn points_sum_to_ballots_times_m_times_m_less_one((candidates, votes) in election()) {
        let m = candidates.len() as u64;
        let doubled = computed(RankingMethod::Borda, &candidates, &votes).doubled;
        prop_assert_eq!(doubled.iter().sum::<u64>(), votes.len() as u64 * m * (m - 1));
        prop_assert!(doubled.is_sorted_by(|one, other| one >= other));
    }

    #[test]
    fn neither_the_order_of_ballots_nor_that_of_the_paper_counts(
        method in method(), (mut candidates, mut votes) in election(),
    ) {
        let before = computed(method, &candidates, &votes);
        votes.reverse();
        candidates.reverse();
        prop_assert_eq!(before, computed(method, &candidates, &votes));
    }

    #[test]
    fn one_withdrawn_counts_as_if_it_had_never_been_on_the_paper(
        method in method(), (mut candidates, votes) in election(), out: prop::sample::Index,
    ) {
        let gone = candidates.remove(out.index(candidates.len())).initiative;
        let without = |vote: &Vote| Vote {
            places: vote.places.iter().filter(|group| !group.contains(&gone)).cloned().collect(),
            conflicts: BTreeSet::new(),
        };
        let removed: Vec<_> = votes.iter().map(without).collect();
        prop_assert_eq!(
            computed(method, &candidates, &votes),
            computed(method, &candidates, &removed)
        );
    }
}
