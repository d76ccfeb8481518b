//! Words learned from a corpus: two neighbouring syllables are one word where they keep together far more often than
//! chance.
//!
//! The measure is normalised pointwise mutual information (G. Bouma, "Normalized (pointwise) mutual information in
//! collocation extraction", GSCL 2009). It knows no meaning: `tỷ đồng` keeps together too, so that function words and
//! number words must keep together more closely than others.

use super::count::Counts;
use super::may_join;
use super::name::{join_names, opens_names};
use super::piece::Piece;

/// From this association on two syllables are a word.
const LEAST_ASSOCIATION: f64 = 0.2;
/// The same where one of them is a function word.
const LEAST_ASSOCIATION_OF_FUNCTION_WORDS: f64 = 0.8;
/// Seen side by side less often, two syllables tell nothing.
const LEAST_HITS: u32 = 2;

/// Syllables that are mostly words of their own. Sorted by bytes.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "ba", "biết", "bị", "bởi", "cho", "chỉ", "các", "còn", "có", "cùng", "cũng", "cả", "của", "do", "dưới", "gì",
    "hai", "hay", "hoặc", "hơn", "khi", "không", "là", "lên", "lại", "mà", "mình", "mọi", "mỗi", "một", "nghìn",
    "ngày", "người", "nhiều", "như", "nhất", "những", "nào", "này", "nên", "năm", "nếu", "phải", "qua", "ra", "rất",
    "rằng", "sau", "so", "sẽ", "theo", "tháng", "thì", "thấy", "triệu", "trong", "trên", "trước", "tại", "từ", "tỷ",
    "và", "vào", "vì", "vẫn", "về", "với", "xuống", "ít", "đang", "đi", "đây", "đã", "đó", "được", "đến", "đều",
    "để", "đồng", "ở",
];

/// Words that function words make all the same. Sorted by bytes.
#[rustfmt::skip]
const FUNCTION_COMPOUNDS: &[(&str, &str)] = &[
    ("bởi", "vì"), ("cho", "nên"), ("chỉ", "đạo"), ("có", "lẽ"), ("có", "mặt"), ("có", "thể"), ("cùng", "nhau"),
    ("cả", "nước"), ("của", "cải"), ("hay", "là"), ("không", "gian"), ("không", "thể"), ("mặc", "dù"),
    ("một", "cách"), ("một", "số"), ("như", "vậy"), ("nhất", "là"), ("nhất", "định"), ("những", "ai"),
    ("sau", "này"), ("so", "sánh"), ("theo", "dõi"), ("trong", "sạch"), ("trước", "mắt"), ("từ", "chối"),
    ("từ", "chức"), ("vì", "vậy"), ("đi", "lại"), ("đối", "với"), ("đồng", "bào"), ("đồng", "chí"),
    ("đồng", "thời"), ("đồng", "ý"),
];

/// What a corpus taught.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    counts: Counts,
}

impl Learned {
    /// Takes the counts of a corpus: two megabytes of text are enough.
    pub fn of(counts: Counts) -> Self {
        Self { counts }
    }

    /// The same of a corpus in whatever language: where words are written as words, what keeps together is no word but `of the`,
    /// and names alone are joined.
    pub fn of_any(counts: Counts) -> Self {
        if counts.is_syllabic() { Self::of(counts) } else { Self::default() }
    }

    /// How closely two syllables keep together, −1 to 1.
    pub fn association(&self, first: &str, second: &str) -> f64 {
        let (pair, total) = (self.counts.pair(first, second), self.counts.total() as f64);
        if pair < LEAST_HITS {
            return -1.0;
        }
        let (a, b) = (self.counts.syllable(first).hits, self.counts.syllable(second).hits);
        let joint = f64::from(pair) / total;
        // A text of one pair alone says nothing against chance.
        if joint >= 1.0 { 0.0 } else { (joint * total * total / (f64::from(a) * f64::from(b))).ln() / -joint.ln() }
    }

    /// What a pair gains over the threshold; nothing to gain below it.
    fn gain(&self, first: &str, second: &str) -> f64 {
        let function = |key: &str| FUNCTION_WORDS.binary_search(&key).is_ok();
        let bound = || function(first) || function(second);
        let least = if bound() && FUNCTION_COMPOUNDS.binary_search(&(first, second)).is_err() {
            LEAST_ASSOCIATION_OF_FUNCTION_WORDS
        } else {
            LEAST_ASSOCIATION
        };
        self.association(first, second) - least
    }

    /// Whether a syllable is mostly written with a capital, so that one at the start of a sentence may open a name.
    fn is_mostly_capital(&self, key: &str) -> bool {
        let syllable = self.counts.syllable(key);
        syllable.capitals * 2 >= syllable.hits && syllable.hits > 0
    }

    /// Joins names, then the pairs that gain most together: the best choice of pairs that do not overlap, by dynamic
    /// programming over the pieces.
    pub(super) fn join(&self, pieces: &[Piece<'_>], starts: &mut [bool]) {
        // Within a sentence a capital is there for a name; at its start it may be there for the sentence.
        let may_open =
            |piece: &Piece<'_>| self.is_mostly_capital(&piece.key) || !piece.opens && !opens_names(&piece.key);
        let names = join_names(pieces, starts, may_open);
        let mut best = vec![0.0f64; pieces.len() + 1];
        let mut pair_ends = vec![false; pieces.len() + 1];
        for at in 1..=pieces.len() {
            best[at] = best[at - 1];
            if at < 2 || names[at - 1] || names[at - 2] || !may_join(pieces, at - 1) {
                continue;
            }
            let gain = self.gain(&pieces[at - 2].key, &pieces[at - 1].key);
            if gain > 0.0 && best[at - 2] + gain > best[at] {
                best[at] = best[at - 2] + gain;
                pair_ends[at] = true;
            }
        }
        let mut at = pieces.len();
        while at > 0 {
            if pair_ends[at] {
                starts[at - 1] = false;
                at -= 1;
            }
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted() && FUNCTION_COMPOUNDS.is_sorted());
    }

    #[test]
    fn syllables_that_keep_together_are_associated() {
        let mut counts = Counts::default();
        counts.add(&"cái cầu gỗ mới và con suối cũ. con suối xanh, cái chợ mới. ".repeat(3));
        let learned = Learned::of(counts);
        assert!(learned.association("con", "suối") > 0.9);
        assert!(learned.association("con", "suối") > learned.association("chợ", "mới"));
        assert!((learned.association("suối", "con") + 1.0).abs() < f64::EPSILON);
    }
}
