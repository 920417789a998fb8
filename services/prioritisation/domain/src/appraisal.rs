//! What one member says of one case before the group ranks, unseen until closing (A19, F3); or that
//! the member is out of it for a conflict of interest (jäv).

use kernel::{Acting, Actor, Aggregate, AreaKey, Date, Facts, PersonId, SeatRole, Violations};
use model::{Scores, Valuation};
use serde::{Deserialize, Serialize};

use crate::subject::{check_length, check_text, require_appraisable, require_undecided};
use crate::{AppraisalId, Phase, Rejection, Subject, mandates, may_see_all};

const COMMENT_LENGTH: usize = 4000;
const REASON_LENGTH: usize = 1000;

/// An appraisal as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Round of the dossier that it is about.
    pub round: u32,
    /// Score by criterion of the model.
    pub scores: Scores,
    /// Weighted value in permille of the highest possible.
    pub value: u32,
    /// In words. May be empty.
    pub comment: String,
}

impl Given {
    /// Whether the case has got a newer dossier since: `round` is that of its newest.
    #[must_use]
    pub fn outdated(&self, round: u32) -> bool {
        self.round < round
    }
}

/// One member and one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// As last given. A declared conflict takes it away.
    pub given: Option<Given>,
    /// Why the member is out of the case.
    pub conflict: Option<String>,
}

impl Appraisal {
    /// Whether the member has a declared conflict of interest in the case.
    #[must_use]
    pub fn conflicted(&self) -> bool {
        self.conflict.is_some()
    }
}

/// What can be asked of an appraisal. Always by the member themself.
#[derive(Debug, Clone)]
pub enum AppraisalCommand {
    /// The member appraises the case, or appraises it again.
    Give {
        /// The case.
        subject: Subject,
        /// Round of the dossier that the member has read.
        round: u32,
        /// Score by criterion.
        scores: Vec<(String, i32)>,
        /// In words.
        comment: String,
        /// Criteria and scale of the cycle's model.
        valuation: Valuation,
    },
    /// The member declares a conflict of interest, or states another reason.
    DeclareConflict {
        /// The case.
        subject: Subject,
        /// Why. Anyone may read it.
        reason: String,
    },
    /// The member revokes the declaration. What was said before it stays void.
    RevokeConflict {
        /// The case.
        subject: Subject,
        /// Why. Anyone may read it.
        reason: String,
    },
}

/// What can have happened to an appraisal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum AppraisalFact {
    /// It was given, or given again.
    #[serde(rename = "given.v1")]
    Given {
        /// As given.
        given: Given,
    },
    /// The member declared a conflict of interest.
    #[serde(rename = "conflict_declared.v1")]
    ConflictDeclared {
        /// Why.
        reason: String,
    },
    /// The member revoked the declaration.
    #[serde(rename = "conflict_revoked.v1")]
    ConflictRevoked {
        /// Why.
        reason: String,
    },
}

impl Facts for AppraisalFact {}

impl Aggregate for Appraisal {
    const KIND: &'static str = "appraisal";
    const SCHEMA: u32 = 1;
    type Id = AppraisalId;
    type Command = AppraisalCommand;
    type Fact = AppraisalFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: AppraisalCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<AppraisalFact>, Rejection> {
        let conflicted = state.is_some_and(Self::conflicted);
        let fact = match command {
            AppraisalCommand::Give { subject, round, scores, comment, valuation } => {
                appraisable(&subject, round, conflicted, acting)?;
                let (scores, value) = judged(&scores, &comment, &valuation)?;
                AppraisalFact::Given { given: Given { round, scores, value, comment } }
            }
            AppraisalCommand::DeclareConflict { subject, reason } => {
                let (_, dossier) = subject.open_to(mandates::MEMBER, acting)?;
                require_undecided(&dossier.area, subject.phase)?;
                check_reason(&reason)?;
                AppraisalFact::ConflictDeclared { reason }
            }
            AppraisalCommand::RevokeConflict { subject, reason } => {
                let (_, dossier) = subject.open_to(mandates::MEMBER, acting)?;
                require_appraisable(&dossier.area, subject.phase)?;
                if !conflicted {
                    let (case, person) = (subject.id, acting.person());
                    return Err(Rejection::NoConflict { case, person });
                }
                check_reason(&reason)?;
                AppraisalFact::ConflictRevoked { reason }
            }
        };
        Ok(vec![fact])
    }

    fn evolve(state: Option<Self>, fact: &AppraisalFact) -> Option<Self> {
        let before = state.unwrap_or_default();
        Some(match fact {
            AppraisalFact::Given { given } => Self { given: Some(given.clone()), ..before },
            AppraisalFact::ConflictDeclared { reason } => {
                Self { given: None, conflict: Some(reason.clone()) }
            }
            AppraisalFact::ConflictRevoked { .. } => Self { conflict: None, ..before },
        })
    }
}

fn appraisable(
    subject: &Subject,
    named: u32,
    conflicted: bool,
    acting: &Acting<'_>,
) -> Result<(), Rejection> {
    let (case, dossier) = subject.open_to(mandates::MEMBER, acting)?;
    subject.without(conflicted, acting)?;
    subject.require_live(case)?;
    require_appraisable(&dossier.area, subject.phase)?;
    if named == dossier.round {
        return Ok(());
    }
    Err(Rejection::DossierChanged { case: subject.id, named, round: dossier.round })
}

/// Scores and value, or all that is wrong with scores and comment.
fn judged(
    scores: &[(String, i32)],
    comment: &str,
    valuation: &Valuation,
) -> Result<(Scores, u32), Violations> {
    let judged = valuation.judge(scores);
    let mut wrong = judged.as_ref().err().cloned().unwrap_or_default();
    check_length(&mut wrong, "comment", comment, COMMENT_LENGTH);
    wrong.check()?;
    judged
}

fn check_reason(reason: &str) -> Result<(), Violations> {
    let mut wrong = Violations::none();
    check_text(&mut wrong, "reason", reason, REASON_LENGTH);
    wrong.check()
}

/// Whether `viewer` may see the appraisal of `member`: the own always, another's after closing.
///
/// # Errors
/// [`Rejection::AppraisalsUnseen`] until then.
pub fn may_see_appraisal(
    area: &AreaKey,
    phase: Phase,
    viewer: &PersonId,
    member: &PersonId,
) -> Result<(), Rejection> {
    if viewer == member { Ok(()) } else { may_see_appraisals(area, phase) }
}

/// Whether anyone may see the appraisals of an area in this phase: after its ballot was closed.
///
/// # Errors
/// [`Rejection::AppraisalsUnseen`] until then.
pub fn may_see_appraisals(area: &AreaKey, phase: Phase) -> Result<(), Rejection> {
    may_see_all(area, phase).map_err(|_| Rejection::AppraisalsUnseen { area: area.clone() })
}

/// The areas in whose groups the actor sits on this day. In a closed cycle nothing waits in any.
#[must_use]
pub fn areas_of(actor: &Actor, day: Date, cycle_open: bool) -> Vec<AreaKey> {
    if !cycle_open {
        return Vec::new();
    }
    let sits = actor.seats.iter().filter(|seat| {
        matches!(seat.role, SeatRole::GroupMember | SeatRole::GroupChair) && seat.held_on(day)
    });
    sits.filter_map(|seat| seat.body.area()).collect()
}

#[cfg(test)]
mod tests;
