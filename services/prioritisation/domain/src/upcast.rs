//! What older facts lack, for [`kernel::Facts::upcast`].

use serde_json::{Value, json};

/// The fact's tag, as in `opened.v1`.
pub(crate) fn tag(fact: &Value) -> &str {
    fact.get("type").and_then(Value::as_str).unwrap_or_default()
}

/// Makes it a fact of this version.
pub(crate) fn retag(fact: &mut Value, tag: &'static str) {
    put(Some(fact), "type", tag.into());
}

/// Sets a field of an object.
pub(crate) fn put(holder: Option<&mut Value>, field: &'static str, value: Value) {
    if let Some(Value::Object(fields)) = holder {
        fields.insert(field.to_owned(), value);
    }
}

/// What was written before there was a basis has an empty one.
pub(crate) fn give_basis(holder: Option<&mut Value>) {
    let empty = json!({ "costs": [], "affected": [], "scores": {}, "value": null });
    put(holder, "basis", empty);
}

/// How a ranking was decided before that was recorded.
pub(crate) fn unrecorded_decision() -> Value {
    json!({
        "method": "borda", "ties": [], "moves": [], "attendance": [], "quorum": 0, "gaps": [],
        "despite": null,
    })
}

/// An item of before a frame was drawn: at the place that was computed, and within.
pub(crate) fn give_place(item: &mut Value) {
    let rank = item.get("city_rank").cloned().unwrap_or_default();
    put(Some(item), "computed_rank", rank);
    put(Some(item), "within", true.into());
    put(Some(item), "computed_within", true.into());
}
