//! Tasks that can be stopped, in order.

use std::future::Future;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The tasks of a process. Stopping happens in steps: first what takes in work, then writers, then
/// what sends on what was written, then what keeps the process's place among replicas.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    takers: Step,
    writers: Step,
    senders: Step,
    keepers: Step,
    failed: CancellationToken,
    draining: CancellationToken,
}

/// Tasks that end together.
#[derive(Debug, Clone, Default)]
struct Step {
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Step {
    async fn end(&self, by: tokio::time::Instant) -> bool {
        self.tasks.close();
        self.stop.cancel();
        tokio::time::timeout_at(by, self.tasks.wait()).await.is_ok()
    }
}

impl Tasks {
    /// No tasks yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task that takes in work. It must end when [`Tasks::stop`] is cancelled.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.takers.tasks.spawn(self.watched(task));
    }

    /// Starts a writer. It must end when [`Tasks::last_stop`] is cancelled.
    pub fn spawn_last(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.writers.tasks.spawn(self.watched(task));
    }

    /// Starts what sends on what was written. It must end when [`Tasks::senders_stop`] is cancelled.
    pub fn spawn_sender(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.senders.tasks.spawn(self.watched(task));
    }

    /// Starts what keeps the process's place. It must end when [`Tasks::keepers_stop`] is cancelled.
    pub fn spawn_keeper(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.keepers.tasks.spawn(self.watched(task));
    }

    /// A task that panics is noticed: its process is to end, not to go on without it.
    fn watched(
        &self,
        task: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = ()> + Send + 'static {
        let failed = self.failed.clone();
        async move {
            let unless_panic = failed.drop_guard();
            task.await;
            unless_panic.disarm();
        }
    }

    /// Cancelled when what takes in work has to end: followers, servers.
    #[must_use]
    pub fn stop(&self) -> CancellationToken {
        self.takers.stop.clone()
    }

    /// Cancelled when writers have to end.
    #[must_use]
    pub fn last_stop(&self) -> CancellationToken {
        self.writers.stop.clone()
    }

    /// Cancelled when what sends has to make its last pass and end.
    #[must_use]
    pub fn senders_stop(&self) -> CancellationToken {
        self.senders.stop.clone()
    }

    /// Cancelled when what keeps the process's place has to end.
    #[must_use]
    pub fn keepers_stop(&self) -> CancellationToken {
        self.keepers.stop.clone()
    }

    /// Cancelled when the server begins to drain: what is answered without end has to end.
    #[must_use]
    pub fn draining(&self) -> CancellationToken {
        self.draining.clone()
    }

    /// Cancelled when a task has panicked.
    #[must_use]
    pub fn failed(&self) -> CancellationToken {
        self.failed.clone()
    }

    /// Stops what takes in work, then the writers, then the rest, and waits for all at most this
    /// long. False when some did not end.
    pub async fn shut_down(&self, at_most: Duration) -> bool {
        self.draining.cancel();
        let end = tokio::time::Instant::now() + at_most;
        let mut ended = true;
        for step in [&self.takers, &self.writers, &self.senders, &self.keepers] {
            ended &= step.end(end).await;
        }
        ended
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
