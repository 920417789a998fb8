//! A fact of the journal, as services see it.

use std::collections::BTreeMap;
use std::str::FromStr;

use kernel::{Aggregate, Timestamp};

use super::kinds::Erased;

/// The highest sequence taken in, by service. JSON with sorted keys and no spaces.
pub type After = BTreeMap<String, u64>;

/// A fact that stands in the journal, or is about to.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Number of the row in the service's journal.
    pub position: u64,
    /// Stream: `<kind>/<id>`.
    pub stream: String,
    /// Revision of the stream that this fact made.
    pub revision: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Who acted.
    pub actor: String,
    /// Mandate that was used, as text.
    pub mandate: Option<String>,
    /// Request, event or timer that caused it.
    pub request_id: String,
    pub(crate) fact: Erased,
    pub(crate) state: Option<Erased>,
}

impl Recorded {
    /// The kind of aggregate.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.stream.split_once('/').map_or(self.stream.as_str(), |(kind, _)| kind)
    }

    /// The fact, if it is one of `A`.
    #[must_use]
    pub fn fact<A: Aggregate>(&self) -> Option<&A::Fact> {
        self.fact.downcast_ref()
    }

    /// The state after this fact, if it is one of `A`. `project` and `publish` have it; a reaction
    /// to an own fact does not.
    #[must_use]
    pub fn state<A: Aggregate>(&self) -> Option<&A> {
        self.state.as_ref()?.downcast_ref()
    }

    /// The id in the stream's name, if it is one of `A`.
    #[must_use]
    pub fn id<A: Aggregate>(&self) -> Option<A::Id>
    where
        A::Id: FromStr,
    {
        let (kind, id) = self.stream.split_once('/')?;
        if kind == A::KIND { id.parse().ok() } else { None }
    }
}

/// A public event made from a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Type, such as `radslag.intake.initiative.submitted.v1`.
    pub event_type: &'static str,
    /// Proto3 JSON, made once.
    pub json: String,
}

impl Event {
    /// The event that carries this message.
    #[must_use]
    pub fn of<E: proto::Event>(message: &E) -> Self {
        // Serialising to a string fails only for maps whose keys are no strings: proto has none.
        let json = serde_json::to_string(message).unwrap_or_default();
        Self { event_type: E::TYPE, json }
    }
}
