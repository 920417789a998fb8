//! Selections to begin with.

use std::cmp::Reverse;

use super::state::State;

/// Adds items to `state` in the order of `priority`, each with what it requires, as long as they
/// fit. Takes its decisions back.
pub(super) fn build(state: &mut State<'_>, priority: &[(usize, i128)]) -> Vec<bool> {
    let mark = state.mark();
    let mut order = priority.to_vec();
    order.sort_by_key(|(index, priority)| (Reverse(*priority), *index));
    for (index, _) in order {
        let before = state.mark();
        if state.of(index).is_none() && !state.decide(index, true) {
            state.back_to(before);
        }
    }
    let chosen = state.chosen();
    state.back_to(mark);
    chosen
}
