//! Refusals of the rules: a stable reason each, all bad fields at once.

use std::fmt;

/// How a refusal is answered. Deliberately small: think before adding one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Fields of the request break rules: `INVALID_ARGUMENT`.
    Invalid,
    /// The state of things does not allow it: `FAILED_PRECONDITION`.
    Precondition,
    /// A mandate is missing: `PERMISSION_DENIED`.
    Permission,
    /// What the request names does not exist: `NOT_FOUND`.
    NotFound,
    /// It exists already: `ALREADY_EXISTS`.
    Exists,
    /// It cannot be judged at the moment; the same request may be sent again: `UNAVAILABLE`.
    Unavailable,
}

/// One field that breaks one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field in the request, such as `form.costs[1].one_off_ore`.
    pub field: String,
    /// The rule, as a sentence without subject: `is missing`, `must be at most 2000 characters`.
    pub rule: String,
}

/// All fields that break a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// None yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, rule: impl Into<String>) {
        self.0.push(Violation { field: field.into(), rule: rule.into() });
    }

    /// Adds one unless `holds`.
    pub fn unless(&mut self, holds: bool, field: impl Into<String>, rule: impl Into<String>) {
        if !holds {
            self.add(field, rule);
        }
    }

    /// Takes over what `other` found.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The value, or its error noted under `field`.
    pub fn parse<T, E: fmt::Display>(&mut self, field: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// Whether no field broke a rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The violations, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }

    /// `Ok` when no field broke a rule.
    ///
    /// # Errors
    /// All violations.
    pub fn check(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            let and = if i == 0 { "" } else { "; " };
            write!(f, "{and}{} {}", violation.field, violation.rule)?;
        }
        Ok(())
    }
}

/// One reason of a domain, for `docs/errors.md` and the coverage test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Stable name, such as `OUT_OF_SCOPE`.
    pub reason: &'static str,
    /// How it is answered.
    pub class: Class,
    /// What it means.
    pub meaning: &'static str,
}

/// A seat might be enough, and none can be judged at the moment. Any service that hears of council
/// by events can answer so.
pub const MANDATES_STALE: Reason = Reason {
    reason: "MANDATES_STALE",
    class: Class::Unavailable,
    meaning: "A seat might be enough, but the service has not heard of council for too long to judge seats.",
};

/// A refusal by a rule of a domain.
pub trait Rejection: std::error::Error + Send + Sync + 'static {
    /// Reason, class and meaning.
    fn reason(&self) -> Reason;
    /// Values that the message names, by name.
    fn metadata(&self) -> Vec<(&'static str, String)>;
    /// Fields that broke a rule.
    fn violations(&self) -> Option<&Violations> {
        None
    }
}

/// Defines a domain's refusals: enum, text, reasons. Three are always there: `Invalid`, `Mandate`
/// (with the reason `MANDATES_STALE` for want of news of seats) and `NotFound`.
///
/// ```
/// kernel::rejections! {
///     /// Why this domain refuses.
///     pub enum Rejection {
///         /// The ballot is closed.
///         BallotClosed { area: kernel::AreaKey } => Precondition, "BALLOT_CLOSED",
///             "the ballot of area {area} is closed";
///     }
/// }
/// let refused = Rejection::BallotClosed { area: kernel::AreaKey::new("social") };
/// assert_eq!(refused.to_string(), "the ballot of area social is closed");
/// assert_eq!(kernel::Rejection::reason(&refused).reason, "BALLOT_CLOSED");
/// ```
#[macro_export]
macro_rules! rejections {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $(
                $(#[doc = $meaning:literal])+
                $variant:ident { $($field:ident : $ty:ty),* $(,)? } => $class:ident, $reason:literal, $text:literal;
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            /// Fields of the request break rules.
            Invalid($crate::Violations),
            /// The actor lacks the mandate.
            Mandate($crate::MandateMissing),
            /// What the request names does not exist.
            NotFound {
                /// Kind of thing.
                what: &'static str,
                /// Its id.
                id: String,
            },
            $(
                $(#[doc = $meaning])+
                $variant {
                    $(
                        #[doc = concat!("`", stringify!($field), "` of the message.")]
                        $field: $ty,
                    )*
                },
            )*
        }

        impl $name {
            /// All reasons of this domain.
            pub const REASONS: &'static [$crate::Reason] = &[
                $crate::Reason {
                    reason: "INVALID_FIELDS",
                    class: $crate::Class::Invalid,
                    meaning: "Fields of the request break rules; the violations name all of them.",
                },
                $crate::Reason {
                    reason: "MANDATE_MISSING",
                    class: $crate::Class::Permission,
                    meaning: "The actor lacks the mandate; the message names what would have been enough.",
                },
                $crate::Reason {
                    reason: "NOT_FOUND",
                    class: $crate::Class::NotFound,
                    meaning: "What the request names does not exist.",
                },
                $(
                    $crate::Reason {
                        reason: $reason,
                        class: $crate::Class::$class,
                        meaning: concat!($($meaning),+).trim_ascii(),
                    },
                )*
            ];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    Self::Invalid(violations) => std::fmt::Display::fmt(violations, f),
                    Self::Mandate(missing) => std::fmt::Display::fmt(missing, f),
                    Self::NotFound { what, id } => write!(f, "{what} {id} does not exist"),
                    $(
                        Self::$variant { $($field),* } => {
                            $( let _ = $field; )*
                            write!(f, $text)
                        }
                    )*
                }
            }
        }

        impl std::error::Error for $name {}

        impl $crate::Rejection for $name {
            fn reason(&self) -> $crate::Reason {
                let name = match self {
                    Self::Invalid(_) => "INVALID_FIELDS",
                    Self::Mandate(missing) if missing.for_want_of_news() => {
                        return $crate::MANDATES_STALE;
                    }
                    Self::Mandate(_) => "MANDATE_MISSING",
                    Self::NotFound { .. } => "NOT_FOUND",
                    $( Self::$variant { .. } => $reason, )*
                };
                Self::REASONS.iter().copied().find(|one| one.reason == name).unwrap_or(
                    $crate::Reason { reason: name, class: $crate::Class::Precondition, meaning: "" },
                )
            }

            fn metadata(&self) -> Vec<(&'static str, String)> {
                match self {
                    Self::Invalid(_) => Vec::new(),
                    Self::Mandate(missing) => {
                        let needs: Vec<_> = missing.needs.iter().map(ToString::to_string).collect();
                        let mut out = vec![
                            ("needs", needs.join(",")),
                            ("seats_known_at", format!("council:{}", missing.seats_known_at)),
                        ];
                        out.extend(missing.body.as_ref().map(|body| ("body", body.to_string())));
                        out
                    }
                    Self::NotFound { what, id } => {
                        vec![("what", (*what).to_owned()), ("id", id.clone())]
                    }
                    $(
                        Self::$variant { $($field),* } => {
                            vec![$( (stringify!($field), $field.to_string()), )*]
                        }
                    )*
                }
            }

            fn violations(&self) -> Option<&$crate::Violations> {
                if let Self::Invalid(violations) = self { Some(violations) } else { None }
            }
        }

        impl From<$crate::Violations> for $name {
            fn from(violations: $crate::Violations) -> Self { Self::Invalid(violations) }
        }

        impl From<$crate::MandateMissing> for $name {
            fn from(missing: $crate::MandateMissing) -> Self { Self::Mandate(missing) }
        }
    };
}
