//! Metrics, by OpenTelemetry's conventions in Prometheus' form. `docs/operating.md` lists them.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Names and values. Values come from closed sets: services, methods of the contract, statuses.
pub(super) type Labels = Vec<(&'static str, String)>;
pub(super) type Gauges = Family<Labels, Gauge<f64, AtomicU64>>;
type Histograms = Family<Labels, Histogram, Buckets>;

/// Seconds, from what a query takes to the longest deadline.
const SECONDS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Commands and groups of a batch, up to the most that one takes.
const BATCHES: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// gRPC's number for a method that nobody offers.
const UNIMPLEMENTED: &str = "12";

/// The metrics of a process.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    process: &'static str,
    registry: Registry,
    requests: Histograms,
    batches: Histograms,
    commits: Histograms,
    gauges: Standing,
}

/// How things stand, read when it is asked for.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) position: Gauges,
    pub(super) unpublished: Gauges,
    pub(super) lag_events: Gauges,
    pub(super) lag_seconds: Gauges,
    pub(super) parked: Gauges,
    pub(super) unanswered: Gauges,
    pub(super) ownerless: Gauges,
    pub(super) ready: Gauges,
    pub(super) queue: Gauges,
    pub(super) connections: Gauges,
    pub(super) nats: Gauges,
    pub(super) leases: Gauges,
    pub(super) certificate: Gauges,
    pub(super) build: Gauges,
}

/// Makes histograms with these bounds.
#[derive(Clone, Copy)]
struct Buckets(&'static [f64]);

impl MetricConstructor<Histogram> for Buckets {
    fn new_metric(&self) -> Histogram {
        Histogram::new(self.0.iter().copied())
    }
}

impl Inner {
    fn new(process: &'static str) -> Self {
        let requests = Histograms::new_with_constructor(Buckets(SECONDS));
        let batches = Histograms::new_with_constructor(Buckets(BATCHES));
        let commits = Histograms::new_with_constructor(Buckets(SECONDS));
        let (mut registry, gauges) = (Registry::default(), Standing::default());
        let timed = [
            ("rpc_server_duration", "Time of a request until its answer begins", &requests),
            ("radslag_writer_commit", "Time of a batch of the writer, with its commit", &commits),
        ];
        for (name, help, metric) in timed {
            registry.register_with_unit(name, help, Unit::Seconds, metric.clone());
        }
        let help = "Commands and groups that a batch of the writer took";
        registry.register("radslag_writer_batch_size", help, batches.clone());
        gauges.register(&mut registry);
        Self { process, registry, requests, batches, commits, gauges }
    }
}

impl Standing {
    fn all(&self) -> [&Gauges; 14] {
        let Self { position, unpublished, lag_events, lag_seconds, parked, unanswered, .. } = self;
        let Self { ownerless, ready, queue, connections, nats, leases, certificate, build, .. } =
            self;
        [
            position,
            unpublished,
            lag_events,
            lag_seconds,
            parked,
            unanswered,
            ownerless,
            ready,
            queue,
            connections,
            nats,
            leases,
            certificate,
            build,
        ]
    }

    /// From now on only what is set anew is told.
    pub(super) fn forget(&self) {
        for gauges in self.all() {
            gauges.clear();
        }
    }

    fn register(&self, registry: &mut Registry) {
        let all = [
            ("radslag_journal_position", "Last row of the journal", &self.position),
            (
                "radslag_unpublished_events",
                "Public events that the broker has not acknowledged",
                &self.unpublished,
            ),
            (
                "radslag_follower_lag_events",
                "Events of a followed service that are not taken in",
                &self.lag_events,
            ),
            ("radslag_parked_events", "Events that were set aside", &self.parked),
            (
                "radslag_unanswered",
                "Initiatives that were registered and have no final answer",
                &self.unanswered,
            ),
            (
                "radslag_ownerless",
                "Answers that wait until somebody is contact person",
                &self.ownerless,
            ),
            ("radslag_ready", "Whether the service is ready", &self.ready),
            ("radslag_writer_queue", "Commands and groups that wait for the writer", &self.queue),
            ("db_pool_connections", "Connections to the database", &self.connections),
            ("radslag_nats_connected", "Whether the broker is connected", &self.nats),
            ("radslag_lease_held", "Whether this replica holds a lease", &self.leases),
            ("radslag_build_info", "1; the version is a label", &self.build),
        ];
        for (name, help, metric) in all {
            registry.register(name, help, metric.clone());
        }
        let help = "Time since a followed service was last known to have no more";
        registry.register_with_unit(
            "radslag_follower_lag",
            help,
            Unit::Seconds,
            self.lag_seconds.clone(),
        );
        let help = "When the certificate that is shown ends, since 1970";
        registry.register_with_unit(
            "radslag_certificate_end_timestamp",
            help,
            Unit::Seconds,
            self.certificate.clone(),
        );
    }
}

/// Names of all metrics, as Prometheus reads them.
#[must_use]
pub fn names() -> Vec<String> {
    let metrics = Metrics::new("radslag");
    // What has no value is not told.
    for gauges in metrics.gauges().all() {
        gauges.get_or_create(&Vec::new()).set(0.0);
    }
    metrics.request("", "0", Duration::ZERO);
    metrics.writer("").batch(1, Duration::ZERO);
    let text = metrics.text();
    let words = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    words.map(|(name, _)| name.to_owned()).collect()
}

impl Metrics {
    /// Those of a process of this name: the service, or the platform in one.
    pub(super) fn new(process: &'static str) -> Self {
        Self(Arc::new(Inner::new(process)))
    }

    pub(super) fn gauges(&self) -> &Standing {
        &self.0.gauges
    }

    /// All of them as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // A string takes everything.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.0.registry);
        text
    }

    /// A request that was answered. `path` is `/<service>/<method>`, `status` gRPC's number.
    pub(crate) fn request(&self, path: &str, status: &str, took: Duration) {
        let known = status != UNIMPLEMENTED;
        let path = path.trim_start_matches('/').split_once('/').filter(|_| known);
        let (service, method) = path.unwrap_or(("", "unknown"));
        let labels = vec![
            ("service", self.0.process.to_owned()),
            ("rpc_service", service.to_owned()),
            ("rpc_method", method.to_owned()),
            ("grpc_code", status.to_owned()),
        ];
        self.0.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// What the writer of a service tells.
    pub(crate) fn writer(&self, service: &str) -> WriterMetrics {
        let labels = vec![("service", service.to_owned())];
        WriterMetrics {
            batches: self.0.batches.get_or_create_owned(&labels),
            commits: self.0.commits.get_or_create_owned(&labels),
        }
    }
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// What the writer of one service tells.
#[derive(Debug, Clone)]
pub(crate) struct WriterMetrics {
    batches: Histogram,
    commits: Histogram,
}

impl WriterMetrics {
    #[expect(clippy::cast_precision_loss, reason = "a batch has few jobs")]
    pub(crate) fn batch(&self, jobs: usize, took: Duration) {
        self.batches.observe(jobs as f64);
        self.commits.observe(took.as_secs_f64());
    }
}
