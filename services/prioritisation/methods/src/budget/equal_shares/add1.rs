//! Completion by raising every share.

use std::num::NonZeroU64;

use num_rational::BigRational;

use super::super::electorate::Electorate;
use super::band::{Band, Certain};
use super::raised_share;
use super::run::{Bought, run as run_exact};

/// The last selection within the frame before the first that exceeds it, and its raises.
///
/// Selections are not monotone in the share, so no raise may be left out. [`Band`] proves one
/// selection for a range of raises at once; where it cannot, the exact run decides.
pub(super) fn run(
    electorate: &Electorate,
    base: &BigRational,
    frame_ore: u64,
    unit_ore: NonZeroU64,
) -> (u64, Vec<Bought>) {
    let exact = |raises| run_exact(electorate, &raised_share(base, raises, unit_ore.get()));
    let supported = electorate.projects.iter().filter(|one| !one.supporters.is_empty()).count();
    let mut next = 0_u64;
    let mut width = 1_u64;
    loop {
        let last = next.saturating_add(width.saturating_sub(1));
        let band = Band::new(
            electorate,
            &raised_share(base, next, unit_ore.get()),
            &raised_share(base, last, unit_ore.get()),
        );
        let (selected, last) = match band.and_then(Band::run) {
            Some(Certain(selected)) => (selected, last),
            None if width > 1 => {
                width /= 2;
                continue;
            }
            None => (exact(next).iter().map(|one| one.project).collect(), next),
        };
        let cost = selected.iter().filter_map(|index| electorate.projects.get(*index));
        let cost = cost.fold(0_u64, |sum, one| sum.saturating_add(one.cost_ore));
        if cost > frame_ore {
            let before = next.saturating_sub(1);
            return (before, exact(before));
        }
        if selected.len() == supported {
            return (next, exact(next));
        }
        next = last.saturating_add(1);
        width = width.saturating_mul(2);
    }
}
