//! Prioritisation: the rules of the service areas' groups and of the city-wide proposal. Pure.
//!
//! Members appraise the cases, each for themself and unseen, and discuss them (A19, F3). Step one
//! gives each case one of three outcomes (C5, C6). In step two the group's members order
//! what was included, and the area gets one ranking (C7). The areas' rankings become one proposal,
//! signed by both kinds of expertise and handed over to the council (C8, C9, D5).

mod appraisal;
mod appraisal_id;
mod area_round;
mod assessment;
mod assignment;
mod ballot;
mod basis;
mod candidate;
mod case;
mod city_proposal;
mod composition;
mod counts;
mod difference;
mod distribution;
#[cfg(test)]
mod golden;
mod items;
mod mandates;
mod plan;
mod ranking;
mod rejection;
mod round_id;
mod shared;
mod subject;
#[cfg(test)]
mod testing;
mod thread;
mod upcast;

pub use appraisal::{
    Appraisal, AppraisalCommand, AppraisalFact, Given, areas_of, may_see_appraisal,
    may_see_appraisals,
};
pub use appraisal_id::AppraisalId;
pub use area_round::{AreaRound, AreaRoundCommand, AreaRoundFact, Phase};
pub use assessment::{Assessment, Outcome};
pub use assignment::{Assignment, AssignmentCommand, AssignmentFact, may_see_load, sitting};
pub use ballot::{Ballot, BallotCommand, BallotFact, BallotPaper, may_see_all, may_see_ballot};
pub use basis::{Basis, YearCost};
pub use candidate::Candidate;
pub use case::{Case, CaseCommand, CaseFact, Dossier, Standing};
pub use city_proposal::{
    CityProposal, CityProposalCommand, CityProposalFact, Competence, ground_digest,
};
pub use composition::{ProposalItem, Score, compose, digest};
pub use counts::Counts;
pub use difference::{Change, difference};
pub use distribution::{Appraisers, distribute};
pub use items::{ItemsRefused, MOST_ITEMS, may_assess, within};
pub use mandates::GRANTS;
pub use model::{CityMethod, Completion, Utility, ValueSource, Voters};
pub use plan::{
    Certificate, Check, CheckRule, Comparison as CriteriaComparison, FrameChange, Ground,
    GroundArea, GroupShare, Making, Outcome as PlanOutcome, Override, Overview, Part, Plan,
    ScoreSource, SelectionChange, Settings, WeightRange, WholeView, Why, WsjfCriteria, YearFrame,
    YearPart, overview, plan, selected, why,
};
pub use ranking::{
    Computed, Decision, Explanation, GroupRules, Meeting, Move, MoveAsked, Ranking, RankingEntry,
    RankingStep, Route, Tie, Vote, compute, explain,
};
pub use rejection::Rejection;
pub use round_id::{AreaRoundId, BallotId};
pub use shared::Shared;
pub use subject::Subject;
pub use thread::{Thread, ThreadCommand, ThreadFact};
