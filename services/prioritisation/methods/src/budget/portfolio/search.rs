//! Branch and bound, depth first.

use super::super::slice::at;
use super::Problem;
use super::dual::{Dual, Rows};
use super::model::Model;
use super::start::build;
use super::state::State;

/// Steps and patience at the root and at a node.
const AT_ROOT: (u32, u32) = (4000, 20);
const AT_NODE: (u32, u32) = (12, 3);

/// How many items, from those about which the multipliers say least, are exchanged at the root, and
/// how many times.
const EXCHANGED: usize = 150;
const PASSES: u32 = 4;

/// The selection found.
pub(super) struct Found {
    pub(super) chosen: Vec<bool>,
    pub(super) nodes: u64,
    /// The greatest bound of what was not searched; none where all was.
    pub(super) open: Option<i128>,
}

/// The search.
pub(super) struct Search<'m> {
    model: &'m Model,
    rows: Rows,
    state: State<'m>,
    best: Vec<bool>,
    weight: i128,
    nodes: u64,
    limit: u64,
    open: Option<i128>,
}

impl<'m> Search<'m> {
    /// The problem must be feasible: what is locked in is the first selection.
    pub(super) fn new(model: &'m Model, problem: &Problem) -> Self {
        let mut state = State::new(model);
        for (locked, to) in [(&problem.locked_in, true), (&problem.locked_out, false)] {
            for &index in locked {
                state.decide(index, to);
            }
        }
        let best = state.chosen();
        let weight = model.weight(&best);
        let limit = problem.node_limit;
        Self { model, rows: Rows::new(model), state, best, weight, nodes: 0, limit, open: None }
    }

    pub(super) fn run(mut self) -> Found {
        let by_weight: Vec<_> =
            self.state.free().map(|index| (index, self.model.weight_of(index))).collect();
        self.offer(&by_weight);
        let mut dual = Dual::new(self.model);
        for _ in 0..4 {
            dual.improve((self.model, &self.rows), &self.state, self.weight, AT_ROOT);
            self.offer(&dual.reduced);
        }
        self.exchange(&dual.reduced);
        self.node(dual, true);
        Found { chosen: self.best, nodes: self.nodes, open: self.open }
    }

    /// Builds a selection in the order of `priority` and keeps it if it is better.
    fn offer(&mut self, priority: &[(usize, i128)]) {
        let chosen = build(&mut self.state, priority);
        self.keep(chosen);
    }

    /// Turns one decision of the best selection, keeps the others as far as they fit, and fills up.
    fn exchange(&mut self, reduced: &[(usize, i128)]) {
        let mut unsure = reduced.to_vec();
        unsure.sort_by_key(|(index, reduced)| (reduced.abs(), *index));
        for _ in 0..PASSES {
            let before = self.weight;
            for &(index, _) in unsure.iter().take(EXCHANGED) {
                let held = |index: usize| i128::from(at(&self.best, index)) << 110;
                let priority: Vec<_> = reduced
                    .iter()
                    .map(|&(index, reduced)| (index, reduced + held(index)))
                    .collect();
                let mark = self.state.mark();
                if self.state.decide(index, !at(&self.best, index)) {
                    self.offer(&priority);
                }
                self.state.back_to(mark);
            }
            if self.weight == before {
                return;
            }
        }
    }

    fn keep(&mut self, chosen: Vec<bool>) {
        let weight = self.model.weight(&chosen);
        if weight > self.weight || (weight == self.weight && Model::first(&chosen, &self.best)) {
            (self.best, self.weight) = (chosen, weight);
        }
    }

    /// Searches all selections under the decisions made. Leaves the decisions as they were.
    fn node(&mut self, mut dual: Dual, root: bool) {
        if self.nodes >= self.limit {
            self.open = self.open.max(Some(dual.bound));
            return;
        }
        self.nodes += 1;
        let mark = self.state.mark();
        if self.tighten(&mut dual, root) {
            self.branch(dual);
        }
        self.state.back_to(mark);
    }

    /// Draws conclusions until there are no more; false where nothing better is left here.
    fn tighten(&mut self, dual: &mut Dual, root: bool) -> bool {
        loop {
            if !self.state.leave_out_what_does_not_fit() {
                return false;
            }
            dual.improve((self.model, &self.rows), &self.state, self.weight, AT_NODE);
            if root || self.nodes.is_multiple_of(64) {
                self.offer(&dual.reduced);
            }
            if !self.promising(dual.bound) {
                return false;
            }
            let before = self.state.mark();
            for &(index, reduced) in &dual.reduced {
                let without = self.model.reachable(dual.bound - reduced.abs());
                let settled = without < self.weight && self.state.of(index).is_none();
                if settled && !self.state.decide(index, reduced > 0) {
                    return false;
                }
            }
            if self.state.mark() - before < 4 {
                return true;
            }
        }
    }

    /// Whether a selection under `bound` may be better, or as good and earlier by the tie rule.
    fn promising(&self, bound: i128) -> bool {
        let reachable = self.model.reachable(bound);
        if reachable != self.weight {
            return reachable > self.weight;
        }
        for (index, best) in self.best.iter().enumerate() {
            match (self.state.of(index), best) {
                (Some(true) | None, false) => return true,
                (Some(false), true) => return false,
                _ => {}
            }
        }
        false
    }

    /// Decides the item about which the multipliers say least, both ways.
    fn branch(&mut self, dual: Dual) {
        let free = dual.reduced.iter().filter(|(index, _)| self.state.of(*index).is_none());
        let Some(&(index, reduced)) = free.min_by_key(|(_, reduced)| reduced.abs()) else {
            self.keep(self.state.chosen());
            return;
        };
        let mark = self.state.mark();
        for to in [reduced > 0, reduced <= 0] {
            if self.state.decide(index, to) {
                self.node(dual.clone(), false);
            }
            self.state.back_to(mark);
        }
    }
}
