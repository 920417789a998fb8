//! What another frame would change.

use serde::Serialize;

use super::super::greedy::{Outcome, Overrun, greedy};
use super::super::instance::Instance;

/// What differs between two selections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Selected then and not now, in the order of that selection.
    pub gained: Vec<String>,
    /// Selected now and not then, in the order of this selection.
    pub lost: Vec<String>,
}

impl Change {
    fn between(now: &[String], then: &[String]) -> Self {
        let beyond = |of: &[String], other: &[String]| {
            of.iter().filter(|one| !other.contains(one)).cloned().collect()
        };
        Self { gained: beyond(then, now), lost: beyond(now, then) }
    }
}

/// A frame and what it would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrameChange {
    /// The frame, öre.
    pub frame_ore: u64,
    /// What it changes.
    pub change: Change,
}

/// The nearest frames at which greedy selects otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GreedyFrames {
    /// The greatest smaller frame that changes the selection; none where nothing is funded.
    pub smaller: Option<FrameChange>,
    /// The least larger frame that changes the selection; none where all that is reached is funded.
    pub larger: Option<FrameChange>,
}

/// The nearest frames at which greedy selects otherwise, exact (C8).
///
/// A turn changes when what is left at it comes below the cost of a funded alternative, or reaches
/// that of one passed over. Until the first such turn all before it stay as they are.
#[must_use]
pub fn greedy_frames(instance: &Instance, overrun: Overrun) -> GreedyFrames {
    let now = greedy(instance, overrun);
    let turns = |outcome: Outcome| now.steps.iter().filter(move |step| step.outcome == outcome);
    let spare =
        turns(Outcome::Funded).map(|step| step.left_ore.saturating_sub(step.cost_ore)).min();
    let lacking =
        turns(Outcome::PassedOver).map(|step| step.cost_ore.saturating_sub(step.left_ore)).min();
    let frame = instance.frame_ore();
    let changed = |frame_ore: u64| {
        let then = greedy(&instance.with_frame(frame_ore), overrun);
        FrameChange { frame_ore, change: Change::between(&now.selected, &then.selected) }
    };
    GreedyFrames {
        smaller: spare.and_then(|spare| frame.checked_sub(spare)?.checked_sub(1)).map(changed),
        larger: lacking.map(|lacking| changed(frame.saturating_add(lacking))),
    }
}

/// What each of `frames` would change in the selection `now`, by running the method at it.
pub fn at_frames(
    now: &[String],
    frames: &[u64],
    mut select: impl FnMut(u64) -> Vec<String>,
) -> Vec<FrameChange> {
    let change = |frame_ore: u64, then: &[String]| FrameChange {
        frame_ore,
        change: Change::between(now, then),
    };
    frames.iter().map(|&frame_ore| change(frame_ore, &select(frame_ore))).collect()
}
