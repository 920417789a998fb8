//! Whatever stands in titles and amounts.

use proptest::prelude::*;

use super::*;

/// What is left of a text in a picture, by definition.
fn kept(text: &str, most: usize) -> String {
    let broken = ['\t', '\n', '\r', '\u{2028}', '\u{2029}'];
    let turns = |one: char| {
        "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}".contains(one)
    };
    let all: Vec<char> = text
        .chars()
        .map(|one| if broken.contains(&one) { ' ' } else { one })
        .filter(|one| !one.is_control() && !turns(*one) && !matches!(one, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    if all.len() <= most {
        return all.into_iter().collect();
    }
    all[..most - 1].iter().chain(&['…']).collect()
}

fn foreign() -> impl Strategy<Value = String> {
    let marked = "[<>&\"'\\]\\[!;#a-zå\\x00-\\x1f\u{202E}\u{2028}\u{FFFE}\u{FFFF}\u{1F600}]{0,100}";
    prop_oneof![
        proptest::collection::vec(any::<char>(), 0..100).prop_map(String::from_iter),
        marked,
        Just("]]><script>alert(1)</script><!--".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_text_is_well_formed_and_found_again(
        heading in foreign(), reference in foreign(), title in foreign(), area in foreign(),
        cost in any::<i64>(), frame in any::<i64>(), within in any::<bool>(),
    ) {
        let marks = [mark(&reference, &title, &area, cost, within)];
        let areas = [(area.clone(), area.clone())];
        let svg = cost_by_rank(&heading, &marks, frame, &areas);
        let wanted = format!(
            "Plats 1: {} {}. {}. Kostnad", kept(&reference, 32), kept(&title, 80), kept(&area, 32)
        );
        if !area.is_empty() {
            prop_assert!(says(&svg, &wanted), "{wanted}: {svg}");
        }
        prop_assert!(says(&svg, &kept(&heading, 200)) || kept(&heading, 200).is_empty());
        prop_assert_eq!(count(&svg, "script"), 0);
        inside(&svg);
        let again = cost_by_rank(&heading, &marks, frame, &areas);
        prop_assert_eq!(svg, again);
    }

    #[test]
    fn any_shares_are_well_formed_and_found_again(
        all in proptest::collection::vec((foreign(), any::<u32>(), 0..2_000_u32), 0..5),
    ) {
        let all: Vec<_> = all.iter().map(|(name, one, other)| share(name, *one, *other)).collect();
        let svg = shares("Andelar", &all);
        for one in &all {
            let wanted = format!("{}. Andel av vald kostnad: ", kept(&one.name, 80));
            prop_assert!(says(&svg, &wanted), "{}: {}", wanted, svg);
        }
        inside(&svg);
        prop_assert_eq!(&svg, &shares("Andelar", &all));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_number_of_initiatives_is_drawn_in_bounded_columns(
        marks in proptest::collection::vec((0..100 * MNKR, any::<bool>()), 0..1_500),
        frame in -MNKR..1_000 * MNKR,
    ) {
        let made = |(i, (cost, within)): (usize, &(i64, bool))| {
            mark(&format!("I-{i}"), "Titel", ["ped", "it"][i % 2], *cost, *within)
        };
        let made: Vec<_> = marks.iter().enumerate().map(made).collect();
        let svg = cost_by_rank("Förslag", &made, frame, &areas());
        prop_assert!(count(&svg, "rect") <= 4 + 2 * columns::MOST);
        inside(&svg);
    }
}
