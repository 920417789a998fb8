//! Recomputes a journal's hashes, and the states that its facts make.

use std::collections::{BTreeSet, HashMap};

use super::desk::Slot;
use super::erased::Erasures;
use super::hash;
use super::kinds::Kinds;
use super::rebuild::recorded;
use super::tables::{self, JournalRow};
use crate::sql::{Reader, Sql, StoreError};

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// Rows looked at.
    pub rows: u64,
    /// Public events among them.
    pub events: u64,
    /// Rows from which a text was erased. They are no error.
    pub erased: u64,
    /// The first row that is not what it was, and why.
    pub first_bad: Option<(u64, String)>,
}

/// Where the recomputation stands.
struct Chain {
    position: u64,
    row_hash: hash::Hash,
    sequence: u64,
    hash: hash::Hash,
    revisions: HashMap<String, u64>,
    erasures: Erasures,
}

impl Chain {
    fn check(&mut self, row: &JournalRow) -> Result<(), String> {
        if row.position != self.position + 1 {
            return Err(format!("row {} is missing", self.position + 1));
        }
        let revision = self.revisions.entry(row.stream.clone()).or_default();
        *revision += 1;
        if row.revision != *revision {
            return Err(format!("revision {} of {} is missing", revision, row.stream));
        }
        check_tag(row)?;
        let digest = self.erasures.digest_of(row).ok_or("the row is not what its digest says")?;
        self.row_hash = hash::row_hash(&self.row_hash, row.position, &digest);
        if hash::hex(&self.row_hash) != row.row_hash {
            return Err("the chain of rows is broken".to_owned());
        }
        let Some(event) = &row.event else {
            self.position = row.position;
            return Ok(());
        };
        if event.sequence != self.sequence + 1 {
            return Err(format!("event {} is missing", self.sequence + 1));
        }
        let digest = self.erasures.event_digest_of(row, event);
        let digest = digest.ok_or("the event is not what its digest says")?;
        self.hash = hash::event_hash(&self.hash, event.sequence, &self.row_hash, &digest);
        if hash::hex(&self.hash) != event.hash {
            return Err("the chain of events is broken".to_owned());
        }
        self.sequence = event.sequence;
        self.position = row.position;
        Ok(())
    }
}

/// The tag is hashed within the fact; the columns repeat it.
fn check_tag(row: &JournalRow) -> Result<(), String> {
    let json: serde_json::Value =
        serde_json::from_str(&row.fact).map_err(|_| "the fact is not JSON".to_owned())?;
    let tag = json.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
    if tag == format!("{}.v{}", row.fact_type, row.fact_version) {
        return Ok(());
    }
    Err(format!("fact_type and fact_version are not those of the fact, {tag}"))
}

/// Recomputes all hashes and compares them with the rows and the head.
///
/// # Errors
/// When the database fails.
pub async fn verify(reader: &Reader) -> Result<Audit, StoreError> {
    // Before the rows: what is erased while they are read is not known, and not told as sound.
    let erasures = Erasures::all(reader).await?;
    let mut audit = Audit { erased: erasures.count(), ..Audit::default() };
    let mut chain = Chain {
        position: 0,
        row_hash: hash::ZERO,
        sequence: 0,
        hash: hash::ZERO,
        revisions: HashMap::new(),
        erasures,
    };
    let head = super::head(reader).await?;
    while chain.position < head.position {
        let rows = reader.rows(tables::select_rows_after(chain.position, 1_000)).await?;
        let rows = tables::read_journal(&rows)?;
        if rows.first().is_none_or(|row| row.position > head.position) {
            audit.first_bad = Some((chain.position + 1, "the row is missing".to_owned()));
            return Ok(audit);
        }
        for row in rows.iter().take_while(|row| row.position <= head.position) {
            if let Err(what) = chain.check(row) {
                audit.first_bad = Some((chain.position + 1, what));
                return Ok(audit);
            }
            audit.rows += 1;
            audit.events += u64::from(row.event.is_some());
        }
    }
    let last = (chain.position, hash::hex(&chain.row_hash), chain.sequence, hash::hex(&chain.hash));
    if last != (head.position, head.row_hash, head.sequence, head.hash) {
        audit.first_bad = Some((chain.position, "the head is not that of the last row".to_owned()));
    }
    Ok(audit)
}

/// What a follower has taken in and its source does not hold; `None` when they agree. `own` is a
/// service's cursor on itself, by position.
///
/// # Errors
/// When the database fails.
pub async fn against(
    source: &Reader,
    cursor: &tables::Cursor,
    own: bool,
) -> Result<Option<String>, StoreError> {
    let at = cursor.sequence;
    if at == 0 {
        return Ok(None);
    }
    let (sql, column) = if own {
        (tables::select_row_hash(at), "row_hash")
    } else {
        (tables::select_hash(at), "hash")
    };
    let Some(row) = source.row(sql).await? else {
        return Ok(Some(format!("it has no number {at}")));
    };
    let found = row.text(column)?;
    let differs = found != cursor.hash;
    Ok(differs.then(|| format!("its hash at {at} is {found}, not {}", cursor.hash)))
}

/// Streams whose cached state is not what their facts make. The platform may run: a state is
/// compared with as many facts as it was made of.
///
/// # Errors
/// When the database fails.
pub async fn states(reader: &Reader, kinds: &Kinds) -> Result<Vec<String>, StoreError> {
    let head = super::head(reader).await?;
    let mut expected = cached(reader, kinds).await?;
    let mut slots: HashMap<String, Slot> = HashMap::new();
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    let mut position = 0;
    while position < head.position {
        let rows = reader.rows(tables::select_rows_after(position, 1_000)).await?;
        let rows = tables::read_journal(&rows)?;
        let Some(last) = rows.last() else { break };
        position = last.position;
        for row in &rows {
            recorded(kinds, row, &mut slots)?;
            let Some(one) = expected.get(&row.stream) else {
                // A stream of before the head has a state by now.
                if row.position <= head.position {
                    wrong.insert(row.stream.clone());
                }
                continue;
            };
            let slot = slots.get(&row.stream);
            if slot.is_some_and(|slot| slot.revision == one.revision) {
                if !slot.is_some_and(|slot| one.is_made_by(slot, kinds, &row.stream)) {
                    wrong.insert(row.stream.clone());
                }
                expected.remove(&row.stream);
                slots.remove(&row.stream);
            }
        }
    }
    Ok(wrong.into_iter().collect())
}

/// A row of the state cache.
struct Cached {
    revision: u64,
    schema: u64,
    state: String,
}

impl Cached {
    fn is_made_by(&self, slot: &Slot, kinds: &Kinds, stream: &str) -> bool {
        let Some(kind) = kinds.of_stream(stream) else { return false };
        let old = self.schema != u64::from(kind.schema);
        old || slot.state.as_ref().and_then(kind.write_state).as_deref() == Some(&self.state)
    }
}

async fn cached(reader: &Reader, kinds: &Kinds) -> Result<HashMap<String, Cached>, StoreError> {
    let sql = Sql::new("SELECT stream, revision, schema, state FROM state");
    let mut all = HashMap::new();
    for row in reader.rows(sql).await? {
        let stream = row.text("stream")?;
        if kinds.of_stream(&stream).is_none() {
            return Err(StoreError::nonsense("state", stream, "is of no kind of this service"));
        }
        let revision = row.number("revision")?;
        let one = Cached { revision, schema: row.number("schema")?, state: row.text("state")? };
        all.insert(stream, one);
    }
    Ok(all)
}
