//! Prioritisation: the rules of the service areas' groups and of the city-wide proposal. Pure.
//!
//! Step one gives each case one of three outcomes (C5, C6). In step two the group's members order
//! what was included, and the area gets one ranking (C7). The areas' rankings become one proposal,
//! signed by both kinds of expertise and handed over to the council (C8, C9, D5).

mod area_round;
mod ballot;
mod basis;
mod candidate;
mod case;
mod city_proposal;
mod composition;
mod counts;
#[cfg(test)]
mod golden;
mod mandates;
mod ranking;
mod rejection;
mod round_id;
#[cfg(test)]
mod testing;
mod upcast;

pub use area_round::{AreaRound, AreaRoundCommand, AreaRoundFact, Phase};
pub use ballot::{Ballot, BallotCommand, BallotFact, BallotPaper, may_see_all, may_see_ballot};
pub use basis::{Basis, YearCost};
pub use candidate::Candidate;
pub use case::{Assessment, Case, CaseCommand, CaseFact, Dossier, Outcome, Standing};
pub use city_proposal::{CityProposal, CityProposalCommand, CityProposalFact, Competence};
pub use composition::{ProposalItem, Score, compose, digest};
pub use counts::Counts;
pub use mandates::GRANTS;
pub use ranking::{
    Computed, Decision, Explanation, GroupRules, Meeting, Move, MoveAsked, Ranking, RankingEntry,
    RankingStep, Route, Tie, Vote, compute, explain,
};
pub use rejection::Rejection;
pub use round_id::{AreaRoundId, BallotId};
