//! The shape of every aggregate: state, command, fact; `decide` and `evolve`.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Acting, Rejection};

/// A thing with one history. Its facts are the truth; its state is a cache of them.
pub trait Aggregate: Sized + Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// First part of the stream's name, such as `initiative`.
    const KIND: &'static str;
    /// Version of the state's JSON. Raise it when the struct changes: older states are replayed.
    const SCHEMA: u32;
    /// What names one of them.
    type Id: fmt::Display + Clone + Send + Sync + 'static;
    /// What can be asked of it.
    type Command: Send;
    /// What can have happened to it.
    type Fact: Facts;
    /// Why it refuses.
    type Rejection: Rejection;

    /// What follows from the command, or why not. `None` is one that does not exist yet.
    ///
    /// # Errors
    /// The rule that refuses.
    fn decide(
        state: Option<&Self>,
        command: Self::Command,
        acting: &Acting<'_>,
    ) -> Result<Vec<Self::Fact>, Self::Rejection>;

    /// The state after a fact. Never fails: a fact has happened.
    fn evolve(state: Option<Self>, fact: &Self::Fact) -> Option<Self>;

    /// The stream of one of them.
    fn stream(id: &Self::Id) -> Stream {
        Stream { kind: Self::KIND, name: format!("{}/{id}", Self::KIND) }
    }

    /// The state after a whole history.
    fn replay<'f>(facts: impl IntoIterator<Item = &'f Self::Fact>) -> Option<Self>
    where
        Self::Fact: 'f,
    {
        facts.into_iter().fold(None, |state, fact| Self::evolve(state, fact))
    }
}

/// The facts of one aggregate: a serde enum tagged `type`, each variant renamed `<name>.v<version>`.
///
/// The tag stands in the fact's JSON, so the journal's hash covers it. An old version stays a
/// variant, or is upcast by [`Facts::upcast`], for ever.
pub trait Facts: Serialize + DeserializeOwned + Clone + fmt::Debug + Send + Sync + 'static {
    /// Brings the JSON of an older version to one that the enum reads. The default changes nothing.
    #[must_use]
    fn upcast(json: serde_json::Value) -> serde_json::Value {
        json
    }
}

/// Name and version out of a fact's tag: `submitted.v1` is `submitted`, 1.
#[must_use]
pub fn fact_tag(tag: &str) -> Option<(&str, u32)> {
    let (name, version) = tag.rsplit_once(".v")?;
    Some((name, version.parse().ok()?))
}

/// The stream of one aggregate: `<kind>/<id>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream {
    /// Kind of aggregate.
    pub kind: &'static str,
    /// Whole name.
    pub name: String,
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
