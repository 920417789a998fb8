//! The read tables: what is asked of them.

mod project;

use beredning_domain::{Dossier, Status};
use kernel::{CycleId, DossierId, Timestamp};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError, Value};
use proto::beredning::v1 as pb;

use crate::convert::status_into;

pub(crate) use project::project;

/// The queries of beredning.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    reader: Reader,
}

/// What a list of dossiers is narrowed by.
#[derive(Debug, Default)]
pub(crate) struct DossierFilter {
    pub(crate) cycle: Option<CycleId>,
    pub(crate) area: String,
    pub(crate) status: Option<Status>,
    pub(crate) officer: String,
}

const DOSSIER: &str = "SELECT id, initiative, cycle, administration, status, round, officer, \
    proposer, reference, title, area, total_cost, value, opened_at, revision FROM dossier_v1";

impl Views {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }

    /// One dossier as in lists, and as the rules know it.
    pub(crate) async fn dossier(
        &self,
        id: DossierId,
    ) -> Result<Option<(pb::Dossier, Dossier)>, StoreError> {
        let sql = Sql::new(DOSSIER).push(" WHERE id = ").bind(id.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let listed = listed(&row)?;
        let sql = Sql::new("SELECT dossier FROM dossier_v1 WHERE id = ").bind(id.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let whole = serde_json::from_str(&row.text("dossier")?)
            .map_err(|error| StoreError::nonsense("dossier_v1", id, error))?;
        Ok(Some((listed, whole)))
    }

    pub(crate) async fn dossiers(
        &self,
        filter: &DossierFilter,
        page: &Page,
    ) -> Result<(Vec<pb::Dossier>, String), StoreError> {
        let after = page.after.first().cloned().unwrap_or_else(|| Value::from(""));
        let mut sql = Sql::new(DOSSIER).push(" WHERE id > ").bind(after);
        sql = equal(sql, " AND cycle = ", filter.cycle.map(|id| id.to_string()));
        sql = equal(sql, " AND area = ", filled(&filter.area));
        sql = equal(sql, " AND status = ", filter.status.map(|status| status.to_string()));
        sql = equal(sql, " AND officer = ", filled(&filter.officer));
        let sql = sql.push(" ORDER BY id LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut found = rows.iter().map(listed).collect::<Result<Vec<_>, _>>()?;
        let next = page.finish(&mut found, |one| vec![Value::from(one.id.as_str())]);
        Ok((found, next))
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn equal(sql: Sql, fragment: &'static str, value: Option<String>) -> Sql {
    match value {
        Some(value) => sql.push(fragment).bind(value),
        None => sql,
    }
}

fn small<T: TryFrom<i64>>(row: &Row, column: &str) -> Result<T, StoreError> {
    let number = row.int(column)?;
    T::try_from(number).map_err(|_| StoreError::nonsense("dossier_v1", column, "is out of range"))
}

fn listed(row: &Row) -> Result<pb::Dossier, StoreError> {
    let value = row.opt_int("value")?;
    Ok(pb::Dossier {
        id: row.text("id")?,
        initiative: row.text("initiative")?,
        cycle: row.text("cycle")?,
        administration: row.text("administration")?,
        status: status_into(row.parse("status")?).into(),
        round: small(row, "round")?,
        officer: row.text("officer")?,
        proposer: row.text("proposer")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        area: row.text("area")?,
        total_cost_ore: row.int("total_cost")?,
        value: value.and_then(|value| i32::try_from(value).ok()).unwrap_or_default(),
        valued: value.is_some(),
        opened_at: Some(platform::grpc::timestamp(Timestamp::from_micros(row.int("opened_at")?))),
        revision: row.number("revision")?,
        ..pb::Dossier::default()
    })
}
