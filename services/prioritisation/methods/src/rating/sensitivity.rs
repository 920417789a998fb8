//! How far the weight of a criterion can move before an order by weighted scoring changes (C8).
//!
//! The criterion's share takes each value from 0 to 1; the other criteria divide the rest in the
//! proportions of their weights. A score is then a straight line over the share, and so is the
//! difference of two. An order holds on one interval, and the share as it is lies in it. A single
//! criterion has no other to trade with: its interval is the whole.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::Serialize;

use super::criterion::{Criterion, sum_of_weights};
use super::weighted::Scoring;
use crate::Exact;
use crate::ranking::Order;

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct End {
    /// The share of the weights, from 0 to 1.
    pub share: Exact,
    /// Whether the order still holds there.
    pub included: bool,
}

/// The shares on which an order holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// The lowest.
    pub low: End,
    /// The highest.
    pub high: End,
}

/// On which shares of a criterion two neighbours keep their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfPair<'s> {
    /// The one with the place before.
    pub above: &'s str,
    /// The one with the place after.
    pub below: &'s str,
    /// On which shares of which criterion.
    #[serde(flatten)]
    pub of: OfCriterion<'s>,
}

/// On which shares of a criterion something holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfCriterion<'s> {
    /// Key of the criterion.
    pub criterion: &'s str,
    /// Its share as it is.
    pub share: Exact,
    /// Where it can move to.
    pub holds: Interval,
}

/// For each two neighbours among the rated, from the first place, and each criterion: the shares on
/// which the two keep their order.
#[must_use]
pub fn neighbours(scoring: &Scoring) -> Vec<OfPair<'_>> {
    let lines = Lines::of(scoring);
    let mut found = Vec::new();
    for (&above, &below) in lines.order.iter().zip(lines.order.iter().skip(1)) {
        for line in &lines.criteria {
            found.push(OfPair {
                above: lines.reference(above),
                below: lines.reference(below),
                of: line.holding(line.bound(above, below)),
            });
        }
    }
    found
}

/// For each criterion, the shares on which the first `k` of the rated stay the same set, in
/// whatever order. Every share, if `k` is 0 or not less than the number of rated.
#[must_use]
pub fn first(scoring: &Scoring, k: usize) -> Vec<OfCriterion<'_>> {
    let lines = Lines::of(scoring);
    let (inside, outside) = lines.order.split_at_checked(k).unwrap_or_default();
    let bounds = |line: &Line<'_>| -> Vec<Bound> {
        let below = |&above| outside.iter().filter_map(move |&below| line.bound(above, below));
        inside.iter().flat_map(below).collect()
    };
    lines.criteria.iter().map(|line| line.holding(bounds(line))).collect()
}

/// A limit to the shares, set by the order of two alternatives.
enum Bound {
    Low(End),
    High(End),
}

impl Interval {
    fn narrowed(self, bound: Bound) -> Self {
        // Of two equal ends the one that is not included is the tighter.
        let low = |end: &End| (end.share.clone(), !end.included);
        let high = |end: &End| (end.share.clone(), end.included);
        match bound {
            Bound::Low(end) if low(&end) > low(&self.low) => Self { low: end, ..self },
            Bound::High(end) if high(&end) < high(&self.high) => Self { high: end, ..self },
            _ => self,
        }
    }
}

/// The rated alternatives in tie order, their order by score, and their lines.
struct Lines<'s> {
    references: Vec<&'s str>,
    order: Vec<usize>,
    criteria: Vec<Line<'s>>,
}

/// The scores over the share of one criterion.
struct Line<'s> {
    key: &'s str,
    share: BigRational,
    /// Scores where the share is 0. All multiplied by one number, to be integers.
    at_0: Vec<BigInt>,
    /// Scores where the share is 1, multiplied by the same number.
    at_1: Vec<BigInt>,
}

impl<'s> Lines<'s> {
    fn of(scoring: &'s Scoring) -> Self {
        let sum = sum_of_weights(scoring.criteria());
        let (mut references, mut rows) = (Vec::new(), Vec::new());
        for (alternative, row) in scoring.alternatives().iter().zip(scoring.normalised()) {
            if let Ok(row) = row {
                references.push(alternative.reference.as_str());
                rows.push(row);
            }
        }
        let scores: Vec<BigRational> = rows.iter().map(|row| scoring.score(row, &sum)).collect();
        let line = |(column, criterion): (usize, &'s Criterion)| {
            let own = rows.iter().filter_map(|row| row.get(column)).cloned().collect();
            Line::of(criterion, &sum, &scores, own)
        };
        let criteria = scoring.criteria().iter().enumerate().map(line).collect();
        Self { references, order: Order::by_score(&scores).first_to_last, criteria }
    }

    fn reference(&self, index: usize) -> &'s str {
        self.references.get(index).copied().unwrap_or_default()
    }
}

impl<'s> Line<'s> {
    fn of(
        criterion: &'s Criterion,
        sum: &BigInt,
        scores: &[BigRational],
        own: Vec<BigRational>,
    ) -> Self {
        let share = BigRational::new(criterion.weight.into(), sum.clone());
        let others = BigRational::one() - &share;
        let rest = |(score, own): (&BigRational, &BigRational)| {
            // Without other criteria nothing can move.
            if others.is_zero() { own.clone() } else { (score - &share * own) / &others }
        };
        let rest: Vec<BigRational> = scores.iter().zip(&own).map(rest).collect();
        let multiple = own
            .iter()
            .chain(&rest)
            .fold(BigInt::one(), |multiple, score| multiple.lcm(score.denom()));
        let integers = |scores: &[BigRational]| -> Vec<BigInt> {
            scores.iter().map(|score| score.numer() * (&multiple / score.denom())).collect()
        };
        Self { key: &criterion.key, share, at_0: integers(&rest), at_1: integers(&own) }
    }

    /// What limits the shares on which one stands above the other. It does at the share as it is.
    fn bound(&self, above: usize, below: usize) -> Option<Bound> {
        let lead_at_0 = self.at_0.get(above)? - self.at_0.get(below)?;
        let lead_at_1 = self.at_1.get(above)? - self.at_1.get(below)?;
        if lead_at_0.is_positive() && lead_at_1.is_positive() || lead_at_0 == lead_at_1 {
            return None;
        }
        let rises = lead_at_1 > lead_at_0;
        let equal_at = BigRational::new(lead_at_0.clone(), lead_at_0 - lead_at_1);
        let end = End { share: Exact(equal_at), included: above < below };
        Some(if rises { Bound::Low(end) } else { Bound::High(end) })
    }

    fn holding(&self, bounds: impl IntoIterator<Item = Bound>) -> OfCriterion<'s> {
        let whole = Interval {
            low: End { share: Exact(BigRational::zero()), included: true },
            high: End { share: Exact(BigRational::one()), included: true },
        };
        OfCriterion {
            criterion: self.key,
            share: Exact(self.share.clone()),
            holds: bounds.into_iter().fold(whole, Interval::narrowed),
        }
    }
}

#[cfg(test)]
mod tests;
