//! All measurements, in one table.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::figure::{Figure, Telling, tell};
use super::place::Place;
use super::{Failure, catch_up, chain, events, follow, growth, hop, journeys, lists, start, write};
use crate::cli::Ended;

/// Within it something is done on a machine that is busy, too.
const MOMENT: Duration = Duration::from_millis(100);

#[derive(Debug, Clone, Args)]
pub(crate) struct AllArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    /// One of so many of everything: seconds, samples, events, initiatives.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    part: u32,
}

/// How much of each is measured.
struct Sizes {
    write: write::Size,
    hop: hop::Size,
    chain: chain::Size,
    events: events::Size,
    journeys: journeys::Size,
    follow: follow::Size,
    growth: growth::Size,
    start: start::Size,
}

/// The defaults of a measurement, by one of so many.
fn default<S: Args>() -> Result<S, Failure> {
    let command = S::augment_args(clap::Command::new("all").no_binary_name(true));
    Ok(S::from_arg_matches(&command.try_get_matches_from(std::iter::empty::<&str>())?)?)
}

pub(super) async fn run(args: &AllArgs) -> Ended {
    let part = args.part;
    let few = |number: u64, least: u64| (number / u64::from(part)).max(least);
    let small = |number: u16, least: u16| u16::try_from(few(number.into(), least.into()));
    let short = |seconds: Duration| (seconds / part).max(MOMENT);
    let mut sizes = Sizes {
        write: default()?,
        hop: default()?,
        chain: default()?,
        events: default()?,
        journeys: default()?,
        follow: default()?,
        growth: default()?,
        start: default()?,
    };
    sizes.write.seconds = short(sizes.write.seconds);
    sizes.hop.samples = small(sizes.hop.samples, 2)?;
    sizes.chain.seconds = short(sizes.chain.seconds);
    sizes.chain.samples = small(sizes.chain.samples, 2)?;
    sizes.events.seconds = short(sizes.events.seconds);
    sizes.events.messages = few(sizes.events.messages, 300);
    sizes.journeys.journeys = small(sizes.journeys.journeys, 8)?;
    sizes.follow.samples = small(sizes.follow.samples, 2)?;
    sizes.growth.seconds = short(sizes.growth.seconds);
    for initiatives in &mut sizes.growth.initiatives {
        *initiatives = few(*initiatives, 100);
    }
    sizes.start.load = small(sizes.start.load, 8)?;
    let (mut caught, mut listed): (catch_up::Size, lists::Size) = (default()?, default()?);
    caught.events = few(caught.events, 600);
    listed.initiatives = few(listed.initiatives, 1_000);
    listed.pages = u32::try_from(few(listed.pages.into(), 2))?;

    let folder = args.place.folder()?;
    let source = catch_up::Filled::new(&args.place, folder.path(), &caught).await?;
    let lists = lists::Filled::new(&args.place, folder.path(), listed).await?;
    tell(&args.telling, async || one(&args.place, &sizes, &source, &lists).await).await?;
    Ok(ExitCode::SUCCESS)
}

async fn one(
    place: &Place,
    sizes: &Sizes,
    source: &catch_up::Filled,
    lists: &lists::Filled,
) -> Result<Vec<Figure>, Failure> {
    let mut figures = write::one(place, &sizes.write).await?;
    figures.extend(hop::one(place, &sizes.hop).await?);
    figures.extend(chain::one(place, &sizes.chain).await?);
    if let Some(on) = place.processes() {
        figures.extend(events::one(place, &on, &sizes.events).await?);
        figures.extend(follow::one(place, &on, &sizes.follow).await?);
    }
    figures.extend(journeys::one(place, &sizes.journeys).await?);
    figures.extend(source.one(place).await?);
    figures.extend(lists.one().await?);
    figures.extend(growth::one(place, &sizes.growth).await?);
    figures.extend(start::one(place, &sizes.start).await?);
    Ok(figures)
}
