//! The queries.

use std::collections::{BTreeSet, HashMap};

use kernel::{AreaKey, CaseId, CycleId, InitiativeId, Money, PersonId, Timestamp};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};
use prioritisation_domain::{AreaRoundId, Candidate, Phase, Standing, Vote, may_see_all};
use proto::prioritisation::v1 as pb;
use serde::de::DeserializeOwned;

use crate::input::CaseFilter;
use crate::wire;

const CASES: &str = "SELECT id, initiative, cycle, administration, area, reference, title, cost, \
     round, status, outcome, reason_code, reason, missing, due_on, revision FROM case_v2 WHERE 1 = 1";
const ROUNDS: &str = "SELECT cycle, area, phase, registered, included, awaiting_supplement, \
     rejected, withdrawn, decided_by, decision, revision, (SELECT COUNT(*) FROM ballot_v2 \
     WHERE round = area_round_v2.cycle || ':' || area_round_v2.area) AS ballots \
     FROM area_round_v2 WHERE 1 = 1";
const BALLOTS: &str = "SELECT member, places, cast_at, revision FROM ballot_v2 WHERE round = ";
const CANDIDATES: &str = "SELECT initiative, case_id, administration, reference, title, cost, \
     withdrawn FROM candidate_v2 WHERE round = ";
const RANKING: &str = "SELECT initiative, case_id, reference, title, place, computed_place, \
     points, half, cost FROM ranking_v2 WHERE round = ";
const CONFLICTS_ON: &str = "SELECT x.member, c.initiative FROM candidate_v2 c \
     JOIN conflict_v2 x ON x.case_id = c.case_id WHERE c.round = ";
const PROPOSAL: &str = "SELECT p.items, p.digest, p.business, p.it, p.making, p.revision, \
     c.happened_at AS composed_at, h.happened_at AS handed_over_at FROM proposal_v2 p \
     LEFT JOIN proposal_moment_v2 c ON c.cycle = p.cycle AND c.what = 'composed' \
     LEFT JOIN proposal_moment_v2 h ON h.cycle = p.cycle AND h.what = 'handed_over' \
     WHERE p.cycle = ";
const ITEMS: &str = "SELECT city_rank, initiative, case_id, administration, reference, title, \
     area, area_rank, score_numerator, score_denominator, cost, computed_rank, within, \
     computed_within FROM proposal_item_v2 WHERE cycle = ";

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
