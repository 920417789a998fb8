//! What is to be erased, and what is left of a text without it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kernel::{ERASED, OperationRejection, check_erasing};

/// Characters that a text has at least: a shorter one would be found in what it does not mean.
const SHORTEST: usize = 3;

/// What is erased, and why.
#[derive(Debug, Clone)]
pub struct Order {
    /// Texts, each as it stands in a field.
    pub texts: Vec<String>,
    /// Who has it done: the subject of an operator.
    pub by: String,
    /// Why. It stands in the journal for ever.
    pub why: String,
    /// Legal basis.
    pub basis: String,
    /// Words by which facts point at something else, such as keys of models. No text may be part of one.
    pub keys: Vec<String>,
}

impl Order {
    /// # Errors
    /// All that is wrong with it.
    pub fn check(&self) -> Result<(), OperationRejection> {
        let mut wrong = check_erasing(&self.why, &self.basis);
        wrong.unless(!self.texts.is_empty(), "text", "is missing");
        for text in &self.texts {
            let long = text.chars().count() >= SHORTEST;
            wrong.unless(long, "text", format!("must be at least {SHORTEST} characters"));
            wrong.unless(!ERASED.contains(text.as_str()), "text", format!("stands in {ERASED}"));
            if let Some(key) = self.keys.iter().find(|key| key.contains(text.as_str())) {
                wrong.add("text", format!("is part of the key {key}: name more of the sentence"));
            }
            let told = [(&self.why, "reason"), (&self.basis, "basis"), (&self.by, "by")];
            for (_, field) in told.iter().filter(|(told, _)| told.contains(text.as_str())) {
                wrong.add(*field, "must not hold the text");
            }
        }
        wrong.unless(!self.by.trim().is_empty(), "by", "is missing");
        wrong.check().map_err(OperationRejection::from)
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.texts.iter().any(|one| text.contains(one.as_str()))
    }

    /// Which texts are in this one, by their number.
    pub(super) fn found_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let numbered = self.texts.iter().enumerate();
        numbered.filter(|(_, one)| text.contains(one.as_str())).map(|(number, _)| number)
    }

    /// The longest first: another may be part of it.
    fn without(&self, text: &str) -> String {
        let mut all: Vec<_> = self.texts.iter().collect();
        all.sort_by_key(|one| Reverse(one.len()));
        all.into_iter().fold(text.to_owned(), |left, one| left.replace(one.as_str(), ERASED))
    }

    /// The JSON without the texts; `None` when it holds none of them. Those that it held are added to `found`.
    pub(super) fn redact(
        &self,
        json: &str,
        found: &mut BTreeSet<usize>,
    ) -> Result<Option<String>, String> {
        let escaped = |text: &String| {
            let quoted = serde_json::to_string(text).unwrap_or_default();
            quoted.trim_matches('"').to_owned()
        };
        if !self.texts.iter().any(|text| json.contains(&escaped(text))) {
            return Ok(None);
        }
        let mut value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if !self.redact_in(&mut value, found)? {
            return Ok(None);
        }
        serde_json::to_string(&value).map(Some).map_err(|error| error.to_string())
    }

    /// Whether any text stood in the value.
    fn redact_in(
        &self,
        value: &mut serde_json::Value,
        found: &mut BTreeSet<usize>,
    ) -> Result<bool, String> {
        use serde_json::Value as Json;
        match value {
            Json::String(text) if self.is_in(text) && !is_made(text) => {
                found.extend(self.found_in(text));
                *text = self.without(text);
                Ok(true)
            }
            Json::Number(number) if number.is_f64() => {
                Err(format!("{number} is no whole number, and might not stay as it is"))
            }
            Json::Array(all) => {
                all.iter_mut().try_fold(false, |any, one| Ok(self.redact_in(one, found)? || any))
            }
            Json::Object(all) => {
                if let Some(key) = all.keys().find(|key| self.is_in(key)) {
                    return Err(format!("a field's name holds it ({} characters)", key.len()));
                }
                all.values_mut().try_fold(false, |any, one| Ok(self.redact_in(one, found)? || any))
            }
            _ => Ok(false),
        }
    }
}

/// A digest or an id holds no text, whatever its letters spell: `0bad…`, `ini_0190…`. A sentence that ends with one is a text.
pub(super) fn is_made(text: &str) -> bool {
    // The body of an administration is named by its id.
    let text = text.strip_prefix("administration:").unwrap_or(text);
    let prefix = |one: &str| one.len() == 3 && one.bytes().all(|byte| byte.is_ascii_lowercase());
    let id = text.split_once('_').filter(|(one, _)| prefix(one)).map_or(text, |(_, id)| id);
    let digest = text.len() >= 32 && text.bytes().all(|one| one.is_ascii_hexdigit());
    digest || (id.len() == 36 && uuid::Uuid::try_parse(id).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(texts: &[&str]) -> Order {
        Order {
            texts: texts.iter().map(|one| (*one).to_owned()).collect(),
            by: "dpo".to_owned(),
            why: "asked for".to_owned(),
            basis: "GDPR art. 17".to_owned(),
            keys: vec!["stockholm-2008".to_owned()],
        }
    }

    fn redact(texts: &[&str], json: &str) -> Result<Option<String>, String> {
        order(texts).redact(json, &mut BTreeSet::new())
    }

    #[test]
    fn a_text_leaves_every_string_and_nothing_else_changes() {
        let json = r#"{"type":"x.v1","title":"Anna Å \"hem\"","n":[1,{"of":"Anna Svensson, Anna"}],"none":"Ann"}"#;
        let mut found = BTreeSet::new();
        let asked = order(&["Anna", "Berit", "Anna Svensson"]);
        let left = asked.redact(json, &mut found).unwrap().unwrap();
        assert_eq!(found, BTreeSet::from([0, 2]));
        let left: serde_json::Value = serde_json::from_str(&left).unwrap();
        let expected = serde_json::json!({
            "type": "x.v1",
            "title": "[erased] Å \"hem\"",
            "n": [1, {"of": "[erased], [erased]"}],
            "none": "Ann",
        });
        assert_eq!(left, expected);
        assert_eq!(redact(&["hem\""], json).unwrap().unwrap().matches(ERASED).count(), 1);
        assert_eq!(redact(&["Berit"], json).unwrap(), None);
    }

    #[test]
    fn digests_and_ids_are_left_whatever_their_letters_spell() {
        let id = r#""id":"ini_0190bad0-0bad-7bad-8bad-0badbadbadba""#;
        let body = r#""body":"administration:adm_0190bad0-0bad-7bad-8bad-0badbadbadba""#;
        let json = format!(r#"{{{body},"digest":"{}",{id},"x":"0bad"}}"#, "0bad".repeat(16));
        let left = redact(&["bad"], &json).unwrap().unwrap();
        assert_eq!(left, json.replace(r#""x":"0bad""#, r#""x":"0[erased]""#));
    }

    #[test]
    fn a_sentence_that_ends_with_an_id_is_no_id() {
        let uuid = "0190bad0-0bad-7bad-8bad-0badbadbadba";
        for before in ["Anna asks, see ini_", "Anna ", "Anna/", "see /ini_ of Anna_", "a/b_Anna_"] {
            let left = redact(&["Anna"], &format!(r#"{{"need":"{before}{uuid}"}}"#));
            let expected = format!(r#"{{"need":"{}{uuid}"}}"#, before.replace("Anna", ERASED));
            assert_eq!(left.unwrap(), Some(expected));
        }
    }

    #[test]
    fn a_number_that_might_not_stay_and_a_name_of_a_field_are_refused() {
        assert!(redact(&["Anna"], r#"{"x":1.5,"y":"Anna"}"#).is_err());
        assert!(redact(&["Anna"], r#"{"Anna":1}"#).is_err());
        assert_eq!(redact(&["Anna"], r#"{"x":1.5}"#).unwrap(), None);
    }

    #[test]
    fn all_that_is_wrong_with_an_order_is_told_at_once() {
        assert!(order(&["Anna"]).check().is_ok());
        let wrong =
            Order { by: "Anna".to_owned(), ..order(&["Anna", "ab", "eras", "asked", "2008"]) };
        let Err(OperationRejection::Invalid(wrong)) = wrong.check() else { panic!("taken") };
        let fields: Vec<_> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["by", "text", "text", "reason", "text"]);
    }
}
