//! Beredning, in a process of its own.

use std::process::ExitCode;
use std::sync::Arc;

use model::Models;

fn main() -> ExitCode {
    platform::process::main("beredning", || Ok(beredning::service(&Arc::new(Models::shipped()?))))
}
