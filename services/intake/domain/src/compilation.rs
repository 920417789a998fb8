//! Compilations: what one administration submits in one cycle, all or none (C3).

use std::collections::BTreeSet;

use kernel::{
    Acting, AdministrationId, Aggregate, BodyKey, CompilationId, CycleId, CycleTerms, Date, Facts,
    InitiativeId, Need, PersonId, SeatRole, Violations,
};
use serde::{Deserialize, Serialize};

use crate::{Administration, Initiative, Rejection, Status};

const MOST: usize = 500;

/// A submission with its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compilation {
    /// Its id.
    pub id: CompilationId,
    /// The administration.
    pub administration: AdministrationId,
    /// The cycle.
    pub cycle: CycleId,
    /// The initiatives, in the order in which they were named.
    pub initiatives: Vec<InitiativeId>,
    /// Diary number of the receipt.
    pub diary_number: String,
    /// Who submitted.
    pub submitted_by: PersonId,
    /// The day.
    pub submitted_on: Date,
    /// Whether that was after the cycle's last day of submission (C11).
    pub late: bool,
}

/// An initiative that is to be submitted, as it stands now.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its id.
    pub id: InitiativeId,
    /// Its state; `None` when it does not exist.
    pub initiative: Option<Initiative>,
}

impl Candidate {
    /// Why it cannot be submitted.
    fn fault(&self, administration: AdministrationId, cycle: CycleId) -> Option<String> {
        let Some(initiative) = &self.initiative else { return Some("does not exist".into()) };
        if initiative.administration != administration {
            return Some("belongs to another administration".into());
        }
        match initiative.status {
            Status::Registered => return Some("is not prepared by the template".into()),
            Status::Prepared => return Some("has no decision on scope".into()),
            Status::InScope => {}
            status if status.is_closed() => return Some(format!("is closed: {status}")),
            _ => return Some("is already submitted".into()),
        }
        (initiative.cycle != Some(cycle)).then(|| "is prepared for another cycle".into())
    }
}

/// Submits.
#[derive(Debug, Clone)]
pub struct CompilationCommand {
    /// The new compilation.
    pub id: CompilationId,
    /// The administration.
    pub administration: AdministrationId,
    /// That administration, if it is registered.
    pub submitter: Option<Administration>,
    /// The cycle.
    pub cycle: CycleId,
    /// The cycle's terms, if the cycle is known.
    pub terms: Option<CycleTerms>,
    /// The initiatives.
    pub candidates: Vec<Candidate>,
    /// Diary number that the register gives next; `None` when this service does not have the model
    /// that the cycle pins.
    pub diary_number: Option<String>,
}

/// What can have happened to a compilation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum CompilationFact {
    /// It was submitted.
    #[serde(rename = "submitted.v1")]
    Submitted {
        /// Its id.
        id: CompilationId,
        /// The administration.
        administration: AdministrationId,
        /// The cycle.
        cycle: CycleId,
        /// The initiatives.
        initiatives: Vec<InitiativeId>,
        /// Diary number of the receipt.
        diary_number: String,
        /// Who submitted.
        submitted_by: PersonId,
        /// The day.
        submitted_on: Date,
        /// Whether that was after the cycle's last day of submission.
        late: bool,
    },
}

impl Facts for CompilationFact {}

impl Aggregate for Compilation {
    const KIND: &'static str = "compilation";
    const SCHEMA: u32 = 1;
    type Id = CompilationId;
    type Command = CompilationCommand;
    type Fact = CompilationFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: CompilationCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<CompilationFact>, Rejection> {
        let CompilationCommand { id, administration, cycle, .. } = command;
        if state.is_some() {
            return Err(Rejection::Exists { what: Self::KIND, id: id.to_string() });
        }
        let today = acting.now().date();
        may_submit(&command, today)?;
        let body = BodyKey::administration(administration);
        acting.require(&[Need::Seat(SeatRole::ContactPerson)], Some(&body))?;
        check_list(&command.candidates)?;
        let terms = open(cycle, command.terms.as_ref())?;
        check_candidates(&command.candidates, administration, cycle)?;
        let unknown = || Rejection::ModelUnknown { model: terms.model.clone() };
        let diary_number = command.diary_number.clone().ok_or_else(unknown)?;
        Ok(vec![CompilationFact::Submitted {
            id,
            administration,
            cycle,
            initiatives: command.candidates.iter().map(|one| one.id).collect(),
            diary_number,
            submitted_by: acting.person(),
            submitted_on: today,
            late: today > terms.submit_by,
        }])
    }

    fn evolve(_: Option<Self>, fact: &CompilationFact) -> Option<Self> {
        let CompilationFact::Submitted {
            id,
            administration,
            cycle,
            initiatives,
            diary_number,
            submitted_by,
            submitted_on,
            late,
        } = fact;
        Some(Self {
            id: *id,
            administration: *administration,
            cycle: *cycle,
            initiatives: initiatives.clone(),
            diary_number: diary_number.clone(),
            submitted_by: submitted_by.clone(),
            submitted_on: *submitted_on,
            late: *late,
        })
    }
}

/// A vacancy is named before a missing mandate: it is why nobody holds one (A16).
fn may_submit(command: &CompilationCommand, today: Date) -> Result<(), Rejection> {
    let administration = command.administration;
    let Some(submitter) = &command.submitter else {
        return Err(Rejection::NotFound { what: "administration", id: administration.to_string() });
    };
    if submitter.contact_person(today).is_none() {
        return Err(Rejection::NoContactPerson { administration });
    }
    Ok(())
}

fn check_list(candidates: &[Candidate]) -> Result<(), Rejection> {
    let mut violations = Violations::none();
    violations.unless(!candidates.is_empty(), "initiatives", "is missing");
    let few = candidates.len() <= MOST;
    violations.unless(few, "initiatives", format!("must be at most {MOST}"));
    let mut seen = BTreeSet::new();
    for (i, one) in candidates.iter().enumerate() {
        let path = format!("initiatives[{i}]");
        violations.unless(seen.insert(one.id), path, "stands more than once");
    }
    Ok(violations.check()?)
}

fn open(cycle: CycleId, terms: Option<&CycleTerms>) -> Result<&CycleTerms, Rejection> {
    match terms {
        None => Err(Rejection::NotFound { what: "cycle", id: cycle.to_string() }),
        Some(terms) if !terms.open => Err(Rejection::CycleClosed { cycle }),
        Some(terms) => Ok(terms),
    }
}

fn check_candidates(
    candidates: &[Candidate],
    administration: AdministrationId,
    cycle: CycleId,
) -> Result<(), Rejection> {
    let fault = |one: &Candidate| {
        one.fault(administration, cycle).map(|fault| format!("{} {fault}", one.id))
    };
    let faults: Vec<_> = candidates.iter().filter_map(fault).collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Rejection::NotSubmittable { initiatives: faults.join("; ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        adm, com, contact_person, cyc, decide, in_scope, ini, prepared, proposed, somebody,
        staffed, submitted, terms, withdrawn,
    };

    fn command(candidates: Vec<Candidate>) -> CompilationCommand {
        CompilationCommand {
            id: com(1),
            administration: adm(1),
            submitter: Some(staffed()),
            cycle: cyc(1),
            terms: Some(terms()),
            candidates,
            diary_number: Some("031-0001/2027".into()),
        }
    }

    fn candidate(initiative: Initiative) -> Candidate {
        Candidate { id: initiative.id, initiative: Some(initiative) }
    }

    fn good() -> CompilationCommand {
        command(vec![candidate(in_scope(1)), candidate(in_scope(2))])
    }

    fn refused(command: CompilationCommand) -> Rejection {
        decide::<Compilation>(None, command, &contact_person(1)).unwrap_err()
    }

    #[test]
    fn a_submission_gives_a_receipt_with_its_diary_number_c3() {
        let state = decide::<Compilation>(None, good(), &contact_person(1)).unwrap().unwrap();
        assert_eq!(state.diary_number, "031-0001/2027");
        assert_eq!(state.initiatives, [ini(1), ini(2)]);
        assert!(!state.late);
        assert!(matches!(
            decide(Some(state), good(), &contact_person(1)).unwrap_err(),
            Rejection::Exists { .. }
        ));
    }

    #[test]
    fn a_submission_after_the_last_day_is_taken_and_marked_c11() {
        let terms = CycleTerms { submit_by: crate::testing::day("2026-12-31"), ..terms() };
        let late = CompilationCommand { terms: Some(terms), ..good() };
        let state = decide::<Compilation>(None, late, &contact_person(1)).unwrap().unwrap();
        assert!(state.late);
    }

    #[test]
    fn every_initiative_that_cannot_be_submitted_is_named_c3() {
        let other = Initiative { administration: adm(2), ..in_scope(5) };
        let elsewhere = Initiative { cycle: Some(cyc(2)), ..in_scope(6) };
        let refused = refused(command(vec![
            candidate(in_scope(1)),
            candidate(proposed(2)),
            candidate(prepared(3)),
            candidate(submitted(4)),
            candidate(other),
            candidate(elsewhere),
            candidate(withdrawn(7)),
            Candidate { id: ini(8), initiative: None },
        ]));
        let expected = [
            (2, "is not prepared by the template"),
            (3, "has no decision on scope"),
            (4, "is already submitted"),
            (5, "belongs to another administration"),
            (6, "is prepared for another cycle"),
            (7, "is closed: withdrawn"),
            (8, "does not exist"),
        ];
        let expected: Vec<_> =
            expected.iter().map(|(n, fault)| format!("{} {fault}", ini(*n))).collect();
        assert_eq!(refused.to_string(), expected.join("; "));
    }

    #[test]
    fn an_administration_without_contact_person_is_refused_with_that_reason_a16() {
        let vacant = Administration { contact_persons: Vec::new(), ..staffed() };
        let command = CompilationCommand { submitter: Some(vacant), ..good() };
        assert!(matches!(refused(command.clone()), Rejection::NoContactPerson { .. }));
        let unknown = CompilationCommand { submitter: None, ..command };
        assert!(matches!(refused(unknown), Rejection::NotFound { what: "administration", .. }));
    }

    #[test]
    fn only_the_contact_person_of_the_administration_submits_a16() {
        for actor in [somebody(), contact_person(2)] {
            let refused = decide::<Compilation>(None, good(), &actor).unwrap_err();
            assert!(matches!(refused, Rejection::Mandate(_)));
        }
    }

    #[test]
    fn the_cycle_must_be_known_and_open() {
        let unknown = CompilationCommand { terms: None, ..good() };
        assert!(matches!(refused(unknown), Rejection::NotFound { what: "cycle", .. }));
        let unread = CompilationCommand { diary_number: None, ..good() };
        assert!(matches!(refused(unread), Rejection::ModelUnknown { .. }));
        let closed = CycleTerms { open: false, ..terms() };
        let closed = CompilationCommand { terms: Some(closed), ..good() };
        assert!(matches!(refused(closed), Rejection::CycleClosed { .. }));
    }

    #[test]
    fn a_list_is_not_empty_and_names_each_initiative_once() {
        assert!(matches!(refused(command(Vec::new())), Rejection::Invalid(_)));
        let twice = command(vec![candidate(in_scope(1)), candidate(in_scope(1))]);
        let found = refused(twice).to_string();
        assert_eq!(found, "initiatives[1] stands more than once");
    }
}
