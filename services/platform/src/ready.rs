//! Whether a process is ready: told again every half second, so that health says the truth.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use crate::lifecycle::Tasks;
use crate::node::Parts;

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Looks until takers stop; from then on the process is not ready.
#[must_use]
pub fn watch(parts: Vec<Parts>, tasks: &Tasks) -> watch::Receiver<bool> {
    let (tell, ready) = watch::channel(false);
    let stop = tasks.stop();
    tasks.spawn(async move {
        let mut before = Vec::new();
        while !stop.is_cancelled() {
            let why: Vec<_> = parts.iter().flat_map(Parts::not_ready).collect();
            if why != before && !why.is_empty() {
                tracing::warn!(why = why.join("; "), "not ready");
            }
            let now = why.is_empty();
            tell.send_if_modified(|ready| std::mem::replace(ready, now) != now);
            before = why;
            let _ = timeout(LOOK, stop.cancelled()).await;
        }
        tell.send_replace(false);
    });
    ready
}
