//! Why an initiative stands where it stands, and what it would have taken (C8, row 13).

use kernel::{InitiativeId, Violations};
use model::CityMethod;
use prioritisation_methods::budget::explain::{
    equal_shares_margin, greedy_margin, portfolio_margin,
};
use prioritisation_methods::budget::{Overrun, best_portfolio};
use prioritisation_methods::rating::{weighted, wsjf};

use super::choose::{self, choose};
use super::field::{Field, index, reference};
use super::{Ground, Settings};

/// What the method says of one initiative. What does not apply is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// Whether the method selects it.
    pub selected: bool,
    /// The greatest cost at which it is selected, öre; `None`: at none.
    pub greatest_cost_ore: Option<u64>,
    /// By how much it would have had to be cheaper, öre; `None`: it is selected, or never is.
    pub cheaper_by_ore: Option<u64>,
    /// By area score, weighted and WSJF: the place that it would have needed in the order.
    pub needed_rank: Option<u32>,
    /// Weighted and WSJF: its score as an exact fraction.
    pub score: Option<String>,
    /// Equal Shares: how many more voters, for it alone, would have selected it.
    pub more_voters: Option<u64>,
    /// Best portfolio: how much more it would have to be worth.
    pub more_value: Option<u64>,
    /// What it requires and is not selected.
    pub requires: Vec<InitiativeId>,
    /// Selected ones that exclude it.
    pub excluded_by: Vec<InitiativeId>,
}

/// Why `initiative` stands where the method puts it; `None`: it is not ranked.
///
/// # Errors
/// What is wrong with the settings.
pub fn why(
    ground: &Ground,
    settings: &Settings,
    initiative: InitiativeId,
) -> Result<Option<Why>, Violations> {
    let field = Field::new(ground);
    settings.violations(ground, &field).check()?;
    let Some(at) = field.index_of(initiative) else { return Ok(None) };
    Ok(Some(match settings.method {
        CityMethod::AreaScore | CityMethod::Weighted | CityMethod::Wsjf => {
            by_order(&field, settings, at)?
        }
        CityMethod::EqualShares => by_shares(&field, settings, at)?,
        CityMethod::Portfolio => by_portfolio(&field, settings, at)?,
    }))
}

fn by_order(field: &Field<'_>, settings: &Settings, at: usize) -> Result<Why, Violations> {
    let chosen = choose(field, settings)?;
    let instance = choose::ordered(field, &chosen.order, choose::frame(settings))?;
    let margin = greedy_margin(&instance, Overrun::Skip, at);
    // Points are twice the place from the last.
    let place = |points: u64| {
        let from_last = u32::try_from(points / 2).unwrap_or(u32::MAX);
        field.len().saturating_add(1).saturating_sub(from_last).max(1)
    };
    let rated = match settings.method {
        CityMethod::Weighted => Some(weighted::rank(&choose::scoring(field, settings)?)),
        CityMethod::Wsjf => Some(wsjf::rank(&choose::jobs(field, settings)?)),
        _ => None,
    };
    let mut scores = rated.into_iter().flat_map(|rated| rated.scores);
    let score = scores.find(|one| one.reference == reference(at)).map(|one| one.score.to_string());
    Ok(Why {
        selected: margin.selected,
        greatest_cost_ore: margin.greatest_cost_ore,
        cheaper_by_ore: margin.cheaper_by_ore(),
        needed_rank: margin.least_points.filter(|_| !margin.selected).map(place),
        score,
        ..Why::default()
    })
}

fn by_shares(field: &Field<'_>, settings: &Settings, at: usize) -> Result<Why, Violations> {
    let instance = choose::shares_instance(field, settings)?;
    let (utility, completion) =
        (choose::utility(settings), choose::completion(settings, &instance));
    let margin = equal_shares_margin(&instance, utility, completion, &reference(at));
    let Some(margin) = margin else { return Ok(Why::default()) };
    let cheaper = margin.greatest_cost_ore.filter(|_| !margin.selected);
    Ok(Why {
        selected: margin.selected,
        greatest_cost_ore: margin.greatest_cost_ore,
        cheaper_by_ore: cheaper.map(|greatest| margin.cost_ore.saturating_sub(greatest)),
        more_voters: margin.more_voters,
        ..Why::default()
    })
}

fn by_portfolio(field: &Field<'_>, settings: &Settings, at: usize) -> Result<Why, Violations> {
    let problem = choose::problem(field, settings);
    let refused = |error| {
        let mut wrong = Violations::none();
        wrong.add("settings", format!("cannot be met: {error}"));
        wrong
    };
    let best = best_portfolio(&problem).map_err(refused)?;
    let margin = portfolio_margin(&problem, &best, at).map_err(refused)?;
    let Some(margin) = margin else { return Ok(Why::default()) };
    let named = |references: &[String]| -> Vec<InitiativeId> {
        let items = references.iter().filter_map(|one| field.item(index(one)?));
        items.map(|item| item.candidate.initiative).collect()
    };
    Ok(Why {
        selected: margin.selected,
        more_value: margin.more_value,
        requires: named(&margin.requires),
        excluded_by: named(&margin.excluded_by),
        ..Why::default()
    })
}
