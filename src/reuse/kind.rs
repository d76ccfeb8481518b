//! What a family is, how much it says, and the key it is looked up by.
//!
//! What says little is set apart, never dropped: names, common phrases, and what stands at the edge of many articles.

use crate::named::named;
use crate::text::{exact_key, fold_key, tokens};
use serde::{Deserialize, Serialize};

/// What a family is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FamilyKind {
    /// A stretch of more words than a formula has.
    Passage = 0,
    /// Four to twelve words.
    Formula = 1,
    /// Names and titles of people and bodies. Set apart.
    Name = 2,
    /// A phrase that very many articles have, or one of common words. Set apart.
    Common = 3,
    /// What stands at the beginning or end of many articles, and no part of their stories. Set apart.
    Boilerplate = 4,
}

named!(FamilyKind {
    Passage = "passage",
    Formula = "formula",
    Name = "name",
    Common = "common",
    Boilerplate = "boilerplate",
});

impl FamilyKind {
    /// Whether it is set apart from what is worth a row.
    pub fn is_apart(self) -> bool {
        !matches!(self, Self::Passage | Self::Formula)
    }
}

/// Words of a label that make its key.
pub const KEY_WORDS: usize = 12;
/// Bytes of a word in a key at most.
const KEY_WORD_BYTES: usize = 24;

/// The key of the `nth` family whose label begins with these words (most are the first): their fold keys.
pub fn family_key(label: &str, nth: u32) -> String {
    let fold = |word: &str| {
        let mut key = fold_key(&exact_key(word));
        key.truncate(key.floor_char_boundary(KEY_WORD_BYTES));
        key
    };
    let words = tokens(label).into_iter().take(KEY_WORDS).map(|token| fold(token.of(label)));
    let mut key = words.collect::<Vec<_>>().join(" ");
    if nth > 0 {
        key.push_str(&format!("\u{1}{nth}"));
    }
    key
}

/// Words of the longest name; more capitalised words are a text in capitals.
const NAME_WORDS: usize = 16;
/// Words of a name with a title before it (`Tổng thống Pháp`): half of them have capitals.
const SHORT_NAME_WORDS: usize = 6;
/// Articles from which a formula is a common phrase.
const COMMON_ARTICLES: u32 = 200;
/// Articles of a corpus that can tell which words are common, and what words say then on average in a phrase that says
/// something.
const TELLING_ARTICLES: u32 = 50;
const COMMON_MEAN: f32 = 1.8;
/// Articles from which what stands at their edges is boilerplate, and the share of its places that do.
const EDGE_ARTICLES: u32 = 8;
const EDGE_SHARE: f32 = 0.8;
/// The words of boilerplate at most.
const EDGE_WORDS: u32 = 80;

/// What is known of a family when its kind is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Words of its longest place.
    pub words: u32,
    /// Articles that have it.
    pub articles: u32,
    /// Articles of the corpus.
    pub of_articles: u32,
    /// Places, and those of them that are all of an article's last or first block.
    pub places: u32,
    /// See `places`.
    pub at_edges: u32,
    /// What its words say on average: the logarithm of how rare they are.
    pub mean: f32,
}

/// What a family is, by its label and how it stands in the corpus.
pub fn kind_of(label: &str, standing: &Standing) -> FamilyKind {
    let Standing { words, articles, of_articles, places, at_edges, mean } = *standing;
    let is_long = words > super::LONGEST_WORDS;
    if articles >= EDGE_ARTICLES && words <= EDGE_WORDS && at_edges as f32 >= EDGE_SHARE * places as f32 {
        FamilyKind::Boilerplate
    } else if is_name(label) {
        FamilyKind::Name
    } else if is_long {
        FamilyKind::Passage
    } else if articles > COMMON_ARTICLES || (of_articles >= TELLING_ARTICLES && mean < COMMON_MEAN) {
        FamilyKind::Common
    } else {
        FamilyKind::Formula
    }
}

/// Made of capitalised words and numbers.
fn is_name(label: &str) -> bool {
    let words = tokens(label);
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = words.iter().filter(|token| capital(token.of(label))).count();
    let (few, most) = (words.len() <= SHORT_NAME_WORDS, words.len() <= NAME_WORDS);
    (most && capitals * 4 >= words.len() * 3) || (few && capitals * 2 >= words.len())
}

/// How high a family ranks: how far it spread × how much it says. A long passage says more than a short one, but not as
/// much more as it is longer.
pub fn rank(articles: u32, words: u32, mean: f32) -> f32 {
    (articles.max(2) as f32).ln() * mean.max(0.1) * (words.min(40) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMULA: Standing = Standing { words: 6, articles: 5, of_articles: 1000, places: 6, at_edges: 0, mean: 4.0 };

    #[test]
    fn what_says_little_is_set_apart() {
        let check =
            |label: &str, standing: Standing, expected| assert_eq!(kind_of(label, &standing), expected, "{label}");
        check("gạo nếp rời bến từ sớm", FORMULA, FamilyKind::Formula);
        check("Bà Trần Thị Mẫu", FORMULA, FamilyKind::Name);
        check("giám đốc sở Trần Văn Mẫu", FORMULA, FamilyKind::Name);
        check("gạo nếp rời bến", Standing { articles: 201, ..FORMULA }, FamilyKind::Common);
        check("trong thời gian qua", Standing { mean: 0.9, ..FORMULA }, FamilyKind::Common);
        check("gạo nếp rời bến", Standing { words: 30, articles: 900, ..FORMULA }, FamilyKind::Passage);
        check("mời gửi thư về", Standing { articles: 9, places: 9, at_edges: 9, ..FORMULA }, FamilyKind::Boilerplate);
        check("mời gửi thư về", Standing { articles: 9, places: 9, at_edges: 2, ..FORMULA }, FamilyKind::Formula);
        // Five articles cannot tell which words are common.
        check("trong thời gian qua", Standing { mean: 0.9, of_articles: 5, ..FORMULA }, FamilyKind::Formula);
    }

    #[test]
    fn a_key_overlooks_marks_case_and_signs() {
        assert_eq!(family_key("Từ sớm, từ xa", 0), "tu som tu xa");
        assert_eq!(family_key("từ sớm từ xa", 2), "tu som tu xa\u{1}2");
        assert_eq!(family_key(&"một ".repeat(30), 0).split(' ').count(), KEY_WORDS);
    }
}
