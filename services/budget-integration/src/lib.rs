//! Budget integration: the service around its rules.
