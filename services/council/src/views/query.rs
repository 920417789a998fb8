//! The queries.

use council_domain::Seated;
use kernel::{
    AreaKey, BodyKey, CaseId, CycleId, InitiativeId, MeetingId, PersonId, Responsibility, Seat,
    SeatRole, Timestamp,
};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};
use proto::council::v1 as pb;

use crate::input::SeatFilter;
use crate::wire;

const SEATS: &str = "SELECT id, body, role, responsibility, person, from_day, until_day, \
     decision_ref, end_reason FROM appointment_v2 WHERE 1 = 1";
const MEETINGS: &str = "SELECT m.id, m.cycle, m.attendance, m.quorum, m.held_on, m.handled, \
     m.issued, m.revision, o.happened_at AS opened_at, c.happened_at AS closed_at \
     FROM meeting_v2 m \
     LEFT JOIN meeting_moment_v2 o ON o.meeting = m.id AND o.what = 'opened' \
     LEFT JOIN meeting_moment_v2 c ON c.meeting = m.id AND c.what = 'closed' WHERE 1 = 1";
const ITEMS: &str = "SELECT i.case_id, i.city_rank, i.initiative, i.administration, i.reference, \
     i.title, i.area, i.cost, i.meeting, w.reason AS withdrawn FROM recommendation_item_v2 i \
     LEFT JOIN withdrawal_v2 w ON w.initiative = i.initiative WHERE i.cycle = ";

/// Asks the read tables.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    reader: Reader,
}

impl Views {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }

    /// The cycle that a meeting is about.
    pub(crate) async fn cycle_of(&self, meeting: MeetingId) -> Result<Option<CycleId>, StoreError> {
        let sql = Sql::new("SELECT cycle FROM meeting_v2 WHERE id = ").bind(meeting.to_string());
        self.reader.row(sql).await?.map(|row| row.parse("cycle")).transpose()
    }

    /// The items of a cycle's proposal and their initiatives, in city order.
    pub(crate) async fn proposed(
        &self,
        cycle: CycleId,
    ) -> Result<Vec<(CaseId, InitiativeId)>, StoreError> {
        let sql = Sql::new("SELECT case_id, initiative FROM recommendation_item_v2 WHERE cycle = ")
            .bind(cycle.to_string())
            .push(" ORDER BY city_rank");
        let rows = self.reader.rows(sql).await?;
        rows.iter().map(|row| Ok((row.parse("case_id")?, row.parse("initiative")?))).collect()
    }

    pub(crate) async fn meeting(&self, id: MeetingId) -> Result<Option<pb::Meeting>, StoreError> {
        let sql = Sql::new(MEETINGS).push(" AND m.id = ").bind(id.to_string());
        self.reader.row(sql).await?.as_ref().map(meeting).transpose()
    }

    pub(crate) async fn meetings(
        &self,
        cycle: Option<CycleId>,
        page: &Page,
    ) -> Result<pb::ListMeetingsResponse, StoreError> {
        let mut sql = Sql::new(MEETINGS);
        if let Some(cycle) = cycle {
            sql = sql.push(" AND m.cycle = ").bind(cycle.to_string());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND m.id > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY m.id LIMIT ").bind(page.limit())).await?;
        let mut meetings = rows.iter().map(meeting).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut meetings, |one| vec![one.id.as_str().into()]);
        Ok(pb::ListMeetingsResponse { meetings, next_page_token })
    }

    pub(crate) async fn recommendation(
        &self,
        cycle: CycleId,
    ) -> Result<Option<pb::Recommendation>, StoreError> {
        let sql = Sql::new(
            "SELECT received, announced, digest, complete, meeting, decided_on, revision \
             FROM recommendation_v2 WHERE cycle = ",
        );
        let row = self.reader.row(sql.bind(cycle.to_string())).await?;
        row.map(|row| recommendation(cycle, &row)).transpose()
    }

    pub(crate) async fn items(
        &self,
        cycle: CycleId,
        area: Option<&AreaKey>,
        page: &Page,
    ) -> Result<pb::ListRecommendationItemsResponse, StoreError> {
        let mut sql = Sql::new(ITEMS).bind(cycle.to_string());
        if let Some(area) = area {
            sql = sql.push(" AND i.area = ").bind(area.as_str());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND i.city_rank > ").bind(after.clone());
        }
        let sql = sql.push(" ORDER BY i.city_rank LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut items = rows.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut items, |item| vec![item.city_rank.into()]);
        Ok(pb::ListRecommendationItemsResponse { items, next_page_token })
    }

    pub(crate) async fn seats(
        &self,
        filter: &SeatFilter,
        page: &Page,
    ) -> Result<pb::ListSeatsResponse, StoreError> {
        let mut sql = filtered(filter);
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND id > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY id LIMIT ").bind(page.limit())).await?;
        let seats = rows.iter().map(|row| Ok(wire::seat(&seated(row)?)));
        let mut seats = seats.collect::<Result<Vec<_>, StoreError>>()?;
        let next_page_token = page.finish(&mut seats, |seat| vec![seat.id.as_str().into()]);
        Ok(pb::ListSeatsResponse { seats, next_page_token })
    }

    /// All seats that fit.
    pub(crate) async fn all_seats(&self, filter: &SeatFilter) -> Result<Vec<Seated>, StoreError> {
        let rows = self.reader.rows(filtered(filter).push(" ORDER BY id")).await?;
        rows.iter().map(seated).collect()
    }
}

fn filtered(filter: &SeatFilter) -> Sql {
    let mut sql = Sql::new(SEATS);
    if let Some(body) = &filter.body {
        sql = sql.push(" AND body = ").bind(body.as_str());
    }
    if let Some(person) = &filter.person {
        sql = sql.push(" AND person = ").bind(person.as_str());
    }
    if let Some(day) = filter.held_on {
        sql = sql.push(" AND from_day <= ").bind(day.to_string());
        sql = sql.push(" AND (until_day IS NULL OR until_day > ").bind(day.to_string()).push(")");
    }
    sql
}

fn seated(row: &Row) -> Result<Seated, StoreError> {
    let until = row.opt_text("until_day")?.map(|day| day.parse()).transpose();
    let seat = Seat {
        id: row.parse("id")?,
        body: BodyKey::new(row.text("body")?),
        role: row.parse::<SeatRole>("role")?,
        responsibility: row.parse::<Responsibility>("responsibility")?,
        person: PersonId::new(row.text("person")?),
        from: row.parse("from_day")?,
        until: until.map_err(|error| StoreError::nonsense("appointment_v2", "until_day", error))?,
    };
    let (decision_ref, end_reason) = (row.text("decision_ref")?, row.opt_text("end_reason")?);
    Ok(Seated { seat, decision_ref, end_reason })
}

fn count(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    let number = row.number(column)?;
    u32::try_from(number).map_err(|error| StoreError::nonsense(column, number, error))
}

fn meeting(row: &Row) -> Result<pb::Meeting, StoreError> {
    let attendance = row.text("attendance")?;
    let attendance = serde_json::from_str(&attendance)
        .map_err(|error| StoreError::nonsense("meeting_v2", attendance, error))?;
    let moment =
        |micros: Option<i64>| micros.map(Timestamp::from_micros).map(platform::grpc::timestamp);
    Ok(pb::Meeting {
        id: row.text("id")?,
        cycle: row.text("cycle")?,
        attendance,
        quorum: count(row, "quorum")?,
        held_on: row.text("held_on")?,
        proposal_handled: row.flag("handled")?,
        recommendation_issued: row.flag("issued")?,
        opened_at: moment(row.opt_int("opened_at")?),
        closed_at: moment(row.opt_int("closed_at")?),
        revision: row.number("revision")?,
    })
}

fn recommendation(cycle: CycleId, row: &Row) -> Result<pb::Recommendation, StoreError> {
    let announced = row.opt_int("announced")?.map(u32::try_from).transpose();
    Ok(pb::Recommendation {
        cycle: cycle.to_string(),
        received: count(row, "received")?,
        announced: announced
            .map_err(|error| StoreError::nonsense("recommendation_v2", cycle, error))?,
        digest: row.opt_text("digest")?.unwrap_or_default(),
        complete: row.flag("complete")?,
        meeting: row.opt_text("meeting")?.unwrap_or_default(),
        decided_on: row.opt_text("decided_on")?.unwrap_or_default(),
        revision: row.number("revision")?,
    })
}

fn item(row: &Row) -> Result<pb::RecommendationEntry, StoreError> {
    Ok(pb::RecommendationEntry {
        initiative: row.text("initiative")?,
        case: row.text("case_id")?,
        administration: row.text("administration")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        area: row.text("area")?,
        city_rank: count(row, "city_rank")?,
        total_cost_ore: row.int("cost")?,
        meeting: row.opt_text("meeting")?.unwrap_or_default(),
        withdrawn_reason: row.opt_text("withdrawn")?.unwrap_or_default(),
    })
}
