//! Leases: one replica at a time publishes, or follows a source. They save work; what makes it safe
//! is the cursor. They do not trust clocks: a holder raises `beat`, and who has seen it stand still
//! for long enough by its own monotonic time takes over.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::request::chain;
use crate::lifecycle::Tasks;
use crate::sql::{Database, Reader, Row, Sql, StoreError, Value};

/// How often the holder raises the beat, and others look at it.
const BEAT: Duration = Duration::from_secs(1);
/// A beat that stood still for so long is taken over. A holder that could not raise it for so long
/// has lost it.
const STILL: Duration = Duration::from_secs(3);
/// How long releasing may take when a process stops.
const RELEASE: Duration = Duration::from_secs(2);

/// A lease as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRow {
    /// What it is for.
    pub name: String,
    /// Who holds it; empty when nobody does.
    pub holder: String,
    /// Raised by the holder.
    pub beat: u64,
}

/// The leases on this database, as they are while no process holds one; `None` when one does: its beat moves. It
/// takes three seconds to tell.
///
/// # Errors
/// When the database fails.
pub async fn at_rest(reader: &Reader) -> Result<Option<Vec<LeaseRow>>, StoreError> {
    let before = read_leases(&reader.rows(select_leases()).await?)?;
    tokio::time::sleep(STILL).await;
    let after = read_leases(&reader.rows(select_leases()).await?)?;
    Ok((after == before).then_some(after))
}

/// The leases that a process wants and holds.
#[derive(Clone)]
pub struct Leases {
    inner: Option<Arc<Inner>>,
}

struct Inner {
    database: Database,
    holder: String,
    wanted: Mutex<BTreeMap<String, watch::Sender<bool>>>,
    seen: Mutex<BTreeMap<String, Seen>>,
    beaten: watch::Sender<Option<Instant>>,
    barred: AtomicBool,
}

/// What was last seen of a lease that somebody else holds.
struct Seen {
    beat: u64,
    since: Instant,
}

impl std::fmt::Debug for Leases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leases").field("holder", &self.holder()).finish_non_exhaustive()
    }
}

impl Leases {
    /// For a process that is alone on its database: it holds everything at once.
    #[must_use]
    pub fn alone() -> Self {
        Self { inner: None }
    }

    /// For one of several processes on a database. Beats until the tasks' keepers stop.
    #[must_use]
    pub fn shared(database: Database, holder: String, tasks: &Tasks) -> Self {
        let inner = Arc::new(Inner {
            database,
            holder,
            wanted: Mutex::default(),
            seen: Mutex::default(),
            beaten: watch::channel(None).0,
            barred: AtomicBool::new(false),
        });
        tasks.spawn_keeper(keep(inner.clone(), tasks.keepers_stop()));
        Self { inner: Some(inner) }
    }

    /// Name under which this process holds leases; empty where it is alone.
    #[must_use]
    pub fn holder(&self) -> &str {
        self.inner.as_ref().map_or("", |inner| inner.holder.as_str())
    }

    /// Does `work` while the lease `name` is held, again and again until `stop`. `work` is given a
    /// token that is cancelled when the lease is lost or `stop` is; it must end then.
    pub async fn while_held<F>(
        &self,
        name: &str,
        stop: &CancellationToken,
        work: impl Fn(CancellationToken) -> F,
    ) where
        F: Future<Output = ()>,
    {
        let Some(inner) = &self.inner else { return work(stop.clone()).await };
        let mut held = inner.want(name);
        while !stop.is_cancelled() {
            let gained = tokio::select! {
                () = stop.cancelled() => return,
                gained = held.wait_for(|held| *held) => gained.is_ok(),
            };
            if !gained {
                return;
            }
            tracing::info!(lease = name, "lease held");
            let lost = stop.child_token();
            let mut watched = held.clone();
            let mut doing = std::pin::pin!(work(lost.clone()));
            let gone = async {
                let _ = watched.wait_for(|held| !*held).await;
            };
            tokio::select! {
                () = &mut doing => continue,
                () = gone => {}
            }
            tracing::warn!(lease = name, "lease lost");
            lost.cancel();
            doing.await;
        }
    }

    /// Gives all leases up, or takes part again: a process that cannot read the journal must leave
    /// the work to those that can.
    pub(crate) fn bar(&self, barred: bool) {
        if let Some(inner) = &self.inner {
            inner.barred.store(barred, Ordering::Relaxed);
        }
    }

    /// Whether this process holds the lease.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        let Some(inner) = &self.inner else { return true };
        let wanted = inner.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.get(name).is_some_and(|held| *held.borrow())
    }

    /// How long ago the leases were last seen to.
    #[must_use]
    pub fn seen_ago(&self) -> Option<Duration> {
        let Some(inner) = &self.inner else { return Some(Duration::ZERO) };
        inner.beaten.borrow().map(|at| at.elapsed())
    }
}

impl Inner {
    fn want(&self, name: &str) -> watch::Receiver<bool> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.entry(name.to_owned()).or_insert_with(|| watch::channel(false).0).subscribe()
    }

    fn tell(&self, mine: &BTreeSet<String>) {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, held) in &*wanted {
            let holds = mine.contains(name);
            held.send_if_modified(|held| std::mem::replace(held, holds) != holds);
        }
    }

    /// One round: raises what is held, takes what stands still or nobody has.
    async fn round(&self) -> Result<(), StoreError> {
        if self.barred.load(Ordering::Relaxed) {
            self.tell(&BTreeSet::new());
            self.release().await?;
            self.beaten.send_replace(Some(Instant::now()));
            return Ok(());
        }
        let names: Vec<String> = {
            let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.keys().cloned().collect()
        };
        let mut connection = self.database.side().await?;
        let raised = Sql::new("UPDATE lease SET beat = beat + 1 WHERE holder = ")
            .bind(self.holder.as_str())
            .push(" RETURNING name")
            .rows(&mut connection)
            .await?;
        let mut mine: BTreeSet<String> =
            raised.iter().map(|row| row.text("name")).collect::<Result<_, _>>()?;
        let others: Vec<_> = names.into_iter().filter(|name| !mine.contains(name)).collect();
        if !others.is_empty() {
            let rows = select_leases().rows(&mut connection).await?;
            let found = read_leases(&rows)?;
            for name in others {
                let row = found.iter().find(|row| row.name == name);
                if let Some(take) = self.take(&name, row)
                    && take.execute(&mut connection).await? == 1
                {
                    mine.insert(name);
                }
            }
        }
        self.tell(&mine);
        self.beaten.send_replace(Some(Instant::now()));
        Ok(())
    }

    /// The statement that takes the lease over, if it may be tried.
    fn take(&self, name: &str, row: Option<&LeaseRow>) -> Option<Sql> {
        let Some(row) = row else {
            let own = [Value::from(name), self.holder.as_str().into(), 1_u64.into()];
            let insert = Sql::new("INSERT INTO lease (name, holder, beat) VALUES ").tuple(own);
            return Some(insert.push(" ON CONFLICT (name) DO NOTHING"));
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match seen.get(name) {
            Some(seen) if seen.beat == row.beat => seen.since,
            _ => Instant::now(),
        };
        seen.insert(name.to_owned(), Seen { beat: row.beat, since });
        (row.holder.is_empty() || since.elapsed() >= STILL).then(|| {
            Sql::new("UPDATE lease SET holder = ")
                .bind(self.holder.as_str())
                .push(", beat = beat + 1 WHERE name = ")
                .bind(name)
                .push(" AND beat = ")
                .bind(row.beat)
        })
    }

    async fn release(&self) -> Result<(), StoreError> {
        let mut connection = self.database.side().await?;
        Sql::new("UPDATE lease SET holder = '', beat = beat + 1 WHERE holder = ")
            .bind(self.holder.as_str())
            .execute(&mut connection)
            .await?;
        Ok(())
    }
}

pub(crate) fn select_leases() -> Sql {
    Sql::new("SELECT name, holder, beat FROM lease ORDER BY name")
}

pub(crate) fn read_leases(rows: &[Row]) -> Result<Vec<LeaseRow>, StoreError> {
    let read = |row: &Row| {
        Ok(LeaseRow {
            name: row.text("name")?,
            holder: row.text("holder")?,
            beat: row.number("beat")?,
        })
    };
    rows.iter().map(read).collect()
}

async fn keep(inner: Arc<Inner>, stop: CancellationToken) {
    let mut raised = Instant::now();
    while !stop.is_cancelled() {
        match timeout(STILL, inner.round()).await {
            Ok(Ok(())) => raised = Instant::now(),
            Ok(Err(error)) => tracing::warn!(error = chain(&error), "leases not seen to"),
            Err(_) => tracing::warn!("leases not seen to in time"),
        }
        if raised.elapsed() >= STILL {
            inner.tell(&BTreeSet::new());
        }
        // A lease that is newly wanted is looked at soon.
        let rest = if raised.elapsed() < BEAT && inner.waits() { BEAT / 10 } else { BEAT };
        let _ = timeout(rest, stop.cancelled()).await;
    }
    inner.tell(&BTreeSet::new());
    if let Ok(Err(error)) = timeout(RELEASE, inner.release()).await {
        tracing::warn!(error = chain(&error), "leases not released: others wait for them");
    }
}

impl Inner {
    /// Whether a wanted lease has not been looked at yet.
    fn waits(&self) -> bool {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.is_empty()
            || wanted.iter().any(|(name, held)| !*held.borrow() && !seen.contains_key(name))
    }
}
