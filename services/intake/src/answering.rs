//! What everything that answers an initiative goes through, so that no answer is left without
//! somebody to go to (F1).

use std::sync::Arc;

use intake_domain::{
    Administration, Contacts, ContactsCommand, ContactsId, Initiative, InitiativeCommand,
};
use kernel::{AdministrationId, Aggregate, InitiativeId, Stream};
use platform::journal::{Desk, Refusal};

/// The stream that is named beside those of the initiatives.
pub(crate) fn stream() -> Stream {
    Contacts::stream(&ContactsId)
}

/// Who gets answers.
pub(crate) fn contacts(desk: &Desk<'_>) -> Result<Arc<Contacts>, Refusal> {
    Ok(Arc::new(desk.state::<Contacts>(&ContactsId)?.unwrap_or_default()))
}

/// Acts on an initiative, and notes when an answer of it waits for a contact person.
pub(crate) fn act(
    desk: &mut Desk<'_>,
    id: InitiativeId,
    command: InitiativeCommand,
) -> Result<(), Refusal> {
    desk.act::<Initiative>(&id, command.to(id))?;
    let state = desk.state::<Initiative>(&id)?;
    match state.as_ref().and_then(ContactsCommand::after) {
        Some(command) => desk.act::<Contacts>(&ContactsId, command),
        None => Ok(()),
    }
}

/// Takes over an administration's contact persons.
pub(crate) fn learn(desk: &mut Desk<'_>, id: AdministrationId) -> Result<(), Refusal> {
    match desk.state::<Administration>(&id)? {
        Some(state) => desk.act::<Contacts>(&ContactsId, ContactsCommand::Learn(state)),
        None => Ok(()),
    }
}
