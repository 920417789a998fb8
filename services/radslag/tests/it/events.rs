//! Events as they are published, held against what docs/asyncapi.json says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{run, text};

fn asyncapi() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/asyncapi.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Readers ignore fields that they do not know. Here none may be forgotten.
fn strict(mut schemas: Value) -> Value {
    for schema in schemas.as_object_mut().unwrap().values_mut() {
        if schema.get("properties").is_some() {
            schema["additionalProperties"] = json!(false);
        }
    }
    schemas
}

/// A validator for each type of event.
pub(crate) fn validators() -> BTreeMap<String, Validator> {
    let document = asyncapi();
    let schemas = strict(document["components"]["schemas"].clone());
    let messages = document["components"]["messages"].as_object().unwrap();
    let of = |(event_type, message): (&String, &Value)| {
        let payload = &message["payload"]["$ref"];
        let schema = json!({"$ref": payload, "components": {"schemas": &schemas}});
        (event_type.clone(), jsonschema::validator_for(&schema).unwrap())
    };
    messages.iter().map(of).collect()
}

#[test]
fn every_event_of_a_year_is_as_the_documents_say() {
    let folder = tempfile::tempdir().unwrap();
    let played = run(folder.path(), &["demo", "--data", "data"]);
    assert!(played.status.success(), "{}", text(&played.stderr));
    let tail = run(folder.path(), &["events", "tail", "--data", "data"]);
    let validators = validators();
    let mut seen = BTreeSet::new();
    for line in text(&tail.stdout).lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let event_type = event["type"].as_str().unwrap();
        let errors: Vec<_> = validators[event_type].iter_errors(&event["event"]).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
        seen.insert(event_type.to_owned());
    }
    let missing: Vec<_> = validators
        .keys()
        .filter(|one| !seen.contains(*one) && !one.ends_with(".journal.text_erased.v1"))
        .collect();
    assert_eq!(
        missing,
        ["radslag.council.seat.ended.v1"],
        "no seat ends in the year and nothing is erased, all else happens"
    );
}
