//! The read tables: kept by `project`, asked by `Views`. No other file holds SQL of this service.

mod project;
mod query;

pub(crate) use project::project;
pub(crate) use query::Views;
