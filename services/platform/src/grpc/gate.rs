//! The gate of a service: every RPC passes it first, and every answer leaves through it.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, Clock, Grant, IdGen, SeatRole, Violations};
use prost::Message;
use sha2::{Digest as _, Sha256};
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::errors::{exhausted, invalid, refused, unauthenticated, unavailable};
use crate::auth::{Claims, Identity, LEEWAY, TokenError};
use crate::journal::{Caller, Done, Journal, hash};
use crate::{known, trace};

/// Metadata of an answer: `<service>:<sequence>:<position>` right after its last row.
pub const AT: &str = "radslag-at";
/// Metadata of a request: what must have been taken in before it is answered, comma-separated.
pub const AFTER: &str = "radslag-after";

/// The service whose appointments seats come from.
const COUNCIL: &str = "council";

/// Longest time that a request waits for `radslag-after`.
const PATIENCE: Duration = Duration::from_secs(5);

kernel::rejections! {
    /// Why the gate refuses.
    pub enum GateRejection {}
}

/// Authenticates, checks the coarse mandate, and makes a caller of a request.
#[derive(Debug, Clone)]
pub struct Gate {
    journal: Journal,
    grants: &'static [Grant],
    identity: Arc<Identity>,
    mandates_max_age: Duration,
    clock: Shared<dyn Clock>,
    ids: Shared<dyn IdGen>,
}

/// An injected part, which has no Debug of its own.
struct Shared<T: ?Sized>(Arc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: ?Sized> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Gate {
    /// The gate of the service of this journal, whose RPCs these grants list.
    #[must_use]
    pub fn new(
        journal: Journal,
        grants: &'static [Grant],
        identity: Arc<Identity>,
        mandates_max_age: Duration,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
    ) -> Self {
        let (clock, ids) = (Shared(clock), Shared(ids));
        Self { journal, grants, identity, mandates_max_age, clock, ids }
    }

    /// The same gate with the grants of a service.
    #[must_use]
    pub fn with_grants(mut self, grants: &'static [Grant]) -> Self {
        self.grants = grants;
        self
    }

    /// Lets a query in. The caller has no request id.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`, `PERMISSION_DENIED`, or `UNAVAILABLE` when `radslag-after` was not reached.
    pub async fn query<T>(
        &self,
        rpc: &'static str,
        request: &Request<T>,
    ) -> Result<Caller, Status> {
        Ok(self.enter(rpc, request.metadata()).await?.0)
    }

    /// Lets a query in whose answer has no end. Resolves to what ends when the caller's token does.
    ///
    /// # Errors
    /// As [`Gate::query`].
    pub(crate) async fn stream<T>(
        &self,
        rpc: &'static str,
        request: &Request<T>,
    ) -> Result<impl Future<Output = Status> + use<T>, Status> {
        let (_, until) = self.enter(rpc, request.metadata()).await?;
        let now = self.clock.0.now().as_micros() / 1_000_000;
        let left = u64::try_from(until.saturating_add(LEEWAY + 1).saturating_sub(now));
        let left = Duration::from_secs(left.unwrap_or_default());
        Ok(async move {
            tokio::time::sleep(left).await;
            not_authenticated(&TokenError::Expired)
        })
    }

    /// Lets a command in. `request_id` is the request's own field.
    ///
    /// # Errors
    /// As [`Gate::query`], and `INVALID_ARGUMENT` when `request_id` is no UUID.
    pub async fn command<T: Message>(
        &self,
        rpc: &'static str,
        request: &Request<T>,
        request_id: &str,
    ) -> Result<Caller, Status> {
        let (mut caller, _) = self.enter(rpc, request.metadata()).await?;
        let id = Uuid::try_parse(request_id).ok().filter(|_| request_id.len() == 36);
        let Some(id) = id else {
            let mut violations = Violations::none();
            violations.add("request_id", "must be a UUID");
            return Err(invalid(&violations));
        };
        caller.request_id = id.to_string();
        caller.fingerprint = fingerprint(rpc, request.get_ref());
        Ok(caller)
    }

    /// An answer to a command, with `radslag-at`.
    pub fn answer<T>(&self, done: &Done, message: T) -> Response<T> {
        let mut response = Response::new(message);
        let at = format!("{}:{}:{}", self.journal.service(), done.sequence, done.position);
        if let Ok(at) = MetadataValue::try_from(at) {
            response.metadata_mut().insert(AT, at);
        }
        response
    }

    /// Who it is, then what they have seen elsewhere, then what they hold: an appointment that the
    /// caller has seen counts. With it, until when the token is good, seconds since 1970.
    async fn enter(
        &self,
        rpc: &'static str,
        metadata: &MetadataMap,
    ) -> Result<(Caller, i64), Status> {
        let claims = self.identity.admit(bearer(metadata)?, self.clock.0.as_ref()).await;
        let claims = claims.map_err(|error| not_authenticated(&error))?;
        self.wait(metadata).await?;
        let actor = self.actor(&claims).await?;
        let grant = Grant::of(self.grants, rpc).ok_or_else(|| {
            tracing::error!(rpc, "no grant lists this RPC");
            Status::internal("internal fault; its cause was logged")
        })?;
        actor
            .entitled(grant, self.clock.0.now())
            .map_err(|missing| refused(&GateRejection::Mandate(missing)))?;
        let traceparent = traceparent(metadata, self.ids.0.as_ref());
        let caller = Caller {
            actor,
            name: claims.name,
            request_id: String::new(),
            fingerprint: String::new(),
            traceparent,
        };
        Ok((caller, claims.exp))
    }

    async fn actor(&self, claims: &Claims) -> Result<Actor, Status> {
        // Before the seats: what is read later may be newer, never older than its number says.
        let seats_at = self.seats_known_at();
        let unjudged = self.unjudged();
        let mut seats = self.journal.seats_of(&claims.sub).await?;
        seats.retain(|seat| !unjudged.contains(&seat.role));
        Ok(Actor {
            subject: claims.sub.clone(),
            offices: known::offices(&claims.offices),
            seats,
            seats_at,
            unjudged,
        })
    }

    /// Roles whose seats cannot be judged, because council was not heard of for too long. Contact
    /// persons are intake's own: it judges them whoever is silent.
    fn unjudged(&self) -> Vec<SeatRole> {
        let follows = self.journal.room().follows().iter().any(|one| one.source == COUNCIL);
        let progress = self.journal.progress();
        let confirmed = progress.borrow().confirmed.get(COUNCIL).copied();
        if !follows || confirmed.is_some_and(|at| at.elapsed() <= self.mandates_max_age) {
            return Vec::new();
        }
        let own = |role: &SeatRole| {
            self.journal.service() == "intake" && *role == SeatRole::ContactPerson
        };
        SeatRole::ALL.iter().copied().filter(|role| !own(role)).collect()
    }

    /// Sequence of council's journal that this service has taken in.
    fn seats_known_at(&self) -> u64 {
        let progress = self.journal.progress();
        let progress = progress.borrow();
        match self.journal.service() {
            COUNCIL => progress.sequence,
            _ => progress.taken.get(COUNCIL).copied().unwrap_or_default(),
        }
    }

    /// Waits for what the caller has seen elsewhere. Services that this one does not follow are
    /// passed over.
    async fn wait(&self, metadata: &MetadataMap) -> Result<(), Status> {
        for (service, sequence, position) in after(metadata)? {
            let own = service == self.journal.service();
            let followed = self.journal.room().follows().iter().any(|one| one.source == service);
            if !own && !followed {
                continue;
            }
            let number = if own { position } else { sequence };
            if !self.journal.wait_for(&service, number, PATIENCE).await {
                let message = format!("{service}:{sequence} has not been taken in yet");
                return Err(unavailable("NOT_TAKEN_IN", &message));
            }
        }
        Ok(())
    }
}

fn not_authenticated(error: &TokenError) -> Status {
    let text = error.to_string();
    match error {
        TokenError::Invalid(_) => unauthenticated("TOKEN_INVALID", &text),
        TokenError::Expired => unauthenticated("TOKEN_EXPIRED", &text),
        TokenError::TooOften(_) => exhausted("RATE_LIMITED", &text),
        TokenError::NoKeys(cause) => {
            tracing::error!(cause, "tokens cannot be checked");
            unavailable("KEYS_UNAVAILABLE", "tokens cannot be checked at the moment")
        }
    }
}

fn bearer(metadata: &MetadataMap) -> Result<&str, Status> {
    metadata
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(|| unauthenticated("TOKEN_MISSING", "authorization: Bearer <token> is missing"))
}

fn after(metadata: &MetadataMap) -> Result<Vec<(String, u64, u64)>, Status> {
    let values = metadata.get_all(AFTER).iter().map(|value| value.to_str().unwrap_or("?"));
    let parts = values.flat_map(|value| value.split(',')).map(str::trim);
    parts.map(|part| read_after(part).ok_or_else(|| bad_after(part))).collect()
}

fn read_after(part: &str) -> Option<(String, u64, u64)> {
    let mut fields = part.split(':');
    let (service, sequence, position) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() || service.is_empty() {
        return None;
    }
    Some((service.to_owned(), sequence.parse().ok()?, position.parse().ok()?))
}

fn bad_after(part: &str) -> Status {
    let mut violations = Violations::none();
    let rule = format!("must be <service>:<sequence>:<position> as in radslag-at, not {part}");
    violations.add("metadata radslag-after", rule);
    invalid(&violations)
}

fn fingerprint<T: Message>(rpc: &str, request: &T) -> String {
    let mut sha = Sha256::new();
    sha.update(rpc.as_bytes());
    sha.update([0]);
    sha.update(request.encode_to_vec());
    hash::hex(&sha.finalize())
}

/// The caller's trace (W3C Trace Context), or a new one.
fn traceparent(metadata: &MetadataMap, ids: &dyn IdGen) -> String {
    let given = metadata.get(trace::TRACEPARENT).and_then(|value| value.to_str().ok());
    let given = given.filter(|text| trace::is_traceparent(text));
    given.map_or_else(|| trace::fresh(ids), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_is_read_or_refused_by_name() {
        let mut metadata = MetadataMap::new();
        metadata.insert(AFTER, "council:57:103, intake:1:2".parse().unwrap());
        let read = after(&metadata).unwrap();
        assert_eq!(read, [("council".to_owned(), 57, 103), ("intake".to_owned(), 1, 2)]);
        metadata.insert(AFTER, "council:57".parse().unwrap());
        assert_eq!(after(&metadata).unwrap_err().code(), tonic::Code::InvalidArgument);
    }
}
