//! The service's own database.

use std::time::Duration;

use tokio::time::timeout;

use super::Looking;
use crate::journal::{self, audit, chain};
use crate::sql::{Database, Sql, StoreError};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Clocks may differ by so many seconds before tokens and moments suffer.
const APART: i64 = 5;

impl Looking<'_> {
    pub(super) async fn database(&mut self) -> Option<Database> {
        let remedy = "see that the server runs and can be reached, and that database.url, password and certificates are right";
        let url = match self.config.database.with_password() {
            Ok(url) => url,
            Err(what) => {
                self.grave("DATABASE_UNREACHABLE", what, remedy);
                return None;
            }
        };
        let files = self.config.database.files();
        let what = match timeout(PATIENCE, Database::postgres_secured(&url, files)).await {
            Ok(Ok(database)) => {
                self.store = Some(database.reader());
                return Some(database);
            }
            Ok(Err(error @ StoreError::Unusable(_))) => {
                let remedy = "create the database anew with LC_COLLATE 'C' and put a backup back";
                self.grave("DATABASE_UNUSABLE", chain(&error), remedy);
                return None;
            }
            Ok(Err(error)) => chain(&error),
            Err(_) => "the database does not answer".to_owned(),
        };
        let shown = crate::config::masked(&self.config.database.url);
        self.grave("DATABASE_UNREACHABLE", format!("{shown}: {what}"), remedy);
        None
    }

    /// Whose database it is, what its role may do, and what time it is there.
    pub(super) async fn roles(&mut self, database: &Database) {
        let reader = database.reader();
        let now =
            Sql::new("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT) AS seconds");
        if let Ok(Some(row)) = reader.row(now).await
            && let Ok(there) = row.int("seconds")
        {
            let apart = self.clock.now().as_micros() / 1_000_000 - there;
            if apart.abs() > APART {
                let what = format!("the database's clock is {apart} s behind this one");
                let remedy = "have both machines keep time (NTP)";
                self.light("CLOCKS_APART", what, remedy);
            }
        }
        let owner = Sql::new("SELECT name AS name FROM migration WHERE name LIKE 'service:%'");
        if let Ok(Some(row)) = reader.row(owner).await
            && let Ok(name) = row.text("name")
            && name != format!("service:{}", self.service())
        {
            let what = format!("the database is that of {}", name.trim_start_matches("service:"));
            let remedy = "name the service's own database in database.url";
            self.grave("DATABASE_OF_ANOTHER", what, remedy);
        }
        let may = Sql::new(
            "SELECT CAST(has_table_privilege(current_user, tablename::text, 'UPDATE') AS INT)::BIGINT AS may \
             FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'journal'",
        );
        if let Ok(Some(row)) = reader.row(may).await
            && row.int("may").is_ok_and(|may| may == 1)
        {
            let what = "the role of database.url may change rows of the journal";
            let remedy = "give the tables to a role of their own with database.owner_url";
            self.light("ROLE_TOO_STRONG", what, remedy);
        }
    }

    /// What the store holds.
    pub(super) async fn rows(&mut self, chains: bool) {
        let Some(reader) = self.store.clone() else { return };
        let head = match journal::head(&reader).await {
            Ok(head) => head,
            Err(error) => {
                let remedy = "start the service once: it makes its tables";
                self.light(
                    "NO_JOURNAL",
                    format!("there is no journal yet: {}", chain(&error)),
                    remedy,
                );
                return;
            }
        };
        match journal::parked(&reader).await {
            Ok(parked) => {
                for one in parked.iter().filter(|one| one.mark.is_empty()).take(5) {
                    let what = format!(
                        "{}:{} is set aside: {}: {}",
                        one.source, one.sequence, one.reason, one.detail
                    );
                    let remedy =
                        "mend the cause, then `radslag parked retry`; or `radslag parked discard`";
                    self.light("PARKED", what, remedy);
                }
            }
            Err(error) => self.unreadable(&error),
        }
        if !chains {
            return;
        }
        match audit::verify(&reader).await {
            Ok(audit::Audit { first_bad: Some((position, what)), .. }) => {
                let remedy =
                    "stop the service and put the last good backup back: a row was changed";
                self.grave("CHAIN_BROKEN", format!("row {position}: {what}"), remedy);
            }
            Ok(audit::Audit { rows, .. }) if rows < head.position => {
                let what = format!("the journal has {rows} rows of {}", head.position);
                let remedy = "stop the service and put the last good backup back: rows are missing";
                self.grave("CHAIN_BROKEN", what, remedy);
            }
            Ok(_) => {}
            Err(error) => self.unreadable(&error),
        }
        match audit::states(&reader, &self.room.kinds()).await {
            Ok(wrong) => {
                for stream in wrong.iter().take(5) {
                    let what = format!("the state of {stream} is not what its facts make");
                    let remedy = "delete its row of the table `state` while the service stands still: it is made anew";
                    self.grave("STATE_BROKEN", what, remedy);
                }
            }
            Err(error) => self.unreadable(&error),
        }
    }

    fn unreadable(&mut self, error: &StoreError) {
        let remedy = "run the version that wrote it, or a newer one";
        self.grave("UNREADABLE", chain(error), remedy);
    }
}
