//! One span, one log line and one observation per request: method, trace, status, time.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{HeaderMap, HeaderValue, Request, Response};
use tower::{Layer, Service};
use tracing::Instrument as _;

use crate::telemetry::{Kind, Telemetry};
use crate::trace::{self, TRACEPARENT};

/// Tells of every request of a server.
#[derive(Debug, Clone)]
pub(super) struct RequestLog {
    telemetry: Telemetry,
}

impl RequestLog {
    pub(super) fn new(telemetry: Telemetry) -> Self {
        Self { telemetry }
    }
}

impl<S> Layer<S> for RequestLog {
    type Service = Logged<S>;

    fn layer(&self, inner: S) -> Logged<S> {
        Logged { inner, telemetry: self.telemetry.clone() }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Logged<S> {
    inner: S,
    telemetry: Telemetry,
}

impl<S, B, R> Service<Request<B>> for Logged<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let method = request.uri().path().to_owned();
        let begin = tokio::time::Instant::now();
        let (own, cause) = own_span(request.headers_mut(), &self.telemetry);
        let span = tracing::info_span!("grpc", method, traceparent = own);
        let answer = span.in_scope(|| self.inner.call(request));
        let telemetry = self.telemetry.clone();
        let logged = async move {
            let answer = answer.await;
            let status = answer.as_ref().map_or("-", |response| {
                let status = response.headers().get("grpc-status");
                status.and_then(|status| status.to_str().ok()).unwrap_or("0")
            });
            let took = begin.elapsed();
            let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            tracing::info!(status, ms, "request");
            telemetry.metrics.request(&method, status, took);
            telemetry.spans.ended(
                &own,
                cause.as_deref(),
                Kind::Request { method: &method, status },
                took,
            );
            answer
        };
        Box::pin(logged.instrument(span))
    }
}

/// The request's own span, in the caller's trace (W3C Trace Context) or a new one, and the caller's. From
/// here on the request bears its own.
fn own_span(headers: &mut HeaderMap, telemetry: &Telemetry) -> (String, Option<String>) {
    let given = headers.get(TRACEPARENT).and_then(|value| value.to_str().ok());
    let given = given.filter(|text| trace::is_traceparent(text)).map(str::to_owned);
    let own = trace::child_of(given.as_deref().unwrap_or_default(), telemetry.ids());
    if let Ok(value) = HeaderValue::try_from(own.as_str()) {
        headers.insert(TRACEPARENT, value);
    }
    (own, given)
}
