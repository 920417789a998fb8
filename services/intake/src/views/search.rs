//! Which initiatives hold the words that are searched for.

use std::collections::BTreeSet;

use platform::page::Page;
use platform::sql::{Reader, Sql, StoreError};

use super::after_id;
use super::project::folded;

/// The places of a rarer beginning are gathered and sorted. Those of a more frequent one lie so close
/// together that a page is full soon on the way through the list.
const RARE: usize = 5_000;

/// Beginnings of words, all of which must be found.
#[derive(Debug)]
pub(super) struct Search {
    /// The rarest, where it is rare.
    rarest: Option<String>,
    others: Vec<String>,
}

impl Search {
    /// What is searched for, and how often it stands there.
    pub(super) async fn of(reader: &Reader, text: &str) -> Result<Self, StoreError> {
        let mut others = beginnings(text);
        let mut sql = Sql::default();
        for (at, word) in others.iter().enumerate() {
            sql = sql.push(if at == 0 { "SELECT " } else { " UNION ALL SELECT " });
            sql = sql.bind(i64::try_from(at).unwrap_or_default());
            sql = sql.push(" AS at, COUNT(*) AS found FROM (SELECT 1 AS one FROM word_v3 w WHERE ");
            // The order keeps PostgreSQL from looking all places up before it counts the first.
            sql = begins(sql, word).push(" ORDER BY w.word, w.id LIMIT ");
            sql = sql.bind(RARE + 1).push(") AS places");
        }
        if others.is_empty() {
            return Ok(Self { rarest: None, others });
        }
        let mut rarest: Option<(i64, usize)> = None;
        for row in reader.rows(sql).await? {
            let found = (row.int("found")?, usize::try_from(row.int("at")?).unwrap_or_default());
            rarest = Some(rarest.map_or(found, |rarest| rarest.min(found)));
        }
        let rare = |found: &(i64, usize)| usize::try_from(found.0).is_ok_and(|one| one <= RARE);
        let rarest = rarest.filter(rare).map(|(_, at)| others.swap_remove(at));
        Ok(Self { rarest, others })
    }

    /// Narrows a list of initiatives, in the order of their ids. `alone` when nothing else does.
    pub(super) fn narrow(&self, sql: Sql, page: &Page, alone: bool) -> Sql {
        let sql = match &self.rarest {
            Some(rarest) => gathered(sql, rarest, page, alone && self.others.is_empty()),
            None => sql,
        };
        self.others.iter().fold(sql, |sql, word| {
            let sql = sql.push(" AND (SELECT CAST(1 AS BIGINT) FROM word_v3 w WHERE ");
            begins(sql.push("w.id = initiative_v3.id AND "), word).push(" LIMIT 1) IS NOT NULL")
        })
    }
}

/// Where the rarest stands; when nothing else narrows, no more than a page holds.
fn gathered(sql: Sql, rarest: &str, page: &Page, alone: bool) -> Sql {
    // The empty text keeps SQLite from the index on ids: it would walk all words of all initiatives.
    let sql = sql.push(" AND id IN (SELECT DISTINCT w.id || '' AS found FROM word_v3 w WHERE ");
    let mut sql = begins(sql, rarest);
    if !page.after.is_empty() {
        sql = sql.push(" AND w.id || '' > ").bind(after_id(page));
    }
    if alone {
        sql = sql.push(" ORDER BY found LIMIT ").bind(page.limit());
    }
    sql.push(")")
}

/// Without those that another begins with: where that is found, they are.
fn beginnings(text: &str) -> Vec<String> {
    let words: BTreeSet<_> = folded(text).collect();
    let implied = |word: &String| words.iter().any(|one| one != word && one.starts_with(word));
    words.iter().filter(|word| !implied(word)).cloned().collect()
}

fn begins(sql: Sql, word: &str) -> Sql {
    sql.push("w.word >= ").bind(word).push(" AND w.word < ").bind(end(word))
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
