//! The sample year: Stockholm's administrations and initiatives, written by hand.

use std::collections::BTreeMap;

use kernel::Money;
use serde::Deserialize;

use super::plan::{Administration, Fate, Initiative, Plan, Texts};

const TEXT: &str = include_str!("../../sample/2028.toml");

/// Öre in a thousand kronor (tkr).
const TKR: i64 = 100_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i16,
    frame_tkr: i64,
    large_budget_tkr: i64,
    tertial_tkr: [i64; 2],
    administration: Vec<WrittenAdministration>,
    initiative: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAdministration {
    code: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    reference: String,
    title: String,
    area: String,
    by: String,
    #[serde(default)]
    affects: Vec<String>,
    #[serde(default)]
    kind: String,
    need: String,
    process: String,
    city_goal: String,
    business_goal: String,
    /// Year, one-off and running, in tkr.
    costs_tkr: Vec<(i16, i64, i64)>,
    benefits: BTreeMap<String, String>,
    risk: (String, String),
    #[serde(default)]
    maintenance_object: String,
    scores: Vec<i32>,
    #[serde(default)]
    coordination_benefit: String,
    #[serde(default)]
    incomplete_at_first: bool,
    withdrawn: Option<String>,
    supplement: Option<String>,
    rejected: Option<(String, String)>,
}

/// The sample year. `areas` are the keys of the model's service areas, in order.
///
/// # Errors
/// When the year, which is compiled in, names what it does not define.
pub fn plan(areas: &[String]) -> Result<Plan, Box<dyn std::error::Error>> {
    let year: Year = toml::from_str(TEXT)?;
    let codes: Vec<_> = year.administration.iter().map(|one| one.code.clone()).collect();
    let administrations = year
        .administration
        .into_iter()
        .map(|one| Administration { name: one.name, code: one.code })
        .collect();
    let initiatives = year
        .initiative
        .into_iter()
        .map(|one| initiative(one, &codes, areas))
        .collect::<Result<_, _>>()?;
    Ok(Plan {
        source: format!("sample year {}", year.year),
        year: year.year,
        budget: Money::ore(year.frame_tkr * TKR),
        large_budget: Money::ore(year.large_budget_tkr * TKR),
        additions: year.tertial_tkr.map(|tkr| Money::ore(tkr * TKR)),
        administrations,
        initiatives,
    })
}

fn index(of: &[String], key: &str) -> Result<usize, String> {
    of.iter().position(|one| one == key).ok_or_else(|| format!("the sample year has no {key}"))
}

fn initiative(one: Written, codes: &[String], areas: &[String]) -> Result<Initiative, String> {
    let proposer = index(codes, &one.by)?;
    let affected =
        one.affects.iter().map(|code| index(codes, code)).collect::<Result<Vec<_>, _>>()?;
    let value: i32 = one.scores.iter().sum();
    let points = (0..codes.len())
        .map(|at| {
            let affects = if affected.contains(&at) { 20 } else { 0 };
            let own = if proposer == at { 10 } else { 0 };
            i128::from(value + affects + own)
        })
        .collect();
    Ok(Initiative {
        reference: one.reference,
        title: one.title,
        area: index(areas, &one.area)?,
        proposer,
        affected,
        texts: Texts {
            need: one.need,
            process: one.process,
            city_goals: vec![one.city_goal],
            business_goals: vec![one.business_goal],
            benefits: one.benefits.into_iter().collect(),
            risks: vec![one.risk],
            maintenance_object: one.maintenance_object,
            kind: one.kind,
        },
        costs: one
            .costs_tkr
            .into_iter()
            .map(|(year, one_off, running)| {
                (year, Money::ore(one_off * TKR), Money::ore(running * TKR))
            })
            .collect(),
        points,
        scores: one.scores,
        coordination_benefit: one.coordination_benefit,
        fate: Fate {
            incomplete_at_first: one.incomplete_at_first,
            withdrawn: one.withdrawn,
            supplement: one.supplement,
            rejected: one.rejected,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_year_has_every_fate() {
        let model = model::Models::shipped().unwrap();
        let model = model.get("stockholm-2008").unwrap();
        let areas: Vec<_> = model.areas.iter().map(|area| area.key.to_string()).collect();
        let plan = plan(&areas).unwrap();
        assert!(plan.initiatives.len() >= 24);
        let any = |test: fn(&Initiative) -> bool| plan.initiatives.iter().any(test);
        assert!(any(|one| one.fate.incomplete_at_first));
        assert!(any(|one| one.fate.withdrawn.is_some()));
        assert!(any(|one| one.fate.supplement.is_some()));
        assert!(any(|one| one.fate.rejected.is_some()));
        assert!(any(|one| !one.coordination_benefit.is_empty()));
        for area in 0..areas.len() {
            assert!(plan.initiatives.iter().any(|one| one.area == area), "area {area} is empty");
        }
    }
}
