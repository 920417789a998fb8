//! Elections played by the binary equal the rules recomputed from the file alone.

use std::path::Path;

use platform::testing::Dice;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::recompute;
use crate::support::{determined, play, real_elections};

/// Nobody chose `none` though its cost puts it in scope; ties; an area with one initiative, empty
/// areas; an administration whose voters chose nothing; a voter without a place.
const ODD: &str = include_str!("odd.pb");

fn check(name: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let played = determined(play(folder.path(), &file));
    let expected = recompute::summary(name, text);
    assert_eq!(
        serde_json::to_string_pretty(&played).unwrap(),
        serde_json::to_string_pretty(&expected).unwrap(),
        "{text}"
    );
}

fn check_real(name: &str) {
    let Some(folder) = real_elections() else {
        eprintln!("{name} is not here: not played");
        return;
    };
    let text = std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    check(name, &text);
}

#[test]
fn krakow_2024_equals_its_recomputation() {
    check_real("Poland_Krakow_2024.pb");
}

#[test]
fn krakow_2021_equals_its_recomputation() {
    check_real("Poland_Krakow_2021.pb");
}

#[test]
fn budapest_2024_equals_its_recomputation() {
    check_real("Hungary_Budapest_2024.pb");
}

#[test]
fn the_odd_election_equals_its_recomputation_and_is_odd() {
    check("odd.pb", ODD);
    let expected = recompute::summary("odd.pb", ODD);
    let count = |what: &str| expected["outcomes"][what].as_u64().unwrap();
    assert!(count("rejected") > 0 && count("out_of_scope") > 0 && count("not_funded") > 0);
    let items = expected["items"].as_array().unwrap();
    let decided = |place: &str| items.iter().any(|item| item["decided_in"] == place);
    assert!(decided("budget") && decided("tertial_2"));
    assert!(items.iter().any(|item| item["supplemented"] == true));
    let of_area = |area: u64| items.iter().filter(|item| item["area"] == area).count();
    assert!((0..5).any(|area| of_area(area) == 0));
    assert!((0..5).any(|area| of_area(area) == 1));
}

/// An election: projects (cost, category), votes (place, choices).
fn election() -> impl Strategy<Value = String> {
    let project = (1_u32..400, 0_u8..4);
    let vote = (0_u8..4, prop::collection::btree_set(0_usize..14, 0..5));
    let shape = (
        prop::collection::vec(project, 1..14),
        prop::collection::vec(vote, 1..30),
        100_u32..1_500,
        prop::bool::ANY,
        0_u8..3,
    );
    shape.prop_map(|(projects, votes, budget, places, kind)| {
        let kind = ["approval", "ordinal", "cumulative"][usize::from(kind)];
        let mut text = format!("META\nkey;value\nbudget;{budget}.50\nvote_type;{kind}\n");
        text.push_str("PROJECTS\nproject_id;cost;name;category\n");
        for (i, (cost, category)) in projects.iter().enumerate() {
            let category = if *category == 0 { String::new() } else { format!("c{category}") };
            text.push_str(&format!("p{i};{cost};Projekt {i};{category}\n"));
        }
        let place = if places { "district" } else { "age" };
        text.push_str(&format!("VOTES\nvoter_id;vote;points;{place}\n"));
        for (i, (place, choices)) in votes.iter().enumerate() {
            let chosen: Vec<_> = choices.iter().filter(|c| **c < projects.len()).collect();
            let vote: Vec<_> = chosen.iter().map(|c| format!("p{c}")).collect();
            let points: Vec<_> = chosen.iter().map(|c| (*c % 3 + 1).to_string()).collect();
            let points = if kind == "cumulative" { points.join(",") } else { String::new() };
            let place = if *place == 0 { String::new() } else { format!("D{place}") };
            text.push_str(&format!("v{i};{};{points};{place}\n", vote.join(",")));
        }
        text
    })
}

/// The odd election, or a random small one.
pub(crate) fn some(dice: &mut Dice) -> String {
    if dice.chance(1, 4) {
        return ODD.to_owned();
    }
    let mut seed = [0; 32];
    for byte in &mut seed {
        *byte = u8::try_from(dice.roll(256)).unwrap();
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    election().new_tree(&mut runner).unwrap().current()
}

#[test]
fn random_small_elections_equal_their_recomputation() {
    let mut runner =
        TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    runner
        .run(&election(), |text| {
            check("random.pb", &text);
            Ok(())
        })
        .unwrap();
}
