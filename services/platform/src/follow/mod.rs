//! Following: another service's events become commands on own aggregates, each exactly once.

mod followed;
mod follower;
mod parked;
mod remote;
mod sent;
mod source;

use std::fmt;
use std::str::FromStr;

use kernel::{Stream, Timestamp};

use crate::journal::{Act, After, Desk, Refusal};

pub use followed::{Followed, Standing};
pub use follower::{Follower, FollowerState};
pub(crate) use remote::Owner;
pub use remote::RemoteSource;
pub(crate) use sent::Sent;
pub use source::{Arrivals, Arrived, LocalSource, OwnSource, Source, SourceError, What};

/// Whom a service follows.
#[derive(Debug, Clone, Copy)]
pub struct Follows {
    /// Service whose journal it is.
    pub source: &'static str,
    /// Event types that it acts on. Others of the contract are passed over.
    pub types: &'static [&'static str],
}

/// A public event as it arrived.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Service that published it.
    pub source: String,
    /// Its number there.
    pub sequence: u64,
    /// Type, such as `radslag.intake.initiative.submitted.v1`.
    pub event_type: String,
    /// Stream that it is about.
    pub stream: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Proto3 JSON.
    pub event: String,
}

impl Incoming {
    /// An event of which only its place is known.
    pub(crate) fn nothing(source: &str, sequence: u64, stream: &str) -> Self {
        Self {
            source: source.to_owned(),
            sequence,
            event_type: String::new(),
            stream: stream.to_owned(),
            occurred_at: Timestamp::from_micros(0),
            event: String::new(),
        }
    }

    /// The message that it carries.
    ///
    /// # Errors
    /// When its JSON is not that of `E`.
    pub fn decode<E: proto::Event>(&self) -> Result<E, Malformed> {
        serde_json::from_str(&self.event)
            .map_err(|error| Malformed::new(self.event_type.clone(), error))
    }
}

/// An event that does not hold what its type promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    field: String,
    what: String,
}

impl Malformed {
    /// `field` is not what it should be.
    pub fn new(field: impl Into<String>, what: impl ToString) -> Self {
        Self { field: field.into(), what: what.to_string() }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.what)
    }
}

impl std::error::Error for Malformed {}

/// A field of an event in the form of `T`.
///
/// # Errors
/// [`Malformed`] with the field's name.
pub fn parse<T: FromStr>(field: &str, text: &str) -> Result<T, Malformed>
where
    T::Err: fmt::Display,
{
    text.parse().map_err(|error| Malformed::new(field, error))
}

/// What follows from an event: one decision over the named streams.
#[derive(Clone)]
pub struct Reaction {
    pub(crate) streams: Vec<Stream>,
    pub(crate) act: Act,
}

impl Reaction {
    /// Acts on these streams. `act` may run more than once.
    #[must_use]
    pub fn on(
        streams: Vec<Stream>,
        act: impl Fn(&mut Desk<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self { streams, act: std::sync::Arc::new(act) }
    }
}

impl fmt::Debug for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reaction").field("streams", &self.streams).finish_non_exhaustive()
    }
}

pub(crate) fn after(json: &str) -> Option<After> {
    serde_json::from_str(json).ok()
}
