//! What the queries share, and those about cases.

use kernel::{AreaKey, CaseId};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};
use prioritisation_domain::{AreaRoundId, Standing};
use proto::prioritisation::v1 as pb;
use serde::de::DeserializeOwned;

use crate::input::CaseFilter;
use crate::wire;

const CASES: &str = "SELECT id, initiative, cycle, administration, area, reference, title, cost, \
     round, status, outcome, reason_code, reason, missing, due_on, revision FROM case_v2 WHERE 1 = 1";

/// Asks the read tables.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    pub(super) reader: Reader,
}

impl Views {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }

    /// The area round that a case belongs to.
    pub(crate) async fn round_of(&self, case: CaseId) -> Result<Option<AreaRoundId>, StoreError> {
        let sql = Sql::new("SELECT cycle, area FROM case_v2 WHERE id = ").bind(case.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        Ok(Some(AreaRoundId { cycle: row.parse("cycle")?, area: AreaKey::new(row.text("area")?) }))
    }

    /// Cases of an area that are neither rejected nor withdrawn.
    pub(crate) async fn live_cases(&self, round: &AreaRoundId) -> Result<Vec<CaseId>, StoreError> {
        let sql = Sql::new("SELECT id FROM case_v2 WHERE cycle = ")
            .bind(round.cycle.to_string())
            .push(" AND area = ")
            .bind(round.area.as_str())
            .push(" AND status NOT IN ('rejected', 'withdrawn') ORDER BY id");
        self.reader.rows(sql).await?.iter().map(|row| row.parse("id")).collect()
    }

    pub(crate) async fn case(&self, id: CaseId) -> Result<Option<pb::Case>, StoreError> {
        let sql = Sql::new(CASES).push(" AND id = ").bind(id.to_string());
        self.reader.row(sql).await?.as_ref().map(case).transpose()
    }

    pub(crate) async fn cases(
        &self,
        filter: &CaseFilter,
        page: &Page,
    ) -> Result<pb::ListCasesResponse, StoreError> {
        let mut sql = Sql::new(CASES);
        if let Some(cycle) = filter.cycle {
            sql = sql.push(" AND cycle = ").bind(cycle.to_string());
        }
        if let Some(area) = &filter.area {
            sql = sql.push(" AND area = ").bind(area.as_str());
        }
        if let Some(status) = filter.status {
            sql = sql.push(" AND status = ").bind(status.as_str());
        }
        if let Some(administration) = filter.administration {
            sql = sql.push(" AND administration = ").bind(administration.to_string());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND id > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY id LIMIT ").bind(page.limit())).await?;
        let mut cases = rows.iter().map(case).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut cases, |case| vec![case.id.as_str().into()]);
        Ok(pb::ListCasesResponse { cases, next_page_token })
    }
}

pub(super) fn count(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    let number = row.number(column)?;
    u32::try_from(number).map_err(|error| StoreError::nonsense(column, number, error))
}

pub(super) fn list(row: &Row, column: &'static str) -> Result<Vec<String>, StoreError> {
    json(row, column)
}

pub(super) fn json<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T, StoreError> {
    let text = row.text(column)?;
    serde_json::from_str(&text).map_err(|error| StoreError::nonsense(column, text, error))
}

fn case(row: &Row) -> Result<pb::Case, StoreError> {
    let outcome = row.opt_text("outcome")?.map(|text| text.parse());
    let outcome =
        outcome.transpose().map_err(|error| StoreError::nonsense("case_v2", "outcome", error))?;
    let outcome = outcome.map_or(pb::StepOneOutcome::Unspecified, wire::outcome);
    Ok(pb::Case {
        id: row.text("id")?,
        initiative: row.text("initiative")?,
        cycle: row.text("cycle")?,
        administration: row.text("administration")?,
        area: row.text("area")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        total_cost_ore: row.int("cost")?,
        round: count(row, "round")?,
        status: wire::standing(row.parse::<Standing>("status")?).into(),
        outcome: outcome.into(),
        reason_code: row.opt_text("reason_code")?.unwrap_or_default(),
        reason: row.opt_text("reason")?.unwrap_or_default(),
        missing: list(row, "missing")?,
        due_on: row.opt_text("due_on")?.unwrap_or_default(),
        revision: row.number("revision")?,
    })
}
