//! Chance that repeats itself: the same seed gives the same demo on every machine.

/// Splitmix64. Each record gets one of its own, so that no record depends on the one before.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    /// A generator for one purpose (`stream`) of one record.
    pub(super) fn of(seed: u64, index: usize, stream: u64) -> Self {
        let mut rng = Self(seed ^ (index as u64).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ stream.rotate_left(56));
        // Neighbouring states are decorrelated only after a step.
        Self(rng.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, 1 excluded.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with that probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// From 0 to `end`, `end` excluded; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From `from` to `to`, `to` excluded.
    pub(super) fn span(&mut self, from: i64, to: i64) -> i64 {
        from + (self.unit() * (to - from) as f64) as i64
    }

    /// Mostly near `from`, seldom near `to`: how long people take.
    pub(super) fn slow(&mut self, from: i64, to: i64) -> i64 {
        let unit = self.unit();
        from + (unit * unit * unit * (to - from) as f64) as i64
    }

    /// One of them; none of none.
    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).copied()
    }

    /// One of the words; empty where there are none.
    pub(super) fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick(words).unwrap_or_default()
    }

    /// A position, each as likely as its weight; 0 where all weights are 0.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u32 = weights.iter().sum();
        let mut left = self.below(total as usize) as u32;
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}
