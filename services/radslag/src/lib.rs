//! All five services in one process: one more composition root. The demo and the tools.

mod addresses;
mod backup;
mod bench;
pub mod cli;
pub mod cluster;
pub mod demo;
pub mod embedded;
mod erase;
pub mod operator;
mod prioritise;
mod remote;
mod retry;
mod running;
mod tools;
mod user_error;

pub use addresses::Addresses;
pub use user_error::UserError;
