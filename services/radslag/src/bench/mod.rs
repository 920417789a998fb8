//! `radslag bench`: what a service takes, beside what the machine allows.

mod all;
mod alone;
mod broker;
mod catch_up;
mod chain;
mod events;
mod figure;
mod follow;
mod growth;
mod hop;
mod journeys;
mod limit;
mod lists;
mod load;
mod memory;
mod pgbench;
mod place;
mod start;
mod store;
mod target;
mod write;

use std::time::Duration;

use clap::Subcommand;

pub(crate) use limit::two_inserts;

use crate::cli::Ended;

type Failure = Box<dyn std::error::Error>;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Durable commands per second of one service, over gRPC.
    Write(write::WriteArgs),
    /// A commit in one service until its effect can be read in the next: bare services.
    Hop(hop::HopArgs),
    /// A command and its effect in four more services: bare services, without rules of their own.
    Chain(chain::ChainArgs),
    #[command(hide = true)]
    ChainMember(chain::MemberArgs),
    /// Events through publisher, broker and follower.
    Events(events::EventsArgs),
    /// A new follower takes in all that was published so far.
    CatchUp(catch_up::CatchUpArgs),
    /// Pages of lists and searches.
    Lists(lists::ListsArgs),
    /// Whole journeys, from the proposal to the final answer.
    Journeys(journeys::JourneysArgs),
    /// What a command costs beside many initiatives.
    Growth(growth::GrowthArgs),
    /// From the start of a process until it is ready, its memory and its size.
    Start(start::StartArgs),
    /// All of them.
    All(Box<all::AllArgs>),
    /// How soon a write is acted on, with two replicas of everything.
    Follow(follow::FollowArgs),
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse::<f64>().map_err(|error| error.to_string())?;
    if (0.05..=600.0).contains(&number) {
        Ok(Duration::from_secs_f64(number))
    } else {
        Err("choose 0.05 to 600 seconds".to_owned())
    }
}

/// Measures, and tells.
pub(crate) async fn run(bench: Bench) -> Ended {
    match bench {
        Bench::Write(args) => write::run(&args).await,
        Bench::Hop(args) => hop::run(&args).await,
        Bench::Chain(args) => chain::run(&args).await,
        Bench::ChainMember(args) => chain::member(&args).await,
        Bench::Events(args) => events::run(&args).await,
        Bench::CatchUp(args) => catch_up::run(&args).await,
        Bench::Lists(args) => lists::run(&args).await,
        Bench::Journeys(args) => journeys::run(&args).await,
        Bench::Growth(args) => growth::run(&args).await,
        Bench::Start(args) => start::run(&args).await,
        Bench::All(args) => all::run(&args).await,
        Bench::Follow(args) => follow::run(&args).await,
    }
}
