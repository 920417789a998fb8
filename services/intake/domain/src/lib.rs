//! Intake: the rules. Pure.
