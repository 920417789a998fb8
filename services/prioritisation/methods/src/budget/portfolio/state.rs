//! What is decided about each item, what follows from it, and how to take it back.

use super::super::slice::{at, put};
use super::model::Model;

/// Decisions with their consequences.
#[derive(Clone)]
pub(super) struct State<'m> {
    model: &'m Model,
    fixed: Vec<Option<bool>>,
    trail: Vec<usize>,
    /// Per row, what the selected leave of the limit.
    pub(super) rest: Vec<i128>,
    /// Sum of the weights of the selected.
    pub(super) weight: i128,
    room: Vec<u64>,
}

impl<'m> State<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            fixed: vec![None; model.weights.len()],
            trail: Vec::new(),
            rest: model.limits.clone(),
            weight: 0,
            room: model.room.clone(),
        }
    }

    pub(super) fn of(&self, index: usize) -> Option<bool> {
        at(&self.fixed, index)
    }

    /// Items without a decision, in tie order.
    pub(super) fn free(&self) -> impl Iterator<Item = usize> + '_ {
        self.fixed.iter().enumerate().filter(|(_, fixed)| fixed.is_none()).map(|(index, _)| index)
    }

    /// The selection, where all without a decision are left out.
    pub(super) fn chosen(&self) -> Vec<bool> {
        self.fixed.iter().map(|fixed| *fixed == Some(true)).collect()
    }

    /// A place to return to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Takes back all decisions since `mark`.
    pub(super) fn back_to(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(index) = self.trail.pop() else { return };
            if self.of(index) == Some(true) {
                self.account(index, -1);
            }
            put(&mut self.fixed, index, None);
        }
    }

    fn account(&mut self, index: usize, sign: i128) {
        self.weight += sign * self.model.weight_of(index);
        for &(row, coefficient) in self.model.terms(index) {
            if let Some(rest) = self.rest.get_mut(row) {
                *rest -= sign * coefficient;
            }
        }
        if let Some(room) = at(&self.model.cap, index).and_then(|cap| self.room.get_mut(cap)) {
            *room = if sign > 0 { room.saturating_sub(1) } else { room.saturating_add(1) };
        }
    }

    /// Decides an item and what follows; false where that breaks a limit. The caller then goes back.
    pub(super) fn decide(&mut self, index: usize, to: bool) -> bool {
        let mut due = vec![(index, to)];
        while let Some((index, to)) = due.pop() {
            match self.of(index) {
                Some(already) if already == to => continue,
                Some(_) => return false,
                None => {}
            }
            if to && at(&self.model.cap, index).is_some_and(|cap| at(&self.room, cap) == 0) {
                return false;
            }
            put(&mut self.fixed, index, Some(to));
            self.trail.push(index);
            if !to {
                due.extend(list(&self.model.required_by, index).iter().map(|one| (*one, false)));
                continue;
            }
            self.account(index, 1);
            if self.rest.iter().take(self.model.years).any(|rest| *rest < 0) {
                return false;
            }
            due.extend(list(&self.model.requires, index).iter().map(|one| (*one, true)));
            due.extend(list(&self.model.excludes, index).iter().map(|one| (*one, false)));
            if let Some(cap) = at(&self.model.cap, index).filter(|cap| at(&self.room, *cap) == 0) {
                let others = list(&self.model.members, cap).iter();
                due.extend(others.filter(|one| self.of(**one).is_none()).map(|one| (*one, false)));
            }
        }
        true
    }

    /// Leaves out what no longer fits into a year; false where that breaks a limit.
    pub(super) fn leave_out_what_does_not_fit(&mut self) -> bool {
        let years = self.model.years;
        let too_dear = |state: &Self, index: usize| {
            let in_years = state.model.terms(index).iter().filter(|(row, _)| *row < years);
            in_years.into_iter().any(|(row, cost)| *cost > at(&state.rest, *row))
        };
        let out: Vec<usize> = self.free().filter(|index| too_dear(self, *index)).collect();
        out.into_iter().all(|index| self.decide(index, false))
    }
}

fn list(of: &[Vec<usize>], index: usize) -> &[usize] {
    of.get(index).map_or(&[], Vec::as_slice)
}
