//! The five services as child processes, on a PostgreSQL server and a broker that are given. For
//! people who try the production parts without Kubernetes, and for tests.

mod member;
mod ports;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use platform::auth::DevelopmentKey;
use platform::config::{DatabaseConfig, IdentityConfig, Log, NatsConfig, ServiceConfig};
use platform::lifecycle::Signals;
use platform::sql::Database;
use platform::tls::Tls;
use proto::operations::v1::GetStatusResponse;
use tokio::time::{Instant, sleep};

use crate::addresses::Addresses;
use crate::cli::Ended;
use crate::embedded::{self, SERVICES};
use crate::operator::{Operator, Token};
use crate::running::Running;
use crate::{UserError, tools};
use member::Member;
pub(crate) use member::Program;
pub use ports::{free_port, free_ports};

/// How long the services may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether something has come true.
const LOOK: Duration = Duration::from_millis(50);
/// How long stopping may take.
const STOPPING: Duration = Duration::from_secs(30);

/// The binary's name.
const NAME: &str = "radslag";
/// PostgreSQL cuts longer names, and two could become one.
const LONGEST_NAME: usize = 63;

type Failure = Box<dyn std::error::Error>;

/// What is to be started.
#[derive(Debug, Clone)]
pub struct Wish {
    /// PostgreSQL server: `postgres://user@host:port`, without a database.
    pub postgres: String,
    /// Broker; none without it.
    pub nats: Option<String>,
    /// First part of the databases' names.
    pub prefix: String,
    /// Folder of the development key, configurations and logs.
    pub data: PathBuf,
    /// Replicas of each service.
    pub replicas: usize,
    /// First port; free ones are taken without it.
    pub port: Option<u16>,
    /// The binary whose `service` command is started.
    pub binary: PathBuf,
    /// Whether the processes are out of reach of the terminal's signals: who starts them stops them.
    pub apart: bool,
    /// What is other than usual.
    pub otherwise: Otherwise,
}

/// Changes the configuration of a replica of a service.
pub type Configure = dyn Fn(&str, usize, &mut ServiceConfig) + Send + Sync;

/// What of a cluster is other than usual.
#[derive(Clone, Default)]
pub struct Otherwise {
    /// Certificates by which the services are called: they demand them.
    pub tls: Option<Tls>,
    /// Changes configurations before they are written.
    pub configure: Option<Arc<Configure>>,
}

impl std::fmt::Debug for Otherwise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Otherwise").field("tls", &self.tls).finish_non_exhaustive()
    }
}

/// The running processes.
#[derive(Debug)]
pub struct Cluster {
    members: Vec<Member>,
    program: Program,
    apart: bool,
    key: DevelopmentKey,
    tls: Option<Tls>,
}

/// The binary: this process's own, or for a test the one that was built with it.
///
/// # Errors
/// When it is not there.
pub fn binary() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe()?;
    if own.file_name().is_some_and(|name| name == NAME) {
        return Ok(own);
    }
    // Test binaries stand one folder below.
    let built = own.ancestors().nth(2).map(|folder| folder.join(NAME)).filter(|one| one.is_file());
    let missing = || {
        let cause = format!("there is no {NAME} beside {}", own.display());
        UserError::new(cause, "build it with `cargo build -p radslag`")
    };
    Ok(built.ok_or_else(missing)?)
}

impl Cluster {
    /// Creates what is missing and starts everything. All are ready when this returns.
    ///
    /// # Errors
    /// A [`UserError`] when a server cannot be reached, or a process does not become ready.
    pub async fn start(wish: &Wish) -> Result<Self, Failure> {
        Self::start_as(wish, Program::Services(wish.binary.clone())).await
    }

    /// As [`Cluster::start`], with other programs under the services' names.
    pub(crate) async fn start_as(wish: &Wish, program: Program) -> Result<Self, Failure> {
        let mut cluster = Self::prepare(wish, program).await?;
        for service in SERVICES {
            for replica in 0..wish.replicas {
                cluster.run(service, replica)?;
            }
        }
        cluster.ready().await?;
        Ok(cluster)
    }

    async fn prepare(wish: &Wish, program: Program) -> Result<Self, Failure> {
        private_folder(&wish.data)?;
        let key = DevelopmentKey::of_folder(&wish.data).map_err(|error| {
            UserError::new(error.to_string(), "see to the file, then try again")
        })?;
        let addresses = places(wish)?;
        let mut members = Vec::new();
        for service in SERVICES {
            let name = tools::database_name(&wish.prefix, service);
            if name.len() > LONGEST_NAME {
                let cause = format!("{name} is too long for a database's name");
                return Err(UserError::new(cause, "choose a shorter --prefix or --data").into());
            }
            let url = Database::create_postgres(&wish.postgres, &name).await.map_err(|error| {
                let server = platform::config::masked(&wish.postgres);
                let cause = format!("{server}: {}", platform::journal::chain(&error));
                UserError::new(cause, "name a PostgreSQL server with --postgres")
            })?;
            for (replica, listen) in addresses.get(service).into_iter().flatten().enumerate() {
                let mut config = config(wish, service, *listen, &url, &addresses);
                if let Some(configure) = &wish.otherwise.configure {
                    configure(service, replica, &mut config);
                }
                members.push(Member::new(service, replica, &config, &wish.data)?);
            }
        }
        let tls = wish.otherwise.tls.clone();
        Ok(Self { members, program, apart: wish.apart, key, tls })
    }

    fn member(&mut self, service: &str, replica: usize) -> Result<&mut Member, Failure> {
        let found = self
            .members
            .iter_mut()
            .find(|member| member.service == service && member.replica == replica);
        found.ok_or_else(|| format!("there is no {service} {replica}").into())
    }

    /// Starts a replica that does not run.
    ///
    /// # Errors
    /// When its binary cannot be started.
    pub fn run(&mut self, service: &str, replica: usize) -> Result<(), Failure> {
        let program = self.program.clone();
        self.run_as(service, replica, &program)
    }

    /// As [`Cluster::run`], by the `service` command of another binary.
    ///
    /// # Errors
    /// When that binary cannot be started.
    pub fn run_with(
        &mut self,
        service: &str,
        replica: usize,
        binary: &Path,
    ) -> Result<(), Failure> {
        self.run_as(service, replica, &Program::Services(binary.to_owned()))
    }

    fn run_as(&mut self, service: &str, replica: usize, program: &Program) -> Result<(), Failure> {
        let apart = self.apart;
        let member = self.member(service, replica)?;
        if !member.runs() {
            member.start(program, apart)?;
        }
        Ok(())
    }

    /// `kill -9` of a replica.
    ///
    /// # Errors
    /// When there is no such replica.
    pub fn kill(&mut self, service: &str, replica: usize) -> Result<(), Failure> {
        self.member(service, replica)?.kill();
        Ok(())
    }

    /// Stops a replica in order, and waits until it has ended.
    ///
    /// # Errors
    /// When it does not end well or in time.
    pub async fn terminate(&mut self, service: &str, replica: usize) -> Result<(), Failure> {
        self.member(service, replica)?.terminate();
        self.ended_well(service, replica).await
    }

    async fn ended_well(&mut self, service: &str, replica: usize) -> Result<(), Failure> {
        let member = self.member(service, replica)?;
        let begin = Instant::now();
        while member.runs() && begin.elapsed() < STOPPING {
            sleep(LOOK).await;
        }
        match member.ended() {
            Some(status) if status.success() => {
                member.forget();
                Ok(())
            }
            Some(status) => Err(format!("{service} ended with {status}").into()),
            None => Err(format!("{service} did not end").into()),
        }
    }

    /// Waits until everything that runs is ready.
    ///
    /// # Errors
    /// When a process ends, or is not ready in time.
    pub async fn ready(&mut self) -> Result<(), Failure> {
        let begin = Instant::now();
        for at in 0..self.members.len() {
            loop {
                let (key, tls) = (self.key.clone(), self.tls.clone());
                let Some(member) = self.members.get_mut(at) else { break };
                if let Some(status) = member.ended() {
                    let words = member.last_words();
                    let cause = format!("{} ended with {status}: {words}", member.service);
                    return Err(UserError::new(cause, "see the logs in the data folder").into());
                }
                let operator = operator(member, key, tls.as_ref())?;
                let status =
                    if member.runs() { operator.status().await.map(Some) } else { Ok(None) };
                match status {
                    Ok(status) if status.as_ref().is_none_or(|one| one.ready) => break,
                    Ok(Some(status)) if begin.elapsed() > PATIENCE => {
                        let why = status.not_ready.join("; ");
                        return Err(format!("{} is not ready: {why}", member.service).into());
                    }
                    Err(status) if begin.elapsed() > PATIENCE => return Err(status.into()),
                    Ok(_) | Err(_) => sleep(LOOK).await,
                }
            }
        }
        Ok(())
    }

    /// Where the services answer. Requests go to all replicas.
    #[must_use]
    pub fn addresses(&self) -> Addresses {
        let mut all: BTreeMap<String, Vec<SocketAddr>> = BTreeMap::new();
        for member in &self.members {
            all.entry(member.service.to_owned()).or_default().push(member.address);
        }
        Addresses::of(all, self.tls.clone())
    }

    /// Where one replica answers.
    #[must_use]
    pub fn address(&self, service: &str, replica: usize) -> Option<SocketAddr> {
        let mut members = self.members.iter();
        let found = members.find(|one| one.service == service && one.replica == replica);
        found.map(|member| member.address)
    }

    /// The processes that run, by service.
    pub(crate) fn pids(&self) -> Vec<(&'static str, u32)> {
        let members = self.members.iter();
        members.filter_map(|one| Some((one.service, one.pid()?))).collect()
    }

    /// Signs tokens for these services.
    #[must_use]
    pub fn key(&self) -> &DevelopmentKey {
        &self.key
    }

    /// An operator's client of one replica.
    ///
    /// # Errors
    /// When there is no such replica.
    pub fn operator(&self, service: &str, replica: usize) -> Result<Operator, Failure> {
        let mut members = self.members.iter();
        let found = members.find(|one| one.service == service && one.replica == replica);
        let member = found.ok_or_else(|| format!("there is no {service} {replica}"))?;
        operator(member, self.key.clone(), self.tls.as_ref())
    }

    /// The services as the first replica that runs of each tells.
    ///
    /// # Errors
    /// When an address cannot be read.
    pub(crate) fn running(&self) -> Result<Running, Failure> {
        let first = SERVICES.into_iter().map(|service| {
            let mut members = self.members.iter().filter(|one| one.service == service);
            let first = members.find(|member| member.started());
            self.operator(service, first.map_or(0, |member| member.replica))
        });
        Ok(Running::of(first.collect::<Result<_, _>>()?))
    }

    /// How every service is, as the first replica that runs of each tells.
    ///
    /// # Errors
    /// When one refuses to answer, or does not for long.
    pub async fn statuses(&self) -> Result<Vec<GetStatusResponse>, Failure> {
        Ok(self.running()?.statuses().await?)
    }

    /// Waits until every service has taken in all that those it follows have published, and nothing
    /// moves any more. False when that takes longer than `at_most`.
    ///
    /// # Errors
    /// When a service refuses to answer.
    pub async fn settled(&self, at_most: Duration) -> Result<bool, Failure> {
        Ok(self.running()?.settled(at_most).await?)
    }

    /// Stops everything in order, as an orchestrator would.
    ///
    /// # Errors
    /// When a process did not end well or in time.
    pub async fn stop(mut self) -> Result<(), Failure> {
        for member in &self.members {
            member.terminate();
        }
        let running = self.members.iter().filter(|member| member.started());
        let running: Vec<_> = running.map(|member| (member.service, member.replica)).collect();
        let mut wrong = Vec::new();
        for (service, replica) in running {
            if let Err(error) = self.ended_well(service, replica).await {
                wrong.push(error.to_string());
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
    }

    /// The first process that has ended by itself.
    fn lost(&mut self) -> Option<String> {
        self.members.iter_mut().find_map(|member| {
            let status = member.ended()?;
            Some(format!("{} ended with {status}: {}", member.service, member.last_words()))
        })
    }
}

fn operator(member: &Member, key: DevelopmentKey, tls: Option<&Tls>) -> Result<Operator, Failure> {
    let address = format!("{}://{}", scheme(tls), member.address);
    let token = Token::Signed(Box::new(key), "operator".to_owned());
    Ok(Operator::new(member.service, &address, token, tls)?)
}

pub(crate) fn scheme(tls: Option<&Tls>) -> &'static str {
    if tls.is_some() { "https" } else { "http" }
}

/// Needs, names and keys are nobody else's to read.
fn private_folder(folder: &Path) -> Result<(), UserError> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| {
        UserError::new(format!("{}: {error}", folder.display()), "choose another with --data")
    })
}

/// The address of a port on which nobody listens.
fn listen(port: u16) -> Result<SocketAddr, UserError> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let listener = TcpListener::bind(address);
    listener.map(|_| address).map_err(|error| {
        UserError::new(format!("port {port}: {error}"), "choose another with --port")
    })
}

/// Where each replica of each service listens.
fn places(wish: &Wish) -> Result<BTreeMap<&'static str, Vec<SocketAddr>>, Failure> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let replicas = (0..wish.replicas).flat_map(|_| SERVICES);
    for (number, service) in replicas.enumerate() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let address = match wish.port {
            Some(first) => listen(first.checked_add(number).ok_or_else(|| {
                UserError::new(
                    format!("not all ports from {first} on are there"),
                    "choose another with --port",
                )
            })?)?,
            None => free_port()?,
        };
        all.entry(service).or_default().push(address);
    }
    Ok(all)
}

fn config(
    wish: &Wish,
    service: &str,
    listen: SocketAddr,
    database: &str,
    addresses: &BTreeMap<&'static str, Vec<SocketAddr>>,
) -> ServiceConfig {
    let others = addresses.iter().filter(|(name, _)| **name != service);
    let scheme = scheme(wish.otherwise.tls.as_ref());
    let peers = others.map(|(name, replicas)| {
        let all: Vec<_> = replicas.iter().map(|one| format!("{scheme}://{one}")).collect();
        ((*name).to_owned(), all.join(","))
    });
    ServiceConfig {
        listen,
        peers: peers.collect(),
        database: DatabaseConfig { url: database.to_owned(), ..DatabaseConfig::default() },
        nats: wish.nats.clone().map(|url| NatsConfig { url, ..NatsConfig::default() }),
        identity: IdentityConfig {
            development: Some(std::path::absolute(&wish.data).unwrap_or(wish.data.clone())),
            ..IdentityConfig::default()
        },
        log: Log { filter: "warn,platform=info".to_owned(), ..Log::default() },
        ..ServiceConfig::default()
    }
}

/// Runs the five services until a signal, or until one of them ends.
pub(crate) async fn up(wish: Wish) -> Ended {
    let signals = Signals::listen()?;
    let mut cluster = Cluster::start(&wish).await?;
    let data = wish.data.display();
    for service in embedded::SERVICES {
        for replica in 0..wish.replicas {
            if let Some(address) = cluster.address(service, replica) {
                eprintln!("{service} serves on {address}");
            }
        }
    }
    eprintln!("logs are in {data}; `radslag token --data {data} --sub YOU` gives a token");
    let mut signalled = std::pin::pin!(signals.first());
    let lost = loop {
        tokio::select! {
            () = &mut signalled => break None,
            () = sleep(LOOK) => {}
        }
        if let Some(lost) = cluster.lost() {
            break Some(lost);
        }
    };
    let stopped = cluster.stop().await;
    match lost {
        Some(lost) => Err(lost.into()),
        None => stopped.map(|()| ExitCode::SUCCESS),
    }
}
