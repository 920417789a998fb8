//! Council, in a process of its own.

use std::process::ExitCode;
use std::sync::Arc;

use model::Models;

fn main() -> ExitCode {
    platform::process::main("council", || Ok(council::service(&Arc::new(Models::shipped()?))))
}
