//! What is asked of the journal, and what it answers.

use std::fmt;
use std::sync::Arc;

use kernel::{Actor, Stream};
use tokio::time::Instant;

use super::desk::{Desk, Refusal};
use super::recorded::{After, Recorded};
use crate::follow::Reaction;
use crate::sql::StoreError;

/// Whose command it is, and which request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who acts.
    pub actor: Actor,
    /// Name of the person, where the token gives one.
    pub name: Option<String>,
    /// Request id, a UUID; empty for a query.
    pub request_id: String,
    /// SHA-256 of RPC name and request, hex.
    pub fingerprint: String,
    /// Trace that it belongs to.
    pub traceparent: String,
}

/// A decision: runs on a desk, and may run again.
pub type Act = Arc<dyn Fn(&mut Desk<'_>) -> Result<(), Refusal> + Send + Sync>;

/// A command for the writer.
pub(crate) struct Command {
    pub(crate) caller: Caller,
    pub(crate) streams: Vec<Stream>,
    pub(crate) main: String,
    pub(crate) act: Act,
    /// The caller's span: the decision is part of it.
    pub(crate) span: tracing::Span,
}

/// Reactions to one source, in order, and how far they move its cursor.
pub(crate) struct Group {
    pub(crate) source: String,
    /// Number and hash at which the cursor must stand.
    pub(crate) from: (u64, String),
    /// Number and hash to which it moves.
    pub(crate) to: (u64, String),
    /// Whether the source is the service itself.
    pub(crate) own: bool,
    pub(crate) types: String,
    /// What was taken in without a reaction, merged.
    pub(crate) after: After,
    pub(crate) items: Vec<Item>,
}

/// One event of a group.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) number: u64,
    pub(crate) hash: String,
    pub(crate) stream: String,
    pub(crate) after: After,
    pub(crate) depth: u64,
    pub(crate) request_id: String,
    /// Trace and span of the reaction itself.
    pub(crate) traceparent: String,
    /// That of what it reacts to.
    pub(crate) cause: String,
    /// When it was taken in hand.
    pub(crate) begin: Instant,
    pub(crate) span: tracing::Span,
    /// Whether it is parked and its time has come. The cursor has passed it long ago.
    pub(crate) again: bool,
    pub(crate) what: ItemDo,
}

/// What to do about one event.
#[derive(Clone)]
pub(crate) enum ItemDo {
    React(Reaction),
    Park {
        reason: &'static str,
        detail: String,
    },
    /// Nothing follows from it: a parked event that was given up, or concerns nobody.
    Pass,
}

/// An accepted command.
#[derive(Debug, Clone)]
pub struct Done {
    /// Stream that the command was about.
    pub stream: String,
    /// Its revision after the command.
    pub revision: u64,
    /// Last row of the journal when the command was done.
    pub position: u64,
    /// Last public event when the command was done.
    pub sequence: u64,
    /// The command's own facts.
    pub facts: Vec<Recorded>,
}

/// Why a command was not done.
#[derive(Debug)]
pub enum ExecuteError {
    /// It was refused.
    Refused(Refusal),
    /// The request id was used for another command.
    RequestIdReused {
        /// The id.
        request_id: String,
    },
    /// The store or the writer is not there at the moment. The same request may be sent again.
    Unavailable(String),
    /// A defect. Its cause was logged.
    Fault(String),
}

impl fmt::Display for ExecuteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::RequestIdReused { request_id } => {
                write!(f, "request id {request_id} was used for another command")
            }
            Self::Unavailable(what) => write!(f, "not available: {what}"),
            Self::Fault(what) => write!(f, "internal fault: {what}"),
        }
    }
}

impl std::error::Error for ExecuteError {}

impl From<&StoreError> for ExecuteError {
    fn from(error: &StoreError) -> Self {
        let text = chain(error);
        if error.transient() { Self::Unavailable(text) } else { Self::Fault(text) }
    }
}

/// An error with its causes, for a log line.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// What became of a group of reactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GroupDone {
    /// The cursor stands at `to`; so many events were parked.
    Moved { parked: usize },
    /// The cursor stood elsewhere: nothing was done.
    CursorMoved,
}
