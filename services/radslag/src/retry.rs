//! Requests that nobody answered, sent again: a service starts anew, or its connection is cut.

use std::error::Error as _;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tonic::{Code, Status};

/// Longest time that a caller goes on asking while nobody answers.
const PATIENCE: Duration = Duration::from_secs(60);
/// Rest between two tries.
const REST: Duration = Duration::from_millis(50);

/// Whether nobody has answered. What was asked may have been done all the same: a request id makes
/// asking again safe.
pub(crate) fn unanswered(status: &Status) -> bool {
    match status.code() {
        Code::Unavailable | Code::DeadlineExceeded => true,
        // The client's own: a connection that was cut has a source, what a service says has none.
        Code::Unknown | Code::Cancelled | Code::Internal => status.source().is_some(),
        _ => false,
    }
}

/// Whether the same request may be sent again, until `begin` is too long ago. Rests before.
pub(crate) async fn may_retry(status: &Status, begin: Instant) -> bool {
    let may = unanswered(status) && begin.elapsed() < PATIENCE;
    if may {
        sleep(REST).await;
    }
    may
}

/// Asks again and again while nobody answers.
///
/// # Errors
/// What the service answered, or that nobody did for too long.
pub(crate) async fn until_answered<T>(
    ask: impl AsyncFn() -> Result<T, Status>,
) -> Result<T, Status> {
    let begin = Instant::now();
    loop {
        match ask().await {
            Err(status) if may_retry(&status, begin).await => {}
            ended => return ended,
        }
    }
}
