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
    /// What the role that erases may do with a table, beside reading; with all that are not in `kept` it may
    /// delete rows.
    pub(crate) erasing: &'static [(&'static str, &'static str)],
    /// Tables that are not made anew from others.
    pub(crate) kept: &'static [&'static str],
}

/// Gives `role`, and `eraser` where there is one, their rights to the owner's tables, and takes away what they
/// have beyond them.
pub(super) async fn grant(
    owner: &PgPool,
    role: &str,
    eraser: Option<&str>,
    rights: &Rights,
) -> Result<(), StoreError> {
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
    let (mut all, mut erasing) = (Vec::new(), Vec::new());
    for row in tables {
        let (name, quoted): (String, String) = (row.try_get("name")?, row.try_get("quoted")?);
        let [append, read, change] = &mut may;
        let of = match name.as_str() {
            one if rights.append_only.contains(&one) => append,
            one if rights.read_only.contains(&one) => read,
            _ => change,
        };
        let given = rights.erasing.iter().find(|(table, _)| *table == name);
        match given {
            Some((_, what)) => erasing.push(format!("{what} ON {quoted}")),
            None if rights.kept.contains(&name.as_str()) => {}
            None => erasing.push(format!("DELETE ON {quoted}")),
        }
        of.1.push(quoted.clone());
        all.push(quoted);
    }
    let quoted = |role: &str| format!("\"{}\"", role.replace('"', "\"\""));
    let (running, role, all) = (role, quoted(role), all.join(", "));
    let mut statements = vec![format!("REVOKE ALL ON {all} FROM {role}")];
    let given = may.iter().filter(|(_, tables)| !tables.is_empty());
    statements
        .extend(given.map(|(what, of)| format!("GRANT {what} ON {} TO {role}", of.join(", "))));
    // Its rights would be taken from who needs them.
    let own = tx.fetch_one("SELECT current_user::text AS name").await?;
    if eraser.is_some_and(|eraser| eraser == running || own.get::<String, _>("name") == eraser) {
        let what = "database.eraser names the role that runs or owns: name a third one";
        return Err(StoreError::Unusable(what.to_owned()));
    }
    let there = "SELECT 1 FROM pg_roles WHERE rolname = $1";
    let there = match eraser {
        Some(eraser) => tx.fetch_optional(sqlx::query(there).bind(eraser)).await?.is_some(),
        None => false,
    };
    if let Some(eraser) = eraser.filter(|_| !there) {
        tracing::warn!(eraser, "the role is missing: nothing can be erased by it");
    }
    if let Some(eraser) = eraser.filter(|_| there).map(quoted) {
        statements.push(format!("REVOKE ALL ON {all} FROM {eraser}"));
        statements.push(format!("GRANT SELECT ON {all} TO {eraser}"));
        statements.extend(erasing.iter().map(|what| format!("GRANT {what} TO {eraser}")));
    }
    for statement in statements {
        tx.execute(sqlx::raw_sql(AssertSqlSafe(statement))).await?;
    }
    tx.commit().await?;
    Ok(())
}
