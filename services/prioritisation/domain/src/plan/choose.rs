//! Each method's order and selection.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

use kernel::Violations;
use model::{CityMethod, Completion, Utility, ValueSource, Voters};
use prioritisation_methods::budget::{
    self, AreaCap, Ballot, Instance, Item, Overrun, Portfolio, Problem, best_portfolio,
    equal_shares, greedy,
};
use prioritisation_methods::rating::ahp::{Comparison, Comparisons, Judgement, Weights, weigh};
use prioritisation_methods::rating::weighted::{self, Assessment, Scoring};
use prioritisation_methods::rating::wsjf::{self, Job, Jobs};
use prioritisation_methods::rating::{Criterion, Direction, Rated};

use super::field::{Field, cost, index, reference};
use super::{Ground, Outcome, Settings};
use crate::plan::settings::ScoreSource;
use crate::{ProposalItem, Score};

/// Nodes that the search for the best portfolio may take: seconds.
const NODES: u64 = 300_000;
const MILLION: u128 = 1_000_000;

/// An order of all and a selection, by index in tie order.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    pub(super) order: Vec<usize>,
    pub(super) selected: BTreeSet<usize>,
    ties: Vec<Vec<usize>>,
    unrated: Vec<usize>,
    portfolio: Option<Portfolio>,
}

impl Chosen {
    pub(super) fn outcome(&self, field: &Field<'_>) -> Outcome {
        let costs = self.selected.iter().filter_map(|index| field.item(*index)).map(cost);
        let cost = costs.fold(0_u64, u64::saturating_add);
        let named = |indices: &Vec<usize>| -> Vec<_> {
            let items = indices.iter().filter_map(|index| field.item(*index));
            items.map(|item| item.candidate.initiative).collect()
        };
        Outcome {
            computed_cost_ore: i64::try_from(cost).unwrap_or(i64::MAX),
            value: self.portfolio.as_ref().map(|one| one.value),
            bound: self.portfolio.as_ref().map(|one| one.bound),
            proven: self.portfolio.as_ref().is_none_or(|one| one.proven),
            ties: self.ties.iter().map(named).collect(),
            unrated: named(&self.unrated),
        }
    }
}

pub(super) fn choose(field: &Field<'_>, settings: &Settings) -> Result<Chosen, Violations> {
    match settings.method {
        CityMethod::AreaScore => {
            let order = field.by_area_score();
            let ties = order
                .chunk_by(|one, other| same_score(field, *one, *other))
                .filter(|tied| tied.len() > 1)
                .map(<[usize]>::to_vec);
            let ties = ties.collect();
            Ok(Chosen { order, ties, ..Chosen::default() }.what_fits(field, settings)?)
        }
        CityMethod::Weighted => {
            let rated = weighted::rank(&scoring(field, settings)?);
            Ok(Chosen::rated(&rated).what_fits(field, settings)?)
        }
        CityMethod::Wsjf => {
            let rated = wsjf::rank(&jobs(field, settings)?);
            Ok(Chosen::rated(&rated).what_fits(field, settings)?)
        }
        CityMethod::EqualShares => {
            let instance = shares_instance(field, settings)?;
            let (utility, completion) = (utility(settings), completion(settings, &instance));
            let result = equal_shares(&instance, utility, completion);
            let tied = result.purchases.iter().filter(|one| !one.tied.is_empty());
            let ties = tied.map(|one| std::iter::once(&one.reference).chain(&one.tied));
            let ties = ties.map(|tied| tied.filter_map(|one| index(one)).collect()).collect();
            Ok(Chosen { ties, ..first(field, &result.selected) })
        }
        CityMethod::Portfolio => {
            let best =
                best_portfolio(&problem(field, settings)).map_err(|error| refused(&error))?;
            let mut chosen = first(field, &best.selected);
            chosen.portfolio = Some(best);
            Ok(chosen)
        }
    }
}

fn same_score(field: &Field<'_>, one: usize, other: usize) -> bool {
    let score = |index| field.item(index).map(|item| item.score);
    score(one).zip(score(other)).is_some_and(|(one, other)| one.compare(&other).is_eq())
}

/// What is selected in its order, then the rest by area score.
fn first(field: &Field<'_>, selected: &[String]) -> Chosen {
    let mut order: Vec<usize> = selected.iter().filter_map(|one| index(one)).collect();
    let selected: BTreeSet<usize> = order.iter().copied().collect();
    order.extend(field.by_area_score().into_iter().filter(|index| !selected.contains(index)));
    Chosen { order, selected, ..Chosen::default() }
}

impl Chosen {
    fn rated(rated: &Rated) -> Self {
        let tied = |tie: &prioritisation_methods::ranking::Tie| {
            tie.references.iter().filter_map(|one| index(one)).collect()
        };
        Self {
            order: rated.ranking.places.iter().filter_map(|one| index(&one.reference)).collect(),
            ties: rated.ranking.ties.iter().map(tied).collect(),
            unrated: rated.unrated.iter().filter_map(|one| index(&one.reference)).collect(),
            ..Self::default()
        }
    }

    /// Selects down the order what still fits.
    fn what_fits(self, field: &Field<'_>, settings: &Settings) -> Result<Self, Violations> {
        let fitted = greedy(&ordered(field, &self.order, frame(settings))?, Overrun::Skip);
        let selected = fitted.selected.iter().filter_map(|one| index(one)).collect();
        Ok(Self { selected, ..self })
    }
}

pub(super) fn frame(settings: &Settings) -> u64 {
    u64::try_from(settings.frame.as_ore()).unwrap_or_default()
}

/// One voter whose points say nothing but this order. They are even, so that there is room between.
pub(super) fn ordered(
    field: &Field<'_>,
    order: &[usize],
    frame_ore: u64,
) -> Result<Instance, Violations> {
    let points = order.iter().rev().copied().zip((1_u64..).map(|place| 2 * place)).collect();
    let ballots = vec![Ballot { count: 1, weight: None, points }];
    Instance::new(field.alternatives(), frame_ore, ballots).map_err(|error| refused(&error))
}

fn refused(error: &dyn std::fmt::Display) -> Violations {
    let mut wrong = Violations::none();
    wrong.add("settings", format!("cannot be met: {error}"));
    wrong
}

/// Scores and weights as the methods take them.
pub(super) fn scoring(field: &Field<'_>, settings: &Settings) -> Result<Scoring, Violations> {
    let valuation = &field.ground.valuation;
    let compared: BTreeMap<String, u64> = match settings.comparisons.is_empty() {
        true => BTreeMap::new(),
        false => {
            let weights = compared(field.ground, settings).map_err(|error| refused(&error))?;
            weights.weights.into_iter().map(|one| (one.key, one.parts)).collect()
        }
    };
    let weight = |one: &model::Criterion| {
        let given = settings.weights.get(&one.key).unwrap_or(&one.weight);
        compared.get(&one.key).copied().unwrap_or(u64::from(*given))
    };
    let criterion = |one: &model::Criterion| Criterion {
        key: one.key.clone(),
        weight: weight(one),
        min: i64::from(valuation.min),
        max: i64::from(valuation.max),
        direction: Direction::Benefit,
    };
    let criteria: Vec<_> = valuation.criteria.iter().map(criterion).collect();
    let assessed = |(at, item): (usize, &&ProposalItem)| {
        let scores = given(field, settings, item).into_iter().flatten();
        let known = scores.filter(|(key, _)| valuation.criterion(key).is_some());
        let assessment = move |(criterion, score): (&String, &i32)| Assessment {
            reference: reference(at),
            criterion: criterion.clone(),
            value: i64::from(*score).clamp(valuation.min.into(), valuation.max.into()),
        };
        known.map(assessment).collect::<Vec<_>>()
    };
    let assessments: Vec<_> = field.items().iter().enumerate().flat_map(assessed).collect();
    Scoring::new(field.alternatives(), criteria, &assessments).map_err(|error| refused(&error))
}

/// The scores that count: the experts', or each member's.
fn given<'f>(
    field: &'f Field<'_>,
    settings: &Settings,
    item: &ProposalItem,
) -> Vec<&'f BTreeMap<String, i32>> {
    match settings.scores {
        ScoreSource::Experts => field.basis(item).map(|basis| &basis.scores).into_iter().collect(),
        ScoreSource::Members => {
            let members = field.ground.appraisals.get(&item.candidate.case);
            members.into_iter().flatten().collect()
        }
    }
}

/// Weights out of comparisons, or what is wrong with these.
pub(super) fn compared(ground: &Ground, settings: &Settings) -> Result<Weights, String> {
    let comparison = |one: &super::settings::Comparison| {
        let number = u8::try_from(one.times.unsigned_abs()).unwrap_or(u8::MAX);
        let judgement = match one.times < 0 {
            true => Judgement::OneOver(number),
            false => Judgement::Times(number),
        };
        Comparison { first: one.first.clone(), second: one.second.clone(), judgement }
    };
    let keys = ground.valuation.criteria.iter().map(|one| one.key.clone()).collect();
    let all: Vec<_> = settings.comparisons.iter().map(comparison).collect();
    Comparisons::new(keys, &all).map(|all| weigh(&all)).map_err(|error| error.to_string())
}

pub(super) fn jobs(field: &Field<'_>, settings: &Settings) -> Result<Jobs, Violations> {
    let Some(keys) = &settings.wsjf else { return Err(refused(&"wsjf is missing")) };
    let job = |(at, item): (usize, &&ProposalItem)| {
        let basis = field.basis(item);
        let score = |key: &String| {
            let score = basis.and_then(|basis| basis.scores.get(key))?;
            u32::try_from(*score).ok()
        };
        let kronor = || u32::try_from((cost(item) / 100).max(1)).unwrap_or(u32::MAX);
        Job {
            reference: reference(at),
            business_value: score(&keys.business_value),
            time_criticality: score(&keys.time_criticality),
            risk_reduction: score(&keys.risk_reduction),
            job_size: match &keys.job_size {
                Some(key) => score(key).filter(|size| *size > 0),
                None => Some(kronor()),
            },
        }
    };
    let all = field.items().iter().enumerate().map(job).collect();
    Jobs::new(field.alternatives(), all).map_err(|error| refused(&error))
}

pub(super) fn utility(settings: &Settings) -> budget::Utility {
    match settings.utility {
        Utility::Cost => budget::Utility::Cost,
        Utility::Cardinality => budget::Utility::Cardinality,
    }
}

pub(super) fn completion(settings: &Settings, instance: &Instance) -> budget::Completion {
    let voters = instance.ballots().iter().map(Ballot::shares).sum::<u64>().max(1);
    let hundredth = (instance.frame_ore() / voters / 100).max(100);
    let unit_ore = NonZeroU64::new(hundredth).unwrap_or(NonZeroU64::MIN);
    match settings.completion {
        Completion::None => budget::Completion::None,
        Completion::Add1 => budget::Completion::Add1 { unit_ore },
        Completion::Greedy => budget::Completion::Greedy,
        Completion::Add1Greedy => budget::Completion::Add1Greedy { unit_ore },
    }
}

/// What each voter supports, with area scores as points: for what fills up. Utilities do not use them.
pub(super) fn supports(field: &Field<'_>, by: Voters) -> BTreeMap<String, Vec<(usize, u64)>> {
    let mut voters: BTreeMap<String, Vec<(usize, u64)>> = BTreeMap::new();
    for (index, item) in field.items().iter().enumerate() {
        let names: BTreeSet<String> = match by {
            Voters::Areas => BTreeSet::from([item.area.to_string()]),
            Voters::Administrations => {
                let affected = field.basis(item).into_iter().flat_map(|basis| &basis.affected);
                let all = affected.chain([&item.candidate.administration]);
                all.map(ToString::to_string).collect()
            }
        };
        let points = u64::try_from(millionths(item.score)).unwrap_or(u64::MAX).max(1);
        for name in names {
            voters.entry(name).or_default().push((index, points));
        }
    }
    voters
}

pub(super) fn shares_instance(
    field: &Field<'_>,
    settings: &Settings,
) -> Result<Instance, Violations> {
    let ballot = |(voter, points): (String, Vec<(usize, u64)>)| {
        let weight = settings.voter_weights.get(&voter).map(|weight| u64::from(*weight));
        Ballot { count: 1, weight, points }
    };
    let ballots = supports(field, settings.voters).into_iter().map(ballot).collect();
    Instance::new(field.alternatives(), frame(settings), ballots).map_err(|error| refused(&error))
}

fn millionths(score: Score) -> u128 {
    let parts = u128::from(score.numerator) * MILLION;
    parts.checked_div(u128::from(score.denominator)).unwrap_or_default()
}

pub(super) fn problem(field: &Field<'_>, settings: &Settings) -> Problem {
    let pairs = |pairs: &[(kernel::InitiativeId, kernel::InitiativeId)]| {
        let known = |(one, other): &(_, _)| field.index_of(*one).zip(field.index_of(*other));
        pairs.iter().filter_map(known).collect()
    };
    let list = |list: &[kernel::InitiativeId]| {
        list.iter().filter_map(|one| field.index_of(*one)).collect()
    };
    let ore = |frame: &super::YearFrame| u64::try_from(frame.frame.as_ore()).unwrap_or_default();
    // What costs in other years than those with a frame is without limit.
    let beyond = u64::try_from(i64::MAX).unwrap_or_default();
    let cap = |(area, most): &(kernel::AreaKey, u32)| AreaCap {
        area: area.to_string(),
        most: u64::from(*most),
    };
    Problem {
        items: items(field, settings),
        frames_ore: match settings.frames.is_empty() {
            true => vec![frame(settings)],
            false => settings.frames.iter().map(ore).chain([beyond]).collect(),
        },
        requires: pairs(&settings.requires),
        excludes: pairs(&settings.excludes),
        caps: settings.caps.iter().map(cap).collect(),
        locked_in: list(&settings.locked_in),
        locked_out: list(&settings.locked_out),
        node_limit: NODES,
    }
}

fn items(field: &Field<'_>, settings: &Settings) -> Vec<Item> {
    let value = |item: &ProposalItem| match settings.values {
        ValueSource::AreaScore => u64::try_from(millionths(item.score)).unwrap_or(u64::MAX),
        ValueSource::Valuation => {
            u64::from(field.basis(item).and_then(|basis| basis.value).unwrap_or_default())
        }
    };
    let costs = |item: &ProposalItem| -> Vec<u64> {
        if settings.frames.is_empty() {
            return vec![cost(item)];
        }
        let in_year = |year: i32| {
            let all = field.basis(item).into_iter().flat_map(|basis| &basis.costs);
            let ore = all.filter(|one| one.year == year).map(|one| one.cost.as_ore());
            u64::try_from(ore.fold(0_i64, i64::saturating_add)).unwrap_or_default()
        };
        let mut years: Vec<u64> = settings.frames.iter().map(|frame| in_year(frame.year)).collect();
        years.push(cost(item).saturating_sub(years.iter().sum()));
        years
    };
    let item = |(alternative, item): (_, &&ProposalItem)| Item {
        alternative,
        value: value(item),
        costs_ore: costs(item),
        area: Some(item.area.to_string()),
    };
    field.alternatives().into_iter().zip(field.items()).map(item).collect()
}
