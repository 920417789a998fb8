//! Memory of processes, as the system tells it.

use super::figure::count;

/// Of this process.
const SELF: &str = "/proc/self";

fn field(process: &str, name: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(count(kilobytes) / 1_024.0)
}

/// Megabytes that a process holds.
pub(super) fn resident(pid: u32) -> Option<f64> {
    field(&format!("/proc/{pid}"), "VmRSS:")
}

/// The most megabytes that a process has held.
pub(super) fn peak(pid: u32) -> Option<f64> {
    field(&format!("/proc/{pid}"), "VmHWM:")
}

/// The most megabytes that this process has held since it last forgot.
pub(super) fn own_peak() -> Option<f64> {
    field(SELF, "VmHWM:")
}

/// From now on the peak of this process is that of what comes.
pub(super) fn forget_own_peak() -> std::io::Result<()> {
    std::fs::write(format!("{SELF}/clear_refs"), "5")
}
