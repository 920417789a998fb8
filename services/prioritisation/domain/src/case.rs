//! A case: one initiative in one cycle, as the area's group sees it in step one (C5, C6).

use kernel::{
    Acting, AdministrationId, Aggregate, AreaKey, BodyKey, CaseId, CycleId, Date, Facts,
    InitiativeId, Money,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::rejection::require_open;
use crate::{Assessment, Basis, Outcome, Rejection, mandates, upcast};

/// What a completed dossier says about the initiative (C4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The administration that submitted it.
    pub administration: AdministrationId,
    /// The area whose group decides. A supplement does not move a case to another area.
    pub area: AreaKey,
    /// The proposer's own reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Total cost.
    pub cost: Money,
    /// 1 first, one more each time the dossier was reopened and completed again.
    pub round: u32,
    /// What it can be compared by.
    pub basis: Basis,
}

kernel::named! {
    /// Where a case stands.
    pub enum Standing {
        /// Waits for its outcome.
        Registered = "registered",
        /// Included.
        Included = "included",
        /// Waits for its supplement.
        AwaitingSupplement = "awaiting_supplement",
        /// Rejected.
        Rejected = "rejected",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}

impl From<Outcome> for Standing {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Included => Self::Included,
            Outcome::Supplement => Self::AwaitingSupplement,
            Outcome::Rejected => Self::Rejected,
        }
    }
}

/// One initiative in one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The cycle.
    pub cycle: CycleId,
    /// The newest dossier. `None` for an initiative withdrawn before it was prepared.
    pub dossier: Option<Dossier>,
    /// Where it stands.
    pub standing: Standing,
    /// The newest outcome.
    pub assessment: Option<Assessment>,
}

impl Case {
    /// Where it stands for the area's counts: nowhere before it is prepared.
    #[must_use]
    pub fn counted_as(&self) -> Option<Standing> {
        self.dossier.as_ref().map(|_| self.standing)
    }

    /// Whether it is neither rejected nor withdrawn: members appraise it.
    #[must_use]
    pub fn live(&self) -> bool {
        match self.standing {
            Standing::Registered | Standing::Included | Standing::AwaitingSupplement => true,
            Standing::Rejected | Standing::Withdrawn => false,
        }
    }
}

/// What can be asked of a case.
#[derive(Debug, Clone)]
pub enum CaseCommand {
    /// A dossier was completed (C4). A reaction: too late gives nothing. During step one a later
    /// round opens an included case again: what was said was said of another dossier.
    Receive {
        /// The initiative.
        initiative: InitiativeId,
        /// The cycle.
        cycle: CycleId,
        /// The dossier.
        dossier: Dossier,
        /// Whether the case's area is in step one.
        step_one: bool,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// The chair of the area's group gives the outcome (C6).
    Assess {
        /// The case.
        case: CaseId,
        /// Outcome and reason.
        assessment: Assessment,
        /// Reason codes of the cycle's model.
        reasons: Vec<String>,
        /// Whether the chair has a declared conflict of interest in the case.
        conflicted: bool,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// The initiative was withdrawn. A reaction: too late gives nothing.
    Withdraw {
        /// The initiative.
        initiative: InitiativeId,
        /// The cycle.
        cycle: CycleId,
    },
}

/// What can have happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum CaseFact {
    /// The first dossier was completed.
    #[serde(rename = "opened.v2")]
    Opened {
        /// The initiative.
        initiative: InitiativeId,
        /// The cycle.
        cycle: CycleId,
        /// The dossier.
        dossier: Dossier,
    },
    /// A later round of the dossier was completed: the case can be assessed (again).
    #[serde(rename = "prepared_again.v2")]
    PreparedAgain {
        /// The dossier.
        dossier: Dossier,
    },
    /// An outcome was given.
    #[serde(rename = "assessed.v1")]
    Assessed {
        /// Outcome and reason.
        assessment: Assessment,
    },
    /// The initiative was withdrawn.
    #[serde(rename = "withdrawn.v1")]
    Withdrawn {
        /// The initiative.
        initiative: InitiativeId,
        /// The cycle.
        cycle: CycleId,
    },
}

impl Facts for CaseFact {
    /// Dossiers got their basis in version 2.
    fn upcast(mut json: Value) -> Value {
        let tag = match upcast::tag(&json) {
            "opened.v1" => "opened.v2",
            "prepared_again.v1" => "prepared_again.v2",
            _ => return json,
        };
        upcast::give_basis(json.get_mut("dossier"));
        upcast::retag(&mut json, tag);
        json
    }
}

impl Aggregate for Case {
    const KIND: &'static str = "case";
    const SCHEMA: u32 = 2;
    type Id = CaseId;
    type Command = CaseCommand;
    type Fact = CaseFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: CaseCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<CaseFact>, Rejection> {
        match command {
            CaseCommand::Receive { initiative, cycle, dossier, step_one, cycle_open } => {
                Ok(if cycle_open {
                    receive(state, initiative, cycle, dossier, step_one).into_iter().collect()
                } else {
                    Vec::new()
                })
            }
            CaseCommand::Assess { case, assessment, reasons, conflicted, cycle_open } => {
                let found = chaired(state, case, cycle_open, acting)?;
                if conflicted {
                    let person = acting.person();
                    return Err(Rejection::ConflictOfInterest { case, person });
                }
                assess(found, case, &assessment, &reasons, acting.now().date())?;
                Ok(vec![CaseFact::Assessed { assessment }])
            }
            CaseCommand::Withdraw { initiative, cycle } => {
                let withdrawn = state.is_some_and(|case| case.standing == Standing::Withdrawn);
                let fact = CaseFact::Withdrawn { initiative, cycle };
                Ok(if withdrawn { Vec::new() } else { vec![fact] })
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &CaseFact) -> Option<Self> {
        match (state, fact) {
            (_, CaseFact::Opened { initiative, cycle, dossier }) => Some(Self {
                initiative: *initiative,
                cycle: *cycle,
                dossier: Some(dossier.clone()),
                standing: Standing::Registered,
                assessment: None,
            }),
            (None, CaseFact::Withdrawn { initiative, cycle }) => Some(Self {
                initiative: *initiative,
                cycle: *cycle,
                dossier: None,
                standing: Standing::Withdrawn,
                assessment: None,
            }),
            (Some(case), CaseFact::Withdrawn { .. }) => {
                Some(Self { standing: Standing::Withdrawn, ..case })
            }
            (Some(case), CaseFact::PreparedAgain { dossier }) => Some(Self {
                dossier: Some(dossier.clone()),
                standing: Standing::Registered,
                ..case
            }),
            (Some(case), CaseFact::Assessed { assessment }) => Some(Self {
                standing: assessment.outcome.into(),
                assessment: Some(assessment.clone()),
                ..case
            }),
            (None, CaseFact::PreparedAgain { .. } | CaseFact::Assessed { .. }) => None,
        }
    }
}

impl Case {
    /// Whether the supplement's last day is over, so that the group may reject what it waited for.
    fn unanswered(&self, assessment: &Assessment, today: Date) -> bool {
        let due_on = self.assessment.as_ref().and_then(|before| before.due_on);
        assessment.outcome == Outcome::Rejected && due_on.is_some_and(|day| day < today)
    }
}

fn receive(
    state: Option<&Case>,
    initiative: InitiativeId,
    cycle: CycleId,
    dossier: Dossier,
    step_one: bool,
) -> Option<CaseFact> {
    let Some(case) = state else {
        return Some(CaseFact::Opened { initiative, cycle, dossier });
    };
    let known = case.dossier.as_ref()?;
    let open = match case.standing {
        Standing::Registered | Standing::AwaitingSupplement => true,
        Standing::Included => step_one,
        Standing::Rejected | Standing::Withdrawn => false,
    };
    let area = known.area.clone();
    (open && dossier.round > known.round)
        .then_some(CaseFact::PreparedAgain { dossier: Dossier { area, ..dossier } })
}

/// The case, when the actor chairs the group of its area.
fn chaired<'c>(
    state: Option<&'c Case>,
    id: CaseId,
    cycle_open: bool,
    acting: &Acting<'_>,
) -> Result<&'c Case, Rejection> {
    let (case, dossier) = prepared(state, id)?;
    acting.require(mandates::CHAIR, Some(&BodyKey::group(&dossier.area)))?;
    require_open(case.cycle, cycle_open)?;
    Ok(case)
}

/// The case and its dossier. One that was never prepared is not there for anybody.
pub(crate) fn prepared(state: Option<&Case>, id: CaseId) -> Result<(&Case, &Dossier), Rejection> {
    let found = state.and_then(|case| Some((case, case.dossier.as_ref()?)));
    found.ok_or_else(|| Rejection::not_found("case", &id))
}

fn assess(
    case: &Case,
    id: CaseId,
    assessment: &Assessment,
    reasons: &[String],
    today: Date,
) -> Result<(), Rejection> {
    match case.standing {
        Standing::Registered => {}
        Standing::AwaitingSupplement if case.unanswered(assessment, today) => {}
        Standing::AwaitingSupplement => return Err(Rejection::AwaitingSupplement { case: id }),
        Standing::Withdrawn => return Err(Rejection::CaseWithdrawn { case: id }),
        standing => return Err(Rejection::AlreadyAssessed { case: id, standing }),
    }
    Ok(assessment.violations(reasons, today).check()?)
}

#[cfg(test)]
mod tests;
