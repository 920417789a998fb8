//! A meeting of the council for one cycle (A4, C9, C10).

use std::collections::BTreeSet;

use kernel::{Acting, Aggregate, BodyKey, CycleId, Date, Facts, MeetingId, PersonId, Violations};
use model::Share;
use serde::{Deserialize, Serialize};

use crate::{Recommendation, Rejection, mandates};

/// How far the proposal has come, as the meeting sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalStanding {
    /// Items received.
    pub received: u32,
    /// Number of items announced; `None`: not handed over.
    pub announced: Option<u32>,
    /// Whether the items received have the digest announced.
    pub same_digest: bool,
    /// The digest.
    pub digest: String,
}

impl ProposalStanding {
    /// Of a cycle whose recommendation is in this state.
    #[must_use]
    pub fn of(recommendation: Option<&Recommendation>) -> Self {
        let announced = recommendation.and_then(|one| one.announced.as_ref());
        Self {
            received: recommendation.map_or(0, |one| one.received),
            announced: announced.map(|one| one.count),
            same_digest: recommendation.is_some_and(Recommendation::same_digest),
            digest: announced.map(|one| one.digest.clone()).unwrap_or_default(),
        }
    }

    /// `Ok` with count and digest when all that was announced is here, and nothing else.
    pub(crate) fn complete(self, cycle: CycleId) -> Result<(u32, String), Rejection> {
        if self.announced != Some(self.received) {
            let announced = self.announced.map_or_else(|| "none".to_owned(), |n| n.to_string());
            return Err(Rejection::ProposalIncomplete {
                cycle,
                received: self.received,
                announced,
            });
        }
        if !self.same_digest {
            return Err(Rejection::ProposalDiffers { cycle });
        }
        Ok((self.received, self.digest))
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The cycle that it is about.
    pub cycle: CycleId,
    /// Who is present.
    pub attendance: Vec<PersonId>,
    /// How many had to be.
    pub quorum: u32,
    /// The day.
    pub held_on: Date,
    /// Whether it has dealt with the proposal.
    pub handled: bool,
    /// Whether it has issued the recommendation.
    pub issued: bool,
    /// Whether it is closed.
    pub closed: bool,
}

/// What can be asked of a meeting.
#[derive(Debug, Clone)]
pub enum MeetingCommand {
    /// The chair opens it.
    Open {
        /// The cycle.
        cycle: CycleId,
        /// Who is present.
        attendance: Vec<PersonId>,
        /// Who sits on the council today.
        council: Vec<PersonId>,
        /// Number of seats, where the model fixes it.
        seats: Option<u32>,
        /// More than this share of the seats has to be present (A4).
        quorum: Share,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// The chair records that the proposal was dealt with (C9).
    HandleProposal {
        /// The meeting.
        meeting: MeetingId,
        /// How far the proposal has come.
        proposal: ProposalStanding,
    },
    /// The chair issues the recommendation (C10): the meeting's part of it.
    Issue {
        /// The meeting.
        meeting: MeetingId,
    },
    /// The chair closes it.
    Close {
        /// The meeting.
        meeting: MeetingId,
    },
}

/// What can have happened in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum MeetingFact {
    /// It was opened.
    #[serde(rename = "opened.v1")]
    Opened {
        /// The cycle.
        cycle: CycleId,
        /// Who is present.
        attendance: Vec<PersonId>,
        /// How many had to be.
        quorum: u32,
        /// The day.
        held_on: Date,
    },
    /// It dealt with the proposal.
    #[serde(rename = "proposal_handled.v1")]
    ProposalHandled {
        /// Number of items.
        count: u32,
        /// Digest of the items.
        digest: String,
    },
    /// It issued the recommendation.
    #[serde(rename = "recommendation_issued.v1")]
    RecommendationIssued {},
    /// It was closed.
    #[serde(rename = "closed.v1")]
    Closed {},
}

impl Facts for MeetingFact {}

impl Aggregate for Meeting {
    const KIND: &'static str = "meeting";
    const SCHEMA: u32 = 1;
    type Id = MeetingId;
    type Command = MeetingCommand;
    type Fact = MeetingFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: MeetingCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<MeetingFact>, Rejection> {
        match command {
            MeetingCommand::Open { cycle, attendance, council, seats, quorum, cycle_open } => {
                chaired(acting)?;
                if !cycle_open {
                    return Err(Rejection::CycleClosed { cycle });
                }
                let seats = seats.unwrap_or_else(|| number(council.len()));
                let quorum = quorum.least_above(seats);
                present(&attendance, &council, quorum)?;
                let held_on = acting.now().date();
                Ok(vec![MeetingFact::Opened { cycle, attendance, quorum, held_on }])
            }
            MeetingCommand::HandleProposal { meeting, proposal } => {
                let state = ongoing(state, meeting, acting)?;
                if state.handled {
                    return Err(Rejection::ProposalHandled { meeting });
                }
                let (count, digest) = proposal.complete(state.cycle)?;
                Ok(vec![MeetingFact::ProposalHandled { count, digest }])
            }
            MeetingCommand::Issue { meeting } => {
                if !ongoing(state, meeting, acting)?.handled {
                    return Err(Rejection::ProposalNotHandled { meeting });
                }
                Ok(vec![MeetingFact::RecommendationIssued {}])
            }
            MeetingCommand::Close { meeting } => {
                ongoing(state, meeting, acting)?;
                Ok(vec![MeetingFact::Closed {}])
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &MeetingFact) -> Option<Self> {
        if let MeetingFact::Opened { cycle, attendance, quorum, held_on } = fact {
            return Some(Self {
                cycle: *cycle,
                attendance: attendance.clone(),
                quorum: *quorum,
                held_on: *held_on,
                handled: false,
                issued: false,
                closed: false,
            });
        }
        let meeting = state?;
        Some(match fact {
            MeetingFact::Opened { .. } => meeting,
            MeetingFact::ProposalHandled { .. } => Self { handled: true, ..meeting },
            MeetingFact::RecommendationIssued {} => Self { issued: true, ..meeting },
            MeetingFact::Closed {} => Self { closed: true, ..meeting },
        })
    }
}

pub(crate) fn chaired(acting: &Acting<'_>) -> Result<(), Rejection> {
    Ok(acting.require(mandates::CHAIR, Some(&BodyKey::council()))?)
}

fn ongoing<'m>(
    state: Option<&'m Meeting>,
    id: MeetingId,
    acting: &Acting<'_>,
) -> Result<&'m Meeting, Rejection> {
    let meeting = state.ok_or_else(|| Rejection::not_found("meeting", &id))?;
    chaired(acting)?;
    if meeting.closed { Err(Rejection::MeetingClosed { meeting: id }) } else { Ok(meeting) }
}

fn present(attendance: &[PersonId], council: &[PersonId], quorum: u32) -> Result<(), Rejection> {
    let mut wrong = Violations::none();
    let mut named = BTreeSet::new();
    for (i, person) in attendance.iter().enumerate() {
        let field = || format!("attendance[{i}]");
        wrong.unless(council.contains(person), field(), format!("{person} is not on the council"));
        wrong.unless(named.insert(person), field(), format!("{person} is named before"));
    }
    wrong.check()?;
    let present = number(attendance.len());
    if present < quorum { Err(Rejection::QuorumMissing { present, quorum }) } else { Ok(()) }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
