//! What a list of initiatives is narrowed by.

use intake_domain::Status;
use kernel::{AdministrationId, CycleId};
use platform::sql::Sql;

/// All that is set must hold.
#[derive(Debug, Default)]
pub(crate) struct InitiativeFilter {
    pub(crate) administration: Option<AdministrationId>,
    pub(crate) area: String,
    pub(crate) cycle: Option<CycleId>,
    pub(crate) status: Option<Status>,
    pub(crate) search: String,
}

impl InitiativeFilter {
    /// Narrows a list of initiatives by everything but the search.
    ///
    /// An administration has the fewest of them, which SQLite does not know: beside it no other index is offered.
    /// PostgreSQL has counted, and reads `NOT (a <> b)` as `a = b`.
    pub(super) fn narrow(&self, mut sql: Sql) -> Sql {
        let Self { administration, area, cycle, status, search: _ } = self;
        let alone = administration.is_none();
        if let Some(administration) = administration {
            sql = sql.push(" AND administration = ").bind(administration.to_string());
        }
        let others = [
            (
                (!area.is_empty()).then(|| area.clone()),
                " AND area <> '' AND area = ",
                " AND NOT (area <> ",
            ),
            (
                cycle.map(|id| id.to_string()),
                " AND cycle <> '' AND cycle = ",
                " AND NOT (cycle <> ",
            ),
            (status.map(|status| status.to_string()), " AND status = ", " AND NOT (status <> "),
        ];
        for (value, indexed, compared) in others {
            sql = match value {
                Some(value) if alone => sql.push(indexed).bind(value),
                Some(value) => sql.push(compared).bind(value).push(")"),
                None => sql,
            };
        }
        sql
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, IdGen as _};
    use platform::sql::Database;
    use platform::testing::CountingIds;

    use super::*;

    #[tokio::test]
    async fn beside_an_administration_sqlite_takes_its_index_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::sqlite(&folder.path().join("x.db")).await.unwrap();
        let tables = include_str!("../../migrations/read_v4.sql");
        let mut tx = database.begin_raw().await.unwrap();
        for statement in tables.split(';').filter(|one| !one.trim().is_empty()) {
            Sql::new(statement).execute(&mut tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let ids = CountingIds::default();
        for others in 0..8 {
            let filter = InitiativeFilter {
                administration: Some(Id::new(ids.uuid())),
                area: if others & 1 == 0 { String::new() } else { "social".to_owned() },
                cycle: (others & 2 != 0).then(|| Id::new(ids.uuid())),
                status: (others & 4 != 0).then_some(Status::Registered),
                search: String::new(),
            };
            let sql = Sql::new("EXPLAIN QUERY PLAN SELECT * FROM initiative_v4 WHERE id > ");
            let sql = filter.narrow(sql.bind("")).push(" ORDER BY id LIMIT ").bind(51_u64);
            let plan = database.reader().rows(sql).await.unwrap();
            let plan: Vec<_> = plan.iter().map(|row| row.text("detail").unwrap()).collect();
            let [one] = plan.as_slice() else { panic!("{filter:?}: {plan:?}") };
            assert!(one.contains("USING INDEX initiative_v4_administration"), "{filter:?}: {one}");
        }
    }
}
