//! Times the methods on inputs of the size of a city: medians of five runs.
//!
//! `cargo run --release -p prioritisation-methods --example speed`

use std::hint::black_box;
use std::time::{Duration, Instant};

use prioritisation_methods::ranking::{
    Ballot, Profile, ProfileViolation, borda, ranked_pairs, schulze,
};
use prioritisation_methods::{Alternative, Violations};

const RUNS: usize = 5;

fn main() -> Result<(), Violations<ProfileViolation>> {
    let profile = ballots(1_000, 100)?;
    println!("1,000 alternatives, 100 ballots, medians of {RUNS}");
    report("borda::rank", || borda::rank(&profile));
    report("borda::explain", || borda::explain(&profile));
    report("schulze::rank", || schulze::rank(&profile));
    report("schulze::explain", || schulze::explain(&profile));
    report("ranked_pairs::rank", || ranked_pairs::rank(&profile));
    report("ranked_pairs::explain", || ranked_pairs::explain(&profile));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this measures time")]
fn report<T>(what: &str, work: impl Fn() -> T) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times.get(RUNS / 2).copied().unwrap_or_default();
    println!("{what:<24}{:>10.1} ms", median.as_secs_f64() * 1_000.0);
}

/// Complete ballots without ties, each shuffled, so that cycles are many.
fn ballots(alternatives: usize, ballots: usize) -> Result<Profile, Violations<ProfileViolation>> {
    let all = (0..alternatives)
        .map(|number| Alternative { cost_ore: 1, reference: format!("INI-{number:04}") })
        .collect();
    let mut state = 1_u64;
    let cast = (0..ballots).map(|_| {
        let mut order: Vec<usize> = (0..alternatives).collect();
        for last in (1..alternatives).rev() {
            order.swap(last, below(&mut state, last + 1));
        }
        Ballot {
            count: 1,
            groups: order.into_iter().map(|index| vec![index]).collect(),
            neutral: Vec::new(),
        }
    });
    let cast = cast.collect();
    Profile::new(all, cast)
}

/// A number below `limit`, from Knuth's linear congruential generator.
fn below(state: &mut u64, limit: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % limit
}
