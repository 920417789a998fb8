//! Prioritisation: the rules. Pure.
