use proptest::prelude::*;

use super::*;
use crate::ranking::pairwise;
use crate::ranking::testing::{
    alternatives, forty_five, joined, profile, raised, relabelled, reversed, tennessee, two_weak,
    weak, without_last, word,
};

fn points(profile: &Profile) -> Vec<u64> {
    doubled(profile).into_iter().map(|doubled| doubled / 2).collect()
}

#[test]
fn the_forty_five_voters_give_their_published_points() {
    assert_eq!(points(&forty_five()), [98, 92, 89, 69, 102]);
    assert_eq!(word(&rank(&forty_five())), "EABCD");
}

#[test]
fn tennessee_gives_its_published_points() {
    assert_eq!(points(&tennessee()), [126, 194, 173, 107]);
    assert_eq!(word(&rank(&tennessee())), "BCAD");
}

#[test]
fn tied_alternatives_share_the_points_of_their_places() {
    assert_eq!(doubled(&profile(4, &["1 A>B=C>D"])), [6, 3, 3, 0]);
    assert_eq!(doubled(&profile(4, &["1 A"])), [6, 2, 2, 2]);
    assert_eq!(doubled(&profile(2, &[])), [0, 0]);
}

#[test]
fn a_tie_goes_by_tie_order_and_is_recorded() {
    let ranking = rank(&profile(4, &["1 D>B=C>A"]));
    assert_eq!(word(&ranking), "DBCA");
    assert_eq!(ranking.ties.len(), 1);
    assert_eq!(ranking.ties[0].place, 2);
    assert_eq!(ranking.ties[0].references, ["B", "C"]);
}

#[test]
fn the_steps_are_the_ballots_and_the_sums() {
    let profile = profile(3, &["2 A>B=C", "1 C"]);
    let steps = serde_json::to_string(&explain(&profile).steps).unwrap();
    assert_eq!(
        steps,
        r#"[{"ballot":{"count":2,"groups":[["A"],["B","C"]]}},"#.to_owned()
            + r#"{"ballot":{"count":1,"groups":[["C"],["A","B"]]}},"#
            + r#"{"sum":{"reference":"A","doubled":[8,1],"doubled_sum":9}},"#
            + r#"{"sum":{"reference":"B","doubled":[2,1],"doubled_sum":3}},"#
            + r#"{"sum":{"reference":"C","doubled":[2,4],"doubled_sum":6}}]"#
    );
}

/// Counter-example to Condorcet, to the majority criterion, to independence of clones and to
/// independence of irrelevant alternatives: A beats each other 3 to 2 and is first for a majority,
/// and B wins because C, who is next to B on every ballot, stands.
#[test]
fn it_fails_condorcet_clones_and_irrelevant_alternatives() {
    let with = profile(3, &["3 A>B>C", "2 B>C>A"]);
    assert_eq!(pairwise(&with).condorcet_winner(), Some(0));
    assert_eq!(points(&with), [6, 7, 2]);
    assert_eq!(word(&rank(&with)), "BAC");
    assert_eq!(word(&rank(&without_last(&with))), "AB");
}

/// Points of one alternative by definition: a comparison with each other on each ballot.
fn by_definition(profile: &Profile, one: usize) -> u64 {
    let mut doubled = 0;
    for ballot in profile.ballots() {
        let level = |index| ballot.groups.iter().position(|group| group.contains(&index)).unwrap();
        for other in (0..profile.alternatives().len()).filter(|other| *other != one) {
            doubled += u64::from(ballot.count)
                * match level(one).cmp(&level(other)) {
                    std::cmp::Ordering::Less => 2,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Greater => 0,
                };
        }
    }
    doubled
}

fn place_of(ranking: &Ranking, index: usize) -> usize {
    let letter = char::from(b'A' + u8::try_from(index).unwrap());
    word(ranking).find(letter).unwrap()
}

proptest! {
    #[test]
    fn points_are_those_of_the_definition(profile in weak(6, 6)) {
        let expected: Vec<u64> =
            (0..profile.alternatives().len()).map(|one| by_definition(&profile, one)).collect();
        prop_assert_eq!(doubled(&profile), expected);
    }

    #[test]
    fn the_order_of_the_ballots_leaves_no_mark(profile in weak(5, 6)) {
        let mut ballots = profile.ballots().to_vec();
        ballots.reverse();
        let other = crate::ranking::testing::changed(&profile, ballots);
        prop_assert_eq!(
            serde_json::to_string(&explain(&profile)).unwrap(),
            serde_json::to_string(&explain(&other)).unwrap()
        );
    }

    #[test]
    fn no_alternative_counts_more_than_another(
        (profile, to) in weak(5, 6).prop_flat_map(|profile| {
            let all: Vec<usize> = (0..profile.alternatives().len()).collect();
            (Just(profile), Just(all).prop_shuffle())
        }),
    ) {
        let (one, other) = (doubled(&profile), doubled(&relabelled(&profile, &to)));
        for (index, points) in one.into_iter().enumerate() {
            prop_assert_eq!(points, other[to[index]]);
        }
    }

    #[test]
    fn two_groups_of_one_mind_are_of_that_mind_together((one, other) in two_weak(5)) {
        let (first, second) = (rank(&one), rank(&other));
        let together = rank(&joined(&one, &other));
        let size = one.alternatives().len();
        for a in 0..size {
            for b in 0..size {
                let above = |ranking| place_of(ranking, a) < place_of(ranking, b);
                if above(&first) && above(&second) {
                    prop_assert!(above(&together));
                }
            }
        }
    }

    #[test]
    fn a_ballot_never_hurts_whom_it_prefers((before, added) in two_weak(5)) {
        prop_assume!(!added.ballots().is_empty());
        let ballot = added.ballots()[0].clone();
        let level = |index| ballot.groups.iter().position(|group| group.contains(&index));
        let added = crate::ranking::testing::changed(&added, vec![ballot.clone()]);
        let (old, new) = (rank(&before), rank(&joined(&before, &added)));
        let size = before.alternatives().len();
        for a in 0..size {
            for b in (0..size).filter(|b| level(a) < level(*b)) {
                if place_of(&old, a) < place_of(&old, b) {
                    prop_assert!(place_of(&new, a) < place_of(&new, b));
                }
            }
        }
    }

    #[test]
    fn rising_on_a_ballot_never_lowers_the_place(
        profile in weak(5, 6), ballot: prop::sample::Index, one: prop::sample::Index,
    ) {
        prop_assume!(!profile.ballots().is_empty());
        let one = one.index(profile.alternatives().len());
        let after = raised(&profile, ballot.index(profile.ballots().len()), one);
        prop_assert!(place_of(&rank(&after), one) <= place_of(&rank(&profile), one));
    }

    #[test]
    fn who_loses_to_every_other_is_never_first(profile in weak(5, 6)) {
        if let Some(loser) = pairwise(&profile).condorcet_loser() {
            prop_assert_ne!(place_of(&rank(&profile), loser), 0);
        }
    }

    #[test]
    fn reversed_ballots_give_the_reversed_points(profile in weak(5, 6)) {
        let votes: u64 = profile.ballots().iter().map(|ballot| u64::from(ballot.count)).sum();
        let most = 2 * votes * (profile.alternatives().len() as u64 - 1);
        let expected: Vec<u64> = doubled(&profile).iter().map(|points| most - points).collect();
        prop_assert_eq!(doubled(&reversed(&profile)), expected);
    }
}

proptest! {
    #[test]
    fn a_ballot_gives_as_many_points_whatever_it_is_neutral_on(
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), neutral in 0_usize..6,
    ) {
        let (out, named) = order.split_at(neutral);
        let groups = named.iter().map(|index| vec![*index]).collect();
        let ballot = Ballot { count: 2, groups, neutral: out.to_vec() };
        let profile = Profile::new(alternatives(6), vec![ballot]).unwrap();
        let points = doubled(&profile);
        prop_assert_eq!(points.iter().sum::<u64>(), 2 * 6 * 5);
        prop_assert!(out.iter().all(|index| points[*index] == 2 * 5));
    }
}
