//! The queries.

use std::collections::HashMap;

use budget_integration_domain::{Instance, Outcome, Phase, Status};
use kernel::{BudgetItemId, CycleId, Timestamp};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};
use proto::budget_integration::v1 as pb;

use crate::input::ItemFilter;
use crate::wire;

const CYCLES: &str = "SELECT id, year, model, frame, committed, large_budget, submit_by, \
     step_one_by, step_two_by, recommend_by, decision_ref, phase, open_items, decided_items, \
     recommended_items, revision FROM planning_year_v2 WHERE 1 = 1";
const ITEMS: &str = "SELECT i.id, i.initiative, i.case_id, i.cycle, i.administration, \
     i.reference, i.title, i.area, i.city_rank, i.cost, i.status, i.amount, i.withdrawn, i.revision, \
     s.project_ref, s.started_on, f.effect, f.cost AS final_cost, f.finished_on FROM item_v2 i \
     LEFT JOIN start_v2 s ON s.item = i.id LEFT JOIN finish_v2 f ON f.item = i.id WHERE 1 = 1";

/// Asks the read tables.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    reader: Reader,
}

impl Views {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }

    /// The cycle of an item.
    pub(crate) async fn cycle_of(&self, item: BudgetItemId) -> Result<Option<CycleId>, StoreError> {
        let sql = Sql::new("SELECT cycle FROM item_v2 WHERE id = ").bind(item.to_string());
        self.reader.row(sql).await?.map(|row| row.parse("cycle")).transpose()
    }

    pub(crate) async fn cycle(&self, id: CycleId) -> Result<Option<pb::Cycle>, StoreError> {
        let sql = Sql::new(CYCLES).push(" AND id = ").bind(id.to_string());
        self.reader.row(sql).await?.as_ref().map(cycle).transpose()
    }

    pub(crate) async fn cycles(
        &self,
        year: Option<i32>,
        phase: Option<Phase>,
        page: &Page,
    ) -> Result<pb::ListCyclesResponse, StoreError> {
        let mut sql = Sql::new(CYCLES);
        if let Some(year) = year {
            sql = sql.push(" AND year = ").bind(i64::from(year));
        }
        if let Some(phase) = phase {
            sql = sql.push(" AND phase = ").bind(phase.as_str());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND id > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY id LIMIT ").bind(page.limit())).await?;
        let mut cycles = rows.iter().map(cycle).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut cycles, |one| vec![one.id.as_str().into()]);
        Ok(pb::ListCyclesResponse { cycles, next_page_token })
    }

    pub(crate) async fn item(&self, id: BudgetItemId) -> Result<Option<pb::Item>, StoreError> {
        let sql = Sql::new(ITEMS).push(" AND i.id = ").bind(id.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let mut items = vec![item(&row)?];
        self.add_decisions(&mut items).await?;
        Ok(items.pop())
    }

    /// One query for the decisions of all these items.
    async fn add_decisions(&self, items: &mut [pb::Item]) -> Result<(), StoreError> {
        if items.is_empty() {
            return Ok(());
        }
        let sql = Sql::new(
            "SELECT item, instance, outcome, amount, reason, decision_ref, decided_on, recorded_at \
             FROM decision_v2 WHERE item IN ",
        );
        let ids = items.iter().map(|one| one.id.as_str().into());
        let rows = self.reader.rows(sql.tuple(ids).push(" ORDER BY item, place")).await?;
        let mut by_item: HashMap<String, Vec<pb::ItemDecision>> = HashMap::new();
        for row in &rows {
            by_item.entry(row.text("item")?).or_default().push(decision(row)?);
        }
        for one in items {
            one.decisions = by_item.remove(&one.id).unwrap_or_default();
        }
        Ok(())
    }

    pub(crate) async fn items(
        &self,
        filter: &ItemFilter,
        page: &Page,
    ) -> Result<pb::ListItemsResponse, StoreError> {
        let mut sql = Sql::new(ITEMS);
        if let Some(cycle) = filter.cycle {
            sql = sql.push(" AND i.cycle = ").bind(cycle.to_string());
        }
        if let Some(area) = &filter.area {
            sql = sql.push(" AND i.area = ").bind(area.as_str());
        }
        if let Some(administration) = filter.administration {
            sql = sql.push(" AND i.administration = ").bind(administration.to_string());
        }
        if let Some(status) = filter.status {
            sql = sql.push(" AND i.status = ").bind(status.as_str());
        }
        if !page.after.is_empty() {
            sql = sql.push(" AND (i.cycle, i.city_rank) > ").tuple(page.after.clone());
        }
        let sql = sql.push(" ORDER BY i.cycle, i.city_rank LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut items = rows.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let key = |one: &pb::Item| vec![one.cycle.as_str().into(), one.city_rank.into()];
        let next_page_token = page.finish(&mut items, key);
        self.add_decisions(&mut items).await?;
        Ok(pb::ListItemsResponse { items, next_page_token })
    }
}

fn count(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    let number = row.number(column)?;
    u32::try_from(number).map_err(|error| StoreError::nonsense(column, number, error))
}

fn cycle(row: &Row) -> Result<pb::Cycle, StoreError> {
    let year = row.int("year")?;
    let recommended = row.opt_int("recommended_items")?.map(u32::try_from).transpose();
    let nonsense =
        |what: &dyn std::fmt::Display| StoreError::nonsense("planning_year_v2", year, what);
    Ok(pb::Cycle {
        id: row.text("id")?,
        year: i32::try_from(year).map_err(|error| nonsense(&error))?,
        model_version: row.text("model")?,
        frame_ore: row.int("frame")?,
        committed_ore: row.int("committed")?,
        large_budget_ore: row.int("large_budget")?,
        submit_by: row.text("submit_by")?,
        step_one_by: row.text("step_one_by")?,
        step_two_by: row.text("step_two_by")?,
        recommend_by: row.text("recommend_by")?,
        decision_ref: row.text("decision_ref")?,
        phase: wire::phase(row.parse::<Phase>("phase")?).into(),
        open_items: count(row, "open_items")?,
        decided_items: count(row, "decided_items")?,
        recommended_items: recommended.map_err(|error| nonsense(&error))?,
        revision: row.number("revision")?,
    })
}

fn item(row: &Row) -> Result<pb::Item, StoreError> {
    Ok(pb::Item {
        id: row.text("id")?,
        initiative: row.text("initiative")?,
        case: row.text("case_id")?,
        cycle: row.text("cycle")?,
        administration: row.text("administration")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        area: row.text("area")?,
        city_rank: count(row, "city_rank")?,
        total_cost_ore: row.int("cost")?,
        status: wire::status(row.parse::<Status>("status")?).into(),
        decisions: Vec::new(),
        amount_ore: row.int("amount")?,
        withdrawn_reason: row.opt_text("withdrawn")?.unwrap_or_default(),
        project_ref: row.opt_text("project_ref")?.unwrap_or_default(),
        started_on: row.opt_text("started_on")?.unwrap_or_default(),
        effect: row.opt_text("effect")?.unwrap_or_default(),
        cost_ore: row.opt_int("final_cost")?.unwrap_or_default(),
        finished_on: row.opt_text("finished_on")?.unwrap_or_default(),
        revision: row.number("revision")?,
    })
}

fn decision(row: &Row) -> Result<pb::ItemDecision, StoreError> {
    let recorded_at = Timestamp::from_micros(row.int("recorded_at")?);
    Ok(pb::ItemDecision {
        instance: wire::instance(row.parse::<Instance>("instance")?).into(),
        outcome: wire::outcome(row.parse::<Outcome>("outcome")?).into(),
        amount_ore: row.int("amount")?,
        reason: row.text("reason")?,
        decision_ref: row.text("decision_ref")?,
        decided_on: row.text("decided_on")?,
        recorded_at: Some(platform::grpc::timestamp(recorded_at)),
    })
}
