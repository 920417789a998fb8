//! Headers of a message on NATS: CloudEvents 1.0, binary mode, and the chain.

use serde_json::{Value, json};

/// One header.
pub(crate) struct Header {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) value: &'static str,
    pub(crate) meaning: &'static str,
}

/// What a value looks like.
pub(crate) enum Form {
    /// Always this.
    Fixed(&'static str),
    Text,
    Time,
    Number,
    /// 32 bytes, lower-case hex.
    Hash,
    /// 16 bytes, lower-case hex.
    Salt,
    /// `version-trace-parent-flags`.
    Trace,
}

impl Form {
    pub(crate) fn schema(&self) -> Value {
        match self {
            Self::Fixed(value) => json!({"type": "string", "const": value}),
            Self::Text => json!({"type": "string"}),
            Self::Time => json!({"type": "string", "format": "date-time"}),
            Self::Number => json!({"type": "string", "pattern": "^[0-9]+$"}),
            Self::Hash => json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            Self::Salt => json!({"type": "string", "pattern": "^[0-9a-f]{32}$"}),
            Self::Trace => {
                json!({"type": "string", "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"})
            }
        }
    }
}

const fn header(
    name: &'static str,
    form: Form,
    value: &'static str,
    meaning: &'static str,
) -> Header {
    Header { name, form, value, meaning }
}

/// All headers, in the order in which they are told.
pub(crate) const HEADERS: &[Header] = &[
    header(
        "content-type",
        Form::Fixed("application/json"),
        "`application/json`",
        "Form of the payload.",
    ),
    header(
        "Nats-Msg-Id",
        Form::Text,
        "`<journal id>:<sequence>`",
        "The server drops a repeat by it.",
    ),
    header("ce-id", Form::Text, "`<journal id>:<sequence>`", "Identity of the event."),
    header("ce-specversion", Form::Fixed("1.0"), "`1.0`", "Version of CloudEvents."),
    header("ce-source", Form::Text, "`/radslag/<service>`", "Service that published it."),
    header(
        "ce-type",
        Form::Text,
        "`radslag.<service>.<aggregate>.<event>.v1`",
        "Type of the event.",
    ),
    header(
        "ce-subject",
        Form::Text,
        "`<aggregate>/<id>`",
        "Stream of the journal that it is about.",
    ),
    header("ce-time", Form::Time, "RFC 3339, six decimals, `Z`", "When its fact was written."),
    header(
        "ce-sequence",
        Form::Number,
        "integer",
        "Number among the service's public events, from 1, without gaps.",
    ),
    header("ce-previous", Form::Hash, "hex", "`hash` of the event before; zeros before the first."),
    header("ce-rowhash", Form::Hash, "hex", "`row_hash` of its row."),
    header("ce-hash", Form::Hash, "hex", "`hash` of the event."),
    header("ce-salt", Form::Salt, "hex", "`event_salt`."),
    header("ce-journal", Form::Text, "text", "Id of the journal. A restore renews it."),
    header(
        "ce-after",
        Form::Text,
        "JSON, sorted keys, no spaces",
        "The highest sequence that the service had taken in from every other service.",
    ),
    header(
        "ce-depth",
        Form::Number,
        "integer",
        "Number of events in the chain of causes before it.",
    ),
    header(
        TRACEPARENT,
        Form::Trace,
        "W3C Trace Context",
        "Trace of the request that caused it. May be absent.",
    ),
];

const TRACEPARENT: &str = "traceparent";

impl Header {
    pub(crate) fn required(&self) -> bool {
        self.name != TRACEPARENT
    }
}
