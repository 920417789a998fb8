//! Pictures of the city-wide proposal, for those who would rather look than read: text of SVG 1.1.
//!
//! A picture stands alone: no script, no style sheet, no font or image from elsewhere. The same
//! input gives the same bytes: all arithmetic is of integers. Its size is bounded whatever the
//! input. Its words are Swedish, as the texts of the model are.

mod columns;
mod cost;
mod lanes;
mod numbers;
mod scale;
mod shares;
mod svg;
#[cfg(test)]
mod tests;

/// One initiative, in city order.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// What people call it by.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Key of its area.
    pub area: String,
    /// What it costs, öre.
    pub cost_ore: i64,
    /// Whether it is within the frame.
    pub within: bool,
}

/// What an area or administration got of the selected cost.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    /// Its name.
    pub name: String,
    /// Its share of the selected cost, thousandths.
    pub selected_permille: u32,
    /// Its proportional share, thousandths.
    pub proportional_permille: u32,
}

/// Cost against rank: what each initiative costs, what the selected cost together up to each rank,
/// and the frame as a line. An initiative outside of the frame stands on what was selected before
/// it, so that it shows how it would go beyond the frame. `areas` are keys and names.
pub(crate) fn cost_by_rank(
    heading: &str,
    marks: &[Mark],
    frame_ore: i64,
    areas: &[(String, String)],
) -> String {
    cost::draw(heading, marks, frame_ore, areas)
}

/// A pair of bars per area or administration, in the order given: its share of the selected cost
/// beside its proportional share.
pub(crate) fn shares(heading: &str, shares: &[Share]) -> String {
    shares::draw(heading, shares)
}
