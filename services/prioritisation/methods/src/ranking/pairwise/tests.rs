use proptest::prelude::*;

use super::*;
use crate::ranking::testing::{alternatives, forty_five, profile, tennessee, weak};

#[test]
fn the_forty_five_voters_give_their_published_numbers() {
    let rows: Vec<Vec<u32>> =
        (0..5).map(|i| (0..5).map(|j| pairwise(&forty_five()).votes(i, j)).collect()).collect();
    assert_eq!(
        rows,
        [
            [0, 20, 26, 30, 22],
            [25, 0, 16, 33, 18],
            [19, 29, 0, 17, 24],
            [15, 12, 28, 0, 14],
            [23, 27, 21, 31, 0],
        ]
    );
}

#[test]
fn nashville_beats_every_other_and_memphis_none() {
    let pairwise = pairwise(&tennessee());
    assert_eq!(pairwise.condorcet_winner(), Some(1));
    assert_eq!(pairwise.condorcet_loser(), Some(0));
    assert_eq!(pairwise.smith_set(), vec![1]);
}

#[test]
fn a_cycle_above_the_rest_is_the_smith_set() {
    let pairwise = pairwise(&profile(4, &["1 B>C>D>A", "1 C>D>B>A", "1 D>B>C>A"]));
    assert_eq!(pairwise.condorcet_winner(), None);
    assert_eq!(pairwise.condorcet_loser(), Some(0));
    assert_eq!(pairwise.smith_set(), vec![1, 2, 3]);
}

#[test]
fn without_alternatives_nobody_wins_or_loses() {
    let pairwise = pairwise(&profile(0, &[]));
    assert_eq!(pairwise.condorcet_winner(), None);
    assert_eq!(pairwise.smith_set(), Vec::<usize>::new());
}

fn smith_by_definition(pairwise: &Pairwise) -> Vec<usize> {
    let size = pairwise.size();
    let sets = (1_usize..1 << size)
        .map(|bits| (0..size).partition::<Vec<usize>, _>(|index| bits >> index & 1 == 1));
    sets.filter(|(inside, outside)| {
        inside.iter().all(|one| outside.iter().all(|other| pairwise.beats(*one, *other)))
    })
    .map(|(inside, _)| inside)
    .min_by_key(Vec::len)
    .unwrap()
}

proptest! {
    #[test]
    fn votes_are_those_of_the_ballots_that_put_one_above_the_other(profile in weak(6, 6)) {
        let pairwise = pairwise(&profile);
        for one in 0..pairwise.size() {
            for other in 0..pairwise.size() {
                let place = |ballot: &Ballot, index| {
                    ballot.groups.iter().position(|group| group.contains(&index))
                };
                let votes: u32 = profile
                    .ballots()
                    .iter()
                    .filter(|ballot| place(ballot, one) < place(ballot, other))
                    .map(|ballot| ballot.count)
                    .sum();
                prop_assert_eq!(pairwise.votes(one, other), votes);
            }
        }
    }

    #[test]
    fn the_smith_set_is_the_smallest_that_beats_all_outside(profile in weak(6, 6)) {
        let pairwise = pairwise(&profile);
        prop_assert_eq!(pairwise.smith_set(), smith_by_definition(&pairwise));
    }

    #[test]
    fn a_condorcet_winner_is_the_whole_smith_set(profile in weak(5, 6)) {
        let pairwise = pairwise(&profile);
        let smith = pairwise.smith_set();
        prop_assert_eq!(pairwise.condorcet_winner().is_some(), smith.len() == 1);
    }
}

#[test]
fn a_ballot_that_is_neutral_on_one_of_a_pair_counts_for_neither() {
    let ballot = Ballot { count: 3, groups: vec![vec![1], vec![2]], neutral: vec![0] };
    let profile = Profile::new(alternatives(3), vec![ballot]).unwrap();
    let pairwise = pairwise(&profile);
    assert_eq!(pairwise.votes(1, 2), 3);
    for other in [1, 2] {
        assert_eq!((pairwise.votes(0, other), pairwise.votes(other, 0)), (0, 0));
    }
}
