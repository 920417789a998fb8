//! One span and one log line per request: method, trace, status, milliseconds.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower::{Layer, Service};
use tracing::Instrument as _;

/// Logs every request of a server.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestLog;

impl<S> Layer<S> for RequestLog {
    type Service = Logged<S>;

    fn layer(&self, inner: S) -> Logged<S> {
        Logged { inner }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Logged<S> {
    inner: S,
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

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let method = request.uri().path().to_owned();
        let begin = tokio::time::Instant::now();
        // The gate records the trace: the caller's, or a new one.
        let span = tracing::info_span!("grpc", method, traceparent = tracing::field::Empty);
        let answer = span.in_scope(|| self.inner.call(request));
        let logged = async move {
            let answer = answer.await;
            let status = answer.as_ref().map_or("-", |response| {
                let status = response.headers().get("grpc-status");
                status.and_then(|status| status.to_str().ok()).unwrap_or("0")
            });
            let ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
            tracing::info!(status, ms, "request");
            answer
        };
        Box::pin(logged.instrument(span))
    }
}
