//! `radslag prioritise`: methods on elections from the command line.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{radslag, real_elections, run, text};

/// Five voters and four projects; costs and the budget in units of the currency.
const FIVE: &str = "META\nkey;value\nbudget;1000\nvote_type;approval\n\
    PROJECTS\nproject_id;cost\na;300\nb;400\nc;300\nd;240\n\
    VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;a,b,c\n4;c,d\n5;d\n";

fn prioritised(folder: &Path, file: &str, args: &[&str]) -> Value {
    let mut all = vec!["prioritise", file, "--format", "json"];
    all.extend(args);
    let ended = run(folder, &all);
    assert!(ended.status.success(), "{args:?}: {}", text(&ended.stderr));
    serde_json::from_slice(&ended.stdout).unwrap()
}

fn five() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("five.pb"), FIVE).unwrap();
    folder
}

#[test]
fn equal_shares_and_greedy_select_what_the_worked_example_says() {
    let folder = five();
    let shares = prioritised(folder.path(), "five.pb", &["--method", "equal-shares"]);
    let selected = |found: &Value| {
        let mut names: Vec<_> =
            found["selected"].as_array().unwrap().iter().map(ToString::to_string).collect();
        names.sort();
        names.join("")
    };
    assert_eq!(selected(&shares), "\"a\"\"d\"");
    assert_eq!(shares["total_ore"], json!(54_000));
    assert_eq!(shares["budget_ore"], json!(100_000));
    assert!(!shares["trace"].as_array().unwrap().is_empty());
    let greedy = prioritised(folder.path(), "five.pb", &["--method", "greedy"]);
    assert_eq!(greedy["selected"], json!(["a", "b", "d"]));
    let best = prioritised(folder.path(), "five.pb", &["--method", "portfolio"]);
    assert_eq!(best["trace"][0]["proven"], json!(true));
    assert_eq!(best["trace"][0]["value"], json!(8));
}

#[test]
fn rankings_order_all_projects_and_the_same_file_gives_the_same_bytes() {
    let folder = five();
    for method in ["borda", "schulze", "ranked-pairs"] {
        let one = prioritised(folder.path(), "five.pb", &["--method", method]);
        assert_eq!(one["method"], json!(method));
        assert_eq!(one["ranking"][0], json!("a"), "{method}");
        assert_eq!(one["ranking"].as_array().unwrap().len(), 4, "{method}");
        assert_eq!(one["selected"], json!([]), "{method}");
        assert_eq!(one, prioritised(folder.path(), "five.pb", &["--method", method]));
    }
}

#[test]
fn the_table_explains_what_was_selected_and_in_which_order() {
    let folder = five();
    let mut command = radslag(folder.path());
    let ended = command.args(["prioritise", "five.pb", "--method", "greedy"]).output().unwrap();
    let said = text(&ended.stdout);
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    for part in ["Step by step", "30000", "selected for 94000"] {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
}

#[test]
fn greedy_gives_what_the_city_of_krakow_selected() {
    let Some(folder) = real_elections() else {
        eprintln!("no real elections here: not prioritised");
        return;
    };
    for name in ["Poland_Krakow_2024.pb", "Poland_Krakow_2021.pb"] {
        let file = Path::new(&folder).join(name);
        let whole = std::fs::read_to_string(&file).unwrap();
        let found = prioritised(Path::new("."), file.to_str().unwrap(), &["--method", "greedy"]);
        let mut selected: Vec<_> = found["selected"].as_array().unwrap().iter().collect();
        selected.sort_by_key(|one| one.as_str());
        let wanted = funded(&whole);
        assert_eq!(json!(selected), json!(wanted), "{name}");
    }
}

#[test]
fn the_trace_of_a_ranking_does_not_grow_with_the_number_of_voters() {
    let Some(folder) = real_elections() else {
        eprintln!("no real elections here: not ranked");
        return;
    };
    let file = Path::new(&folder).join("Poland_Krakow_2024.pb");
    for (method, steps) in [("borda", 119), ("schulze", 118), ("ranked-pairs", 119 * 118 / 2)] {
        let found = prioritised(Path::new("."), file.to_str().unwrap(), &["--method", method]);
        assert_eq!(found["ranking"].as_array().unwrap().len(), 119, "{method}");
        let told = found["trace"].as_array().unwrap().len();
        assert!(told <= steps + 119, "{method}: {told} steps");
    }
}

/// Ids of projects that the file says were selected, sorted.
fn funded(whole: &str) -> Vec<String> {
    let projects = whole.split("PROJECTS").nth(1).unwrap().split("VOTES").next().unwrap();
    let mut rows = projects.lines().filter(|line| !line.trim().is_empty());
    let header: Vec<_> = rows.next().unwrap().split(';').map(str::trim).collect();
    let column = |name: &str| header.iter().position(|one| *one == name).unwrap();
    let (id, selected) = (column("project_id"), column("selected"));
    let cells = rows.map(|row| row.split(';').map(str::trim).collect::<Vec<_>>());
    let mut ids: Vec<_> =
        cells.filter(|row| row[selected] == "1").map(|row| row[id].to_owned()).collect();
    ids.sort();
    ids
}
