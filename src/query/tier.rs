//! The tiers: how an occurrence agrees with what was typed, and counts of each. What belongs to which tier is decided in
//! [`super::pattern`].
//!
//! A new tier is a line in [`Tier`], [`Tier::ALL`], [`Tier::name`], [`TierCounts`] and its two look-ups; what keeps
//! counts or bits of tiers goes by [`Tier::COUNT`].

use serde::{Deserialize, Serialize};

/// How an occurrence agrees with what was typed, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// As typed.
    Exact,
    /// Letters and signs that a language writes in more than one way: ß and ss, ي and ى, ٣ and 3.
    Variant,
    /// The word with a particle or ending joined to it.
    Affix,
    /// The letters agree, the tones were not typed.
    Tone,
    /// All marks ignored.
    Fold,
}

impl Tier {
    /// How many there are.
    pub const COUNT: usize = 5;
    /// All of them, each at the index that its number is.
    pub const ALL: [Self; Self::COUNT] = [Self::Exact, Self::Variant, Self::Affix, Self::Tone, Self::Fold];

    /// Its name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Variant => "variant",
            Self::Affix => "affix",
            Self::Tone => "tone",
            Self::Fold => "fold",
        }
    }

    /// The tier of a number; the last one for a number that is none's.
    pub fn of_number(number: usize) -> Self {
        Self::ALL.get(number).copied().unwrap_or(Self::Fold)
    }
}

/// A count per tier; never summed silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TierCounts {
    /// Hits as typed.
    pub exact: u64,
    /// Hits in another spelling of the same letters.
    pub variant: u64,
    /// Hits with something joined to the word.
    pub affix: u64,
    /// Hits that differ in tones alone.
    pub tone: u64,
    /// Hits that differ in letter marks.
    pub fold: u64,
}

impl TierCounts {
    /// The count of a tier.
    pub fn get(&self, tier: Tier) -> u64 {
        match tier {
            Tier::Exact => self.exact,
            Tier::Variant => self.variant,
            Tier::Affix => self.affix,
            Tier::Tone => self.tone,
            Tier::Fold => self.fold,
        }
    }

    /// Adds to the count of a tier.
    pub fn add(&mut self, tier: Tier, hits: u64) {
        let count = match tier {
            Tier::Exact => &mut self.exact,
            Tier::Variant => &mut self.variant,
            Tier::Affix => &mut self.affix,
            Tier::Tone => &mut self.tone,
            Tier::Fold => &mut self.fold,
        };
        *count = count.saturating_add(hits);
    }

    /// Adds the counts of all tiers, given in the order of [`Tier::ALL`].
    pub fn add_all(&mut self, [exact, variant, affix, tone, fold]: [u32; Tier::COUNT]) {
        self.exact += u64::from(exact);
        self.variant += u64::from(variant);
        self.affix += u64::from(affix);
        self.tone += u64::from(tone);
        self.fold += u64::from(fold);
    }

    /// Each tier with its count, best first.
    pub fn each(self) -> impl Iterator<Item = (Tier, u64)> {
        Tier::ALL.into_iter().map(move |tier| (tier, self.get(tier)))
    }

    /// The hits of all tiers.
    pub fn sum(self) -> u64 {
        self.each().fold(0, |sum, (_, hits)| sum.saturating_add(hits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tier_has_its_number_name_and_count() {
        let mut counts = TierCounts::default();
        for (number, tier) in Tier::ALL.into_iter().enumerate() {
            assert_eq!((tier as usize, Tier::of_number(number)), (number, tier));
            assert_eq!(serde_json::to_value(tier).unwrap(), tier.name());
            counts.add(tier, 1 << number);
        }
        assert_eq!(counts.each().map(|(_, hits)| hits).collect::<Vec<_>>(), [1, 2, 4, 8, 16]);
        assert_eq!(counts.sum(), 31);
        let json = serde_json::json!({"exact": 1, "variant": 2, "affix": 4, "tone": 8, "fold": 16});
        assert_eq!(serde_json::to_value(counts).unwrap(), json);
    }
}
