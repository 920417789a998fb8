//! All five in one process, on SQLite, in a folder of a test's own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use platform::auth::{DevelopmentKey, KEY_FILE};
use radslag::Addresses;
use radslag::embedded::store;
use rustix::process::{Pid, Signal, kill_process};

use super::check;
use super::tables::Lite;
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
        let address = radslag::cluster::free_port().unwrap().local_addr().unwrap();
        let mut command = Command::new("bash");
        command.args(["-c", SERVE, env!("CARGO_BIN_EXE_radslag"), &address.to_string()]);
        let log = std::fs::File::create(log_of(data)).unwrap();
        let child = command.arg(data).stdin(Stdio::null()).stderr(log).spawn().unwrap();
        let end = tokio::time::Instant::now() + Duration::from_secs(60);
        while std::net::TcpStream::connect(address).is_err() || !data.join(KEY_FILE).exists() {
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

    /// Stops it in order.
    pub(super) fn stop(mut self) {
        self.signal(Signal::TERM);
        assert!(self.child.wait().unwrap().success(), "serve did not end well");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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
