//! Beredning: the rules. Pure.
//!
//! The dossier of an initiative is prepared from all sides and made comparable before any group
//! takes a stand (C4, D4, D5).

mod content;
mod dossier;
mod mandates;
mod rejection;
#[cfg(test)]
mod testing;
mod valuation;

pub use content::{Benefit, Content, Cost, Risk};
pub use dossier::{
    Contribution, Dossier, DossierCommand, DossierFact, Opening, Status, check_statement,
};
pub use mandates::GRANTS;
pub use rejection::Rejection;
pub use valuation::Scores;
