//! Typed ids. Text form `<prefix>_<uuid>`; keys made by people (areas, bodies, persons) are text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What an id names.
pub trait IdKind: 'static {
    /// Prefix of the text form, without the underscore.
    const PREFIX: &'static str;
}

/// An id of kind `K`: a UUID that grows with time, so that B-trees stay cheap.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

/// A text that is no id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("is not an id of the form {prefix}_<uuid>")]
pub struct IdError {
    /// Prefix that the id must have.
    pub prefix: &'static str,
}

impl<K: IdKind> Id<K> {
    /// The id with this UUID.
    #[must_use]
    pub const fn new(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }

    /// The UUID without its kind.
    #[must_use]
    pub const fn uuid(&self) -> Uuid {
        self.uuid
    }

    /// The id that follows from `base` alone: same UUID, other kind.
    #[must_use]
    pub const fn of<B: IdKind>(base: Id<B>) -> Self {
        Self::new(base.uuid)
    }

    /// The id that follows from `base` and `by`. It keeps the time of `base` in front.
    #[must_use]
    pub fn derived<B: IdKind, C: IdKind>(base: Id<B>, by: Id<C>) -> Self {
        let mut hash = Sha256::new();
        hash.update(base.uuid.as_bytes());
        hash.update(by.uuid.as_bytes());
        let digest = hash.finalize();
        let mut bytes = *base.uuid.as_bytes();
        for (byte, from) in bytes.iter_mut().skip(8).zip(digest.iter()) {
            *byte = *from;
        }
        Self::new(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<K: IdKind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, self.uuid)
    }
}
impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<K: IdKind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .filter(|rest| rest.len() == 36)
            .and_then(|rest| Uuid::try_parse(rest).ok())
            .map(Self::new)
            .ok_or(IdError { prefix: K::PREFIX })
    }
}
impl<K: IdKind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, K: IdKind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $alias:ident, $kind:ident, $prefix:literal;)*) => {$(
        #[doc = concat!("Kind of `", $prefix, "_…`.")]
        #[derive(Debug)]
        pub enum $kind {}
        impl IdKind for $kind { const PREFIX: &'static str = $prefix; }
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

ids! {
    /// An administration (förvaltning) of the city.
    AdministrationId, AdministrationKind, "adm";
    /// An initiative, from need to effect.
    InitiativeId, InitiativeKind, "ini";
    /// What one administration submits in one cycle (C3).
    CompilationId, CompilationKind, "com";
    /// The dossier (underlag) of one initiative.
    DossierId, DossierKind, "dos";
    /// One initiative in one cycle, as the area's group sees it.
    CaseId, CaseKind, "cas";
    /// A planning year.
    CycleId, CycleKind, "cyc";
    /// One person's seat on one body.
    SeatId, SeatKind, "sea";
    /// A meeting of the council.
    MeetingId, MeetingKind, "mee";
    /// One initiative in the budget of one cycle.
    BudgetItemId, BudgetItemKind, "bud";
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident, $rule:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The key with this text. The text is not checked: use `parse` on input.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self { Self(text.into()) }
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl FromStr for $name {
            type Err = &'static str;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let fits = (1..=100).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:@".contains(&b));
                if fits { Ok(Self(text.to_owned())) } else { Err($rule) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            /// What was written before its rule was as it is stays readable. A key of which a part was erased names
            /// nothing, or something else.
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                if text.contains(crate::ERASED) {
                    return Err(serde::de::Error::custom($rule));
                }
                Ok(Self(text))
            }
        }
    )*};
}

keys! {
    /// A person, as the city's directory names them in a token's `sub`. Never a name.
    PersonId, "is not a person id of 1 to 100 letters, digits or -_.:@";
    /// A service area (tjänsteområde), a key of the model definition.
    AreaKey, "is not an area key of 1 to 100 letters, digits or -_.:@";
    /// A body that has seats: `council`, `committee`, `group:<area>`, `administration:<id>`.
    BodyKey, "is not a body key of 1 to 100 letters, digits or -_.:@";
}

impl BodyKey {
    /// The development council (utvecklingsrådet).
    #[must_use]
    pub fn council() -> Self {
        Self::new("council")
    }

    /// The e-service committee (utskottet), A6.
    #[must_use]
    pub fn committee() -> Self {
        Self::new("committee")
    }

    /// The group of a service area (tjänsteområdesgrupp).
    #[must_use]
    pub fn group(area: &AreaKey) -> Self {
        Self(format!("group:{area}"))
    }

    /// The contact persons of an administration (A16).
    #[must_use]
    pub fn administration(id: AdministrationId) -> Self {
        Self(format!("administration:{id}"))
    }

    /// The area whose group this is.
    #[must_use]
    pub fn area(&self) -> Option<AreaKey> {
        self.0.strip_prefix("group:").map(AreaKey::new)
    }
}

/// Source of new ids and salts. Injected, so that a test can repeat a run.
pub trait IdGen: Send + Sync {
    /// A UUID that grows with time.
    fn uuid(&self) -> Uuid;
    /// 16 random bytes for a hash.
    fn salt(&self) -> [u8; 16];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_goes_both_ways_and_refuses_other_kinds() {
        let id = InitiativeId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().parse::<CaseId>().is_err());
        assert!("ini_0".parse::<InitiativeId>().is_err());
    }

    #[test]
    fn derived_ids_keep_the_time_and_differ_by_what_they_derive_from() {
        let base = InitiativeId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
        let one = CaseId::derived(base, CycleId::new(Uuid::from_u128(1)));
        let two = CaseId::derived(base, CycleId::new(Uuid::from_u128(2)));
        assert_ne!(one, two);
        assert_eq!(one.uuid().as_bytes()[..6], base.uuid().as_bytes()[..6]);
        assert_eq!(one, CaseId::derived(base, CycleId::new(Uuid::from_u128(1))));
    }

    #[test]
    fn a_key_that_was_erased_in_part_is_none() {
        let read = |text: &str| serde_json::from_value::<PersonId>(text.into());
        assert_eq!(read("auth0|anna").unwrap(), PersonId::new("auth0|anna"));
        assert!(read("[erased].svensson").unwrap_err().to_string().contains("not a person id"));
        assert!(serde_json::from_value::<BodyKey>("group:[erased]".into()).is_err());
    }
}
