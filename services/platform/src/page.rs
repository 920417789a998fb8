//! Keyset pages: opaque tokens that hold the last key and the filters they belong to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Violations;
use sha2::{Digest as _, Sha256};

use crate::sql::Value;

/// Rows that a page has when the request names no size.
const USUAL: usize = 50;
/// Rows that a page has at the most.
const MOST: usize = 1_000;

/// Which page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Rows at the most.
    pub size: usize,
    /// Key of the last row of the page before; empty for the first page.
    pub after: Vec<Value>,
    filters: String,
}

impl Page {
    /// Reads `page_size` and `page_token`. `filters` is all that the list depends on: a token of
    /// other filters is refused. `keys` is how many columns the key has.
    ///
    /// # Errors
    /// Violations of both fields.
    pub fn parse(
        page_size: i32,
        page_token: &str,
        filters: &str,
        keys: usize,
    ) -> Result<Self, Violations> {
        let mut violations = Violations::none();
        violations.unless(page_size >= 0, "page_size", "must not be negative");
        let size = usize::try_from(page_size).unwrap_or_default();
        let size = if size == 0 { USUAL } else { size.min(MOST) };
        let filters = fingerprint(filters);
        let after =
            if page_token.is_empty() { Some(Vec::new()) } else { read(page_token, &filters, keys) };
        violations.unless(
            after.is_some(),
            "page_token",
            "must be the next_page_token of a list with the same filters",
        );
        violations.check()?;
        Ok(Self { size, after: after.unwrap_or_default(), filters })
    }

    /// Rows to ask the store for: one more than shown, to know whether a page follows.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.size + 1
    }

    /// Cuts `rows` to the page. Returns the token of the next page, or an empty one.
    pub fn finish<T>(&self, rows: &mut Vec<T>, key: impl Fn(&T) -> Vec<Value>) -> String {
        if rows.len() <= self.size {
            return String::new();
        }
        rows.truncate(self.size);
        rows.last().map(|last| write(&key(last), &self.filters)).unwrap_or_default()
    }
}

fn fingerprint(filters: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(filters.as_bytes()).get(..9).unwrap_or_default())
}

fn write(key: &[Value], filters: &str) -> String {
    let cells: Vec<_> = key
        .iter()
        .map(|value| match value {
            Value::Text(text) => serde_json::json!(text),
            Value::Int(number) => serde_json::json!(number),
        })
        .collect();
    URL_SAFE_NO_PAD.encode(serde_json::json!([filters, cells]).to_string())
}

fn read(token: &str, filters: &str, keys: usize) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (of, cells): (String, Vec<serde_json::Value>) = serde_json::from_slice(&bytes).ok()?;
    if of != filters || cells.len() != keys {
        return None;
    }
    cells
        .into_iter()
        .map(|cell| match cell {
            serde_json::Value::String(text) if text.contains(char::is_control) => None,
            serde_json::Value::String(text) => Some(Value::from(text)),
            serde_json::Value::Number(number) => number.as_i64().map(Value::from),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_on_and_only_with_the_same_filters() {
        let first = Page::parse(2, "", "area=a", 1).unwrap();
        let mut rows = vec![1_i64, 2, 3];
        let token = first.finish(&mut rows, |row| vec![Value::from(*row)]);
        assert_eq!(rows, [1, 2]);
        assert_eq!(Page::parse(2, &token, "area=a", 1).unwrap().after, [Value::from(2_i64)]);
        assert!(Page::parse(2, &token, "area=b", 1).is_err());
        assert!(Page::parse(-1, "nonsense", "area=a", 1).unwrap_err().iter().count() == 2);
    }

    #[test]
    fn the_last_page_has_no_token() {
        let page = Page::parse(0, "", "", 1).unwrap();
        assert_eq!(page.finish(&mut vec![1_i64], |row| vec![Value::from(*row)]), "");
    }
}
