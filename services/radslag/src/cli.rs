//! The command line. Exit codes: 0 done, 1 something failed or is wrong, 2 a user's mistake.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};
use kernel::Office;
use platform::config::{Config, Log, LogFormat, ServiceConfig};
use platform::process::ProcessArgs;

use crate::{UserError, backup, bench, cluster, demo, embedded, erase, prioritise, remote, tools};

/// Rådslag: a city's path from need to answer.
#[derive(Debug, Parser)]
#[command(name = "radslag", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Plays one planning year through the gRPC APIs of all services.
    Demo(DemoArgs),
    /// Runs a method of prioritisation on an election and explains the result.
    Prioritise(prioritise::PrioritiseArgs),
    /// Keeps the platform running: all five services on SQLite.
    Serve(ServeArgs),
    /// Runs one service as a process of its own, on PostgreSQL.
    Service(ServiceArgs),
    /// Runs the five services as processes of their own, on a PostgreSQL server and a broker.
    Up(UpArgs),
    /// Says how running services are.
    Status(Calling),
    /// Sets cursors of followed services.
    #[command(subcommand)]
    Follow(FollowCommand),
    /// Lists decisions that rested on a seat after it had ended.
    Revocations(Calling),
    /// Prints a development token.
    Token(TokenArgs),
    /// Looks at public events.
    #[command(subcommand)]
    Events(Events),
    /// Looks at journals.
    #[command(subcommand)]
    Audit(Audit),
    /// Looks at parked events.
    #[command(subcommand)]
    Parked(ParkedCommand),
    /// Says what is wrong around a service, and what to do. Changes nothing.
    Doctor(DoctorArgs),
    /// Writes all that the services hold to a folder, whether they run or not.
    Backup(backup::BackupArgs),
    /// Makes stores out of a backup, and verifies them. Services of before must not run any more.
    Restore(backup::RestoreArgs),
    /// Takes texts out of everything that the services hold, and tells that for ever. They must not run.
    Erase(erase::EraseArgs),
    /// Looks at model definitions.
    #[command(subcommand)]
    Model(ModelCommand),
    /// Measures what a service takes, beside what the machine allows.
    #[command(subcommand)]
    Bench(bench::Bench),
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Election in Pabulib's format to play instead of the sample year.
    #[arg(long, value_name = "FILE")]
    pabulib: Option<PathBuf>,
    /// Folder that summary.json is written to.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder of the stores; it must be empty or absent [default: a new one in ./radslag-data].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Says what the year cost beside a durable commit measured in the same folder.
    #[arg(long)]
    measure: bool,
    /// Plays on this PostgreSQL server, with the five services as processes of their own.
    #[arg(long, value_name = "URL", conflicts_with = "measure")]
    postgres: Option<String>,
    /// Broker for the five processes.
    #[arg(long, value_name = "URL", requires = "postgres")]
    nats: Option<String>,
    /// Plays on services that run: an address, or SERVICE=ADDRESS; may be given more than once.
    #[arg(long = "at", value_name = "ADDRESS", conflicts_with_all = ["postgres", "data", "measure"])]
    at: Vec<String>,
    /// Folder of the development key that they accept.
    #[arg(long = "key", value_name = "DIR", requires = "at", default_value = "radslag-data")]
    key: PathBuf,
    /// Folder of tls.crt, tls.key and ca.crt, for addresses that are https://.
    #[arg(long, value_name = "DIR", requires = "at")]
    tls: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ServiceArgs {
    /// Which one.
    #[arg(value_name = "SERVICE", value_parser = embedded::SERVICES)]
    name: String,
    #[command(flatten)]
    process: ProcessArgs,
}

#[derive(Debug, Args)]
struct DoctorArgs {
    /// Which service.
    #[arg(value_name = "SERVICE", value_parser = embedded::SERVICES)]
    name: String,
    /// Its configuration file (TOML), with variables as it runs with them.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Recomputes every hash and state too.
    #[arg(long)]
    chains: bool,
}

#[derive(Debug, Args)]
struct UpArgs {
    /// PostgreSQL server: postgres://user@host:port. Databases are created where they are missing.
    #[arg(long, value_name = "URL")]
    postgres: String,
    /// Broker: nats://host:port. Without it followers read from each other.
    #[arg(long, value_name = "URL")]
    nats: Option<String>,
    /// First part of the databases' names.
    #[arg(long, default_value = "radslag")]
    prefix: String,
    /// Folder of the development key, configurations and logs.
    #[arg(long, value_name = "DIR", default_value = "radslag-data")]
    data: PathBuf,
    /// Replicas of each service.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9))]
    replicas: u8,
    /// First of the ports that the services listen on.
    #[arg(long, default_value_t = 50_051)]
    port: u16,
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// Configuration file (TOML).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the stores and of the development key [default: ./radslag-data].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address that gRPC listens on [default: 127.0.0.1:50050].
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Prints the configuration that would be used, and ends.
    #[arg(long)]
    print_config: bool,
}

#[derive(Debug, Args)]
struct TokenArgs {
    /// Folder of the development key.
    #[arg(long, value_name = "DIR", default_value = "radslag-data")]
    data: PathBuf,
    /// Who it is for.
    #[arg(long)]
    sub: kernel::PersonId,
    /// Their name, if services may keep it.
    #[arg(long)]
    name: Option<String>,
    /// An office that they hold; may be given more than once.
    #[arg(long = "office", value_name = "OFFICE")]
    offices: Vec<Office>,
    /// Minutes that it is good for.
    #[arg(long, default_value_t = 480, value_parser = clap::value_parser!(i64).range(1..=525_600))]
    minutes: i64,
}

/// Where stores are.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Folder of the stores.
    #[arg(long, value_name = "DIR", default_value = "radslag-data")]
    pub(crate) data: PathBuf,
    /// PostgreSQL server of the stores, instead of a folder.
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
    /// First part of the databases' names.
    #[arg(long, default_value = "radslag")]
    pub(crate) prefix: String,
}

/// Which running services are called, and as whom.
#[derive(Debug, Args)]
pub(crate) struct Calling {
    /// Address of the platform, or SERVICE=ADDRESS of one service; may be given more than once.
    #[arg(long = "at", value_name = "ADDRESS", default_value = "http://127.0.0.1:50050")]
    pub(crate) at: Vec<String>,
    /// File of an operator's token.
    #[arg(long, value_name = "FILE")]
    pub(crate) token: Option<PathBuf>,
    /// Folder of the development key that signs one, where there is no such file.
    #[arg(long = "key", value_name = "DIR", default_value = "radslag-data")]
    pub(crate) key: PathBuf,
    /// Who acts, where the development key signs.
    #[arg(long, default_value = "operator")]
    pub(crate) sub: kernel::PersonId,
    /// Folder of tls.crt, tls.key and ca.crt, for addresses that are https://.
    #[arg(long, value_name = "DIR")]
    pub(crate) tls: Option<PathBuf>,
}

/// One parked event, and why it is decided about.
#[derive(Debug, Args)]
pub(crate) struct OneParked {
    /// Service that parked it.
    pub(crate) service: String,
    /// Service that it came from, and its number there: intake:17.
    pub(crate) event: String,
    /// Why. It stands in the journal.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) calling: Calling,
}

#[derive(Debug, Subcommand)]
enum FollowCommand {
    /// Sets the cursor of a followed service to a number, with the owner's hash there.
    Reset(ResetArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ResetArgs {
    /// Service that follows.
    pub(crate) service: String,
    /// Service that it follows.
    pub(crate) source: String,
    /// Number of the last event that counts as taken in.
    #[arg(long)]
    pub(crate) to: u64,
    /// Why. It stands in the journal.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) calling: Calling,
}

#[derive(Debug, Args)]
struct VerifyArgs {
    #[command(flatten)]
    place: Place,
    /// Compares with what followers have taken in: each of them is a witness.
    #[arg(long)]
    against: bool,
}

#[derive(Debug, Subcommand)]
enum Events {
    /// Prints events as JSON, one a line.
    Tail(TailArgs),
}

#[derive(Debug, Args)]
pub(crate) struct TailArgs {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Reads from running services instead of stores: an address, or SERVICE=ADDRESS.
    #[arg(long = "at", value_name = "ADDRESS")]
    pub(crate) at: Vec<String>,
    /// File of a token of an operator or a service, for `--at`.
    #[arg(long, value_name = "FILE")]
    pub(crate) token: Option<PathBuf>,
    /// Folder of tls.crt, tls.key and ca.crt, for `--at` with https://.
    #[arg(long, value_name = "DIR")]
    pub(crate) tls: Option<PathBuf>,
    /// Only this service's.
    #[arg(long)]
    pub(crate) service: Option<String>,
    /// Only types that contain this text.
    #[arg(long = "type", value_name = "TEXT")]
    pub(crate) event_type: Option<String>,
    /// Only events whose stream or content contains this text, such as an id.
    #[arg(long, value_name = "TEXT")]
    pub(crate) about: Option<String>,
    /// Goes on and prints what comes.
    #[arg(long)]
    pub(crate) follow: bool,
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Recomputes all hashes and states; names the first bad row.
    Verify(VerifyArgs),
}

#[derive(Debug, Subcommand)]
enum ParkedCommand {
    /// Lists what services have set aside.
    List(Place),
    /// Has a parked event tried again; those behind it follow.
    Retry(OneParked),
    /// Gives a parked event up; those behind it are tried.
    Discard(OneParked),
}

#[derive(Debug, Subcommand)]
enum ModelCommand {
    /// Checks a model definition; names every error with its line.
    Check {
        /// The definition (TOML).
        file: PathBuf,
    },
}

/// How a command ended without a user's mistake.
pub(crate) type Ended = Result<ExitCode, Box<dyn std::error::Error>>;

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return unread(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let ended = runtime.block_on(Box::pin(dispatch(cli.command)));
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match ended {
        Ok(code) => code,
        Err(error) => failed(error.as_ref()),
    }
}

/// Help and version are printed and end with 0; a mistake gets one line and 2.
fn unread(error: &clap::Error) -> ExitCode {
    let asked = !error.use_stderr();
    if asked || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let text = error.to_string();
    // Clap names the cause first; a list of missing arguments follows line by line.
    let cause: Vec<_> = text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    let cause = cause.join(" ");
    eprintln!("radslag: {}; see `radslag --help`", cause.trim_start_matches("error: "));
    ExitCode::from(2)
}

fn failed(error: &(dyn std::error::Error + 'static)) -> ExitCode {
    eprintln!("radslag: {}", platform::journal::chain(error));
    if error.is::<UserError>() { ExitCode::from(2) } else { ExitCode::FAILURE }
}

async fn dispatch(command: Command) -> Ended {
    match command {
        Command::Prioritise(args) => prioritise::run(&args),
        Command::Demo(args) => {
            let log = Log { filter: "error".to_owned(), format: LogFormat::Text };
            platform::telemetry::start(&log)?;
            let DemoArgs { pabulib, out, data, measure, postgres, nats, at, key, tls } = args;
            demo::run(demo::Wish { pabulib, out, data, measure, postgres, nats, at, key, tls })
                .await
        }
        Command::Serve(args) => serve(args).await,
        Command::Service(ServiceArgs { name, process }) => {
            Ok(platform::process::run(&process, embedded::service(&name)?).await)
        }
        Command::Up(args) => up(args).await,
        Command::Status(calling) => remote::status(&calling).await,
        Command::Follow(FollowCommand::Reset(args)) => remote::reset(&args).await,
        Command::Revocations(calling) => remote::revocations(&calling).await,
        Command::Token(args) => {
            tools::token(&args.data, &args.sub, args.name.as_deref(), &args.offices, args.minutes)
        }
        Command::Events(Events::Tail(args)) if !args.at.is_empty() => remote::tail(&args).await,
        Command::Events(Events::Tail(args)) => tools::tail(&args).await,
        Command::Audit(Audit::Verify(args)) => tools::verify(&args.place, args.against).await,
        Command::Parked(ParkedCommand::List(place)) => tools::parked(&place).await,
        Command::Parked(ParkedCommand::Retry(one)) => remote::retry(&one).await,
        Command::Parked(ParkedCommand::Discard(one)) => remote::discard(&one).await,
        Command::Doctor(args) => doctor(&args).await,
        Command::Backup(args) => backup::take(&args).await,
        Command::Restore(args) => backup::put_back(&args).await,
        Command::Erase(args) => erase::erase(&args).await,
        Command::Model(ModelCommand::Check { file }) => tools::check_model(&file),
        Command::Bench(bench) => bench::run(bench).await,
    }
}

/// Exit code 0 when the service can do its work.
async fn doctor(args: &DoctorArgs) -> Ended {
    let loaded = ServiceConfig::load(args.config.as_deref(), platform::config::environment());
    let config = loaded.map_err(|cause| {
        UserError::new(cause, "correct the configuration; docs/operating.md lists the keys")
    })?;
    let service = embedded::service(&args.name)?;
    let findings = platform::doctor::examine(&config, service.room.as_ref(), args.chains).await;
    for one in &findings {
        let weight = if one.grave { "wrong" } else { "look" };
        println!("{weight}: {}: {}\n  do: {}", one.word, one.what, one.remedy);
    }
    if findings.is_empty() {
        println!("{}: all is well", args.name);
    }
    let grave = findings.iter().any(|one| one.grave);
    Ok(if grave { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn up(args: UpArgs) -> Ended {
    let UpArgs { postgres, nats, prefix, data, replicas, port } = args;
    cluster::up(cluster::Wish {
        postgres,
        nats,
        prefix,
        data,
        replicas: usize::from(replicas),
        port: Some(port),
        binary: cluster::binary()?,
        apart: true,
        otherwise: cluster::Otherwise::default(),
    })
    .await
}

async fn serve(args: ServeArgs) -> Ended {
    let mut config = Config::load(args.config.as_deref(), platform::config::environment())
        .map_err(|cause| {
            UserError::new(cause, "see `radslag serve --print-config` for the keys")
        })?;
    config.data = args.data.unwrap_or(config.data);
    config.listen = args.listen.unwrap_or(config.listen);
    if args.print_config {
        print!("{}", config.print());
        return Ok(ExitCode::SUCCESS);
    }
    platform::telemetry::start(&config.log)
        .map_err(|cause| UserError::new(cause, "correct log.filter"))?;
    embedded::serve(config).await
}
