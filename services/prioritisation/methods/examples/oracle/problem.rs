//! Problems as JSON, and the method that answers each.

use std::collections::BTreeMap;
use std::error::Error;
use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};
use serde_json::{Value, to_value};

use prioritisation_methods::Alternative;
use prioritisation_methods::budget::{
    self, AreaCap, Completion, Instance, Item, Overrun, PortfolioError, Utility, best_portfolio,
    equal_shares, greedy,
};
use prioritisation_methods::ranking::{self, Profile, borda, ranked_pairs, schulze};
use prioritisation_methods::rating::ahp::{self, Comparison, Comparisons, Judgement};

/// What a line asks for.
#[derive(Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub(crate) enum Problem {
    Borda(Ballots),
    Schulze(Ballots),
    RankedPairs(Ballots),
    Ahp {
        keys: Vec<String>,
        comparisons: Vec<Compared>,
    },
    Greedy(Votes),
    EqualShares {
        utility: String,
        add1_ore: Option<NonZeroU64>,
        #[serde(flatten)]
        votes: Votes,
    },
    Portfolio(Portfolio),
}

/// Alternatives in tie order with ballots, each a count and groups by index.
#[derive(Deserialize)]
pub(crate) struct Ballots {
    alternatives: Vec<Alternative>,
    ballots: Vec<(u32, Vec<Vec<usize>>)>,
}

/// The first is `times` as important as the second, or the second as the first.
#[derive(Deserialize)]
pub(crate) struct Compared {
    first: String,
    second: String,
    times: u8,
    reversed: bool,
}

/// Alternatives in tie order with ballots; points are by index.
#[derive(Deserialize)]
pub(crate) struct Votes {
    alternatives: Vec<Alternative>,
    frame_ore: u64,
    ballots: Vec<Cast>,
}

/// Count, weight and points.
type Cast = (u64, Option<u64>, Vec<(usize, u64)>);

/// Items in tie order, each with value, yearly costs and area.
#[derive(Deserialize)]
pub(crate) struct Portfolio {
    items: Vec<(String, u64, Vec<u64>, Option<String>)>,
    frames_ore: Vec<u64>,
    requires: Vec<(usize, usize)>,
    excludes: Vec<(usize, usize)>,
    caps: Vec<(String, u64)>,
    locked_in: Vec<usize>,
    locked_out: Vec<usize>,
    node_limit: u64,
}

type Answer = Result<Value, Box<dyn Error>>;
type Method = Box<dyn Fn() -> Answer>;

impl Problem {
    /// The method, ready to run on what was read.
    pub(crate) fn method(self) -> Result<Method, Box<dyn Error>> {
        Ok(match self {
            Self::Borda(ballots) => {
                let profile = ballots.profile()?;
                Box::new(move || json(borda::explain(&profile)))
            }
            Self::Schulze(ballots) => {
                let profile = ballots.profile()?;
                Box::new(move || json(schulze::explain(&profile)))
            }
            Self::RankedPairs(ballots) => {
                let profile = ballots.profile()?;
                Box::new(move || json(ranked_pairs::explain(&profile)))
            }
            Self::Ahp { keys, comparisons } => {
                let all: Vec<_> = comparisons.into_iter().map(Compared::comparison).collect();
                let comparisons = Comparisons::new(keys, &all)?;
                Box::new(move || json(ahp::weigh(&comparisons)))
            }
            Self::Greedy(votes) => {
                let instance = votes.instance()?;
                Box::new(move || json(greedy(&instance, Overrun::Skip)))
            }
            Self::EqualShares { utility, add1_ore, votes } => {
                let utility = utility_of(&utility)?;
                let completion =
                    add1_ore.map_or(Completion::None, |unit_ore| Completion::Add1 { unit_ore });
                let instance = votes.instance()?;
                Box::new(move || json(equal_shares(&instance, utility, completion)))
            }
            Self::Portfolio(portfolio) => {
                let problem = portfolio.problem();
                Box::new(move || match best_portfolio(&problem) {
                    Err(PortfolioError::Infeasible(why)) => {
                        json(BTreeMap::from([("infeasible", why)]))
                    }
                    portfolio => json(portfolio?),
                })
            }
        })
    }
}

fn json(answer: impl Serialize) -> Answer {
    Ok(to_value(answer)?)
}

fn utility_of(name: &str) -> Result<Utility, String> {
    match name {
        "cost" => Ok(Utility::Cost),
        "cardinality" => Ok(Utility::Cardinality),
        "points" => Ok(Utility::Points),
        _ => Err(format!("utility: {name} is none")),
    }
}

impl Ballots {
    fn profile(self) -> Result<Profile, Box<dyn Error>> {
        let ballot = |(count, groups)| ranking::Ballot { count, groups, neutral: Vec::new() };
        let ballots = self.ballots.into_iter().map(ballot).collect();
        Ok(Profile::new(self.alternatives, ballots)?)
    }
}

impl Compared {
    fn comparison(self) -> Comparison {
        let judgement = if self.reversed {
            Judgement::OneOver(self.times)
        } else {
            Judgement::Times(self.times)
        };
        Comparison { first: self.first, second: self.second, judgement }
    }
}

impl Votes {
    fn instance(self) -> Result<Instance, Box<dyn Error>> {
        let ballot = |(count, weight, points)| budget::Ballot { count, weight, points };
        let ballots = self.ballots.into_iter().map(ballot).collect();
        Ok(Instance::new(self.alternatives, self.frame_ore, ballots)?)
    }
}

impl Portfolio {
    fn problem(self) -> budget::Problem {
        let item = |(reference, value, costs_ore, area): (_, _, Vec<u64>, _)| Item {
            alternative: Alternative { cost_ore: costs_ore.iter().sum(), reference },
            value,
            costs_ore,
            area,
        };
        budget::Problem {
            items: self.items.into_iter().map(item).collect(),
            frames_ore: self.frames_ore,
            requires: self.requires,
            excludes: self.excludes,
            caps: self.caps.into_iter().map(|(area, most)| AreaCap { area, most }).collect(),
            locked_in: self.locked_in,
            locked_out: self.locked_out,
            node_limit: self.node_limit,
        }
    }
}
