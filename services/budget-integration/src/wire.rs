//! Values of the rules as values of the contract.

use budget_integration_domain::{Instance, Outcome, Phase, Status};
use proto::budget_integration::v1 as pb;

pub(crate) fn instance(instance: Instance) -> pb::Instance {
    match instance {
        Instance::Assembly => pb::Instance::Assembly,
        Instance::Tertial1 => pb::Instance::Tertial1,
        Instance::Tertial2 => pb::Instance::Tertial2,
    }
}

pub(crate) fn outcome(outcome: Outcome) -> pb::DecisionOutcome {
    match outcome {
        Outcome::Funded => pb::DecisionOutcome::Funded,
        Outcome::Deferred => pb::DecisionOutcome::Deferred,
        Outcome::Declined => pb::DecisionOutcome::Declined,
    }
}

pub(crate) fn phase(phase: Phase) -> pb::CyclePhase {
    match phase {
        Phase::Assembly => pb::CyclePhase::Assembly,
        Phase::Tertial1 => pb::CyclePhase::Tertial1,
        Phase::Tertial2 => pb::CyclePhase::Tertial2,
        Phase::Closed => pb::CyclePhase::Closed,
    }
}

pub(crate) fn status(status: Status) -> pb::ItemStatus {
    match status {
        Status::Recommended => pb::ItemStatus::Recommended,
        Status::Deferred => pb::ItemStatus::Deferred,
        Status::Declined => pb::ItemStatus::Declined,
        Status::Withdrawn => pb::ItemStatus::Withdrawn,
        Status::Funded => pb::ItemStatus::Funded,
        Status::Started => pb::ItemStatus::Started,
        Status::Finished => pb::ItemStatus::Finished,
    }
}
