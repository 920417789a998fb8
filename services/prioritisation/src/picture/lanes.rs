//! Whose initiatives stand where: a lane per area. The place says it, so that no colour has to.

use std::collections::BTreeMap;

use super::Mark;
use super::columns::{Columns, Sum};
use super::cost::Plot;
use super::svg::{BLUE, Svg, VERMILION, text};

/// Lanes at most. The last is then of all areas that have none.
const MOST: usize = 16;

/// From one lane to the next, in units.
pub(super) const APART: i64 = 190;

/// A lane.
#[derive(Debug)]
pub(super) struct Lane<'a> {
    name: &'a str,
    marks: Vec<(usize, &'a Mark)>,
}

/// The lanes: each area in the order given, and one of the others where there are any.
pub(super) fn lanes<'a>(
    marks: &'a [Mark],
    areas: &'a [(String, String)],
    per: usize,
) -> Vec<Lane<'a>> {
    let own = if areas.len() > MOST { MOST - 1 } else { areas.len() };
    let mut lanes: Vec<_> =
        areas.iter().take(own).map(|(_, name)| Lane { name, marks: Vec::new() }).collect();
    let mut places = BTreeMap::new();
    for (place, (key, _)) in areas.iter().take(own).enumerate() {
        places.entry(key.as_str()).or_insert(place);
    }
    let mut others = Lane { name: "Övriga", marks: Vec::new() };
    for (rank, mark) in marks.iter().enumerate() {
        let place = places.get(mark.area.as_str());
        let lane = place.and_then(|place| lanes.get_mut(*place)).unwrap_or(&mut others);
        lane.marks.push((rank / per, mark));
    }
    if !others.marks.is_empty() && !areas.is_empty() {
        lanes.push(others);
    }
    lanes
}

/// Draws the lanes from `top` on: a block within the frame, a line outside of it.
pub(super) fn draw(svg: &mut Svg, plot: &Plot, columns: &Columns, lanes: &[Lane<'_>], top: i64) {
    if !lanes.is_empty() {
        svg.anchored("end", plot.left - 60, top - 60, "Område");
        svg.label(plot.left, top - 60, "Block: inom ramen. Streck: utanför ramen.");
    }
    let mut middle = top + APART / 2;
    for lane in lanes {
        let side = |within| Sum::of(sided(lane, within).map(|(_, mark)| *mark)).words();
        svg.add(format_args!(
            "<g><title>{}. Inom ramen: {}. Utanför ramen: {}</title>\n",
            text(lane.name, 32),
            side(true),
            side(false)
        ));
        svg.anchored("end", plot.left - 60, middle + 45, text(lane.name, 24));
        let mut blocks: BTreeMap<usize, bool> = BTreeMap::new();
        for (column, mark) in &lane.marks {
            *blocks.entry(*column).or_default() |= mark.within;
        }
        strokes(svg, plot, columns, &blocks, true, middle);
        strokes(svg, plot, columns, &blocks, false, middle);
        svg.add(format_args!("</g>\n"));
        middle += APART;
    }
}

fn sided<'l, 'a>(lane: &'l Lane<'a>, within: bool) -> impl Iterator<Item = &'l (usize, &'a Mark)> {
    lane.marks.iter().filter(move |(_, mark)| mark.within == within)
}

fn strokes(
    svg: &mut Svg,
    plot: &Plot,
    columns: &Columns,
    blocks: &BTreeMap<usize, bool>,
    within: bool,
    middle: i64,
) {
    let (colour, width) = if within { (BLUE, 130) } else { (VERMILION, 40) };
    let mut path = String::new();
    for (column, _) in blocks.iter().filter(|(_, inside)| **inside == within) {
        let (x, width) = plot.column(*column, columns.count);
        path.push_str(&format!("M{x} {middle}h{width}"));
    }
    if !path.is_empty() {
        svg.add(format_args!(
            "<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n"
        ));
    }
}
