//! What a year cost, beside what the machine allows: durable commits of two inserts.

use std::path::Path;
use std::time::Duration;

use platform::sql::{Database, StoreError};

use crate::bench::two_inserts;

/// Commits that are timed. The median is told.
const COMMITS: u64 = 101;

/// One line of JSON: seconds, peak memory, and the median durable commit in the same folder.
pub(super) async fn report(took: Duration, folder: &Path) -> Result<String, StoreError> {
    let commit = commit(folder).await?;
    let line = serde_json::json!({
        "seconds": took.as_secs_f64(),
        "peak_memory_mb": peak_memory_kb().map(|kb| kb / 1024),
        "two_insert_commit_ms": commit.as_secs_f64() * 1_000.0,
        "commits_in_that_time": took.as_secs_f64() / commit.as_secs_f64(),
    });
    Ok(line.to_string())
}

async fn commit(folder: &Path) -> Result<Duration, StoreError> {
    let path = folder.join("measure.db");
    let database = Database::sqlite(&path).await?;
    let mut times = two_inserts(&database, COMMITS).await?;
    database.close().await;
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("measure.db{end}")));
    }
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

/// The most memory that this process has held, where the system tells.
fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
