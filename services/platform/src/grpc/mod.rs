//! gRPC: the gate that every RPC passes, errors with reasons, the server.

mod errors;
mod gate;
mod log;
mod server;

pub use errors::{invalid, not_found, refused, store, unavailable};
pub use gate::{AFTER, AT, Gate};
pub use server::{Routes, Server, ServerError};
