//! Budget integration, in a process of its own.

use std::process::ExitCode;
use std::sync::Arc;

use model::Models;

fn main() -> ExitCode {
    platform::process::main("budget-integration", || {
        Ok(budget_integration::service(&Arc::new(Models::shipped()?)))
    })
}
