//! How often one caller may ask.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::Office;

use super::{Claims, TokenError};

/// Callers that are remembered before those who were quiet are forgotten.
const MANY: usize = 10_000;

/// Counts requests of each caller.
#[derive(Debug, Clone)]
pub(super) struct Rate {
    per_second: NonZeroU32,
    callers: Arc<DefaultKeyedRateLimiter<String>>,
}

impl Rate {
    pub(super) fn new(per_second: u32) -> Option<Self> {
        let per_second = NonZeroU32::new(per_second)?;
        let callers = Arc::new(RateLimiter::keyed(Quota::per_second(per_second)));
        Some(Self { per_second, callers })
    }

    /// # Errors
    /// When the caller asks too often. Services are never refused: their events would wait.
    pub(super) fn check(&self, claims: &Claims) -> Result<(), TokenError> {
        if claims.offices.iter().any(|office| office == Office::Service.as_str()) {
            return Ok(());
        }
        if self.callers.len() > MANY {
            self.callers.retain_recent();
        }
        let often = |_| TokenError::TooOften(self.per_second.get());
        self.callers.check_key(&claims.sub).map_err(often)
    }
}
