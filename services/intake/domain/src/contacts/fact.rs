//! What can have happened to the list of contact persons.

use kernel::{AdministrationId, Facts, InitiativeId, PersonId};
use serde::{Deserialize, Serialize};

use crate::ContactPerson;

/// What can have happened to the list of contact persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum ContactsFact {
    /// An administration's contact persons and deputies from now on.
    #[serde(rename = "learnt.v1")]
    Learnt {
        /// The administration.
        administration: AdministrationId,
        /// Those whose time is not over, in the order of appointment.
        contact_persons: Vec<ContactPerson>,
    },
    /// An initiative has answers that wait for a contact person.
    #[serde(rename = "awaited.v1")]
    Awaited {
        /// The administration.
        administration: AdministrationId,
        /// The initiative.
        initiative: InitiativeId,
    },
    /// The answers that waited go to a contact person.
    #[serde(rename = "released.v1")]
    Released {
        /// The administration.
        administration: AdministrationId,
        /// To whom they go.
        contact_person: PersonId,
        /// The initiatives whose answers waited.
        initiatives: Vec<InitiativeId>,
    },
}

impl ContactsFact {
    /// The administration that it is about.
    #[must_use]
    pub fn administration(&self) -> AdministrationId {
        match self {
            Self::Learnt { administration, .. }
            | Self::Awaited { administration, .. }
            | Self::Released { administration, .. } => *administration,
        }
    }
}

impl Facts for ContactsFact {}
