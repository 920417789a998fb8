//! From amounts to places.

/// Amounts from `low` to `high` between two places. `end` may be before `start`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    low: i128,
    high: i128,
    start: i64,
    end: i64,
}

impl Scale {
    /// A scale that holds zero and all `amounts`, and is at least `least` long.
    pub(super) fn of(
        amounts: impl IntoIterator<Item = i128>,
        least: i128,
        [start, end]: [i64; 2],
    ) -> Self {
        let (low, high) =
            amounts.into_iter().fold((0, 0), |(low, high), one| (one.min(low), one.max(high)));
        let high = if high - low < least { low + least } else { high };
        Self { low, high, start, end }
    }

    /// Where an amount is.
    pub(super) fn place(&self, amount: i128) -> i64 {
        let length = i128::from(self.end - self.start);
        let along = (amount - self.low) * length / (self.high - self.low).max(1);
        self.start + i64::try_from(along).unwrap_or_default()
    }

    /// Round amounts on the scale, few enough to be read: multiples of `least`.
    pub(super) fn ticks(&self, least: i128) -> impl Iterator<Item = i128> {
        let step = step(self.high - self.low, 6, least);
        let (first, last) = (self.low.div_euclid(step), self.high.div_euclid(step));
        let low = self.low;
        (first..=last).map(move |tick| tick * step).filter(move |tick| *tick >= low)
    }
}

/// The least of 1, 2, 5, 10, 20, … times `least` of which at most `most` fill the span.
pub(super) fn step(span: i128, most: i128, least: i128) -> i128 {
    let mut unit = least;
    loop {
        if let Some(factor) = [1, 2, 5].into_iter().find(|factor| unit * factor * most >= span) {
            return unit * factor;
        }
        unit *= 10;
    }
}
