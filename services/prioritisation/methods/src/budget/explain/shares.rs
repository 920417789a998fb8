//! What each group gets beside what would be proportional.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::Serialize;

use super::super::violation::{Check, Violations};
use crate::{Alternative, Exact};

/// One group's share of the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupShare {
    /// The group: an area or an administration.
    pub group: String,
    /// What its selected alternatives cost, öre.
    pub cost_ore: u64,
    /// That as a share of what all selected cost; 0 where nothing is selected.
    pub share: Exact,
    /// Its weight as a share of all weights.
    pub proportional: Exact,
}

/// Each group's share of the money beside its proportional share (C8), in the order of `weights`.
///
/// `groups` names the group of each of `alternatives`.
///
/// # Errors
///
/// All violations: another number of groups than of alternatives, a group without a weight or with
/// two, weights that sum to 0, a selected reference that is not among the alternatives.
pub fn group_shares(
    alternatives: &[Alternative],
    groups: &[String],
    weights: &[(String, u64)],
    selected: &[String],
) -> Result<Vec<GroupShare>, Violations> {
    let mut check = Check::default();
    check.that(groups.len() == alternatives.len(), || "groups".to_owned(), "one per alternative");
    let mut costs: BTreeMap<&str, u64> = BTreeMap::new();
    for (place, (group, _)) in weights.iter().enumerate() {
        let once = costs.insert(group, 0).is_none();
        check.that(once, || format!("weights[{place}]"), "a group once");
    }
    for (place, group) in groups.iter().enumerate() {
        let weighed = costs.contains_key(group.as_str());
        check.that(weighed, || format!("groups[{place}]"), "has a weight");
    }
    for (place, reference) in selected.iter().enumerate() {
        let known = alternatives.iter().any(|one| one.reference == *reference);
        check.that(known, || format!("selected[{place}]"), "names an alternative");
    }
    let all: u128 = weights.iter().map(|(_, weight)| u128::from(*weight)).sum();
    check.that(all > 0, || "weights".to_owned(), "sum above 0");
    check.done(())?;
    for (alternative, group) in alternatives.iter().zip(groups) {
        if let Some(cost) = costs.get_mut(group.as_str())
            && selected.contains(&alternative.reference)
        {
            *cost = cost.saturating_add(alternative.cost_ore);
        }
    }
    let spent: u128 = costs.values().map(|cost| u128::from(*cost)).sum();
    let part =
        |of: u64, all: u128| Exact(BigRational::new(BigInt::from(of), BigInt::from(all.max(1))));
    Ok((weights.iter())
        .map(|(group, weight)| {
            let cost_ore = costs.get(group.as_str()).copied().unwrap_or(0);
            let (share, proportional) = (part(cost_ore, spent), part(*weight, all));
            GroupShare { group: group.clone(), cost_ore, share, proportional }
        })
        .collect())
}
