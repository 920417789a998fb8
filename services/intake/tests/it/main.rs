//! Intake through its gRPC API, on SQLite, with scripted sources for the services that it follows.

mod contacts;
mod lists;
mod mandates;
mod reasons;
mod searches;
mod way;
mod world;
