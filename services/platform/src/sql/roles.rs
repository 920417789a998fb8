//! Two roles of a PostgreSQL database: one owns the tables and is used at a start alone, the other runs. What
//! the running role may not do, no fault and no intruder in the process can.

use sqlx::{AssertSqlSafe, Executor as _, PgPool, Row as _};

use super::StoreError;

/// What the running role may do with a table; with all that are not named here it may do anything to rows.
pub(crate) struct Rights {
    /// Tables that it may add to, and whose rows it may neither change nor delete.
    pub(crate) append_only: &'static [&'static str],
    /// Tables that it may only read.
    pub(crate) read_only: &'static [&'static str],
}

/// Gives `role` its rights to the owner's tables, and takes away what it has beyond them.
pub(super) async fn grant(owner: &PgPool, role: &str, rights: &Rights) -> Result<(), StoreError> {
    let mut tx = owner.begin().await?;
    // Under the lock of migrations: replicas that start at once would change the same rows of the catalogue.
    tx.execute("SELECT pg_advisory_xact_lock(7236517)").await?;
    let tables = tx
        .fetch_all(
            "SELECT tablename::text AS name, quote_ident(tablename)::text AS quoted FROM pg_tables \
             WHERE schemaname = current_schema() AND tableowner = current_user",
        )
        .await?;
    let mut may: [(&str, Vec<String>); 3] = [
        ("SELECT, INSERT", Vec::new()),
        ("SELECT", Vec::new()),
        ("SELECT, INSERT, UPDATE, DELETE", Vec::new()),
    ];
    let mut all = Vec::new();
    for row in tables {
        let (name, quoted): (String, String) = (row.try_get("name")?, row.try_get("quoted")?);
        let [append, read, change] = &mut may;
        let of = match name.as_str() {
            one if rights.append_only.contains(&one) => append,
            one if rights.read_only.contains(&one) => read,
            _ => change,
        };
        of.1.push(quoted.clone());
        all.push(quoted);
    }
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    let mut statements = vec![format!("REVOKE ALL ON {} FROM {role}", all.join(", "))];
    let given = may.iter().filter(|(_, tables)| !tables.is_empty());
    statements
        .extend(given.map(|(what, of)| format!("GRANT {what} ON {} TO {role}", of.join(", "))));
    for statement in statements {
        tx.execute(sqlx::raw_sql(AssertSqlSafe(statement))).await?;
    }
    tx.commit().await?;
    Ok(())
}
