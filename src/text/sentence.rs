//! Sentences: where a line of running text may be cut. It finds no words; a line break ends a sentence but where
//! a paragraph is known to be wrapped.

/// Cuts a text into sentences: half-open byte ranges without the white space around them, in order. Linear.
///
/// A full stop, question or exclamation mark or ellipsis ends a sentence when white space and then a capital, a figure
/// or a letter without case follow, and no abbreviation or initial stands before it. (UAX #29 cuts `TP. Hà Nội` and
/// does not cut after `…`.)
/// ```
/// use recto::text::sentences;
///
/// let text = "Sáng nay chợ mở cửa. Người mua rất đông.";
/// let cut: Vec<&str> = sentences(text).into_iter().map(|(start, end)| &text[start as usize..end as usize]).collect();
/// assert_eq!(cut, ["Sáng nay chợ mở cửa.", "Người mua rất đông."]);
/// ```
pub fn sentences(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        cut_line(text, line_start, line_start + line.len(), &mut found);
        line_start += line.len();
    }
    found
}

/// The same for one paragraph, whose line breaks are where it was wrapped and end nothing.
pub fn paragraph_sentences(paragraph: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    cut_line(paragraph, 0, paragraph.len(), &mut found);
    found
}

fn cut_line(text: &str, start: usize, end: usize, found: &mut Vec<(u32, u32)>) {
    let mut sentence = start;
    let mut at = start;
    // Where the sentence's first word starts; looked for once, so that a line of stops alone stays linear.
    let mut first_word = None;
    while let Some(offset) = text[at..end].find(is_terminator) {
        let stop = at + offset;
        first_word = first_word.or_else(|| text[at..stop].find(char::is_alphanumeric).map(|offset| at + offset));
        at = after_terminators(text, stop, end);
        let Some(first) = first_word else { continue };
        if ends_sentence(&text[first..stop], &text[stop..at], &text[at..end]) {
            push_trimmed(text, sentence, at, found);
            (sentence, first_word) = (at, None);
        }
    }
    push_trimmed(text, sentence, end, found);
}

fn push_trimmed(text: &str, start: usize, end: usize, found: &mut Vec<(u32, u32)>) {
    let sentence = text[start..end].trim_start();
    let start = end - sentence.len();
    let sentence = sentence.trim_end();
    if !sentence.is_empty() {
        found.push((start as u32, (start + sentence.len()) as u32));
    }
}

/// Marks that end a sentence whether or not white space follows: those of scripts that write none there.
fn is_wide_terminator(mark: char) -> bool {
    matches!(mark, '。' | '！' | '？' | '｡' | '．' | '\u{104B}' | '\u{17D4}' | '\u{17D5}')
}

fn is_terminator(mark: char) -> bool {
    is_wide_terminator(mark)
        || matches!(mark, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '።' | '։')
}

fn is_closer(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '】' | '》' | '〉')
}

/// The end of a run of terminators, the quotation marks and brackets that close after it, and `[1]`-like references.
fn after_terminators(text: &str, at: usize, end: usize) -> usize {
    let rest = text[at..end].trim_start_matches(|mark| is_terminator(mark) || is_closer(mark));
    let reference = rest.strip_prefix('[').and_then(|inner| {
        let after = inner.trim_start_matches(|digit: char| digit.is_ascii_digit());
        (after.len() < inner.len()).then(|| after.strip_prefix(']')).flatten()
    });
    end - reference.unwrap_or(rest).len()
}

/// Whether `marks` end the sentence that reads `before` from its first word on, when `rest` follows on the line.
fn ends_sentence(before: &str, marks: &str, rest: &str) -> bool {
    let wide = marks.contains(is_wide_terminator);
    if !wide && !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest.chars().take(OPENING_CHARS).find(|letter| letter.is_alphanumeric());
    let Some(next) = next else { return wide && !rest.trim_start().is_empty() };
    if next.is_lowercase() {
        return false;
    }
    // Only a lone full stop abbreviates: `v.v...` and `TP?` end.
    !(marks == "." && is_abbreviated(before, next))
}

/// How far the next sentence's first letter may stand behind dashes, quotation marks, brackets and spaces.
const OPENING_CHARS: usize = 16;

/// Words that a full stop abbreviates before a capital or a figure: Vietnamese titles and places, then English ones.
const ABBREVIATIONS: [&str; 62] = [
    "TP", "Tp", "tp", "TX", "Tx", "TT", "Tt", "TW", "PGS", "Pgs", "GS", "Gs", "TS", "Ts", "TSKH", "ThS", "Ths", "THS",
    "BS", "Bs", "BSCK", "BSCKI", "BSCKII", "CK", "CKI", "CKII", "KS", "Ks", "KTS", "CN", "LS", "Ls", "NS", "NSND",
    "NSƯT", "NGND", "NGƯT", "DS", "NXB", "Nxb", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Mt", "Gen", "Col", "Lt",
    "Capt", "Sgt", "Maj", "Rev", "Hon", "Gov", "Sen", "Rep", "Messrs", "vs", "cf", "approx",
];

/// Words that a full stop abbreviates before a figure only.
const BEFORE_A_FIGURE: [&str; 23] = [
    "No", "Nos", "tr", "Tr", "pp", "ed", "eds", "Vol", "vol", "Fig", "fig", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Words after which a single letter is a name or a grade and not the initial of what follows: `20 độ C. Do …`.
const BEFORE_A_LETTER: [&str; 19] = [
    "độ", "hạng", "loại", "nhóm", "khối", "tuýp", "lớp", "gan", "vitamin", "bảng", "chị", "anh", "em", "cháu", "bé",
    "ông", "bà", "cô", "grade",
];

/// Whether the full stop after `before` abbreviates: a known short form, an initial, or the number that heads a list.
fn is_abbreviated(before: &str, next: char) -> bool {
    let word_start = before.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + char_len(before, at));
    let word = &before[word_start..];
    let lead = &before[..word_start];
    if word.is_empty() {
        return false;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.len() <= 3 && lead.is_empty();
    }
    // `GD-ĐT` and `M&A` are words that end in letters, not initials.
    if !lead.is_empty() && !lead.ends_with(|before: char| before.is_whitespace() || "./:([“‘\"'".contains(before)) {
        return false;
    }
    if word == "Đ" || (word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_uppercase())) {
        return !lead.split_whitespace().next_back().is_some_and(|before| BEFORE_A_LETTER.contains(&before));
    }
    ABBREVIATIONS.contains(&word)
        || (next.is_numeric() && BEFORE_A_FIGURE.contains(&word))
        || ["e.g", "i.e"].iter().any(|short| before.ends_with(short))
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            sentences(text).iter().map(|&(start, end)| &text[start as usize..end as usize]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn stops_end_sentences_before_capitals() {
        check("", &[]);
        check(" \n\n ", &[]);
        check("Một câu. Hai câu?  Ba!\nBốn", &["Một câu.", "Hai câu?", "Ba!", "Bốn"]);
        check("Giá 3.5 rồi. năm 2021. Sau đó", &["Giá 3.5 rồi. năm 2021.", "Sau đó"]);
        check("Anh hỏi: “Sao?” rồi đi. “Ừ.” Chị đáp.", &["Anh hỏi: “Sao?” rồi đi.", "“Ừ.”", "Chị đáp."]);
        check("Đến đây.[1] Rồi đi.", &["Đến đây.[1]", "Rồi đi."]);
        check("Hết../.", &["Hết../."]);
        check("Rau, quả, v.v... Tất cả", &["Rau, quả, v.v...", "Tất cả"]);
    }

    #[test]
    fn a_wrapped_paragraph_ends_no_sentence_at_its_lines() {
        let text = "Sáng nay chợ\nmở cửa. Người\nmua đông.";
        let cut = |sentences: Vec<(u32, u32)>| -> Vec<&str> {
            sentences.into_iter().map(|(start, end)| &text[start as usize..end as usize]).collect()
        };
        assert_eq!(cut(paragraph_sentences(text)), ["Sáng nay chợ\nmở cửa.", "Người\nmua đông."]);
        assert_eq!(cut(sentences(text)), ["Sáng nay chợ", "mở cửa.", "Người", "mua đông."]);
    }

    #[test]
    fn abbreviations_and_list_numbers_do_not() {
        check("Về TP. Huế gặp GS.TS. Lê B. Sau đó", &["Về TP. Huế gặp GS.TS. Lê B. Sau đó"]);
        check("Trời 20 độ C. Do gió. Bộ GD-ĐT. Sau", &["Trời 20 độ C.", "Do gió.", "Bộ GD-ĐT.", "Sau"]);
        check("Ông J. Fox, ông H.R. Fox. Rồi", &["Ông J. Fox, ông H.R. Fox.", "Rồi"]);
        check("1. Mở đầu. 2. Kết", &["1. Mở đầu.", "2. Kết"]);
        check("No. I said No. 5 is next.", &["No.", "I said No. 5 is next."]);
    }

    #[test]
    fn scripts_without_spaces_or_case() {
        check("今天下雨。他走了！「好。」她说", &["今天下雨。", "他走了！", "「好。」", "她说"]);
        check("هل جاء؟ نعم.", &["هل جاء؟", "نعم."]);
        check("यह है। वह था।", &["यह है।", "वह था।"]);
    }
}
