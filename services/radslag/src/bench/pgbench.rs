//! The limit on PostgreSQL: `pgbench`, where it is installed beside the server.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Failure;

/// Where Debian keeps the binaries of a server, by version.
const SERVERS: &str = "/usr/lib/postgresql";
/// Bytes of a row, about those of a journal row.
const ROW: usize = 600;

/// Seconds of a run at the most, where nothing was done in fewer.
const LONGEST: f64 = 60.0;

/// `pgbench` with a script of one transaction of two inserts.
pub(super) struct PgBench {
    binary: PathBuf,
    script: PathBuf,
    url: String,
}

/// That of the newest server.
fn binary() -> Option<PathBuf> {
    let versions = std::fs::read_dir(SERVERS).ok()?.flatten();
    let found = versions.filter_map(|version| {
        let number = version.file_name().to_str()?.parse::<u32>().ok()?;
        let binary = version.path().join("bin/pgbench");
        binary.is_file().then_some((number, binary))
    });
    found.max().map(|(_, binary)| binary)
}

impl PgBench {
    /// Its script stands in `folder`. None where there is no `pgbench`.
    pub(super) fn find(url: &str, folder: &Path) -> Result<Option<Self>, Failure> {
        let Some(binary) = binary() else { return Ok(None) };
        let script = folder.join("two-inserts.sql");
        let insert = format!("INSERT INTO pgbench_line (text) VALUES ('{}');\n", "x".repeat(ROW));
        std::fs::write(&script, format!("BEGIN;\n{insert}{insert}COMMIT;\n"))?;
        Ok(Some(Self { binary, script, url: url.to_owned() }))
    }

    /// Transactions per second. It measures for whole seconds; for longer, while its clients take all of
    /// the time to connect.
    pub(super) async fn rate(&self, clients: u16, time: Duration) -> Result<f64, Failure> {
        let mut seconds = time.as_secs_f64().ceil();
        loop {
            let mut command = self.command(clients, seconds);
            let ended = tokio::task::spawn_blocking(move || command.output()).await??;
            let said = String::from_utf8_lossy(&ended.stdout);
            let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next());
            match rate.and_then(|rate| rate.parse().ok()) {
                Some(rate) if ended.status.success() => return Ok(rate),
                None if ended.status.success() && seconds < LONGEST => seconds *= 2.0,
                _ => {
                    let cause = String::from_utf8_lossy(&ended.stderr);
                    return Err(format!("pgbench: {said}{cause}").into());
                }
            }
        }
    }

    fn command(&self, clients: u16, seconds: f64) -> Command {
        let mut command = Command::new(&self.binary);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        command
            .args(["--no-vacuum", "--client", &clients.to_string()])
            .args(["--jobs", &threads.min(usize::from(clients)).to_string()])
            .args(["--time", &seconds.to_string()])
            .arg("--file")
            .arg(&self.script)
            .arg(&self.url)
            .stdin(Stdio::null());
        command
    }
}
