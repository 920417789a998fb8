//! What members appraise and discuss: a case, and how far its area is.

use kernel::{Acting, AreaKey, BodyKey, CaseId, Need, Violations};

use crate::case::prepared;
use crate::rejection::require_open;
use crate::{Case, Dossier, Phase, Rejection, Standing};

/// A case as it stands when somebody says something about it.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The case.
    pub id: CaseId,
    /// Its state; `None`: there is no such case.
    pub case: Option<Case>,
    /// Phase of its area's round; `None`: there is no such round.
    pub phase: Option<Phase>,
    /// Whether the cycle is open.
    pub cycle_open: bool,
}

impl Subject {
    /// The case and its dossier, for who holds one of `needs` on the group of its area.
    pub(crate) fn open_to(
        &self,
        needs: &[Need],
        acting: &Acting<'_>,
    ) -> Result<(&Case, &Dossier), Rejection> {
        let (case, dossier) = prepared(self.case.as_ref(), self.id)?;
        acting.require(needs, Some(&BodyKey::group(&dossier.area)))?;
        require_open(case.cycle, self.cycle_open)?;
        Ok((case, dossier))
    }

    /// Who has declared a conflict of interest is out of the case.
    pub(crate) fn without(&self, conflicted: bool, acting: &Acting<'_>) -> Result<(), Rejection> {
        let (case, person) = (self.id, acting.person());
        if conflicted { Err(Rejection::ConflictOfInterest { case, person }) } else { Ok(()) }
    }

    /// Whether the case still waits for what members say of it.
    pub(crate) fn require_live(&self, state: &Case) -> Result<(), Rejection> {
        let (case, standing) = (self.id, state.standing);
        match standing {
            _ if state.live() => Ok(()),
            Standing::Withdrawn => Err(Rejection::CaseWithdrawn { case }),
            standing => Err(Rejection::AlreadyAssessed { case, standing }),
        }
    }
}

/// `Ok` while members appraise: until the area's ballot is closed.
pub(crate) fn require_appraisable(area: &AreaKey, phase: Option<Phase>) -> Result<(), Rejection> {
    match phase {
        Some(Phase::StepOne | Phase::BallotOpen) => Ok(()),
        Some(phase) => Err(Rejection::AppraisalsClosed { area: area.clone(), phase }),
        None => Err(Rejection::not_found("area round", area)),
    }
}

/// `Ok` until the area's ranking is decided: what it rests on does not change after it.
pub(crate) fn require_undecided(area: &AreaKey, phase: Option<Phase>) -> Result<(), Rejection> {
    match phase {
        Some(Phase::BallotClosed) => Ok(()),
        phase => require_appraisable(area, phase),
    }
}

/// Notes a text that is empty or longer than `longest` characters.
pub(crate) fn check_text(wrong: &mut Violations, field: &str, text: &str, longest: usize) {
    wrong.unless(!text.trim().is_empty(), field, "is missing");
    check_length(wrong, field, text, longest);
}

/// Notes a text that is longer than `longest` characters.
pub(crate) fn check_length(wrong: &mut Violations, field: &str, text: &str, longest: usize) {
    let fits = text.chars().count() <= longest;
    wrong.unless(fits, field, format!("must be at most {longest} characters"));
}
