//! The city-wide proposal as a method gives it and the executive office changes it (B6, C8, F4, F7).

mod certificate;
mod choose;
mod field;
mod overview;
mod settings;
mod whole;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AreaKey, CaseId, InitiativeId, Responsibility, Violations};
use model::Valuation;
use serde::{Deserialize, Serialize};

use crate::{Basis, Counts, ProposalItem};

pub use certificate::{Certificate, Check, CheckRule};
pub use overview::{FrameChange, GroupShare, Overview, SelectionChange, WeightRange, overview};
pub use settings::{Comparison, Override, ScoreSource, Settings, WsjfCriteria, YearFrame};
pub use whole::{Part, WholeView, YearPart};
pub use why::{Why, why};

use choose::choose;
use field::Field;

/// What a proposal is made from.
#[derive(Debug, Clone)]
pub struct Ground {
    /// What the areas ranked, by area score.
    pub items: Vec<ProposalItem>,
    /// What the dossiers give to compare by.
    pub bases: BTreeMap<CaseId, Basis>,
    /// Each member's scores of the newest dossier (F3).
    pub appraisals: BTreeMap<CaseId, Vec<BTreeMap<String, i32>>>,
    /// The areas, in the model's order.
    pub areas: Vec<GroundArea>,
    /// Criteria, their weights and their scale.
    pub valuation: Valuation,
}

/// What an area brings to the whole.
#[derive(Debug, Clone)]
pub struct GroundArea {
    /// The area.
    pub key: AreaKey,
    /// Where its cases stand.
    pub counts: Counts,
    /// What nobody answered for when its ranking was decided.
    pub gaps: Vec<Responsibility>,
}

/// A proposal with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Items in city order.
    pub items: Vec<ProposalItem>,
    /// How it was made.
    pub making: Making,
}

/// How a proposal was made, and what it amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    /// What was asked for.
    pub settings: Settings,
    /// What the executive office changed in what was computed, in order.
    pub overrides: Vec<Override>,
    /// What the method says of its result.
    pub outcome: Outcome,
    /// All parts together (F7).
    pub whole: WholeView,
    /// How well it is prepared (F4).
    pub certificate: Certificate,
}

/// What a method says of its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Sum of what the method selects, öre.
    pub computed_cost_ore: i64,
    /// Best portfolio: sum of the values selected.
    pub value: Option<u64>,
    /// Best portfolio: no other has a greater value than this.
    pub bound: Option<u64>,
    /// Best portfolio: whether it is proven to be the best.
    pub proven: bool,
    /// Ties that the tie rule broke: initiatives in its order.
    pub ties: Vec<Vec<InitiativeId>>,
    /// What could not be rated, for want of a score. It comes last.
    pub unrated: Vec<InitiativeId>,
}

/// The proposal that follows.
///
/// # Errors
/// All that is wrong with settings and overrides, each with its field.
pub fn plan(
    ground: &Ground,
    settings: &Settings,
    overrides: &[Override],
) -> Result<Plan, Violations> {
    let field = Field::new(ground);
    let mut wrong = settings.violations(ground, &field);
    settings::check_overrides(&mut wrong, overrides, &field);
    wrong.check()?;
    let chosen = choose(&field, settings)?;
    let computed: Vec<Placed> = (chosen.order.iter())
        .map(|index| Placed { index: *index, within: chosen.selected.contains(index) })
        .collect();
    let items = placed(&field, &computed, &changed(&computed, &field, overrides));
    let whole = WholeView::of(ground, settings, &items);
    let certificate = Certificate::of(ground, &items);
    let making = Making {
        settings: settings.clone(),
        overrides: overrides.to_vec(),
        outcome: chosen.outcome(&field),
        whole,
        certificate,
    };
    Ok(Plan { items, making })
}

/// An initiative's place, by its index in tie order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Placed {
    index: usize,
    within: bool,
}

fn changed(computed: &[Placed], field: &Field<'_>, overrides: &[Override]) -> Vec<Placed> {
    let mut places = computed.to_vec();
    for one in overrides {
        let at = field
            .index_of(one.initiative)
            .and_then(|index| places.iter().position(|place| place.index == index));
        let Some(at) = at else { continue };
        let mut place = places.remove(at);
        place.within = one.within.unwrap_or(place.within);
        let to = one.to_rank.and_then(|rank| usize::try_from(rank).ok()?.checked_sub(1));
        places.insert(to.unwrap_or(at).min(places.len()), place);
    }
    places
}

fn placed(field: &Field<'_>, computed: &[Placed], decided: &[Placed]) -> Vec<ProposalItem> {
    let ranks: BTreeMap<usize, (u32, bool)> =
        (1_u32..).zip(computed).map(|(rank, place)| (place.index, (rank, place.within))).collect();
    let item = |(city_rank, place): (u32, &Placed)| {
        let (computed_rank, computed_within) = ranks.get(&place.index).copied()?;
        let item = field.item(place.index)?;
        let within = place.within;
        Some(ProposalItem { city_rank, computed_rank, within, computed_within, ..item.clone() })
    };
    (1_u32..).zip(decided).filter_map(item).collect()
}

/// Initiatives within the frame.
#[must_use]
pub fn selected(items: &[ProposalItem]) -> BTreeSet<InitiativeId> {
    items.iter().filter(|item| item.within).map(|item| item.candidate.initiative).collect()
}

#[cfg(test)]
pub(crate) mod tests;
