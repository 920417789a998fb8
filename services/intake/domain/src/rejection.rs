//! Why intake refuses.

kernel::rejections! {
    /// Why intake refuses.
    pub enum Rejection {
        /// A thing with this id exists already.
        Exists { what: &'static str, id: String } => Exists, "ALREADY_THERE",
            "{what} {id} exists already";
        /// The appointment begins before the one that it follows.
        AppointmentOrder { from: kernel::Date, last: kernel::Date } => Precondition, "APPOINTMENT_ORDER",
            "the appointment begins on {from}, before the one that it follows, on {last}";
        /// One person cannot be both contact person and deputy at the same time (A16).
        HoldsOtherSeat { person: kernel::PersonId, role: &'static str } => Precondition, "HOLDS_OTHER_SEAT",
            "{person} is the {role} at that time; appoint another {role} first";
        /// The administration has no active contact person (A16).
        NoContactPerson { administration: kernel::AdministrationId } => Precondition, "NO_CONTACT_PERSON",
            "administration {administration} has no active contact person; the registrar appoints one";
        /// The cycle is closed.
        CycleClosed { cycle: kernel::CycleId } => Precondition, "CYCLE_CLOSED",
            "cycle {cycle} is closed";
        /// The cycle pins a version of the model that this service does not have.
        ModelUnknown { model: String } => Precondition, "MODEL_UNKNOWN",
            "version {model} of the model is not known here";
        /// The initiative is prepared for another cycle.
        OtherCycle { initiative: kernel::InitiativeId, cycle: kernel::CycleId } => Precondition, "OTHER_CYCLE",
            "initiative {initiative} is prepared for cycle {cycle}";
        /// The initiative is not prepared by the template (C2).
        NotPrepared { initiative: kernel::InitiativeId } => Precondition, "NOT_PREPARED",
            "initiative {initiative} is not prepared by the template";
        /// Not all initiatives can be submitted; the message names each that cannot, and why (C3).
        NotSubmittable { initiatives: String } => Precondition, "NOT_SUBMITTABLE",
            "{initiatives}";
        /// The initiative is submitted: its content changes only through a supplement (C6).
        AlreadySubmitted { initiative: kernel::InitiativeId } => Precondition, "ALREADY_SUBMITTED",
            "initiative {initiative} is submitted; its content changes only through a supplement that step one asks for";
        /// Step one has not asked for a supplement (C6).
        NoSupplementRequested { initiative: kernel::InitiativeId } => Precondition, "NO_SUPPLEMENT_REQUESTED",
            "step one has not asked for a supplement of initiative {initiative}";
        /// The initiative is in the hands of the council and the budget: it can no longer be withdrawn.
        TooLateToWithdraw { initiative: kernel::InitiativeId, status: crate::Status } => Precondition, "TOO_LATE_TO_WITHDRAW",
            "initiative {initiative} is {status} and can no longer be withdrawn";
        /// The initiative is closed: its proposer has the final answer.
        InitiativeClosed { initiative: kernel::InitiativeId, status: crate::Status } => Precondition, "INITIATIVE_CLOSED",
            "initiative {initiative} is closed: {status}";
    }
}
