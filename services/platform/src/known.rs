//! Read tables of what a service knows of others: seats and cycles. Every service has them.
//!
//! `seat_v1` is what mandates are judged by. A service that owns seats itself (council, intake)
//! projects its own into it, in the same transaction, by [`project_seat`].

use kernel::{
    BodyKey, CycleId, CycleTerms, Known, Money, Office, PersonId, Responsibility, Seat, SeatRole,
};

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::journal::{Changes, Recorded};
use crate::sql::{Reader, Row, Sql, StoreError, Value};

pub(crate) const DDL: &str = "
CREATE TABLE IF NOT EXISTS seat_v1 (id TEXT PRIMARY KEY, body TEXT NOT NULL, role TEXT NOT NULL,
  responsibility TEXT NOT NULL, person TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT);
CREATE INDEX IF NOT EXISTS seat_v1_person ON seat_v1 (person);
CREATE INDEX IF NOT EXISTS seat_v1_body ON seat_v1 (body, role);
CREATE TABLE IF NOT EXISTS cycle_v1 (id TEXT PRIMARY KEY, year BIGINT NOT NULL, model TEXT NOT NULL,
  frame BIGINT NOT NULL, large_budget BIGINT NOT NULL, submit_by TEXT NOT NULL,
  step_one_by TEXT NOT NULL, step_two_by TEXT NOT NULL, recommend_by TEXT NOT NULL,
  open BIGINT NOT NULL);
";

/// Projects a fact of [`Known`]; other facts change nothing.
pub fn project(fact: &Recorded, changes: &mut Changes) {
    match fact.state::<Known>() {
        Some(Known::Seat(seat)) => project_seat(seat, changes),
        Some(Known::Cycle(terms)) => project_cycle(terms, changes),
        None => {}
    }
}

/// Brings `seat_v1` up to this seat.
pub fn project_seat(seat: &Seat, changes: &mut Changes) {
    let until: Option<String> = seat.until.map(|day| day.to_string());
    changes.upsert(
        "seat_v1",
        &["id"],
        vec![
            ("id", seat.id.to_string().into()),
            ("body", seat.body.as_str().into()),
            ("role", seat.role.as_str().into()),
            ("responsibility", seat.responsibility.as_str().into()),
            ("person", seat.person.as_str().into()),
            ("from_day", seat.from.to_string().into()),
            ("until_day", Value::from(until)),
        ],
    );
}

/// Brings `cycle_v1` up to these terms.
pub fn project_cycle(terms: &CycleTerms, changes: &mut Changes) {
    changes.upsert(
        "cycle_v1",
        &["id"],
        vec![
            ("id", terms.id.to_string().into()),
            ("year", i64::from(terms.year).into()),
            ("model", terms.model.as_str().into()),
            ("frame", terms.frame.as_ore().into()),
            ("large_budget", terms.large_budget.as_ore().into()),
            ("submit_by", terms.submit_by.to_string().into()),
            ("step_one_by", terms.step_one_by.to_string().into()),
            ("step_two_by", terms.step_two_by.to_string().into()),
            ("recommend_by", terms.recommend_by.to_string().into()),
            ("open", terms.open.into()),
        ],
    );
}

const SEAT: &str =
    "SELECT id, body, role, responsibility, person, from_day, until_day FROM seat_v1";

fn seat(row: &Row) -> Result<Seat, StoreError> {
    let until = row.opt_text("until_day")?;
    let until = until.map(|day| day.parse()).transpose();
    Ok(Seat {
        id: row.parse("id")?,
        body: BodyKey::new(row.text("body")?),
        role: row.parse::<SeatRole>("role")?,
        responsibility: row.parse::<Responsibility>("responsibility")?,
        person: PersonId::new(row.text("person")?),
        from: row.parse("from_day")?,
        until: until.map_err(|error| StoreError::nonsense("seat_v1", "until_day", error))?,
    })
}

/// The seats of a person, held now or not.
///
/// # Errors
/// When the database fails.
pub async fn seats_of(reader: &Reader, person: &str) -> Result<Vec<Seat>, StoreError> {
    let sql = Sql::new(SEAT).push(" WHERE person = ").bind(person).push(" ORDER BY id");
    reader.rows(sql).await?.iter().map(seat).collect()
}

/// Persons whose seats are remembered at the most.
const MOST: usize = 10_000;

/// Seats that were read since the last change of any. Every request asks for its caller's.
#[derive(Debug, Default)]
pub(crate) struct Seats {
    changes: AtomicU64,
    /// By person, with the number of changes when they were read.
    read: Mutex<HashMap<String, (u64, Vec<Seat>)>>,
}

impl Seats {
    /// Whether these changes touch a seat.
    pub(crate) fn touched_by(changes: &Changes) -> bool {
        changes.touches("seat_v1")
    }

    /// Seats have changed, or may have.
    pub(crate) fn forget(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The seats of a person, held now or not.
    pub(crate) async fn of(&self, reader: &Reader, person: &str) -> Result<Vec<Seat>, StoreError> {
        // Before the read: what changes meanwhile makes it old.
        let now = self.changes.load(Ordering::Acquire);
        {
            let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, seats)) = read.get(person).filter(|(at, _)| *at == now) {
                return Ok(seats.clone());
            }
        }
        let seats = seats_of(reader, person).await?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= MOST {
            read.clear();
        }
        read.insert(person.to_owned(), (now, seats.clone()));
        Ok(seats)
    }
}

/// The seats on a body, held now or not.
///
/// # Errors
/// When the database fails.
pub async fn seats_on(reader: &Reader, body: &BodyKey) -> Result<Vec<Seat>, StoreError> {
    let sql = Sql::new(SEAT).push(" WHERE body = ").bind(body.as_str()).push(" ORDER BY id");
    reader.rows(sql).await?.iter().map(seat).collect()
}

/// The terms of a cycle, if it is known here.
///
/// # Errors
/// When the database fails.
pub async fn cycle(reader: &Reader, id: CycleId) -> Result<Option<CycleTerms>, StoreError> {
    let sql = Sql::new(
        "SELECT id, year, model, frame, large_budget, submit_by, step_one_by, step_two_by, \
         recommend_by, open FROM cycle_v1 WHERE id = ",
    )
    .bind(id.to_string());
    let Some(row) = reader.row(sql).await? else { return Ok(None) };
    Ok(Some(CycleTerms {
        id,
        year: i16::try_from(row.int("year")?).unwrap_or_default(),
        model: row.text("model")?,
        frame: Money::ore(row.int("frame")?),
        large_budget: Money::ore(row.int("large_budget")?),
        submit_by: row.parse("submit_by")?,
        step_one_by: row.parse("step_one_by")?,
        step_two_by: row.parse("step_two_by")?,
        recommend_by: row.parse("recommend_by")?,
        open: row.flag("open")?,
    }))
}

/// Offices out of a token's claim. Those that this build does not know are passed over.
pub(crate) fn offices(names: &[String]) -> std::collections::BTreeSet<Office> {
    names.iter().filter_map(|name| name.parse().ok()).collect()
}
