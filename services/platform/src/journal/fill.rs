//! Fills a journal with rows that nobody decided, for measuring what a large one costs. Every hash is
//! as the format says: followers and audits take the rows for what they are.

use kernel::IdGen;

use super::hash::{self, EventParts, FactParts};
use super::recorded::Event;
use super::tables::{self, Cursor, EventColumns, Head, JournalRow, RequestRow, StateRow};
use crate::room::Room;
use crate::sql::{Database, StoreError, Writes};

/// Rows of one transaction.
const GROUP: usize = 10_000;
/// Who acted.
const ACTOR: &str = "bench";

/// One row: the first fact of a new stream.
#[derive(Debug, Clone)]
pub struct Filling {
    /// Stream: `<kind>/<id>`.
    pub stream: String,
    /// Name of the fact; its version is 1.
    pub fact_type: &'static str,
    /// The fact, JSON.
    pub fact: String,
    /// Its public event, if any.
    pub event: Option<Event>,
    /// The stream's state, where caches are filled too: kind, schema and JSON.
    pub state: Option<(&'static str, u32, String)>,
}

/// What is written of a group.
#[derive(Default)]
struct Group {
    journal: Vec<JournalRow>,
    states: Vec<StateRow>,
    requests: Vec<RequestRow>,
}

/// Appends rows to the journal of a service that is not running. Afterwards its read tables and its
/// follower of its own journal stand at the end: what they would have made of the rows is left out.
///
/// # Errors
/// When the database fails.
pub async fn fill(
    database: &Database,
    room: &dyn Room,
    ids: &dyn IdGen,
    occurred_at: i64,
    rows: impl Iterator<Item = Filling>,
) -> Result<Head, StoreError> {
    let mut rows = rows.peekable();
    loop {
        let mut tx = database.begin().await?;
        let stand = tables::lock_head(&mut tx).await?;
        let mut head = stand.head.clone();
        let mut group = Group::default();
        for row in rows.by_ref().take(GROUP) {
            group.add(row, &mut head, ids, occurred_at);
        }
        let mut writes = Writes::default();
        tables::put_journal(&mut writes, group.journal);
        tables::put_states(&mut writes, group.states);
        tables::put_requests(&mut writes, group.requests);
        writes.other(tables::move_head(&stand, &head));
        let last = rows.peek().is_none();
        if last {
            let projection = format!("read_v{}", room.read_tables().version);
            tables::put_projected(&mut writes, &projection, head.position);
            tables::put_cursors(&mut writes, std::iter::once(taken_in(room.name(), &head)));
        }
        writes.run(&mut tx).await?;
        tx.commit().await?;
        if last {
            return Ok(head);
        }
    }
}

/// The cursor of the service's own journal at its end.
fn taken_in(service: &str, head: &Head) -> Cursor {
    Cursor {
        sequence: head.position,
        hash: head.row_hash.clone(),
        ..Cursor::at_the_beginning(service)
    }
}

impl Group {
    fn add(&mut self, of: Filling, head: &mut Head, ids: &dyn IdGen, occurred_at: i64) {
        let salt = ids.salt();
        let request_id = ids.uuid().to_string();
        let at = u64::try_from(occurred_at).unwrap_or_default();
        head.position += 1;
        let digest = hash::digest(&FactParts {
            salt: &salt,
            stream: &of.stream,
            revision: 1,
            fact: &of.fact,
            actor: ACTOR,
            mandate: None,
            request_id: &request_id,
            occurred_at: at,
            after: "{}",
            depth: 0,
        });
        let previous = hash::parse(&head.row_hash).unwrap_or(hash::ZERO);
        let row_hash = hash::row_hash(&previous, head.position, &digest);
        head.row_hash = hash::hex(&row_hash);
        let event = of.event.map(|event| columns(event, &of.stream, at, &row_hash, head, ids));
        if let Some((kind, schema, state)) = of.state {
            self.states.push(StateRow {
                stream: of.stream.clone(),
                kind,
                revision: 1,
                schema,
                state,
            });
            self.requests.push(RequestRow {
                subject: ACTOR.to_owned(),
                request_id: request_id.clone(),
                fingerprint: hash::hex(&digest),
                stream: of.stream.clone(),
                revision: 1,
                position: head.position,
                sequence: head.sequence,
            });
        }
        self.journal.push(JournalRow {
            position: head.position,
            stream: of.stream,
            revision: 1,
            fact_type: of.fact_type.to_owned(),
            fact_version: 1,
            fact: of.fact,
            actor: ACTOR.to_owned(),
            mandate: None,
            request_id,
            occurred_at,
            after: "{}".to_owned(),
            depth: 0,
            traceparent: String::new(),
            salt: Some(hash::hex(&salt)),
            digest: hash::hex(&digest),
            row_hash: head.row_hash.clone(),
            event,
        });
    }
}

fn columns(
    event: Event,
    stream: &str,
    occurred_at: u64,
    row_hash: &hash::Hash,
    head: &mut Head,
    ids: &dyn IdGen,
) -> EventColumns {
    let salt = ids.salt();
    head.sequence += 1;
    let digest = hash::event_digest(&EventParts {
        salt: &salt,
        event_type: event.event_type,
        stream,
        occurred_at,
        after: "{}",
        depth: 0,
        event: &event.json,
    });
    let previous = hash::parse(&head.hash).unwrap_or(hash::ZERO);
    head.hash = hash::hex(&hash::event_hash(&previous, head.sequence, row_hash, &digest));
    EventColumns {
        sequence: head.sequence,
        event_type: event.event_type.to_owned(),
        event: event.json,
        salt: Some(hash::hex(&salt)),
        digest: hash::hex(&digest),
        hash: head.hash.clone(),
    }
}
