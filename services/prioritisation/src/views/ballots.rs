//! Ballots, and the conflicts of interest that count in them.

use std::collections::{BTreeSet, HashMap};

use kernel::{InitiativeId, PersonId, Timestamp};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{AreaRoundId, Vote};
use proto::prioritisation::v1 as pb;

use super::query::{Views, json};
use crate::wire;

const BALLOTS: &str = "SELECT member, places, cast_at, revision FROM ballot_v2 WHERE round = ";
const CONFLICTS_ON: &str = "SELECT x.member, c.initiative FROM candidate_v2 c \
     JOIN conflict_v2 x ON x.case_id = c.case_id WHERE c.round = ";

impl Views {
    /// Whether anyone has cast a ballot.
    pub(crate) async fn any_ballot(&self, round: &AreaRoundId) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT member FROM ballot_v2 WHERE round = ").bind(round.to_string());
        Ok(self.reader.row(sql.push(" LIMIT 1")).await?.is_some())
    }

    /// All ballots as they are counted, and what each member is out of. After closing they do not
    /// change any more.
    pub(crate) async fn votes(&self, round: &AreaRoundId) -> Result<Vec<Vote>, StoreError> {
        let sql = Sql::new("SELECT member, places FROM ballot_v2 WHERE round = ");
        let rows = self.reader.rows(sql.bind(round.to_string())).await?;
        let mut conflicts = self.conflicts_on(round, None).await?;
        let mut vote = |row: &Row| {
            let conflicts = conflicts.remove(&row.text("member")?).unwrap_or_default();
            Ok(Vote { places: json(row, "places")?, conflicts })
        };
        rows.iter().map(&mut vote).collect()
    }

    /// What members are out of on the paper of a round: all, or one.
    async fn conflicts_on(
        &self,
        round: &AreaRoundId,
        member: Option<&PersonId>,
    ) -> Result<HashMap<String, BTreeSet<InitiativeId>>, StoreError> {
        let mut sql = Sql::new(CONFLICTS_ON).bind(round.to_string());
        if let Some(member) = member {
            sql = sql.push(" AND x.member = ").bind(member.as_str());
        }
        let mut found: HashMap<String, BTreeSet<InitiativeId>> = HashMap::new();
        for row in self.reader.rows(sql).await? {
            found.entry(row.text("member")?).or_default().insert(row.parse("initiative")?);
        }
        Ok(found)
    }

    /// What a member is out of on the paper of a round.
    pub(crate) async fn conflicts_of(
        &self,
        round: &AreaRoundId,
        member: &PersonId,
    ) -> Result<BTreeSet<InitiativeId>, StoreError> {
        let mut found = self.conflicts_on(round, Some(member)).await?;
        Ok(found.remove(member.as_str()).unwrap_or_default())
    }

    pub(crate) async fn ballot(
        &self,
        round: &AreaRoundId,
        member: &PersonId,
    ) -> Result<Option<pb::Ballot>, StoreError> {
        let sql = Sql::new(BALLOTS).bind(round.to_string());
        let sql = sql.push(" AND member = ").bind(member.as_str());
        self.reader.row(sql).await?.map(|row| ballot(round, &row)).transpose()
    }

    pub(crate) async fn ballots(
        &self,
        round: &AreaRoundId,
        page: &Page,
    ) -> Result<pb::ListBallotsResponse, StoreError> {
        let mut sql = Sql::new(BALLOTS).bind(round.to_string());
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND member > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY member LIMIT ").bind(page.limit())).await?;
        let mut ballots =
            rows.iter().map(|row| ballot(round, row)).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut ballots, |one| vec![one.member.as_str().into()]);
        Ok(pb::ListBallotsResponse { ballots, next_page_token })
    }
}

fn ballot(round: &AreaRoundId, row: &Row) -> Result<pb::Ballot, StoreError> {
    let places: Vec<Vec<InitiativeId>> = json(row, "places")?;
    Ok(pb::Ballot {
        cycle: round.cycle.to_string(),
        area: round.area.to_string(),
        member: row.text("member")?,
        order: wire::order(&places),
        places: wire::places(&places),
        cast_at: Some(platform::grpc::timestamp(Timestamp::from_micros(row.int("cast_at")?))),
        revision: row.number("revision")?,
    })
}
