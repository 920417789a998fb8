//! Times of the budget methods on synthetic input: medians of five runs each.
//!
//! `cargo run --release -p prioritisation-methods --example speed_budget`

use std::num::NonZeroU64;
use std::time::{Duration, Instant};

use prioritisation_methods::budget::{
    Ballot, Completion, Instance, Item, Overrun, Problem, Utility, best_portfolio, equal_shares,
    greedy,
};
use prioritisation_methods::{Alternative, in_tie_order};

/// A linear congruential generator (Knuth's MMIX constants): the same input on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    /// Skewed towards 0, as support and costs are.
    fn skewed(&mut self, bound: u64) -> u64 {
        self.below(bound) * self.below(bound) / bound.max(1)
    }
}

fn election(
    projects: usize,
    voters: u64,
    approvals: u64,
) -> Result<Instance, Box<dyn std::error::Error>> {
    let mut numbers = Numbers(approvals);
    let mut all: Vec<Alternative> = (0..projects)
        .map(|index| Alternative {
            cost_ore: (1 + numbers.skewed(150)) * 1_000_000,
            reference: format!("P{index:03}"),
        })
        .collect();
    in_tie_order(&mut all);
    let ballots = (0..voters)
        .map(|_| {
            let mut points: Vec<(usize, u64)> = Vec::new();
            for rank in 0..=numbers.below(approvals) {
                let to = usize::try_from(numbers.skewed(projects as u64)).unwrap_or(0);
                if points.iter().all(|(named, _)| *named != to) {
                    points.push((to, approvals - rank));
                }
            }
            Ballot { count: 1, weight: None, points }
        })
        .collect();
    Ok(Instance::new(all, 1_000_000_000, ballots)?)
}

/// What a city's cycle gives: `projects` of distinct costs, few voters, each of whom supports `of_ten`
/// out of ten projects, with points of its own.
fn cycle(projects: usize, of_ten: u64) -> Result<Instance, Box<dyn std::error::Error>> {
    let mut numbers = Numbers(of_ten);
    let mut all: Vec<Alternative> = (0..projects)
        .map(|index| Alternative {
            cost_ore: 1 + numbers.below(100_000_000),
            reference: format!("I{index:05}"),
        })
        .collect();
    in_tie_order(&mut all);
    let frame_ore = all.iter().map(|one| one.cost_ore).sum::<u64>() / 2;
    let ballots = (0..20)
        .map(|_| {
            let supported = (0..projects).filter(|_| numbers.below(10) < of_ten);
            let supported: Vec<usize> = supported.collect();
            let points = supported.into_iter().map(|to| (to, 1 + numbers.below(1_000_000)));
            Ballot { count: 1, weight: None, points: points.collect() }
        })
        .collect();
    Ok(Instance::new(all, frame_ore, ballots)?)
}

/// Costs over three years that fall from the first, and values that follow costs loosely.
fn problem(items: usize, dependencies: usize, seed: u64) -> Problem {
    let mut numbers = Numbers(seed);
    let mut all: Vec<Item> = (0..items)
        .map(|index| {
            let first = (20 + numbers.skewed(2_000)) * 1_000_000;
            let costs_ore =
                vec![first, first * numbers.below(80) / 100, first * numbers.below(50) / 100];
            let cost_ore = costs_ore.iter().sum();
            let value = 20 + numbers.below(400) + cost_ore / 10_000_000;
            let alternative = Alternative { cost_ore, reference: format!("I{index:03}") };
            Item { alternative, value, costs_ore, area: None }
        })
        .collect();
    all.sort_by(|one, other| one.alternative.cmp(&other.alternative));
    let year = |year: usize| all.iter().filter_map(|item| item.costs_ore.get(year)).sum::<u64>();
    let frames_ore = (0..3).map(|at| year(at) * 2 / 5).collect();
    let mut requires = Vec::new();
    while requires.len() < dependencies {
        let pair = (numbers.below(items as u64) as usize, numbers.below(items as u64) as usize);
        if pair.0 != pair.1 {
            requires.push(pair);
        }
    }
    Problem { items: all, frames_ore, requires, node_limit: 20_000, ..Problem::default() }
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn median<T>(name: &str, mut of: impl FnMut() -> T) -> Option<T> {
    let mut times: Vec<Duration> = Vec::new();
    let mut last = None;
    for _ in 0..5 {
        let start = Instant::now();
        last = Some(of());
        times.push(start.elapsed());
    }
    times.sort();
    println!("{name}: {:.1?}", times.get(2).copied().unwrap_or_default());
    last
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for approvals in [3, 15] {
        let instance = election(200, 65_000, approvals)?;
        println!("200 projects, 65 000 voters, up to {approvals} each");
        median("  greedy", || greedy(&instance, Overrun::Skip));
        for utility in [Utility::Cost, Utility::Cardinality, Utility::Points] {
            median(&format!("  equal shares, {utility:?}"), || {
                equal_shares(&instance, utility, Completion::None)
            });
        }
        let unit_ore = NonZeroU64::new(100).ok_or("a unit")?;
        let result = median("  equal shares, Cost, Add1", || {
            equal_shares(&instance, Utility::Cost, Completion::Add1 { unit_ore })
        });
        println!("    raises: {}", result.map_or(0, |result| result.raises));
    }
    for of_ten in [2, 5, 10] {
        let instance = cycle(10_000, of_ten)?;
        println!("10 000 projects, 20 voters, each supports {of_ten} of ten");
        let unit_ore = NonZeroU64::new(instance.frame_ore() / 2_000).ok_or("a unit")?;
        for utility in [Utility::Cost, Utility::Cardinality, Utility::Points] {
            for completion in [Completion::None, Completion::Add1 { unit_ore }] {
                let result =
                    median(&format!("  equal shares, {utility:?}, {completion:?}"), || {
                        equal_shares(&instance, utility, completion)
                    });
                let Some(result) = result else { continue };
                let written = serde_json::to_string(&result)?.len();
                let (bought, raises) = (result.purchases.len(), result.raises);
                println!("    bought: {bought}, raises: {raises}, {written} bytes as JSON");
            }
        }
    }
    for seed in 1..=3 {
        let problem = problem(500, 50, seed);
        println!("500 items, 50 dependencies, 3 years, seed {seed}");
        let found = median("  portfolio", || best_portfolio(&problem));
        if let Some(Ok(found)) = found {
            println!(
                "    value {}, bound {}, proven {}, nodes {}",
                found.value, found.bound, found.proven, found.nodes
            );
        }
    }
    Ok(())
}
