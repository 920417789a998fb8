//! What members said of cases, and who is out of which. An appraisal that is void is not there.

use kernel::{AreaKey, CaseId, CycleId, PersonId, Timestamp};
use platform::grpc::timestamp;
use platform::journal::{Changes, Recorded};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{Appraisal, AppraisalFact, AppraisalId, AreaRoundId, Given};
use proto::prioritisation::v1 as pb;

use super::query::{Views, count, json};
use crate::wire;

const APPRAISALS: &str = "SELECT a.case_id, a.member, a.round, a.scores, a.value, a.comment, \
     a.given_at, a.revision, c.round AS newest FROM appraisal_v2 a \
     JOIN case_v2 c ON c.id = a.case_id WHERE a.case_id = ";
const CONFLICTS: &str = "SELECT x.case_id, x.member, x.reason, x.declared_at FROM conflict_v2 x \
     JOIN case_v2 c ON c.id = x.case_id WHERE c.cycle = ";
const APPRAISED: &str = "SELECT a.case_id, a.member FROM case_v2 c \
     JOIN appraisal_v2 a ON a.case_id = c.id WHERE c.cycle = ";
const BARRED: &str = " UNION SELECT x.case_id, x.member FROM case_v2 c \
     JOIN conflict_v2 x ON x.case_id = c.id WHERE c.cycle = ";

pub(super) fn project(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let id = fact.id::<Appraisal>()?;
    let key =
        || vec![("case_id", id.case.to_string().into()), ("member", id.member.as_str().into())];
    let at = fact.occurred_at.as_micros();
    match fact.fact::<Appraisal>()? {
        AppraisalFact::Given { given } => {
            let mut row = key();
            row.extend([
                ("round", given.round.into()),
                ("scores", serde_json::to_string(&given.scores).ok()?.into()),
                ("value", given.value.into()),
                ("comment", given.comment.as_str().into()),
                ("given_at", at.into()),
                ("revision", fact.revision.into()),
            ]);
            changes.upsert("appraisal_v2", &["case_id", "member"], row);
        }
        AppraisalFact::ConflictDeclared { reason } => {
            let mut row = key();
            row.extend([("reason", reason.as_str().into()), ("declared_at", at.into())]);
            changes.delete("appraisal_v2", key());
            changes.upsert("conflict_v2", &["case_id", "member"], row);
        }
        AppraisalFact::ConflictRevoked { .. } => changes.delete("conflict_v2", key()),
    }
    Some(())
}

/// Filters of a list of conflicts.
#[derive(Debug, Clone)]
pub(crate) struct ConflictFilter {
    pub(crate) cycle: CycleId,
    pub(crate) area: Option<AreaKey>,
    pub(crate) case: Option<CaseId>,
    pub(crate) member: Option<PersonId>,
}

impl Views {
    /// Whoever has said something of a case of an area, or is out of one.
    pub(crate) async fn begun(&self, round: &AreaRoundId) -> Result<Vec<AppraisalId>, StoreError> {
        let of = |sql: Sql| {
            let sql = sql.bind(round.cycle.to_string()).push(" AND c.area = ");
            sql.bind(round.area.as_str())
        };
        let sql = of(of(Sql::new(APPRAISED)).push(BARRED));
        let rows = self.reader.rows(sql).await?;
        let id = |row: &Row| {
            let member = PersonId::new(row.text("member")?);
            Ok(AppraisalId { case: row.parse("case_id")?, member })
        };
        rows.iter().map(id).collect()
    }

    pub(crate) async fn appraisal(
        &self,
        case: CaseId,
        member: &PersonId,
    ) -> Result<Option<pb::Appraisal>, StoreError> {
        let sql = Sql::new(APPRAISALS).bind(case.to_string());
        let sql = sql.push(" AND a.member = ").bind(member.as_str());
        self.reader.row(sql).await?.as_ref().map(appraisal).transpose()
    }

    pub(crate) async fn appraisals(
        &self,
        case: CaseId,
        page: &Page,
    ) -> Result<pb::ListAppraisalsResponse, StoreError> {
        let mut sql = Sql::new(APPRAISALS).bind(case.to_string());
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND a.member > ").bind(after.clone());
        }
        let sql = sql.push(" ORDER BY a.member LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut appraisals = rows.iter().map(appraisal).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut appraisals, |one| vec![one.member.as_str().into()]);
        Ok(pb::ListAppraisalsResponse { appraisals, next_page_token })
    }

    pub(crate) async fn conflicts(
        &self,
        filter: &ConflictFilter,
        page: &Page,
    ) -> Result<pb::ListConflictsResponse, StoreError> {
        let mut sql = Sql::new(CONFLICTS).bind(filter.cycle.to_string());
        if let Some(area) = &filter.area {
            sql = sql.push(" AND c.area = ").bind(area.as_str());
        }
        if let Some(case) = filter.case {
            sql = sql.push(" AND x.case_id = ").bind(case.to_string());
        }
        if let Some(member) = &filter.member {
            sql = sql.push(" AND x.member = ").bind(member.as_str());
        }
        if !page.after.is_empty() {
            sql = sql.push(" AND (x.case_id, x.member) > ").tuple(page.after.clone());
        }
        let sql = sql.push(" ORDER BY x.case_id, x.member LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut conflicts = rows.iter().map(conflict).collect::<Result<Vec<_>, _>>()?;
        let key = |one: &pb::Conflict| vec![one.case.as_str().into(), one.member.as_str().into()];
        let next_page_token = page.finish(&mut conflicts, key);
        Ok(pb::ListConflictsResponse { conflicts, next_page_token })
    }
}

fn appraisal(row: &Row) -> Result<pb::Appraisal, StoreError> {
    let given = Given {
        round: count(row, "round")?,
        scores: json(row, "scores")?,
        value: count(row, "value")?,
        comment: row.text("comment")?,
    };
    Ok(pb::Appraisal {
        case: row.text("case_id")?,
        member: row.text("member")?,
        outdated: given.outdated(count(row, "newest")?),
        round: given.round,
        scores: wire::scores(&given.scores),
        comment: given.comment,
        value: given.value,
        given_at: Some(timestamp(Timestamp::from_micros(row.int("given_at")?))),
        revision: row.number("revision")?,
    })
}

fn conflict(row: &Row) -> Result<pb::Conflict, StoreError> {
    Ok(pb::Conflict {
        case: row.text("case_id")?,
        member: row.text("member")?,
        reason: row.text("reason")?,
        declared_at: Some(timestamp(Timestamp::from_micros(row.int("declared_at")?))),
    })
}
