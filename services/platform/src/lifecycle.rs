//! Tasks that can be stopped, in order.

use std::future::Future;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The tasks of a process. Stopping happens in two steps: first what takes in work, then writers.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    first: CancellationToken,
    last: CancellationToken,
}

impl Tasks {
    /// No tasks yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task. It must end when the token that it watches is cancelled.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(task);
    }

    /// Cancelled when what takes in work has to end: followers, timers.
    #[must_use]
    pub fn stop(&self) -> CancellationToken {
        self.first.clone()
    }

    /// Cancelled when writers have to end.
    #[must_use]
    pub fn last_stop(&self) -> CancellationToken {
        self.last.clone()
    }

    /// Stops all tasks, and waits for them at most this long. False when some did not end.
    pub async fn shut_down(&self, at_most: Duration) -> bool {
        self.tracker.close();
        self.first.cancel();
        self.last.cancel();
        tokio::time::timeout(at_most, self.tracker.wait()).await.is_ok()
    }
}

/// Resolves at the first SIGINT or SIGTERM. A second one ends the process at once.
pub async fn signalled() {
    one_signal().await;
    tracing::info!("stopping; a second signal aborts");
    // The second signal has to end a process that hangs, so nothing can wait for this task.
    #[expect(clippy::disallowed_methods, reason = "it lives until the process ends")]
    tokio::spawn(async {
        one_signal().await;
        std::process::exit(130);
    });
}

async fn one_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
