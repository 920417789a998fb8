//! From the start of a process until it is ready, its memory and its size.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use clap::Args;
use platform::auth::DevelopmentKey;
use tokio::time::{Instant, sleep};

use super::figure::{Aim, Figure, Telling, count, ms, tell};
use super::place::{Place, Processes, wish};
use super::{Failure, memory};
use crate::Addresses;
use crate::cli::Ended;
use crate::cluster::{Cluster, Program, binary, free_port};
use crate::embedded::SERVICES;
use crate::operator::{Operator, Token};

/// How often it is asked whether a process is ready.
const LOOK: Duration = Duration::from_millis(2);
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a process does nothing before its memory is read.
const IDLE: Duration = Duration::from_secs(2);
/// Megabytes of a service that does nothing, and milliseconds until it is ready.
const MEMORY: f64 = 20.0;
const READY: f64 = 300.0;

#[derive(Debug, Clone, Args)]
pub(crate) struct StartArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    size: Size,
}

/// How much is measured.
#[derive(Debug, Clone, Args)]
pub(super) struct Size {
    /// Initiatives of the year that is played for the memory under load.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u16).range(8..=50_000))]
    pub(super) load: u16,
}

pub(super) async fn run(args: &StartArgs) -> Ended {
    tell(&args.telling, async || one(&args.place, &args.size).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// One run.
pub(super) async fn one(place: &Place, size: &Size) -> Result<Vec<Figure>, Failure> {
    let folder = place.folder()?;
    let mut figures = all_in_one(folder.path(), size).await?;
    if let Some(on) = place.processes() {
        figures.extend(services(&on, folder.path(), size).await?);
    }
    Ok(figures)
}

/// A process that is ended with what started it.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn all_in_one(folder: &Path, size: &Size) -> Result<Vec<Figure>, Failure> {
    let (data, own) = (folder.join("embedded"), std::env::current_exe()?);
    let address = free_port()?;
    // The second start is timed: the first makes the stores.
    let (first, _) = serve(&own, &data, address).await?;
    drop(first);
    let (process, took) = serve(&own, &data, address).await?;
    let pid = process.0.id();
    sleep(IDLE).await;
    let idle = memory::resident(pid).unwrap_or_default();
    let key = DevelopmentKey::of_folder(&data)?;
    let plan = super::journeys::plan(usize::from(size.load));
    crate::demo::play_on(&Addresses::from(address), key, &plan).await?;
    told("all in one", took, idle, memory::peak(pid), &own)
}

async fn serve(
    binary: &Path,
    data: &Path,
    address: SocketAddr,
) -> Result<(Started, Duration), Failure> {
    let begin = Instant::now();
    let child = Command::new(binary)
        .args(["serve", "--listen", &address.to_string(), "--data"])
        .arg(data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let child = Started(child);
    while begin.elapsed() < PATIENCE {
        // It listens before it has made its key.
        if std::net::TcpStream::connect(address).is_ok()
            && let Ok(key) = DevelopmentKey::of_folder(data)
        {
            let key = Token::Signed(Box::new(key), "bench".to_owned());
            let operator = Operator::new(SERVICES[0], &format!("http://{address}"), key, None)?;
            if operator.status().await.is_ok_and(|status| status.ready) {
                return Ok((child, begin.elapsed()));
            }
        }
        sleep(LOOK).await;
    }
    Err("the process is not ready".into())
}

async fn services(on: &Processes, folder: &Path, size: &Size) -> Result<Vec<Figure>, Failure> {
    let (wish, binary) = (wish(on, folder, "start")?, binary()?);
    let mut cluster = Cluster::start_as(&wish, Program::Services(binary.clone())).await?;
    let mut times = Vec::new();
    for service in SERVICES {
        cluster.terminate(service, 0).await?;
        let begin = Instant::now();
        cluster.run(service, 0)?;
        until_ready(&cluster, service, begin).await?;
        times.push(begin.elapsed());
    }
    sleep(IDLE).await;
    let pids = cluster.pids();
    let idle: Vec<_> = pids.iter().map(|(_, pid)| memory::resident(*pid)).collect();
    let plan = super::journeys::plan(usize::from(size.load));
    crate::demo::play_on(&cluster.addresses(), cluster.key().clone(), &plan).await?;
    let mut figures = Vec::new();
    for (((service, pid), idle), took) in pids.into_iter().zip(idle).zip(times) {
        figures.extend(told(service, took, idle.unwrap_or_default(), memory::peak(pid), &binary)?);
    }
    cluster.stop().await?;
    Ok(figures)
}

async fn until_ready(cluster: &Cluster, service: &str, begin: Instant) -> Result<(), Failure> {
    let address = cluster.address(service, 0).ok_or("there is no such service")?;
    while begin.elapsed() < PATIENCE {
        if std::net::TcpStream::connect(address).is_ok()
            && cluster.operator(service, 0)?.status().await.is_ok_and(|status| status.ready)
        {
            return Ok(());
        }
        sleep(LOOK).await;
    }
    Err(format!("{service} is not ready").into())
}

fn told(
    name: &str,
    took: Duration,
    idle: f64,
    peak: Option<f64>,
    binary: &Path,
) -> Result<Vec<Figure>, Failure> {
    let bytes = std::fs::metadata(binary)?.len();
    let aims = |aim: f64| (name != "all in one").then_some(Aim::AtMost(aim));
    Ok(vec![
        Figure::new(format!("{name}: start to ready"), "ms", ms(took)).aims(aims(READY)),
        Figure::new(format!("{name}: memory idle"), "MB", idle).aims(aims(MEMORY)),
        Figure::new(format!("{name}: peak of memory"), "MB", peak.unwrap_or_default()),
        Figure::new(format!("{name}: binary"), "MB", count(bytes) / 1_048_576.0),
    ])
}
