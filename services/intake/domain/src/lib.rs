//! Intake: the rules. Pure.
//!
//! From a need that someone feels to a submission by the administration, and every answer back to
//! the one who raised it (C1, C2, C3, F1, F2).

mod administration;
mod answer;
mod compilation;
mod contacts;
mod content;
mod docket;
#[cfg(test)]
mod histories;
mod initiative;
mod lifecycle;
mod mandates;
mod register;
mod rejection;
mod scope;
mod template;
#[cfg(test)]
mod testing;
mod texts;

pub use administration::{
    Administration, AdministrationCommand, AdministrationFact, Appointment, ContactPerson,
    check_decision_ref,
};
pub use answer::{Addressee, Answer, Demand, Instance, Origin, Outcome, Ruling, Stage};
pub use compilation::{Candidate, Compilation, CompilationCommand, CompilationFact};
pub use contacts::{Contacts, ContactsCommand, ContactsFact, ContactsId};
pub use content::{
    Benefit, Content, Cost, Driver, Form, InitiativeKind, Risk, StatedBenefit, TargetGroup,
};
pub use docket::{Docket, DocketCommand, DocketFact};
pub use initiative::{
    Initiative, InitiativeCommand, InitiativeFact, Proposal, check_proposal, check_withdrawal,
};
pub use lifecycle::Status;
pub use mandates::GRANTS;
pub use register::{Enter, Register, RegisterFact, RegisterYear};
pub use rejection::Rejection;
pub use scope::{Scope, ScopeRule};
