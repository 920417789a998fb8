//! An area's ranking from its members' orders (C7): Borda's count.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use kernel::{AdministrationId, CaseId, InitiativeId, Money};
use serde::{Deserialize, Serialize};

/// What members order in step two: an included case, frozen when the ballot opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The case.
    pub case: CaseId,
    /// The administration that submitted it.
    pub administration: AdministrationId,
    /// The proposer's own reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Total cost.
    pub cost: Money,
}

impl Candidate {
    /// How ties are broken, everywhere: lower cost, then reference by its bytes, then initiative.
    #[must_use]
    pub fn tie_break(&self, other: &Self) -> Ordering {
        (self.cost, self.reference.as_bytes(), self.initiative).cmp(&(
            other.cost,
            other.reference.as_bytes(),
            other.initiative,
        ))
    }
}

/// One place in an area's ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingEntry {
    /// What is ranked.
    pub candidate: Candidate,
    /// 1 is first.
    pub rank: u32,
    /// Sum of its points.
    pub points: u64,
}

/// The ranking of `candidates` by `orders`: with m candidates the first of an order gets m-1
/// points, the last 0. What an order names beside the candidates is passed over, so that one
/// withdrawn after the ballot opened counts for nobody.
#[must_use]
pub fn borda(candidates: &[Candidate], orders: &[&[InitiativeId]]) -> Vec<RankingEntry> {
    let mut points: BTreeMap<InitiativeId, u64> =
        candidates.iter().map(|candidate| (candidate.initiative, 0)).collect();
    for order in orders {
        let kept: Vec<_> = order.iter().filter(|named| points.contains_key(*named)).collect();
        for (below, initiative) in (0_u64..).zip(kept.into_iter().rev()) {
            if let Some(sum) = points.get_mut(initiative) {
                *sum = sum.saturating_add(below);
            }
        }
    }
    let mut scored: Vec<(u64, &Candidate)> = candidates
        .iter()
        .map(|candidate| (points.get(&candidate.initiative).copied().unwrap_or(0), candidate))
        .collect();
    scored.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.tie_break(other)));
    (1_u32..)
        .zip(scored)
        .map(|(rank, (points, candidate))| RankingEntry {
            candidate: candidate.clone(),
            rank,
            points,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{candidate, id};

    fn initiatives(entries: &[RankingEntry]) -> Vec<InitiativeId> {
        entries.iter().map(|entry| entry.candidate.initiative).collect()
    }

    fn rank(candidates: &[Candidate], orders: &[Vec<InitiativeId>]) -> Vec<RankingEntry> {
        borda(candidates, &orders.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    #[test]
    fn the_tennessee_election_gives_its_published_totals() {
        let cities = [candidate(1, 1), candidate(2, 1), candidate(3, 1), candidate(4, 1)];
        let [m, n, c, k] = [1, 2, 3, 4].map(id);
        let orders: Vec<Vec<_>> =
            [(42, [m, n, c, k]), (26, [n, c, k, m]), (15, [c, k, n, m]), (17, [k, c, n, m])]
                .into_iter()
                .flat_map(|(count, order)| std::iter::repeat_n(order.to_vec(), count))
                .collect();
        let ranking = rank(&cities, &orders);
        assert_eq!(initiatives(&ranking), vec![n, c, m, k]);
        let points: Vec<_> = ranking.iter().map(|entry| entry.points).collect();
        assert_eq!(points, vec![194, 173, 126, 107]);
    }

    #[test]
    fn ties_go_to_lower_cost_then_reference_by_bytes_then_id() {
        let mut tied = [candidate(1, 5), candidate(2, 4), candidate(3, 5), candidate(4, 5)];
        tied[0].reference = "b".to_owned();
        tied[2].reference = "B".to_owned();
        tied[3].reference = "b".to_owned();
        assert_eq!(initiatives(&rank(&tied, &[])), [2, 3, 1, 4].map(id).to_vec());
    }

    fn election() -> impl Strategy<Value = (Vec<Candidate>, Vec<Vec<InitiativeId>>)> {
        (1_usize..7, 0_usize..6).prop_flat_map(|(m, ballots)| {
            let all: Vec<InitiativeId> = (1..=m).map(|n| id(n as u128)).collect();
            let orders = proptest::collection::vec(Just(all).prop_shuffle(), ballots);
            let costs = proptest::collection::vec(0_i64..4, m);
            (costs, orders).prop_map(|(costs, orders)| {
                let candidates =
                    (1_u128..).zip(costs).map(|(n, cost)| candidate(n, cost)).collect();
                (candidates, orders)
            })
        })
    }

    proptest! {
        #[test]
        fn a_ranking_is_a_permutation_of_its_candidates((candidates, orders) in election()) {
            let ranking = rank(&candidates, &orders);
            let mut ranked = initiatives(&ranking);
            ranked.sort();
            prop_assert_eq!(ranked, candidates.iter().map(|one| one.initiative).collect::<Vec<_>>());
            let ranks: Vec<_> = ranking.iter().map(|entry| entry.rank).collect();
            prop_assert_eq!(ranks, (1..=candidates.len() as u32).collect::<Vec<_>>());
        }

        #[test]
        fn points_sum_to_ballots_times_m_times_m_less_one_by_two((candidates, orders) in election()) {
            let m = candidates.len() as u64;
            let sum: u64 = rank(&candidates, &orders).iter().map(|entry| entry.points).sum();
            prop_assert_eq!(sum, orders.len() as u64 * m * (m - 1) / 2);
        }

        #[test]
        fn no_member_counts_more_than_another((candidates, mut orders) in election()) {
            let before = rank(&candidates, &orders);
            orders.reverse();
            prop_assert_eq!(before, rank(&candidates, &orders));
        }

        #[test]
        fn no_place_on_the_paper_counts_more_than_another((mut candidates, orders) in election()) {
            let before = rank(&candidates, &orders);
            candidates.reverse();
            prop_assert_eq!(before, rank(&candidates, &orders));
        }

        #[test]
        fn exchanging_two_initiatives_on_all_ballots_exchanges_their_points(
            (candidates, orders) in election(),
        ) {
            let (first, last) = (candidates[0].initiative, candidates[candidates.len() - 1].initiative);
            let exchange = |one: InitiativeId| {
                if one == first { last } else if one == last { first } else { one }
            };
            let exchanged: Vec<Vec<_>> =
                orders.iter().map(|order| order.iter().copied().map(exchange).collect()).collect();
            let points = |ranking: &[RankingEntry], of: InitiativeId| {
                ranking.iter().find(|entry| entry.candidate.initiative == of).map(|entry| entry.points)
            };
            let (one, other) = (rank(&candidates, &orders), rank(&candidates, &exchanged));
            for candidate in &candidates {
                let of = candidate.initiative;
                prop_assert_eq!(points(&one, of), points(&other, exchange(of)));
            }
        }

        #[test]
        fn moving_an_initiative_up_never_moves_it_down(
            (candidates, mut orders) in election(), ballot: prop::sample::Index, place: prop::sample::Index,
        ) {
            prop_assume!(!orders.is_empty());
            let before = rank(&candidates, &orders);
            let chosen = ballot.index(orders.len());
            let order = &mut orders[chosen];
            let at = place.index(order.len());
            let raised = order.remove(at);
            order.insert(at.saturating_sub(1), raised);
            let after = rank(&candidates, &orders);
            let place_of = |ranking: &[RankingEntry]| {
                ranking.iter().position(|entry| entry.candidate.initiative == raised)
            };
            prop_assert!(place_of(&after) <= place_of(&before));
        }

        #[test]
        fn one_withdrawn_counts_as_if_it_had_never_been_on_the_paper(
            (candidates, orders) in election(), out: prop::sample::Index,
        ) {
            let gone = candidates[out.index(candidates.len())].initiative;
            let left: Vec<_> =
                candidates.into_iter().filter(|one| one.initiative != gone).collect();
            let without: Vec<Vec<_>> = orders
                .iter()
                .map(|order| order.iter().copied().filter(|one| *one != gone).collect())
                .collect();
            prop_assert_eq!(rank(&left, &orders), rank(&left, &without));
        }
    }
}
