//! Mandates: who may do what, as data (E2).

use std::fmt;

use crate::{BodyKey, Office, SeatId, SeatRole};

/// One thing that is enough to be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Any authenticated employee (A17).
    Anyone,
    /// An office of the city's directory.
    Office(Office),
    /// A seat of this role, on the body that the action concerns.
    Seat(SeatRole),
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Office(office) => write!(f, "office:{office}"),
            Self::Seat(role) => write!(f, "seat:{role}"),
        }
    }
}

/// Who may call one RPC. Each domain crate holds one table of them; `docs/mandates.md` prints it.
#[derive(Debug, Clone, Copy)]
pub struct Grant {
    /// Name of the RPC, such as `ProposeInitiative`.
    pub rpc: &'static str,
    /// Any one of these is enough.
    pub needs: &'static [Need],
    /// Requirement or convention that it rests on.
    pub basis: &'static str,
}

impl Grant {
    /// The grant of an RPC in a table.
    #[must_use]
    pub fn of<'t>(table: &'t [Self], rpc: &str) -> Option<&'t Self> {
        table.iter().find(|grant| grant.rpc == rpc)
    }
}

/// The mandate that a decision rested on. Its text stands in the journal's `mandate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mandate {
    /// Any employee.
    Employee,
    /// An office.
    Office(Office),
    /// A seat, as known by this sequence of council's journal.
    Seat {
        /// The seat.
        id: SeatId,
        /// Council sequence that the seat was judged by.
        council_sequence: u64,
    },
}

impl fmt::Display for Mandate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Employee => f.write_str("employee"),
            Self::Office(office) => write!(f, "office:{office}"),
            Self::Seat { id, council_sequence } => {
                write!(f, "seat:{id}@council:{council_sequence}")
            }
        }
    }
}

/// The actor holds nothing that would have been enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateMissing {
    /// Any one of these would have been enough.
    pub needs: Vec<Need>,
    /// The body that a seat would have to be on.
    pub body: Option<BodyKey>,
    /// Sequence of council's journal that the actor's seats are known by.
    pub seats_known_at: u64,
    /// Roles whose seats the service cannot judge: it has not heard of council for too long.
    pub unjudged: Vec<SeatRole>,
}

impl MandateMissing {
    /// Whether a seat might have been enough, and none can be judged at the moment.
    #[must_use]
    pub fn for_want_of_news(&self) -> bool {
        self.needs
            .iter()
            .any(|need| matches!(need, Need::Seat(role) if self.unjudged.contains(role)))
    }
}

impl fmt::Display for MandateMissing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let needs: Vec<_> = self.needs.iter().map(ToString::to_string).collect();
        write!(f, "this needs {}", needs.join(" or "))?;
        if let Some(body) = &self.body {
            write!(f, " on {body}")?;
        }
        write!(f, "; seats are known by council:{}", self.seats_known_at)?;
        if self.for_want_of_news() { f.write_str(", which is too old to judge by") } else { Ok(()) }
    }
}
