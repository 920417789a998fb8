//! `radslag prioritise`: one method on one election, from the command line. Nothing is stored.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use prioritisation_methods::budget::{
    Ballot, Completion, Instance, Item, Overrun, Problem, Utility, best_portfolio, equal_shares,
    greedy,
};
use prioritisation_methods::ranking::{self, Explained, Profile, borda, ranked_pairs, schulze};
use prioritisation_methods::{Alternative, in_tie_order};
use serde::Serialize;
use serde_json::{Value, json};

use crate::UserError;
use crate::cli::Ended;
use crate::demo::pabulib::{Election, Vote};
use crate::demo::read_election;

/// Points of a file are read in millionths.
const POINT: i128 = 1_000_000;
/// Nodes that the search for a portfolio may take. Enough for seconds; what it then has not proven
/// is told with its gap.
const NODES: u64 = 300_000;
/// What Add1 raises a share by: one unit of the file's currency, öre.
const UNIT: NonZeroU64 = NonZeroU64::MIN.saturating_add(99);

#[derive(Debug, Args)]
pub(crate) struct PrioritiseArgs {
    /// Election in Pabulib's format. Voters stand as they are in the file.
    file: PathBuf,
    /// The method.
    #[arg(long, value_enum)]
    method: Method,
    /// What a voter values, for equal-shares.
    #[arg(long, value_enum, default_value = "cost")]
    utility: Valued,
    /// How equal-shares uses what it leaves.
    #[arg(long, value_enum, default_value = "none")]
    completion: Filled,
    /// How the result is told.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    Greedy,
    EqualShares,
    Portfolio,
    Borda,
    Schulze,
    RankedPairs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Valued {
    Cost,
    Cardinality,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Filled {
    Add1,
    Greedy,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// What a method gives.
#[derive(Debug, Default, Serialize)]
struct Told {
    method: String,
    budget_ore: u64,
    /// Of budget methods, in the order of selection.
    selected: Vec<String>,
    /// Of rankings, first to last.
    ranking: Vec<String>,
    /// Cost of the selected.
    total_ore: u64,
    trace: Vec<Value>,
}

/// An election with its alternatives in tie order.
struct Input {
    election: Election,
    alternatives: Vec<Alternative>,
    frame_ore: u64,
    /// Place in tie order, by place in the file.
    place: Vec<usize>,
}

/// Runs the method and tells the result.
pub(crate) fn run(args: &PrioritiseArgs) -> Ended {
    let shown = args.file.display();
    let unusable = |what: String| UserError::new(format!("{shown}: {what}"), "correct the file");
    let input = Input::new(read_election(&args.file)?).map_err(unusable)?;
    let mut told = match args.method {
        Method::Greedy => by_greedy(&input),
        Method::EqualShares => by_equal_shares(&input, args.utility, args.completion),
        Method::Portfolio => by_portfolio(&input),
        Method::Borda => by_ranking(&input, counted),
        Method::Schulze => by_ranking(&input, |profile| traced(schulze::explain(profile))),
        Method::RankedPairs => by_ranking(&input, |profile| traced(ranked_pairs::explain(profile))),
    }
    .map_err(unusable)?;
    let name = args.method.to_possible_value();
    told.method = name.map(|one| one.get_name().to_owned()).unwrap_or_default();
    told.budget_ore = input.frame_ore;
    match args.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&told)?),
        Format::Table => println!("{}", input.table(&told)),
    }
    Ok(ExitCode::SUCCESS)
}

impl Input {
    fn new(election: Election) -> Result<Self, String> {
        let ore = |amount: i64, of: &str| {
            u64::try_from(amount).map_err(|_| format!("{of} is negative: {amount} öre"))
        };
        let frame_ore = ore(election.budget_ore, "budget")?;
        let named = election.projects.iter().map(|project| {
            let cost_ore = ore(project.cost_ore, &format!("cost of {}", project.id))?;
            Ok(Alternative { cost_ore, reference: project.id.clone() })
        });
        let in_file = named.collect::<Result<Vec<_>, String>>()?;
        let mut alternatives = in_file.clone();
        in_tie_order(&mut alternatives);
        let places: BTreeMap<_, _> = alternatives.iter().zip(0..).collect();
        let place = in_file.iter().filter_map(|one| places.get(one).copied()).collect();
        Ok(Self { election, alternatives, frame_ore, place })
    }

    fn place(&self, project: usize) -> usize {
        self.place.get(project).copied().unwrap_or(usize::MAX)
    }

    /// Votes as points. Whole points where all are whole, else millionths: no method minds the unit.
    fn instance(&self) -> Result<Instance, String> {
        let all = || self.election.votes.iter().flat_map(|vote| &vote.choices);
        let unit = if all().all(|(_, points)| points % POINT == 0) { POINT } else { 1 };
        let mut counted: BTreeMap<Vec<(usize, u64)>, u64> = BTreeMap::new();
        for vote in &self.election.votes {
            let given = vote.choices.iter().filter(|(_, points)| *points != 0);
            let given = given.map(|(project, points)| {
                let points = u64::try_from(points / unit).map_err(|_| {
                    format!("voter {} gives a number of points that is not counted", vote.voter)
                })?;
                Ok((self.place(*project), points))
            });
            let mut points = given.collect::<Result<Vec<_>, String>>()?;
            points.sort_unstable();
            *counted.entry(points).or_default() += 1;
        }
        let ballots =
            counted.into_iter().map(|(points, count)| Ballot { count, weight: None, points });
        Instance::new(self.alternatives.clone(), self.frame_ore, ballots.collect())
            .map_err(|wrong| wrong.to_string())
    }

    /// Votes as orders: by points, equal points tied, what got none below all others.
    fn profile(&self) -> Result<Profile, String> {
        let mut counted: BTreeMap<Vec<Vec<usize>>, u32> = BTreeMap::new();
        for vote in &self.election.votes {
            let count = counted.entry(self.groups(vote)).or_default();
            *count = count.saturating_add(1);
        }
        let ballots = counted.into_iter().map(|(groups, count)| ranking::Ballot {
            count,
            groups,
            neutral: Vec::new(),
        });
        Profile::new(self.alternatives.clone(), ballots.collect())
            .map_err(|wrong| wrong.to_string())
    }

    fn groups(&self, vote: &Vote) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<i128, Vec<usize>> = BTreeMap::new();
        for (project, points) in &vote.choices {
            groups.entry(-points).or_default().push(self.place(*project));
        }
        groups.into_values().collect()
    }

    fn table(&self, told: &Told) -> String {
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        table.set_header(["place", "project", "name", "cost (öre)", "left (öre)"]);
        let projects: BTreeMap<_, _> =
            self.election.projects.iter().map(|project| (project.id.as_str(), project)).collect();
        let mut left = i128::from(told.budget_ore);
        let ranks = told.selected.is_empty() && !told.ranking.is_empty();
        let shown = if ranks { &told.ranking } else { &told.selected };
        for (place, reference) in (1..).zip(shown) {
            let Some(project) = projects.get(reference.as_str()) else { continue };
            left -= i128::from(project.cost_ore);
            table.add_row([
                place.to_string(),
                project.id.clone(),
                project.name.clone(),
                project.cost_ore.to_string(),
                if ranks { String::new() } else { left.to_string() },
            ]);
        }
        let trace: Vec<_> = told.trace.iter().map(ToString::to_string).collect();
        let sum = format!("budget {} öre, selected for {} öre", told.budget_ore, told.total_ore);
        format!("{table}\n{}: {sum}\nStep by step:\n{}", told.method, trace.join("\n"))
    }
}

fn values(steps: impl IntoIterator<Item: Serialize>) -> Result<Vec<Value>, String> {
    let values = steps.into_iter().map(serde_json::to_value);
    values.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn by_greedy(input: &Input) -> Result<Told, String> {
    let found = greedy(&input.instance()?, Overrun::Skip);
    let trace = values(found.steps)?;
    Ok(Told { selected: found.selected, total_ore: found.cost_ore, trace, ..Told::default() })
}

fn by_equal_shares(input: &Input, utility: Valued, completion: Filled) -> Result<Told, String> {
    let utility = match utility {
        Valued::Cost => Utility::Cost,
        Valued::Cardinality => Utility::Cardinality,
    };
    let completion = match completion {
        Filled::Add1 => Completion::Add1 { unit_ore: UNIT },
        Filled::Greedy => Completion::Greedy,
        Filled::None => Completion::None,
    };
    let found = equal_shares(&input.instance()?, utility, completion);
    let share = json!({ "share_ore": found.share_ore, "raises": found.raises });
    let mut trace = vec![share];
    trace.extend(values(found.purchases)?);
    trace.extend(values(found.filled.into_iter().flat_map(|filled| filled.steps))?);
    Ok(Told { selected: found.selected, total_ore: found.cost_ore, trace, ..Told::default() })
}

/// The greatest sum of points within the budget.
fn by_portfolio(input: &Input) -> Result<Told, String> {
    let items = input.alternatives.iter().zip(input.instance()?.points()).map(|(one, points)| {
        Item { alternative: one.clone(), value: points, costs_ore: vec![one.cost_ore], area: None }
    });
    let problem = Problem {
        items: items.collect(),
        frames_ore: vec![input.frame_ore],
        node_limit: NODES,
        ..Problem::default()
    };
    let found = best_portfolio(&problem).map_err(|wrong| wrong.to_string())?;
    let trace = values([json!({
        "value": found.value, "bound": found.bound, "gap": found.gap, "proven": found.proven,
        "nodes": found.nodes,
    })])?;
    Ok(Told { selected: found.selected, total_ore: found.cost_ore, trace, ..Told::default() })
}

type Ordered = Result<(ranking::Ranking, Vec<Value>), String>;

fn traced<S: Serialize>(explained: Explained<S>) -> Ordered {
    Ok((explained.outcome, values(explained.steps)?))
}

/// The ballots are what the file holds, so the trace is the sums.
fn counted(profile: &Profile) -> Ordered {
    let explained = borda::explain(profile);
    let sums = explained.steps.iter().filter_map(|step| match step {
        borda::Step::Sum { reference, doubled_sum, .. } => {
            Some(json!({ "reference": reference, "doubled_points": doubled_sum }))
        }
        borda::Step::Ballot { .. } => None,
    });
    let sums = sums.collect();
    Ok((explained.outcome, sums))
}

fn by_ranking(input: &Input, order: impl FnOnce(&Profile) -> Ordered) -> Result<Told, String> {
    let (ranking, mut trace) = order(&input.profile()?)?;
    trace.extend(values(ranking.ties)?);
    let references = ranking.places.into_iter().map(|place| place.reference);
    Ok(Told { ranking: references.collect(), trace, ..Told::default() })
}
