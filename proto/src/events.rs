//! Public events by type. A test compares this table with the `.proto` files.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A public event of a service.
pub trait Event: prost::Message + Serialize + DeserializeOwned {
    /// Service that publishes it.
    const SERVICE: &'static str;
    /// Type: `radslag.<service>.<aggregate>.<event>.v<version>`.
    const TYPE: &'static str;
}

macro_rules! events {
    ($($service:literal, $package:ident: { $($message:ident = $name:literal,)* })*) => {
        $($(
            impl Event for crate::$package::v1::$message {
                const SERVICE: &'static str = $service;
                const TYPE: &'static str = concat!("radslag.", $service, ".", $name, ".v1");
            }
        )*)*

        /// All types of the contract.
        #[must_use]
        pub fn event_types() -> &'static [&'static str] {
            &[$($(concat!("radslag.", $service, ".", $name, ".v1"),)*)*]
        }

        /// Whether what is read is an event of this type; `None` for a type that is not in the contract.
        pub fn read_event<'d, D: serde::Deserializer<'d>>(
            event_type: &str,
            from: D,
        ) -> Option<Result<(), D::Error>> {
            match event_type {
                $($(concat!("radslag.", $service, ".", $name, ".v1") => {
                    Some(<crate::$package::v1::$message as serde::Deserialize>::deserialize(from).map(drop))
                })*)*
                _ => None,
            }
        }

        #[cfg(test)]
        const MESSAGES: &[(&str, &[&str])] = &[
            $((concat!("radslag.", stringify!($package), ".v1"), &[$(stringify!($message),)*]),)*
        ];
    };
}

events! {
    "intake", intake: {
        AdministrationRegistered = "administration.registered",
        ContactPersonAppointed = "contact_person.appointed",
        InitiativeSubmitted = "initiative.submitted",
        InitiativeSupplemented = "initiative.supplemented",
        InitiativeWithdrawn = "initiative.withdrawn",
        InitiativeOutOfScope = "initiative.out_of_scope",
        JournalTextErased = "journal.text_erased",
    }
    "beredning", beredning: {
        DossierOpened = "dossier.opened",
        DossierCompleted = "dossier.completed",
        JournalTextErased = "journal.text_erased",
    }
    "prioritisation", prioritisation: {
        CaseAssessed = "case.assessed",
        RankingDecided = "ranking.decided",
        ProposalItem = "proposal.item",
        ProposalHandedOver = "proposal.handed_over",
        JournalTextErased = "journal.text_erased",
    }
    "council", council: {
        SeatAppointed = "seat.appointed",
        SeatEnded = "seat.ended",
        RecommendationItem = "recommendation.item",
        RecommendationIssued = "recommendation.issued",
        JournalTextErased = "journal.text_erased",
    }
    "budget-integration", budget_integration: {
        CycleOpened = "cycle.opened",
        CycleClosed = "cycle.closed",
        ItemDecided = "item.decided",
        ImplementationStarted = "implementation.started",
        ImplementationFinished = "implementation.finished",
        JournalTextErased = "journal.text_erased",
    }
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;

    #[test]
    fn the_table_holds_every_event_that_has_an_aggregate_of_its_own() {
        let set = descriptor::FileSet::decode(crate::DESCRIPTORS).unwrap();
        for (package, messages) in MESSAGES {
            let path = package.replace('.', "/") + "/events.proto";
            let file = set.file.iter().find(|file| file.name == path).unwrap();
            let found: Vec<_> = file.message_type.iter().map(|m| m.name.as_str()).collect();
            for message in *messages {
                assert!(found.contains(message), "{path} has no {message}");
            }
            for message in &found {
                assert!(messages.contains(message), "{message} of {path} is not in the table");
            }
        }
    }

    /// As much of a descriptor as the test needs.
    mod descriptor {
        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct FileSet {
            #[prost(message, repeated, tag = "1")]
            pub(super) file: Vec<File>,
        }
        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct File {
            #[prost(string, tag = "1")]
            pub(super) name: String,
            #[prost(message, repeated, tag = "4")]
            pub(super) message_type: Vec<Message>,
        }
        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct Message {
            #[prost(string, tag = "1")]
            pub(super) name: String,
        }
    }
}
