//! Finds a quote in a text that may have changed since. It looks for the words as they are written, then for the same
//! words with other spaces or signs between them; it guesses no others.

use super::{Quote, collapsed};
use crate::text::{exact_key, tokens};

/// Places of a beginning that are tried, and of an end behind each of them.
const TRIED: (usize, usize) = (64, 8);

/// Where quoted words are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Where the link says.
    Here((u32, u32)),
    /// At this place.
    Elsewhere((u32, u32)),
    /// They begin and end at this place as quoted, and differ in between or in their signs.
    Altered((u32, u32)),
    /// Nowhere in the text.
    Gone,
}

impl Found {
    /// The place, where there is one.
    pub fn place(self) -> Option<(u32, u32)> {
        match self {
            Self::Here(place) | Self::Elsewhere(place) | Self::Altered(place) => Some(place),
            Self::Gone => None,
        }
    }
}

/// Looks for a quote, first where it stood; of several places the nearest to that one is taken. Cost is linear in the text,
/// and in the length of what is quoted.
pub fn find(text: &str, quote: &Quote, stood: Option<(u32, u32)>) -> Found {
    let is_same = |range: (u32, u32)| Quote::of(text, range).as_ref() == Some(quote);
    if let Some(here) = stood.filter(|here| is_same(*here)) {
        return Found::Here(here);
    }
    let heads = occurrences(text, &quote.head);
    let tails = if quote.tail.is_empty() { Vec::new() } else { occurrences(text, &quote.tail) };
    let from = stood.map_or(0, |stood| stood.0);
    let mut best: Option<(bool, u32, (u32, u32))> = None;
    for head in heads.iter().take(TRIED.0) {
        let behind = &tails[tails.partition_point(|tail| tail.0 < head.1)..];
        let mut ranges: Vec<(u32, u32)> = behind.iter().take(TRIED.1).map(|tail| (head.0, tail.1)).collect();
        if quote.tail.is_empty() {
            ranges.push(*head);
        }
        let same = ranges.iter().copied().find(|range| is_same(*range));
        let Some(range) = same.or_else(|| ranges.first().copied()) else { continue };
        let ranked = (same.is_none(), range.0.abs_diff(from), range);
        if best.is_none_or(|best| (ranked.0, ranked.1) < (best.0, best.1)) {
            best = Some(ranked);
        }
    }
    match best {
        None => Found::Gone,
        Some((true, _, range)) => Found::Altered(range),
        Some((false, _, range)) if stood == Some(range) => Found::Here(range),
        Some((false, _, range)) => Found::Elsewhere(range),
    }
}

/// Where some words stand, in order: as they are written or, where they are nowhere so, token by token.
pub(super) fn occurrences(text: &str, words: &str) -> Vec<(u32, u32)> {
    if words.is_empty() {
        return Vec::new();
    }
    let range = |at: usize| Some((u32::try_from(at).ok()?, u32::try_from(at + words.len()).ok()?));
    let written: Vec<_> = text.match_indices(words).filter_map(|(at, _)| range(at)).collect();
    if written.is_empty() { by_tokens(text, words) } else { written }
}

fn by_tokens(text: &str, words: &str) -> Vec<(u32, u32)> {
    let (asked, held) = (tokens(words), tokens(text));
    let Some((first, last)) = asked.first().zip(asked.last()) else { return Vec::new() };
    let keys: Vec<String> = asked.iter().map(|token| exact_key(token.of(words))).collect();
    // What stands before the first word and behind the last belongs to the place where it is there too.
    let (before, behind) = (&words[..first.start as usize], &words[last.end as usize..]);
    let mut found = Vec::new();
    for window in held.windows(keys.len()) {
        if !window.iter().zip(&keys).all(|(token, key)| exact_key(token.of(text)) == *key) {
            continue;
        }
        let (mut start, mut end) = (window[0].start as usize, window[keys.len() - 1].end as usize);
        if text[..start].ends_with(before) {
            start -= before.len();
        }
        if text[end..].starts_with(behind) {
            end += behind.len();
        }
        found.extend(u32::try_from(start).ok().zip(u32::try_from(end).ok()));
    }
    found
}

/// Whether two wordings are the same but for white space.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    collapsed(one) == collapsed(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(text: &str, words: &str) -> (u32, u32) {
        let at = text.find(words).expect("it is there");
        (u32::try_from(at).expect("short"), u32::try_from(at + words.len()).expect("short"))
    }

    #[test]
    fn what_became_of_a_quotation_is_told() {
        let before = "Chợ nổi họp sớm. Ghe lớn chở khóm về bến, ghe nhỏ chở rau.";
        let quoted = range(before, "Ghe lớn chở khóm");
        let quote = Quote::of(before, quoted).expect("words");
        let check = |after: &str, expected: Found| assert_eq!(find(after, &quote, Some(quoted)), expected, "{after}");
        check(before, Found::Here(quoted));
        let moved = "Sáng nay, chợ nổi họp sớm. Ghe lớn chở khóm về bến.";
        check(moved, Found::Elsewhere(range(moved, "Ghe lớn chở khóm")));
        let broken = "Chợ nổi. Ghe lớn\nchở khóm về bến.";
        check(broken, Found::Elsewhere(range(broken, "Ghe lớn\nchở khóm")));
        let signs = "Chợ nổi. Ghe lớn: chở khóm về bến.";
        check(signs, Found::Altered(range(signs, "Ghe lớn: chở khóm")));
        let case = "Chợ nổi. Mà ghe lớn chở khóm về bến.";
        check(case, Found::Altered(range(case, "ghe lớn chở khóm")));
        check("Chợ nổi họp sớm. Ghe lớn chở dừa về bến.", Found::Gone);
        check("", Found::Gone);
    }

    #[test]
    fn the_nearest_of_several_places_is_taken() {
        let text = "một hai. ba bốn. một hai. ba bốn. một hai.";
        let quote = Quote { head: "một hai".to_owned(), ..Quote::default() };
        let at = |stood: u32| find(text, &quote, Some((stood, stood + 1))).place().map(|place| place.0);
        let second = u32::try_from(text[5..].find("một").expect("there") + 5).expect("short");
        assert_eq!((at(0), at(second + 2)), (Some(0), Some(second)));
    }

    #[test]
    fn an_edit_in_the_middle_of_a_long_quotation_is_told() {
        let middle =
            "giữa dòng còn nhiều chữ khác nhau để câu này dài hơn một dòng thường, và dài thêm chút nữa cho đủ";
        let before = ["Mở đầu câu trích này là một câu dài về chợ nổi trên sông, ", middle, ", hết."].concat();
        let whole = (0, u32::try_from(before.len()).expect("short"));
        let quote = Quote::of(&before, whole).expect("words");
        assert!(!quote.tail.is_empty());
        let shifted = ["Thêm. ", &before].concat();
        let place = range(&shifted, &before);
        assert_eq!(find(&shifted, &quote, Some(whole)), Found::Elsewhere(place));
        let edited = shifted.replace("nhiều chữ", "ít chữ");
        let place = (place.0, u32::try_from(edited.len()).expect("short"));
        assert_eq!(find(&edited, &quote, Some(whole)), Found::Altered(place));
    }

    proptest! {
        /// Whatever is quoted from a text is found in it and in a text that has it further down, and it is the same words.
        #[test]
        fn what_was_quoted_is_found(words in "[a-cáữ ,.\n]{1,60}", before in "[d-f ]{0,9}", cut in (0usize..60, 0usize..60)) {
            let marks: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
            let (a, b) = (marks[cut.0 % marks.len()], marks[cut.1 % marks.len()]);
            let quoted = (a.min(b) as u32, a.max(b) as u32);
            if let Some(quote) = Quote::of(&words, quoted) {
                prop_assert_eq!(find(&words, &quote, Some(quoted)), Found::Here(quoted));
                let after = [before.as_str(), "\n", &words].concat();
                let tokenless = tokens(&quote.head).is_empty();
                if let Some(place) = find(&after, &quote, Some(quoted)).place() {
                    let found = Quote::of(&after, place).expect("words");
                    prop_assert!(found == quote || find(&after, &quote, Some(quoted)) == Found::Altered(place));
                } else {
                    // Only signs with other space between them, or a part of a word, cannot be found by words.
                    prop_assert!(tokenless || quoted.0 > 0 || quoted.1 < words.len() as u32);
                }
            }
        }

        #[test]
        fn any_quote_is_looked_for_in_any_text(text in "\\PC{0,40}", head in "\\PC{0,9}", tail in "\\PC{0,3}", at in (0u32..50, 0u32..50)) {
            let quote = Quote { head, tail, sum: "00000000".to_owned() };
            if let Some((start, end)) = find(&text, &quote, Some(at)).place() {
                prop_assert!(text.get(start as usize..end as usize).is_some());
            }
        }
    }
}
