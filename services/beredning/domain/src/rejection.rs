//! Why beredning refuses.

kernel::rejections! {
    /// Why beredning refuses.
    pub enum Rejection {
        /// The cycle pins a version of the model that this service does not have.
        ModelUnknown { model: String } => Precondition, "MODEL_UNKNOWN",
            "version {model} of the model is not known here";
        /// Only the assigned officer may do this.
        NotAssignedOfficer { dossier: kernel::DossierId, officer: String } => Permission, "NOT_ASSIGNED_OFFICER",
            "dossier {dossier} is assigned to {officer}";
        /// The dossier is complete; it is reopened when step one asks for a supplement (C6).
        DossierCompleted { dossier: kernel::DossierId } => Precondition, "DOSSIER_COMPLETED",
            "dossier {dossier} is complete; it is reopened when step one asks for a supplement";
        /// Step one has asked for a supplement, which has not come in (C6).
        AwaitingSupplement { dossier: kernel::DossierId } => Precondition, "AWAITING_SUPPLEMENT",
            "dossier {dossier} waits for the administration's supplement";
        /// The initiative was withdrawn.
        DossierClosed { dossier: kernel::DossierId } => Precondition, "DOSSIER_CLOSED",
            "dossier {dossier} is closed: the initiative was withdrawn";
        /// One person cannot sign for both competences (D5).
        BothCompetences { person: kernel::PersonId, competence: model::Competence } => Precondition, "BOTH_COMPETENCES",
            "{person} has signed for the competence {competence}; the other needs another expert";
        /// Something is still missing; the message names all of it (D4, D5).
        Incomplete { missing: String } => Precondition, "DOSSIER_INCOMPLETE",
            "still missing: {missing}";
    }
}
