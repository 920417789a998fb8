//! Tokens whose signature was found good. Checking one costs more than most queries.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::Claims;

/// Tokens that are remembered at the most.
const MOST: usize = 4_096;

/// What is remembered, each with the reading of the keys by which it was good. Its time is judged by
/// whoever uses it.
#[derive(Debug, Clone, Default)]
pub(super) struct Checked(Arc<RwLock<HashMap<String, (u64, Claims)>>>);

impl Checked {
    /// What the token says, if it was good by this reading of the keys.
    pub(super) fn get(&self, token: &str, reading: u64) -> Option<Claims> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(token).filter(|(by, _)| *by == reading).map(|(_, claims)| claims.clone())
    }

    pub(super) fn keep(&self, token: &str, reading: u64, claims: &Claims) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token.to_owned(), (reading, claims.clone()));
    }
}
