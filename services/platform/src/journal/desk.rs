//! Where a command decides: the named streams as they stand under the head's lock.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{Acting, Actor, Aggregate, Rejection, Stream, Timestamp};

use super::kinds::{Erased, Kinds};

/// Why a command is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A rule refuses it.
    #[error("{0}")]
    Rule(Box<dyn Rejection>),
    /// The caller named a revision that is no longer the newest.
    #[error("{stream} is at revision {current}, not {named}")]
    Stale {
        /// Stream whose revision was named.
        stream: String,
        /// Revision that the caller named.
        named: u64,
        /// Newest revision.
        current: u64,
    },
    /// The program asked for what it had not named, or a fact could not be written.
    #[error("{0}")]
    Fault(String),
}

impl<R: Rejection> From<R> for Refusal {
    fn from(rejection: R) -> Self {
        Self::Rule(Box::new(rejection))
    }
}

/// One stream as it stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot {
    pub(crate) revision: u64,
    pub(crate) state: Option<Erased>,
}

/// A fact that is decided and not yet written.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) stream: String,
    pub(crate) revision: u64,
    pub(crate) fact_type: String,
    pub(crate) fact_version: u32,
    pub(crate) json: String,
    pub(crate) fact: Erased,
    pub(crate) state: Option<Erased>,
    pub(crate) mandate: Option<String>,
}

/// Streams that are looked through one by one.
const FEW: usize = 16;

/// The streams of a batch, by name.
pub(crate) type Slots = HashMap<String, Slot>;

/// The desk of one command: it reads named streams and acts on them, all or nothing.
pub struct Desk<'d> {
    kinds: &'d Kinds,
    slots: &'d Slots,
    named: &'d [Stream],
    /// Names of the streams, where there are too many to look through.
    index: Option<HashSet<&'d str>>,
    actor: &'d Actor,
    now: Timestamp,
    changed: BTreeMap<String, Slot>,
    drafts: Vec<Draft>,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("named", &self.named).finish_non_exhaustive()
    }
}

impl<'d> Desk<'d> {
    pub(crate) fn new(
        kinds: &'d Kinds,
        slots: &'d Slots,
        named: &'d [Stream],
        actor: &'d Actor,
        now: Timestamp,
    ) -> Self {
        let many = named.len() > FEW;
        let index = many.then(|| named.iter().map(|stream| stream.name.as_str()).collect());
        Self {
            kinds,
            slots,
            named,
            index,
            actor,
            now,
            changed: BTreeMap::new(),
            drafts: Vec::new(),
        }
    }

    pub(crate) fn finish(self) -> (BTreeMap<String, Slot>, Vec<Draft>) {
        (self.changed, self.drafts)
    }

    /// The moment of the decision.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    fn slot(&self, stream: &Stream) -> Result<Slot, Refusal> {
        if let Some(slot) = self.changed.get(&stream.name) {
            return Ok(slot.clone());
        }
        let named = match &self.index {
            Some(index) => index.contains(stream.name.as_str()),
            None => self.named.contains(stream),
        };
        if !named {
            return Err(Refusal::Fault(format!("stream {stream} was not named")));
        }
        Ok(self.slots.get(&stream.name).cloned().unwrap_or_default())
    }

    /// The state of a named stream, as this command has changed it so far.
    ///
    /// # Errors
    /// A fault when the stream was not named.
    pub fn state<A: Aggregate>(&self, id: &A::Id) -> Result<Option<A>, Refusal> {
        let slot = self.slot(&A::stream(id))?;
        Ok(slot.state.as_ref().and_then(|state| state.downcast_ref::<A>()).cloned())
    }

    /// Refuses unless the stream stands at `revision`; 0 is not checked.
    ///
    /// # Errors
    /// [`Refusal::Stale`] with the newest revision.
    pub fn at_revision<A: Aggregate>(&self, id: &A::Id, revision: u64) -> Result<(), Refusal> {
        let stream = A::stream(id);
        let current = self.slot(&stream)?.revision;
        if revision == 0 || revision == current {
            return Ok(());
        }
        Err(Refusal::Stale { stream: stream.name, named: revision, current })
    }

    /// Lets the aggregate decide, and takes what follows into the streams.
    ///
    /// # Errors
    /// The aggregate's rejection, or a fault when the stream was not named.
    pub fn act<A: Aggregate>(&mut self, id: &A::Id, command: A::Command) -> Result<(), Refusal> {
        let stream = A::stream(id);
        let mut slot = self.slot(&stream)?;
        let acting = Acting::new(self.actor, self.now);
        let state = slot.state.as_ref().and_then(|state| state.downcast_ref::<A>());
        let facts = A::decide(state, command, &acting)?;
        let mandate = acting.used().map(|mandate| mandate.to_string());
        for fact in facts {
            slot = self.take(&stream, slot, fact, mandate.as_ref())?;
        }
        self.changed.insert(stream.name, slot);
        Ok(())
    }

    fn take<F: kernel::Facts>(
        &mut self,
        stream: &Stream,
        slot: Slot,
        fact: F,
        mandate: Option<&String>,
    ) -> Result<Slot, Refusal> {
        let kind = self.kinds.get(stream.kind);
        let kind = kind.ok_or_else(|| Refusal::Fault(format!("{stream}: kind unknown")))?;
        let (json, fact_type, fact_version) = write_fact(&fact)?;
        let fact: Erased = std::sync::Arc::new(fact);
        let state = (kind.evolve)(slot.state, &fact);
        let slot = Slot { revision: slot.revision + 1, state };
        self.drafts.push(Draft {
            stream: stream.name.clone(),
            revision: slot.revision,
            fact_type,
            fact_version,
            json,
            fact,
            state: slot.state.clone(),
            mandate: mandate.cloned(),
        });
        Ok(slot)
    }
}

#[derive(serde::Deserialize)]
struct Tag {
    #[serde(rename = "type")]
    tag: String,
}

fn write_fact<F: kernel::Facts>(fact: &F) -> Result<(String, String, u32), Refusal> {
    let fault = |what: &dyn std::fmt::Display| Refusal::Fault(format!("{fact:?}: {what}"));
    let json = serde_json::to_string(fact).map_err(|error| fault(&error))?;
    let tag: Tag = serde_json::from_str(&json).map_err(|error| fault(&error))?;
    let (name, version) = kernel::fact_tag(&tag.tag).ok_or_else(|| fault(&"bad tag"))?;
    Ok((json, name.to_owned(), version))
}
