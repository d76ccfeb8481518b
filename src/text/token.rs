//! Tokens: the words of a text with their byte spans. It makes no keys.
//!
//! Almost all text here is ASCII or precomposed Vietnamese, so the scanner below cuts Latin text itself; the first
//! character it does not know sends that run of text to `script`, which follows UAX #29. Both give the same tokens
//! for what both can read (a property test holds them to it).

use super::broken;
use super::script::cut_run;

/// One occurrence of a word, a number, or a grapheme of an unspaced script, as a half-open byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Continues the token before it without a break, as in an unspaced script: a query joins such tokens into a phrase.
    pub joined: bool,
}

impl Token {
    /// The token's surface in the text it was cut from.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Cuts a text into tokens, in order, without overlap. Linear in the text, which must be shorter than 4 GiB.
///
/// Words are those of [UAX #29](https://www.unicode.org/reports/tr29/#Word_Boundaries), and further broken at `_`, `:`
/// and `;` and at a full stop between letters. `1.400`, `3,5`, `80%` and `80 %` are one token each. Soft hyphens and other
/// invisible characters break no word and end no span. A word that a hyphen breaks at the end of a line is one token
/// (`time-⏎table`), unless both parts are Vietnamese syllables or the hyphen is one of several.
/// ```
/// use recto::text::tokens;
///
/// let text = "Chợ họp sớm: 1.400 người, 80% đi bộ.";
/// let words: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
/// assert_eq!(words, ["Chợ", "họp", "sớm", "1.400", "người", "80%", "đi", "bộ"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    // Six bytes a token is the Vietnamese average.
    let mut found = Vec::with_capacity(bytes.len() / 6 + 1);
    let mut at = 0;
    // Where the word goes on that a hyphen broke at the end of the line before.
    let mut open = None;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let before = found.len();
        let next = match scan_run(bytes, at, &mut found) {
            Some(next) => next,
            None => {
                found.truncate(before);
                let end = bytes[at..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |len| at + len);
                cut_run(text, at, end, &mut found);
                end
            }
        };
        at = next;
        for token in &mut found[before..] {
            if let Some(end) = spaced_percent(bytes, *token) {
                token.end = end as u32;
                at = at.max(end);
            }
        }
        if let Some(goes_on) = open.take() {
            broken::join(text, goes_on, before, &mut found);
        }
        if matches!(bytes.get(at), Some(b'\n' | b'\r')) {
            open = broken::goes_on(text, at, &found);
        }
    }
    found
}

/// Where a number ends that is parted from its percent sign by a space: `20 %` is `20%`.
#[inline]
pub(super) fn spaced_percent(bytes: &[u8], token: Token) -> Option<usize> {
    let end = token.end as usize;
    if !bytes[end - 1].is_ascii_digit() {
        return None;
    }
    // A space, a no-break space, a narrow one.
    let sign = match bytes.get(end..)? {
        [b' ', ..] => end + 1,
        [0xC2, 0xA0, ..] => end + 2,
        [0xE2, 0x80, 0xAF, ..] => end + 3,
        _ => return None,
    };
    let is_number = bytes[token.start as usize..end].iter().all(|byte| byte.is_ascii_digit() || b".,'".contains(byte));
    (bytes.get(sign) == Some(&b'%') && is_number).then_some(sign + 1)
}

/// What the Latin scanner needs to know of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// A combining mark: part of the token.
    Mark,
    /// A soft hyphen: inside a token, never its end.
    Soft,
    /// Joins letters, or digits.
    Apostrophe,
    /// A full stop or comma: joins digits.
    Point,
    /// A middle dot: joins letters.
    MiddleDot,
    Space,
    /// Anything else that is in no token.
    Break,
    /// Left to UAX #29.
    Unknown,
}

static ASCII: [Class; 128] = ascii_classes();

const fn ascii_classes() -> [Class; 128] {
    let mut classes = [Class::Break; 128];
    let mut byte = 0;
    while byte < 128u8 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'.' | b',' => Class::Point,
            // The white space of `u8::is_ascii_whitespace`.
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => Class::Space,
            _ => Class::Break,
        };
        byte += 1;
    }
    classes
}

/// The class of the character at a byte offset, and its length in bytes. The end of the text is a space.
#[inline]
fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = |offset: usize| bytes.get(at + offset).copied().unwrap_or(0);
    match bytes.get(at) {
        None => (Class::Space, 0),
        Some(&ascii @ 0..0x80) => (ASCII[ascii as usize], 1),
        Some(0xC3) if byte(1) != 0x97 && byte(1) != 0xB7 => (Class::Letter, 2),
        Some(0xC3) => (Class::Break, 2),
        // Latin Extended-A and -B, to U+024F.
        Some(0xC4..=0xC8) => (Class::Letter, 2),
        Some(0xC9) if byte(1) < 0x90 => (Class::Letter, 2),
        // Latin Extended Additional.
        Some(0xE1) if (0xB8..=0xBB).contains(&byte(1)) => (Class::Letter, 3),
        // Combining marks, U+0300 to U+036F.
        Some(0xCC) => (Class::Mark, 2),
        Some(0xCD) if byte(1) < 0xB0 => (Class::Mark, 2),
        Some(0xC2) => match byte(1) {
            0xAD => (Class::Soft, 2),
            0xB7 => (Class::MiddleDot, 2),
            // ª ² ³ µ ¹ º and fractions are letters or numbers of a kind; U+0085 is a separator.
            0x80..=0x9F | 0xAA | 0xB2 | 0xB3 | 0xB5 | 0xB9 | 0xBA | 0xBC..=0xBE => (Class::Unknown, 2),
            _ => (Class::Break, 2),
        },
        // General punctuation: dashes, quotation marks, bullet, ellipsis.
        Some(0xE2) if byte(1) == 0x80 => match byte(2) {
            0x98 | 0x99 => (Class::Apostrophe, 3),
            0x90..=0xA3 | 0xA5 | 0xA6 => (Class::Break, 3),
            _ => (Class::Unknown, 3),
        },
        Some(_) => (Class::Unknown, 1),
    }
}

/// Cuts the run that starts at `at` and ends at the next ASCII white space, and returns where it ends; `None` when it
/// holds a character of class `Unknown`, with tokens of the run perhaps already appended.
fn scan_run(bytes: &[u8], mut at: usize, found: &mut Vec<Token>) -> Option<usize> {
    loop {
        let (class, len) = class_at(bytes, at);
        match class {
            Class::Space => return Some(at),
            Class::Unknown => return None,
            Class::Letter | Class::Digit => {
                let (end, next) = scan_token(bytes, at + len, class)?;
                found.push(Token { start: at as u32, end: end as u32, joined: false });
                at = next;
            }
            _ => at += len,
        }
    }
}

/// Reads on from a token's first character, of class `last`. Returns the token's end and where to go on.
#[inline]
fn scan_token(bytes: &[u8], mut at: usize, mut last: Class) -> Option<(usize, usize)> {
    let mut end = at;
    let mut number = last == Class::Digit;
    loop {
        let (class, len) = class_at(bytes, at);
        match class {
            Class::Letter => {
                number = false;
                last = class;
            }
            Class::Digit => last = class,
            Class::Mark => number = false,
            Class::Soft => {
                number = false;
                at += len;
                continue;
            }
            Class::Apostrophe | Class::Point | Class::MiddleDot => {
                let (next, _) = class_at(bytes, at + len);
                let joins = match class {
                    Class::Apostrophe => next == last,
                    Class::Point => last == Class::Digit && next == Class::Digit,
                    _ => last == Class::Letter && next == Class::Letter,
                };
                if matches!(next, Class::Unknown | Class::Mark | Class::Soft) {
                    return None;
                }
                if !joins {
                    return Some((end, at));
                }
            }
            Class::Unknown => return None,
            Class::Space | Class::Break => {
                if number && bytes.get(at) == Some(&b'%') {
                    return Some((at + 1, at + 1));
                }
                return Some((end, at));
            }
        }
        at += len;
        end = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let surfaces: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
        assert_eq!(surfaces, expected, "{text}");
    }

    #[test]
    fn words_and_numbers() {
        check("", &[]);
        check("  \n. … — ", &[]);
        check("Hà Nội_Sáng 5.000đ 99,5% (3,5%).", &["Hà", "Nội", "Sáng", "5.000đ", "99,5%", "3,5%"]);
        check("TP.HCM N.T.M. v.v... a.5 5.a", &["TP", "HCM", "N", "T", "M", "v", "v", "a", "5", "5", "a"]);
        check("don't d’Estaing 'hát' 1'000 a' 5'a", &["don't", "d’Estaing", "hát", "1'000", "a", "5", "a"]);
        check("tỷ lệ 60:40;Cairo nói:Tốt A80%", &["tỷ", "lệ", "60", "40", "Cairo", "nói", "Tốt", "A80"]);
        check("e-mail 2026 - 2031 24/01/2021", &["e", "mail", "2026", "2031", "24", "01", "2021"]);
        check("col·lecció", &["col·lecció"]);
        check("5 - 10 %, 1.400\u{A0}% A80 % 3,5\u{202F}%", &["5", "10 %", "1.400\u{A0}%", "A80", "3,5\u{202F}%"]);
        check("20 % % 20\n%", &["20 %", "20"]);
    }

    #[test]
    fn other_scripts_follow_the_same_rules() {
        check("Обама_США т.е. и 3,5% 80%٪", &["Обама", "США", "т", "е", "и", "3,5%", "80%"]);
        check("한국어 검색은", &["한국어", "검색은"]);
        check("בית\u{5F4}ל", &["בית\u{5F4}ל"]);
        check("m² 1½ 100m², 1.000km³", &["m²", "1", "½", "100m²", "1.000km³"]);
        check("CO₂ và H₂SO₄, x²", &["CO₂", "và", "H₂SO₄", "x²"]);
        check("10² 10⁻⁶ 10₂", &["10", "²", "10", "⁶", "10", "₂"]);
        check("８０％", &["８０％"]);
        check("བོད་སྐད།", &["བོད", "སྐད"]);
    }

    #[test]
    fn a_word_broken_at_the_end_of_a_line_is_one() {
        check("the new time-\ntable for", &["the", "new", "time-\ntable", "for"]);
        check("infor\u{AD}\r\n  mation. Đường-\nray", &["infor\u{AD}\r\n  mation", "Đường", "ray"]);
        check("Mon-\nday, Hà-\nNội", &["Mon-\nday", "Hà", "Nội"]);
        check("state-of-\nthe-art, out-\nof-date", &["state", "of", "the", "art", "out", "of", "date"]);
        check("war-\n\nand Covid-\n19, x -\ny, war--\nand", &["war", "and", "Covid", "19", "x", "y", "war", "and"]);
        check("a-\nb-\nc-", &["a-\nb", "c"]);
        check("cafe\u{301}-\nbar, ne\u{301}\u{AD}\nant", &["cafe\u{301}-\nbar", "ne\u{301}\u{AD}\nant"]);
    }

    #[test]
    fn marks_of_notes_are_no_words() {
        check("lập² m¹ 1.400² hộ, 2021¹.", &["lập", "m", "1.400", "hộ", "2021"]);
        check("treaty⁽¹⁾ treaty¹,² treatyᵃ “treaty”³ có", &["treaty", "treaty", "treaty", "treaty", "có"]);
        check("¹ Ghi chú ² và ³", &["¹", "Ghi", "chú", "²", "và", "³"]);
        check("東京²へ", &["東", "京", "へ"]);
    }

    #[test]
    fn invisible_characters_break_nothing_and_end_no_span() {
        check("nh\u{AD}ư Vi\u{200B}ệt hội\u{200B} \u{FEFF}Đại\u{FEFF}", &["nh\u{AD}ư", "Vi\u{200B}ệt", "hội", "Đại"]);
        check("a\u{AD} b", &["a", "b"]);
        // A joiner after a virama shapes its letter: Malayalam's chillu.
        check("ല\u{D4D}\u{200D}, a\u{200D}", &["ല\u{D4D}\u{200D}", "a"]);
    }

    #[test]
    fn unspaced_scripts_give_joined_graphemes() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            let found: Vec<(&str, bool)> = tokens(text).iter().map(|token| (token.of(text), token.joined)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Covid病毒，大", &[("Covid", false), ("病", false), ("毒", true), ("大", false)]);
        check("大 学", &[("大", false), ("学", false)]);
        check("ไม่มี๒๕", &[("ไ", false), ("ม่", true), ("มี", true), ("๒๕", false)]);
        check("カード・が", &[("カ", false), ("ー", true), ("ド", true), ("が", false)]);
        check("か\u{3099}く", &[("か\u{3099}", false), ("く", true)]);
        check("ភា\u{200B}សា", &[("ភា", false), ("សា", true)]);
    }
}
