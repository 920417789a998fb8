//! What a process tells of itself: log lines, metrics for Prometheus, spans for a collector.

mod log;
mod metrics;
mod page;
mod spans;
mod standing;

use std::sync::Arc;

use kernel::IdGen;

pub use log::{say, start};
pub(crate) use metrics::WriterMetrics;
pub use metrics::{Metrics, names};
pub use page::{Page, serve};
pub(crate) use spans::Kind;
pub use spans::Spans;
pub use standing::{QUEUES, Queue};

use crate::system::SystemIds;

/// Where a process tells of what it does. Cloned, it is the same.
#[derive(Clone)]
pub struct Telemetry {
    /// Counts and times.
    pub metrics: Metrics,
    /// Spans; none go anywhere unless a collector is configured.
    pub spans: Spans,
    ids: Arc<dyn IdGen>,
}

impl Default for Telemetry {
    /// Of the platform in one process, without a collector.
    fn default() -> Self {
        Self::new("radslag", Spans::default())
    }
}

impl Telemetry {
    /// Metrics of a process of this name, and these spans.
    #[must_use]
    pub fn new(process: &'static str, spans: Spans) -> Self {
        Self { metrics: Metrics::new(process), spans, ids: Arc::new(SystemIds) }
    }

    pub(crate) fn ids(&self) -> &dyn IdGen {
        self.ids.as_ref()
    }
}

impl std::fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Telemetry").finish_non_exhaustive()
    }
}
