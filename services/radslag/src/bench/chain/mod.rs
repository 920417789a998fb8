//! What delivery takes: a chain of bare services. The first commits a command, each other reacts to
//! the event of the one before it with one fact and one event.

mod entry;
mod line;
mod room;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use platform::config::ServiceConfig;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::figure::{Aim, Figure, Telling, rate, tell};
use super::load::percentile;
use super::place::Place;
use super::{Failure, seconds};
use crate::UserError;
use crate::cli::Ended;
use crate::embedded::SERVICES;
pub(super) use line::Line;
pub(super) use room::{Links, begin};

/// How long one chain may take.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Args)]
pub(crate) struct ChainArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    pub(super) size: Size,
}

/// How much is measured.
#[derive(Debug, Clone, Args)]
pub(super) struct Size {
    /// Services of the chain.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=5))]
    pub(super) length: u8,
    /// Seconds for chains per second.
    #[arg(long, value_name = "N", default_value = "5", value_parser = seconds)]
    pub(super) seconds: Duration,
    /// Chains in flight for chains per second.
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..=1_024))]
    in_flight: u16,
    /// Chains that are timed with one in flight.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(2..=10_000))]
    pub(super) samples: u16,
}

/// A service of the chain in a process of its own. The bench starts it.
#[derive(Debug, Args)]
pub(crate) struct MemberArgs {
    /// Whose place it takes.
    service: String,
    /// Services of the chain.
    #[arg(long)]
    length: usize,
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) async fn member(args: &MemberArgs) -> Ended {
    let found = SERVICES.iter().position(|service| *service == args.service);
    let links = found.and_then(|place| Links::at(place, args.length));
    let links = links.ok_or_else(|| {
        UserError::new(format!("there is no service {}", args.service), "see SERVICES")
    })?;
    let config = ServiceConfig::load(Some(&args.config), platform::config::environment())?;
    platform::process::serve(&config, links.service()).await?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn run(args: &ChainArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// What is aimed at: chains per second, and the time of one alone.
struct Aims {
    rate: f64,
    alone: f64,
}

/// One run.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let length = usize::from(size.length);
    let line = Line::embedded(folder.path(), length).await?;
    let aims = Aims { rate: 10_000.0, alone: 1.5 };
    let mut figures = measure(line, "embedded", size, &aims).await?;
    if let Some(on) = place.processes() {
        let line = Line::processes(&on, folder.path(), length).await?;
        let aims = Aims { rate: 1_500.0, alone: 5.0 };
        figures.extend(measure(line, "PostgreSQL + NATS", size, &aims).await?);
    }
    Ok(figures)
}

async fn measure(line: Line, name: &str, size: &Size, aims: &Aims) -> Result<Vec<Figure>, Failure> {
    let mut begun = 0;
    let times = alone(&line, &mut begun, size.samples).await?;
    let per_second = many(&line, &mut begun, size).await?;
    line.stop().await?;
    let name = format!("chain of {}, {name}", size.length);
    let of_five = |aim| (size.length == 5).then_some(aim);
    let many = format!("{name}: {} in flight", size.in_flight);
    let time = |what, times: &[Duration], percent| {
        Figure::time(format!("{name}: {what}, p{percent}"), percentile(times, percent))
    };
    Ok(vec![
        Figure::new(many, "chains/s", per_second).aims(of_five(Aim::AtLeast(aims.rate))),
        time("one in flight", &times.whole, 50).aims(of_five(Aim::AtMost(aims.alone))),
        time("one in flight", &times.whole, 99),
        time("after the command's answer", &times.rest, 50),
        time("after the command's answer", &times.rest, 99),
    ])
}

/// What was timed, in ascending order.
#[derive(Default)]
pub(super) struct Times {
    /// From the command's request until the last service tells of its event.
    pub(super) whole: Vec<Duration>,
    /// From the command's answer.
    pub(super) rest: Vec<Duration>,
}

async fn reached(ended: &mut watch::Receiver<u64>, number: u64) -> Result<(), Failure> {
    let reached = timeout(PATIENCE, ended.wait_for(|ended| *ended >= number)).await;
    match reached {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) => Err("the last service tells nothing more".into()),
        Err(_) => Err(format!("chain {number} did not end: see the services' logs").into()),
    }
}

/// One chain after the other. The first is not timed.
pub(super) async fn alone(line: &Line, begun: &mut u64, samples: u16) -> Result<Times, Failure> {
    let mut ended = line.ended();
    let mut times = Times::default();
    for sample in 0..=samples {
        let begin = Instant::now();
        line.beginner(0)?.begin().await?;
        let answered = begin.elapsed();
        *begun += 1;
        reached(&mut ended, *begun).await?;
        if sample > 0 {
            let whole = begin.elapsed();
            times.whole.push(whole);
            times.rest.push(whole.saturating_sub(answered));
        }
    }
    times.whole.sort_unstable();
    times.rest.sort_unstable();
    Ok(times)
}

/// Chains per second while so many are in flight. The clock starts when as many have ended.
async fn many(line: &Line, begun: &mut u64, size: &Size) -> Result<f64, Failure> {
    let in_flight = u64::from(size.in_flight);
    let mut ended = line.ended();
    let first = *begun;
    let mut begin: Option<(Instant, u64)> = None;
    let mut commands = JoinSet::new();
    loop {
        let done = *ended.borrow_and_update();
        match begin {
            Some((at, _)) if at.elapsed() >= size.seconds => break,
            None if done >= first + in_flight => begin = Some((Instant::now(), done)),
            _ => {}
        }
        while *begun < done + in_flight {
            let beginner = line.beginner(*begun)?;
            commands
                .spawn(async move { beginner.begin().await.map_err(|error| error.to_string()) });
            *begun += 1;
        }
        while let Some(command) = commands.try_join_next() {
            command??;
        }
        match timeout(PATIENCE, ended.changed()).await {
            Ok(changed) => changed?,
            Err(_) => return Err(format!("no chain ended after {done}: see the logs").into()),
        }
    }
    let (at, before) = begin.ok_or("no chain ended")?;
    let per_second = rate(ended.borrow().saturating_sub(before), at.elapsed());
    while let Some(command) = commands.join_next().await {
        command??;
    }
    reached(&mut ended, *begun).await?;
    Ok(per_second)
}
