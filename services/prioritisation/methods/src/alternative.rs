//! What a method chooses among.

use serde::{Deserialize, Serialize};

/// What a method chooses among: an initiative by its reference, with its cost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alternative {
    /// Total cost, öre. First, so that the derived order is the tie order.
    pub cost_ore: u64,
    /// The proposer's reference. Unique among the alternatives of a call.
    pub reference: String,
}

/// Sorts alternatives into the order that breaks ties everywhere: lower cost, then the reference by
/// its UTF-8 bytes. In this order "first" wins a tie.
pub fn in_tie_order(alternatives: &mut [Alternative]) {
    alternatives.sort();
}
