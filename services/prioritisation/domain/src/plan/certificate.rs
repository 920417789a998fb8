//! The certificate of preparation that goes with the proposal (D4, F4).

use kernel::{AreaKey, InitiativeId, Responsibility};
use serde::{Deserialize, Serialize};

use super::Ground;
use crate::{Basis, ProposalItem};

kernel::named! {
    /// What is checked of every initiative.
    pub enum CheckRule {
        /// Its costs by year sum to its total (D3).
        CostsByYear = "costs_by_year",
        /// Every criterion of the model has a score (D4).
        Scored = "scored",
        /// It has a weighted value (D4).
        Valued = "valued",
        /// It names at least one administration that it affects beside the proposing one (B1). One of
        /// a single administration is in scope by its cost (B2).
        Affected = "affected",
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is checked.
    pub rule: CheckRule,
    /// How many initiatives hold to it.
    pub holds: u32,
    /// Those that do not, in city order.
    pub lacking: Vec<InitiativeId>,
}

/// How well a proposal is prepared. That every initiative has a completed dossier, signed by both
/// kinds of expertise, and an outcome with its reason is a condition of being ranked (C4, C6, D5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// How many initiatives there are.
    pub initiatives: u32,
    /// The checks.
    pub checks: Vec<Check>,
    /// Areas whose ranking was decided though nobody present answered for something (A11).
    pub gaps: Vec<(AreaKey, Vec<Responsibility>)>,
}

impl Certificate {
    /// Whether nothing is lacking.
    #[must_use]
    pub fn complete(&self) -> bool {
        let holds = |check: &Check| check.rule == CheckRule::Affected || check.lacking.is_empty();
        self.checks.iter().all(holds) && self.gaps.is_empty()
    }

    pub(super) fn of(ground: &Ground, items: &[ProposalItem]) -> Self {
        let gaps = ground.areas.iter().filter(|area| !area.gaps.is_empty());
        Self {
            initiatives: number(items.len()),
            checks: CheckRule::ALL.iter().map(|rule| check(*rule, ground, items)).collect(),
            gaps: gaps.map(|area| (area.key.clone(), area.gaps.clone())).collect(),
        }
    }
}

fn check(rule: CheckRule, ground: &Ground, items: &[ProposalItem]) -> Check {
    let nothing = Basis::default();
    let holds = |item: &&ProposalItem| {
        let basis = ground.bases.get(&item.candidate.case).unwrap_or(&nothing);
        match rule {
            CheckRule::CostsByYear => {
                let sum = basis.costs.iter().map(|one| one.cost.as_ore());
                sum.fold(0, i64::saturating_add) == item.candidate.cost.as_ore()
            }
            CheckRule::Scored => {
                let mut criteria = ground.valuation.criteria.iter();
                criteria.all(|one| basis.scores.contains_key(&one.key))
            }
            CheckRule::Valued => basis.value.is_some(),
            CheckRule::Affected => {
                basis.affected.iter().any(|one| *one != item.candidate.administration)
            }
        }
    };
    let (held, lacking): (Vec<&ProposalItem>, Vec<&ProposalItem>) = items.iter().partition(holds);
    let lacking = lacking.iter().map(|item| item.candidate.initiative).collect();
    Check { rule, holds: number(held.len()), lacking }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
