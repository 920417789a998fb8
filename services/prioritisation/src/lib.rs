//! Prioritisation: the service around its rules.
