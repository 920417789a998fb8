//! The real clock and the real source of ids. Only composition roots use them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kernel::{Clock, IdGen, Timestamp};
use uuid::Uuid;

/// The machine's clock, moved by an offset that is zero unless somebody plays another time.
#[derive(Debug, Default)]
pub struct SystemClock {
    offset_micros: AtomicI64,
}

impl SystemClock {
    /// The machine's clock.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on it tells `moment` and the time that has passed since.
    pub fn play(&self, moment: Timestamp) {
        let offset = moment.as_micros() - machine_micros();
        self.offset_micros.store(offset, Ordering::Relaxed);
    }
}

fn machine_micros() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that is injected")]
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(machine_micros() + self.offset_micros.load(Ordering::Relaxed))
    }
}

/// UUIDs of version 7 and random salts.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl IdGen for SystemIds {
    fn uuid(&self) -> Uuid {
        #[expect(clippy::disallowed_methods, reason = "this is the source that is injected")]
        Uuid::now_v7()
    }

    fn salt(&self) -> [u8; 16] {
        *Uuid::new_v4().as_bytes()
    }
}
