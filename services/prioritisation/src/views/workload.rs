//! Who is to appraise what: figures for the group, a list for the member (A19).

use std::collections::BTreeMap;

use kernel::{AreaKey, CycleId, PersonId};
use platform::journal::{Changes, Recorded};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{AreaRoundId, Assignment, AssignmentFact};
use proto::prioritisation::v1 as pb;

use super::query::{Views, count};

const LIVE: &str = " AND c.status IN ('registered', 'included', 'awaiting_supplement')";
const ASSIGNED: &str = "SELECT s.member, COUNT(*) AS assigned, \
     CAST(SUM(CASE WHEN a.round >= c.round THEN 1 ELSE 0 END) AS BIGINT) AS appraised, \
     CAST(SUM(CASE WHEN a.round < c.round THEN 1 ELSE 0 END) AS BIGINT) AS outdated, \
     CAST(SUM(CASE WHEN x.member IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS barred \
     FROM assignment_v2 s JOIN case_v2 c ON c.id = s.case_id \
     LEFT JOIN appraisal_v2 a ON a.case_id = s.case_id AND a.member = s.member \
     LEFT JOIN conflict_v2 x ON x.case_id = s.case_id AND x.member = s.member WHERE s.round = ";
const CONFLICTED: &str = "SELECT x.member, COUNT(*) AS conflicted FROM conflict_v2 x \
     JOIN case_v2 c ON c.id = x.case_id WHERE c.cycle = ";
/// What was assigned, and what was appraised unasked: both are to be appraised again when the dossier
/// changes.
const ASKED: &str = "SELECT c.id, c.area, c.title, c.round, a.round AS appraised \
     FROM (SELECT case_id, member FROM assignment_v2 WHERE member = ";
const UNASKED: &str = " UNION SELECT case_id, member FROM appraisal_v2 WHERE member = ";
const TO_DO: &str = ") w JOIN case_v2 c ON c.id = w.case_id \
     JOIN area_round_v2 r ON r.cycle = c.cycle AND r.area = c.area \
     LEFT JOIN appraisal_v2 a ON a.case_id = w.case_id AND a.member = w.member \
     LEFT JOIN conflict_v2 x ON x.case_id = w.case_id AND x.member = w.member \
     WHERE r.phase IN ('step_one', 'ballot_open') AND x.member IS NULL \
     AND (a.round IS NULL OR a.round < c.round) AND c.cycle = ";

pub(super) fn project(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let round = fact.id::<Assignment>()?;
    let AssignmentFact::Distributed { changed } = fact.fact::<Assignment>()?;
    for (case, members) in changed {
        let owner = || ("case_id", case.to_string().into());
        let row = |member: &PersonId| {
            vec![owner(), ("member", member.as_str().into()), ("round", round.to_string().into())]
        };
        changes.replace("assignment_v2", owner(), members.iter().map(row).collect());
    }
    Some(())
}

impl Views {
    /// What the members of an area's group have to appraise, without the cap, by person id.
    pub(crate) async fn workload(
        &self,
        round: &AreaRoundId,
    ) -> Result<BTreeMap<String, pb::Workload>, StoreError> {
        let assigned = Sql::new(ASSIGNED).bind(round.to_string()).push(LIVE);
        let assigned = self.reader.rows(assigned.push(" GROUP BY s.member")).await?;
        let conflicted = Sql::new(CONFLICTED)
            .bind(round.cycle.to_string())
            .push(" AND c.area = ")
            .bind(round.area.as_str())
            .push(" GROUP BY x.member");
        let conflicted = self.reader.rows(conflicted).await?;
        let mut members = BTreeMap::new();
        for row in &assigned {
            let one = figures(row)?;
            members.insert(one.member.clone(), one);
        }
        for row in &conflicted {
            let member = row.text("member")?;
            let one = members.entry(member.clone()).or_insert_with(|| nothing(member));
            one.conflicted = count(row, "conflicted")?;
        }
        Ok(members)
    }

    /// What waits for a member in these areas of a cycle.
    pub(crate) async fn to_do(
        &self,
        member: &PersonId,
        cycle: CycleId,
        areas: &[AreaKey],
        page: &Page,
    ) -> Result<pb::ListMyAppraisalsResponse, StoreError> {
        let mut sql = Sql::new(ASKED)
            .bind(member.as_str())
            .push(UNASKED)
            .bind(member.as_str())
            .push(TO_DO)
            .bind(cycle.to_string())
            .push(" AND c.area")
            .one_of(areas.iter().map(ToString::to_string).collect())
            .push(LIVE);
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND c.id > ").bind(after.clone());
        }
        let sql = sql.push(" ORDER BY c.id LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut todo = rows.iter().map(to_do).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut todo, |one| vec![one.case.as_str().into()]);
        Ok(pb::ListMyAppraisalsResponse { todo, next_page_token })
    }
}

/// The figures of who has nothing.
pub(crate) fn nothing(member: String) -> pb::Workload {
    pb::Workload { member, ..pb::Workload::default() }
}

fn figures(row: &Row) -> Result<pb::Workload, StoreError> {
    let (assigned, appraised) = (count(row, "assigned")?, count(row, "appraised")?);
    let barred = count(row, "barred")?;
    Ok(pb::Workload {
        member: row.text("member")?,
        assigned,
        appraised,
        outdated: count(row, "outdated")?,
        conflicted: 0,
        left: assigned.saturating_sub(appraised).saturating_sub(barred),
        cap: 0,
    })
}

fn to_do(row: &Row) -> Result<pb::AppraisalToDo, StoreError> {
    let appraised = row.opt_int("appraised")?.map(u32::try_from).transpose();
    let appraised =
        appraised.map_err(|error| StoreError::nonsense("appraisal_v2", "round", error))?;
    let task = match appraised {
        None => pb::AppraisalTask::Appraise,
        Some(_) => pb::AppraisalTask::AppraiseAgain,
    };
    Ok(pb::AppraisalToDo {
        case: row.text("id")?,
        area: row.text("area")?,
        title: row.text("title")?,
        round: count(row, "round")?,
        task: task.into(),
        appraised_round: appraised.unwrap_or_default(),
    })
}
