//! Whom a process follows, and how that goes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::{FollowerState, Source};

/// A cursor that has not moved for so long, though its source answers and has more, is stuck.
const STUCK: Duration = Duration::from_secs(30);

/// The sources of one service.
#[derive(Clone, Default)]
pub struct Followed {
    all: Arc<Mutex<Vec<One>>>,
}

#[derive(Clone)]
struct One {
    source: Arc<dyn Source>,
    state: watch::Receiver<FollowerState>,
    moved: watch::Receiver<Instant>,
}

/// How following one source goes.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The source.
    pub name: String,
    state: FollowerState,
    moved: Instant,
}

impl std::fmt::Debug for Followed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

impl Followed {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<One>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(
        &self,
        source: Arc<dyn Source>,
        state: watch::Receiver<FollowerState>,
        moved: watch::Receiver<Instant>,
    ) {
        self.lock().push(One { source, state, moved });
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<Arc<dyn Source>> {
        self.lock().iter().find(|one| one.source.name() == name).map(|one| one.source.clone())
    }

    /// All of them.
    pub(crate) fn sources(&self) -> Vec<Arc<dyn Source>> {
        self.lock().iter().map(|one| one.source.clone()).collect()
    }

    /// How following each of them goes.
    #[must_use]
    pub fn all(&self) -> Vec<Standing> {
        let standing = |one: &One| Standing {
            name: one.source.name().to_owned(),
            state: one.state.borrow().clone(),
            moved: *one.moved.borrow(),
        };
        self.lock().iter().map(standing).collect()
    }
}

impl Standing {
    /// A word for it, and what there is to say.
    #[must_use]
    pub fn shown(&self) -> (&'static str, String) {
        match &self.state {
            FollowerState::Following => ("following", String::new()),
            FollowerState::Waiting(what) => ("waiting", what.clone()),
            FollowerState::Diverged(what) => ("diverged", what.clone()),
            FollowerState::Standby => ("standby", String::new()),
        }
    }

    /// Why the service is not ready because of it. A source that does not answer is no reason: what
    /// the service knows it can still tell.
    #[must_use]
    pub fn not_ready(&self) -> Option<String> {
        match &self.state {
            FollowerState::Diverged(what) => Some(format!("{} diverged: {what}", self.name)),
            FollowerState::Following if self.moved.elapsed() > STUCK => {
                Some(format!("the cursor of {} does not move", self.name))
            }
            _ => None,
        }
    }
}
