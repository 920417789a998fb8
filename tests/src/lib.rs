//! Journeys, faults, layering, contract.
