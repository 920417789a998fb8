//! Five processes on the PostgreSQL that `tests/run` names, with a broker of the test's own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use radslag::cluster::{Cluster, Wish, binaries, free_port};
use radslag::demo;
use serde_json::Value;
use tempfile::TempDir;

use crate::recompute;
use crate::support::{determined, run, text};

pub(super) const ODD: &str = include_str!("../odd.pb");

/// How long the services may take to come to rest after a fault.
const REST: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "tests/run names the servers")]
pub(super) fn named(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run tests/run"))
}

pub(crate) fn postgres() -> String {
    named("TESTS_POSTGRES")
}

/// A broker that a test can kill, empty and start again.
pub(crate) struct Broker {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

impl Broker {
    /// One that has not been started.
    pub(super) fn absent() -> Self {
        let port = free_port().unwrap().local_addr().unwrap().port();
        Self { folder: tempfile::tempdir().unwrap(), port, child: None }
    }

    pub(crate) fn started() -> Self {
        let mut broker = Self::absent();
        broker.start();
        broker
    }

    pub(crate) fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub(super) fn start(&mut self) {
        let config = self.folder.path().join("nats.conf");
        let store = self.store();
        let text = format!(
            "host: 127.0.0.1\nport: {}\njetstream {{ store_dir: {store:?}, sync_interval: always }}\n",
            self.port
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

    pub(super) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// `kill -9`, and a start without anything that it held.
    pub(super) fn empty(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(self.store());
        self.start();
    }

    /// Takes the newest acknowledged message out of every stream. Returns how many were taken.
    pub(super) async fn lose_newest(&self) -> usize {
        let Ok(client) = async_nats::connect(self.url()).await else { return 0 };
        let context = async_nats::jetstream::new(client);
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
pub(super) struct Ground {
    pub(super) folder: TempDir,
    pub(super) broker: Broker,
    pub(super) cluster: Cluster,
    prefix: String,
}

impl Ground {
    pub(super) async fn start(broker: Broker, replicas: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let prefix = format!("t_{}", uuid::Uuid::new_v4().simple());
        let wish = Wish {
            postgres: postgres(),
            nats: Some(broker.url()),
            prefix: prefix.clone(),
            data: folder.path().join("data"),
            replicas,
            port: None,
            binaries: binaries().unwrap(),
            apart: false,
        };
        let cluster = Cluster::start(&wish).await.unwrap();
        Self { folder, broker, cluster, prefix }
    }

    /// Plays the odd year while `fault` does its worst, then demands that all has ended well: every
    /// initiative has its final answer and is what the rules say, the journals are whole and agree
    /// with every follower, nothing is parked, and everything stops in order.
    pub(super) async fn year(mut self, fault: impl AsyncFnOnce(&mut Cluster, &mut Broker)) {
        let election = demo::pabulib::Election::parse(ODD).unwrap();
        let plan = demo::election::plan(&election, "odd.pb", 5);
        let (addresses, key) = (self.cluster.addresses(), self.cluster.key().clone());
        let year = demo::play_on(&addresses, key, &plan);
        let (summary, ()) = tokio::join!(year, fault(&mut self.cluster, &mut self.broker));
        self.cluster.ready().await.unwrap();
        assert!(self.cluster.settled(REST).await.unwrap(), "{:#?}", self.cluster.statuses().await);
        let summary: Value = summary.unwrap();
        assert_eq!(determined(summary), recompute::summary("odd.pb", ODD));
        self.sound().await;
        self.cluster.stop().await.unwrap();
    }

    /// Plays the odd year, and waits until everything is taken in.
    pub(super) async fn play(&self) {
        let election = demo::pabulib::Election::parse(ODD).unwrap();
        let plan = demo::election::plan(&election, "odd.pb", 5);
        let key = self.cluster.key().clone();
        demo::play_on(&self.cluster.addresses(), key, &plan).await.unwrap();
        assert!(self.cluster.settled(REST).await.unwrap());
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn sound(&self) {
        let place = ["--postgres", &postgres(), "--prefix", &self.prefix];
        let verified =
            run(self.folder.path(), &[&["audit", "verify", "--against"][..], &place].concat());
        assert!(verified.status.success(), "{}", text(&verified.stdout));
        let parked = run(self.folder.path(), &[&["parked", "list"][..], &place].concat());
        assert_eq!(text(&parked.stdout), "nothing is parked\n");
    }
}

/// Moments and choices that a seed gives, so that a run can be repeated.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn seeded() -> Self {
        let seed = u64::from(std::process::id());
        eprintln!("seed {seed}");
        Self(seed | 1)
    }

    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A random moment of the year, which takes a few seconds.
    pub(super) async fn moment(&mut self) {
        let wait = Duration::from_millis(100 + self.roll(700));
        tokio::time::sleep(wait).await;
    }
}
