//! The five services as processes of their own.

mod examined;
pub(crate) mod ground;
mod integration;
mod late;
mod operating;
mod roles;
mod rolling;
mod same;
mod secured;

pub(crate) use ground::{Broker, postgres};
