//! What erased rows hold. Such a row has no salt any more, so its digest cannot be computed; what it holds
//! instead is told by a later fact, which is under the chain as every other.

use std::collections::HashMap;

use kernel::{Aggregate as _, Erasing, ErasingFact};

use super::hash::{self, Hash};
use super::tables::{self, EventColumns, JournalRow};
use crate::sql::{Reader, Sql, StoreError};

/// What rows hold since a text was erased from them, by position.
#[derive(Debug, Default)]
pub(crate) struct Erasures(HashMap<u64, Now>);

/// Digests of what a row holds now, without a salt, hex.
#[derive(Debug, Default)]
struct Now {
    fact: Option<String>,
    event: Option<String>,
}

/// The digest of a row as it is, with this salt.
fn fact_digest(row: &JournalRow, salt: &[u8]) -> Option<Hash> {
    Some(hash::digest(&hash::FactParts {
        salt,
        stream: &row.stream,
        revision: row.revision,
        fact: &row.fact,
        actor: &row.actor,
        mandate: row.mandate.as_deref(),
        request_id: &row.request_id,
        occurred_at: u64::try_from(row.occurred_at).ok()?,
        after: &row.after,
        depth: row.depth,
    }))
}

/// The digest of its public event as it is, with this salt.
fn event_digest(row: &JournalRow, event: &EventColumns, salt: &[u8]) -> Option<Hash> {
    Some(hash::event_digest(&hash::EventParts {
        salt,
        event_type: &event.event_type,
        stream: &row.stream,
        occurred_at: u64::try_from(row.occurred_at).ok()?,
        after: &row.after,
        depth: row.depth,
        event: &event.event,
    }))
}

/// What is told of a row whose fact was erased: its digest without a salt, hex.
pub(crate) fn told_of(row: &JournalRow) -> Option<String> {
    fact_digest(row, &[]).map(|digest| hash::hex(&digest))
}

/// The same of its public event.
pub(crate) fn told_of_event(row: &JournalRow) -> Option<String> {
    event_digest(row, row.event.as_ref()?, &[]).map(|digest| hash::hex(&digest))
}

impl Erasures {
    /// All of a journal. Only rows up to the head count, each vouches for earlier ones, and none counts that is
    /// not itself what its digest, or a later one that counts, says.
    pub(crate) async fn all(reader: &Reader) -> Result<Self, StoreError> {
        let sql = tables::select_journal()
            .push(" WHERE position <= (SELECT position FROM head WHERE id = 1) AND stream >= ")
            .bind(format!("{}/", Erasing::KIND))
            .push(" AND stream < ")
            .bind(format!("{}0", Erasing::KIND))
            .push(" ORDER BY position DESC");
        let mut found = Self::default();
        for row in tables::read_journal(&reader.rows(sql).await?)? {
            if found.digest_of(&row).is_none() {
                continue;
            }
            let fact = serde_json::from_str(&row.fact);
            let fact =
                fact.map_err(|error| StoreError::nonsense("journal", row.position, error))?;
            let ErasingFact::TextErased { rows, .. } = fact;
            for one in rows.into_iter().filter(|one| one.position < row.position) {
                let now = found.0.entry(one.position).or_default();
                now.fact = now.fact.take().or(one.fact);
                now.event = now.event.take().or(one.event);
            }
        }
        Ok(found)
    }

    /// Those that these rows need: none, where every row has its salts.
    pub(crate) async fn of(reader: &Reader, rows: &[JournalRow]) -> Result<Self, StoreError> {
        let erased = |row: &JournalRow| {
            row.salt.is_none() || row.event.as_ref().is_some_and(|event| event.salt.is_none())
        };
        if rows.iter().any(erased) { Self::all(reader).await } else { Ok(Self::default()) }
    }

    /// How many rows were erased.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// The row's digest, if its columns agree with it.
    pub(crate) fn digest_of(&self, row: &JournalRow) -> Option<Hash> {
        let stored = hash::parse(&row.digest)?;
        let Some(salt) = &row.salt else {
            let now = self.0.get(&row.position)?.fact.as_ref()?;
            return (*now == told_of(row)?).then_some(stored);
        };
        let digest = fact_digest(row, &hash::unhex(salt)?)?;
        (digest == stored).then_some(digest)
    }

    /// The digest of the row's public event, if its columns agree with it.
    pub(crate) fn event_digest_of(&self, row: &JournalRow, event: &EventColumns) -> Option<Hash> {
        let stored = hash::parse(&event.digest)?;
        let Some(salt) = &event.salt else {
            let now = self.0.get(&row.position)?.event.as_ref()?;
            return (*now == told_of_event(row)?).then_some(stored);
        };
        let digest = event_digest(row, event, &hash::unhex(salt)?)?;
        (digest == stored).then_some(digest)
    }
}

/// Rows as they stand in the store, with what those of them hold that were erased.
pub(crate) async fn read(
    reader: &Reader,
    sql: Sql,
) -> Result<(Vec<JournalRow>, Erasures), StoreError> {
    let rows = tables::read_journal(&reader.rows(sql).await?)?;
    let erasures = Erasures::of(reader, &rows).await?;
    Ok((rows, erasures))
}
