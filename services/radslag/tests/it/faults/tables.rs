//! Questions to a store past the services' code.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::text;

/// Separates columns: no value of a journal holds it.
pub(super) const SEPARATOR: &str = "\u{1f}";

/// A store that answers questions.
pub(crate) trait Tables {
    /// The rows of an answer, each value as text.
    fn rows(&self, sql: &str) -> Vec<Vec<String>>;

    /// The only value of an answer.
    fn value(&self, sql: &str) -> String {
        self.rows(sql).first().and_then(|row| row.first()).cloned().unwrap_or_default()
    }
}

/// What a program printed: a line for each row.
pub(super) fn rows_of(said: &Output, sql: &str) -> Vec<Vec<String>> {
    assert!(said.status.success(), "{sql}: {}", text(&said.stderr));
    let rows = text(&said.stdout);
    rows.lines().map(|row| row.split(SEPARATOR).map(str::to_owned).collect()).collect()
}

/// An SQLite file, asked with Python's own library.
pub(crate) struct Lite(pub(crate) PathBuf);

const ASK: &str = "import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print('\\x1f'.join(str(value) for value in row))";

impl Tables for Lite {
    fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let mut asked = Command::new("python3");
        let said = asked.env("PYTHONUTF8", "1").args(["-c", ASK]).arg(&self.0).arg(sql).output();
        rows_of(&said.unwrap(), sql)
    }
}
