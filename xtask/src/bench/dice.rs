//! Numbers that look random and are the same in every run. Nothing here is fit for secrets.

/// A linear congruential generator; constants from D. E. Knuth, "The Art of Computer Programming", volume 2, 3.3.4.
pub struct Dice(u64);

impl Dice {
    /// Starts from a seed; near seeds give unlike numbers.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.below(1);
        dice
    }

    /// A number below a limit; 0 when the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}
