use super::*;
use crate::ranking::testing::{alternatives, profile};

#[test]
fn every_violation_is_told_with_its_field() {
    let mut wrong = alternatives(3);
    wrong[1].cost_ore = 1;
    wrong[2].reference = "A".to_owned();
    let ballots = vec![
        Ballot {
            count: u32::MAX,
            groups: vec![vec![0], vec![1, 0], vec![]],
            neutral: vec![2, 1, 8],
        },
        Ballot { count: 0, groups: vec![vec![7]], neutral: vec![] },
        Ballot { count: 1, groups: vec![], neutral: vec![] },
    ];
    let violations = Profile::new(wrong, ballots).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "alternatives[1]: out of tie order; \
         alternatives[2].reference: A stands twice; \
         ballots[0][1]: names alternative 0 again; \
         ballots[0][2]: is empty; \
         ballots[0].neutral: 1 is unknown or named elsewhere; \
         ballots[0].neutral: 8 is unknown or named elsewhere; \
         ballots[1].count: is 0; \
         ballots[1][0]: no alternative has index 7; \
         ballots: more than 4294967295 votes"
    );
}

#[test]
fn what_a_ballot_does_not_name_is_its_last_group() {
    assert_eq!(profile(4, &["2 B"]).ballots()[0].groups, vec![vec![1], vec![0, 2, 3]]);
}

#[test]
fn equal_ballots_are_merged_in_whatever_words() {
    let merged = profile(3, &["1 C=B>A", "2 B=C", "1 A"]);
    assert_eq!(merged, profile(3, &["1 A>B=C", "3 B=C>A"]));
    assert_eq!(merged.ballots().len(), 2);
}

#[test]
fn no_alternatives_and_no_ballots_are_a_profile() {
    assert!(Profile::new(vec![], vec![]).is_ok());
}

#[test]
fn what_a_ballot_is_neutral_on_is_not_in_its_last_group() {
    let ballot = Ballot { count: 1, groups: vec![vec![1]], neutral: vec![3, 0] };
    let profile = Profile::new(alternatives(4), vec![ballot]).unwrap();
    let kept = Ballot { count: 1, groups: vec![vec![1], vec![2]], neutral: vec![0, 3] };
    assert_eq!(profile.ballots(), [kept]);
}
