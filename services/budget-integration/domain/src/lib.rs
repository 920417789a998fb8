//! Budget integration: the rules. Pure.
