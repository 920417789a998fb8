//! The read tables: kept by `project`, asked by `Views`. No other file holds SQL of this service.

mod appraisals;
mod area_rounds;
mod ballots;
mod comments;
mod plan;
mod project;
mod proposals;
mod query;
mod rounds;
mod workload;

pub(crate) use appraisals::ConflictFilter;
pub(crate) use plan::Material;
pub(crate) use project::project;
pub(crate) use query::Views;
pub(crate) use workload::nothing;
