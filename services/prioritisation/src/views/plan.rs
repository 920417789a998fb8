//! What a city-wide proposal is made from, as the read tables hold it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{AreaKey, CaseId, CycleId, PersonId};
use model::Model;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{
    AreaRound, AreaRoundId, Basis, Candidate, Counts, Dossier, Ground, GroundArea, Making, Ranking,
    RankingEntry, compose,
};

use super::area_rounds::own_candidate;
use super::query::{Views, count, json};

const ROUNDS: &str = "SELECT area, phase, registered, included, awaiting_supplement, rejected, \
     withdrawn, decided_by, decision, (SELECT COUNT(*) FROM ballot_v2 \
     WHERE round = area_round_v2.cycle || ':' || area_round_v2.area) AS ballots \
     FROM area_round_v2 WHERE cycle = ";
const RANKED: &str = "SELECT r.round, c.initiative, c.case_id, c.administration, c.reference, \
     c.title, c.cost, c.withdrawn, r.place, r.computed_place, r.points, r.half FROM ranking_v2 r \
     JOIN candidate_v2 c ON c.round = r.round AND c.initiative = r.initiative WHERE r.round IN (";
const DOSSIERS: &str = "SELECT c.id, d.dossier FROM case_v2 c \
     JOIN case_round_v2 d ON d.case_id = c.id AND d.round = c.round WHERE c.cycle = ";

const APPRAISALS: &str = "SELECT c.id, a.scores FROM case_v2 c \
     JOIN appraisal_v2 a ON a.case_id = c.id AND a.round = c.round WHERE c.cycle = ";

/// What a cycle's proposal is made from, and the rounds that it follows from.
#[derive(Debug)]
pub(crate) struct Material {
    pub(crate) rounds: Vec<AreaRound>,
    pub(crate) ground: Ground,
}

impl Views {
    /// The material of a cycle. `model` gives the criteria, `areas` the areas.
    pub(crate) async fn material(
        &self,
        cycle: CycleId,
        areas: &Model,
        model: &Model,
    ) -> Result<Material, StoreError> {
        let rounds = self.ranked_rounds(cycle).await?;
        let area = |area: &model::Area| {
            let round = rounds.iter().find(|round| round.area == area.key);
            let decision = round.and_then(|round| round.ranking.as_ref());
            GroundArea {
                key: area.key.clone(),
                counts: round.map(|round| round.counts).unwrap_or_default(),
                gaps: decision.map(|one| one.decision.gaps.clone()).unwrap_or_default(),
            }
        };
        let ground = Ground {
            items: compose(&rounds),
            bases: self.bases(cycle).await?,
            appraisals: self.members_scores(cycle).await?,
            areas: areas.areas.iter().map(area).collect(),
            valuation: model.valuation.clone(),
        };
        Ok(Material { rounds, ground })
    }

    /// The areas' rounds with their rankings, without the frozen paper.
    async fn ranked_rounds(&self, cycle: CycleId) -> Result<Vec<AreaRound>, StoreError> {
        let rows = self.reader.rows(Sql::new(ROUNDS).bind(cycle.to_string())).await?;
        let areas: Vec<AreaKey> =
            rows.iter().map(|row| row.text("area").map(AreaKey::new)).collect::<Result<_, _>>()?;
        let mut ranked = self.ranked(cycle, &areas).await?;
        let mut round = |(row, area): (&Row, AreaKey)| {
            let (entries, withdrawn) = ranked.remove(&area).unwrap_or_default();
            round(cycle, area, row, entries, withdrawn)
        };
        rows.iter().zip(areas).map(&mut round).collect()
    }

    async fn ranked(&self, cycle: CycleId, areas: &[AreaKey]) -> Result<Ranked, StoreError> {
        let mut ranked = Ranked::new();
        let mut sql = Sql::new(RANKED);
        for (i, area) in areas.iter().enumerate() {
            let round = AreaRoundId { cycle, area: area.clone() };
            sql = if i == 0 { sql } else { sql.push(", ") }.bind(round.to_string());
        }
        if areas.is_empty() {
            return Ok(ranked);
        }
        for row in self.reader.rows(sql.push(") ORDER BY r.round, r.place")).await? {
            let round: AreaRoundId = row.parse("round")?;
            let (entries, withdrawn) = ranked.entry(round.area).or_default();
            let entry = entry(&row)?;
            withdrawn.extend(row.flag("withdrawn")?.then_some(entry.candidate.case));
            entries.push(entry);
        }
        Ok(ranked)
    }

    async fn bases(&self, cycle: CycleId) -> Result<BTreeMap<CaseId, Basis>, StoreError> {
        let sql = Sql::new(DOSSIERS).bind(cycle.to_string());
        let rows = self.reader.rows(sql.push(" AND c.status = 'included'")).await?;
        let basis = |row: &Row| Ok((row.parse("id")?, json::<Dossier>(row, "dossier")?.basis));
        rows.iter().map(basis).collect()
    }

    /// What members gave of the newest dossiers. Not shown: only means of it are told.
    async fn members_scores(&self, cycle: CycleId) -> Result<MembersScores, StoreError> {
        let sql = Sql::new(APPRAISALS).bind(cycle.to_string());
        let mut found = MembersScores::new();
        for row in self.reader.rows(sql.push(" AND c.status = 'included'")).await? {
            found.entry(row.parse("id")?).or_default().push(json(&row, "scores")?);
        }
        Ok(found)
    }

    /// How the proposal was made, as last composed.
    pub(crate) async fn making(&self, cycle: CycleId) -> Result<Option<Making>, StoreError> {
        let sql = Sql::new("SELECT making FROM proposal_v2 WHERE cycle = ").bind(cycle.to_string());
        let Some(row) = self.reader.row(sql).await? else { return Ok(None) };
        match row.opt_text("making")? {
            Some(_) => json(&row, "making").map(Some),
            None => Ok(None),
        }
    }
}

type MembersScores = BTreeMap<CaseId, Vec<BTreeMap<String, i32>>>;
type Ranked = HashMap<AreaKey, (Vec<RankingEntry>, BTreeSet<CaseId>)>;

fn entry(row: &Row) -> Result<RankingEntry, StoreError> {
    Ok(RankingEntry {
        candidate: own_candidate(row)?,
        rank: count(row, "place")?,
        computed_rank: count(row, "computed_place")?,
        points: row.number("points")?,
        half: row.flag("half")?,
    })
}

fn round(
    cycle: CycleId,
    area: AreaKey,
    row: &Row,
    entries: Vec<RankingEntry>,
    withdrawn: BTreeSet<CaseId>,
) -> Result<AreaRound, StoreError> {
    let counts = Counts {
        registered: count(row, "registered")?,
        included: count(row, "included")?,
        awaiting_supplement: count(row, "awaiting_supplement")?,
        rejected: count(row, "rejected")?,
        withdrawn: count(row, "withdrawn")?,
    };
    let ranking = match row.opt_text("decided_by")? {
        Some(person) => Some(Ranking {
            ballots: count(row, "ballots")?,
            decided_by: PersonId::new(person),
            decision: json(row, "decision")?,
            entries,
        }),
        None => None,
    };
    let candidates: Vec<Candidate> = Vec::new();
    Ok(AreaRound {
        cycle,
        area,
        phase: row.parse("phase")?,
        counts,
        candidates,
        withdrawn,
        ranking,
    })
}
