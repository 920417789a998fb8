//! Margins of Equal Shares.

use serde::Serialize;

use super::super::equal_shares::{Completion, Utility, equal_shares};
use super::super::instance::{Ballot, Instance};
use super::{first_win, last_win};

/// Doublings of the extra voters that are tried.
const DOUBLINGS: u32 = 24;

/// Up to where Equal Shares selects an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EqualSharesMargin {
    /// The alternative.
    pub reference: String,
    /// Whether it is selected.
    pub selected: bool,
    /// Its cost, öre.
    pub cost_ore: u64,
    /// A cost at which it is selected while at one öre more it is not; none where it is not selected
    /// at zero.
    pub greatest_cost_ore: Option<u64>,
    /// Whether that is the greatest cost at which it is selected. So without completion, since a
    /// lower cost only lowers its ρ.
    pub greatest_is_exact: bool,
    /// So many more voters of one share, each with one point for it alone, select it within the same
    /// frame, while one fewer do not. None where it is selected or no number tried did.
    pub more_voters: Option<u64>,
}

/// The margin of one alternative, by bisection over runs (C8). None for an unknown reference.
///
/// Makes about as many runs as the cost and the number of voters have bits.
#[must_use]
pub fn equal_shares_margin(
    instance: &Instance,
    utility: Utility,
    completion: Completion,
    reference: &str,
) -> Option<EqualSharesMargin> {
    let index = instance.index_of(reference)?;
    let selects = |instance: &Instance| {
        let result = equal_shares(instance, utility, completion);
        result.selected.iter().any(|selected| selected == reference)
    };
    let cost_ore = instance.cost(index);
    let at_cost = |cost: u64| selects(&instance.with_cost(reference, cost));
    let selected = selects(instance);
    let greatest_cost_ore = if selected {
        Some(last_win(cost_ore, instance.frame_ore().saturating_add(1), at_cost))
    } else {
        at_cost(0).then(|| last_win(0, cost_ore, at_cost))
    };
    let joined =
        |voters: u64| with_voters(instance, index, voters).is_some_and(|one| selects(&one));
    let more_voters = (!selected).then(|| {
        let enough = (0..DOUBLINGS).map(|power| 1_u64 << power).find(|voters| joined(*voters))?;
        Some(first_win(enough / 2, enough, joined))
    });
    Some(EqualSharesMargin {
        reference: reference.to_owned(),
        selected,
        cost_ore,
        greatest_cost_ore,
        greatest_is_exact: completion == Completion::None,
        more_voters: more_voters.flatten(),
    })
}

fn with_voters(instance: &Instance, index: usize, voters: u64) -> Option<Instance> {
    let mut ballots = instance.ballots().to_vec();
    ballots.push(Ballot { count: voters, weight: None, points: vec![(index, 1)] });
    Instance::new(instance.alternatives().to_vec(), instance.frame_ore(), ballots).ok()
}
