use proptest::prelude::*;

use super::*;
use crate::ranking::testing::{
    changed, forty_five, joined, profile, raised, relabelled, reversed, strict, tennessee, weak,
    with_clone, without_last, word,
};

fn above(profile: &Profile) -> Relation {
    locked(&pairwise(profile))
}

/// No two pairs stand so that the tie order decides between them.
fn distinct(profile: &Profile) -> bool {
    let pairs = pairs(&pairwise(profile));
    let size = profile.alternatives().len();
    pairs.len() == size * (size - 1) / 2
        && pairs
            .windows(2)
            .all(|two| (two[0].votes, two[0].opposing) != (two[1].votes, two[1].opposing))
}

#[test]
fn tennessee_goes_to_the_city_that_beats_every_other() {
    assert_eq!(word(&rank(&tennessee())), "BCDA");
}

#[test]
fn the_forty_five_voters_lock_all_but_the_pairs_that_close_a_cycle() {
    let forty_five = forty_five();
    let explained = explain(&forty_five);
    assert_eq!(word(&explained.outcome), "ACEBD");
    let pairs: Vec<String> = explained
        .steps
        .iter()
        .map(|step| match &step.verdict {
            Verdict::Locked => format!("{}{} {}", step.winner, step.loser, step.votes),
            Verdict::Skipped { cycle } => {
                format!("{}{} {} {}", step.winner, step.loser, step.votes, cycle.concat())
            }
        })
        .collect();
    assert_eq!(
        pairs,
        [
            "BD 33",
            "ED 31",
            "AD 30",
            "CB 29",
            "DC 28 DCBD",
            "EB 27",
            "AC 26",
            "BA 25 BACB",
            "CE 24",
            "EA 23 EACE",
        ]
    );
}

#[test]
fn the_rules_for_equal_pairs_go_by_opposing_votes_then_tie_order() {
    let equal = profile(4, &["2 A>B=C=D", "1 B=D>A=C", "2 C>D"]);
    let explained = explain(&equal);
    let pairs: Vec<_> = explained
        .steps
        .iter()
        .map(|step| (step.winner, step.loser, step.votes, step.opposing))
        .collect();
    assert_eq!(
        pairs,
        [("D", "A", 3, 2), ("D", "B", 2, 0), ("A", "B", 2, 1), ("C", "B", 2, 1), ("C", "D", 2, 1)]
    );
}

#[test]
fn a_tie_goes_by_tie_order_and_is_recorded() {
    let ranking = rank(&profile(3, &["1 C>A=B"]));
    assert_eq!(word(&ranking), "CAB");
    assert_eq!(ranking.ties.len(), 1);
    assert_eq!((ranking.ties[0].place, ranking.ties[0].references.concat()), (2, "AB".to_owned()));
}

#[test]
fn a_skipped_pair_is_written_with_its_cycle() {
    let cycle = profile(3, &["4 A>B>C", "3 B>C>A", "2 C>A>B"]);
    assert_eq!(
        serde_json::to_string(&explain(&cycle).steps[2]).unwrap(),
        r#"{"winner":"C","loser":"A","votes":5,"opposing":4,"#.to_owned()
            + r#""verdict":{"skipped":{"cycle":["C","A","B","C"]}}}"#
    );
}

/// Counter-example to independence of irrelevant alternatives: with C standing A is above B, and
/// without C below, on the same ballots.
#[test]
fn it_fails_independence_of_irrelevant_alternatives() {
    let with = profile(3, &["4 A>C>B", "3 C>B>A", "2 B>A>C"]);
    assert_eq!(word(&rank(&with)), "ACB");
    assert_eq!(word(&rank(&without_last(&with))), "BA");
}

/// Counter-example to participation: five more ballots that prefer B to A turn the outcome from B
/// to A.
#[test]
fn it_fails_participation() {
    let before = profile(4, &["1 A>B>D>C", "4 A>C>B>D", "7 B>D>A>C", "6 D>A>C>B"]);
    let added = profile(4, &["5 C>B>A>D"]);
    assert_eq!(word(&rank(&before)), "BDAC");
    assert_eq!(word(&rank(&joined(&before, &added))), "ACBD");
}

/// Counter-example to consistency: two groups each put A first, and together they put B first.
#[test]
fn it_fails_consistency() {
    let one = profile(3, &["5 A>C>B", "4 B>A>C", "3 C>B>A"]);
    let other = profile(3, &["4 A>B>C", "1 B>A>C", "2 B>C>A"]);
    assert_eq!(word(&rank(&one)), "ACB");
    assert_eq!(word(&rank(&other)), "ABC");
    assert_eq!(word(&rank(&joined(&one, &other))), "BAC");
}

/// Locks by the rule as it is written, with a search for each pair.
fn by_definition(pairwise: &Pairwise) -> Vec<(usize, usize)> {
    let size = pairwise.size();
    let mut left: Vec<(usize, usize)> = (0..size)
        .flat_map(|one| (0..size).map(move |other| (one, other)))
        .filter(|(one, other)| pairwise.beats(*one, *other))
        .collect();
    let mut locked: Vec<(usize, usize)> = Vec::new();
    while !left.is_empty() {
        let best = (1..left.len()).fold(0, |best, next| {
            let key = |at: usize| {
                let (one, other) = left[at];
                (u32::MAX - pairwise.votes(one, other), pairwise.votes(other, one), one, other)
            };
            if key(next) < key(best) { next } else { best }
        });
        let (winner, loser) = left.remove(best);
        if !leads(&locked, loser, winner) {
            locked.push((winner, loser));
        }
    }
    locked
}

fn leads(locked: &[(usize, usize)], from: usize, to: usize) -> bool {
    from == to || locked.iter().any(|(one, other)| *one == from && leads(locked, *other, to))
}

fn place_of(ranking: &Ranking, index: usize) -> usize {
    let letter = char::from(b'A' + u8::try_from(index).unwrap());
    word(ranking).find(letter).unwrap()
}

proptest! {
    #[test]
    fn what_is_locked_is_what_the_rule_locks(profile in weak(6, 7)) {
        let by_definition = by_definition(&pairwise(&profile));
        let above = above(&profile);
        for one in 0..above.size() {
            for other in (0..above.size()).filter(|other| *other != one) {
                prop_assert_eq!(above.holds(one, other), leads(&by_definition, one, other));
            }
        }
    }

    #[test]
    fn the_steps_give_the_same_ranking_and_their_cycles_are_locked(profile in weak(6, 7)) {
        let explained = explain(&profile);
        prop_assert_eq!(&explained.outcome, &rank(&profile));
        let mut locked = Vec::new();
        for step in &explained.steps {
            match &step.verdict {
                Verdict::Locked => locked.push((step.winner, step.loser)),
                Verdict::Skipped { cycle } => {
                    prop_assert_eq!((cycle[0], cycle[1]), (step.winner, step.loser));
                    prop_assert_eq!(cycle.last(), cycle.first());
                    prop_assert!(
                        cycle[1..].windows(2).all(|two| locked.contains(&(two[0], two[1])))
                    );
                }
            }
        }
        let ranking = word(&explained.outcome);
        prop_assert!(locked.iter().all(|(one, other)| ranking.find(one) < ranking.find(other)));
    }

    #[test]
    fn the_order_of_the_ballots_leaves_no_mark(profile in weak(5, 6)) {
        let mut ballots = profile.ballots().to_vec();
        ballots.reverse();
        let other = changed(&profile, ballots);
        prop_assert_eq!(
            serde_json::to_string(&explain(&profile)).unwrap(),
            serde_json::to_string(&explain(&other)).unwrap()
        );
    }

    #[test]
    fn no_alternative_counts_more_than_another_where_no_pairs_are_equal(
        (profile, to) in strict(5).prop_flat_map(|profile| {
            let all: Vec<usize> = (0..profile.alternatives().len()).collect();
            (Just(profile), Just(all).prop_shuffle())
        }),
    ) {
        prop_assume!(distinct(&profile));
        let (one, other) = (above(&profile), above(&relabelled(&profile, &to)));
        for a in 0..one.size() {
            for b in 0..one.size() {
                prop_assert_eq!(one.holds(a, b), other.holds(to[a], to[b]));
            }
        }
    }

    #[test]
    fn who_beats_every_other_is_first_and_who_loses_to_every_other_last(profile in weak(5, 7)) {
        let (ranking, pairwise) = (rank(&profile), pairwise(&profile));
        if let Some(winner) = pairwise.condorcet_winner() {
            prop_assert_eq!(place_of(&ranking, winner), 0);
        }
        if let Some(loser) = pairwise.condorcet_loser() {
            prop_assert_eq!(place_of(&ranking, loser), pairwise.size() - 1);
        }
    }

    #[test]
    fn the_smith_set_comes_first(profile in weak(6, 7)) {
        let smith = pairwise(&profile).smith_set();
        let ranking = rank(&profile);
        prop_assert!(smith.iter().all(|member| place_of(&ranking, *member) < smith.len()));
    }

    #[test]
    fn rising_on_a_ballot_never_loses_the_first_place(
        profile in strict(5), ballot: prop::sample::Index,
    ) {
        let after = |winner| raised(&profile, ballot.index(profile.ballots().len()), winner);
        let winner = usize::from(word(&rank(&profile)).as_bytes()[0] - b'A');
        prop_assume!(distinct(&profile) && distinct(&after(winner)));
        prop_assert_eq!(place_of(&rank(&after(winner)), winner), 0);
    }

    #[test]
    fn a_clone_changes_nothing_between_others_where_no_pairs_are_equal(
        profile in strict(4), one: prop::sample::Index, sides in prop::collection::vec(0_u8..3, 1..6),
    ) {
        prop_assume!(distinct(&profile));
        let original = one.index(profile.alternatives().len());
        let (before, after) = (above(&profile), above(&with_clone(&profile, original, &sides)));
        let clone = before.size();
        for a in (0..clone).filter(|a| *a != original) {
            for b in (0..clone).filter(|b| *b != original) {
                prop_assert_eq!(before.holds(a, b), after.holds(a, b));
            }
            for twin in [original, clone] {
                prop_assert_eq!(before.holds(a, original), after.holds(a, twin));
                prop_assert_eq!(before.holds(original, a), after.holds(twin, a));
            }
        }
    }

    #[test]
    fn reversed_ballots_reverse_the_order_where_no_pairs_are_equal(profile in strict(5)) {
        prop_assume!(distinct(&profile));
        let (one, other) = (above(&profile), above(&reversed(&profile)));
        for a in 0..one.size() {
            for b in 0..one.size() {
                prop_assert_eq!(one.holds(a, b), other.holds(b, a));
            }
        }
    }
}
