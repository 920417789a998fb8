//! Many initiatives in a bounded number of columns.

use std::collections::BTreeMap;

use super::Mark;
use super::numbers::{amount, whole};
use super::svg::text;

/// More columns than this say no more to the eye, and bound the size of the picture.
pub(super) const MOST: usize = 240;

/// Names of areas by key.
pub(super) type Names<'a> = BTreeMap<&'a str, &'a str>;

/// How many, and what they cost.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub count: usize,
    pub ore: i128,
}

impl Sum {
    pub(super) fn of<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> Self {
        marks.into_iter().fold(Self::default(), |sum, mark| Self {
            count: sum.count + 1,
            ore: sum.ore + i128::from(mark.cost_ore),
        })
    }

    /// In words.
    pub(super) fn words(self) -> String {
        format!("{} initiativ, {}", whole(as_number(self.count)), amount(self.ore))
    }
}

/// Those of one column on the same side of the frame. It stands on what was selected before.
#[derive(Debug)]
pub(super) struct Bar {
    pub column: usize,
    pub within: bool,
    pub from: i128,
    pub to: i128,
    /// Escaped.
    pub title: String,
}

/// The columns of a picture.
#[derive(Debug)]
pub(super) struct Columns {
    /// Initiatives per column.
    pub per: usize,
    pub count: usize,
    pub bars: Vec<Bar>,
    /// What all selected up to and with each column cost.
    pub tops: Vec<i128>,
}

impl Columns {
    pub(super) fn of(marks: &[Mark], names: &Names<'_>) -> Self {
        let per = marks.len().div_ceil(MOST).max(1);
        let mut all = Self { per, count: 0, bars: Vec::new(), tops: Vec::new() };
        let mut top = 0;
        for group in marks.chunks(per) {
            top = all.bar(group, true, top, names);
            all.bar(group, false, top, names);
            all.tops.push(top);
            all.count += 1;
        }
        all
    }

    /// Adds the bar of one side, if there is any, and says where it ends.
    fn bar(&mut self, group: &[Mark], within: bool, from: i128, names: &Names<'_>) -> i128 {
        let side = || group.iter().filter(|mark| mark.within == within);
        let sum = Sum::of(side());
        let (Some(first), Some(last)) = (side().next(), side().next_back()) else { return from };
        let start = self.count * self.per;
        let title = if sum.count == 1 {
            let at = group.iter().position(|mark| mark.within == within).unwrap_or_default();
            one(start + at + 1, first, names)
        } else {
            many([start + 1, start + group.len()], sum, [first, last])
        };
        let to = from + sum.ore;
        self.bars.push(Bar { column: self.count, within, from, to, title });
        to
    }
}

fn one(rank: usize, mark: &Mark, names: &Names<'_>) -> String {
    let area = names.get(mark.area.as_str()).filter(|name| !name.is_empty());
    let area = area.map(|name| format!(" {}.", text(name, 32))).unwrap_or_default();
    format!(
        "Plats {}: {} {}.{area} Kostnad {}, {}",
        whole(as_number(rank)),
        text(&mark.reference, 32),
        text(&mark.title, 80),
        amount(mark.cost_ore.into()),
        side(mark.within)
    )
}

fn many([from, to]: [usize; 2], sum: Sum, [first, last]: [&Mark; 2]) -> String {
    format!(
        "Plats {}–{}, {}: {} till {}. {} initiativ. Kostnad {}",
        whole(as_number(from)),
        whole(as_number(to)),
        side(first.within),
        text(&first.reference, 32),
        text(&last.reference, 32),
        whole(as_number(sum.count)),
        amount(sum.ore)
    )
}

/// The side of the frame in words.
fn side(within: bool) -> &'static str {
    if within { "inom ramen" } else { "utanför ramen" }
}

/// A count as a number to reckon with.
pub(super) fn as_number(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}
