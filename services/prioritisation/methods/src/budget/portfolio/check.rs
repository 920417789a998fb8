//! Whether a problem is well formed, and whether anything satisfies it.

use std::collections::BTreeSet;

use super::super::instance::check_alternatives;
use super::super::slice::at;
use super::super::violation::{Check, Violations};
use super::Problem;

/// Bits of the sum of values times the sum of costs.
const BITS: u32 = 88;

/// All violations of form.
pub(super) fn well_formed(problem: &Problem) -> Result<(), Violations> {
    let mut check = Check::default();
    let alternatives: Vec<_> = problem.items.iter().map(|item| item.alternative.clone()).collect();
    check_alternatives(&mut check, &alternatives);
    for (index, item) in problem.items.iter().enumerate() {
        let field = || format!("items[{index}].costs_ore");
        check.that(item.costs_ore.len() == problem.frames_ore.len(), field, "one for each frame");
        let sum: u128 = item.costs_ore.iter().map(|cost| u128::from(*cost)).sum();
        check.that(sum == u128::from(item.alternative.cost_ore), field, "sum to the cost");
    }
    for (year, frame) in problem.frames_ore.iter().enumerate() {
        check.that(i64::try_from(*frame).is_ok(), || format!("frames_ore[{year}]"), "below 2^63");
    }
    check_names(&mut check, problem);
    check_caps(&mut check, problem);
    let values: u128 = problem.items.iter().map(|item| u128::from(item.value)).sum();
    let costs: u128 = alternatives.iter().map(|one| u128::from(one.cost_ore)).sum();
    let product = values.checked_mul(costs.saturating_add(1));
    let fits = product.is_some_and(|product| product >> BITS == 0);
    check.that(fits, || "items".to_owned(), "sum of values times sum of costs below 2^88");
    check.that(problem.node_limit > 0, || "node_limit".to_owned(), "at least 1");
    check.done(())
}

fn check_names(check: &mut Check, problem: &Problem) {
    let exists = |index: usize| index < problem.items.len();
    for (name, pairs) in [("requires", &problem.requires), ("excludes", &problem.excludes)] {
        for (place, &(one, other)) in pairs.iter().enumerate() {
            let field = || format!("{name}[{place}]");
            check.that(exists(one) && exists(other), field, "names items");
            check.that(one != other, field, "names two items");
        }
    }
    for (name, locked) in [("locked_in", &problem.locked_in), ("locked_out", &problem.locked_out)] {
        for (place, &index) in locked.iter().enumerate() {
            check.that(exists(index), || format!("{name}[{place}]"), "names an item");
        }
    }
}

fn check_caps(check: &mut Check, problem: &Problem) {
    let mut seen = BTreeSet::new();
    for (place, cap) in problem.caps.iter().enumerate() {
        check.that(seen.insert(&cap.area), || format!("caps[{place}].area"), "an area once");
    }
}

/// What is locked in with all it requires is the least that satisfies the problem. So the problem
/// is feasible if and only if this breaks no limit.
pub(super) fn feasible(problem: &Problem) -> Result<(), Violations> {
    let mut check = Check::default();
    let held = closure(problem, &problem.locked_in);
    let name = |index: usize| {
        problem.items.get(index).map(|item| item.alternative.reference.clone()).unwrap_or_default()
    };
    for (place, &out) in problem.locked_out.iter().enumerate() {
        let rule = format!("{} is locked in, or required by what is", name(out));
        check.that(!held.contains(&out), || format!("locked_out[{place}]"), rule);
    }
    for (place, &(one, other)) in problem.excludes.iter().enumerate() {
        let both = held.contains(&one) && held.contains(&other);
        let rule =
            format!("{} and {} are locked in, or required by what is", name(one), name(other));
        check.that(!both, || format!("excludes[{place}]"), rule);
    }
    let items = || held.iter().filter_map(|index| problem.items.get(*index));
    for (place, cap) in problem.caps.iter().enumerate() {
        let count = items().filter(|item| item.area.as_ref() == Some(&cap.area)).count();
        let rule =
            format!("what is locked in holds {count} of {}, more than {}", cap.area, cap.most);
        check.that(count as u64 <= cap.most, || format!("caps[{place}]"), rule);
    }
    for (year, frame) in problem.frames_ore.iter().enumerate() {
        let cost: u64 = items().map(|item| at(&item.costs_ore, year)).sum();
        let rule = format!("what is locked in costs {cost} öre, more than {frame}");
        check.that(cost <= *frame, || format!("frames_ore[{year}]"), rule);
    }
    check.done(())
}

/// `from` with all that it requires, and all that this requires.
pub(crate) fn closure(problem: &Problem, from: &[usize]) -> BTreeSet<usize> {
    let mut held: BTreeSet<usize> = from.iter().copied().collect();
    loop {
        let before = held.len();
        let needed = problem.requires.iter().filter(|(one, _)| held.contains(one));
        let needed: Vec<usize> = needed.map(|(_, other)| *other).collect();
        held.extend(needed);
        if held.len() == before {
            return held;
        }
    }
}
