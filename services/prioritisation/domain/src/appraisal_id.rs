//! Names of appraisals.

use std::fmt;
use std::str::FromStr;

use kernel::{CaseId, PersonId};

/// What one member says of one case: `<case>/<person>`. Keys hold no `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppraisalId {
    /// The case.
    pub case: CaseId,
    /// The member.
    pub member: PersonId,
}

impl fmt::Display for AppraisalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.case, self.member)
    }
}

impl FromStr for AppraisalId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (case, member) = text.split_once('/').ok_or("is not <case>/<person>")?;
        Ok(Self {
            case: case.parse().map_err(|error: kernel::IdError| error.to_string())?,
            member: member.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn names_go_both_ways() {
        let id = AppraisalId { case: testing::id(1), member: PersonId::new("p:q@r") };
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("p:q@r".parse::<AppraisalId>().is_err());
    }
}
