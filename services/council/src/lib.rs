//! Council: the service around its rules.
