//! Choices that a seed gives, so that a run can be repeated.

use kernel::IdGen as _;

use super::variable;
use crate::system::SystemIds;

/// Runs of a test in the long lane.
const LONG: usize = 20;

/// Choices that follow from a seed.
#[derive(Debug, Clone)]
pub struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    /// The choices of this seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self { seed, state: seed ^ 0x9e37_79b9_7f4a_7c15 }
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A number below `sides`; 0 where there are no sides.
    pub fn roll(&mut self, sides: u64) -> u64 {
        // SplitMix64.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).checked_rem(sides).unwrap_or_default()
    }

    /// Whether a chance of `of` in `sides` came true.
    pub fn chance(&mut self, of: u64, sides: u64) -> bool {
        self.roll(sides) < of
    }

    /// One of these.
    ///
    /// # Panics
    /// When there are none.
    #[expect(clippy::expect_used, reason = "a test that chooses among nothing is wrong")]
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let at = self.roll(u64::try_from(all.len()).unwrap_or_default());
        all.get(usize::try_from(at).unwrap_or_default()).expect("something to choose among")
    }
}

/// Dice for each run of a test: of the seed in `TESTS_SEED` where it is set, otherwise of random
/// seeds: `short` runs, or twenty in the long lane (`TESTS_LONG`). Each run tells its seed.
pub fn dice(short: usize) -> impl Iterator<Item = Dice> {
    let given = variable("TESTS_SEED").and_then(|seed| seed.parse().ok());
    let runs = match (given, variable("TESTS_LONG")) {
        (Some(_), _) => 1,
        (None, Some(_)) => LONG.max(short),
        (None, None) => short,
    };
    let seeds = (0..runs).map(move |_| given.unwrap_or_else(random));
    seeds.inspect(|seed| eprintln!("seed {seed}; to repeat it: TESTS_SEED={seed}")).map(Dice::of)
}

fn random() -> u64 {
    let (high, _) = SystemIds.uuid().as_u64_pair();
    let (_, low) = SystemIds.uuid().as_u64_pair();
    // Short enough to be typed.
    (high ^ low) % 1_000_000_000
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_gives_the_same_choices_and_another_gives_others() {
        let rolls = |seed| {
            let mut dice = Dice::of(seed);
            (0..20).map(|_| dice.roll(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
        assert!(rolls(7).iter().all(|one| *one < 1_000));
    }
}
