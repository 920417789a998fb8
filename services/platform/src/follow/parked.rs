//! Parked events whose time has come: an operator has decided, what stood before them is gone, or this
//! build knows their type at last.

use super::follower::At;
use super::{Arrived, Follower, SourceError, What};
use crate::journal::{After, Group, GroupDone, Item, ItemDo, Parked};

/// Parked events handed to the writer at once.
const GROUP: usize = 64;

impl Follower {
    /// Tries what is due, in order of each stream. False when the cursor moved under it.
    pub(super) async fn tend_parked(&self, at: &At) -> Result<bool, SourceError> {
        let parked = self.journal.parked_of(self.source.name()).await?;
        for rows in due(&parked).chunks(GROUP) {
            let mut items = Vec::with_capacity(rows.len());
            for row in rows {
                items.push(self.again(row, &at.journal_id).await?);
            }
            let stands = (at.number, at.hash.clone());
            let group = Group {
                source: self.source.name().to_owned(),
                from: stands.clone(),
                to: stands,
                own: self.own,
                types: self.types.join(","),
                after: After::new(),
                items,
            };
            match self.journal.react(group).await {
                Ok(GroupDone::Moved { .. }) => {}
                Ok(GroupDone::CursorMoved) => return Ok(false),
                Err(error) => return Err(SourceError::Unavailable(error.to_string())),
            }
        }
        Ok(true)
    }

    async fn again(&self, row: &Parked, journal_id: &str) -> Result<Item, SourceError> {
        let gone = ItemDo::Park {
            reason: "FAULT",
            detail: "the source no longer has this event".to_owned(),
        };
        let found = match row.mark.as_str() {
            "discard" => Some((placeholder(row), ItemDo::Pass)),
            _ => self.event(row).await?.map(|one| {
                let what = self.what(&one.what).unwrap_or(ItemDo::Pass);
                (one, what)
            }),
        };
        let (one, what) = found.unwrap_or_else(|| (placeholder(row), gone));
        Ok(Item { again: true, ..self.item_of(one, what, journal_id) })
    }

    /// The event as the source has it now; `None` when it has none, or another one, of that number.
    async fn event(&self, row: &Parked) -> Result<Option<Arrived>, SourceError> {
        let found = self.source.one(row.sequence).await?;
        Ok(found.filter(|one| one.stream == row.stream))
    }
}

/// A parked event of which nothing more is needed.
fn placeholder(row: &Parked) -> Arrived {
    Arrived {
        number: row.sequence,
        hash: String::new(),
        stream: row.stream.clone(),
        after: After::new(),
        depth: 0,
        traceparent: String::new(),
        what: What::Event(super::Incoming::nothing(&row.source, row.sequence, &row.stream)),
    }
}

/// What is due: of each stream the first event, if its time has come, and those behind it as far as
/// theirs has.
fn due(parked: &[Parked]) -> Vec<&Parked> {
    let mut blocked = std::collections::BTreeSet::new();
    let due = parked.iter().filter(|row| {
        let now = !blocked.contains(&row.stream) && is_due(row);
        if !now {
            blocked.insert(&row.stream);
        }
        now
    });
    due.collect()
}

fn is_due(row: &Parked) -> bool {
    let known = || proto::event_types().contains(&row.detail.as_str());
    !row.mark.is_empty() || row.reason == "BEHIND" || (row.reason == "UNKNOWN" && known())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sequence: u64, stream: &str, reason: &str, mark: &str) -> Parked {
        Parked {
            source: "intake".to_owned(),
            sequence,
            stream: stream.to_owned(),
            reason: reason.to_owned(),
            mark: mark.to_owned(),
            ..Parked::default()
        }
    }

    fn numbers(parked: &[Parked]) -> Vec<u64> {
        due(parked).iter().map(|row| row.sequence).collect()
    }

    #[test]
    fn nothing_is_tried_before_what_stands_in_front_of_it() {
        let waits = [row(1, "a", "NEGATIVE", ""), row(2, "a", "BEHIND", "retry")];
        assert_eq!(numbers(&waits), [0_u64; 0]);
        let due = [
            row(1, "a", "NEGATIVE", "discard"),
            row(2, "b", "NEGATIVE", ""),
            row(3, "a", "BEHIND", ""),
            row(4, "b", "BEHIND", ""),
        ];
        assert_eq!(numbers(&due), [1, 3]);
    }

    #[test]
    fn a_type_that_this_build_knows_at_last_is_taken_in() {
        let mut unknown = row(1, "a", "UNKNOWN", "");
        unknown.detail = "radslag.intake.of.tomorrow.v1".to_owned();
        assert_eq!(numbers(&[unknown.clone()]), [0_u64; 0]);
        unknown.detail = proto::event_types()[0].to_owned();
        assert_eq!(numbers(&[unknown]), [1]);
    }
}
