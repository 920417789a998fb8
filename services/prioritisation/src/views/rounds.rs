//! What each dossier of a case said and what came of it, and what changed from one to the next.

use kernel::{CaseId, Timestamp};
use platform::grpc::timestamp;
use platform::journal::{Changes, Recorded};
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{Case, CaseFact, Change, Dossier, Outcome, difference};
use proto::prioritisation::v1 as pb;

use super::project::{list, text};
use super::query::{self, Views, count, json};
use crate::wire;

const ROUNDS: &str = "SELECT dossier, prepared_at FROM case_round_v2 WHERE case_id = ";
const OUTCOMES: &str = "SELECT round, outcome, reason_code, reason, missing, due_on, decided_at \
     FROM case_outcome_v2 WHERE case_id = ";

pub(super) fn project(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, case) = (fact.id::<Case>()?, fact.state::<Case>()?);
    let owner = || ("case_id", id.to_string().into());
    let at = || fact.occurred_at.as_micros().into();
    match fact.fact::<Case>()? {
        CaseFact::Opened { .. } | CaseFact::PreparedAgain { .. } => {
            let dossier = case.dossier.as_ref()?;
            let row = vec![
                owner(),
                ("round", dossier.round.into()),
                ("prepared_at", at()),
                ("dossier", serde_json::to_string(dossier).ok()?.into()),
            ];
            changes.upsert("case_round_v2", &["case_id", "round"], row);
        }
        CaseFact::Assessed { assessment } => {
            let row = vec![
                owner(),
                ("revision", fact.revision.into()),
                ("round", case.dossier.as_ref()?.round.into()),
                ("outcome", assessment.outcome.as_str().into()),
                ("reason_code", text(assessment.reason_code.as_ref())),
                ("reason", assessment.reason.as_str().into()),
                ("missing", list(&assessment.missing)),
                ("due_on", text(assessment.due_on)),
                ("decided_at", at()),
            ];
            changes.upsert("case_outcome_v2", &["case_id", "revision"], row);
        }
        CaseFact::Withdrawn { .. } => {}
    }
    Some(())
}

impl Views {
    /// Every round of a case's dossier, first to last.
    pub(crate) async fn rounds(&self, case: CaseId) -> Result<Vec<pb::CaseRound>, StoreError> {
        let rounds = Sql::new(ROUNDS).bind(case.to_string()).push(" ORDER BY round");
        let outcomes = Sql::new(OUTCOMES).bind(case.to_string()).push(" ORDER BY revision");
        let rounds = self.reader.rows(rounds).await?;
        let outcomes = self.reader.rows(outcomes).await?;
        let outcomes = outcomes.iter().map(outcome).collect::<Result<Vec<_>, _>>()?;
        let mut before = None;
        let mut found = Vec::with_capacity(rounds.len());
        for row in &rounds {
            let after: Dossier = json(row, "dossier")?;
            let changes = before.map(|before| difference(&before, &after)).unwrap_or_default();
            let of_round = outcomes.iter().filter(|(round, _)| *round == after.round);
            found.push(pb::CaseRound {
                outcomes: of_round.map(|(_, outcome)| outcome.clone()).collect(),
                changes: changes.into_iter().map(changed).collect(),
                ..round(&after, row.int("prepared_at")?)
            });
            before = Some(after);
        }
        Ok(found)
    }
}

fn round(dossier: &Dossier, prepared_at: i64) -> pb::CaseRound {
    let year = |one: &prioritisation_domain::YearCost| pb::YearCost {
        year: one.year,
        cost_ore: one.cost.as_ore(),
    };
    pb::CaseRound {
        round: dossier.round,
        prepared_at: Some(timestamp(Timestamp::from_micros(prepared_at))),
        title: dossier.title.clone(),
        total_cost_ore: dossier.cost.as_ore(),
        costs: dossier.basis.costs.iter().map(year).collect(),
        scores: wire::scores(&dossier.basis.scores),
        value: dossier.basis.value,
        outcomes: Vec::new(),
        changes: Vec::new(),
    }
}

fn outcome(row: &Row) -> Result<(u32, pb::CaseOutcome), StoreError> {
    let outcome = pb::CaseOutcome {
        outcome: wire::outcome(row.parse::<Outcome>("outcome")?).into(),
        reason_code: row.opt_text("reason_code")?.unwrap_or_default(),
        reason: row.text("reason")?,
        missing: query::list(row, "missing")?,
        due_on: row.opt_text("due_on")?.unwrap_or_default(),
        decided_at: Some(timestamp(Timestamp::from_micros(row.int("decided_at")?))),
    };
    Ok((count(row, "round")?, outcome))
}

fn changed(change: Change) -> pb::FieldChange {
    pb::FieldChange { field: change.field, before: change.before, after: change.after }
}
