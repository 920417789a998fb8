//! The five services as processes of their own.

mod faults;
mod ground;
mod late;
mod operating;
mod same;
