//! Facts are kept for ever: every version ever written must still be read as it was meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use intake_domain::{
    Administration, AdministrationFact, Compilation, CompilationFact, Contacts, ContactsFact,
    Docket, DocketFact, Initiative, InitiativeFact, Register, RegisterFact,
};
use kernel::{Aggregate, Facts};
use serde_json::Value;

const FILES: &[&str] = &[
    "administration.contact_person_appointed.v1.json",
    "administration.registered.v1.json",
    "compilation.submitted.v1.json",
    "contacts.awaited.v1.json",
    "contacts.learnt.v1.json",
    "contacts.released.v1.json",
    "docket.closed.v1.json",
    "docket.entered.v1.json",
    "initiative.addressed.v1.json",
    "initiative.answered.v1.addressed.json",
    "initiative.answered.v1.demand.json",
    "initiative.answered.v1.json",
    "initiative.answered.v1.waits.json",
    "initiative.prepared.v1.json",
    "initiative.proposed.v1.json",
    "initiative.scope_decided.v1.json",
    "initiative.submitted.v1.json",
    "initiative.supplemented.v1.json",
    "initiative.withdrawn.v1.json",
    "register.entered.v1.json",
];

fn rewritten<A: Aggregate>(json: Value) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_value::<A::Fact>(A::Fact::upcast(json))?)
}

/// A new variant must be named here, and then needs its golden file.
fn tags() -> BTreeSet<&'static str> {
    let of_initiative = |fact: &InitiativeFact| match fact {
        InitiativeFact::Proposed { .. }
        | InitiativeFact::Prepared { .. }
        | InitiativeFact::ScopeDecided { .. }
        | InitiativeFact::Submitted { .. }
        | InitiativeFact::Supplemented { .. }
        | InitiativeFact::Withdrawn { .. }
        | InitiativeFact::Answered { .. }
        | InitiativeFact::Addressed { .. } => (),
    };
    let of_administration = |fact: &AdministrationFact| match fact {
        AdministrationFact::Registered { .. }
        | AdministrationFact::ContactPersonAppointed { .. } => (),
    };
    let of_docket = |fact: &DocketFact| match fact {
        DocketFact::Entered { .. } | DocketFact::Closed { .. } => (),
    };
    let of_contacts = |fact: &ContactsFact| match fact {
        ContactsFact::Learnt { .. }
        | ContactsFact::Awaited { .. }
        | ContactsFact::Released { .. } => (),
    };
    let _ = (of_initiative, of_administration, of_docket, of_contacts);
    let _ = |CompilationFact::Submitted { .. }: &CompilationFact| ();
    let _ = |RegisterFact::Entered { .. }: &RegisterFact| ();
    FILES.iter().copied().collect()
}

#[test]
fn every_version_of_every_fact_is_read_and_written_as_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let (kind, rest) = name.split_once('.').unwrap();
        let written = match kind {
            Administration::KIND => rewritten::<Administration>(json.clone()),
            Initiative::KIND => rewritten::<Initiative>(json.clone()),
            Compilation::KIND => rewritten::<Compilation>(json.clone()),
            Contacts::KIND => rewritten::<Contacts>(json.clone()),
            Docket::KIND => rewritten::<Docket>(json.clone()),
            Register::KIND => rewritten::<Register>(json.clone()),
            other => panic!("{other} is no aggregate of intake"),
        };
        assert_eq!(written.unwrap(), json, "{name}");
        assert!(rest.starts_with(json["type"].as_str().unwrap()), "{name}");
        found.insert(name);
    }
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), tags());
}
