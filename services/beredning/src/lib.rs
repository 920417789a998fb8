//! Beredning: the service around its rules.
