//! How soon a write is acted on: written on a replica of intake that does not publish, followed by
//! council, seen on either replica there. Two replicas of everything, on PostgreSQL and a broker.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use clap::Args;
use kernel::{IdGen as _, Office};
use platform::grpc::{AFTER, AT};
use platform::system::{SystemClock, SystemIds};
use proto::council::v1::GetBodyRequest;
use proto::council::v1::council_service_client::CouncilServiceClient;
use proto::intake::v1 as intake;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use tokio::time::Instant;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use super::Failure;
use super::figure::{Figure, Telling, ms, tell};
use super::load::percentile;
use super::place::{Place, Processes, wish};
use crate::UserError;
use crate::cli::Ended;
use crate::cluster::{Cluster, Wish, binary};

/// Seconds that a token is good for.
const SECONDS: i64 = 3_600;
/// How long two replicas may take to share the leases.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Args)]
pub(crate) struct FollowArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    size: Size,
    /// Fails when one write of a hundred takes longer than this until it is acted on, beyond what a
    /// query of the same run takes, in half of the runs.
    #[arg(long, value_name = "MS")]
    at_most: Option<u64>,
}

/// How much is measured.
#[derive(Debug, Clone, Args)]
pub(super) struct Size {
    /// Writes that are timed.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u16).range(2..=10_000))]
    pub(super) samples: u16,
}

/// What was timed, in ascending order.
#[derive(Default)]
struct Times {
    /// From the write's answer until the follower's replica has acted on it.
    acted: Vec<Duration>,
    /// From the write's answer until the other replica knows.
    seen: Vec<Duration>,
    /// The same query without anything to wait for: the limit.
    query: Vec<Duration>,
}

impl Times {
    /// How long one of a hundred takes to be acted on, beyond a query.
    fn beyond(&self) -> Duration {
        percentile(&self.acted, 99).saturating_sub(percentile(&self.query, 99))
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (what, times) in [("acted on", &self.acted), ("seen on the other replica", &self.seen)]
        {
            for percent in [50, 99] {
                let name = format!("a write until it is {what}, p{percent}");
                let limit = ms(percentile(&self.query, percent));
                let figure = Figure::time(name, percentile(times, percent));
                figures.push(figure.beside("the same query, with nothing to wait for", limit));
            }
        }
        figures
    }
}

pub(super) async fn run(args: &FollowArgs) -> Ended {
    let on = args.place.processes().ok_or_else(|| {
        UserError::new("replicas follow through a broker", "name it with --postgres and --nats")
    })?;
    let late = AtomicU16::new(0);
    let at_most = args.at_most.map(Duration::from_millis);
    tell(&args.telling, async || {
        let times = times(&args.place, &on, &args.size).await?;
        let is_late = at_most.is_some_and(|at_most| times.beyond() > at_most);
        late.fetch_add(u16::from(is_late), Ordering::Relaxed);
        Ok(times.figures())
    })
    .await?;
    let in_half = late.into_inner() > args.telling.runs / 2;
    Ok(if in_half { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One run.
pub(super) async fn one(
    place: &Place,
    on: &Processes,
    size: &Size,
) -> Result<Vec<Figure>, Failure> {
    Ok(times(place, on, size).await?.figures())
}

async fn times(place: &Place, on: &Processes, size: &Size) -> Result<Times, Failure> {
    let folder = place.folder()?;
    let wish = Wish { replicas: 2, binary: binary()?, ..wish(on, folder.path(), "follow")? };
    let cluster = Cluster::start(&wish).await?;
    let times = measure(&cluster, size.samples).await;
    cluster.stop().await?;
    times
}

/// The replica that holds a lease, once one does.
async fn holder(cluster: &Cluster, service: &str, lease: &str) -> Result<usize, Failure> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        for replica in 0..2 {
            let status = cluster.operator(service, replica)?.status().await?;
            if status.leases.iter().any(|one| one.name == lease && one.own) {
                return Ok(replica);
            }
        }
    }
    Err(UserError::new(format!("nobody holds {lease} of {service}"), "see the logs").into())
}

async fn measure(cluster: &Cluster, samples: u16) -> Result<Times, Failure> {
    let publisher = holder(cluster, "intake", "publish").await?;
    let follower = holder(cluster, "council", "follow:intake").await?;
    let mut intake = IntakeServiceClient::new(channel(cluster, "intake", 1 - publisher)?);
    let acting = CouncilServiceClient::new(channel(cluster, "council", follower)?);
    let other = CouncilServiceClient::new(channel(cluster, "council", 1 - follower)?);
    let mut times = Times::default();
    for number in 0..samples {
        let at = write(cluster, &mut intake, number).await?;
        let begin = Instant::now();
        let (acted, seen) = tokio::join!(
            query(cluster, acting.clone(), Some(&at), begin),
            query(cluster, other.clone(), Some(&at), begin),
        );
        times.acted.push(acted?);
        times.seen.push(seen?);
        times.query.push(query(cluster, acting.clone(), None, Instant::now()).await?);
    }
    for all in [&mut times.acted, &mut times.seen, &mut times.query] {
        all.sort_unstable();
    }
    Ok(times)
}

fn channel(cluster: &Cluster, service: &str, replica: usize) -> Result<Channel, Failure> {
    let address = cluster.address(service, replica).ok_or("there is no such replica")?;
    Ok(Endpoint::from_shared(format!("http://{address}"))?.tcp_nodelay(true).connect_lazy())
}

fn request<T>(cluster: &Cluster, message: T) -> Result<Request<T>, Failure> {
    let offices = [Office::Registrar];
    let token = cluster.key().token("bench", None, &offices, &SystemClock::new(), SECONDS)?;
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse()?);
    Ok(request)
}

/// Appoints the contact person of a new administration: council keeps the seat. Returns `radslag-at`.
async fn write(
    cluster: &Cluster,
    client: &mut IntakeServiceClient<Channel>,
    number: u16,
) -> Result<String, Failure> {
    let register = intake::RegisterAdministrationRequest {
        request_id: SystemIds.uuid().to_string(),
        name: format!("F\u{f6}rvaltning {number}"),
        code: format!("F{number}"),
    };
    let registered = client.register_administration(request(cluster, register)?).await?;
    let appoint = intake::AppointContactPersonRequest {
        request_id: SystemIds.uuid().to_string(),
        administration: registered.into_inner().administration,
        person: format!("contact-{number}"),
        from: kernel::Clock::now(&SystemClock::new()).date().to_string(),
        decision_ref: "bench".to_owned(),
        ..intake::AppointContactPersonRequest::default()
    };
    let appointed = client.appoint_contact_person(request(cluster, appoint)?).await?;
    let at = appointed.metadata().get(AT).and_then(|at| at.to_str().ok());
    Ok(at.ok_or("an answer without radslag-at")?.to_owned())
}

/// Until council answers, after it has taken in what `after` names.
async fn query(
    cluster: &Cluster,
    mut client: CouncilServiceClient<Channel>,
    after: Option<&str>,
    begin: Instant,
) -> Result<Duration, Failure> {
    let mut asked = request(cluster, GetBodyRequest { body: "council".to_owned() })?;
    if let Some(after) = after {
        asked.metadata_mut().insert(AFTER, after.parse()?);
    }
    match client.get_body(asked).await {
        Ok(_) => Ok(begin.elapsed()),
        Err(status) if answered(&status) => Ok(begin.elapsed()),
        Err(status) => Err(status.into()),
    }
}

/// A council without seats is not found: an answer all the same.
fn answered(status: &Status) -> bool {
    status.code() == tonic::Code::NotFound
}
