//! Backups: what a service's store holds, as lines of JSON that any engine takes back. States and rows of the
//! journal go as they are; read tables are made anew from them.
//!
//! A backup of several services is taken from snapshots of which no follower is ahead of whom it follows: put
//! back together, they go on as if they had stood still.

mod layout;
mod restore;
mod take;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::sql::StoreError;

pub use restore::restore;
pub use take::{Snapshot, together};

/// Version of the form of a backup.
pub const FORMAT: u32 = 1;

/// What a backup says of one service's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The service.
    pub service: String,
    /// Id of the journal that it was taken from.
    pub journal_id: String,
    /// Its last row.
    pub position: u64,
    /// Hash of that row, hex.
    pub row_hash: String,
    /// Its last public event.
    pub sequence: u64,
    /// Hash of that event, hex.
    pub hash: String,
    /// The last event taken in from each service that it follows.
    pub taken: BTreeMap<String, u64>,
    /// Rows of all tables.
    pub rows: u64,
    /// SHA-256 of the part's text, hex.
    pub sha256: String,
}

/// Why a backup was not taken, or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text cannot be written or read.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// The text is not what a backup is.
    #[error("line {line}: {what}")]
    Malformed {
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The text is another than the one that was written.
    #[error("its SHA-256 is {found}, not {wanted}")]
    Changed {
        /// What was found.
        found: String,
        /// What the backup says.
        wanted: String,
    },
    /// While the services write so fast, no snapshots fit together.
    #[error("{follower} was ahead of {source_name} in every try; try again when less is written")]
    Torn {
        /// Who was ahead.
        follower: String,
        /// Of whom.
        source_name: String,
    },
}
