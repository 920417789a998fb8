//! The aggregates of a service, by kind: how their facts and states are read, written and folded.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use kernel::{Aggregate, Facts};

/// A state or a fact whose type only its service knows.
pub(crate) type Erased = Arc<dyn Any + Send + Sync>;

/// What the journal needs of one aggregate.
#[derive(Clone, Copy)]
pub(crate) struct KindOps {
    pub(crate) kind: &'static str,
    pub(crate) schema: u32,
    pub(crate) read_state: fn(&str) -> Result<Erased, serde_json::Error>,
    pub(crate) write_state: fn(&Erased) -> Option<String>,
    pub(crate) read_fact: fn(&str) -> Result<Erased, serde_json::Error>,
    pub(crate) evolve: fn(Option<Erased>, &Erased) -> Option<Erased>,
}

/// The aggregates of a service.
#[derive(Clone, Default)]
pub struct Kinds(BTreeMap<&'static str, KindOps>);

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Kinds {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All that stand in the journal of a service: its own, and the platform's.
    #[must_use]
    pub fn of(room: &dyn crate::Room) -> Self {
        room.kinds().with::<kernel::Following>().with::<kernel::Erasing>()
    }

    /// The same with aggregate `A`.
    #[must_use]
    pub fn with<A: Aggregate>(mut self) -> Self {
        self.0.insert(
            A::KIND,
            KindOps {
                kind: A::KIND,
                schema: A::SCHEMA,
                read_state: |json| Ok(Arc::new(serde_json::from_str::<A>(json)?)),
                write_state: |state| serde_json::to_string(state.downcast_ref::<A>()?).ok(),
                read_fact: |json| {
                    let value = A::Fact::upcast(serde_json::from_str(json)?);
                    Ok(Arc::new(serde_json::from_value::<A::Fact>(value)?))
                },
                evolve: |state, fact| {
                    let state = state.and_then(|state| state.downcast::<A>().ok());
                    let state = state.map(Arc::unwrap_or_clone);
                    let Some(fact) = fact.downcast_ref::<A::Fact>() else {
                        return state.map(|state| Arc::new(state) as Erased);
                    };
                    A::evolve(state, fact).map(|state| Arc::new(state) as Erased)
                },
            },
        );
        self
    }

    /// Names of the kinds, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    pub(crate) fn get(&self, kind: &str) -> Option<KindOps> {
        self.0.get(kind).copied()
    }

    /// The kind of a stream: what stands before its first slash.
    pub(crate) fn of_stream(&self, stream: &str) -> Option<KindOps> {
        self.get(stream.split_once('/').map_or(stream, |(kind, _)| kind))
    }
}
