//! Valuation: criteria with one scale, so that dossiers can be compared (D4, D8).

use std::collections::BTreeMap;

use kernel::Violations;

use crate::read::{Section, unique};

/// Score by key of criterion.
pub type Scores = BTreeMap<String, i32>;

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Key.
    pub key: String,
    /// Label shown to people.
    pub name: String,
    /// Weight in percent. All weights sum to 100.
    pub weight: u32,
}

/// Criteria and their common scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valuation {
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
    /// Criteria in the order of the form.
    pub criteria: Vec<Criterion>,
}

impl Valuation {
    /// The criterion with this key.
    #[must_use]
    pub fn criterion(&self, key: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.key == key)
    }

    /// Weighted value in permille of the highest possible: computed in whole numbers, then rounded
    /// half up once. `score` gives the score of a criterion; one outside of the scale counts as
    /// its nearest end. `None` when a criterion has no score.
    #[must_use]
    pub fn permille(&self, score: impl Fn(&Criterion) -> Option<i32>) -> Option<u32> {
        let range = i64::from(self.max) - i64::from(self.min);
        let mut points = 0_i64;
        for criterion in &self.criteria {
            let score = score(criterion)?.clamp(self.min, self.max);
            points += (i64::from(score) - i64::from(self.min)) * i64::from(criterion.weight);
        }
        u32::try_from((points * 20 + range) / (range * 2)).ok()
    }

    /// The scores by criterion, and their weighted value in permille.
    ///
    /// # Errors
    /// Every score that is missing, unknown, named twice or outside of the scale, under `scores`.
    pub fn judge(&self, scores: &[(String, i32)]) -> Result<(Scores, u32), Violations> {
        let mut wrong = Violations::none();
        let mut by_key = Scores::new();
        for (i, (key, score)) in scores.iter().enumerate() {
            let known = self.criterion(key).is_some();
            wrong.unless(known, format!("scores[{i}].criterion"), "is no criterion of the model");
            let fits = (self.min..=self.max).contains(score);
            let rule = format!("must be {} to {}", self.min, self.max);
            wrong.unless(fits, format!("scores[{i}].score"), rule);
            if by_key.insert(key.clone(), *score).is_some() {
                wrong.add(format!("scores[{i}].criterion"), "stands more than once");
            }
        }
        for criterion in &self.criteria {
            let there = by_key.contains_key(&criterion.key);
            wrong.unless(there, "scores", format!("has none for {}", criterion.key));
        }
        let value = self.permille(|criterion| by_key.get(&criterion.key).copied());
        wrong.check()?;
        Ok((by_key, value.unwrap_or_default()))
    }
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<Valuation> {
    let min = section.int("min");
    let max = section.int("max");
    let criteria = section.each("criterion", read_criterion);
    if let (Some(min), Some(max)) = (min, max) {
        section.check(min < max, "max", "must be more than min");
    }
    if let Some(criteria) = &criteria {
        unique(section, "criterion", criteria.iter().map(|criterion| criterion.key.as_str()));
        let sum: u64 = criteria.iter().map(|criterion| u64::from(criterion.weight)).sum();
        section.check(sum == 100, "criterion", format!("weights sum to {sum}, not to 100"));
    }
    Some(Valuation { min: min?, max: max?, criteria: criteria? })
}

fn read_criterion(section: &Section<'_, '_>) -> Option<Criterion> {
    let key = section.text("key");
    let name = section.text("name");
    let weight = section.int("weight");
    Some(Criterion { key: key?, name: name?, weight: weight? })
}
