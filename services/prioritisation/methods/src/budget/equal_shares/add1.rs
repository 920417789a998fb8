//! Completion by raising every share.

use std::num::NonZeroU64;

use num_rational::BigRational;

use super::super::electorate::Electorate;
use super::raised_share;
use super::run::{Undecided, selection};

/// How many raises give the last selection within the frame before the first that exceeds it.
///
/// Selections are not monotone in the share, so no raise may be left out. A range of raises of one
/// selection is run at once.
pub(super) fn raises(
    electorate: &Electorate,
    base: &BigRational,
    frame_ore: u64,
    unit_ore: NonZeroU64,
) -> u64 {
    let share = |raises| raised_share(base, raises, unit_ore.get());
    let supported = electorate.projects.iter().filter(|one| !one.supporters.is_empty()).count();
    let mut next = 0_u64;
    let mut width = 1_u64;
    loop {
        let last = next.saturating_add(width.saturating_sub(1));
        let selected = match selection(electorate, &share(next), &share(last)) {
            Ok(selected) => selected,
            Err(Undecided) => {
                width = (width / 2).max(1);
                continue;
            }
        };
        let cost = selected.iter().filter_map(|index| electorate.projects.get(*index));
        let cost = cost.fold(0_u64, |sum, one| sum.saturating_add(one.cost_ore));
        if cost > frame_ore {
            return next.saturating_sub(1);
        }
        if selected.len() == supported {
            return next;
        }
        next = last.saturating_add(1);
        width = width.saturating_mul(2);
    }
}
