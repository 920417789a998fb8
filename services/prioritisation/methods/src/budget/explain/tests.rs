use std::num::NonZeroU64;

use proptest::prelude::*;

use super::*;
use crate::Exact;
use crate::budget::instance::tests::{alternatives, instance, instances};
use crate::budget::portfolio::tests::{brute, knapsack, problems};
use crate::budget::{
    Ballot, Completion, Instance, Overrun, Utility, best_portfolio, equal_shares,
    greedy as run_greedy,
};

fn funds(given: &Instance, overrun: Overrun, reference: &str) -> bool {
    run_greedy(given, overrun).selected.iter().any(|one| one == reference)
}

fn with_points(given: &Instance, reference: &str, count: u64, points: u64) -> Instance {
    let mut ballots = given.ballots().to_vec();
    if count > 0 && points > 0 {
        let to = given.index_of(reference).unwrap();
        ballots.push(Ballot { count, weight: None, points: vec![(to, points)] });
    }
    Instance::new(given.alternatives().to_vec(), given.frame_ore(), ballots).unwrap()
}

#[test]
fn greedy_margins_of_a_small_election() {
    let given = instance(&[6, 5, 2], 8, &["3*a", "2*b", "1*c"]);
    let margins = greedy_margins(&given, Overrun::Skip);
    let b = margins.iter().find(|one| one.reference == "b").unwrap();
    assert_eq!((b.cheaper_by_ore(), b.more_points()), (Some(3), Some(1)));
    let a = margins.iter().find(|one| one.reference == "a").unwrap();
    assert_eq!((a.greatest_cost_ore, a.least_points), (Some(8), Some(3)));
}

#[test]
fn equal_shares_margins_of_five_voters() {
    let given = instance(&[300, 400, 300, 240], 1000, &["2*ab", "1*abc", "1*cd", "1*d"]);
    let margin =
        |of: &str| equal_shares_margin(&given, Utility::Cost, Completion::None, of).unwrap();
    let b = margin("b");
    assert_eq!((b.selected, b.greatest_cost_ore, b.greatest_is_exact), (false, Some(300), true));
    assert_eq!(margin("a").greatest_cost_ore, Some(400));
    assert_eq!(equal_shares_margin(&given, Utility::Cost, Completion::None, "x"), None);
}

#[test]
fn a_dependency_that_holds_an_item_is_named() {
    let mut problem = knapsack();
    let best = best_portfolio(&problem).unwrap();
    let at = |name: &str| {
        problem.items.iter().position(|one| one.alternative.reference == name).unwrap()
    };
    let e = portfolio_margin(&problem, &best, at("e")).unwrap().unwrap();
    assert_eq!((e.more_value, e.exact), (Some(2), true));
    assert_eq!(e.excluded_by, ["c"]);
    let a = at("a");
    problem.locked_out = vec![a];
    let best = best_portfolio(&problem).unwrap();
    let b = portfolio_margin(&problem, &best, at("b")).unwrap().unwrap();
    assert_eq!((b.more_value, b.requires), (None, vec!["a".to_owned()]));
    assert_eq!(b.impossible[0].field, "locked_out[0]");
}

#[test]
fn groups_shares_stand_beside_their_proportional_shares() {
    let all = alternatives(&[3, 1, 5]);
    let groups: Vec<String> = ["y", "x", "y"].map(str::to_owned).to_vec();
    let weights = [("x".to_owned(), 1), ("y".to_owned(), 2)];
    let selected = ["b".to_owned(), "a".to_owned()];
    let shares = group_shares(&all, &groups, &weights, &selected).unwrap();
    let json = serde_json::to_value(&shares).unwrap();
    assert_eq!(
        json,
        serde_json::json!([
            { "group": "x", "cost_ore": 3, "share": "3/4", "proportional": "1/3" },
            { "group": "y", "cost_ore": 1, "share": "1/4", "proportional": "2/3" },
        ])
    );
    let none = group_shares(&all, &groups, &weights, &[]).unwrap();
    assert!(none.iter().all(|one| one.share == Exact(num_traits::Zero::zero())));
    let wrong = group_shares(&all, &groups[1..], &[("x".to_owned(), 0)], &["z".to_owned()]);
    let fields: Vec<_> = wrong.unwrap_err().0.into_iter().map(|one| one.field).collect();
    assert_eq!(fields, ["groups", "groups[1]", "selected[0]", "weights"]);
}

#[test]
fn frames_are_compared_by_running_the_method() {
    let given = instance(&[1, 5], 3, &["1*", "2*b", "2*ab"]);
    let select = |frame: u64| {
        equal_shares(&given.with_frame(frame), Utility::Cost, Completion::None).selected
    };
    let changes = at_frames(&select(3), &[3, 7], select);
    assert!(changes[0].change.gained.is_empty() && changes[0].change.lost.is_empty());
    assert_eq!(
        (&changes[1].change.gained[0], &changes[1].change.lost[0]),
        (&"b".to_owned(), &"a".to_owned())
    );
}

proptest! {
    #[test]
    fn greedy_margins_win_and_one_step_less_loses(given in instances(0)) {
        for overrun in [Overrun::Skip, Overrun::Stop] {
            for margin in greedy_margins(&given, overrun) {
                let name = margin.reference.as_str();
                prop_assert_eq!(margin.selected, funds(&given, overrun, name));
                match margin.greatest_cost_ore {
                    Some(cost) => {
                        prop_assert!(funds(&given.with_cost(name, cost), overrun, name));
                        prop_assert!(!funds(&given.with_cost(name, cost + 1), overrun, name));
                    }
                    None => prop_assert!(!funds(&given.with_cost(name, 0), overrun, name)),
                }
                if margin.selected { continue; }
                match margin.more_points() {
                    Some(more) => {
                        prop_assert!(funds(&with_points(&given, name, 1, more), overrun, name));
                        prop_assert!(!funds(&with_points(&given, name, 1, more - 1), overrun, name));
                    }
                    None => prop_assert!(!funds(&with_points(&given, name, 1, 999), overrun, name)),
                }
            }
        }
    }

    #[test]
    fn no_frame_nearer_changes_what_greedy_selects(given in instances(1)) {
        for overrun in [Overrun::Skip, Overrun::Stop] {
            let selected = |frame: u64| run_greedy(&given.with_frame(frame), overrun).selected;
            let now = selected(given.frame_ore());
            let frames = greedy_frames(&given, overrun);
            let least = frames.smaller.as_ref().map_or(0, |one| one.frame_ore + 1);
            let most = frames.larger.as_ref().map_or(given.frame_ore() + 99, |one| one.frame_ore - 1);
            for frame in least..=most {
                prop_assert_eq!(&selected(frame), &now);
            }
            for nearest in [frames.smaller, frames.larger].into_iter().flatten() {
                prop_assert!(!nearest.change.gained.is_empty() || !nearest.change.lost.is_empty());
            }
        }
    }

    #[test]
    fn equal_shares_margins_win_and_one_step_less_loses(given in instances(1), unit in 1_u64..3) {
        let unit_ore = NonZeroU64::new(unit).unwrap();
        for completion in [Completion::None, Completion::Greedy, Completion::Add1 { unit_ore }] {
            for utility in [Utility::Cost, Utility::Cardinality] {
                let selects = |given: &Instance, name: &str| {
                    equal_shares(given, utility, completion).selected.iter().any(|one| one == name)
                };
                for one in given.alternatives() {
                    let name = one.reference.as_str();
                    let margin = equal_shares_margin(&given, utility, completion, name).unwrap();
                    if let Some(cost) = margin.greatest_cost_ore {
                        prop_assert!(selects(&given.with_cost(name, cost), name));
                        prop_assert!(!selects(&given.with_cost(name, cost + 1), name));
                    }
                    if margin.greatest_is_exact {
                        let beyond = margin.greatest_cost_ore.map_or(0, |cost| cost + 1);
                        for cost in beyond..=given.frame_ore().min(20) {
                            prop_assert!(!selects(&given.with_cost(name, cost), name));
                        }
                    }
                    if let Some(more) = margin.more_voters {
                        prop_assert!(selects(&with_points(&given, name, more, 1), name));
                        prop_assert!(!selects(&with_points(&given, name, more - 1, 1), name));
                    }
                }
            }
        }
    }

    #[test]
    fn a_portfolio_margin_wins_and_one_less_loses(problem in problems()) {
        let Ok(best) = best_portfolio(&problem) else { return Ok(()) };
        for index in 0..problem.items.len() {
            let margin = portfolio_margin(&problem, &best, index).unwrap().unwrap();
            prop_assert!(margin.exact);
            let Some(more) = margin.more_value else {
                prop_assert!(margin.selected || !margin.impossible.is_empty());
                continue;
            };
            let selects = |more: u64| {
                let mut raised = problem.clone();
                raised.items[index].value += more;
                best_portfolio(&raised).unwrap().selected.contains(&margin.reference)
            };
            prop_assert!(selects(more));
            prop_assert!(more > 0 && !selects(more - 1));
        }
    }
}

#[test]
fn a_margin_of_a_portfolio_agrees_with_trying_all() {
    let mut problem = knapsack();
    let e = problem.items.iter().position(|one| one.alternative.reference == "e").unwrap();
    problem.items[e].value += 2;
    assert!(brute(&problem).unwrap().1.contains(&"e".to_owned()));
    problem.items[e].value -= 1;
    assert!(!brute(&problem).unwrap().1.contains(&"e".to_owned()));
}
