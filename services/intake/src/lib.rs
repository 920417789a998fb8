//! Intake: the service around its rules.
