//! The contract: API and events of all services, generated from the `.proto` files beside this crate.
//!
//! `cargo run -p proto-generate` writes `src/gen`; CI demands that it changes nothing.

mod events;

pub use events::{Event, event_types, read_event};

/// All files of the contract with what they import, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!("gen/descriptors.bin");

/// Full names of the services of the contract.
pub const SERVICES: &[&str] = &[
    "radslag.intake.v1.IntakeService",
    "radslag.beredning.v1.BeredningService",
    "radslag.prioritisation.v1.PrioritisationService",
    "radslag.council.v1.CouncilService",
    "radslag.budget_integration.v1.BudgetIntegrationService",
    "radslag.journal.v1.JournalService",
    "radslag.operations.v1.OperationsService",
];

macro_rules! packages {
    ($($(#[$doc:meta])* $service:ident: $file:literal, $json:literal;)*) => {$(
        $(#[$doc])*
        pub mod $service {
            /// Version 1.
            #[expect(
                clippy::all,
                clippy::pedantic,
                clippy::allow_attributes,
                clippy::allow_attributes_without_reason,
                reason = "generated"
            )]
            pub mod v1 {
                include!(concat!("gen/", $file));
                include!(concat!("gen/", $json));
            }
        }
    )*};
    // What every service has publishes no events: no JSON.
    ($($(#[$doc:meta])* $service:ident: $file:literal;)*) => {$(
        $(#[$doc])*
        pub mod $service {
            /// Version 1.
            #[expect(
                clippy::too_many_lines,
                clippy::allow_attributes,
                clippy::allow_attributes_without_reason,
                reason = "generated"
            )]
            pub mod v1 {
                include!(concat!("gen/", $file));
            }
        }
    )*};
}

packages! {
    /// `radslag.intake`.
    intake: "radslag.intake.v1.rs", "radslag.intake.v1.serde.rs";
    /// `radslag.beredning`.
    beredning: "radslag.beredning.v1.rs", "radslag.beredning.v1.serde.rs";
    /// `radslag.prioritisation`.
    prioritisation: "radslag.prioritisation.v1.rs", "radslag.prioritisation.v1.serde.rs";
    /// `radslag.council`.
    council: "radslag.council.v1.rs", "radslag.council.v1.serde.rs";
    /// `radslag.budget_integration`.
    budget_integration: "radslag.budget_integration.v1.rs", "radslag.budget_integration.v1.serde.rs";
}

packages! {
    /// `radslag.journal`: every service has it.
    journal: "radslag.journal.v1.rs";
    /// `radslag.operations`: every service has it.
    operations: "radslag.operations.v1.rs";
}
