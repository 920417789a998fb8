//! Faults, each at random moments of random years on five processes. Whatever happens, it ends well.
//! The short lane plays one year a fault, `tests/run --long` twenty.

mod broker;
pub(crate) mod check;
mod database;
mod disk;
mod embedded;
pub(crate) mod following;
pub(crate) mod postgres;
mod power;
mod proxy;
mod restores;
mod services;
pub(crate) mod tables;
mod tampering;
pub(crate) mod traffic;
