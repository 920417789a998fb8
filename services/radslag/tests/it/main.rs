//! The binary as people use it: elections recomputed, mistakes, kills.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say where"
)]

mod backups;
mod bench;
#[path = "../../../platform/tests/suite/certificates.rs"]
mod certificates;
mod elections;
mod erasing;
mod events;
mod faults;
mod kills;
mod mistakes;
mod prioritise;
mod processes;
mod recompute;
mod sample;
mod serving;
mod support;
