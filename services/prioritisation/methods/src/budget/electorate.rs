//! Voters as Equal Shares sees them: grouped by what they support.

use std::collections::BTreeMap;

use super::equal_shares::Utility;
use super::instance::Instance;

/// A group that supports an alternative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Supporter {
    /// The group, by index.
    pub(super) group: u32,
    /// Its utility, before [`Utility::Cost`] multiplies it by the cost.
    pub(super) utility: u64,
    /// Voters of the group.
    pub(super) voters: u64,
    /// Shares of the group.
    pub(super) shares: u64,
}

/// One alternative with those who may pay for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Project {
    /// Its cost, öre.
    pub(super) cost_ore: u64,
    /// Those who support it.
    pub(super) supporters: Vec<Supporter>,
    /// Sum of shares times utility.
    pub(super) weight: u64,
}

/// Voters grouped by equal utilities. All shares of a group hold the same at every time.
#[derive(Debug, Clone)]
pub(super) struct Electorate {
    /// The projects in tie order.
    pub(super) projects: Vec<Project>,
    /// How many groups there are.
    pub(super) groups: usize,
    /// Shares of all voters.
    pub(super) shares: u64,
    /// How utilities compare.
    pub(super) utility: Utility,
}

impl Electorate {
    pub(super) fn new(instance: &Instance, utility: Utility) -> Self {
        let mut grouped: BTreeMap<Vec<(usize, u64)>, (u64, u64)> = BTreeMap::new();
        for ballot in instance.ballots() {
            let points = |points| if utility == Utility::Points { points } else { 1 };
            let mut of: Vec<_> =
                ballot.points.iter().map(|&(to, given)| (to, points(given))).collect();
            of.sort_unstable();
            let sums = grouped.entry(of).or_default();
            sums.0 = sums.0.saturating_add(ballot.count);
            sums.1 = sums.1.saturating_add(ballot.shares());
        }
        let mut projects: Vec<Project> = (instance.alternatives().iter())
            .map(|one| Project { cost_ore: one.cost_ore, ..Project::default() })
            .collect();
        for (group, (of, (voters, shares))) in (0_u32..).zip(&grouped) {
            for &(to, utility) in of {
                if let Some(project) = projects.get_mut(to) {
                    let (voters, shares) = (*voters, *shares);
                    project.supporters.push(Supporter { group, utility, voters, shares });
                    project.weight = project.weight.saturating_add(shares.saturating_mul(utility));
                }
            }
        }
        let shares = grouped.values().fold(0_u64, |sum, (_, shares)| sum.saturating_add(*shares));
        Self { projects, groups: grouped.len(), shares, utility }
    }

    /// What the utility of a project's supporters is multiplied by.
    pub(super) fn factor(&self, project: &Project) -> u64 {
        match self.utility {
            Utility::Cost => project.cost_ore.max(1),
            Utility::Cardinality | Utility::Points => 1,
        }
    }
}
