//! Cost against rank: the selected add up to a line of steps, under the line of the frame.

use super::Mark;
use super::columns::{Bar, Columns, Names, Sum, as_number};
use super::lanes::{self, lanes};
use super::numbers::{amount, whole};
use super::scale::{Scale, step};
use super::svg::{BLACK, Page, Svg, filled, hatched};

const ID: &str = "kostnad";
const WIDTH: i64 = 9_600;

/// The widest column, in units: few initiatives are no blocks.
const WIDEST: i64 = 500;

/// Where the columns stand, in units.
#[derive(Debug)]
pub(super) struct Plot {
    pub left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

const PLOT: Plot = Plot { left: 1_900, right: 8_300, top: 1_300, bottom: 5_000 };

impl Plot {
    /// Where a column of so many begins and how wide its bar is.
    pub(super) fn column(&self, column: usize, count: usize) -> (i64, i64) {
        let (start, end) = (self.edge(column, count), self.edge(column + 1, count));
        (start, (end - start - (end - start) / 8).max(1))
    }

    /// Where a column begins, and the one before ends.
    fn edge(&self, column: usize, count: usize) -> i64 {
        let (column, count) = (as_number(column), as_number(count).max(1));
        let length = i128::from(self.right - self.left).min(i128::from(WIDEST) * count);
        self.left + i64::try_from(column * length / count).unwrap_or_default()
    }
}

/// See [`super::cost_by_rank`].
pub(super) fn draw(
    heading: &str,
    marks: &[Mark],
    frame_ore: i64,
    areas: &[(String, String)],
) -> String {
    let names: Names<'_> =
        areas.iter().rev().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    let columns = Columns::of(marks, &names);
    let lanes = lanes(marks, areas, columns.per);
    let ends = columns.bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let scale = Scale::of(ends.chain([frame_ore.into()]), KRONOR_1000, [PLOT.bottom, PLOT.top]);

    let mut svg = Svg::default();
    legend(&mut svg, marks);
    costs(&mut svg, &scale);
    bars(&mut svg, &scale, &columns);
    steps(&mut svg, &scale, &columns);
    frame(&mut svg, &scale, frame_ore);
    ranks(&mut svg, &columns, marks.len());
    let top = PLOT.bottom + 720;
    lanes::draw(&mut svg, &PLOT, &columns, &lanes, top);
    let height = top + i64::try_from(lanes.len()).unwrap_or_default() * lanes::APART + 150;
    let summary = summary(marks, frame_ore);
    svg.close(&Page { id: ID, width: WIDTH, height, heading, summary: &summary })
}

/// The least height of the picture in money, öre: where nothing costs anything.
const KRONOR_1000: i128 = 100_000;

fn sums(marks: &[Mark]) -> [Sum; 2] {
    [true, false].map(|within| Sum::of(marks.iter().filter(|mark| mark.within == within)))
}

fn summary(marks: &[Mark], frame_ore: i64) -> String {
    let [within, outside] = sums(marks).map(Sum::words);
    format!(
        "Kostnad efter plats i förslaget. Ram: {}. Inom ramen: {within}. Utanför ramen: {outside}.",
        amount(frame_ore.into())
    )
}

fn legend(svg: &mut Svg, marks: &[Mark]) {
    let [within, outside] = sums(marks).map(Sum::words);
    let y = 640;
    svg.add(format_args!("{}", filled()));
    svg.add(format_args!(
        "<rect x=\"200\" y=\"{}\" width=\"200\" height=\"110\"/>\n</g>\n",
        y - 105
    ));
    svg.label(460, y, format_args!("Inom ramen: {within}"));
    svg.add(format_args!("{}", hatched(ID)));
    svg.add(format_args!(
        "<rect x=\"5000\" y=\"{}\" width=\"200\" height=\"110\"/>\n</g>\n",
        y - 105
    ));
    svg.label(5_260, y, format_args!("Utanför ramen: {outside}"));
    line(svg, format_args!("M200 {}h200", y + 175), SOLID);
    svg.label(460, y + 220, "Sammanlagd kostnad inom ramen");
    line(svg, format_args!("M5000 {}h200", y + 175), DASHED);
    svg.label(5_260, y + 220, "Ram");
}

const SOLID: &str = "stroke-width=\"20\"";

/// Broader, so that it shows where the other line lies on it.
const DASHED: &str = "stroke-width=\"36\" stroke-dasharray=\"80 40\"";

fn line(svg: &mut Svg, path: std::fmt::Arguments<'_>, style: &str) {
    svg.add(format_args!("<path d=\"{path}\" fill=\"none\" stroke=\"{BLACK}\" {style}/>\n"));
}

/// The axis of costs.
fn costs(svg: &mut Svg, scale: &Scale) {
    svg.anchored("end", PLOT.left - 60, PLOT.top - 170, "Kostnad");
    for tick in scale.ticks(100) {
        let y = scale.place(tick);
        svg.grid(format_args!("M{} {y}H{}", PLOT.left, PLOT.right));
        svg.anchored("end", PLOT.left - 60, y + 45, amount(tick));
    }
    svg.add(format_args!(
        "<path d=\"M{} {}H{}\" stroke=\"{BLACK}\" stroke-width=\"10\"/>\n",
        PLOT.left,
        scale.place(0),
        PLOT.right
    ));
}

fn bars(svg: &mut Svg, scale: &Scale, columns: &Columns) {
    for within in [true, false] {
        let group = if within { filled() } else { hatched(ID) };
        svg.add(format_args!("{group}"));
        for bar in columns.bars.iter().filter(|bar| bar.within == within) {
            svg.rect(place(bar, scale, columns.count), &bar.title);
        }
        svg.add(format_args!("</g>\n"));
    }
}

fn place(bar: &Bar, scale: &Scale, count: usize) -> [i64; 4] {
    let (x, width) = PLOT.column(bar.column, count);
    let (from, to) = (scale.place(bar.from), scale.place(bar.to));
    [x, from.min(to), width, (from - to).abs().max(1)]
}

/// What the selected cost together.
fn steps(svg: &mut Svg, scale: &Scale, columns: &Columns) {
    let mut path = format!("M{} {}", PLOT.left, scale.place(0));
    for (column, top) in columns.tops.iter().enumerate() {
        let right = PLOT.edge(column + 1, columns.count);
        path.push_str(&format!("V{}H{right}", scale.place(*top)));
    }
    if columns.count > 0 {
        line(svg, format_args!("{path}"), SOLID);
    }
}

fn frame(svg: &mut Svg, scale: &Scale, frame_ore: i64) {
    let y = scale.place(frame_ore.into());
    line(svg, format_args!("M{} {y}H{}", PLOT.left, PLOT.right), DASHED);
    svg.add(format_args!("<g font-weight=\"bold\">\n"));
    svg.label(PLOT.right + 60, y - 20, "Ram");
    svg.label(PLOT.right + 60, y + 130, amount(frame_ore.into()));
    svg.add(format_args!("</g>\n"));
}

/// The axis of ranks: the first, and round ones.
fn ranks(svg: &mut Svg, columns: &Columns, marks: usize) {
    let y = PLOT.bottom + 200;
    svg.anchored("end", PLOT.left - 160, y, "Plats");
    if marks == 0 {
        svg.label(PLOT.left + 60, y, "Inga initiativ");
        return;
    }
    let apart = usize::try_from(step(as_number(marks), 12, 1)).unwrap_or(1);
    let round = (apart..=marks).step_by(apart).filter(|rank| *rank > 1);
    for rank in std::iter::once(1).chain(round) {
        let (x, width) = PLOT.column((rank - 1) / columns.per, columns.count);
        svg.anchored("middle", x + width / 2, y, whole(as_number(rank)));
    }
    if columns.per > 1 {
        let per = whole(as_number(columns.per));
        svg.label(PLOT.left, y + 210, format_args!("Varje stapel är högst {per} platser"));
    }
}
