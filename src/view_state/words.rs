//! Texts shortened for a list, cut at words in every script. It knows no elements.

use crate::text::tokens;

/// A long text as its first words, what stands between, and its last words, `each` of them; `None` for one of at most `most`
/// words, which is shown in full.
pub fn ends(text: &str, most: usize, each: usize) -> Option<(&str, &str, &str)> {
    let words = tokens(text);
    if words.len() <= most.max(2 * each) || each == 0 {
        return None;
    }
    let (from, to) = (words[each - 1].end as usize, words[words.len() - each].start as usize);
    Some((text.get(..from)?, text.get(from..to)?, text.get(to..)?))
}

/// The first words of a text that has more of them.
pub fn first_words(text: &str, count: usize) -> Option<&str> {
    let next = *tokens(text).get(count)?;
    text.get(..next.start as usize).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(ends("một hai ba bốn năm", 5, 1), None);
        assert_eq!(ends("một hai, ba bốn năm", 3, 1), Some(("một", " hai, ba bốn ", "năm")));
        assert_eq!(ends("一二三四五六七八九十", 4, 2).map(|ends| ends.0.len() % 3), Some(0));
        assert_eq!(ends("", 0, 0), None);
        assert_eq!(first_words("một hai, ba", 2), Some("một hai,"));
        assert_eq!(first_words("một hai", 2), None);
    }
}
