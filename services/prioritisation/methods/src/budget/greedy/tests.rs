use proptest::prelude::*;

use super::*;
use crate::budget::instance::tests::{instance, instances};

#[test]
fn what_does_not_fit_is_passed_over_or_ends_the_run() {
    let given = instance(&[6, 5, 2], 8, &["3*a", "2*b", "1*c"]);
    let skipped = greedy(&given, Overrun::Skip);
    assert_eq!((skipped.selected, skipped.left_ore), (vec!["a".to_owned(), "c".to_owned()], 0));
    let stopped = greedy(&given, Overrun::Stop);
    assert_eq!((stopped.selected, stopped.left_ore), (vec!["a".to_owned()], 2));
    let outcomes: Vec<_> = stopped.steps.iter().map(|step| step.outcome).collect();
    assert_eq!(outcomes, [Outcome::Funded, Outcome::PassedOver, Outcome::NotReached]);
}

#[test]
fn ties_go_to_lower_cost_then_reference_and_are_recorded() {
    let given = instance(&[2, 1, 2], 3, &["1*abc"]);
    let result = greedy(&given, Overrun::Skip);
    assert_eq!(result.selected, ["b", "a"]);
    assert_eq!(result.steps[0].tied, ["a", "c"]);
    assert!(result.steps[1].tied.is_empty());
}

#[test]
fn a_voter_of_weight_w_gives_its_points_w_times() {
    let given = instance(&[1, 1], 1, &["2*a", "1w5*b"]);
    assert_eq!(greedy(&given, Overrun::Skip).selected, ["b"]);
}

/// Counter-example. Two fifths of the voters support d alone, and d costs less than two fifths of
/// the frame. Greedy spends all of it on what the others support.
#[test]
fn greedy_is_not_proportional() {
    let given = instance(&[500, 500, 300], 1000, &["3*ab", "2*c"]);
    assert_eq!(greedy(&given, Overrun::Skip).selected, ["a", "b"]);
}

/// Counter-example. A run that stops leaves money that c would fit into.
#[test]
fn greedy_that_stops_is_not_exhaustive() {
    let given = instance(&[6, 5, 2], 8, &["3*a", "2*b", "1*c"]);
    let result = greedy(&given, Overrun::Stop);
    assert!(!result.selected.contains(&"c".to_owned()) && result.left_ore >= 2);
}

/// Counter-example. A larger frame funds a, after which neither b nor c fits.
#[test]
fn greedy_is_not_monotone_in_the_frame() {
    let given = instance(&[6, 3, 2], 5, &["3*a", "2*b", "1*c"]);
    assert_eq!(greedy(&given, Overrun::Skip).selected, ["b", "c"]);
    assert_eq!(greedy(&given.with_frame(6), Overrun::Skip).selected, ["a"]);
}

proptest! {
    #[test]
    fn nothing_passed_over_fits_into_what_is_left(given in instances(0)) {
        let result = greedy(&given, Overrun::Skip);
        let passed = result.steps.iter().filter(|step| step.outcome == Outcome::PassedOver);
        for step in passed {
            prop_assert!(step.cost_ore > result.left_ore);
        }
        prop_assert_eq!(result.cost_ore + result.left_ore, given.frame_ore());
    }

    #[test]
    fn a_winner_wins_at_a_lower_cost(given in instances(1), discount in 1_u64..9) {
        for overrun in [Overrun::Skip, Overrun::Stop] {
            let before = greedy(&given, overrun);
            for winner in &before.selected {
                let cost = given.cost(given.index_of(winner).unwrap());
                let after = greedy(&given.with_cost(winner, cost.saturating_sub(discount)), overrun);
                prop_assert!(after.selected.contains(winner));
            }
        }
    }
}
