//! Writing SVG. All that is foreign goes through [`text`].

use std::fmt::{self, Display, Formatter, Write as _};

/// Blue and vermilion of Okabe and Ito: told apart by those who see few colours, and each at least
/// 3:1 against white. Shape and words say the same as they do.
pub(super) const BLUE: &str = "#0072B2";
pub(super) const VERMILION: &str = "#D55E00";
pub(super) const GREY: &str = "#767676";
pub(super) const BLACK: &str = "#000000";

/// Units of the drawing per pixel of its natural size: places finer than a pixel stay integers.
const FINE: i64 = 10;

/// Height of plain letters, in units.
pub(super) const LETTERS: i64 = 130;

/// Letters of a heading that fit in its line.
const HEADING: usize = 80;

/// A drawing in the making.
#[derive(Debug, Default)]
pub(super) struct Svg(String);

/// What stands around a drawing.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// Begins every id, so that two pictures can stand in one document.
    pub id: &'static str,
    pub width: i64,
    pub height: i64,
    pub heading: &'a str,
    /// The picture in words.
    pub summary: &'a str,
}

impl Svg {
    /// Adds markup.
    pub(super) fn add(&mut self, markup: fmt::Arguments<'_>) {
        // A `String` takes all that is written.
        let _ = self.0.write_fmt(markup);
    }

    /// A line of text that begins at a place.
    pub(super) fn label(&mut self, x: i64, y: i64, words: impl Display) {
        self.add(format_args!("<text x=\"{x}\" y=\"{y}\">{words}</text>\n"));
    }

    /// A line of text that ends (`end`) or has its `middle` at a place.
    pub(super) fn anchored(&mut self, anchor: &str, x: i64, y: i64, words: impl Display) {
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>\n"
        ));
    }

    /// A rectangle, filled or hatched as its group says, that says `title` when pointed at.
    pub(super) fn rect(&mut self, [x, y, width, height]: [i64; 4], title: impl Display) {
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">\
             <title>{title}</title></rect>\n"
        ));
    }

    /// A horizontal or vertical line of the grid: dotted and grey.
    pub(super) fn grid(&mut self, path: fmt::Arguments<'_>) {
        self.add(format_args!(
            "<path d=\"{path}\" stroke=\"{GREY}\" stroke-width=\"8\" stroke-dasharray=\"8 32\"/>\n"
        ));
    }

    /// The whole document.
    pub(super) fn close(self, page: &Page<'_>) -> String {
        let Page { id, width, height, heading, summary } = page;
        let mut whole = Self::default();
        whole.add(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{}\" height=\"{}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\">\n",
            width / FINE,
            height / FINE,
        ));
        whole.add(format_args!("<title id=\"{id}-title\">{}</title>\n", text(heading, 200)));
        whole.add(format_args!("<desc id=\"{id}-desc\">{summary}</desc>\n"));
        whole.hatch(id);
        whole.add(format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n"));
        whole.add(format_args!("<g font-family=\"sans-serif\" font-size=\"{LETTERS}\">\n"));
        whole.add(format_args!(
            "<text x=\"200\" y=\"340\" font-size=\"200\" font-weight=\"bold\">{}</text>\n",
            text(heading, HEADING)
        ));
        whole.0.push_str(&self.0);
        whole.0.push_str("</g>\n</svg>\n");
        whole.0
    }

    /// Slanted lines on white.
    fn hatch(&mut self, id: &str) {
        self.add(format_args!(
            "<defs><pattern id=\"{id}-hatch\" width=\"50\" height=\"50\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"50\" height=\"50\" fill=\"#FFFFFF\"/>\
             <path d=\"M10 0V50\" stroke=\"{VERMILION}\" stroke-width=\"20\"/>\
             </pattern></defs>\n"
        ));
    }
}

/// How the group of what is hatched begins.
pub(super) fn hatched(id: &str) -> String {
    format!("<g fill=\"url(#{id}-hatch)\" stroke=\"{VERMILION}\" stroke-width=\"10\">\n")
}

/// How the group of what is filled begins.
pub(super) fn filled() -> String {
    format!("<g fill=\"{BLUE}\" stroke=\"{BLUE}\" stroke-width=\"10\">\n")
}

/// Foreign text, safe in content and attributes, of at most `most` characters.
pub(super) fn text(foreign: &str, most: usize) -> Text<'_> {
    Text { foreign, most }
}

/// See [`text`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    foreign: &'a str,
    most: usize,
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut clean = self.foreign.chars().filter_map(clean);
        let long = self.foreign.chars().filter_map(self::clean).nth(self.most).is_some();
        let kept = if long { self.most.saturating_sub(1) } else { self.most };
        clean.by_ref().take(kept).try_for_each(|one| escape(one, f))?;
        if long { f.write_char('…') } else { Ok(()) }
    }
}

fn escape(one: char, f: &mut Formatter<'_>) -> fmt::Result {
    match one {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '"' => f.write_str("&#34;"),
        '\'' => f.write_str("&#39;"),
        other => f.write_char(other),
    }
}

/// The character as it may stand: breaks are spaces; what controls, or turns the direction of the
/// text around it, is dropped, and so is what XML does not know.
fn clean(one: char) -> Option<char> {
    match one {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => None,
        other => (!other.is_control()).then_some(other),
    }
}
