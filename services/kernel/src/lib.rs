//! What all services mean the same by: typed ids, money, time, actors and mandates, aggregates.
//!
//! Pure: no async, no I/O, no clock and no randomness of its own. Everything that a rule needs is an
//! argument, so a rule can be replayed.

mod actor;
mod aggregate;
mod erasing;
mod following;
mod id;
mod known;
mod mandate;
mod money;
mod named;
mod refusal;
mod time;
mod withdrawal;

pub use actor::{Acting, Actor, Office, Responsibility, Seat, SeatRole};
pub use aggregate::{Aggregate, Facts, Stream, fact_tag};
pub use erasing::{ERASED, Erase, ErasedRow, Erasing, ErasingFact, check_erasing};
pub use following::{
    Following, FollowingFact, Mark, OPERATION_GRANTS, Operate, OperationRejection, check_reason,
};
pub use id::{
    AdministrationId, AreaKey, BodyKey, BudgetItemId, CaseId, CompilationId, CycleId, DossierId,
    Id, IdError, IdGen, IdKind, InitiativeId, MeetingId, PersonId, SeatId,
};
pub use known::{CycleTerms, Known, KnownFact, KnownId, KnownRejection, Learn};
pub use mandate::{Grant, Mandate, MandateMissing, Need};
pub use money::{Money, MoneyError};
pub use refusal::{Class, MANDATES_STALE, Reason, Rejection, Violation, Violations};
pub use time::{Clock, Timestamp};
pub use withdrawal::{Withdrawal, WithdrawalFact};

/// A calendar day, as in a decision or a deadline. Text form `YYYY-MM-DD`.
pub type Date = jiff::civil::Date;
