//! A problem as rows over items.

use std::collections::{BTreeMap, BTreeSet};

use super::super::slice::at;
use super::Problem;

/// Most bits of a weight with its scale.
const BITS: u32 = 88;

/// One objective for value and cost, and every limit as a row: sum of coefficients <= limit.
pub(super) struct Model {
    /// value x unit - cost, scaled: orders selections by value, then by lower cost.
    pub(super) weights: Vec<i128>,
    /// Per item, its rows with its coefficient. The first rows are the years.
    pub(super) terms: Vec<Vec<(usize, i128)>>,
    /// Per row.
    pub(super) limits: Vec<i128>,
    /// How many rows are years.
    pub(super) years: usize,
    /// Per item, what it requires.
    pub(super) requires: Vec<Vec<usize>>,
    /// Per item, what requires it.
    pub(super) required_by: Vec<Vec<usize>>,
    /// Per item, what it excludes.
    pub(super) excludes: Vec<Vec<usize>>,
    /// Per item, its area's cap by index.
    pub(super) cap: Vec<Option<usize>>,
    /// Per cap, its items.
    pub(super) members: Vec<Vec<usize>>,
    /// Per cap, how many may be selected.
    pub(super) room: Vec<u64>,
    unit: i128,
    scale: u32,
}

impl Model {
    pub(super) fn new(problem: &Problem) -> Self {
        let costs: i128 =
            problem.items.iter().map(|item| i128::from(item.alternative.cost_ore)).sum();
        let values: i128 = problem.items.iter().map(|item| i128::from(item.value)).sum();
        let unit = costs + 1;
        let used = 128_u32.saturating_sub((values * unit + costs).leading_zeros());
        let scale = BITS.saturating_sub(used).min(24);
        let n = problem.items.len();
        let mut model = Self {
            weights: Vec::new(),
            terms: vec![Vec::new(); n],
            limits: problem.frames_ore.iter().map(|frame| i128::from(*frame)).collect(),
            years: problem.frames_ore.len(),
            requires: neighbours(n, problem.requires.iter().copied()),
            required_by: neighbours(n, problem.requires.iter().map(|&(one, other)| (other, one))),
            excludes: neighbours(
                n,
                problem.excludes.iter().flat_map(|&(one, other)| [(one, other), (other, one)]),
            ),
            cap: Vec::new(),
            members: vec![Vec::new(); problem.caps.len()],
            room: problem.caps.iter().map(|cap| cap.most).collect(),
            unit,
            scale,
        };
        model.add_items(problem);
        model.add_rows(problem);
        model.add_twins(problem);
        model
    }

    fn add_items(&mut self, problem: &Problem) {
        for (index, item) in problem.items.iter().enumerate() {
            let weight = i128::from(item.value) * self.unit - i128::from(item.alternative.cost_ore);
            self.weights.push(weight << self.scale);
            for (year, cost) in item.costs_ore.iter().enumerate().filter(|(_, cost)| **cost > 0) {
                self.add_term(index, year, i128::from(*cost));
            }
            let area = item.area.as_ref();
            let cap = problem.caps.iter().position(|cap| Some(&cap.area) == area);
            if let Some(members) = cap.and_then(|cap| self.members.get_mut(cap)) {
                members.push(index);
            }
            self.cap.push(cap);
        }
    }

    fn add_rows(&mut self, problem: &Problem) {
        for &(one, other) in &problem.requires {
            self.add_row(0, &[(one, 1), (other, -1)]);
        }
        for &(one, other) in &problem.excludes {
            self.add_row(1, &[(one, 1), (other, 1)]);
        }
        for (cap, members) in problem.caps.iter().zip(self.members.clone()) {
            let terms: Vec<_> = members.into_iter().map(|index| (index, 1)).collect();
            if (terms.len() as u64) > cap.most {
                self.add_row(i128::from(cap.most), &terms);
            }
        }
    }

    /// Of two items that no limit and no value tells apart, the later requires the earlier: the tie
    /// rule never names the later alone.
    fn add_twins(&mut self, problem: &Problem) {
        let pairs = problem.requires.iter().chain(&problem.excludes);
        let named: BTreeSet<usize> = pairs
            .flat_map(|&(one, other)| [one, other])
            .chain(problem.locked_in.iter().chain(&problem.locked_out).copied())
            .collect();
        let mut last = BTreeMap::new();
        for (later, item) in problem.items.iter().enumerate().filter(|(at, _)| !named.contains(at))
        {
            if let Some(earlier) = last.insert((item.value, &item.costs_ore, &item.area), later)
                && let (Some(requires), Some(required_by)) =
                    (self.requires.get_mut(later), self.required_by.get_mut(earlier))
            {
                requires.push(earlier);
                required_by.push(later);
            }
        }
    }

    fn add_row(&mut self, limit: i128, terms: &[(usize, i128)]) {
        let row = self.limits.len();
        self.limits.push(limit);
        for &(index, coefficient) in terms {
            self.add_term(index, row, coefficient);
        }
    }

    fn add_term(&mut self, index: usize, row: usize, coefficient: i128) {
        if let Some(terms) = self.terms.get_mut(index) {
            terms.push((row, coefficient));
        }
    }

    /// An item's rows.
    pub(super) fn terms(&self, index: usize) -> &[(usize, i128)] {
        self.terms.get(index).map_or(&[], Vec::as_slice)
    }

    /// The greatest sum of weights that `bound` allows, which is a multiple of the scale.
    pub(super) fn reachable(&self, bound: i128) -> i128 {
        (bound >> self.scale) << self.scale
    }

    /// The greatest value of a selection whose weight is at most `bound`. A cost is below the unit.
    pub(super) fn value_bound(&self, bound: i128) -> u64 {
        let most = ((bound >> self.scale) + self.unit - 1).div_euclid(self.unit);
        u64::try_from(most).unwrap_or(0)
    }

    /// Sum of the weights of a selection.
    pub(super) fn weight(&self, chosen: &[bool]) -> i128 {
        (self.weights.iter().zip(chosen))
            .filter(|(_, chosen)| **chosen)
            .map(|(weight, _)| *weight)
            .sum()
    }

    /// Whether `one` comes before `other` by the last part of the tie rule.
    pub(super) fn first(one: &[bool], other: &[bool]) -> bool {
        one.iter().zip(other).find(|(a, b)| a != b).is_some_and(|(a, _)| *a)
    }

    /// An item's weight.
    pub(super) fn weight_of(&self, index: usize) -> i128 {
        at(&self.weights, index)
    }
}

fn neighbours(n: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); n];
    for (one, other) in pairs {
        if let Some(list) = of.get_mut(one) {
            list.push(other);
        }
    }
    of
}
