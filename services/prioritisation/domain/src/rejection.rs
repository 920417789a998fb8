//! Why prioritisation refuses.

use kernel::{AreaKey, CaseId, CycleId, PersonId};

use crate::{Competence, Phase, Standing};

kernel::rejections! {
    /// Why prioritisation refuses.
    pub enum Rejection {
        /// The cycle is closed: nothing more is prioritised in it (C11).
        CycleClosed { cycle: CycleId } => Precondition, "CYCLE_CLOSED",
            "cycle {cycle} is closed";
        /// The case has its outcome of step one (C6).
        AlreadyAssessed { case: CaseId, standing: Standing } => Precondition, "ALREADY_ASSESSED",
            "case {case} has its outcome: {standing}";
        /// The case waits for its supplement and is assessed again when that is prepared (C6).
        AwaitingSupplement { case: CaseId } => Precondition, "AWAITING_SUPPLEMENT",
            "case {case} waits for its supplement";
        /// The initiative was withdrawn.
        CaseWithdrawn { case: CaseId } => Precondition, "CASE_WITHDRAWN",
            "case {case} was withdrawn";
        /// Step one of the area is over: a case that came later can only be rejected (C5).
        StepOneOver { area: AreaKey, phase: Phase } => Precondition, "STEP_ONE_OVER",
            "step one of area {area} is over ({phase}): the case can only be rejected";
        /// The area's round is in another phase.
        WrongPhase { area: AreaKey, phase: Phase, needed: Phase } => Precondition, "WRONG_PHASE",
            "area {area} is in phase {phase}, this needs {needed}";
        /// Cases of the area have no final outcome of step one (C5).
        CasesUndecided { area: AreaKey, cases: String } => Precondition, "CASES_UNDECIDED",
            "area {area} has cases without a final outcome: {cases}";
        /// There are candidates and nobody has cast a ballot (C7).
        NoBallots { area: AreaKey } => Precondition, "NO_BALLOTS",
            "nobody has cast a ballot in area {area}";
        /// Too few of the group are present (A10).
        QuorumMissing { present: u32, quorum: u32 } => Precondition, "QUORUM_MISSING",
            "{present} are present, the quorum is {quorum}";
        /// Nobody present answers for what the model asks for, and no reason is given to decide all
        /// the same (A11).
        CompositionGap { area: AreaKey, gaps: String } => Precondition, "COMPOSITION_GAP",
            "nobody present in the group of {area} answers for: {gaps}";
        /// Until the ballot is closed nobody sees another's ballot.
        BallotsUnseen { area: AreaKey } => Precondition, "BALLOTS_UNSEEN",
            "ballots of area {area} are unseen until the ballot is closed";
        /// Areas have cases and no ranking (C8).
        AreasNotRanked { areas: String } => Precondition, "AREAS_NOT_RANKED",
            "areas without a ranking: {areas}";
        /// The competence has signed the proposal as last composed (D5).
        AlreadySigned { competence: Competence } => Precondition, "ALREADY_SIGNED",
            "the proposal is signed for {competence}";
        /// One person cannot sign for both competences (D5).
        BothCompetences { person: PersonId } => Precondition, "BOTH_COMPETENCES",
            "{person} has signed the proposal for the other competence";
        /// Something was withdrawn or ranked since the proposal was composed: compose again (C9).
        ProposalOutdated { cycle: CycleId } => Precondition, "PROPOSAL_OUTDATED",
            "the proposal of cycle {cycle} no longer follows from the rankings; compose it again";
        /// The proposal lacks signatures (D5).
        SignaturesMissing { missing: String } => Precondition, "SIGNATURES_MISSING",
            "the proposal is not signed for: {missing}";
        /// The proposal was handed over and cannot change (C9).
        HandedOver { cycle: CycleId } => Precondition, "HANDED_OVER",
            "the proposal of cycle {cycle} was handed over";
        /// Who has declared a conflict of interest (jäv) is out of the case.
        ConflictOfInterest { case: CaseId, person: PersonId } => Precondition,
            "CONFLICT_OF_INTEREST",
            "{person} has declared a conflict of interest in case {case}";
        /// There is no declared conflict of interest to revoke.
        NoConflict { case: CaseId, person: PersonId } => Precondition, "NO_CONFLICT",
            "{person} has declared no conflict of interest in case {case}";
        /// The dossier is in another round than the one that the caller names: it is to be read again.
        DossierChanged { case: CaseId, named: u32, round: u32 } => Precondition, "DOSSIER_CHANGED",
            "the dossier of case {case} is in round {round}, not {named}";
        /// Members appraise until the ballot of the area is closed (F3).
        AppraisalsClosed { area: AreaKey, phase: Phase } => Precondition, "APPRAISALS_CLOSED",
            "appraisals of area {area} ended with its ballot ({phase})";
        /// Until the ballot is closed nobody sees another's appraisal.
        AppraisalsUnseen { area: AreaKey } => Precondition, "APPRAISALS_UNSEEN",
            "appraisals of area {area} are unseen until the ballot is closed";
        /// The group has too few members for its cases under the cap of the model (A19).
        CapExceeded { area: AreaKey, lacking: u64, cap: u32 } => Precondition, "CAP_EXCEEDED",
            "the group of area {area} lacks {lacking} places with at most {cap} cases per member";
    }
}

impl Rejection {
    pub(crate) fn not_found(what: &'static str, id: &impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}

/// `Ok` while the cycle is open.
pub(crate) fn require_open(cycle: CycleId, open: bool) -> Result<(), Rejection> {
    if open { Ok(()) } else { Err(Rejection::CycleClosed { cycle }) }
}
