//! Profiles for tests: written by hand, drawn at random, and changed in the ways that the
//! properties of voting rules speak of.

use proptest::prelude::*;

use super::{Ballot, Profile, Ranking};
use crate::Alternative;

/// Alternatives `A`, `B`, … in tie order.
pub(crate) fn alternatives(size: usize) -> Vec<Alternative> {
    (b'A'..)
        .take(size)
        .map(|letter| Alternative { cost_ore: 100, reference: char::from(letter).to_string() })
        .collect()
}

/// A profile from ballots as `3 A>B=C`.
pub(crate) fn profile(size: usize, ballots: &[&str]) -> Profile {
    let ballot = |text: &&str| {
        let (count, order) = text.split_once(' ').unwrap();
        let index = |letter: &str| usize::from(letter.as_bytes()[0] - b'A');
        let groups = order.split('>').map(|group| group.split('=').map(index).collect()).collect();
        Ballot { count: count.parse().unwrap(), groups, neutral: Vec::new() }
    };
    Profile::new(alternatives(size), ballots.iter().map(ballot).collect()).unwrap()
}

/// The references from first to last, as one word.
pub(crate) fn word(ranking: &Ranking) -> String {
    ranking.places.iter().map(|place| place.reference.as_str()).collect()
}

/// Schulze's example of 45 voters.
pub(crate) fn forty_five() -> Profile {
    profile(
        5,
        &[
            "5 A>C>B>E>D",
            "5 A>D>E>C>B",
            "8 B>E>D>A>C",
            "3 C>A>B>E>D",
            "7 C>A>E>B>D",
            "2 C>B>A>D>E",
            "7 D>C>E>B>A",
            "8 E>B>A>D>C",
        ],
    )
}

/// Which city becomes the capital of Tennessee. A is Memphis, B Nashville, C Chattanooga and D
/// Knoxville.
pub(crate) fn tennessee() -> Profile {
    profile(4, &["42 A>B>C>D", "26 B>C>D>A", "15 C>D>B>A", "17 D>C>B>A"])
}

/// Ballots with ties and partial ballots.
pub(crate) fn weak(most: usize, ballots: usize) -> impl Strategy<Value = Profile> {
    (1..=most).prop_flat_map(move |size| weak_of(size, ballots))
}

/// As [`weak`], of a given number of alternatives.
pub(crate) fn weak_of(size: usize, ballots: usize) -> impl Strategy<Value = Profile> {
    let levels = prop::collection::vec(0_usize..=size, size);
    prop::collection::vec((1_u32..4, levels), 0..=ballots).prop_map(move |ballots| {
        let ballots = ballots.into_iter().map(|(count, levels)| Ballot {
            count,
            groups: (0..size)
                .map(|level| (0..size).filter(|index| levels[*index] == level).collect::<Vec<_>>())
                .filter(|group| !group.is_empty())
                .collect(),
            neutral: Vec::new(),
        });
        Profile::new(alternatives(size), ballots.collect()).unwrap()
    })
}

/// Complete ballots without ties, with counts so wide that two pairs seldom have equal votes.
pub(crate) fn strict(most: usize) -> impl Strategy<Value = Profile> {
    (1..=most).prop_flat_map(|size| {
        let order = Just((0..size).collect::<Vec<_>>()).prop_shuffle();
        prop::collection::vec((1_u32..100_000, order), 1..8).prop_map(move |ballots| {
            let ballots = ballots.into_iter().map(|(count, order)| Ballot {
                count,
                groups: order.into_iter().map(|index| vec![index]).collect(),
                neutral: Vec::new(),
            });
            Profile::new(alternatives(size), ballots.collect()).unwrap()
        })
    })
}

/// Two profiles of the same alternatives.
pub(crate) fn two_weak(most: usize) -> impl Strategy<Value = (Profile, Profile)> {
    (1..=most).prop_flat_map(|size| (weak_of(size, 4), weak_of(size, 4)))
}

/// The ballots changed, the alternatives kept.
pub(crate) fn changed(profile: &Profile, ballots: Vec<Ballot>) -> Profile {
    Profile::new(profile.alternatives().to_vec(), ballots).unwrap()
}

/// The ballots of both.
pub(crate) fn joined(one: &Profile, other: &Profile) -> Profile {
    changed(one, [one.ballots(), other.ballots()].concat())
}

/// Each alternative's ballots given to another: `to[i]` gets those of `i`.
pub(crate) fn relabelled(profile: &Profile, to: &[usize]) -> Profile {
    each_ballot(profile, |groups| {
        groups.iter().map(|group| group.iter().map(|index| to[*index]).collect()).collect()
    })
}

/// Every ballot upside down.
pub(crate) fn reversed(profile: &Profile) -> Profile {
    each_ballot(profile, |groups| groups.iter().rev().cloned().collect())
}

/// Without the last alternative in tie order.
pub(crate) fn without_last(profile: &Profile) -> Profile {
    let size = profile.alternatives().len() - 1;
    let ballots = profile.ballots().iter().map(|ballot| Ballot {
        count: ballot.count,
        groups: ballot
            .groups
            .iter()
            .map(|group| group.iter().copied().filter(|index| *index < size).collect::<Vec<_>>())
            .filter(|group| !group.is_empty())
            .collect(),
        neutral: ballot.neutral.clone(),
    });
    Profile::new(alternatives(size), ballots.collect()).unwrap()
}

/// One member who cast the ballot puts the alternative one step higher.
pub(crate) fn raised(profile: &Profile, ballot: usize, alternative: usize) -> Profile {
    let mut ballots = profile.ballots().to_vec();
    let mut groups = ballots[ballot].groups.clone();
    let at = groups.iter().position(|group| group.contains(&alternative)).unwrap();
    if groups[at].len() > 1 {
        groups[at].retain(|index| *index != alternative);
        groups.insert(at, vec![alternative]);
    } else if at > 0 {
        groups.remove(at);
        groups[at - 1].push(alternative);
    }
    ballots[ballot].count -= 1;
    ballots.push(Ballot { count: 1, groups, neutral: Vec::new() });
    ballots.retain(|ballot| ballot.count > 0);
    changed(profile, ballots)
}

/// A clone of `original`, as the last in tie order, next to it on every ballot: above it, below it
/// or tied, as `sides` says in turn.
pub(crate) fn with_clone(profile: &Profile, original: usize, sides: &[u8]) -> Profile {
    let clone = profile.alternatives().len();
    let ballots = profile.ballots().iter().zip(sides.iter().cycle()).map(|(ballot, side)| {
        let mut groups = ballot.groups.clone();
        let at = groups.iter().position(|group| group.contains(&original)).unwrap();
        match side {
            0 if groups[at].len() == 1 => groups.insert(at, vec![clone]),
            1 if groups[at].len() == 1 => groups.insert(at + 1, vec![clone]),
            _ => groups[at].push(clone),
        }
        Ballot { count: ballot.count, groups, neutral: ballot.neutral.clone() }
    });
    Profile::new(alternatives(clone + 1), ballots.collect()).unwrap()
}

fn each_ballot(profile: &Profile, change: impl Fn(&[Vec<usize>]) -> Vec<Vec<usize>>) -> Profile {
    let ballots = profile.ballots().iter().map(|ballot| Ballot {
        count: ballot.count,
        groups: change(&ballot.groups),
        neutral: ballot.neutral.clone(),
    });
    changed(profile, ballots.collect())
}
