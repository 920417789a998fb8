use proptest::prelude::*;

use super::*;
use crate::ranking::testing::{
    changed, forty_five, joined, profile, raised, relabelled, reversed, strict, tennessee, weak,
    with_clone, without_last, word,
};

fn above(profile: &Profile) -> Relation {
    Strengths::of(&pairwise(profile)).above()
}

#[test]
fn the_forty_five_voters_give_their_published_paths() {
    let strengths = Strengths::of(&pairwise(&forty_five()));
    let rows: Vec<Vec<u32>> = (0..5)
        .map(|i| (0..5).map(|j| if i == j { 0 } else { strengths.get(i, j) }).collect())
        .collect();
    assert_eq!(
        rows,
        [
            [0, 28, 28, 30, 24],
            [25, 0, 28, 33, 24],
            [25, 29, 0, 29, 24],
            [25, 28, 28, 0, 24],
            [25, 28, 28, 31, 0],
        ]
    );
    let ranking = rank(&forty_five());
    assert_eq!(word(&ranking), "EACBD");
    assert_eq!(ranking.ties, []);
}

#[test]
fn tennessee_goes_to_the_city_that_beats_every_other() {
    assert_eq!(word(&rank(&tennessee())), "BCDA");
}

#[test]
fn neighbours_are_explained_by_their_votes_and_paths() {
    let forty_five = forty_five();
    let explained = explain(&forty_five);
    assert_eq!(explained.outcome, rank(&forty_five));
    assert_eq!(
        serde_json::to_string(&explained.steps[0]).unwrap(),
        r#"{"above":"E","below":"A","votes":23,"opposing":22,"#.to_owned()
            + r#""path":{"strength":25,"links":["#
            + r#"{"from":"E","to":"B","votes":27},{"from":"B","to":"A","votes":25}]},"#
            + r#""path_back":{"strength":24,"links":["#
            + r#"{"from":"A","to":"C","votes":26},{"from":"C","to":"E","votes":24}]},"#
            + r#""decided_by":"strength"}"#
    );
}

#[test]
fn a_tie_goes_by_tie_order_and_is_recorded() {
    let tied = profile(3, &["1 A>B>C", "1 B>C>A", "1 C>A>B"]);
    let explained = explain(&tied);
    assert_eq!(word(&explained.outcome), "ABC");
    assert_eq!(explained.outcome.ties.len(), 1);
    assert_eq!(explained.outcome.ties[0].references, ["A", "B", "C"]);
    assert!(explained.steps.iter().all(|step| step.decided_by == DecidedBy::TieOrder));
}

#[test]
fn without_alternatives_or_ballots_there_is_nothing_to_order() {
    assert_eq!(rank(&profile(0, &[])), Ranking::default());
    assert_eq!(explain(&profile(1, &[])).steps, []);
    assert_eq!(word(&rank(&profile(3, &[]))), "ABC");
}

/// Counter-example to independence of irrelevant alternatives: with C standing A is above B, and
/// without C below, on the same ballots.
#[test]
fn it_fails_independence_of_irrelevant_alternatives() {
    let with = profile(3, &["4 A>C>B", "3 C>B>A", "2 B>A>C"]);
    assert_eq!(word(&rank(&with)), "ACB");
    assert_eq!(word(&rank(&without_last(&with))), "BA");
}

/// Counter-example to participation: four more ballots that prefer C to D turn the outcome from C
/// to D.
#[test]
fn it_fails_participation() {
    let before = profile(4, &["3 B>D>A>C", "4 C>B>D>A", "2 D>A>C>B"]);
    let added = profile(4, &["4 A>C>D>B"]);
    assert_eq!(word(&rank(&before)), "CBDA");
    assert_eq!(word(&rank(&joined(&before, &added))), "DACB");
}

/// Counter-example to consistency: two groups each put B first, and together they put A first.
#[test]
fn it_fails_consistency() {
    let one = profile(3, &["2 A>C>B", "3 B>A>C"]);
    let other = profile(3, &["3 A>B>C", "4 B>C>A", "3 C>A>B"]);
    assert_eq!(word(&rank(&one)), "BAC");
    assert_eq!(word(&rank(&other)), "BCA");
    assert_eq!(word(&rank(&joined(&one, &other))), "ABC");
}

fn strongest_by_definition(pairwise: &Pairwise, at: usize, to: usize, seen: &[usize]) -> u32 {
    (0..pairwise.size())
        .filter(|next| pairwise.beats(at, *next) && !seen.contains(next))
        .map(|next| {
            let link = pairwise.votes(at, next);
            let seen = [seen, &[next]].concat();
            if next == to {
                link
            } else {
                link.min(strongest_by_definition(pairwise, next, to, &seen))
            }
        })
        .max()
        .unwrap_or(0)
}

fn place_of(ranking: &Ranking, index: usize) -> usize {
    let letter = char::from(b'A' + u8::try_from(index).unwrap());
    word(ranking).find(letter).unwrap()
}

proptest! {
    #[test]
    fn strengths_are_those_of_all_simple_paths(profile in weak(6, 7)) {
        let pairwise = pairwise(&profile);
        let strengths = Strengths::of(&pairwise);
        for from in 0..pairwise.size() {
            for to in (0..pairwise.size()).filter(|to| *to != from) {
                let expected = strongest_by_definition(&pairwise, from, to, &[from]);
                prop_assert_eq!(strengths.get(from, to), expected);
            }
        }
    }

    #[test]
    fn the_ranking_extends_what_the_paths_say(profile in weak(6, 7)) {
        let (ranking, above) = (rank(&profile), above(&profile));
        for one in 0..above.size() {
            for other in above.below(one) {
                prop_assert!(place_of(&ranking, one) < place_of(&ranking, other));
            }
        }
    }

    #[test]
    fn explained_paths_are_paths_of_the_strength_told(profile in weak(6, 7)) {
        let explained = explain(&profile);
        prop_assert_eq!(&explained.outcome, &rank(&profile));
        for step in &explained.steps {
            for (path, from, to) in
                [(&step.path, step.above, step.below), (&step.path_back, step.below, step.above)]
            {
                prop_assert_eq!(
                    path.links.iter().map(|link| link.votes).min().unwrap_or(0), path.strength
                );
                if let (Some(first), Some(last)) = (path.links.first(), path.links.last()) {
                    prop_assert_eq!((first.from, last.to), (from, to));
                }
                prop_assert!(path.links.windows(2).all(|two| two[0].to == two[1].from));
            }
        }
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
    fn no_alternative_counts_more_than_another(
        (profile, to) in weak(5, 6).prop_flat_map(|profile| {
            let all: Vec<usize> = (0..profile.alternatives().len()).collect();
            (Just(profile), Just(all).prop_shuffle())
        }),
    ) {
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
    fn rising_on_a_ballot_never_puts_another_above(
        profile in weak(5, 6), ballot: prop::sample::Index, one: prop::sample::Index,
    ) {
        prop_assume!(!profile.ballots().is_empty());
        let one = one.index(profile.alternatives().len());
        let after = above(&raised(&profile, ballot.index(profile.ballots().len()), one));
        let before = above(&profile);
        for other in 0..before.size() {
            prop_assert!(!after.holds(other, one) || before.holds(other, one));
        }
    }

    #[test]
    fn rising_on_a_ballot_never_loses_the_first_place(
        profile in strict(5), ballot: prop::sample::Index,
    ) {
        let ranking = rank(&profile);
        let winner = usize::from(word(&ranking).as_bytes()[0] - b'A');
        let after = raised(&profile, ballot.index(profile.ballots().len()), winner);
        let above = above(&after);
        prop_assert!((0..above.size()).all(|other| !above.holds(other, winner)));
    }

    #[test]
    fn a_clone_changes_nothing_between_others(
        profile in weak(4, 6), one: prop::sample::Index, sides in prop::collection::vec(0_u8..3, 1..6),
    ) {
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
    fn reversed_ballots_reverse_the_order(profile in weak(5, 6)) {
        let (one, other) = (above(&profile), above(&reversed(&profile)));
        for a in 0..one.size() {
            for b in 0..one.size() {
                prop_assert_eq!(one.holds(a, b), other.holds(b, a));
            }
        }
    }
}
