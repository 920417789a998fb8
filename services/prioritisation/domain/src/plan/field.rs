//! Initiatives of all areas in tie order, as the methods know them: by index.

use std::collections::BTreeMap;

use kernel::InitiativeId;
use prioritisation_methods::Alternative;

use super::Ground;
use crate::{Basis, ProposalItem};

/// Initiatives in tie order.
pub(super) struct Field<'g> {
    pub(super) ground: &'g Ground,
    items: Vec<&'g ProposalItem>,
    index: BTreeMap<InitiativeId, usize>,
}

impl<'g> Field<'g> {
    pub(super) fn new(ground: &'g Ground) -> Self {
        let mut items: Vec<&ProposalItem> = ground.items.iter().collect();
        items.sort_by(|one, other| one.candidate.tie_break(&other.candidate));
        let index = items.iter().map(|item| item.candidate.initiative).zip(0..).collect();
        Self { ground, items, index }
    }

    /// How many there are, as a rank.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn items(&self) -> &[&'g ProposalItem] {
        &self.items
    }

    pub(super) fn item(&self, index: usize) -> Option<&'g ProposalItem> {
        self.items.get(index).copied()
    }

    pub(super) fn index_of(&self, initiative: InitiativeId) -> Option<usize> {
        self.index.get(&initiative).copied()
    }

    pub(super) fn basis(&self, item: &ProposalItem) -> Option<&'g Basis> {
        self.ground.bases.get(&item.candidate.case)
    }

    /// By area score, first to last.
    pub(super) fn by_area_score(&self) -> Vec<usize> {
        let of = |item: &ProposalItem| self.index_of(item.candidate.initiative);
        self.ground.items.iter().filter_map(of).collect()
    }

    /// The same in the methods' words. Their reference is the index, which keeps the tie order.
    pub(super) fn alternatives(&self) -> Vec<Alternative> {
        let one = |(index, item): (usize, &&ProposalItem)| Alternative {
            cost_ore: cost(item),
            reference: reference(index),
        };
        self.items.iter().enumerate().map(one).collect()
    }

    pub(super) fn initiatives<'r>(
        &self,
        references: impl IntoIterator<Item = &'r String>,
    ) -> Vec<InitiativeId> {
        let of = |one: &String| Some(self.item(index(one)?)?.candidate.initiative);
        references.into_iter().filter_map(of).collect()
    }
}

/// Costs are not negative: intake refuses that.
pub(super) fn cost(item: &ProposalItem) -> u64 {
    u64::try_from(item.candidate.cost.as_ore()).unwrap_or_default()
}

pub(super) fn reference(index: usize) -> String {
    format!("{index:08}")
}

pub(super) fn index(reference: &str) -> Option<usize> {
    reference.parse().ok()
}
