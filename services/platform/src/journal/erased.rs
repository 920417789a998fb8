//! What erased rows hold. Such a row has no salt any more, so its digest cannot be computed; what it holds
//! instead is told by a later fact, which is under the chain as every other.

use std::collections::HashMap;

use kernel::{Aggregate as _, Erasing, ErasingFact};
use sha2::{Digest as _, Sha256};

use super::hash::{self, Hash};
use super::tables::{self, EventColumns, JournalRow};
use crate::sql::{Reader, Sql, StoreError};

/// What rows hold since a text was erased from them, by position.
#[derive(Debug, Default)]
pub(crate) struct Erasures(HashMap<u64, Now>);

/// SHA-256 of what a row holds now, hex.
#[derive(Debug, Default)]
struct Now {
    fact: Option<String>,
    event: Option<String>,
}

/// SHA-256 of a text, hex.
pub(crate) fn sum(text: &str) -> String {
    hash::hex(&Hash::from(Sha256::digest(text)))
}

impl Erasures {
    /// All of a journal.
    pub(crate) async fn all(reader: &Reader) -> Result<Self, StoreError> {
        let kind = format!("{}/", Erasing::KIND);
        let sql =
            Sql::new("SELECT position, fact FROM journal WHERE stream >= ").bind(kind.as_str());
        let sql = sql.push(" AND stream < ").bind(format!("{}0", Erasing::KIND));
        let mut found: HashMap<u64, Now> = HashMap::new();
        for row in reader.rows(sql.push(" ORDER BY position")).await? {
            let fact = serde_json::from_str(&row.text("fact")?);
            let fact = fact.map_err(|error| {
                StoreError::nonsense("journal", row.number("position").unwrap_or_default(), error)
            })?;
            let ErasingFact::TextErased { rows, .. } = fact;
            for row in rows {
                let now = found.entry(row.position).or_default();
                now.fact = row.fact.or(now.fact.take());
                now.event = row.event.or(now.event.take());
            }
        }
        Ok(Self(found))
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
            return (*now == sum(&row.fact)).then_some(stored);
        };
        let digest = hash::digest(&hash::FactParts {
            salt: &hash::unhex(salt)?,
            stream: &row.stream,
            revision: row.revision,
            fact: &row.fact,
            actor: &row.actor,
            mandate: row.mandate.as_deref(),
            request_id: &row.request_id,
            occurred_at: u64::try_from(row.occurred_at).ok()?,
            after: &row.after,
            depth: row.depth,
        });
        (digest == stored).then_some(digest)
    }

    /// The digest of the row's public event, if its columns agree with it.
    pub(crate) fn event_digest_of(&self, row: &JournalRow, event: &EventColumns) -> Option<Hash> {
        let stored = hash::parse(&event.digest)?;
        let Some(salt) = &event.salt else {
            let now = self.0.get(&row.position)?.event.as_ref()?;
            return (*now == sum(&event.event)).then_some(stored);
        };
        let digest = hash::event_digest(&hash::EventParts {
            salt: &hash::unhex(salt)?,
            event_type: &event.event_type,
            stream: &row.stream,
            occurred_at: u64::try_from(row.occurred_at).ok()?,
            after: &row.after,
            depth: row.depth,
            event: &event.event,
        });
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
