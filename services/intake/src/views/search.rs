//! Which initiatives hold the words that are searched for.
//!
//! Each initiative has its words as one text, and that decides. Where a word is rare, postings tell which ones
//! to look at: rows of (word, block) with the ids of many initiatives, gathered beside the writer (ADR 0023).
//! Initiatives that are in no posting yet stand in a table of their own: few, but while the read tables are made
//! anew.

use std::collections::{BTreeMap, BTreeSet};

use platform::Gathering;
use platform::journal::Changes;
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError, Value};

use super::after_id;
use super::project::folded;

/// Initiatives with a beginning of fewer postings, or that is unposted in fewer, are looked at. Those of a more
/// frequent one lie so close together that a page is full soon on the way through the list.
const RARE: usize = 5_000;
/// Places that the postings of a rare beginning may name. An initiative is posted again when its words change.
const PLACES: u64 = 15_000;
/// Letters of a word that it is posted under: an index takes no key of any length.
const KEY: usize = 64;
/// Places of one block: what a block takes of memory.
const BLOCK: usize = 200_000;

/// How words are posted.
pub(crate) const GATHERINGS: &[Gathering] =
    &[Gathering { waiting: "unposted_v4", key: "id", gather: post }];

/// What is searched for.
#[derive(Debug)]
pub(super) struct Search {
    /// Beginnings of words, all of which must be found.
    words: Vec<String>,
    /// In order, all after the page before that can hold them; `None` when that can be any.
    places: Option<Vec<String>>,
}

impl Search {
    /// Looks up what can be on the page.
    pub(super) async fn of(reader: &Reader, text: &str, page: &Page) -> Result<Self, StoreError> {
        let words = beginnings(text);
        let places = match rarest(reader, &words).await? {
            Some(word) => places(reader, word, &words, page).await?,
            None => None,
        };
        Ok(Self { words, places })
    }

    /// What to look through, in turn, until the page is full: `None` stands for all initiatives.
    pub(super) fn parts(&self, page: &Page) -> impl Iterator<Item = Option<&[String]>> {
        let mut rest = self.places.as_deref();
        let mut size = page.limit();
        let mut all = rest.is_none();
        std::iter::from_fn(move || {
            if std::mem::take(&mut all) {
                return Some(None);
            }
            let (part, left) = rest?.split_at_checked(size).unwrap_or((rest?, &[]));
            rest = Some(left);
            // Those of the first part do when nothing else narrows; many are looked at when much does.
            size = size.saturating_mul(4);
            (!part.is_empty()).then_some(Some(part))
        })
    }

    /// Narrows a list of initiatives.
    pub(super) fn narrow(&self, sql: Sql) -> Sql {
        // What PostgreSQL takes a pattern to find, it guesses from a hundred texts, and may then sort all of them.
        self.words.iter().fold(sql, |sql, word| {
            holds(sql.push(" AND (CASE WHEN "), word).push(" THEN 1 ELSE 0 END) = 1")
        })
    }
}

/// The rarest of some beginnings, where it is rare: it stands at few places, in few postings.
async fn rarest<'w>(reader: &Reader, words: &'w [String]) -> Result<Option<&'w str>, StoreError> {
    if words.is_empty() {
        return Ok(None);
    }
    let mut sql = Sql::default();
    for (at, word) in words.iter().enumerate() {
        sql = sql.push(if at == 0 { "SELECT " } else { " UNION ALL SELECT " }).bind(at);
        sql = sql.push(
            " AS at, CAST(COUNT(*) AS BIGINT) AS postings, CAST(COALESCE(SUM(places), 0) AS BIGINT) \
             AS places FROM (SELECT places FROM posting_v4 WHERE ",
        );
        // The order keeps PostgreSQL from looking all postings up before it counts the first.
        sql = begins(sql, word).push(" ORDER BY word, block, places LIMIT ");
        sql = sql.bind(RARE + 1).push(") AS counted");
    }
    let mut rarest: Option<(u64, &str)> = None;
    for row in reader.rows(sql).await? {
        let (postings, places) = (row.number("postings")?, row.number("places")?);
        let rare = usize::try_from(postings).is_ok_and(|some| some <= RARE) && places <= PLACES;
        let word = usize::try_from(row.number("at")?).ok().and_then(|at| words.get(at));
        if let Some(word) = word.filter(|_| rare) {
            rarest = Some(rarest.map_or((places, word.as_str()), |one| one.min((places, word))));
        }
    }
    Ok(rarest.map(|(_, word)| word))
}

/// Where a rare beginning can stand with the others after the page before; `None` when they are frequent all the
/// same.
async fn places(
    reader: &Reader,
    rare: &str,
    words: &[String],
    page: &Page,
) -> Result<Option<Vec<String>>, StoreError> {
    // What is posted between the two reads is in both, not in neither.
    let sql = Sql::new("SELECT id FROM unposted_v4 WHERE id > ").bind(after_id(page));
    let sql = words.iter().fold(sql, |sql, word| holds(sql.push(" AND "), word));
    let unposted = reader.rows(sql.push(" ORDER BY id LIMIT ").bind(RARE + 1)).await?;
    if unposted.len() > RARE {
        return Ok(None);
    }
    let mut places = BTreeSet::new();
    for row in unposted {
        places.insert(row.text("id")?);
    }
    let sql = begins(Sql::new("SELECT ids FROM posting_v4 WHERE "), rare);
    let after = match page.after.first() {
        Some(Value::Text(after)) => after.as_deref(),
        _ => None,
    };
    for row in reader.rows(sql).await? {
        let ids = row.text("ids")?;
        let later = ids.split(' ').filter(|id| after.is_none_or(|after| *id > after));
        places.extend(later.map(str::to_owned));
    }
    Ok(Some(places.into_iter().collect()))
}

/// Initiatives that waited become a posting of each of their words.
fn post(rows: &[Row], block: &str, changes: &mut Changes) -> Result<usize, StoreError> {
    let mut ids = Vec::new();
    // By which of the ids.
    let mut postings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut places = 0;
    for row in rows {
        if places >= BLOCK {
            break;
        }
        let words = row.text("words")?;
        for word in words.split_ascii_whitespace().map(key) {
            places += 1;
            match postings.get_mut(word) {
                // Words that begin alike have one key.
                Some(of) if of.last() == Some(&ids.len()) => {}
                Some(of) => of.push(ids.len()),
                None => drop(postings.insert(word.to_owned(), vec![ids.len()])),
            }
        }
        ids.push(row.text("id")?);
    }
    for (word, of) in postings {
        let named: Vec<_> = of.iter().filter_map(|at| ids.get(*at).map(String::as_str)).collect();
        let row = vec![
            ("word", word.into()),
            ("block", block.into()),
            ("places", named.len().into()),
            ("ids", named.join(" ").into()),
        ];
        changes.upsert("posting_v4", &["word", "block", "places"], row);
    }
    Ok(ids.len())
}

/// Without those that another begins with: where that is found, they are.
fn beginnings(text: &str) -> Vec<String> {
    let words: BTreeSet<_> = folded(text).collect();
    let implied = |word: &String| words.iter().any(|one| one != word && one.starts_with(word));
    words.iter().filter(|word| !implied(word)).cloned().collect()
}

/// Words hold letters and digits only: nothing in them means more than itself.
fn holds(sql: Sql, word: &str) -> Sql {
    sql.push("words LIKE ").bind(format!("% {word}%"))
}

/// What a word, or its beginning, is posted under.
fn key(word: &str) -> &str {
    word.char_indices().nth(KEY).map_or(word, |(at, _)| word.split_at(at).0)
}

fn begins(sql: Sql, word: &str) -> Sql {
    let key = key(word);
    sql.push("word >= ").bind(key).push(" AND word < ").bind(end(key))
}

/// After every word that begins so.
fn end(word: &str) -> String {
    format!("{word}\u{10ffff}")
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn what_another_begins_with_is_not_searched_for_by_itself() {
        assert_eq!(beginnings("bo lokal BOKN bokning lokal"), ["bokning", "lokal"]);
    }
}
