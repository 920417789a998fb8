//! The city-wide proposal and its items.

use kernel::{AreaKey, CycleId, InitiativeId, Timestamp};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use proto::prioritisation::v1 as pb;

use super::query::{Views, count, json};
use crate::wire;

const PROPOSAL: &str = "SELECT p.items, p.digest, p.business, p.it, p.making, p.revision, \
     c.happened_at AS composed_at, h.happened_at AS handed_over_at FROM proposal_v2 p \
     LEFT JOIN proposal_moment_v2 c ON c.cycle = p.cycle AND c.what = 'composed' \
     LEFT JOIN proposal_moment_v2 h ON h.cycle = p.cycle AND h.what = 'handed_over' \
     WHERE p.cycle = ";
const ITEMS: &str = "SELECT city_rank, initiative, case_id, administration, reference, title, \
     area, area_rank, score_numerator, score_denominator, cost, computed_rank, within, \
     computed_within FROM proposal_item_v2 WHERE cycle = ";

impl Views {
    pub(crate) async fn proposal(
        &self,
        cycle: CycleId,
    ) -> Result<Option<pb::Proposal>, StoreError> {
        let sql = Sql::new(PROPOSAL).bind(cycle.to_string());
        self.reader.row(sql).await?.map(|row| proposal(cycle, &row)).transpose()
    }

    /// One initiative's item in the proposal of a cycle.
    pub(crate) async fn proposal_item(
        &self,
        cycle: CycleId,
        initiative: InitiativeId,
    ) -> Result<Option<pb::ProposalEntry>, StoreError> {
        let sql = Sql::new(ITEMS).bind(cycle.to_string());
        let sql = sql.push(" AND initiative = ").bind(initiative.to_string());
        self.reader.row(sql).await?.as_ref().map(item).transpose()
    }

    /// All items of the proposal of a cycle, in city order.
    pub(crate) async fn all_items(
        &self,
        cycle: CycleId,
    ) -> Result<Vec<pb::ProposalEntry>, StoreError> {
        let sql = Sql::new(ITEMS).bind(cycle.to_string()).push(" ORDER BY city_rank");
        self.reader.rows(sql).await?.iter().map(item).collect()
    }

    pub(crate) async fn proposal_items(
        &self,
        cycle: CycleId,
        area: Option<&AreaKey>,
        page: &Page,
    ) -> Result<pb::ListProposalItemsResponse, StoreError> {
        let mut sql = Sql::new(ITEMS).bind(cycle.to_string());
        if let Some(area) = area {
            sql = sql.push(" AND area = ").bind(area.as_str());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND city_rank > ").bind(after.clone());
        }
        let sql = sql.push(" ORDER BY city_rank LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut items = rows.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut items, |item| vec![item.city_rank.into()]);
        Ok(pb::ListProposalItemsResponse { items, next_page_token })
    }
}

fn proposal(cycle: CycleId, row: &Row) -> Result<pb::Proposal, StoreError> {
    let signed = |column: &str, competence: pb::Competence| -> Result<_, StoreError> {
        let person = row.opt_text(column)?;
        Ok(person.map(|person| pb::Signature { competence: competence.into(), person }))
    };
    let business = signed("business", pb::Competence::Business)?;
    let it = signed("it", pb::Competence::It)?;
    let moment =
        |micros: Option<i64>| micros.map(Timestamp::from_micros).map(platform::grpc::timestamp);
    Ok(pb::Proposal {
        cycle: cycle.to_string(),
        count: count(row, "items")?,
        digest: row.text("digest")?,
        signatures: business.into_iter().chain(it).collect(),
        composed_at: moment(row.opt_int("composed_at")?),
        handed_over_at: moment(row.opt_int("handed_over_at")?),
        revision: row.number("revision")?,
        making: match row.opt_text("making")? {
            Some(_) => Some(wire::making(&json(row, "making")?)),
            None => None,
        },
    })
}

fn item(row: &Row) -> Result<pb::ProposalEntry, StoreError> {
    Ok(pb::ProposalEntry {
        initiative: row.text("initiative")?,
        case: row.text("case_id")?,
        administration: row.text("administration")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        area: row.text("area")?,
        area_rank: count(row, "area_rank")?,
        city_rank: count(row, "city_rank")?,
        score_numerator: row.number("score_numerator")?,
        score_denominator: row.number("score_denominator")?,
        total_cost_ore: row.int("cost")?,
        computed_rank: count(row, "computed_rank")?,
        within_frame: row.flag("within")?,
        computed_within_frame: row.flag("computed_within")?,
    })
}
