//! A PostgreSQL server of a test's own, and questions to a database past the services.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use platform::config::TlsConfig;
use radslag::cluster::free_port;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

use super::tables::{SEPARATOR, Tables, rows_of};
use crate::processes::ground::named;
use crate::support::text;

fn program(name: &str) -> PathBuf {
    Path::new(&named("TESTS_POSTGRES_BIN")).join(name)
}

/// One database, asked with `psql`: with nothing of the services' code.
pub(crate) struct Psql {
    url: String,
}

impl Psql {
    pub(crate) fn new(server: &str, database: &str) -> Self {
        Self { url: format!("{server}/{database}") }
    }

    pub(crate) fn number(&self, sql: &str) -> u64 {
        self.value(sql).parse().unwrap()
    }

    /// What the server says when it refuses.
    pub(crate) fn refused(&self, sql: &str) -> String {
        let said = self.said(sql);
        assert!(!said.status.success(), "{sql} was done");
        text(&said.stderr)
    }

    fn said(&self, sql: &str) -> Output {
        Command::new(program("psql"))
            .args(["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-F", SEPARATOR, "-d"])
            .args([&self.url, "-c", sql])
            .output()
            .unwrap()
    }

    /// Does this, and keeps the transaction open.
    pub(crate) fn hold(&self, sql: &str) -> Held {
        let mut asked = Command::new(program("psql"));
        let asked = asked.args(["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", &self.url]);
        let mut child = asked.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.as_mut().unwrap(), "BEGIN; {sql}; SELECT 'held';").unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "held\n", "{sql}");
        Held(child)
    }

    /// Changes at least one row.
    pub(crate) fn change(&self, sql: &str) {
        let changed = self.rows(&format!("{sql} RETURNING 1"));
        assert!(!changed.is_empty(), "{sql} changed nothing");
    }
}

/// A transaction that stays open until this is dropped.
pub(crate) struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server as one role sees it.
pub(crate) struct Role {
    url: String,
}

impl Role {
    pub(crate) fn psql(&self, database: &str) -> Psql {
        Psql::new(&self.url, database)
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }
}

impl Tables for Psql {
    fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        rows_of(&self.said(sql), sql)
    }
}

/// The data folder's owner where the tests run as root, which PostgreSQL refuses.
fn nobody() -> Option<(u32, u32)> {
    let id = |flag: &str| {
        let said = Command::new("id").args([flag, "nobody"]).output().unwrap();
        text(&said.stdout).trim().parse().unwrap()
    };
    geteuid().is_root().then(|| (id("-u"), id("-g")))
}

/// A server that a test can stop at once and start again. It ends with the test.
pub(crate) struct Server {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
    /// More of its settings, `name=value`.
    more: Vec<String>,
}

impl Server {
    pub(crate) fn started() -> Self {
        let mut server = Self::made();
        server.run();
        server
    }

    /// One that takes connections to services' databases only from who shows a certificate.
    pub(crate) fn secured(tls: &TlsConfig) -> Self {
        let mut server = Self::made();
        let given = |file: &Path, name: &str| {
            let path = server.data().join(name);
            std::fs::copy(file, &path).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            if let Some((user, group)) = nobody() {
                chown(&path, Some(user), Some(group)).unwrap();
            }
            format!("{}", path.display())
        };
        let files = [
            ("ssl_cert_file", given(&tls.certificate_file, "server.crt")),
            ("ssl_key_file", given(&tls.key_file, "server.key")),
            ("ssl_ca_file", given(&tls.ca_file, "ca.crt")),
        ];
        server.more = files.map(|(name, path)| format!("{name}={path}")).to_vec();
        server.more.push("ssl=on".to_owned());
        let rules = "host postgres all 127.0.0.1/32 trust\n\
                     hostssl all all 127.0.0.1/32 trust clientcert=verify-ca\n";
        std::fs::write(server.data().join("pg_hba.conf"), rules).unwrap();
        server.run();
        server
    }

    fn made() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let port = free_port().unwrap().port();
        let server = Self { folder, port, child: None, more: Vec::new() };
        std::fs::create_dir(server.data()).unwrap();
        if let Some((user, group)) = nobody() {
            chown(server.data(), Some(user), Some(group)).unwrap();
        }
        let mut made = server.command("initdb");
        made.args(["-U", "radslag", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        let made = made.output().unwrap();
        assert!(made.status.success(), "{}", text(&made.stderr));
        server
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("pg")
    }

    /// A program on the data folder. It is told to stop at once when the test's process dies.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new("setpriv");
        if let Some((user, group)) = nobody() {
            command.arg(format!("--reuid={user}")).arg(format!("--regid={group}"));
            command.arg("--clear-groups");
        }
        command.args(["--pdeathsig", "QUIT", "--"]).arg(program(name)).arg("-D").arg(self.data());
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://radslag@127.0.0.1:{}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn psql(&self, database: &str) -> Psql {
        Psql::new(&self.url(), database)
    }

    /// The server as a role sees it.
    pub(crate) fn as_role(&self, role: &str) -> Role {
        Role { url: self.url().replace("radslag@", &format!("{role}@")) }
    }

    pub(crate) fn run(&mut self) {
        let mut server = self.command("postgres");
        // The machine goes on: fsync would only cost time.
        server.args(["-p", &self.port.to_string(), "-c", "fsync=off", "-c", "max_connections=400"]);
        server.args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        for setting in &self.more {
            server.args(["-c", setting]);
        }
        self.child = Some(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let end = tokio::time::Instant::now() + Duration::from_secs(60);
        while !self.answers() {
            assert!(tokio::time::Instant::now() < end, "PostgreSQL did not start");
        }
    }

    fn answers(&self) -> bool {
        let port = self.port.to_string();
        let mut asked = Command::new(program("pg_isready"));
        let asked = asked.args(["-q", "-h", "127.0.0.1", "-p", &port]).status();
        asked.unwrap().success()
    }

    /// Immediate shutdown: the next start recovers from the log.
    pub(crate) fn stop_at_once(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).unwrap();
        let _ = kill_process(pid, Signal::QUIT);
        let _ = child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop_at_once();
    }
}
