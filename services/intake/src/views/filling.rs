//! Many initiatives at once, without commands: for measuring what lists and commands cost then.

use std::sync::Arc;

use intake_domain::{Initiative, InitiativeFact};
use kernel::{AdministrationId, Aggregate as _, Id, IdGen, PersonId, Timestamp};
use platform::journal::{Filling, gather};
use platform::sql::{Database, Sql, StoreError};

/// Numbers after the one that is bound next, to the one after it.
const NUMBERS: &str = "WITH RECURSIVE g(n) AS (SELECT CAST(1 AS BIGINT) + ";
const TO: &str = " UNION ALL SELECT n + 1 FROM g WHERE n < ";

/// Ids are in order of their numbers.
const ID: &str = ") SELECT 'ini_0190a000-0000-7000-8000-' || CAST(100000000000 + n AS TEXT)";

/// There are 50 administrations, 4 areas, 3 cycles; most are funded, one of 101 is registered.
const INITIATIVES: &str = ") SELECT 'ini_0190a000-0000-7000-8000-' || CAST(100000000000 + n AS TEXT), \
     'adm_0190a000-0000-7000-8000-' || CAST(200000000000 + n % 50 AS TEXT), \
     'employee-' || CAST(n % 5000 AS TEXT), '', 'Bokning av lokaler ' || CAST(n AS TEXT), \
     'Föreningar bokar lokaler per telefon och handläggarna för in bokningarna manuellt i två system \
     så att dubbelbokningar upptäcks först på plats medan statistiken saknas', \
     CASE WHEN n % 101 = 0 THEN 'registered' ELSE 'funded' END, \
     'cyc_0190a000-0000-7000-8000-' || CAST(300000000000 + n % 3 AS TEXT), \
     CASE n % 4 WHEN 0 THEN 'pedagogical' WHEN 1 THEN 'social' WHEN 2 THEN 'technical' \
     ELSE 'administrative' END, 1000000, '', '', 1800000000000000 + n, 1";

/// `bokning` stands in every second, `skola` in one of a hundred, `bad7` in one of a thousand, `nr7`
/// in one.
const WORDS: &str = ", CASE WHEN n % 2 = 0 THEN ' bokning' ELSE '' END || \
     CASE WHEN n % 3 = 0 THEN ' lokal' ELSE '' END || CASE WHEN n % 100 = 0 THEN ' skola' ELSE '' END || \
     ' bad' || CAST(n * 7 % 1000 AS TEXT) || ' ord' || CAST(n * 13 % 20000 AS TEXT) || \
     ' nr' || CAST(n AS TEXT) FROM g";

/// Fills the read tables of the list of initiatives with those after number `from`, to number `to`, and posts
/// their words.
///
/// # Errors
/// When the database fails.
pub async fn read_tables(
    database: &Database,
    ids: &dyn IdGen,
    from: u64,
    to: u64,
) -> Result<(), StoreError> {
    let into = [
        "INSERT INTO initiative_v4 (id, administration, proposer, reference, title, need, status, cycle, \
         area, total_cost, compilation, diary_number, registered_at, revision, words) ",
        "INSERT INTO unposted_v4 (id, words) ",
    ];
    let mut tx = database.begin_raw().await?;
    for (table, row) in into.into_iter().zip([INITIATIVES, ID]) {
        let sql = Sql::new(table).push(NUMBERS).bind(from).push(TO).bind(to).push(row).push(WORDS);
        sql.execute(&mut tx).await?;
    }
    tx.commit().await?;
    gather(database, super::GATHERINGS, ids).await
}

/// The rows of a first page and nothing else: the limit of every list.
#[must_use]
pub fn bare_page(limit: usize) -> Sql {
    Sql::new(crate::views::INITIATIVE).push(" ORDER BY id LIMIT ").bind(limit)
}

/// So many proposals as rows of the journal, with their states.
pub fn proposals(initiatives: u64, ids: Arc<dyn IdGen>) -> impl Iterator<Item = Filling> {
    let administration = AdministrationId::new(ids.uuid());
    (0..initiatives).map(move |number| {
        let id = Id::new(ids.uuid());
        let fact = InitiativeFact::Proposed {
            id,
            administration,
            proposer: PersonId::new(format!("employee-{}", number % 5_000)),
            reference: String::new(),
            title: format!("Bokning av lokaler {number}"),
            need: "Föreningar bokar lokaler per telefon".to_owned(),
            at: Timestamp::from_micros(1_800_000_000_000_000),
        };
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        let state = json(serde_json::to_string(&Initiative::evolve(None, &fact)));
        Filling {
            stream: Initiative::stream(&id).name,
            fact_type: "proposed",
            fact: json(serde_json::to_string(&fact)),
            event: None,
            state: Some((Initiative::KIND, Initiative::SCHEMA, state)),
        }
    })
}
