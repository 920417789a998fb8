//! Journal and follower: one suite, run on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say where"
)]

mod audits;
mod broker;
mod certificates;
mod clocks;
mod crashes;
mod followers;
mod identity;
mod leases;
mod limits;
mod operations;
mod operators;
mod pods;
mod publishing;
mod remote;
mod replicas;
mod room;
mod seats;
mod simulation;
mod stopping;
mod storage;
mod telling;
mod tls;
mod writes;

/// Runs each test on both databases.
#[macro_export]
macro_rules! on_both {
    ($($name:ident;)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::room::Store::sqlite()).await; })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::room::Store::postgres().await).await; })*
        }
    };
}
