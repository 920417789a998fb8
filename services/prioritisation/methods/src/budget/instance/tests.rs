use proptest::prelude::*;

use super::*;

/// Alternatives `a`, `b`, … of these costs, in tie order.
pub(crate) fn alternatives(costs: &[u64]) -> Vec<Alternative> {
    let mut all: Vec<_> = (b'a'..)
        .zip(costs)
        .map(|(name, &cost_ore)| Alternative { cost_ore, reference: char::from(name).to_string() })
        .collect();
    crate::in_tie_order(&mut all);
    all
}

/// An instance where `ballots` name alternatives by letter, such as `3*ab:2`: three voters of weight
/// 1 who give a 1 point and b 2. A weight follows `w`, as in `1w5*a`.
pub(crate) fn instance(costs: &[u64], frame_ore: u64, ballots: &[&str]) -> Instance {
    let all = alternatives(costs);
    let parsed = ballots.iter().map(|text| ballot(&all, text)).collect();
    Instance::new(all, frame_ore, parsed).unwrap()
}

fn ballot(all: &[Alternative], text: &str) -> Ballot {
    let (voters, marks) = text.split_once('*').unwrap();
    let (count, weight) = voters.split_once('w').map_or((voters, None), |(n, w)| (n, Some(w)));
    let mut points: Vec<(usize, u64)> = Vec::new();
    let mut marks = marks.chars();
    while let Some(mark) = marks.next() {
        if mark == ':' {
            let given = marks.next().and_then(|digit| digit.to_digit(10)).unwrap();
            points.last_mut().unwrap().1 = u64::from(given);
        } else {
            let named = all.iter().position(|one| one.reference == mark.to_string());
            points.push((named.unwrap(), 1));
        }
    }
    Ballot { count: count.parse().unwrap(), weight: weight.map(|w| w.parse().unwrap()), points }
}

/// Small instances with weights, points, ties, voters without support and costs above the frame.
pub(crate) fn instances(least_cost: u64) -> impl Strategy<Value = Instance> {
    (1_usize..6, 0_u64..40, 0_usize..7).prop_flat_map(move |(m, frame_ore, voters)| {
        let costs = proptest::collection::vec(least_cost..16, m);
        let marks = proptest::collection::btree_map(0..m, 1_u64..4, 0..=m);
        let ballot =
            (1_u64..3, proptest::option::of(1_u64..4), marks).prop_map(|(count, weight, marks)| {
                Ballot { count, weight, points: marks.into_iter().collect() }
            });
        let ballots = proptest::collection::vec(ballot, voters);
        (costs, ballots).prop_map(move |(costs, ballots)| {
            Instance::new(alternatives(&costs), frame_ore, ballots).unwrap()
        })
    })
}

#[test]
fn all_violations_are_named_at_once() {
    let mut all = alternatives(&[5, 3]);
    all.swap(0, 1);
    all.push(Alternative { cost_ore: 9, reference: String::new() });
    all.push(Alternative { cost_ore: 9, reference: "a".to_owned() });
    let ballots = vec![
        Ballot { count: 0, weight: Some(0), points: vec![(7, 0), (1, 1), (1, 1)] },
        Ballot { count: u64::MAX, weight: Some(u64::MAX), points: vec![(0, u64::MAX)] },
    ];
    let Violations(found) = Instance::new(all, u64::MAX, ballots).unwrap_err();
    let fields: Vec<_> = found.iter().map(|one| format!("{}: {}", one.field, one.rule)).collect();
    assert_eq!(
        fields,
        [
            "alternatives[1]: in tie order",
            "alternatives[2].reference: not empty",
            "alternatives[3].reference: not that of another alternative",
            "frame_ore: below 2^63",
            "ballots[0].count: at least 1",
            "ballots[0].weight: at least 1",
            "ballots[0].points[0]: names an alternative",
            "ballots[0].points[0]: at least 1 point",
            "ballots[0].points[2]: an alternative once",
            "ballots: shares sum to below 2^63",
            "alternatives[0]: points sum to below 2^63",
        ]
    );
}

#[test]
fn another_cost_keeps_ballots_with_their_alternatives() {
    let before = instance(&[5, 3], 9, &["2*a:3"]);
    let after = before.with_cost("a", 1);
    assert_eq!(after.alternatives(), alternatives(&[1, 3]));
    assert_eq!(after.points(), vec![6, 0]);
}
