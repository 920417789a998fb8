//! Scores by the model's criteria, one each (D4, D8).

use std::collections::BTreeMap;

use kernel::Violations;
use model::Valuation;

/// Score by key of criterion.
pub type Scores = BTreeMap<String, i32>;

/// The scores and their weighted value in permille, or every score that is missing or wrong.
pub(crate) fn value(
    scores: &[(String, i32)],
    valuation: &Valuation,
) -> Result<(Scores, u32), Violations> {
    let mut violations = Violations::none();
    let mut by_key = Scores::new();
    for (i, (key, score)) in scores.iter().enumerate() {
        let known = valuation.criterion(key).is_some();
        violations.unless(known, format!("scores[{i}].criterion"), "is no criterion of the model");
        let fits = (valuation.min..=valuation.max).contains(score);
        let rule = format!("must be {} to {}", valuation.min, valuation.max);
        violations.unless(fits, format!("scores[{i}].score"), rule);
        if by_key.insert(key.clone(), *score).is_some() {
            violations.add(format!("scores[{i}].criterion"), "stands more than once");
        }
    }
    for criterion in &valuation.criteria {
        let there = by_key.contains_key(&criterion.key);
        violations.unless(there, "scores", format!("has none for {}", criterion.key));
    }
    let value = valuation.permille(|criterion| by_key.get(&criterion.key).copied());
    violations.check()?;
    Ok((by_key, value.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{scores, stockholm};

    #[test]
    fn the_value_is_the_weighted_share_in_permille_d4() {
        let all = |score| value(&scores(score), &stockholm().valuation).unwrap().1;
        assert_eq!((all(0), all(3), all(5)), (0, 600, 1000));
    }

    #[test]
    fn every_bad_and_every_missing_score_is_named_at_once_d4() {
        let mut bad = scores(6);
        bad.truncate(2);
        bad.push(bad[0].clone());
        bad.push(("beauty".into(), 1));
        let found = value(&bad, &stockholm().valuation).unwrap_err();
        let found: Vec<_> = found.iter().map(|one| format!("{} {}", one.field, one.rule)).collect();
        assert_eq!(
            found,
            [
                "scores[0].score must be 0 to 5",
                "scores[1].score must be 0 to 5",
                "scores[2].score must be 0 to 5",
                "scores[2].criterion stands more than once",
                "scores[3].criterion is no criterion of the model",
                "scores has none for goals",
                "scores has none for coordination",
                "scores has none for feasibility",
            ]
        );
    }
}
