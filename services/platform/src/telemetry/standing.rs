//! How a service stands, read for the metrics when they are asked for.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::timeout;

use super::metrics::{Gauges, Standing};
use crate::journal::Cursor;
use crate::node::Parts;
use crate::sql::{Sql, StoreError};

/// How long the database, or a followed service, may take to say how it stands.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the rows of a service say about what waits in it: a name of [`QUEUES`] and a query for one number
/// `waiting`.
pub type Queue = (&'static str, Sql);

/// Queues that services tell of.
pub const QUEUES: [&str; 2] = ["unanswered", "ownerless"];

/// Sets the gauges of a service. What cannot be read is absent, never an old number.
pub(super) async fn tell(to: &Standing, parts: &Parts) {
    let service = parts.journal.service();
    let own = |more: &[(&'static str, &str)]| {
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        std::iter::once(("service", service.to_owned())).chain(more).collect::<Vec<_>>()
    };
    set(&to.ready, own(&[]), if parts.not_ready().is_empty() { 1.0 } else { 0.0 });
    set(&to.queue, own(&[]), count(parts.journal.queued()));
    for (state, connections) in parts.journal.connections() {
        set(&to.connections, own(&[("state", state)]), count(connections));
    }
    let stored = timeout(PATIENCE, stored(parts)).await;
    let Ok(Ok(stored)) = stored else { return };
    set(&to.position, own(&[]), count(stored.position));
    set(&to.unpublished, own(&[]), count(stored.sequence.saturating_sub(stored.published)));
    for (lease, held) in stored.leases {
        set(&to.leases, own(&[("lease", &lease)]), f64::from(u8::from(held)));
    }
    for (source, parked) in &stored.parked {
        set(&to.parked, own(&[("source", source)]), count(*parked));
    }
    for (queue, waiting) in stored.queues {
        let gauge = if queue == QUEUES[0] { &to.unanswered } else { &to.ownerless };
        set(gauge, own(&[]), count(waiting));
    }
    let now = parts.clock.now().as_micros();
    let lags = parts.followed.sources().into_iter().map(|source| async move {
        let newest = timeout(PATIENCE, source.newest()).await;
        (source.name().to_owned(), newest.ok().and_then(Result::ok))
    });
    for (source, newest) in join_all(lags).await {
        let cursor = stored.cursors.get(&source);
        if let Some(newest) = newest {
            let taken = cursor.map_or(0, |cursor| cursor.sequence);
            let lag = newest.saturating_sub(taken);
            set(&to.lag_events, own(&[("source", &source)]), count(lag));
        }
        if let Some(Cursor { confirmed_at, .. }) = cursor {
            let micros = u64::try_from(now.saturating_sub(*confirmed_at)).unwrap_or_default();
            let lag = Duration::from_micros(micros).as_secs_f64();
            set(&to.lag_seconds, own(&[("source", &source)]), lag);
        }
    }
}

/// What the store says.
struct Stored {
    position: u64,
    sequence: u64,
    published: u64,
    cursors: std::collections::BTreeMap<String, Cursor>,
    leases: Vec<(String, bool)>,
    parked: Vec<(String, u64)>,
    queues: Vec<(&'static str, u64)>,
}

async fn stored(parts: &Parts) -> Result<Stored, StoreError> {
    let journal = &parts.journal;
    let head = journal.head().await?;
    let leases = journal.leases().await?.into_iter();
    let leases = leases.map(|one| (parts.leases.holds(&one.name), one.name));
    let mut queues = Vec::new();
    for (name, sql) in journal.room().queues() {
        if let Some(row) = parts.reader.row(sql).await? {
            queues.push((name, row.number("waiting")?));
        }
    }
    Ok(Stored {
        position: head.position,
        sequence: head.sequence,
        published: journal.published().await?,
        cursors: journal.cursors().await?,
        leases: leases.map(|(held, name)| (name, held)).collect(),
        parked: journal.parked_by_source().await?,
        queues,
    })
}

pub(super) fn set(gauges: &Gauges, labels: super::metrics::Labels, to: f64) {
    gauges.get_or_create(&labels).set(to);
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53 it is exact")]
fn count<N: TryInto<u64>>(number: N) -> f64 {
    number.try_into().unwrap_or(u64::MAX) as f64
}
