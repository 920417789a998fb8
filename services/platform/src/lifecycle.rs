//! Tasks that can be stopped, in order.

use std::future::Future;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
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

/// SIGINT and SIGTERM, heard from the moment that this is made.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Hears from now on. A `main` calls this before it opens anything.
    ///
    /// # Errors
    /// When the system does not let the process hear signals.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Resolves at the first signal. From then on a second one ends the process at once.
    pub async fn first(mut self) {
        self.next().await;
        tracing::info!("stopping; a second signal aborts");
        // The second signal has to end a process that hangs, so nothing can wait for this task.
        #[expect(clippy::disallowed_methods, reason = "it lives until the process ends")]
        tokio::spawn(async move {
            self.next().await;
            std::process::exit(130);
        });
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
