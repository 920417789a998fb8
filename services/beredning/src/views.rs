//! The read tables: kept by `project`, asked by `Views`. No other file holds SQL of this service.

use std::sync::Arc;

use beredning_domain::{Dossier, Status};
use kernel::{AreaKey, CycleId, DossierId, PersonId};
use model::Models;
use platform::journal::{Changes, Recorded};
use platform::page::Page;
use platform::sql::{Reader, Row, Sql, StoreError};
use proto::beredning::v1 as pb;

use crate::wire;

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    let Some(dossier) = fact.state::<Dossier>() else { return };
    // A state of this service is always JSON: its keys are text.
    let whole = serde_json::to_string(dossier).unwrap_or_default();
    changes.upsert(
        "dossier_v1",
        &["id"],
        vec![
            ("id", dossier.id.to_string().into()),
            ("cycle", dossier.cycle.to_string().into()),
            ("area", dossier.content.area.as_str().into()),
            ("status", dossier.status.as_str().into()),
            ("officer", dossier.officer.as_ref().map(ToString::to_string).into()),
            ("dossier", whole.into()),
            ("revision", fact.revision.into()),
        ],
    );
}

/// Which dossiers are listed.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub(crate) cycle: Option<CycleId>,
    pub(crate) area: Option<AreaKey>,
    pub(crate) status: Option<Status>,
    pub(crate) officer: Option<PersonId>,
}

/// Asks the read tables.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    reader: Reader,
    models: Arc<Models>,
}

const DOSSIERS: &str = "SELECT id, dossier, revision FROM dossier_v1 WHERE 1 = 1";

impl Views {
    pub(crate) fn new(reader: Reader, models: Arc<Models>) -> Self {
        Self { reader, models }
    }

    /// The version of the model that a dossier is under.
    pub(crate) async fn model_of(&self, id: DossierId) -> Result<Option<String>, StoreError> {
        let sql = Sql::new(DOSSIERS).push(" AND id = ").bind(id.to_string());
        self.reader.row(sql).await?.map(|row| Ok(read(&row)?.model)).transpose()
    }

    pub(crate) async fn dossier(&self, id: DossierId) -> Result<Option<pb::Dossier>, StoreError> {
        let sql = Sql::new(DOSSIERS).push(" AND id = ").bind(id.to_string());
        self.reader.row(sql).await?.map(|row| self.shown(&row)).transpose()
    }

    pub(crate) async fn dossiers(
        &self,
        filter: &Filter,
        page: &Page,
    ) -> Result<pb::ListDossiersResponse, StoreError> {
        let mut sql = Sql::new(DOSSIERS);
        if let Some(cycle) = filter.cycle {
            sql = sql.push(" AND cycle = ").bind(cycle.to_string());
        }
        if let Some(area) = &filter.area {
            sql = sql.push(" AND area = ").bind(area.as_str());
        }
        if let Some(status) = filter.status {
            sql = sql.push(" AND status = ").bind(status.as_str());
        }
        if let Some(officer) = &filter.officer {
            sql = sql.push(" AND officer = ").bind(officer.as_str());
        }
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND id > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY id LIMIT ").bind(page.limit())).await?;
        let shown = rows.iter().map(|row| self.shown(row).map(wire::in_list));
        let mut dossiers = shown.collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut dossiers, |one| vec![one.id.as_str().into()]);
        Ok(pb::ListDossiersResponse { dossiers, next_page_token })
    }

    fn shown(&self, row: &Row) -> Result<pb::Dossier, StoreError> {
        let dossier = read(row)?;
        Ok(wire::dossier(&dossier, self.models.get(&dossier.model), row.number("revision")?))
    }
}

fn read(row: &Row) -> Result<Dossier, StoreError> {
    serde_json::from_str(&row.text("dossier")?).map_err(|error| {
        StoreError::nonsense("dossier_v1", row.text("id").unwrap_or_default(), error)
    })
}
