//! What changed from one dossier of a case to the next (complaint 4).

use std::collections::BTreeMap;

use crate::Dossier;

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, such as `title`, `costs[2027]` or `scores[goals]`.
    pub field: String,
    /// What stood there before; empty: nothing.
    pub before: String,
    /// What stands there now; empty: nothing.
    pub after: String,
}

/// All fields that differ, by name.
#[must_use]
pub fn difference(before: &Dossier, after: &Dossier) -> Vec<Change> {
    let (mut before, mut after) = (fields(before), fields(after));
    let names: Vec<_> = before.keys().chain(after.keys()).cloned().collect();
    let mut changes = BTreeMap::new();
    for field in names {
        let was = before.remove(&field).unwrap_or_default();
        let is = after.remove(&field).unwrap_or_default();
        if was != is {
            changes.insert(field.clone(), Change { field, before: was, after: is });
        }
    }
    changes.into_values().collect()
}

/// Everything that a dossier says, as text by the name of its field.
fn fields(dossier: &Dossier) -> BTreeMap<String, String> {
    let basis = &dossier.basis;
    let mut fields = BTreeMap::from([
        ("administration".to_owned(), dossier.administration.to_string()),
        ("reference".to_owned(), dossier.reference.clone()),
        ("title".to_owned(), dossier.title.clone()),
        ("total_cost_ore".to_owned(), dossier.cost.as_ore().to_string()),
        ("affected_administrations".to_owned(), listed(&basis.affected)),
        ("value".to_owned(), basis.value.map(|value| value.to_string()).unwrap_or_default()),
    ]);
    let mut years: BTreeMap<i32, i64> = BTreeMap::new();
    for one in &basis.costs {
        let sum = years.entry(one.year).or_default();
        *sum = sum.saturating_add(one.cost.as_ore());
    }
    fields.extend(years.iter().map(|(year, ore)| (format!("costs[{year}]"), ore.to_string())));
    let scores = basis.scores.iter();
    fields.extend(scores.map(|(key, score)| (format!("scores[{key}]"), score.to_string())));
    fields
}

fn listed(ids: &[kernel::AdministrationId]) -> String {
    let mut ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    ids.sort();
    ids.join(", ")
}

#[cfg(test)]
mod tests;
