//! Fills a journal with rows that nobody decided, for measuring what a large one costs. Every hash is
//! as the format says: followers and audits take the rows for what they are.

use kernel::IdGen;

use super::append::{Making, append};
use super::recorded::Event;
use super::tables::{self, Cursor, Head, JournalRow, RequestRow, StateRow};
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
        let request_id = ids.uuid().to_string();
        let row = append(
            Making {
                stream: of.stream,
                revision: 1,
                fact_type: of.fact_type.to_owned(),
                fact_version: 1,
                fact: of.fact,
                actor: ACTOR.to_owned(),
                mandate: None,
                request_id: request_id.clone(),
                occurred_at,
                after: "{}".to_owned(),
                depth: 0,
                traceparent: String::new(),
                event: of.event,
            },
            head,
            ids,
        );
        if let Some((kind, schema, state)) = of.state {
            self.states.push(StateRow {
                stream: row.stream.clone(),
                kind,
                revision: 1,
                schema,
                state,
            });
            self.requests.push(RequestRow {
                subject: ACTOR.to_owned(),
                request_id: request_id.clone(),
                fingerprint: row.digest.clone(),
                stream: row.stream.clone(),
                revision: 1,
                position: head.position,
                sequence: head.sequence,
            });
        }
        self.journal.push(row);
    }
}
