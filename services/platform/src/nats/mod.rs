//! The broker. It makes delivery faster and nothing else: what it loses, repeats or turns round is
//! read from the owner's journal.

mod connection;
mod hints;
mod inbox;
mod message;
mod publisher;
mod stream;

pub use connection::{Nats, NatsError};
pub use hints::attend as attend_hints;
pub use publisher::publish;

pub(crate) use inbox::Inbox;
pub(crate) use message::Message;
pub(crate) use stream::Standing;

/// Name of the JetStream stream of a service.
#[must_use]
pub fn stream_name(service: &str) -> String {
    format!("RADSLAG_{}", service.to_uppercase().replace('-', "_"))
}

/// Subjects of a service's events.
fn subjects(service: &str) -> String {
    format!("radslag.{service}.>")
}

/// Subject of an event: its type without the version.
fn subject(event_type: &str) -> &str {
    event_type.rsplit_once('.').map_or(event_type, |(subject, _)| subject)
}

/// Subject of the message that wakes the other replicas of a service.
fn hint(service: &str) -> String {
    format!("radslag.hint.{service}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_those_of_the_format() {
        assert_eq!(super::stream_name("budget-integration"), "RADSLAG_BUDGET_INTEGRATION");
        let subject = super::subject("radslag.intake.initiative.submitted.v1");
        assert_eq!(subject, "radslag.intake.initiative.submitted");
    }
}
