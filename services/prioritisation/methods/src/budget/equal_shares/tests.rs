use num_traits::Zero;
use proptest::prelude::*;

use super::*;
use crate::budget::greedy::greedy;
use crate::budget::instance::Ballot;
use crate::budget::instance::tests::{instance, instances};

const UTILITIES: [Utility; 3] = [Utility::Cost, Utility::Cardinality, Utility::Points];

/// Voters a,b / a,b / a,b,c / c,d / d and a frame of 1000.
fn five_voters() -> Instance {
    instance(&[300, 400, 300, 240], 1000, &["2*ab", "1*abc", "1*cd", "1*d"])
}

fn integer(of: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(of))
}

fn exact(rate: &BigRational) -> Rate {
    Rate::Exact(Exact(rate.clone()))
}

fn rate(of: &Purchase) -> BigRational {
    match &of.rate {
        Rate::Exact(rate) => rate.0.clone(),
        Rate::Between { .. } => panic!("{of:?} is not exact"),
    }
}

fn add1(unit: u64) -> Completion {
    Completion::Add1 { unit_ore: NonZeroU64::new(unit).unwrap() }
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[test]
fn five_voters_give_the_worked_selections() {
    let result = equal_shares(&five_voters(), Utility::Cost, Completion::None);
    assert_eq!(result.selected, ["a", "d"]);
    assert_eq!((result.cost_ore, result.left_ore), (540, 460));
}

#[test]
fn greedy_by_cost_utility_gives_the_five_voters_another_selection() {
    let given = five_voters();
    let mut ballots = given.ballots().to_vec();
    for (to, points) in ballots.iter_mut().flat_map(|ballot| &mut ballot.points) {
        *points = given.cost(*to);
    }
    let all = given.alternatives().to_vec();
    let by_cost = Instance::new(all, given.frame_ore(), ballots).unwrap();
    assert_eq!(sorted(greedy(&by_cost, Overrun::Skip).selected), ["a", "b", "c"]);
}

#[test]
fn the_trace_says_who_pays_and_what_is_left() {
    let result = equal_shares(&five_voters(), Utility::Cost, Completion::None);
    let json = serde_json::to_value(&result).unwrap();
    assert_eq!(
        json["purchases"],
        serde_json::json!([
            { "reference": "a", "cost_ore": 300, "rate": "1/3", "supporters": 3, "paid_all": 0,
              "left_ore": "700", "tied": ["b"] },
            { "reference": "d", "cost_ore": 240, "rate": "1/2", "supporters": 2, "paid_all": 0,
              "left_ore": "460", "tied": [] },
        ])
    );
    assert_eq!(json["share_ore"], "200");
}

/// All of one cost, and two voters for all: one ρ for all that is bought.
#[test]
fn those_of_one_rate_are_told_with_the_first_purchase_at_it() {
    let result =
        equal_shares(&instance(&[4, 4, 4, 4], 12, &["2*abcd"]), Utility::Cost, Completion::None);
    let tied: Vec<_> = result.purchases.iter().map(|one| one.tied.concat()).collect();
    assert_eq!(tied, ["bcd", "", ""]);
}

/// Once voters run out, every purchase adds digits to the fractions.
#[test]
fn a_long_rate_is_told_between_decimals_and_its_payments_hold() {
    let voters: Vec<Ballot> = (0..40_u64)
        .map(|voter| {
            let points =
                (0..40_usize).map(|to| (to, 1_000 + (voter * 7919 + 31) % (to as u64 + 61)));
            Ballot { count: 1, weight: None, points: points.collect() }
        })
        .collect();
    let costs: Vec<u64> = (0..40_u64).map(|at| 100_003 + at * 1_009).collect();
    let mut all = crate::budget::instance::tests::alternatives(&costs[..26]);
    all.truncate(26);
    let voters = voters.into_iter().map(|mut one| {
        one.points.truncate(26);
        one
    });
    let given = Instance::new(all, 1_500_000, voters.collect()).unwrap();
    let result = equal_shares(&given, Utility::Points, Completion::None);
    let json = serde_json::to_string(&result).unwrap();
    assert!(json.len() < 10_000, "{}", json.len());
    assert_eq!(check_payments(&given, &result), Ok(()));
}

#[test]
fn what_costs_nothing_is_bought_if_anyone_supports_it() {
    let given = instance(&[0, 0, 1], 0, &["1*ac"]);
    for utility in UTILITIES {
        for completion in [Completion::None, Completion::Greedy] {
            let result = equal_shares(&given, utility, completion);
            assert_eq!(result.purchases.len(), 1);
            assert_eq!(result.purchases[0].rate, exact(&BigRational::zero()));
        }
    }
}

#[test]
fn without_voters_nothing_is_bought() {
    let given = instance(&[1], 9, &[]);
    assert!(equal_shares(&given, Utility::Cost, add1(1)).selected.is_empty());
    assert_eq!(equal_shares(&given, Utility::Cost, Completion::Greedy).selected, ["a"]);
}

/// Counter-example. Each voter can pay half of what it alone supports.
#[test]
fn equal_shares_is_not_exhaustive_without_completion() {
    let given = instance(&[10, 10], 10, &["1*a", "1*b"]);
    assert!(equal_shares(&given, Utility::Cost, Completion::None).selected.is_empty());
    assert_eq!(equal_shares(&given, Utility::Cost, Completion::Greedy).selected, ["a"]);
}

/// Counter-example. One raise makes a and b affordable at once, which is more than the frame.
#[test]
fn equal_shares_is_not_exhaustive_with_add1() {
    let given = instance(&[10, 10], 10, &["1*a", "1*b"]);
    let result = equal_shares(&given, Utility::Cost, add1(1));
    assert!(result.selected.is_empty());
    assert_eq!(result.raises, 4);
}

/// Counter-example. With a larger frame b is affordable, comes first and leaves too little for a.
#[test]
fn equal_shares_is_not_monotone_in_the_frame() {
    let given = instance(&[1, 5], 3, &["1*", "2*b", "2*ab"]);
    let selected = |given: &Instance| equal_shares(given, Utility::Cost, Completion::None).selected;
    assert_eq!(selected(&given), ["a"]);
    assert_eq!(selected(&given.with_frame(7)), ["b"]);
}

/// The method written plainly: every share is a voter of its own, every rate is found anew.
fn plain(given: &Instance, utility: Utility, share: &BigRational) -> Vec<Bought> {
    let mut voters: Vec<(BigRational, Vec<BigRational>)> = Vec::new();
    for ballot in given.ballots() {
        let worth = |index: usize| {
            let points = ballot.points.iter().find(|(to, _)| *to == index).map(|(_, given)| *given);
            integer(points.map_or(0, |points| match utility {
                Utility::Cost => given.alternatives()[index].cost_ore,
                Utility::Cardinality => 1,
                Utility::Points => points,
            }))
        };
        let worths: Vec<_> = (0..given.alternatives().len()).map(worth).collect();
        let shares = ballot.count * ballot.weight.unwrap_or(1);
        voters.extend((0..shares).map(|_| (share.clone(), worths.clone())));
    }
    let mut bought: Vec<Bought> = Vec::new();
    let mut last = None;
    loop {
        let open = (0..given.alternatives().len())
            .filter(|one| bought.iter().all(|step| step.project != *one));
        let cost = |index: usize| integer(given.alternatives()[index].cost_ore);
        let rated: Vec<_> = open
            .filter_map(|index| Some((plain_rate(&voters, index, cost(index))?, index)))
            .collect();
        let Some((rate, index)) = rated.iter().min().cloned() else { return bought };
        for (left, worths) in &mut voters {
            *left -= (&rate * &worths[index]).min(left.clone());
        }
        let equal = rated.iter().filter(|(other, at)| *other == rate && *at != index);
        let tied = equal.map(|(_, at)| *at).filter(|_| last.as_ref() != Some(&rate)).collect();
        let supporting = |ballot: &&Ballot| ballot.points.iter().any(|(to, _)| *to == index);
        let supporters = given.ballots().iter().filter(supporting).map(|ballot| ballot.count).sum();
        let paid_all = (given.ballots().iter())
            .scan(0, |first, ballot| {
                let left = &voters[*first].0;
                *first += (ballot.count * ballot.weight.unwrap_or(1)) as usize;
                Some(if left.is_zero() && supporting(&ballot) { ballot.count } else { 0 })
            })
            .sum();
        bought.push(Bought { project: index, rate: exact(&rate), supporters, paid_all, tied });
        last = Some(rate);
    }
}

/// The least ρ at which the payments reach `cost`: between two breakpoints they grow linearly.
fn plain_rate(
    voters: &[(BigRational, Vec<BigRational>)],
    index: usize,
    cost: BigRational,
) -> Option<BigRational> {
    let paid = |rate: &BigRational| -> BigRational {
        voters.iter().map(|(left, worths)| (rate * &worths[index]).min(left.clone())).sum()
    };
    let supporters = voters.iter().filter(|(_, worths)| !worths[index].is_zero());
    let mut breaks: Vec<_> = supporters.map(|(left, worths)| left / &worths[index]).collect();
    breaks.sort();
    let mut below = BigRational::zero();
    for above in breaks {
        let (least, most) = (paid(&below), paid(&above));
        if most >= cost {
            let slope =
                if most == least { BigRational::zero() } else { (cost - &least) / (most - least) };
            return Some(&below + slope * (&above - &below));
        }
        below = above;
    }
    None
}

/// Add1 as defined, one raise after the other.
fn plain_add1(given: &Instance, utility: Utility, unit: u64) -> (u64, Vec<usize>) {
    let shares: u64 = given.ballots().iter().map(Ballot::shares).sum();
    let supported = given.points().iter().filter(|sum| **sum > 0).count();
    let at = |raises: u64| -> Vec<usize> {
        let raised = share(given.frame_ore(), shares) + integer(raises * unit);
        plain(given, utility, &raised).into_iter().map(|step| step.project).collect()
    };
    let cost = |of: &[usize]| of.iter().map(|one| given.alternatives()[*one].cost_ore).sum::<u64>();
    let mut raises = 0;
    while at(raises).len() < supported && cost(&at(raises + 1)) <= given.frame_ore() {
        raises += 1;
    }
    (raises, at(raises))
}

/// Few costs and points, so that most rates are those of others too.
fn even_instances() -> impl Strategy<Value = Instance> {
    (2_usize..9, 0_u64..40, 1_usize..5).prop_flat_map(|(m, frame_ore, voters)| {
        let costs = proptest::collection::vec(prop_oneof![Just(2), Just(4), Just(6)], m);
        let marks = proptest::collection::btree_map(0..m, 1_u64..3, 0..=m);
        let ballot = marks.prop_map(|marks| Ballot {
            count: 1,
            weight: None,
            points: marks.into_iter().collect(),
        });
        (costs, proptest::collection::vec(ballot, voters)).prop_map(move |(costs, ballots)| {
            let all = crate::budget::instance::tests::alternatives(&costs);
            Instance::new(all, frame_ore, ballots).unwrap()
        })
    })
}

/// Many alternatives, few voters, each with points of its own.
fn wide_instances() -> impl Strategy<Value = Instance> {
    (20_usize..60, 2_usize..6).prop_flat_map(|(m, voters)| {
        let costs = proptest::collection::vec(prop_oneof![1_u64..100_000, Just(60_000)], m);
        let marks = proptest::collection::btree_map(0..m, 1_u64..1_000, m / 2..=m);
        let ballot = marks.prop_map(|marks| Ballot {
            count: 1,
            weight: None,
            points: marks.into_iter().collect(),
        });
        (costs, proptest::collection::vec(ballot, voters)).prop_map(move |(costs, ballots)| {
            let all = crate::budget::instance::tests::alternatives(&costs);
            let frame_ore = costs.iter().sum::<u64>() / 2;
            Instance::new(all, frame_ore, ballots).unwrap()
        })
    })
}

/// A purchase without its rate, whose bounds are closer where amounts are exact.
fn what(of: &Bought) -> (usize, u64, Vec<usize>) {
    (of.project, of.paid_all, of.tied.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// With few bits the bounds decide little, and amounts are exact: the same must come out.
    #[test]
    fn purchases_equal_those_of_the_method_written_plainly(
        given in prop_oneof![instances(1), even_instances()], few in 0_u64..24,
    ) {
        for utility in UTILITIES {
            let electorate = Electorate::new(&given, utility);
            let share = share(given.frame_ore(), electorate.shares);
            let plainly = plain(&given, utility, &share);
            prop_assert_eq!(&run(&electorate, &share, bounds::BITS), &plainly);
            prop_assert_eq!(&run(&electorate, &share, few), &plainly);
        }
    }

    #[test]
    fn few_voters_with_much_to_choose_from_buy_the_same_whether_bounds_decide_or_exact_amounts(
        given in wide_instances(),
    ) {
        for utility in UTILITIES {
            let electorate = Electorate::new(&given, utility);
            let share = share(given.frame_ore(), electorate.shares);
            let told: Vec<_> = run(&electorate, &share, bounds::BITS).iter().map(what).collect();
            let exactly: Vec<_> = run(&electorate, &share, 30).iter().map(what).collect();
            prop_assert_eq!(told, exactly);
            let result = equal_shares(&given, utility, Completion::None);
            prop_assert_eq!(check_payments(&given, &result), Ok(()));
        }
    }

    #[test]
    fn add1_equals_one_raise_after_the_other(given in instances(1), unit in 1_u64..4) {
        for utility in UTILITIES {
            let result = equal_shares(&given, utility, add1(unit));
            let (raises, selected) = plain_add1(&given, utility, unit);
            prop_assert_eq!(result.raises, raises);
            let names: Vec<_> = selected.iter().map(|one| given.alternatives()[*one].reference.clone()).collect();
            prop_assert_eq!(result.selected, names);
        }
    }

    #[test]
    fn no_completion_spends_more_than_the_frame(given in instances(0), unit in 1_u64..40) {
        let unit_ore = NonZeroU64::new(unit).unwrap();
        for utility in UTILITIES {
            for completion in [
                Completion::None,
                Completion::Greedy,
                Completion::Add1 { unit_ore },
                Completion::Add1Greedy { unit_ore },
            ] {
                let result = equal_shares(&given, utility, completion);
                prop_assert!(result.cost_ore <= given.frame_ore());
                prop_assert_eq!(result.cost_ore + result.left_ore, given.frame_ore());
                prop_assert_eq!(check_payments(&given, &result), Ok(()));
            }
        }
    }

    #[test]
    fn greedy_completion_is_exhaustive(given in instances(0), unit_ore in 1_u64..4) {
        let unit_ore = NonZeroU64::new(unit_ore).unwrap();
        for completion in [Completion::Greedy, Completion::Add1Greedy { unit_ore }] {
            let result = equal_shares(&given, Utility::Cost, completion);
            for one in given.alternatives() {
                prop_assert!(result.selected.contains(&one.reference) || one.cost_ore > result.left_ore);
            }
        }
    }

    /// Priceable: voters pay from equal shares, the payments cover each cost, and the supporters of
    /// what is not bought have together less than its cost.
    #[test]
    fn supporters_of_what_is_not_bought_cannot_pay_for_it(given in instances(1)) {
        for utility in UTILITIES {
            let result = equal_shares(&given, utility, Completion::None);
            let mut left: Vec<BigRational> = vec![result.share_ore.0.clone(); given.ballots().len()];
            for purchase in &result.purchases {
                let index = given.index_of(&purchase.reference).unwrap();
                for (left, ballot) in left.iter_mut().zip(given.ballots()) {
                    let Some((_, points)) = ballot.points.iter().find(|(to, _)| *to == index) else { continue };
                    let worth = match utility {
                        Utility::Cost => purchase.cost_ore,
                        Utility::Cardinality => 1,
                        Utility::Points => *points,
                    };
                    *left -= (rate(purchase) * integer(worth)).min(left.clone());
                }
            }
            for (index, one) in given.alternatives().iter().enumerate() {
                let has: BigRational = left.iter().zip(given.ballots())
                    .filter(|(_, ballot)| ballot.points.iter().any(|(to, _)| *to == index))
                    .map(|(left, ballot)| left * integer(ballot.shares()))
                    .sum();
                let bought = result.selected.contains(&one.reference);
                prop_assert!(bought || has < integer(one.cost_ore));
            }
        }
    }

    /// A group whose shares of the frame cover T, all of which each of its voters supports, has a
    /// voter who supports as many of the selection as T holds.
    #[test]
    fn groups_get_what_their_shares_pay_for_up_to_one(given in instances(1)) {
        let shares: u64 = given.ballots().iter().map(Ballot::shares).sum();
        let result = equal_shares(&given, Utility::Cardinality, Completion::None);
        let won: Vec<usize> = result.selected.iter().map(|one| given.index_of(one).unwrap()).collect();
        for set in 1_u32..1 << given.alternatives().len() {
            let inside = |index: &usize| set >> index & 1 == 1;
            let cost: u64 = (0..given.alternatives().len()).filter(inside)
                .map(|index| given.alternatives()[index].cost_ore).sum();
            let behind: u64 = given.ballots().iter()
                .filter(|ballot| {
                    let supports = |index: &usize| ballot.points.iter().any(|(to, _)| to == index);
                    (0..given.alternatives().len()).filter(inside).all(|index| supports(&index))
                        && (won.iter().filter(|index| supports(index)).count() as u32) < set.count_ones()
                })
                .map(Ballot::shares).sum();
            prop_assert!(behind == 0 || behind * given.frame_ore() < cost * shares);
        }
    }

    #[test]
    fn a_voter_of_weight_w_is_as_w_voters(given in instances(0)) {
        let mut ballots = given.ballots().to_vec();
        for ballot in &mut ballots {
            ballot.count *= ballot.weight.take().unwrap_or(1);
        }
        let split = Instance::new(given.alternatives().to_vec(), given.frame_ore(), ballots).unwrap();
        for utility in UTILITIES {
            let one = equal_shares(&given, utility, Completion::None);
            let other = equal_shares(&split, utility, Completion::None);
            prop_assert_eq!(one.selected, other.selected);
        }
    }

    #[test]
    fn a_winner_wins_at_a_lower_cost(given in instances(1), discount in 1_u64..9) {
        for utility in UTILITIES {
        let before = equal_shares(&given, utility, Completion::None);
        for winner in &before.selected {
            let cost = given.cost(given.index_of(winner).unwrap());
            let cheaper = given.with_cost(winner, cost.saturating_sub(discount).max(1));
            prop_assert!(equal_shares(&cheaper, utility, Completion::None).selected.contains(winner));
        }
    }
}
}

/// Before the first purchase both rates are one fraction; after it, with few bits, only one still is.
#[test]
fn a_rate_that_is_no_longer_known_as_a_fraction_is_told_as_tied_all_the_same() {
    let all = crate::budget::instance::tests::alternatives(&[2, 2, 4]);
    let ballot =
        |points: &[(usize, u64)]| Ballot { count: 1, weight: None, points: points.to_vec() };
    let ballots = [&[(0, 1), (2, 1)][..], &[(0, 1), (2, 1)], &[(1, 1)], &[]];
    let given = Instance::new(all, 13, ballots.map(ballot).to_vec()).unwrap();
    for utility in UTILITIES {
        let electorate = Electorate::new(&given, utility);
        let share = share(given.frame_ore(), electorate.shares);
        assert_eq!(run(&electorate, &share, 0), plain(&given, utility, &share));
    }
}
