//! How many of an area's cases stand where.

use serde::{Deserialize, Serialize};

use crate::Standing;

/// How many of the area's cases stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Wait for their outcome.
    pub registered: u32,
    /// Included.
    pub included: u32,
    /// Wait for their supplement.
    pub awaiting_supplement: u32,
    /// Rejected.
    pub rejected: u32,
    /// Withdrawn.
    pub withdrawn: u32,
}

impl Counts {
    fn of(&mut self, standing: Standing) -> &mut u32 {
        match standing {
            Standing::Registered => &mut self.registered,
            Standing::Included => &mut self.included,
            Standing::AwaitingSupplement => &mut self.awaiting_supplement,
            Standing::Rejected => &mut self.rejected,
            Standing::Withdrawn => &mut self.withdrawn,
        }
    }

    pub(crate) fn moved(mut self, from: Option<Standing>, to: Option<Standing>) -> Self {
        if let Some(from) = from {
            let count = self.of(from);
            *count = count.saturating_sub(1);
        }
        if let Some(to) = to {
            let count = self.of(to);
            *count = count.saturating_add(1);
        }
        self
    }

    /// Cases without a final outcome of step one.
    #[must_use]
    pub const fn undecided(&self) -> u32 {
        self.registered.saturating_add(self.awaiting_supplement)
    }

    /// Whether nothing is left to rank: no case was included, and none waits for an outcome. An area
    /// without cases, or whose cases were all rejected or withdrawn, is empty.
    #[must_use]
    pub const fn nothing_to_do(&self) -> bool {
        self.undecided() == 0 && self.included == 0
    }
}
