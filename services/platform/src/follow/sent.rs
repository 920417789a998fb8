//! A public event as it goes from service to service, with what is needed to check the chain. One
//! form, whether it comes out of a store, over gRPC or from the broker.

use kernel::Timestamp;

use super::{Arrived, Incoming, What, after};
use crate::journal::{Erasures, EventColumns, JournalRow, hash};

/// A public event on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) sequence: u64,
    pub(crate) event_type: String,
    pub(crate) stream: String,
    /// Microseconds since 1970.
    pub(crate) occurred_at: i64,
    /// JSON, as stored.
    pub(crate) after: String,
    pub(crate) depth: u64,
    pub(crate) traceparent: String,
    pub(crate) event: String,
    pub(crate) row_hash: String,
    pub(crate) hash: String,
    pub(crate) salt: Option<String>,
    pub(crate) digest: String,
}

impl Sent {
    /// The event of a row; `None` when it has none.
    pub(crate) fn of_row(row: JournalRow) -> Option<Self> {
        let EventColumns { sequence, event_type, event, salt, digest, hash } = row.event?;
        Some(Self {
            sequence,
            event_type,
            stream: row.stream,
            occurred_at: row.occurred_at,
            after: row.after,
            depth: row.depth,
            traceparent: row.traceparent,
            event,
            row_hash: row.row_hash,
            hash,
            salt,
            digest,
        })
    }

    /// The event of a row that its owner gives away; `None` when it has none. Followers see nothing
    /// of the fact behind it: only the owner can tell whether that is still what was decided.
    ///
    /// # Errors
    /// When the row is not what its digest says.
    pub(crate) fn of_sound_row(
        row: JournalRow,
        erasures: &Erasures,
    ) -> Result<Option<Self>, String> {
        if row.event.is_some() && erasures.digest_of(&row).is_none() {
            return Err(format!("row {} was changed", row.position));
        }
        // With a salt, whoever takes it in computes the digest anew.
        let erased = row.event.as_ref().filter(|event| event.salt.is_none());
        if erased.is_some_and(|event| erasures.event_digest_of(&row, event).is_none()) {
            return Err(format!("the event of row {} was changed", row.position));
        }
        Ok(Self::of_row(row))
    }

    /// The hash of the event's own content.
    pub(crate) fn own_digest(&self) -> Option<hash::Hash> {
        Some(hash::event_digest(&hash::EventParts {
            salt: &hash::unhex(self.salt.as_ref()?)?,
            event_type: &self.event_type,
            stream: &self.stream,
            occurred_at: u64::try_from(self.occurred_at).ok()?,
            after: &self.after,
            depth: self.depth,
            event: &self.event,
        }))
    }

    /// The event as a follower takes it in, if it continues the chain from `previous`.
    ///
    /// # Errors
    /// What is not as it was made.
    pub(crate) fn check(self, source: &str, previous: &mut hash::Hash) -> Result<Arrived, String> {
        let number = self.sequence;
        let changed = || format!("event {number} was changed");
        // Without a salt it was erased: its owner alone says so, and vouches for the text.
        let digest = match &self.salt {
            Some(_) => self.own_digest(),
            None => hash::parse(&self.digest),
        };
        let digest = digest.ok_or_else(changed)?;
        if hash::hex(&digest) != self.digest {
            return Err(changed());
        }
        let row_hash = hash::parse(&self.row_hash).ok_or_else(changed)?;
        let chained = hash::event_hash(previous, number, &row_hash, &digest);
        if hash::hex(&chained) != self.hash {
            return Err(format!("the chain of events is broken at {number}"));
        }
        *previous = chained;
        Ok(self.arrived(source))
    }

    fn arrived(self, source: &str) -> Arrived {
        Arrived {
            number: self.sequence,
            hash: self.hash,
            stream: self.stream.clone(),
            after: after(&self.after).unwrap_or_default(),
            depth: self.depth,
            traceparent: self.traceparent,
            what: What::Event(Incoming {
                source: source.to_owned(),
                sequence: self.sequence,
                event_type: self.event_type,
                stream: self.stream,
                occurred_at: Timestamp::from_micros(self.occurred_at),
                event: self.event,
            }),
        }
    }
}
