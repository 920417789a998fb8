//! A new row: numbered, salted and chained to the head.

use kernel::IdGen;

use super::hash::{self, EventParts, FactParts};
use super::recorded::Event;
use super::tables::{EventColumns, Head, JournalRow};

/// What a row is made of.
pub(crate) struct Making {
    pub(crate) stream: String,
    pub(crate) revision: u64,
    pub(crate) fact_type: String,
    pub(crate) fact_version: u32,
    pub(crate) fact: String,
    pub(crate) actor: String,
    pub(crate) mandate: Option<String>,
    pub(crate) request_id: String,
    pub(crate) occurred_at: i64,
    pub(crate) after: String,
    pub(crate) depth: u64,
    pub(crate) traceparent: String,
    pub(crate) event: Option<Event>,
}

/// The row after the head, which moves on to it.
pub(crate) fn append(of: Making, head: &mut Head, ids: &dyn IdGen) -> JournalRow {
    let salt = ids.salt();
    let occurred_at = u64::try_from(of.occurred_at).unwrap_or_default();
    let digest = hash::digest(&FactParts {
        salt: &salt,
        stream: &of.stream,
        revision: of.revision,
        fact: &of.fact,
        actor: &of.actor,
        mandate: of.mandate.as_deref(),
        request_id: &of.request_id,
        occurred_at,
        after: &of.after,
        depth: of.depth,
    });
    head.position += 1;
    let previous = hash::parse(&head.row_hash).unwrap_or(hash::ZERO);
    let row_hash = hash::row_hash(&previous, head.position, &digest);
    head.row_hash = hash::hex(&row_hash);
    let event = of.event.map(|event| {
        let salt = ids.salt();
        let digest = hash::event_digest(&EventParts {
            salt: &salt,
            event_type: event.event_type,
            stream: &of.stream,
            occurred_at,
            after: &of.after,
            depth: of.depth,
            event: &event.json,
        });
        head.sequence += 1;
        let previous = hash::parse(&head.hash).unwrap_or(hash::ZERO);
        head.hash = hash::hex(&hash::event_hash(&previous, head.sequence, &row_hash, &digest));
        EventColumns {
            sequence: head.sequence,
            event_type: event.event_type.to_owned(),
            event: event.json,
            salt: Some(hash::hex(&salt)),
            digest: hash::hex(&digest),
            hash: head.hash.clone(),
        }
    });
    JournalRow {
        position: head.position,
        stream: of.stream,
        revision: of.revision,
        fact_type: of.fact_type,
        fact_version: u64::from(of.fact_version),
        fact: of.fact,
        actor: of.actor,
        mandate: of.mandate,
        request_id: of.request_id,
        occurred_at: of.occurred_at,
        after: of.after,
        depth: of.depth,
        traceparent: of.traceparent,
        salt: Some(hash::hex(&salt)),
        digest: hash::hex(&digest),
        row_hash: head.row_hash.clone(),
        event,
    }
}
