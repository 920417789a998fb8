//! Scores by the model's criteria, one each (D4, D8).

use kernel::Violations;
pub use model::Scores;
use model::Valuation;

/// The scores and their weighted value in permille, or every score that is missing or wrong.
pub(crate) fn value(
    scores: &[(String, i32)],
    valuation: &Valuation,
) -> Result<(Scores, u32), Violations> {
    valuation.judge(scores)
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
