//! How the whole would change: with the frame, each weight, another method; and who gets which share
//! (C8, F7).

use std::collections::{BTreeMap, BTreeSet};

use kernel::{InitiativeId, Money, Violations};
use model::CityMethod;
use prioritisation_methods::budget::Overrun;
use prioritisation_methods::budget::explain::greedy_frames;
use prioritisation_methods::rating::sensitivity;

use super::choose::{self, choose};
use super::field::Field;
use super::{Ground, Settings, WholeView};

/// Frames in percent of the one asked for, where the method gives no nearest one.
const PERCENT: [i64; 4] = [90, 95, 105, 110];

/// What another selection would gain and lose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelectionChange {
    /// Within then and not now, in tie order.
    pub gained: Vec<InitiativeId>,
    /// Within now and not then, in tie order.
    pub lost: Vec<InitiativeId>,
}

/// A frame and what it would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameChange {
    /// The frame, öre.
    pub frame_ore: i64,
    /// What it would change.
    pub change: SelectionChange,
}

/// Shares of a criterion on which the same initiatives stay within.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightRange {
    /// The criterion.
    pub criterion: String,
    /// Its share of the weights, as an exact fraction.
    pub share: String,
    /// The lowest share.
    pub low: String,
    /// The highest share.
    pub high: String,
}

/// One group's share of what is within, beside its proportional share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupShare {
    /// Area key or administration id.
    pub group: String,
    /// What it has within, öre.
    pub within_ore: i64,
    /// That as permille of all that is within, rounded down; 0 where nothing is.
    pub share_permille: u32,
    /// Its initiatives as permille of all that are ranked, rounded down.
    pub proportional_permille: u32,
}

/// How the whole would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// By area score, weighted and WSJF: the nearest frames at which something changes. Otherwise 90, 95,
    /// 105 and 110 percent of the frame.
    pub frames: Vec<FrameChange>,
    /// Weighted: how far each weight can move before the first ones, as many as are within, change.
    pub weights: Vec<WeightRange>,
    /// What each other method would change, at the same settings.
    pub methods: Vec<(CityMethod, SelectionChange)>,
}

/// How the method's selection would change. Overrides do not enter: they are people's.
///
/// # Errors
/// What is wrong with the settings.
pub fn overview(ground: &Ground, settings: &Settings) -> Result<Overview, Violations> {
    let field = Field::new(ground);
    settings.violations(ground, &field).check()?;
    let now = choose(&field, settings)?;
    let compared = |then: &BTreeSet<usize>| change(&field, &now.selected, then);
    let asked = |method: &&CityMethod| **method != settings.method && settings.knows(**method);
    let others = CityMethod::ALL.iter().filter(asked);
    let mut methods = Vec::new();
    for method in others {
        let then = choose(&field, &settings.by(*method))?;
        methods.push((*method, compared(&then.selected)));
    }
    let selects = [CityMethod::EqualShares, CityMethod::Portfolio];
    let ordered = !selects.contains(&settings.method);
    let frames = if ordered {
        nearest(&field, settings, &now.order)?
    } else {
        let at = |percent: i64| {
            let frame_ore = settings.frame.as_ore().saturating_mul(percent) / 100;
            let then = Settings { frame: Money::ore(frame_ore), ..settings.clone() };
            let change = compared(&choose(&field, &then)?.selected);
            Ok(FrameChange { frame_ore, change })
        };
        PERCENT.into_iter().map(at).collect::<Result<_, Violations>>()?
    };
    let weights = match settings.method {
        CityMethod::Weighted => weights(&field, settings, now.selected.len())?,
        _ => Vec::new(),
    };
    Ok(Overview { frames, weights, methods })
}

impl Settings {
    /// The same by another method. What only the best portfolio knows is left out for the others.
    fn by(&self, method: CityMethod) -> Self {
        let mut same = Self { method, ..self.clone() };
        if method != CityMethod::Portfolio {
            same = same.without_limits();
        }
        if method != CityMethod::Weighted {
            same.comparisons = Vec::new();
        }
        if method != CityMethod::Wsjf {
            same.wsjf = None;
        }
        if method != CityMethod::EqualShares {
            same.voter_weights.clear();
        }
        same
    }

    /// WSJF needs to know where its numbers come from.
    fn knows(&self, method: CityMethod) -> bool {
        method != CityMethod::Wsjf || self.wsjf.is_some()
    }

    fn without_limits(self) -> Self {
        Self {
            frames: Vec::new(),
            requires: Vec::new(),
            excludes: Vec::new(),
            caps: Vec::new(),
            locked_in: Vec::new(),
            locked_out: Vec::new(),
            ..self
        }
    }
}

fn change(field: &Field<'_>, now: &BTreeSet<usize>, then: &BTreeSet<usize>) -> SelectionChange {
    let named = |indices: Vec<&usize>| {
        let items = indices.into_iter().filter_map(|index| field.item(*index));
        items.map(|item| item.candidate.initiative).collect()
    };
    SelectionChange {
        gained: named(then.difference(now).collect()),
        lost: named(now.difference(then).collect()),
    }
}

fn nearest(
    field: &Field<'_>,
    settings: &Settings,
    order: &[usize],
) -> Result<Vec<FrameChange>, Violations> {
    let instance = choose::ordered(field, order, choose::frame(settings))?;
    let frames = greedy_frames(&instance, Overrun::Skip);
    let told = |one: prioritisation_methods::budget::explain::FrameChange| FrameChange {
        frame_ore: i64::try_from(one.frame_ore).unwrap_or(i64::MAX),
        change: SelectionChange {
            gained: field.initiatives(&one.change.gained),
            lost: field.initiatives(&one.change.lost),
        },
    };
    Ok(frames.smaller.into_iter().chain(frames.larger).map(told).collect())
}

fn weights(
    field: &Field<'_>,
    settings: &Settings,
    within: usize,
) -> Result<Vec<WeightRange>, Violations> {
    let scoring = choose::scoring(field, settings)?;
    let range = |one: sensitivity::OfCriterion<'_>| WeightRange {
        criterion: one.criterion.to_owned(),
        share: one.share.to_string(),
        low: one.holds.low.share.to_string(),
        high: one.holds.high.share.to_string(),
    };
    Ok(sensitivity::first(&scoring, within).into_iter().map(range).collect())
}

impl WholeView {
    /// Each area's share of what is within beside its proportional share.
    #[must_use]
    pub fn area_shares(&self) -> Vec<GroupShare> {
        let parts = self.areas.iter().map(|(key, part, _)| (key.to_string(), *part));
        self.shares(parts.collect())
    }

    /// The same of each proposing administration.
    #[must_use]
    pub fn administration_shares(&self) -> Vec<GroupShare> {
        self.shares(self.administrations.iter().cloned().collect())
    }

    fn shares(&self, parts: BTreeMap<String, super::Part>) -> Vec<GroupShare> {
        let permille = |part: i64, all: i64| {
            let part = i128::from(part) * 1000;
            part.checked_div(i128::from(all)).and_then(|one| u32::try_from(one).ok())
        };
        let share = |(group, part): (String, super::Part)| GroupShare {
            group,
            within_ore: part.within_ore,
            share_permille: permille(part.within_ore, self.within_ore).unwrap_or_default(),
            proportional_permille: permille(part.total.into(), self.total.into())
                .unwrap_or_default(),
        };
        parts.into_iter().map(share).collect()
    }
}
