//! How sure a difference between two groups is, in words. It counts nothing.

use super::keyness::Pair;
use crate::named::named;

/// Six hits on one side and none on the other come about by chance once in thirty-two times; fewer more often than once in
/// twenty.
const LEAST_HITS: u64 = 6;

/// How sure it is that one group has more of something than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The interval that holds the log ratio with 95 % confidence is all on one side of zero.
    Sure,
    /// It is on both: the difference may be chance.
    Chance,
    /// Too few hits for a figure: what is counted is all there is to say.
    Few,
}

named!(Certainty { Sure = "sure", Chance = "chance", Few = "few" });

impl Certainty {
    /// Of four counts.
    pub fn of(pair: &Pair) -> Self {
        match pair.log_ratio_interval() {
            _ if pair.target + pair.reference < LEAST_HITS => Self::Few,
            Ok((low, high)) if low > 0.0 || high < 0.0 => Self::Sure,
            Ok(_) => Self::Chance,
            Err(_) => Self::Few,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_hits_are_no_figure_and_many_are() {
        let check = |target, reference, expected| {
            let pair = Pair { target, target_tokens: 1000, reference, reference_tokens: 1000 };
            assert_eq!(Certainty::of(&pair), expected, "{target} {reference}");
        };
        check(3, 0, Certainty::Few);
        check(5, 0, Certainty::Few);
        check(20, 2, Certainty::Sure);
        check(2, 20, Certainty::Sure);
        check(10, 9, Certainty::Chance);
        let nothing = Pair { target: 30, target_tokens: 100, ..Pair::default() };
        assert_eq!(Certainty::of(&nothing), Certainty::Few);
    }
}
