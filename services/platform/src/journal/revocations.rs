//! Decisions that rested on a seat after it had ended, taken before the service had heard of it (E2).

use std::collections::HashMap;

use kernel::{Known, KnownFact, SeatId, Timestamp};

use super::tables::{self, JournalRow};
use crate::sql::{Reader, Sql, StoreError};

/// A decision that rested on a seat that had ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRevocation {
    /// The decision's row.
    pub row: JournalRow,
    /// The seat.
    pub seat: SeatId,
    /// First day on which it was no longer held.
    pub until: kernel::Date,
    /// When the service heard of it.
    pub heard_at: Timestamp,
}

/// Where and when the service heard of a seat's end.
struct Heard {
    position: u64,
    until: kernel::Date,
    at: Timestamp,
}

/// Such decisions after `position`, at most `limit`, in the order of the journal.
///
/// # Errors
/// When the database fails.
pub async fn late_revocations(
    reader: &Reader,
    position: u64,
    limit: usize,
) -> Result<Vec<LateRevocation>, StoreError> {
    let ended = ended(reader).await?;
    let mut found = Vec::new();
    if ended.is_empty() {
        return Ok(found);
    }
    let mut at = position;
    while found.len() < limit {
        let sql = tables::select_journal()
            .push(" WHERE position > ")
            .bind(at)
            .push(" AND mandate >= 'seat:' AND mandate < 'seat;' ORDER BY position LIMIT ")
            .bind(PAGE);
        let rows = tables::read_journal(&reader.rows(sql).await?)?;
        let Some(last) = rows.last() else { break };
        at = last.position;
        found.extend(rows.into_iter().filter_map(|row| late(row, &ended)));
    }
    found.truncate(limit);
    Ok(found)
}

/// Rows read at once.
const PAGE: usize = 1_000;

/// What the service has heard of seats that ended, by seat.
async fn ended(reader: &Reader) -> Result<HashMap<String, Heard>, StoreError> {
    let sql: Sql = tables::select_journal()
        .push(" WHERE fact_type = ")
        .bind("seat_ended")
        .push(" ORDER BY position");
    let rows = tables::read_journal(&reader.rows(sql).await?)?;
    let mut ended = HashMap::new();
    for row in rows {
        let Some(seat) = seat_of(&row) else { continue };
        let fact = serde_json::from_str::<KnownFact>(&row.fact)
            .map_err(|error| StoreError::nonsense("journal", row.position, error))?;
        if let KnownFact::SeatEnded { until } = fact {
            let at = Timestamp::from_micros(row.occurred_at);
            ended.insert(seat.to_owned(), Heard { position: row.position, until, at });
        }
    }
    Ok(ended)
}

fn seat_of(row: &JournalRow) -> Option<&str> {
    let (kind, id) = row.stream.split_once('/')?;
    (kind == <Known as kernel::Aggregate>::KIND).then_some(id)
}

fn late(row: JournalRow, ended: &HashMap<String, Heard>) -> Option<LateRevocation> {
    let mandate = row.mandate.as_deref()?.strip_prefix("seat:")?;
    let seat = mandate.split('@').next()?;
    let heard = ended.get(seat)?;
    let decided_on = Timestamp::from_micros(row.occurred_at).date();
    let late = row.position < heard.position && decided_on >= heard.until;
    let seat = seat.parse().ok()?;
    late.then_some(LateRevocation { row, seat, until: heard.until, heard_at: heard.at })
}
