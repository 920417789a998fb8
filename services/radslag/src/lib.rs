//! All five services in one process: one more composition root. The demo and the tools.

mod bench;
pub mod cli;
pub mod demo;
pub mod embedded;
mod tools;
mod user_error;

pub use user_error::UserError;
