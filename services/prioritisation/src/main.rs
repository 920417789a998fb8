//! Prioritisation, in a process of its own.

use std::process::ExitCode;
use std::sync::Arc;

use model::Models;

fn main() -> ExitCode {
    platform::process::main("prioritisation", || {
        Ok(prioritisation::service(&Arc::new(Models::shipped()?)))
    })
}
