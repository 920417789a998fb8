//! docs/guarantees.md names tests that exist, and every test of faults.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails should say where")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Short beginnings of paths, as the document explains them.
const ROOTS: [(&str, &str); 5] = [
    ("platform/", "services/platform/src/"),
    ("suite/", "services/platform/tests/suite/"),
    ("it/", "services/radslag/tests/it/"),
    ("intake/", "services/intake/tests/it/"),
    ("protocol/", "tests/tests/protocol/"),
];

const FAULTS: &str = "services/radslag/tests/it/faults";

fn document() -> String {
    std::fs::read_to_string(tests::root().join("docs/guarantees.md")).unwrap()
}

fn long(path: &str) -> PathBuf {
    let found = ROOTS.iter().find_map(|(short, long)| Some((long, path.strip_prefix(short)?)));
    let (root, rest) = found.unwrap_or_else(|| panic!("{path} begins with none of {ROOTS:?}"));
    tests::root().join(root).join(rest)
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Tests that a row names, each with its file.
fn named(row: &str) -> Vec<(PathBuf, String)> {
    let last = row.trim().trim_end_matches('|').rsplit('|').next().unwrap();
    let (mut file, mut all) = (None, Vec::new());
    for word in quoted(last) {
        if word.ends_with(".rs") {
            file = Some(long(word));
        } else {
            let file = file.clone().unwrap_or_else(|| panic!("{word}: no file before it"));
            all.push((file, word.to_owned()));
        }
    }
    all
}

fn rows() -> Vec<String> {
    let text = document();
    let rows: Vec<_> =
        text.lines().filter(|line| line.starts_with("| ")).skip(1).map(str::to_owned).collect();
    assert!(rows.len() > 10, "the table is gone");
    rows
}

#[test]
fn every_promise_names_a_test_that_exists() {
    for row in rows() {
        let all = named(&row);
        assert!(!all.is_empty(), "{row}");
        for (file, test) in all {
            let text = std::fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert!(text.contains(&format!("fn {test}(")), "{}: no {test}", file.display());
        }
    }
}

/// Names of the tests of a file: functions right after the attribute.
fn tests_of(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let parts = text.split("#[test]").skip(1).chain(text.split("#[tokio::test").skip(1));
    parts
        .map(|part| {
            let after = part.split("fn ").nth(1).unwrap();
            after.split('(').next().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn every_test_of_faults_is_named() {
    let known: BTreeSet<String> =
        rows().iter().flat_map(|row| named(row)).map(|(_, test)| test).collect();
    let mut seen = 0;
    for file in std::fs::read_dir(tests::root().join(FAULTS)).unwrap() {
        for test in tests_of(&file.unwrap().path()) {
            assert!(known.contains(&test), "docs/guarantees.md does not name {test}");
            seen += 1;
        }
    }
    assert!(seen > 15, "found {seen} tests of faults");
}
