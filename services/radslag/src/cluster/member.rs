//! One replica of one service, as a child process.

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use platform::config::ServiceConfig;
use rustix::process::{Pid, Signal, kill_process};

/// What a member runs.
#[derive(Debug, Clone)]
pub(crate) enum Program {
    /// The services, by the `service` command of this binary.
    Services(PathBuf),
    /// Bare rooms in place of the services, in a chain of so many.
    Chain(usize),
}

impl Program {
    fn command(&self, service: &str) -> std::io::Result<Command> {
        match self {
            Self::Services(binary) => {
                let mut command = Command::new(binary);
                command.args(["service", service]);
                Ok(command)
            }
            Self::Chain(length) => {
                let mut command = Command::new(std::env::current_exe()?);
                let length = length.to_string();
                command.args(["bench", "chain-member", service, "--length", length.as_str()]);
                Ok(command)
            }
        }
    }
}

/// A replica. Dropped, it is killed: nothing outlives who started it.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) service: &'static str,
    pub(super) replica: usize,
    pub(super) address: SocketAddr,
    config: PathBuf,
    log: PathBuf,
    child: Option<Child>,
}

impl Member {
    /// Writes the replica's configuration. It does not run yet.
    pub(super) fn new(
        service: &'static str,
        replica: usize,
        config: &ServiceConfig,
        folder: &Path,
    ) -> std::io::Result<Self> {
        let name = format!("{service}-{replica}");
        let path = folder.join(format!("{name}.toml"));
        // The database's password may stand in it.
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        file.write_all(config.write().as_bytes())?;
        Ok(Self {
            service,
            replica,
            address: config.listen,
            config: path,
            log: folder.join(format!("{name}.log")),
            child: None,
        })
    }

    /// `apart` from the terminal's process group, so that Ctrl-C reaches only who started it.
    pub(super) fn start(&mut self, program: &Program, apart: bool) -> std::io::Result<()> {
        let log = File::options().create(true).append(true).open(&self.log)?;
        let mut command = program.command(self.service)?;
        if apart {
            command.process_group(0);
        }
        let child = command
            .arg("--config")
            .arg(&self.config)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        self.child = Some(child);
        Ok(())
    }

    /// How it ended, if it has.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.as_mut()?.try_wait().ok().flatten()
    }

    pub(super) fn runs(&mut self) -> bool {
        self.child.is_some() && self.ended().is_none()
    }

    /// It has ended as it should: it counts as never started.
    pub(super) fn forget(&mut self) {
        self.child = None;
    }

    /// Whether it was started, and neither killed nor stopped in order since.
    pub(super) fn started(&self) -> bool {
        self.child.is_some()
    }

    /// `kill -9`.
    pub(super) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// SIGTERM; [`Member::ended`] tells when it has ended.
    pub(super) fn terminate(&self) {
        // One that has ended and was waited for is not signalled: its number may be another's.
        let pid = self.child.as_ref().and_then(|child| i32::try_from(child.id()).ok());
        if let Some(pid) = pid.and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::TERM);
        }
    }

    /// Its process, while it runs.
    pub(super) fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// The last lines of its log, for who has to see why it ended.
    pub(super) fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines.get(lines.len().saturating_sub(3)..).unwrap_or_default().join("; ")
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.kill();
    }
}
