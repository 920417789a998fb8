//! An election becomes a planning year, by exact rules that anyone can recompute from the file.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Money;

use super::pabulib::{Election, Vote};
use super::plan::{Administration, Fate, Initiative, Plan, Texts};

/// The budget year that elections are played in.
const YEAR: i16 = 2028;
/// Administrations where the file names no places.
const UNNAMED: u32 = 12;
/// Characters that the model's template allows in a title.
const TITLE: usize = 200;
/// Every so many of the supported initiatives is first sent back.
const SUPPLEMENT_EVERY: usize = 10;

/// What one administration's voters said of one project.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    chosen: usize,
    points: i128,
    gave: bool,
}

/// The votes by administration.
struct Tally {
    names: Vec<String>,
    voters: Vec<usize>,
    /// By project, then by administration.
    said: Vec<Vec<Said>>,
}

impl Tally {
    fn of(election: &Election) -> Self {
        let names = names(election);
        let index: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
        let mut voters = vec![0; names.len()];
        let mut said = vec![vec![Said::default(); names.len()]; election.projects.len()];
        for vote in &election.votes {
            let Some(at) = index.get(home(vote, election.has_places).as_str()).copied() else {
                continue;
            };
            if let Some(count) = voters.get_mut(at) {
                *count += 1;
            }
            for (project, points) in &vote.choices {
                let cell = said.get_mut(*project).and_then(|row: &mut Vec<Said>| row.get_mut(at));
                if let Some(cell) = cell {
                    cell.chosen += 1;
                    cell.points += points;
                    cell.gave |= *points > 0;
                }
            }
        }
        Self { names, voters, said }
    }

    fn of_project(&self, project: usize) -> &[Said] {
        self.said.get(project).map_or(&[], Vec::as_slice)
    }

    /// Those with voters of whom at least 1 % chose the project.
    fn affected(&self, project: usize) -> Vec<usize> {
        let said = self.of_project(project).iter().zip(&self.voters).enumerate();
        said.filter(|(_, (said, voters))| **voters > 0 && said.chosen * 100 >= **voters)
            .map(|(at, _)| at)
            .collect()
    }

    /// The one whose voters gave it most points; first by name where several did.
    fn proposer(&self, project: usize) -> usize {
        let said = self.of_project(project).iter().enumerate();
        said.fold(
            (0, i128::MIN),
            |best, (at, said)| {
                if said.points > best.1 { (at, said.points) } else { best }
            },
        )
        .0
    }

    fn supported(&self, project: usize) -> bool {
        self.of_project(project).iter().any(|said| said.gave)
    }
}

/// Names of the administrations, ordered by their bytes.
fn names(election: &Election) -> Vec<String> {
    if !election.has_places {
        return (1..=UNNAMED).map(|number| format!("A{number:02}")).collect();
    }
    let places: BTreeSet<&str> = election.votes.iter().map(|vote| vote.place.as_str()).collect();
    places.into_iter().filter(|place| !place.is_empty()).map(str::to_owned).collect()
}

fn home(vote: &Vote, has_places: bool) -> String {
    if has_places {
        return vote.place.clone();
    }
    format!("A{:02}", crc32fast::hash(vote.voter.as_bytes()) % UNNAMED + 1)
}

/// The planning year that follows from an election. `areas` is how many the model has.
#[must_use]
pub fn plan(election: &Election, source: &str, areas: usize) -> Plan {
    let tally = Tally::of(election);
    let budget = election.budget_ore;
    let share = |percent: i64| {
        let part = i128::from(budget) * i128::from(percent) / 100;
        Money::ore(i64::try_from(part).unwrap_or(i64::MAX))
    };
    let mut supported = 0;
    let initiatives = (0..election.projects.len())
        .filter_map(|at| initiative(election, &tally, at, areas, &mut supported))
        .collect();
    Plan {
        source: source.to_owned(),
        year: YEAR,
        budget: Money::ore(budget),
        // A cost is large when ten times it reach the budget.
        large_budget: Money::ore(budget / 10 + i64::from(budget % 10 > 0)),
        additions: [share(5), share(3)],
        administrations: tally
            .names
            .iter()
            .enumerate()
            .map(|(i, name)| Administration { name: name.clone(), code: format!("F{:03}", i + 1) })
            .collect(),
        initiatives,
    }
}

fn initiative(
    election: &Election,
    tally: &Tally,
    at: usize,
    areas: usize,
    supported: &mut usize,
) -> Option<Initiative> {
    let project = election.projects.get(at)?;
    let affected = tally.affected(at);
    let large = i128::from(project.cost_ore) * 10 >= i128::from(election.budget_ore);
    let mut fate = Fate::default();
    if affected.len() >= 2 || large {
        if tally.supported(at) {
            *supported += 1;
            let back = supported.is_multiple_of(SUPPLEMENT_EVERY);
            fate.supplement = back.then(|| "Kostnaden per år behöver styrkas".to_owned());
        } else {
            let text = "No voter of any administration gave it a point".to_owned();
            fate.rejected = Some(("NO_SUPPORT".to_owned(), text));
        }
    }
    let key = if project.category.is_empty() { &project.id } else { &project.category };
    let area = crc32fast::hash(key.as_bytes()) as usize % areas.max(1);
    let title: String = project.name.chars().map(plain).take(TITLE).collect();
    Some(Initiative {
        reference: project.id.clone(),
        area,
        proposer: tally.proposer(at),
        texts: texts(&title),
        title,
        affected,
        costs: vec![(YEAR, Money::ore(project.cost_ore), Money::ZERO)],
        points: tally.of_project(at).iter().map(|said| said.points).collect(),
        scores: Vec::new(),
        coordination_benefit: String::new(),
        fate,
    })
}

fn plain(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

fn texts(title: &str) -> Texts {
    Texts {
        need: title.to_owned(),
        process: "Invånarbudget".to_owned(),
        city_goals: vec!["En stad som utvecklas med sina invånare".to_owned()],
        business_goals: vec!["Genomföra vad invånarna har valt".to_owned()],
        benefits: vec![("citizens".to_owned(), title.to_owned())],
        risks: Vec::new(),
        maintenance_object: String::new(),
        kind: "new_development".to_owned(),
    }
}
