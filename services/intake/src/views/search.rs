//! Which initiatives hold the words that are searched for.
//!
//! Each initiative has its words as one text, and that decides. Where a word is rare, postings tell which ones
//! to look at: rows of (word, block) with the ids of many initiatives, gathered beside the writer (ADR 0023).
//! Initiatives that are in no posting yet stand in a table of their own, which is short.

use std::collections::{BTreeMap, BTreeSet};

use platform::Gathering;
use platform::journal::Changes;
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};

use super::after_id;
use super::project::folded;

/// Initiatives with a beginning that is found more rarely are gathered and looked at. Those of a more frequent
/// one lie so close together that a page is full soon on the way through the list.
const RARE: usize = 5_000;

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
            Some(word) => places(reader, word, page).await?,
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
        self.words.iter().fold(sql, |sql, word| holds(sql.push(" AND "), word))
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
        let most = row.number("postings")?.max(row.number("places")?);
        let word = usize::try_from(row.number("at")?).ok().and_then(|at| words.get(at));
        if let Some(word) = word.filter(|_| usize::try_from(most).is_ok_and(|most| most <= RARE)) {
            rarest = Some(rarest.map_or((most, word.as_str()), |one| one.min((most, word))));
        }
    }
    Ok(rarest.map(|(_, word)| word))
}

/// Where a rare beginning can stand after the page before; `None` when it is frequent all the same.
async fn places(
    reader: &Reader,
    word: &str,
    page: &Page,
) -> Result<Option<Vec<String>>, StoreError> {
    // What is posted between the two reads is in both, not in neither.
    let sql = Sql::new("SELECT id FROM unposted_v4 WHERE id > ").bind(after_id(page));
    let sql = holds(sql.push(" AND "), word).push(" ORDER BY id LIMIT ").bind(RARE + 1);
    let unposted = reader.rows(sql).await?;
    if unposted.len() > RARE {
        return Ok(None);
    }
    let mut places = BTreeSet::new();
    for row in unposted {
        places.insert(row.text("id")?);
    }
    let sql = begins(Sql::new("SELECT ids FROM posting_v4 WHERE "), word);
    let after = page.after.first().and_then(|after| match after {
        platform::sql::Value::Text(text) => text.as_deref(),
        platform::sql::Value::Int(_) => None,
    });
    for row in reader.rows(sql).await? {
        let ids = row.text("ids")?;
        let later = ids.split(' ').filter(|id| after.is_none_or(|after| *id > after));
        places.extend(later.map(str::to_owned));
    }
    Ok(Some(places.into_iter().collect()))
}

/// Initiatives that waited become a posting of each of their words.
fn post(rows: &[Row], block: &str, changes: &mut Changes) -> Result<(), StoreError> {
    let mut postings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let (id, words) = (row.text("id")?, row.text("words")?);
        for word in words.split_ascii_whitespace() {
            match postings.get_mut(word) {
                Some(ids) => ids.push(id.clone()),
                None => drop(postings.insert(word.to_owned(), vec![id.clone()])),
            }
        }
    }
    for (word, ids) in postings {
        let row = vec![
            ("word", word.into()),
            ("block", block.into()),
            ("places", ids.len().into()),
            ("ids", ids.join(" ").into()),
        ];
        changes.upsert("posting_v4", &["word", "block", "places"], row);
    }
    Ok(())
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

fn begins(sql: Sql, word: &str) -> Sql {
    sql.push("word >= ").bind(word).push(" AND word < ").bind(end(word))
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
