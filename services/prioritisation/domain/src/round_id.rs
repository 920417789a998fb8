//! Names of area rounds and ballots.

use std::fmt;
use std::str::FromStr;

use kernel::{AreaKey, CycleId, PersonId};

/// One area's round in one cycle: `<cycle>:<area>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaRoundId {
    /// The cycle.
    pub cycle: CycleId,
    /// The area.
    pub area: AreaKey,
}

impl fmt::Display for AreaRoundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.cycle, self.area)
    }
}

impl FromStr for AreaRoundId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (cycle, area) = text.split_once(':').ok_or("is not <cycle>:<area>")?;
        Ok(Self {
            cycle: cycle.parse().map_err(|error: kernel::IdError| error.to_string())?,
            area: area.parse()?,
        })
    }
}

/// One member's ballot in an area round: `<cycle>:<area>/<person>`. Keys hold no `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BallotId {
    /// The area round.
    pub round: AreaRoundId,
    /// The member.
    pub member: PersonId,
}

impl fmt::Display for BallotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.round, self.member)
    }
}

impl FromStr for BallotId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (round, member) = text.split_once('/').ok_or("is not <cycle>:<area>/<person>")?;
        Ok(Self { round: round.parse()?, member: member.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn names_go_both_ways_also_where_keys_hold_colons() {
        let round = AreaRoundId { cycle: testing::id(1), area: AreaKey::new("a:b") };
        let ballot = BallotId { round: round.clone(), member: PersonId::new("p:q@r") };
        assert_eq!(round.to_string().parse(), Ok(round));
        assert_eq!(ballot.to_string().parse(), Ok(ballot));
        assert!("cyc_0:social".parse::<AreaRoundId>().is_err());
        assert!("social".parse::<BallotId>().is_err());
    }
}
