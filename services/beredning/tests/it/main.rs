//! Beredning through its gRPC API, on SQLite, with scripted sources for the services that it follows.

mod mandates;
mod reasons;
mod way;
mod world;
