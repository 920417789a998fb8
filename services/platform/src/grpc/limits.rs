//! Limits of every RPC: how many at once, how long, how large; each refused with its reason. The time
//! that a caller gives (`grpc-timeout`) counts where it is shorter.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderMap, Request, Response};
use tokio::sync::Semaphore;
use tonic::{Code, Status};
use tower::{Layer, Service};

use super::errors;
use crate::config::Limits;

/// Requests of these services are answered however busy the server is.
const EXEMPT: &str = "/grpc.health.v1.Health/";
/// How long before the caller's own end it is told that its time is over.
const MARGIN: Duration = Duration::from_millis(2);
/// What the decoder says of a message over the limit.
const TOO_LARGE: &str = "message length too large";

/// Limits all requests of a server.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    deadline: Duration,
    at_once: Arc<Semaphore>,
}

impl Limit {
    pub(super) fn new(limits: Limits) -> Self {
        let at_once = usize::try_from(limits.requests).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            deadline: Duration::from_millis(limits.deadline_ms),
            at_once: Arc::new(Semaphore::new(at_once.min(Semaphore::MAX_PERMITS))),
        }
    }
}

impl<S> Layer<S> for Limit {
    type Service = Limited<S>;

    fn layer(&self, inner: S) -> Limited<S> {
        Limited { inner, limit: self.clone() }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Limited<S> {
    inner: S,
    limit: Limit,
}

impl<S, B, R> Service<Request<B>> for Limited<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
    S::Error: Send,
    R: Default,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let place = self.limit.at_once.clone().try_acquire_owned();
        if place.is_err() && !request.uri().path().starts_with(EXEMPT) {
            let busy = errors::exhausted("OVERLOADED", "too many requests at once");
            return Box::pin(async move { Ok(busy.into_http()) });
        }
        // A little before the transport's own end, so that the reason reaches the caller.
        let asked = timeout_of(request.headers()).map(|asked| asked.saturating_sub(MARGIN));
        let deadline = asked.map_or(self.limit.deadline, |asked| asked.min(self.limit.deadline));
        let answer = self.inner.call(request);
        Box::pin(async move {
            let _place = place;
            match tokio::time::timeout(deadline, answer).await {
                Ok(answer) => answer.map(with_reason),
                Err(_) => Ok(errors::late(deadline).into_http()),
            }
        })
    }
}

/// The time that the caller gives: up to eight digits and a unit.
fn timeout_of(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = Some(digits).filter(|digits| digits.len() <= 8)?.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(number * 3_600)),
        "M" => Some(Duration::from_secs(number * 60)),
        "S" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_millis(number)),
        "u" => Some(Duration::from_micros(number)),
        "n" => Some(Duration::from_nanos(number)),
        _ => None,
    }
}

/// A message over the limit is told by its reason, as everything else is.
fn with_reason<R: Default>(answer: Response<R>) -> Response<R> {
    let status = Status::from_header_map(answer.headers());
    match status {
        Some(status)
            if status.code() == Code::OutOfRange && status.message().contains(TOO_LARGE) =>
        {
            errors::exhausted("MESSAGE_TOO_LARGE", status.message()).into_http()
        }
        _ => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_caller_is_read_in_every_unit() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-timeout", text.parse().unwrap());
            timeout_of(&headers)
        };
        assert_eq!(read("1H"), Some(Duration::from_secs(3_600)));
        assert_eq!(read("2M"), Some(Duration::from_secs(120)));
        assert_eq!(read("3S"), Some(Duration::from_secs(3)));
        assert_eq!(read("4m"), Some(Duration::from_millis(4)));
        assert_eq!(read("5u"), Some(Duration::from_micros(5)));
        assert_eq!(read("6n"), Some(Duration::from_nanos(6)));
        for nonsense in ["", "S", "123456789S", "1x", "-1S"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }

    /// Answers after a second. A caller's own client may end before it hears of the server's end, so
    /// this is looked at without one.
    async fn ended(deadline: Duration, asked: &str) -> (Status, Duration) {
        let slow = tower::service_fn(async |_: Request<()>| {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok::<_, std::convert::Infallible>(Response::new(String::new()))
        });
        let deadline_ms = u64::try_from(deadline.as_millis()).unwrap();
        let mut limited = Limit::new(Limits { deadline_ms, ..Limits::default() }).layer(slow);
        let request = Request::builder().header("grpc-timeout", asked).body(()).unwrap();
        let begin = tokio::time::Instant::now();
        let answer = limited.call(request).await.unwrap();
        let status = Status::from_header_map(answer.headers());
        (status.unwrap_or_else(|| Status::ok("answered")), begin.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn the_shorter_of_two_times_ends_a_request_with_its_reason() {
        use tonic_types::StatusExt as _;
        let long = Duration::from_secs(30);
        for (deadline, asked, ms) in
            [(long, "100m", 98), (Duration::from_millis(200), "5S", 200), (long, "1m", 0)]
        {
            let (status, taken) = ended(deadline, asked).await;
            let details = status.get_error_details();
            assert_eq!(status.code(), Code::DeadlineExceeded, "{asked}");
            assert_eq!(details.error_info().unwrap().reason, "DEADLINE_EXCEEDED");
            assert_eq!(taken, Duration::from_millis(ms), "{asked}");
        }
        assert_eq!(ended(long, "5S").await.0.code(), Code::Ok);
    }
}
