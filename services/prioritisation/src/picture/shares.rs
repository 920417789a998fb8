//! Shares: what each got of the selected cost, beside its proportional share.

use super::Share;
use super::columns::as_number;
use super::numbers::{percent, whole};
use super::scale::Scale;
use super::svg::{BLACK, Page, Svg, filled, hatched, text};

const ID: &str = "andel";
const WIDTH: i64 = 9_600;

/// Where the bars begin, how far they reach, and how high they are, in units.
const LEFT: i64 = 2_900;
const RIGHT: i64 = 8_700;
const TOP: i64 = 1_200;
const BAR: i64 = 130;

/// From one pair of bars to the next.
const APART: i64 = 400;

/// From the upper bar of a pair to the lower.
const BELOW: i64 = BAR + 20;

/// Pairs at most: as many as anyone looks at, and a bound on the size of the picture.
const MOST: usize = 200;

const SELECTED: &str = "Andel av vald kostnad";
const PROPORTIONAL: &str = "Proportionell andel";

/// See [`super::shares`].
pub(super) fn draw(heading: &str, shares: &[Share]) -> String {
    let shown = shares.get(..MOST).unwrap_or(shares);
    let bottom = TOP + i64::try_from(shown.len()).unwrap_or_default() * APART;
    let ends = shown.iter().flat_map(|one| [one.selected_permille, one.proportional_permille]);
    let scale = Scale::of(ends.map(i128::from), 10, [LEFT, RIGHT]);

    let mut svg = Svg::default();
    legend(&mut svg);
    axis(&mut svg, &scale, bottom);
    names(&mut svg, shown);
    bars(&mut svg, &scale, shown, filled(), |one| one.selected_permille, 0);
    bars(&mut svg, &scale, shown, hatched(ID), |one| one.proportional_permille, BELOW);
    rest(&mut svg, shares.len() - shown.len(), shares.is_empty(), bottom);
    let summary = format!(
        "{SELECTED} och {} för {} områden eller förvaltningar.",
        PROPORTIONAL.to_lowercase(),
        whole(as_number(shares.len()))
    );
    svg.close(&Page { id: ID, width: WIDTH, height: bottom + 450, heading, summary: &summary })
}

fn title(share: &Share) -> String {
    format!(
        "{}. {SELECTED}: {}. {PROPORTIONAL}: {}",
        text(&share.name, 80),
        percent(share.selected_permille.into()),
        percent(share.proportional_permille.into())
    )
}

fn legend(svg: &mut Svg) {
    for (x, group, words) in [(200, filled(), SELECTED), (3_000, hatched(ID), PROPORTIONAL)] {
        svg.add(format_args!("{group}"));
        svg.add(format_args!("<rect x=\"{x}\" y=\"535\" width=\"200\" height=\"110\"/>\n</g>\n"));
        svg.label(x + 260, 640, words);
    }
}

fn axis(svg: &mut Svg, scale: &Scale, bottom: i64) {
    for tick in scale.ticks(10) {
        let x = scale.place(tick);
        svg.grid(format_args!("M{x} {}V{bottom}", TOP - 60));
        svg.anchored("middle", x, TOP - 120, percent(tick));
    }
    svg.add(format_args!(
        "<path d=\"M{LEFT} {}V{bottom}\" stroke=\"{BLACK}\" stroke-width=\"10\"/>\n",
        TOP - 60
    ));
}

/// Each with the place of its upper bar.
fn rows(shown: &[Share]) -> impl Iterator<Item = (i64, &Share)> {
    (0..).map(|row| TOP + 60 + row * APART).zip(shown)
}

fn names(svg: &mut Svg, shown: &[Share]) {
    for (y, one) in rows(shown) {
        svg.anchored("end", LEFT - 60, y + BAR + 55, text(&one.name, 38));
    }
}

/// One bar of each pair, `below` the upper edge of the pair, and after it its share in figures.
fn bars(
    svg: &mut Svg,
    scale: &Scale,
    shown: &[Share],
    group: String,
    share: impl Fn(&Share) -> u32,
    below: i64,
) {
    svg.add(format_args!("{group}"));
    for (y, one) in rows(shown) {
        let width = scale.place(share(one).into()) - LEFT;
        svg.rect([LEFT, y + below, width.max(1), BAR], title(one));
    }
    svg.add(format_args!("</g>\n"));
    for (y, one) in rows(shown) {
        let permille = share(one).into();
        svg.label(scale.place(permille) + 50, y + below + 112, percent(permille));
    }
}

/// What is not shown is said.
fn rest(svg: &mut Svg, more: usize, none: bool, bottom: i64) {
    if none {
        svg.label(LEFT + 60, bottom + 200, "Inga andelar");
    } else if more > 0 {
        svg.label(LEFT + 60, bottom + 200, format_args!("… och {} till", whole(as_number(more))));
    }
}
