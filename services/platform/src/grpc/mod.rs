//! gRPC: the gate that every RPC passes, errors with reasons, the server.

mod accept;
mod errors;
mod gate;
pub(crate) mod journal;
mod limits;
mod log;
mod operations;
mod peer;
mod server;

pub(crate) use errors::JOURNAL_DIVERGED;
pub use errors::{invalid, not_found, refused, store, unavailable};
pub use gate::{AFTER, AT, Gate};
pub use operations::add_to as add_operations_to;
pub use peer::{OwnToken, Peer};
pub use server::{LIVE, Routes, Server, ServerError};

/// Computes apart from what answers other requests: for what takes longer than milliseconds.
///
/// # Errors
/// INTERNAL when it panicked.
pub async fn apart<T: Send + 'static>(
    compute: impl FnOnce() -> T + Send + 'static,
) -> Result<T, tonic::Status> {
    let computed = tokio::task::spawn_blocking(compute).await;
    computed.map_err(|error| tonic::Status::internal(error.to_string()))
}

/// A moment in the contract's form.
#[must_use]
pub fn timestamp(at: kernel::Timestamp) -> pbjson_types::Timestamp {
    let micros = at.as_micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or_default();
    pbjson_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_moment_keeps_its_microseconds() {
        let found = super::timestamp(kernel::Timestamp::from_micros(-1));
        assert_eq!((found.seconds, found.nanos), (-1, 999_999_000));
    }
}
