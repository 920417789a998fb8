//! An arrow of imports never turns back, and domain crates stay pure.

#![expect(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

const SERVICES: [&str; 5] =
    ["intake", "beredning", "prioritisation", "council", "budget-integration"];

/// Crates that do I/O, or run what does.
const IMPURE: [&str; 9] =
    ["tokio", "sqlx", "tonic", "prost", "async-nats", "axum", "tracing", "futures", "async-trait"];

/// Direct dependencies of every crate of the workspace, tests' own left out.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let manifest = tests::root().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let all = metadata.packages.iter().map(|package| {
        let normal = package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal);
        (package.name.to_string(), normal.map(|d| d.name.clone()).collect())
    });
    all.collect()
}

fn inner(imports: &BTreeMap<String, BTreeSet<String>>, of: &str) -> BTreeSet<String> {
    let own = imports.get(of).unwrap();
    own.iter().filter(|name| imports.contains_key(*name)).cloned().collect()
}

fn allow(imports: &BTreeMap<String, BTreeSet<String>>, of: &str, allowed: &[&str]) {
    let allowed: BTreeSet<_> = allowed.iter().map(|name| (*name).to_owned()).collect();
    let found = inner(imports, of);
    let wrong: Vec<_> = found.difference(&allowed).collect();
    assert!(wrong.is_empty(), "{of} must not import {wrong:?}");
}

#[test]
fn crates_import_only_what_lies_below_them() {
    let imports = imports();
    allow(&imports, "kernel", &[]);
    allow(&imports, "model", &["kernel"]);
    allow(&imports, "proto", &[]);
    allow(&imports, "platform", &["kernel", "proto"]);
    for service in SERVICES {
        let domain = format!("{service}-domain");
        let methods = format!("{service}-methods");
        allow(&imports, &domain, &["kernel", "model", &methods]);
        allow(&imports, service, &["kernel", "model", "platform", "proto", &domain, &methods]);
    }
    allow(&imports, "prioritisation-methods", &[]);
}

#[test]
fn only_composition_roots_see_more_than_one_service() {
    for (name, imported) in imports() {
        let services = SERVICES.iter().filter(|service| imported.contains(**service)).count();
        assert!(services == 0 || name == "radslag", "{name} imports {services} services");
    }
}

const PURE: [&str; 3] = ["kernel", "model", "prioritisation-methods"];

#[test]
fn domain_crates_do_no_io() {
    let imports = imports();
    let domains = SERVICES.map(|service| format!("{service}-domain"));
    for name in domains.iter().map(String::as_str).chain(PURE) {
        let own = imports.get(name).unwrap();
        let found: Vec<_> = IMPURE.iter().filter(|one| own.contains(**one)).collect();
        assert!(found.is_empty(), "{name} imports {found:?}");
    }
}

#[test]
fn the_sql_of_a_service_stands_in_its_views_alone() {
    for service in SERVICES {
        let src = tests::root().join("services").join(service).join("src");
        let mut folders = vec![src];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let shown = path.display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if !shown.contains("/views") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let found = ["Sql::new", "SELECT "].iter().find(|t| text.contains(**t));
                    assert!(found.is_none(), "{shown} holds {found:?}");
                }
            }
        }
    }
}
