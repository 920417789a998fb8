//! Step one for many cases.

use kernel::{CaseId, Violations};
use platform::input::finish;
use prioritisation_domain::{AreaRoundId, Assessment, ItemsRefused, MOST_ITEMS};
use proto::prioritisation::v1 as pb;

/// One item that could be read.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its place in the request.
    pub(crate) place: usize,
    pub(crate) case: CaseId,
    pub(crate) revision: u64,
    pub(crate) assessment: Assessment,
}

/// A batch. What cannot be read of its items is refused with what the rules refuse.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) round: AreaRoundId,
    pub(crate) items: Vec<Item>,
    size: usize,
    unread: Violations,
}

impl Batch {
    /// Begins to note what is wrong.
    pub(crate) fn refused(&self) -> ItemsRefused {
        let cases: Vec<_> = self.items.iter().map(|item| (item.place, item.case)).collect();
        ItemsRefused::begin(self.unread.clone(), self.size, &cases)
    }
}

pub(crate) fn batch(asked: &pb::AssessCasesRequest) -> Result<Batch, Violations> {
    let mut wrong = Violations::none();
    let round = super::round_of(&mut wrong, &asked.cycle, &asked.area);
    let (mut items, mut unread) = (Vec::new(), Violations::none());
    for (place, one) in asked.items.iter().take(MOST_ITEMS).enumerate() {
        let revision = one.revision;
        match super::item(one) {
            Ok((case, assessment)) => items.push(Item { place, case, revision, assessment }),
            Err(violations) => {
                for one in violations.iter() {
                    unread.add(format!("items[{place}].{}", one.field), one.rule.as_str());
                }
            }
        }
    }
    if round.is_none() {
        wrong.extend(unread.clone());
    }
    finish(wrong, round.map(|round| Batch { round, items, size: asked.items.len(), unread }))
}
