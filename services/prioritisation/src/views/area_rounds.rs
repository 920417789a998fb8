//! Area rounds: phase, candidates, ranking.

use std::collections::HashMap;

use kernel::{AreaKey, CycleId, Money};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{AreaRoundId, Candidate, Phase, may_see_all};
use proto::prioritisation::v1 as pb;

use super::query::{Views, count, json};
use crate::wire;

const ROUNDS: &str = "SELECT cycle, area, phase, registered, included, awaiting_supplement, \
     rejected, withdrawn, decided_by, decision, revision, (SELECT COUNT(*) FROM ballot_v2 \
     WHERE round = area_round_v2.cycle || ':' || area_round_v2.area) AS ballots \
     FROM area_round_v2 WHERE 1 = 1";
const CANDIDATES: &str = "SELECT initiative, case_id, administration, reference, title, cost, \
     withdrawn FROM candidate_v2 WHERE round = ";
const RANKING: &str = "SELECT initiative, case_id, reference, title, place, computed_place, \
     points, half, cost FROM ranking_v2 WHERE round = ";

impl Views {
    /// Candidates of an area that are not withdrawn.
    pub(crate) async fn candidates(
        &self,
        round: &AreaRoundId,
    ) -> Result<Vec<Candidate>, StoreError> {
        let sql = Sql::new(CANDIDATES).bind(round.to_string());
        let rows = self.reader.rows(sql.push(" AND withdrawn = 0 ORDER BY place")).await?;
        rows.iter().map(own_candidate).collect()
    }

    /// Places of the decided ranking, by initiative. Empty before it is decided.
    pub(crate) async fn decided(
        &self,
        round: &AreaRoundId,
    ) -> Result<HashMap<String, u32>, StoreError> {
        let sql = Sql::new("SELECT initiative, place FROM ranking_v2 WHERE round = ");
        let rows = self.reader.rows(sql.bind(round.to_string())).await?;
        rows.iter().map(|row| Ok((row.text("initiative")?, count(row, "place")?))).collect()
    }

    /// The phase of an area round.
    pub(crate) async fn phase(&self, round: &AreaRoundId) -> Result<Option<Phase>, StoreError> {
        Ok(self.phase_at(round).await?.map(|(phase, _)| phase))
    }

    /// The phase of an area round, and its revision.
    pub(crate) async fn phase_at(
        &self,
        round: &AreaRoundId,
    ) -> Result<Option<(Phase, u64)>, StoreError> {
        let sql = Sql::new("SELECT phase, revision FROM area_round_v2 WHERE cycle = ")
            .bind(round.cycle.to_string())
            .push(" AND area = ")
            .bind(round.area.as_str());
        let row = self.reader.row(sql).await?;
        row.map(|row| Ok((row.parse("phase")?, row.number("revision")?))).transpose()
    }

    pub(crate) async fn area_round(
        &self,
        id: &AreaRoundId,
    ) -> Result<Option<pb::AreaRound>, StoreError> {
        let sql = Sql::new(ROUNDS)
            .push(" AND cycle = ")
            .bind(id.cycle.to_string())
            .push(" AND area = ")
            .bind(id.area.as_str());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        let candidates = Sql::new(CANDIDATES).bind(id.to_string()).push(" ORDER BY place");
        let ranking = Sql::new(RANKING).bind(id.to_string()).push(" ORDER BY place");
        let candidates = self.reader.rows(candidates).await?;
        let ranking = self.reader.rows(ranking).await?;
        Ok(Some(pb::AreaRound {
            candidates: candidates.iter().map(candidate).collect::<Result<_, _>>()?,
            ranking: ranking.iter().map(ranked).collect::<Result<_, _>>()?,
            decision: decision(&row)?,
            ..area_round(&row)?
        }))
    }

    pub(crate) async fn area_rounds(
        &self,
        cycle: Option<CycleId>,
        phase: Option<Phase>,
        page: &Page,
    ) -> Result<pb::ListAreaRoundsResponse, StoreError> {
        let mut sql = Sql::new(ROUNDS);
        if let Some(cycle) = cycle {
            sql = sql.push(" AND cycle = ").bind(cycle.to_string());
        }
        if let Some(phase) = phase {
            sql = sql.push(" AND phase = ").bind(phase.as_str());
        }
        if !page.after.is_empty() {
            sql = sql.push(" AND (cycle, area) > ").tuple(page.after.clone());
        }
        let sql = sql.push(" ORDER BY cycle, area LIMIT ").bind(page.limit());
        let rows = self.reader.rows(sql).await?;
        let mut area_rounds = rows.iter().map(area_round).collect::<Result<Vec<_>, _>>()?;
        let key = |one: &pb::AreaRound| vec![one.cycle.as_str().into(), one.area.as_str().into()];
        let next_page_token = page.finish(&mut area_rounds, key);
        Ok(pb::ListAreaRoundsResponse { area_rounds, next_page_token })
    }
}

/// The number of ballots is left out until it may be seen.
fn area_round(row: &Row) -> Result<pb::AreaRound, StoreError> {
    let area = AreaKey::new(row.text("area")?);
    let phase: Phase = row.parse("phase")?;
    let ballots = match may_see_all(&area, phase) {
        Ok(()) => Some(count(row, "ballots")?),
        Err(_) => None,
    };
    Ok(pb::AreaRound {
        cycle: row.text("cycle")?,
        area: area.to_string(),
        phase: wire::phase(phase).into(),
        registered: count(row, "registered")?,
        included: count(row, "included")?,
        awaiting_supplement: count(row, "awaiting_supplement")?,
        rejected: count(row, "rejected")?,
        withdrawn: count(row, "withdrawn")?,
        candidates: Vec::new(),
        ballots,
        ranking: Vec::new(),
        decided_by: row.opt_text("decided_by")?.unwrap_or_default(),
        revision: row.number("revision")?,
        decision: None,
    })
}

fn candidate(row: &Row) -> Result<pb::Candidate, StoreError> {
    Ok(pb::Candidate {
        initiative: row.text("initiative")?,
        case: row.text("case_id")?,
        administration: row.text("administration")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        total_cost_ore: row.int("cost")?,
        withdrawn: row.flag("withdrawn")?,
    })
}

fn ranked(row: &Row) -> Result<pb::RankingEntry, StoreError> {
    Ok(pb::RankingEntry {
        initiative: row.text("initiative")?,
        case: row.text("case_id")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        rank: count(row, "place")?,
        points: row.number("points")?,
        total_cost_ore: row.int("cost")?,
        half_point: row.flag("half")?,
        computed_rank: count(row, "computed_place")?,
    })
}

fn decision(row: &Row) -> Result<Option<pb::RankingDecision>, StoreError> {
    if row.opt_text("decision")?.is_none() {
        return Ok(None);
    }
    Ok(Some(wire::decision(&json(row, "decision")?)))
}

pub(super) fn own_candidate(row: &Row) -> Result<Candidate, StoreError> {
    Ok(Candidate {
        initiative: row.parse("initiative")?,
        case: row.parse("case_id")?,
        administration: row.parse("administration")?,
        reference: row.text("reference")?,
        title: row.text("title")?,
        cost: Money::ore(row.int("cost")?),
    })
}
