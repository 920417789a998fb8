//! `radslag`: the platform in one process, the demo and the tools.

use std::process::ExitCode;

fn main() -> ExitCode {
    radslag::cli::run()
}
