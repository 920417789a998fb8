//! All I/O that is not about one service: journal, follower, gRPC, identity, configuration.
//!
//! A service gives a [`Room`]; a composition root opens a [`Node`] with it.

pub mod auth;
pub mod backup;
pub mod config;
pub mod doctor;
pub mod erase;
pub mod follow;
pub mod grpc;
pub mod input;
pub mod journal;
pub mod known;
pub mod learn;
pub mod lifecycle;
pub mod nats;
mod node;
pub mod page;
pub mod process;
pub mod ready;
mod room;
pub mod sql;
pub mod system;
pub mod telemetry;
pub mod testing;
pub mod tls;
mod trace;

pub use node::{Injected, Node, Parts};
pub use room::{AddTo, Gathering, ReadTables, Room, Service};
