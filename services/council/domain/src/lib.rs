//! Council: the rules of appointments, meetings and the recommendation. Pure.
//!
//! One register holds all seats, because its rules are rules over the set (A5 to A11, A16). The
//! council receives the city-wide proposal, deals with it in a meeting and recommends it (C9, C10).

mod appointment;
mod bodies;
mod composition;
mod contact;
mod ending;
#[cfg(test)]
mod golden;
mod mandates;
mod meeting;
mod recommendation;
mod recommendation_item;
mod rejection;
#[cfg(test)]
mod testing;

pub use appointment::Appointment;
pub use bodies::{Bodies, BodiesCommand, BodiesFact, BodiesId, Seated};
pub use composition::{Gap, composition_gaps};
pub use contact::ContactPerson;
pub use kernel::{Withdrawal, WithdrawalFact};
pub use mandates::GRANTS;
pub use meeting::{Meeting, MeetingCommand, MeetingFact, ProposalStanding};
pub use recommendation::{
    Announced, Issued, Recommendation, RecommendationCommand, RecommendationFact,
};
pub use recommendation_item::{
    ProposedItem, RecommendationItem, RecommendationItemCommand, RecommendationItemFact,
};
pub use rejection::Rejection;
