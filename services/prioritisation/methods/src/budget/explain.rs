//! Why a selection is what it is, and what it would have taken (C8, F7).
//!
//! A margin is a change of one number of one alternative, all else equal. Where a method is
//! monotone in that number the margin is exact: it wins up to there and loses beyond. Where it is
//! not, the margin is a place where one more step makes it lose, found by bisection over runs.

mod equal_shares;
mod frame;
mod greedy;
mod portfolio;
mod shares;

pub use equal_shares::{EqualSharesMargin, equal_shares_margin};
pub use frame::{Change, FrameChange, GreedyFrames, at_frames, greedy_frames};
pub use greedy::{GreedyMargin, greedy_margin, greedy_margins};
pub use portfolio::{PortfolioMargin, portfolio_margin};
pub use shares::{GroupShare, group_shares};

/// The last number at which `wins` holds, from `wins_at` up to before `loses_at`.
fn last_win(mut wins_at: u64, mut loses_at: u64, mut wins: impl FnMut(u64) -> bool) -> u64 {
    while loses_at.saturating_sub(wins_at) > 1 {
        let middle = u64::midpoint(wins_at, loses_at);
        if wins(middle) {
            wins_at = middle;
        } else {
            loses_at = middle;
        }
    }
    wins_at
}

/// The first number at which `wins` holds, after `loses_at` up to `wins_at`.
fn first_win(mut loses_at: u64, mut wins_at: u64, mut wins: impl FnMut(u64) -> bool) -> u64 {
    while wins_at.saturating_sub(loses_at) > 1 {
        let middle = u64::midpoint(loses_at, wins_at);
        if wins(middle) {
            wins_at = middle;
        } else {
            loses_at = middle;
        }
    }
    wins_at
}

#[cfg(test)]
mod tests;
