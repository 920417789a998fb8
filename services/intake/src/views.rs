//! The read tables: what is asked of them.

pub mod filling;
mod filter;
mod project;
mod search;

use intake_domain::{Content, Demand, Scope};
use kernel::{AdministrationId, CompilationId, CycleId, InitiativeId, Timestamp};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError, Value};
use platform::telemetry::{QUEUES, Queue};
use proto::intake::v1 as pb;

use crate::convert::{content_with, demand, scope, stage_into, status_into};

pub(crate) use filter::InitiativeFilter;
pub(crate) use project::project;
pub(crate) use search::GATHERINGS;
use search::Search;

/// The queries of intake.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    reader: Reader,
}

/// What a list of answers is narrowed by.
#[derive(Debug, Default)]
pub(crate) struct AnswerFilter {
    pub(crate) initiative: Option<InitiativeId>,
    pub(crate) administration: Option<AdministrationId>,
    pub(crate) proposer: String,
    pub(crate) final_only: bool,
    pub(crate) waiting_only: bool,
}

pub(crate) const INITIATIVE: &str = "SELECT id, administration, proposer, reference, title, need, status, \
    cycle, area, total_cost, compilation, diary_number, registered_at, revision FROM initiative_v4";

const ANSWER: &str = "SELECT a.position, a.initiative, a.number, a.stage, a.outcome, a.instance, \
    a.reason, a.service, a.sequence, a.decided_on, a.decided_at, a.final, a.proposer, \
    a.administration, COALESCE(a.contact_person, w.contact_person, '') AS contact_person, \
    CAST(CASE WHEN w.contact_person = '' THEN 1 ELSE 0 END AS BIGINT) AS waits FROM answer_v4 a \
    LEFT JOIN waited_v4 w ON w.initiative = a.initiative AND w.number = a.number";

const COMPILATION: &str = "SELECT id, administration, cycle, diary_number, submitted_by, \
    submitted_at, late, initiatives FROM compilation_v4";

/// Initiatives without a final answer, and answers that wait until somebody is contact person.
pub(crate) fn queues() -> Vec<Queue> {
    let [unanswered, ownerless] = QUEUES;
    let without = Sql::new(
        "SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM initiative_v4) - \
         (SELECT CAST(COUNT(DISTINCT initiative) AS BIGINT) FROM answer_v4 WHERE final = 1) \
         AS waiting",
    );
    let vacant = Sql::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS waiting FROM waited_v4 WHERE contact_person = ''",
    );
    vec![(unanswered, without), (ownerless, vacant)]
}

impl Views {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }

    pub(crate) async fn administration(
        &self,
        id: AdministrationId,
    ) -> Result<Option<pb::Administration>, StoreError> {
        let sql = Sql::new("SELECT id, name, code, revision FROM administration_v4 WHERE id = ");
        let Some(row) = self.reader.row(sql.bind(id.to_string())).await? else { return Ok(None) };
        let mut administration = administration(&row)?;
        let sql = Sql::new(
            "SELECT seat, person, from_day, until_day, deputy, decision_ref FROM contact_person_v4 \
             WHERE administration = ",
        )
        .bind(id.to_string())
        .push(" ORDER BY number");
        let rows = self.reader.rows(sql).await?;
        administration.contact_persons =
            rows.iter().map(contact_person).collect::<Result<_, _>>()?;
        Ok(Some(administration))
    }

    pub(crate) async fn administrations(
        &self,
        page: &Page,
    ) -> Result<(Vec<pb::Administration>, String), StoreError> {
        let sql = Sql::new("SELECT id, name, name_key, code, revision FROM administration_v4");
        let sql = if page.after.is_empty() {
            sql
        } else {
            sql.push(" WHERE (name_key, id) > ").tuple(page.after.clone())
        };
        let sql = sql.push(" ORDER BY name_key, id LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let read = |row: &Row| Ok((row.text("name_key")?, administration(row)?));
        let mut rows = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        let key = |(key, one): &(String, pb::Administration)| {
            vec![Value::from(key.as_str()), Value::from(one.id.as_str())]
        };
        let next = page.finish(&mut rows, key);
        Ok((rows.into_iter().map(|(_, one)| one).collect(), next))
    }

    pub(crate) async fn initiative(
        &self,
        id: InitiativeId,
    ) -> Result<Option<pb::Initiative>, StoreError> {
        let sql = Sql::new(INITIATIVE).push(" WHERE id = ").bind(id.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let mut found = initiative(&row)?;
        let sql = Sql::new("SELECT content, scope, demand FROM initiative_v4 WHERE id = ");
        if let Some(row) = self.reader.row(sql.bind(id.to_string())).await? {
            found.content = json::<Content>(&row, "content")?
                .map(|content| content_with(content, &found.proposer, &found.reference));
            found.scope = json::<Scope>(&row, "scope")?.as_ref().map(scope);
            found.supplement = json::<Demand>(&row, "demand")?.map(demand);
        }
        Ok(Some(found))
    }

    pub(crate) async fn initiatives(
        &self,
        filter: &InitiativeFilter,
        page: &Page,
    ) -> Result<(Vec<pb::Initiative>, String), StoreError> {
        let search = Search::of(&self.reader, &filter.search, page).await?;
        let mut found = Vec::new();
        for part in search.parts(page) {
            let sql = Sql::new(INITIATIVE);
            let sql = match part {
                Some(ids) => sql.push(" WHERE id").one_of(ids.to_vec()),
                None => sql.push(" WHERE id > ").bind(after_id(page)),
            };
            let sql = search.narrow(filter.narrow(sql));
            let sql = sql.push(" ORDER BY id LIMIT ").bind(page.limit() - found.len());
            for row in self.reader.rows(sql).await? {
                found.push(initiative(&row)?);
            }
            if found.len() == page.limit() {
                break;
            }
        }
        let next = page.finish(&mut found, |one| vec![Value::from(one.id.as_str())]);
        Ok((found, next))
    }

    pub(crate) async fn compilation(
        &self,
        id: CompilationId,
    ) -> Result<Option<pb::Compilation>, StoreError> {
        let sql = Sql::new(COMPILATION).push(" WHERE id = ").bind(id.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let mut found = compilation(&row)?;
        let sql = Sql::new("SELECT initiative FROM compilation_initiative_v4 WHERE compilation = ")
            .bind(id.to_string())
            .push(" ORDER BY number");
        let rows = self.reader.rows(sql).await?;
        found.initiatives =
            rows.iter().map(|row| row.text("initiative")).collect::<Result<_, _>>()?;
        Ok(Some(found))
    }

    pub(crate) async fn compilations(
        &self,
        administration: Option<AdministrationId>,
        cycle: Option<CycleId>,
        page: &Page,
    ) -> Result<(Vec<pb::Compilation>, String), StoreError> {
        let mut sql = Sql::new(COMPILATION).push(" WHERE id > ").bind(after_id(page));
        sql = equal(sql, " AND administration = ", administration.map(|id| id.to_string()));
        sql = equal(sql, " AND cycle = ", cycle.map(|id| id.to_string()));
        let sql = sql.push(" ORDER BY id LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut found = rows.iter().map(compilation).collect::<Result<Vec<_>, _>>()?;
        let next = page.finish(&mut found, |one| vec![Value::from(one.id.as_str())]);
        Ok((found, next))
    }

    pub(crate) async fn answers(
        &self,
        filter: &AnswerFilter,
        page: &Page,
    ) -> Result<(Vec<pb::Answer>, String), StoreError> {
        let after = page.after.first().cloned().unwrap_or(Value::from(0_i64));
        let mut sql = Sql::new(ANSWER).push(" WHERE a.position > ").bind(after);
        let proposer = (!filter.proposer.is_empty()).then(|| filter.proposer.clone());
        sql = equal(sql, " AND a.initiative = ", filter.initiative.map(|id| id.to_string()));
        let administration = filter.administration.map(|id| id.to_string());
        sql = equal(sql, " AND a.administration = ", administration);
        sql = equal(sql, " AND a.proposer = ", proposer);
        if filter.final_only {
            sql = sql.push(" AND a.final = 1");
        }
        if filter.waiting_only {
            sql = sql.push(" AND w.contact_person = ''");
        }
        let sql = sql.push(" ORDER BY a.position LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let read = |row: &Row| Ok((row.int("position")?, answer(row)?));
        let mut found = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        let next = page.finish(&mut found, |(position, _)| vec![Value::from(*position)]);
        Ok((found.into_iter().map(|(_, one)| one).collect(), next))
    }

    /// All answers and all steps of one initiative. Both are few.
    pub(crate) async fn journey(
        &self,
        id: InitiativeId,
    ) -> Result<(Vec<pb::JourneyStep>, Vec<pb::Answer>), StoreError> {
        let sql = Sql::new(ANSWER).push(" WHERE a.initiative = ").bind(id.to_string());
        let rows = self.reader.rows(sql.push(" ORDER BY a.position")).await?;
        let answers = rows.iter().map(answer).collect::<Result<_, _>>()?;
        let sql = Sql::new(
            "SELECT service, at, stage, outcome, reason, final FROM step_v4 WHERE initiative = ",
        );
        let sql = sql.bind(id.to_string()).push(" ORDER BY position");
        let rows = self.reader.rows(sql).await?;
        let steps = rows.iter().map(step).collect::<Result<_, _>>()?;
        Ok((steps, answers))
    }
}

fn after_id(page: &Page) -> Value {
    page.after.first().cloned().unwrap_or_else(|| Value::from(""))
}

fn equal(sql: Sql, fragment: &'static str, value: Option<String>) -> Sql {
    match value {
        Some(value) => sql.push(fragment).bind(value),
        None => sql,
    }
}

fn json<T: serde::de::DeserializeOwned>(
    row: &Row,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    let Some(text) = row.opt_text(column)? else { return Ok(None) };
    let read = serde_json::from_str(&text);
    read.map(Some).map_err(|error| StoreError::nonsense("initiative_v4", column, error))
}

fn small<T: TryFrom<i64> + Default>(row: &Row, column: &str) -> Result<T, StoreError> {
    let number = row.int(column)?;
    T::try_from(number).map_err(|_| StoreError::nonsense("intake", column, "is out of range"))
}

fn at(row: &Row, column: &str) -> Result<Option<pbjson_types::Timestamp>, StoreError> {
    Ok(Some(platform::grpc::timestamp(Timestamp::from_micros(row.int(column)?))))
}

fn administration(row: &Row) -> Result<pb::Administration, StoreError> {
    Ok(pb::Administration {
        id: row.text("id")?,
        name: row.text("name")?,
        code: row.text("code")?,
        revision: row.number("revision")?,
        contact_persons: Vec::new(),
    })
}

fn contact_person(row: &Row) -> Result<pb::ContactPerson, StoreError> {
    Ok(pb::ContactPerson {
        seat: row.text("seat")?,
        person: row.text("person")?,
        from: row.text("from_day")?,
        until: row.opt_text("until_day")?.unwrap_or_default(),
        deputy: row.flag("deputy")?,
        decision_ref: row.text("decision_ref")?,
    })
}

fn initiative(row: &Row) -> Result<pb::Initiative, StoreError> {
    Ok(pb::Initiative {
        id: row.text("id")?,
        administration: row.text("administration")?,
        proposer: row.text("proposer")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        need: row.text("need")?,
        status: status_into(row.parse("status")?).into(),
        cycle: row.text("cycle")?,
        area: row.text("area")?,
        total_cost_ore: row.int("total_cost")?,
        compilation: row.text("compilation")?,
        diary_number: row.text("diary_number")?,
        registered_at: at(row, "registered_at")?,
        revision: row.number("revision")?,
        content: None,
        scope: None,
        supplement: None,
    })
}

fn compilation(row: &Row) -> Result<pb::Compilation, StoreError> {
    Ok(pb::Compilation {
        id: row.text("id")?,
        administration: row.text("administration")?,
        cycle: row.text("cycle")?,
        diary_number: row.text("diary_number")?,
        submitted_by: row.text("submitted_by")?,
        submitted_at: at(row, "submitted_at")?,
        late: row.flag("late")?,
        initiatives: Vec::new(),
        initiative_count: small(row, "initiatives")?,
    })
}

fn answer(row: &Row) -> Result<pb::Answer, StoreError> {
    Ok(pb::Answer {
        initiative: row.text("initiative")?,
        number: small(row, "number")?,
        stage: stage_into(&row.text("stage")?).into(),
        outcome: row.text("outcome")?,
        instance: row.text("instance")?,
        reason: row.text("reason")?,
        service: row.text("service")?,
        sequence: row.number("sequence")?,
        decided_on: row.text("decided_on")?,
        decided_at: at(row, "decided_at")?,
        r#final: row.flag("final")?,
        proposer: row.text("proposer")?,
        administration: row.text("administration")?,
        contact_person: row.text("contact_person")?,
        waits_for_contact_person: row.flag("waits")?,
    })
}

fn step(row: &Row) -> Result<pb::JourneyStep, StoreError> {
    Ok(pb::JourneyStep {
        service: row.text("service")?,
        at: at(row, "at")?,
        stage: stage_into(&row.text("stage")?).into(),
        outcome: row.text("outcome")?,
        reason: row.text("reason")?,
        r#final: row.flag("final")?,
    })
}
