//! Council: the rules. Pure.
