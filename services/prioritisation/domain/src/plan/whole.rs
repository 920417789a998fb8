//! The whole view: all parts, sums, dependencies, what is left out (F7).

use std::collections::BTreeMap;

use kernel::{AreaKey, InitiativeId};
use serde::{Deserialize, Serialize};

use super::{Ground, Settings};
use crate::{Counts, ProposalItem};

/// All parts together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeView {
    /// The frame, öre.
    pub frame_ore: i64,
    /// What all that is within costs, öre. More than the frame where overrides say so.
    pub within_ore: i64,
    /// How many are within.
    pub within: u32,
    /// What all that is ranked costs, öre.
    pub total_ore: i64,
    /// How many are ranked.
    pub total: u32,
    /// Parts by area, in the model's order.
    pub areas: Vec<(AreaKey, Part, Counts)>,
    /// Parts by proposing administration.
    pub administrations: Vec<(String, Part)>,
    /// Costs by year.
    pub years: Vec<YearPart>,
    /// Pairs of which the first needs the second, and whether the proposal holds to it.
    pub requires: Vec<(InitiativeId, InitiativeId, bool)>,
    /// Pairs of which at most one is within, and whether the proposal holds to it.
    pub excludes: Vec<(InitiativeId, InitiativeId, bool)>,
}

/// One part of the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// How many are ranked.
    pub total: u32,
    /// What they cost, öre.
    pub total_ore: i64,
    /// How many of them are within.
    pub within: u32,
    /// What these cost, öre.
    pub within_ore: i64,
}

/// One year's costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPart {
    /// The year.
    pub year: i32,
    /// What all that is ranked costs in it, öre.
    pub total_ore: i64,
    /// What all that is within costs in it, öre.
    pub within_ore: i64,
}

impl Part {
    fn add(&mut self, within: bool, cost_ore: i64) {
        self.total = self.total.saturating_add(1);
        self.total_ore = self.total_ore.saturating_add(cost_ore);
        if within {
            self.within = self.within.saturating_add(1);
            self.within_ore = self.within_ore.saturating_add(cost_ore);
        }
    }
}

impl WholeView {
    pub(super) fn of(ground: &Ground, settings: &Settings, items: &[ProposalItem]) -> Self {
        let mut whole = Part::default();
        let mut areas: BTreeMap<&AreaKey, Part> = BTreeMap::new();
        let mut administrations: BTreeMap<String, Part> = BTreeMap::new();
        for item in items {
            let cost = item.candidate.cost.as_ore();
            whole.add(item.within, cost);
            areas.entry(&item.area).or_default().add(item.within, cost);
            let administration = item.candidate.administration.to_string();
            administrations.entry(administration).or_default().add(item.within, cost);
        }
        let area = |area: &super::GroundArea| {
            let part = areas.get(&area.key).copied().unwrap_or_default();
            (area.key.clone(), part, area.counts)
        };
        let within = super::selected(items);
        let pair = |holds: fn(bool, bool) -> bool| {
            let within = &within;
            move |(one, other): &(InitiativeId, InitiativeId)| {
                (*one, *other, holds(within.contains(one), within.contains(other)))
            }
        };
        Self {
            frame_ore: settings.frame.as_ore(),
            within_ore: whole.within_ore,
            within: whole.within,
            total_ore: whole.total_ore,
            total: whole.total,
            areas: ground.areas.iter().map(area).collect(),
            administrations: administrations.into_iter().collect(),
            years: years(ground, items),
            requires: settings.requires.iter().map(pair(|one, other| !one || other)).collect(),
            excludes: settings.excludes.iter().map(pair(|one, other| !(one && other))).collect(),
        }
    }
}

fn years(ground: &Ground, items: &[ProposalItem]) -> Vec<YearPart> {
    let mut years: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
    for item in items {
        let basis = ground.bases.get(&item.candidate.case);
        for cost in basis.into_iter().flat_map(|basis| &basis.costs) {
            let (total, within) = years.entry(cost.year).or_default();
            *total = total.saturating_add(cost.cost.as_ore());
            if item.within {
                *within = within.saturating_add(cost.cost.as_ore());
            }
        }
    }
    let part = |(year, (total_ore, within_ore))| YearPart { year, total_ore, within_ore };
    years.into_iter().map(part).collect()
}
