//! Rådslag in one process.
fn main() {}
