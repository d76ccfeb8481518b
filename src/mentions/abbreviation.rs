//! Abbreviations and what they stand for: expansions that a text gives itself, and a short list of common ones.
//!
//! It guesses no expansion: the initials of the long form must be the letters of the short one.

use super::words::Words;
use crate::text::{exact_key, fold_key, is_syllable};

/// An abbreviation whose long form stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The abbreviation, as written.
    pub short: String,
    /// First byte of the abbreviation.
    pub short_start: usize,
    /// One past its last byte.
    pub short_end: usize,
    /// First byte of the long form.
    pub long_start: usize,
    /// One past its last byte.
    pub long_end: usize,
}

/// Common abbreviations of Vietnamese news, for texts that never spell them out. Sorted.
#[rustfmt::skip]
const COMMON: &[(&str, &str)] = &[
    ("ANTT", "an ninh trật tự"), ("ATGT", "an toàn giao thông"), ("BCA", "Bộ Công an"), ("BCH", "ban chấp hành"),
    ("BCĐ", "ban chỉ đạo"), ("BHXH", "bảo hiểm xã hội"), ("BHYT", "bảo hiểm y tế"), ("BQP", "Bộ Quốc phòng"),
    ("BTV", "biên tập viên"), ("BĐS", "bất động sản"), ("CAND", "Công an nhân dân"), ("CCCD", "căn cước công dân"),
    ("CLB", "câu lạc bộ"), ("CMND", "chứng minh nhân dân"), ("CNTT", "công nghệ thông tin"),
    ("CSGT", "Cảnh sát giao thông"), ("CSHS", "Cảnh sát hình sự"), ("CSĐT", "Cảnh sát điều tra"),
    ("CĐV", "cổ động viên"), ("DN", "doanh nghiệp"), ("GDĐT", "giáo dục và đào tạo"), ("GTVT", "giao thông vận tải"),
    ("HCM", "Hồ Chí Minh"), ("HLV", "huấn luyện viên"), ("HTX", "hợp tác xã"), ("HĐND", "Hội đồng nhân dân"),
    ("HĐQT", "hội đồng quản trị"), ("KCN", "khu công nghiệp"), ("KHCN", "khoa học công nghệ"),
    ("LHQ", "Liên hợp quốc"), ("LĐLĐ", "Liên đoàn Lao động"), ("MTTQ", "Mặt trận Tổ quốc"),
    ("NHNN", "Ngân hàng Nhà nước"), ("NLĐ", "người lao động"), ("PCCC", "phòng cháy chữa cháy"),
    ("PV", "phóng viên"), ("QĐND", "Quân đội nhân dân"), ("TAND", "Tòa án nhân dân"), ("TBT", "tổng biên tập"),
    ("THCS", "trung học cơ sở"), ("THPT", "trung học phổ thông"), ("TNGT", "tai nạn giao thông"), ("TP", "thành phố"),
    ("TTXVN", "Thông tấn xã Việt Nam"), ("TW", "trung ương"), ("UBND", "Ủy ban nhân dân"), ("VKSND", "Viện Kiểm sát nhân dân"),
    ("XHCN", "xã hội chủ nghĩa"), ("ĐBQH", "đại biểu Quốc hội"), ("ĐBSCL", "đồng bằng sông Cửu Long"), ("ĐT", "đội tuyển"),
];

/// The long form of a common abbreviation.
pub fn common_expansion(short: &str) -> Option<&'static str> {
    COMMON.binary_search_by_key(&short, |entry| entry.0).ok().map(|at| COMMON[at].1)
}

/// The most letters of an abbreviation.
const LONGEST_CHARS: usize = 8;
/// Words that a long form may have between those that give a letter.
const SKIPPED: [&str; 9] = ["và", "của", "các", "of", "the", "and", "for", "in", "de"];
/// How many of them, for one abbreviation.
const MOST_SKIPPED: usize = 3;

/// Finds the expansions of a passage: `hội đồng nhân dân (HĐND)` and `HĐND (hội đồng nhân dân)`. Linear.
pub fn expansions(words: &Words<'_>) -> Vec<Expansion> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if !is_short_form(words.surface(at)) {
            continue;
        }
        let (start, end) = words.span(at);
        let letters = letters_of(words.surface(at));
        let long =
            if is_bracketed(words, at) { long_before(words, at, &letters) } else { long_after(words, at, &letters) };
        found.extend(long.map(|(long_start, long_end)| Expansion {
            short: words.surface(at).to_owned(),
            short_start: start,
            short_end: end,
            long_start,
            long_end,
        }));
    }
    found
}

/// Finds the abbreviations of a passage, expanded there or not, in order: runs of capitals that are no Roman numeral
/// and no Vietnamese syllable, and common ones whatever they spell. A line in capitals has none.
pub fn abbreviations(words: &Words<'_>) -> Vec<(usize, usize)> {
    let shouted = |at: usize| is_shouted(words.surface(at));
    (0..words.len())
        .filter(|&at| {
            let surface = words.surface(at);
            let beside_shouts =
                || words.is_spaced(at + 1) && shouted(at + 1) || at > 0 && words.is_spaced(at) && shouted(at - 1);
            is_short_form(surface) && (common_expansion(surface).is_some() || !is_shouted(surface) && !beside_shouts())
        })
        .map(|at| words.span(at))
        .collect()
}

/// A word of two letters and more, all capitals; `TP` and `A80` are two.
fn is_short_form(surface: &str) -> bool {
    // Nearly every word of a text ends here, at its first letter or its second.
    if !surface.starts_with(char::is_uppercase) || !surface.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
    (2..=LONGEST_CHARS).contains(&surface.chars().count()) && letters >= 2 && !is_roman(surface)
}

fn is_roman(surface: &str) -> bool {
    surface.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
        && !matches!(surface, "CD" | "DC" | "DVD" | "MC" | "CV" | "DCM")
}

/// A word of a text in capitals: it would be a syllable in lower case.
fn is_shouted(surface: &str) -> bool {
    surface.chars().count() > 1
        && surface.chars().all(char::is_uppercase)
        && is_syllable(&exact_key(surface))
        && common_expansion(surface).is_none()
}

fn letters_of(surface: &str) -> Vec<String> {
    surface.chars().filter(|c| c.is_alphabetic()).map(|letter| exact_key(&letter.to_string())).collect()
}

/// Whether a word stands in brackets alone; what follows a dash or a semicolon there is no matter.
fn is_bracketed(words: &Words<'_>, at: usize) -> bool {
    let before = words.gap(at).trim_end_matches(['"', '“', '\'', '‘']);
    let after = words.after(at).trim_start_matches(['"', '”', '\'', '’']);
    before.ends_with(['(', '['])
        && before.trim_start().len() <= 2
        && after.trim_start().starts_with([')', ']', ';', ',', '-', '–'])
}

/// Whether a word gives the letter: `Đ` is no `d`, but tones are no matter.
fn gives(key: &str, letter: &str) -> bool {
    let Some(first) = key.chars().next() else { return false };
    let first = exact_key(&first.to_string());
    first == letter || letter != "đ" && first != "đ" && fold_key(&first) == fold_key(letter)
}

fn long_before(words: &Words<'_>, at: usize, letters: &[String]) -> Option<(usize, usize)> {
    let mut word = at;
    let mut skipped = 0;
    let mut left = letters.len();
    while left > 0 {
        // The bracket parts the short form from the long one; nothing parts the words of the long one but white space.
        word = word.checked_sub(1).filter(|&before| before + 1 == at || is_joined(words, before + 1))?;
        if gives(words.key(word), &letters[left - 1]) {
            left -= 1;
        } else if SKIPPED.contains(&words.key(word)) && skipped < MOST_SKIPPED && left < letters.len() {
            skipped += 1;
        } else {
            return None;
        }
    }
    Some((words.span(word).0, words.span(at - 1).1))
}

fn long_after(words: &Words<'_>, at: usize, letters: &[String]) -> Option<(usize, usize)> {
    let after = words.after(at);
    if !after.trim_start().starts_with('(') || after.trim_start().len() > 2 {
        return None;
    }
    let (mut word, mut skipped, mut taken) = (at + 1, 0, 0);
    while taken < letters.len() {
        if word >= words.len() || word > at + 1 && !is_joined(words, word) {
            return None;
        }
        if gives(words.key(word), &letters[taken]) {
            taken += 1;
        } else if SKIPPED.contains(&words.key(word)) && skipped < MOST_SKIPPED && taken > 0 {
            skipped += 1;
        } else {
            return None;
        }
        word += 1;
    }
    let closed = words.after(word - 1).trim_start().starts_with([')', ';', ',', '-', '–']);
    closed.then(|| (words.span(at + 1).0, words.span(word - 1).1))
}

/// Words of one name may be parted by a hyphen or a comma (`phòng cháy, chữa cháy`).
fn is_joined(words: &Words<'_>, at: usize) -> bool {
    words.is_spaced(at) || matches!(words.gap(at).trim(), "-" | "," | "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expansions_are_found_on_both_sides() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let found = expansions(&Words::of(text, 0, text.len()));
            let found: Vec<_> = found.iter().map(|e| (e.short.as_str(), &text[e.long_start..e.long_end])).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("bầu Hội đồng nhân dân (HĐND) các cấp", &[("HĐND", "Hội đồng nhân dân")]);
        check("giữ ANTT (an ninh trật tự) ở chợ", &[("ANTT", "an ninh trật tự")]);
        check("lo phòng cháy, chữa cháy (PCCC);", &[("PCCC", "phòng cháy, chữa cháy")]);
        check("ngành giáo dục và đào tạo (GDĐT)", &[("GDĐT", "giáo dục và đào tạo")]);
        check("the World Health Organization (WHO)", &[("WHO", "World Health Organization")]);
        check("Tổ chức Y tế Thế giới (WHO), cấp CCCD (gắn chip - PV), chợ (HĐ), đường dài (DD)", &[]);
        check("đại hội (ĐH)", &[("ĐH", "đại hội")]);
    }

    #[test]
    fn capitals_are_abbreviations_when_no_words() {
        let check = |text: &str, expected: &[&str]| {
            let found = abbreviations(&Words::of(text, 0, text.len()));
            assert_eq!(found.iter().map(|&(s, e)| &text[s..e]).collect::<Vec<_>>(), expected, "{text}");
        };
        check("Công an TP Hà Nội và UBND họp bàn ANTT, Đại hội XIII, A80", &["TP", "UBND", "ANTT"]);
        check("CẦU MỚI CỦA LÀNG, TP.HCM", &["TP", "HCM"]);
        check("DỰNG LẠI CẦU GỖ", &[]);
        assert!(COMMON.is_sorted());
    }
}
