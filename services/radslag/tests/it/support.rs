//! Running the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The binary, in a folder of the test's own.
pub(crate) fn radslag(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_radslag"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    radslag(folder).args(args).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Plays an election and returns its summary, without what the file does not determine.
pub(crate) fn play(folder: &Path, election: &Path) -> Value {
    let out = folder.join("out");
    let ended = radslag(folder)
        .args(["demo", "--pabulib"])
        .arg(election)
        .arg("--out")
        .arg(&out)
        .arg("--data")
        .arg(folder.join("data"))
        .output()
        .unwrap();
    assert!(ended.status.success(), "{}{}", text(&ended.stdout), text(&ended.stderr));
    let summary = std::fs::read_to_string(out.join("summary.json")).unwrap();
    serde_json::from_str(&summary).unwrap()
}

/// The summary without ids, numbers of answers, and the services' hashes.
pub(crate) fn determined(mut summary: Value) -> Value {
    let all = summary.as_object_mut().unwrap();
    all.remove("services").unwrap();
    for item in all["items"].as_array_mut().unwrap() {
        let item = item.as_object_mut().unwrap();
        assert!(item.remove("id").unwrap().as_str().unwrap().starts_with("ini_"));
        assert!(item.remove("answers").unwrap().as_u64().unwrap() > 0);
    }
    summary
}

/// The real elections, if they are there.
pub(crate) fn real_elections() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "tests/run names the folder")]
    let folder = std::env::var("TESTS_ELECTIONS").ok();
    folder.map(PathBuf::from).filter(|folder| folder.is_dir())
}
