//! All five in one process, on SQLite, in a folder of a test's own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use platform::auth::{DevelopmentKey, KEY_FILE};
use radslag::Addresses;
use radslag::embedded::{SERVICES, rooms, store};
use rustix::process::{Pid, Signal, kill_process};

use super::check;
use super::tables::{Lite, Tables as _};
use super::traffic::Acknowledged;
use crate::support::{run, text};

/// `serve`, with what a full disk does to a process left to it: a write that fails.
const SERVE: &str = "trap '' XFSZ; exec \"$0\" serve --listen \"$1\" --data \"$2\"";

/// Where it logs: beside its data.
fn log_of(data: &Path) -> PathBuf {
    data.with_extension("log")
}

pub(super) struct Served {
    child: Child,
    address: SocketAddr,
    data: PathBuf,
}

impl Served {
    pub(super) async fn start(data: &Path) -> Self {
        let address = radslag::cluster::free_port().unwrap();
        let mut command = Command::new("bash");
        command.args(["-c", SERVE, env!("CARGO_BIN_EXE_radslag"), &address.to_string()]);
        let log = std::fs::File::create(log_of(data)).unwrap();
        let child = command.arg(data).stdin(Stdio::null()).stderr(log).spawn().unwrap();
        let end = tokio::time::Instant::now() + Duration::from_secs(60);
        // It says so last: what comes then cannot meet a start that is under way.
        let serves = || std::fs::read_to_string(log_of(data)).unwrap().contains("serves on");
        while !serves() || !data.join(KEY_FILE).exists() {
            assert!(tokio::time::Instant::now() < end, "serve did not start");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Self { child, address, data: data.to_owned() }
    }

    pub(super) fn addresses(&self) -> Addresses {
        Addresses::from(self.address)
    }

    pub(super) fn key(&self) -> DevelopmentKey {
        DevelopmentKey::of_folder(&self.data).unwrap()
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Copies the stores as they are at this moment. What only lives in shared memory is lost, as
    /// when the power fails.
    pub(super) fn copied_to(&self, to: &Path) {
        self.signal(Signal::STOP);
        std::fs::create_dir_all(to).unwrap();
        for file in std::fs::read_dir(&self.data).unwrap() {
            let file = file.unwrap();
            if !file.file_name().to_string_lossy().ends_with("-shm") {
                std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
        self.signal(Signal::CONT);
    }

    /// No file may grow beyond this many bytes; without a number they may again.
    pub(super) fn limit(&self, bytes: Option<u64>) {
        let (pid, bytes) = (self.child.id().to_string(), bytes.map(|bytes| bytes.to_string()));
        let limit = format!("--fsize={}:unlimited", bytes.as_deref().unwrap_or("unlimited"));
        let said = Command::new("prlimit").args(["--pid", &pid, &limit]).output().unwrap();
        assert!(said.status.success(), "{}", text(&said.stderr));
    }

    pub(super) fn log(&self) -> String {
        std::fs::read_to_string(log_of(&self.data)).unwrap()
    }

    /// Size of the largest file.
    pub(super) fn largest(&self) -> u64 {
        let files = std::fs::read_dir(&self.data).unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().len()).max().unwrap_or_default()
    }

    /// Waits until every follower has taken in what its sources hold.
    async fn rest(&self) {
        let end = tokio::time::Instant::now() + Duration::from_secs(60);
        while !at_rest(&self.data) {
            assert!(tokio::time::Instant::now() < end, "the followers do not come to rest");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until everything is taken in, and stops it in order.
    pub(super) async fn stop(mut self) {
        self.rest().await;
        self.signal(Signal::TERM);
        assert!(self.child.wait().unwrap().success(), "serve did not end well");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let last = log.len().saturating_sub(4_000);
            eprintln!("serve: {:?}; {}", self.child.try_wait(), log.get(last..).unwrap_or(&log));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether every follower has taken in what its sources hold. What follows from that may be under way:
/// it is asked twice.
fn at_rest(data: &Path) -> bool {
    let ends = || -> BTreeMap<String, (u64, u64)> {
        let end = |service: &&str| {
            let head = Lite(store(data, service)).rows("SELECT sequence, position FROM head");
            let number = |at: usize| head[0][at].parse().unwrap();
            ((*service).to_owned(), (number(0), number(1)))
        };
        SERVICES.iter().map(end).collect()
    };
    let before = ends();
    let taken_in = rooms().unwrap().into_iter().all(|room| {
        let name = room.name();
        let cursors = Lite(store(data, name)).rows("SELECT source, sequence FROM cursor");
        let at = |source: &str| {
            let row = cursors.iter().find(|row| row[0] == source);
            row.map_or(0, |row| row[1].parse::<u64>().unwrap())
        };
        let all = room.follows().iter().all(|one| at(one.source) >= before[one.source].0);
        all && (!room.follows_itself() || at(name) >= before[name].1)
    });
    taken_in && ends() == before
}

/// The journals of a folder are whole, nothing is parked, what was acknowledged is there, and every
/// event took effect once.
pub(super) fn sound(data: &Path, acknowledged: &[Acknowledged]) {
    let place = ["--data", data.to_str().unwrap()];
    let folder = data.parent().unwrap();
    let verified = run(folder, &[&["audit", "verify", "--against"][..], &place].concat());
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    let parked = run(folder, &[&["parked", "list"][..], &place].concat());
    assert_eq!(text(&parked.stdout), "nothing is parked\n");
    check::journals(|service| Lite(store(data, service)), acknowledged);
}
