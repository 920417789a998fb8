//! A share of a number, as in a quorum or a majority. Exact.

use std::str::FromStr;

/// A share that must be exceeded: `1/2` is *more than half*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    numerator: u32,
    denominator: u32,
}

impl Share {
    /// Whether `part` of `whole` is more than this share.
    #[must_use]
    pub fn exceeded_by(self, part: u32, whole: u32) -> bool {
        u64::from(part) * u64::from(self.denominator) > u64::from(whole) * u64::from(self.numerator)
    }

    /// The least number that is more than this share of `whole`; at least 1.
    #[must_use]
    pub fn least_above(self, whole: u32) -> u32 {
        let share = u64::from(whole) * u64::from(self.numerator);
        let least = share.checked_div(u64::from(self.denominator)).unwrap_or_default() + 1;
        u32::try_from(least).unwrap_or(u32::MAX)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Share {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rule = "must be a share below one, such as \"1/2\"";
        let (numerator, denominator) = text.split_once('/').ok_or(rule)?;
        let numerator = numerator.parse().map_err(|_| rule)?;
        let denominator = denominator.parse().map_err(|_| rule)?;
        if numerator < denominator { Ok(Self { numerator, denominator }) } else { Err(rule) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_not_more_than_half() {
        let half: Share = "1/2".parse().unwrap();
        assert!(!half.exceeded_by(5, 10));
        assert!(half.exceeded_by(6, 10));
        for (whole, least) in [(0, 1), (1, 1), (2, 2), (9, 5), (10, 6)] {
            assert_eq!(half.least_above(whole), least, "of {whole}");
        }
        assert!("2/2".parse::<Share>().is_err());
        assert!("1/0".parse::<Share>().is_err());
    }
}
