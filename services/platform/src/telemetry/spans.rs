//! Spans for a collector (OTLP). Their ids are those that stand in the journal, so one trace leads from
//! the first call to the last service's commit.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{
    Link, SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{
    BatchSpanProcessor, SpanData, SpanEvents, SpanExporter as _, SpanLinks, SpanProcessor as _,
};

/// How long the last spans may take to be sent.
const LAST: Duration = Duration::from_secs(2);

/// Where spans go.
#[derive(Clone, Default)]
pub struct Spans(Option<Arc<BatchSpanProcessor>>);

/// What a span is about.
pub(crate) enum Kind<'k> {
    /// A request that this process answered.
    Request {
        /// `/<service>/<method>`.
        method: &'k str,
        /// gRPC's number.
        status: &'k str,
    },
    /// An event of another service, from taking it in until what follows from it is committed.
    Reaction {
        /// The service that reacted.
        service: &'k str,
        /// The service that it came from.
        source: &'k str,
        /// Its number there.
        number: u64,
    },
}

impl std::fmt::Debug for Spans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Spans").field(&self.0.is_some()).finish()
    }
}

impl Spans {
    /// Sends spans of a process to a collector, `http://collector:4317`. It connects when there are
    /// some; while nobody answers there, they are dropped.
    ///
    /// # Errors
    /// When the address cannot be read.
    pub fn to(collector: &str, process: &'static str) -> Result<Self, String> {
        let exporter = SpanExporter::builder().with_tonic().with_endpoint(collector).build();
        let mut exporter =
            exporter.map_err(|error| format!("telemetry.otlp: {collector}: {error}"))?;
        let resource = Resource::builder_empty().with_attributes([
            KeyValue::new("service.name", format!("radslag-{process}")),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        ]);
        exporter.set_resource(&resource.build());
        Ok(Self(Some(Arc::new(BatchSpanProcessor::builder(exporter).build()))))
    }

    /// A span that ended now and took so long. `own` and `cause` are traceparents.
    pub(crate) fn ended(&self, own: &str, cause: Option<&str>, kind: Kind<'_>, took: Duration) {
        let Some(processor) = &self.0 else { return };
        let Some(context) = context(own, false) else { return };
        if !context.is_sampled() {
            return;
        }
        let cause = cause.and_then(context_of);
        #[expect(clippy::disallowed_methods, reason = "a collector goes by the machine's clock")]
        let end_time = SystemTime::now();
        let mut links = SpanLinks::default();
        let (span_kind, name, attributes, status) = match kind {
            Kind::Request { method, status } => {
                let name = method.trim_start_matches('/').to_owned();
                (SpanKind::Server, name, requested(method, status), outcome(status))
            }
            Kind::Reaction { service, source, number } => {
                links.links.extend(cause.clone().map(|cause| Link::new(cause, Vec::new(), 0)));
                let attributes = reacted(service, source, number);
                (
                    SpanKind::Consumer,
                    format!("{service} takes in {source}"),
                    attributes,
                    Status::Unset,
                )
            }
        };
        processor.on_end(SpanData {
            parent_span_id: cause.as_ref().map_or(SpanId::INVALID, SpanContext::span_id),
            parent_span_is_remote: cause.is_some(),
            span_context: context,
            span_kind,
            name: name.into(),
            start_time: end_time.checked_sub(took).unwrap_or(end_time),
            end_time,
            attributes,
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links,
            status,
            instrumentation_scope: InstrumentationScope::builder("radslag").build(),
        });
    }

    /// Sends what has not been sent, for at most a moment. No span is taken from now on.
    pub async fn close(&self) {
        let Some(processor) = self.0.clone() else { return };
        let closing = move || processor.shutdown_with_timeout(LAST);
        if !matches!(tokio::task::spawn_blocking(closing).await, Ok(Ok(()))) {
            tracing::info!("the last spans were not sent");
        }
    }
}

fn requested(method: &str, status: &str) -> Vec<KeyValue> {
    let (service, method) =
        method.trim_start_matches('/').split_once('/').unwrap_or((method, "unknown"));
    vec![
        KeyValue::new("rpc.system", "grpc"),
        KeyValue::new("rpc.service", service.to_owned()),
        KeyValue::new("rpc.method", method.to_owned()),
        KeyValue::new("rpc.grpc.status_code", status.parse::<i64>().unwrap_or(2)),
    ]
}

fn reacted(service: &str, source: &str, number: u64) -> Vec<KeyValue> {
    vec![
        KeyValue::new("messaging.system", "nats"),
        KeyValue::new("messaging.operation.type", "process"),
        KeyValue::new("messaging.destination.name", format!("radslag.{source}")),
        KeyValue::new("messaging.message.id", i64::try_from(number).unwrap_or(i64::MAX)),
        KeyValue::new("radslag.service", service.to_owned()),
    ]
}

/// By OpenTelemetry's conventions a server has failed when it is to blame.
fn outcome(status: &str) -> Status {
    // UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS.
    if ["2", "4", "12", "13", "14", "15", "-"].contains(&status) {
        return Status::error(format!("gRPC {status}"));
    }
    Status::Unset
}

fn context_of(traceparent: &str) -> Option<SpanContext> {
    context(traceparent, true)
}

fn context(traceparent: &str, remote: bool) -> Option<SpanContext> {
    let fields: Vec<_> = traceparent.split('-').collect();
    let [_, trace, span, flags] = fields.as_slice() else { return None };
    let trace = TraceId::from_hex(trace).ok()?;
    let span = SpanId::from_hex(span).ok()?;
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?);
    let context = SpanContext::new(trace, span, flags, remote, TraceState::default());
    context.is_valid().then_some(context)
}
