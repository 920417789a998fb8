//! Pictures are read again, as a browser would, and held against golden files.

mod any;

use std::collections::BTreeSet;
use std::{env, fs};

use roxmltree::{Document, Node};

use super::*;

const MNKR: i64 = 100_000_000;

fn mark(reference: &str, title: &str, area: &str, cost_ore: i64, within: bool) -> Mark {
    let [reference, title, area] = [reference, title, area].map(str::to_owned);
    Mark { reference, title, area, cost_ore, within }
}

fn areas() -> Vec<(String, String)> {
    let areas = [("ped", "Pedagogik"), ("vard", "Vård & omsorg"), ("it", "It-infrastruktur")];
    areas.map(|(key, name)| (key.to_owned(), name.to_owned())).to_vec()
}

fn few() -> Vec<Mark> {
    vec![
        mark("I-12", "Digitala nycklar", "vard", 1_250_000_000, true),
        mark("I-7", "Lärplattform <2>", "ped", 20 * MNKR, true),
        mark("I-31", "Nätverk i \"alla\" skolor", "it", 30 * MNKR, false),
        mark("I-4", "Trygghetslarm", "vard", 75_000_000, true),
        mark("I-9", "Öppna data", "okänt", 0, false),
    ]
}

/// So many, every third outside of the frame.
fn many(count: usize, title: &str) -> Vec<Mark> {
    let areas = ["ped", "vard", "it", "okänt"];
    let one = |i: usize| {
        let cost = i64::try_from(1 + i % 17).unwrap() * MNKR;
        mark(&format!("I-{}", i + 1), title, areas[i % areas.len()], cost, i % 3 != 2)
    };
    (0..count).map(one).collect()
}

fn share(name: &str, selected_permille: u32, proportional_permille: u32) -> Share {
    Share { name: name.to_owned(), selected_permille, proportional_permille }
}

fn three() -> Vec<Share> {
    vec![
        share("Pedagogik", 571, 400),
        share("Vård & omsorg", 429, 355),
        share("It-infrastruktur", 0, 245),
    ]
}

/// All that is written, in titles and labels.
fn words(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let texts = document.descendants().filter(Node::is_text);
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn says(svg: &str, wanted: &str) -> bool {
    words(svg).iter().any(|words| words.contains(wanted))
}

fn count(svg: &str, element: &str) -> usize {
    let document = Document::parse(svg).expect("it is XML");
    document.descendants().filter(|node| node.has_tag_name(element)).count()
}

/// A picture that differs is written where it can be looked at, and taken.
fn golden(name: &str, found: &str, wanted: &str) {
    if found != wanted {
        let path = env::temp_dir().join(name);
        fs::write(&path, found).expect("it can be written");
        panic!("{name} is another; what is drawn now: {}", path.display());
    }
}

#[test]
fn pictures_are_drawn_as_their_golden_files_say() {
    let drawn = cost_by_rank("Stadens förslag 2027", &few(), 40 * MNKR, &areas());
    golden("cost.svg", &drawn, include_str!("../../tests/golden/picture/cost.svg"));
    let drawn = cost_by_rank("Stadens förslag 2027", &[], 0, &[]);
    golden("cost_empty.svg", &drawn, include_str!("../../tests/golden/picture/cost_empty.svg"));
    let drawn = shares("Andelar per område", &three());
    golden("shares.svg", &drawn, include_str!("../../tests/golden/picture/shares.svg"));
}

#[test]
fn each_initiative_says_its_reference_title_area_and_cost() {
    let svg = cost_by_rank("Förslag", &few(), 40 * MNKR, &areas());
    assert!(says(
        &svg,
        "Plats 2: I-7 Lärplattform <2>. Pedagogik. Kostnad 20\u{A0}mnkr, inom ramen"
    ));
    assert!(says(
        &svg,
        "Plats 3: I-31 Nätverk i \"alla\" skolor. It-infrastruktur. Kostnad 30\u{A0}mnkr, utanför ramen"
    ));
    assert!(says(&svg, "Plats 5: I-9 Öppna data. Kostnad 0\u{A0}kr, utanför ramen"));
    assert!(says(&svg, "Inom ramen: 3 initiativ, 33,3\u{A0}mnkr"));
    assert!(says(&svg, "Pedagogik. Inom ramen: 1 initiativ, 20\u{A0}mnkr."));
    assert!(says(&svg, "Övriga. Inom ramen: 0 initiativ, 0\u{A0}kr."));
}

#[test]
fn what_stands_outside_of_the_frame_adds_nothing_to_the_line() {
    let names = columns::Names::new();
    let columns = columns::Columns::of(&few(), &names);
    let mnkr: Vec<_> = columns.tops.iter().map(|top| top / 10_000_000).collect();
    assert_eq!(mnkr, [125, 325, 325, 332, 332]);
    let outside: Vec<_> = columns.bars.iter().filter(|bar| !bar.within).collect();
    assert_eq!((outside[0].from, outside[0].to), (3_250_000_000, 6_250_000_000));
}

#[test]
fn many_initiatives_stand_in_a_bounded_number_of_columns() {
    let svg = cost_by_rank("Förslag", &many(10_000, "Titel"), 9_000 * MNKR, &areas());
    assert!(svg.len() < 300_000, "{}", svg.len());
    assert!(says(&svg, "Plats 1–42, inom ramen: I-1 till I-41. 28 initiativ. Kostnad 231"));
    assert!(says(
        &svg,
        "Plats 9\u{A0}997–10\u{A0}000, inom ramen: I-9997 till I-10000. 3 initiativ"
    ));
    assert!(says(
        &svg,
        "Plats 9\u{A0}999: I-9999 Titel. It-infrastruktur. Kostnad 3\u{A0}mnkr, utanför ramen"
    ));
    assert!(says(&svg, "Varje stapel är högst 42 platser"));
    assert!(says(&svg, "Övriga. Inom ramen: 1\u{A0}667 initiativ"));
    let all = count(&cost_by_rank("Förslag", &many(240, "T"), MNKR, &areas()), "rect");
    let grouped = count(&cost_by_rank("Förslag", &many(241, "T"), MNKR, &areas()), "rect");
    assert_eq!((all, grouped), (4 + 240, 4 + 121 + 121 - 41));
}

#[test]
fn no_text_makes_a_picture_large() {
    let long = "&".repeat(5_000);
    let areas: Vec<_> = (0..400).map(|i| (format!("a{i}"), long.clone())).collect();
    let mut marks = many(240, &long);
    for (i, mark) in marks.iter_mut().enumerate() {
        (mark.reference, mark.area) = (long.clone(), format!("a{}", i % 15));
    }
    let svg = cost_by_rank(&long, &marks, MNKR, &areas);
    assert!(svg.len() < 300_000, "{}", svg.len());
    let svg = shares(&long, &vec![share(&long, u32::MAX, 0); 10_000]);
    assert!(svg.len() < 400_000, "{}", svg.len());
    assert!(says(&svg, "… och 9\u{A0}800 till"));
}

#[test]
fn extremes_stay_in_the_picture() {
    for frame in [i64::MIN, -MNKR, 0, 1, i64::MAX] {
        for cost in [i64::MIN, -MNKR, 0, 1, i64::MAX] {
            let marks = vec![mark("I", "T", "ped", cost, true); 3];
            inside(&cost_by_rank("Förslag", &marks, frame, &areas()));
            inside(&cost_by_rank("Förslag", &marks[..1], frame, &[]));
        }
        inside(&cost_by_rank("Förslag", &[], frame, &areas()));
    }
    inside(&shares("Andelar", &[share("A", u32::MAX, 0)]));
    inside(&shares("Andelar", &[share("A", 0, 0)]));
    assert!(says(&shares("Andelar", &[]), "Inga andelar"));
}

/// Every rectangle and text has its place within the picture.
fn inside(svg: &str) {
    let document = Document::parse(svg).expect("it is XML");
    let number = |node: &Node<'_, '_>, name| -> i64 {
        node.attribute(name).map_or(0, |number| number.parse().expect("an integer"))
    };
    let root = document.root_element();
    let [width, height] = ["width", "height"].map(|name| 10 * number(&root, name));
    for node in
        document.descendants().filter(|node| matches!(node.tag_name().name(), "rect" | "text"))
    {
        let [x, y, w, h] = ["x", "y", "width", "height"].map(|name| number(&node, name));
        assert!(x >= 0 && y >= 0 && w >= 0 && h >= 0, "{x} {y} {w} {h}: {svg}");
        assert!(x + w <= width && y + h <= height + 9, "{x} {y} {w} {h}: {svg}");
    }
}

#[test]
fn a_picture_stands_alone_and_is_named() {
    for (svg, id) in [
        (cost_by_rank("Förslag", &few(), MNKR, &areas()), "kostnad"),
        (shares("Andelar", &three()), "andel"),
    ] {
        let document = Document::parse(&svg).expect("it is XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
        assert_eq!(root.attribute("role"), Some("img"));
        let named = format!("{id}-title {id}-desc");
        assert_eq!(root.attribute("aria-labelledby"), Some(named.as_str()));
        let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids, [format!("{id}-title"), format!("{id}-desc"), format!("{id}-hatch")]);
        let elements: BTreeSet<_> =
            document.descendants().map(|node| node.tag_name().name()).collect();
        let known = ["", "defs", "desc", "g", "path", "pattern", "rect", "svg", "text", "title"];
        assert_eq!(elements, BTreeSet::from(known));
        let away = ["href", "style", "http:", "https:", "import"];
        let own = svg.replacen("http://www.w3.org/2000/svg", "", 1);
        assert!(!away.iter().any(|word| own.contains(word)), "{svg}");
    }
}

/// Contrast of WCAG 2 against white.
fn contrast(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour"));
        let value = value / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let light = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    1.05 / (light + 0.05)
}

#[test]
fn every_colour_stands_out_from_white() {
    for colour in [svg::BLUE, svg::VERMILION, svg::GREY, svg::BLACK] {
        assert!(contrast(colour) >= 3.0, "{colour}: {}", contrast(colour));
    }
}

#[test]
fn amounts_are_written_as_swedish_writes_them() {
    let written = [
        (0, "0 kr"),
        (-49, "0 kr"),
        (50, "1 kr"),
        (99_949, "999 kr"),
        (99_950, "1 tkr"),
        (150_000, "1,5 tkr"),
        (99_994_999, "999,9 tkr"),
        (99_995_000, "1 mnkr"),
        (-1_250_000_000, "\u{2212}12,5 mnkr"),
        (123_456_780_000_000, "1 234 567,8 mnkr"),
    ];
    for (ore, words) in written {
        assert_eq!(numbers::amount(ore), words.replace(' ', "\u{A0}"), "{ore}");
    }
    assert_eq!(numbers::percent(125), "12,5\u{A0}%");
    assert_eq!(numbers::percent(1_000), "100\u{A0}%");
}

#[test]
fn ticks_are_round_and_few() {
    for high in [1, 99, 12_345, 40 * i128::from(MNKR), i128::from(i64::MAX) * 10_000] {
        let scale = scale::Scale::of([high], 1, [0, 100]);
        let ticks: Vec<_> = scale.ticks(100).collect();
        assert!((1..=7).contains(&ticks.len()), "{high}: {ticks:?}");
        assert!(ticks.iter().all(|tick| (0..=high).contains(tick)), "{high}: {ticks:?}");
    }
    let below = scale::Scale::of([-350, 250], 1, [0, 100]);
    assert_eq!(below.ticks(100).collect::<Vec<_>>(), [-300, -200, -100, 0, 100, 200]);
}
