//! Beredning: the rules. Pure.
