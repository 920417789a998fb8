//! Hints: an empty message after each commit wakes the other replicas of a service. A lost one costs
//! a quarter of a second.

use std::sync::Arc;

use futures::StreamExt as _;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{Nats, hint};
use crate::journal::Journal;
use crate::lifecycle::Tasks;

/// Tells others of own commits, and `woken` of theirs, until the tasks' keepers stop.
pub fn attend(journal: &Journal, nats: &Nats, woken: Arc<Notify>, tasks: &Tasks) {
    tasks.spawn_keeper(tell(journal.clone(), nats.clone(), tasks.keepers_stop()));
    tasks.spawn_keeper(hear(journal.service(), nats.clone(), woken, tasks.keepers_stop()));
}

async fn tell(journal: Journal, nats: Nats, stop: CancellationToken) {
    let mut progress = journal.progress();
    let mut told = progress.borrow_and_update().position;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            changed = progress.changed() => if changed.is_err() { return },
        }
        let position = progress.borrow_and_update().position;
        if position > told && nats.connected() {
            told = position;
            let sent = nats.client().publish(hint(journal.service()), "".into()).await;
            if let Err(error) = sent {
                tracing::debug!(%error, "no hint");
            }
        }
    }
}

async fn hear(service: &str, nats: Nats, woken: Arc<Notify>, stop: CancellationToken) {
    let mut heard = match nats.client().subscribe(hint(service)).await {
        Ok(heard) => heard,
        Err(error) => {
            tracing::warn!(%error, "hints of other replicas are not heard");
            return;
        }
    };
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            message = heard.next() => match message {
                Some(_) => woken.notify_one(),
                None => return,
            },
        }
    }
}
