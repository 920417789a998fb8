//! Facts are kept for ever: every version ever written must still be read as it was meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use beredning_domain::{Dossier, DossierFact};
use kernel::{Aggregate, Facts};
use serde_json::Value;

/// A new variant must be named here, and then needs its golden file.
fn files() -> BTreeSet<&'static str> {
    let _ = |fact: &DossierFact| match fact {
        DossierFact::Opened { .. }
        | DossierFact::OfficerAssigned { .. }
        | DossierFact::ContributionSigned { .. }
        | DossierFact::Valued { .. }
        | DossierFact::Completed { .. }
        | DossierFact::Reopened { .. }
        | DossierFact::Supplemented { .. }
        | DossierFact::Withdrawn {} => (),
    };
    BTreeSet::from([
        "dossier.completed.v1.json",
        "dossier.contribution_signed.v1.json",
        "dossier.officer_assigned.v1.json",
        "dossier.opened.v1.json",
        "dossier.reopened.v1.json",
        "dossier.supplemented.v1.json",
        "dossier.valued.v1.json",
        "dossier.withdrawn.v1.json",
    ])
}

fn rewritten<A: Aggregate>(json: Value) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_value::<A::Fact>(A::Fact::upcast(json))?)
}

#[test]
fn every_version_of_every_fact_is_read_and_written_as_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(rewritten::<Dossier>(json.clone()).unwrap(), json, "{name}");
        assert_eq!(name, format!("dossier.{}.json", json["type"].as_str().unwrap()));
        found.insert(name);
    }
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), files());
}
