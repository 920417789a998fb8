//! Five processes on the PostgreSQL that `tests/run` names, with a broker of the test's own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use async_nats::jetstream;
use platform::config::TlsConfig;
use platform::testing::Dice;
use radslag::cluster::{Cluster, Otherwise, Wish, binary, free_port};
use radslag::demo;
use serde_json::Value;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::faults::check;
use crate::faults::postgres::Psql;
use crate::faults::tables::Tables as _;
use crate::faults::traffic::{Acknowledged, Traffic};
use crate::support::{determined, run, text};
use crate::{elections, recompute};

pub(crate) const ODD: &str = include_str!("../odd.pb");

/// How long the services may take to come to rest after a fault.
const REST: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "tests/run names the servers")]
pub(crate) fn named(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run tests/run"))
}

pub(crate) fn postgres() -> String {
    named("TESTS_POSTGRES")
}

/// The shortest time for which the broker can know repeats.
pub(crate) const WINDOW: Duration = Duration::from_millis(100);

/// A broker that a test can kill, empty and start again.
pub(crate) struct Broker {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
    /// More of its configuration.
    more: String,
}

impl Broker {
    /// One that has not been started.
    pub(crate) fn absent() -> Self {
        let port = free_port().unwrap().port();
        let (folder, more) = (tempfile::tempdir().unwrap(), String::new());
        Self { folder, port, child: None, more }
    }

    pub(crate) fn started() -> Self {
        let mut broker = Self::absent();
        broker.start();
        broker
    }

    /// One that takes only connections that show a certificate.
    pub(crate) fn secured(tls: &TlsConfig) -> Self {
        let TlsConfig { certificate_file, key_file, ca_file } = tls;
        let mut broker = Self::absent();
        broker.more = format!(
            "tls {{ cert_file: {certificate_file:?}, key_file: {key_file:?}, ca_file: {ca_file:?}, verify: true }}\n"
        );
        broker.start();
        broker
    }

    pub(crate) fn url(&self) -> String {
        let scheme = if self.more.is_empty() { "nats" } else { "tls" };
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub(crate) fn start(&mut self) {
        let config = self.folder.path().join("nats.conf");
        let store = self.store();
        // Each stream reserves a gigabyte that no test fills: the server is not to weigh it against the disk.
        let text = format!(
            "host: 127.0.0.1\nport: {}\n\
             jetstream {{ store_dir: {store:?}, max_file_store: 1TB, sync_interval: always }}\n{}",
            self.port, self.more
        );
        std::fs::write(&config, text).unwrap();
        let child = Command::new(named("TESTS_NATS_SERVER"))
            .arg("-c")
            .arg(config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.child = Some(child);
        let end = tokio::time::Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(tokio::time::Instant::now() < end, "the broker did not start");
            std::thread::yield_now();
        }
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// `kill -9`, and a start without anything that it held.
    pub(crate) fn empty(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(self.store());
        self.start();
    }

    async fn jetstream(&self) -> Option<jetstream::Context> {
        Some(jetstream::new(async_nats::connect(self.url()).await.ok()?))
    }

    /// Deletes some of the streams. Returns how many.
    pub(crate) async fn delete_streams(&self, dice: &mut Dice) -> usize {
        let Some(context) = self.jetstream().await else { return 0 };
        let mut deleted = 0;
        for service in radslag::embedded::SERVICES {
            if dice.chance(1, 2) {
                let name = platform::nats::stream_name(service);
                deleted += usize::from(context.delete_stream(name).await.is_ok());
            }
        }
        deleted
    }

    pub(crate) async fn delete_stream(&self, service: &str) {
        let name = platform::nats::stream_name(service);
        self.jetstream().await.unwrap().delete_stream(name).await.unwrap();
    }

    pub(crate) async fn purge_stream(&self, service: &str) {
        let name = platform::nats::stream_name(service);
        let stream = self.jetstream().await.unwrap().get_stream(name).await.unwrap();
        stream.purge().await.unwrap();
    }

    /// Has the broker know repeats for a tenth of a second only. Returns in how many streams.
    pub(crate) async fn forget_soon(&self) -> usize {
        let Some(context) = self.jetstream().await else { return 0 };
        let mut changed = 0;
        for service in radslag::embedded::SERVICES {
            let name = platform::nats::stream_name(service);
            let Ok(stream) = context.get_stream(name).await else { continue };
            let mut config = stream.cached_info().config.clone();
            config.duplicate_window = WINDOW;
            changed += usize::from(context.update_stream(config).await.is_ok());
        }
        changed
    }

    /// Publishes old messages again, with all that they bore, under ids of their own: the broker
    /// drops none. Returns how many.
    pub(crate) async fn repeat_old(&self, dice: &mut Dice) -> usize {
        let Some(context) = self.jetstream().await else { return 0 };
        let mut repeated = 0;
        for service in radslag::embedded::SERVICES {
            let name = platform::nats::stream_name(service);
            let Ok(mut stream) = context.get_stream(name).await else { continue };
            let last = stream.info().await.map_or(0, |info| info.state.last_sequence);
            for _ in 0..10.min(last) {
                let Ok(old) = stream.get_raw_message(1 + dice.roll(last)).await else { continue };
                let mut headers = old.headers;
                headers.insert("Nats-Msg-Id", uuid::Uuid::new_v4().to_string());
                let sent = context.publish_with_headers(old.subject, headers, old.payload).await;
                repeated += usize::from(sent.unwrap().await.is_ok());
            }
        }
        repeated
    }

    /// Whether a message of any stream holds the text.
    pub(crate) async fn holds(&self, text: &str) -> bool {
        let context = self.jetstream().await.unwrap();
        for service in radslag::embedded::SERVICES {
            let name = platform::nats::stream_name(service);
            let mut stream = context.get_stream(name).await.unwrap();
            let state = stream.info().await.unwrap().state.clone();
            for number in state.first_sequence..=state.last_sequence {
                let Ok(message) = stream.get_raw_message(number).await else { continue };
                if String::from_utf8_lossy(&message.payload).contains(text) {
                    return true;
                }
            }
        }
        false
    }

    /// Takes the newest acknowledged message out of every stream. Returns how many were taken.
    pub(crate) async fn lose_newest(&self) -> usize {
        let Some(context) = self.jetstream().await else { return 0 };
        let mut lost = 0;
        for service in radslag::embedded::SERVICES {
            let name = platform::nats::stream_name(service);
            let Ok(mut stream) = context.get_stream(name).await else { continue };
            let last = stream.info().await.map_or(0, |info| info.state.last_sequence);
            if last > 0 && stream.delete_message(last).await.unwrap_or(false) {
                lost += 1;
            }
        }
        lost
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Five processes and what they stand on.
pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    pub(crate) broker: Broker,
    pub(crate) cluster: Cluster,
    /// The PostgreSQL server, without anything between.
    server: String,
    prefix: String,
    backups: Vec<String>,
    in_order: bool,
}

impl Ground {
    pub(crate) async fn start(broker: Broker, replicas: usize) -> Self {
        Self::start_on(&postgres(), &postgres(), broker, replicas).await
    }

    /// All replicas run this binary.
    pub(crate) async fn start_with(binary: &Path, replicas: usize) -> Self {
        let (server, broker) = (postgres(), Broker::started());
        Self::start_as(&server, &server, broker, replicas, binary).await
    }

    /// `reached` is where the services reach the server: there may be something between.
    pub(crate) async fn start_on(
        server: &str,
        reached: &str,
        broker: Broker,
        replicas: usize,
    ) -> Self {
        Self::start_as(server, reached, broker, replicas, &binary().unwrap()).await
    }

    async fn start_as(
        server: &str,
        reached: &str,
        broker: Broker,
        replicas: usize,
        binary: &Path,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let prefix = format!("t_{}", uuid::Uuid::new_v4().simple());
        let wish = Wish {
            postgres: reached.to_owned(),
            nats: Some(broker.url()),
            prefix: prefix.clone(),
            data: folder.path().join("data"),
            replicas,
            port: None,
            binary: binary.to_owned(),
            apart: false,
            otherwise: Otherwise::default(),
        };
        let cluster = Cluster::start(&wish).await.unwrap();
        let (server, backups) = (server.to_owned(), Vec::new());
        Self { folder, broker, cluster, server, prefix, backups, in_order: false }
    }

    /// Everything stops in order only: callers are refused, and never cut off.
    pub(crate) fn in_order(self) -> Self {
        Self { in_order: true, ..self }
    }

    /// Plays a random year, with other callers beside, while `fault` does its worst. Then demands
    /// that all has ended well: every initiative has its final answer and is what the rules say,
    /// everything acknowledged is there, the journals are whole, every event took effect once and in
    /// order, nothing is parked, and everything stops in order.
    pub(crate) async fn year(
        mut self,
        dice: &mut Dice,
        fault: impl AsyncFnOnce(&mut Cluster, &mut Broker, &mut Dice),
    ) {
        let election = elections::some(dice);
        let plan = plan(&election);
        let (addresses, key) = (self.cluster.addresses(), self.cluster.key().clone());
        let traffic = self.traffic(dice);
        let ended = CancellationToken::new();
        let year = async {
            let year = demo::play_on(&addresses, key, &plan);
            let both = tokio::join!(year, fault(&mut self.cluster, &mut self.broker, dice));
            ended.cancel();
            both.0
        };
        let (summary, acknowledged) = tokio::join!(year, traffic.run(&ended));
        self.rest().await;
        let summary: Value = summary.unwrap_or_else(|error| panic!("{error}\n{election}"));
        assert_eq!(determined(summary), recompute::summary(NAME, &election), "{election}");
        self.sound(&acknowledged);
        self.end().await;
    }

    /// Plays the odd year, and waits until everything is taken in.
    pub(crate) async fn play(&self) {
        let key = self.cluster.key().clone();
        demo::play_on(&self.cluster.addresses(), key, &plan(ODD)).await.unwrap();
        assert!(self.cluster.settled(REST).await.unwrap());
    }

    /// Everything stops in order, and the databases are dropped: a long run plays hundreds of years.
    pub(crate) async fn end(self) {
        self.end_all_but_the_broker().await;
    }

    pub(crate) async fn end_all_but_the_broker(self) -> Broker {
        self.cluster.stop().await.unwrap();
        let server = Psql::new(&self.server, "postgres");
        for service in radslag::embedded::SERVICES {
            let name = format!("{}_{}", self.prefix, service.replace('-', "_"));
            server.rows(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
        for backup in self.backups {
            server.rows(&format!("DROP DATABASE {backup} WITH (FORCE)"));
        }
        self.broker
    }

    /// The configuration of a service's first replica.
    pub(crate) fn config(&self, service: &str) -> PathBuf {
        self.folder.path().join("data").join(format!("{service}-0.toml"))
    }

    /// The URL of a database on the server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        format!("{}/{database}", self.server)
    }

    /// The server itself.
    pub(crate) fn server(&self) -> Psql {
        Psql::new(&self.server, "postgres")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database of a service.
    pub(crate) fn database(&self, service: &str) -> Psql {
        Psql::new(&self.server, &self.name_of(service))
    }

    pub(crate) fn name_of(&self, service: &str) -> String {
        format!("{}_{}", self.prefix, service.replace('-', "_"))
    }

    /// Copies the database of a service that does not run. Returns the copy's name.
    pub(crate) fn back_up(&mut self, service: &str) -> String {
        let (name, copy) = (self.name_of(service), format!("b_{}", uuid::Uuid::new_v4().simple()));
        self.copy(&name, &copy);
        self.backups.push(copy.clone());
        copy
    }

    /// Puts a backup, or an empty database, in the place of that of a service that does not run.
    pub(crate) fn restore(&self, service: &str, backup: Option<&str>) {
        let name = self.name_of(service);
        let server = Psql::new(&self.server, "postgres");
        server.rows(&format!("DROP DATABASE {name} WITH (FORCE)"));
        match backup {
            Some(backup) => self.copy(backup, &name),
            None => self.copy("template0", &name),
        }
    }

    fn copy(&self, from: &str, to: &str) {
        let server = Psql::new(&self.server, "postgres");
        // Connections of a process that was killed take a moment to end.
        server.rows(&format!(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{from}'"
        ));
        server.rows(&format!("CREATE DATABASE {to} TEMPLATE {from}"));
    }

    /// Waits until everything runs, and everything is taken in.
    pub(crate) async fn rest(&mut self) {
        self.cluster.ready().await.unwrap();
        assert!(self.cluster.settled(REST).await.unwrap(), "{:#?}", self.cluster.statuses().await);
    }

    /// What `radslag` says about the services' databases.
    pub(crate) fn tool(&self, args: &[&str]) -> Output {
        let place = ["--postgres", &self.server, "--prefix", &self.prefix];
        run(self.folder.path(), &[args, &place].concat())
    }

    /// Callers beside a year, or without one.
    pub(crate) fn traffic(&self, dice: &mut Dice) -> Traffic {
        let dice = Dice::of(dice.roll(u64::MAX));
        Traffic::new(&self.cluster.addresses(), self.cluster.key(), dice).in_order(self.in_order)
    }

    /// The journals are whole and agree with their followers, and nothing is parked.
    pub(crate) fn audited(&self) {
        let verified = self.tool(&["audit", "verify", "--against"]);
        assert!(verified.status.success(), "{}", text(&verified.stdout));
        let parked = self.tool(&["parked", "list"]);
        assert_eq!(text(&parked.stdout), "nothing is parked\n");
    }

    /// As [`Ground::audited`]; what was acknowledged is there, and every event took effect once.
    pub(crate) fn sound(&self, acknowledged: &[Acknowledged]) {
        self.audited();
        check::journals(|service| self.database(service), acknowledged);
    }
}

/// The name under which elections are played.
pub(crate) const NAME: &str = "played.pb";

pub(crate) fn plan(election: &str) -> demo::plan::Plan {
    demo::election::plan(&demo::pabulib::Election::parse(election).unwrap(), NAME, 5)
}

/// Rests for a random part of the few seconds that a year takes.
pub(crate) async fn moment(dice: &mut Dice) {
    tokio::time::sleep(Duration::from_millis(50 + dice.roll(650))).await;
}
