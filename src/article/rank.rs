//! The ranks and titles that stand right before a name. It finds no names.

use super::titles::title_ending;
use super::word::{Word, is_capitalised, is_space, next_word};
use crate::text::exact_key;

/// Bytes before a name that are looked at: room for some eight words.
const LOOKED_AT_BYTES: usize = 96;

/// Ranks and titles in a row: `đồng chí Thượng tướng`.
const TITLES_LIMIT: usize = 3;

/// The ranks and titles right before the byte `name` of a text, as they stand; empty when none do. An office with the
/// name of an institution behind it (`Bộ trưởng Bộ Công an`) is not one.
pub fn titles_before(text: &str, name: usize) -> &str {
    let Some(before) = text.get(..name) else { return "" };
    let near = name.saturating_sub(LOOKED_AT_BYTES);
    let near = (near..=name).find(|&at| text.is_char_boundary(at)).unwrap_or(name);
    let from = before[near..].rfind('\n').map_or(near, |at| near + at + 1);
    let mut words = Vec::new();
    let mut at = from;
    while let Some(word) = next_word(before, at) {
        at = word.end;
        words.push(word);
    }
    // What was cut in its middle is no word.
    if from > 0 && !text[..from].ends_with(char::is_whitespace) && !words.is_empty() {
        words.remove(0);
    }
    let mut first = words.len();
    for _ in 0..TITLES_LIMIT {
        match title_start(before, &words[..first], words.get(first).map_or(name, |word| word.start)) {
            Some(start) => first = start,
            None => break,
        }
    }
    words.get(first).map_or("", |word| before[word.start..].trim_end())
}

/// The first word of the title that ends with the last of some words, before the byte `next`.
fn title_start(text: &str, words: &[Word], next: usize) -> Option<usize> {
    let gap = |word: &Word, next: usize| text.get(word.end..next).unwrap_or("");
    let last = words.last()?;
    let between = gap(last, next);
    if !is_space(between) && between != "." && between.strip_prefix('.').is_none_or(|rest| !is_space(rest)) {
        return None;
    }
    let key_at = |at: usize| {
        let word = words.get(at).filter(|word| {
            let next = words.get(at + 1).map_or(next, |word| word.start);
            at + 1 == words.len() || is_space(gap(word, next))
        });
        // The key of the index, which the browser has anyway.
        word.map_or(String::new(), |word| exact_key(word.of(text)))
    };
    let end = words.len() - 1;
    let (before, key) = (end.checked_sub(1).map(key_at).unwrap_or_default(), key_at(end));
    title_ending(&before, &key, is_capitalised(last.of(text)))?;
    let alone = title_ending("", &key, is_capitalised(last.of(text))).is_some();
    let mut first =
        if alone && !matches!(key.as_str(), "trưởng" | "tướng") || before.is_empty() { end } else { end - 1 };
    while let Some(earlier) = first.checked_sub(1).filter(|&at| continues(&key_at(at), &key_at(first))) {
        first = earlier;
    }
    Some(first)
}

/// Whether a word belongs to the title that begins with the word after it.
fn continues(before: &str, first: &str) -> bool {
    matches!(
        (before, first),
        ("phó" | "nguyên" | "cựu", _)
            | ("chủ", "tịch")
            | ("trung", "ương")
            | ("viên", "trung")
            | ("ủy" | "uỷ", "viên")
            | ("tổng", "bí")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_whole() {
        let check = |text: &str, expected: &str| {
            let name = text.find("Trần").or_else(|| text.find("Smith")).expect("a name");
            assert_eq!(titles_before(text, name), expected, "{text}");
        };
        check("Sáng nay, Thượng tướng Trần Văn Mẫu nói", "Thượng tướng");
        check("Hôm qua ông Trần Văn Mẫu nói", "ông");
        check("Phó Thủ tướng Trần Văn Mẫu", "Phó Thủ tướng");
        check("Chủ tịch nước Trần Văn Mẫu", "Chủ tịch nước");
        check("dự họp có Ủy viên Trung ương Đảng Trần Văn Mẫu", "Ủy viên Trung ương Đảng");
        check("đồng chí Thượng tướng Trần Văn Mẫu", "đồng chí Thượng tướng");
        check("PGS.TS Trần Văn Mẫu", "PGS.TS");
        check("then Lt. Gen. Smith said", "Lt. Gen.");
        check("Bộ trưởng Bộ Công an Trần Văn Mẫu", "");
        check("Ông\nTrần Văn Mẫu", "");
        check("ông, Trần Văn Mẫu", "");
        check("Trần Văn Mẫu", "");
        assert_eq!(titles_before("ữ", 1), "");
        assert_eq!(titles_before("ông ", 900), "");
    }

    #[test]
    fn a_word_cut_in_its_middle_is_none() {
        let text = format!("{}ông Trần", "a".repeat(LOOKED_AT_BYTES - "ông ".len() - 1) + " ");
        assert_eq!(titles_before(&text, text.len() - "Trần".len()), "ông");
        let text = format!("ông {}", "ữ".repeat(60));
        assert_eq!(titles_before(&text, text.len()), "");
    }
}
