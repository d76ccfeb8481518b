//! How words are written: what changes their meaning, and what is typography alone. It reads the text once, when a side
//! is prepared, and compares no words: that two words are the same is for their keys to say.
//!
//! A sign that changes meaning is a currency, a per cent or degree, a minus, a sign of arithmetic, what joins the parts
//! of a number, a question mark, a quotation mark against none. Everything else between words, and case, is typography:
//! which quotation mark, which dash, how many spaces, where lines break, how a sentence is pointed.

use super::seed::Run;
use super::{Side, Writing};

/// The hash of nothing (FNV-1a, 32 bits).
const NOTHING: u32 = 0x811c_9dc5;
/// Stands for the end of a block among what is hashed.
const BLOCK_END: char = '\u{2029}';

fn hashed(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

fn hash_of(hash: u32, text: &str) -> u32 {
    text.chars().fold(hash, hashed)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '－' | '﹣')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '֏' | '؋' | '৲' | '৳' | '૱' | '௹' | '฿' | '៛' | '\u{20a0}'..='\u{20cf}' | '﷼')
        || matches!(c, '﹩' | '＄' | '￠' | '￡' | '￥' | '￦')
}

/// The sign that a character is, one for all its shapes; `None` for typography.
pub(super) fn sign_of(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『'
        | '』' | '〝' | '〞' | '〟' | '＂' | '＇' => Some('"'),
        '?' | '？' | '؟' | '﹖' | '‽' | '\u{37e}' => Some('?'),
        '%' | '％' | '٪' | '﹪' => Some('%'),
        '‰' | '°' | '§' | '&' | '@' | '#' | '=' | '<' | '>' | '±' | '×' | '÷' | '≤' | '≥' | '≠' | '≈' | '√' | '∞' => {
            Some(c)
        }
        '＄' | '﹩' => Some('$'),
        '￡' => Some('£'),
        '￥' => Some('¥'),
        _ => is_currency(c).then_some(c),
    }
}

/// Goes on hashing the signs of what stands between two words; `left` and `right` are the letters on its two sides,
/// where the words touch it.
fn signs(mut hash: u32, text: &str, left: Option<char>, right: Option<char>) -> u32 {
    // A line's break inside a paragraph says no more than a space.
    if matches!(text, " " | "\n" | "\r\n") {
        return hash;
    }
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    // What joins two numbers tells which they are: 23/1, 5-10, 12:30.
    if digit(left) && digit(right) && !text.contains(char::is_whitespace) {
        return text.chars().fold(hash, |hash, c| hashed(hash, if is_dash(c) { '-' } else { c }));
    }
    // An apostrophe joins two parts of a word.
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(left) && letter(right) && matches!(text, "'" | "’" | "‘" | "ʼ" | "＇") {
        return hash;
    }
    let mut before = left;
    for (at, c) in text.char_indices() {
        let rest = text[at + c.len_utf8()..].trim_start_matches(is_currency);
        // Before a number and after no word: a minus, a plus, or about.
        let bound = rest.is_empty() && digit(right) && !letter(before);
        let sign = match c {
            _ if bound && is_dash(c) => Some('-'),
            '+' if bound => Some('+'),
            // About: `~5` is not 5.
            '~' | '∼' | '～' | '≈' if bound => Some('≈'),
            _ => sign_of(c),
        };
        // Two commas for a quotation mark, or two question marks, say no more than one.
        let again = |sign: &char| matches!(sign, '"' | '?') && before.and_then(sign_of) == Some(*sign);
        if let Some(sign) = sign.filter(|sign| !again(sign)) {
            hash = hashed(hash, sign);
        }
        before = Some(c);
    }
    hash
}

/// The part of what stands before a word that belongs to it: up to a space, and a currency or an opening quotation mark
/// before that.
fn close_before(between: &str) -> &str {
    let from = between.trim_end_matches(|c: char| !c.is_whitespace()).len();
    if from < between.len() {
        return &between[from..];
    }
    let spaced = between.trim_end();
    match spaced.chars().next_back() {
        Some(c) if is_currency(c) || matches!(c, '«' | '‹') => &spaced[spaced.len() - c.len_utf8()..],
        _ => "",
    }
}

/// The part of what stands after a word that belongs to it. `touches`: the next word follows without a space.
fn close_after(between: &str, touches: bool) -> &str {
    let to = between.len() - between.trim_start_matches(|c: char| !c.is_whitespace()).len();
    if to > 0 {
        return &between[..to];
    }
    let spaced = between.trim_start();
    let mut letters = spaced.chars();
    match letters.next() {
        Some(c) if (letters.next().is_some() || !touches) && (is_currency(c) || "%‰°?？»›".contains(c)) => {
            &spaced[..c.len_utf8()]
        }
        _ => "",
    }
}

/// How the letters of a word are written, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    word: u32,
    number: u32,
}

impl Shape {
    /// Reads a word.
    pub fn of(word: &str) -> Self {
        let number = if word.chars().any(char::is_numeric) && !word.chars().all(char::is_alphanumeric) {
            // `5 %` is 5%: a space inside is typography.
            let is_sign = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !is_invisible(*c);
            word.chars().filter(is_sign).fold(NOTHING, hashed)
        } else {
            NOTHING
        };
        Shape { word: hash_of(NOTHING, word), number }
    }

    /// The word with nothing around it.
    fn alone(self) -> Writing {
        let Self { word, number } = self;
        Writing { word, number, before: NOTHING, after: NOTHING, next: NOTHING, between: NOTHING }
    }
}

/// What a side is written like, word by word.
#[derive(Default)]
pub(super) struct Writer {
    /// The last letter of the word before in the block.
    last: Option<char>,
}

impl Writer {
    /// Takes the next word of a block: `between` is what stands before it since the word before, or since the block
    /// began; `shape` is that of the word.
    pub fn word(&mut self, words: &mut Vec<Writing>, between: &str, word: &str, shape: Shape) {
        if between == " "
            && self.last.is_some()
            && let Some(before) = words.last_mut()
        {
            // What follows would say the same, at length: a space says nothing.
            before.between = hashed(before.between, ' ');
            words.push(shape.alone());
            self.last = word.chars().next_back();
            return;
        }
        let (first, last) = (word.chars().next(), word.chars().next_back());
        let left = self.last;
        match words.last_mut() {
            Some(before) if left.is_some() => {
                before.next = signs(before.next, between, left, first);
                before.between = hash_of(before.between, between);
                before.after =
                    signs(NOTHING, close_after(between, !between.ends_with(char::is_whitespace)), left, None);
            }
            // The block before ended there.
            Some(before) => {
                before.next = signs(before.next, between, None, first);
                before.between = hash_of(before.between, between);
            }
            None => {}
        }
        let close = close_before(between);
        let outside = if close.len() < between.len() { Some(' ') } else { left };
        words.push(Writing { before: edge(close, outside, first), ..shape.alone() });
        self.last = last;
    }

    /// Takes what stands after the last word of a block.
    pub fn end(&mut self, words: &mut [Writing], rest: &str) {
        if let (Some(before), Some(left)) = (words.last_mut(), self.last) {
            before.next = signs(before.next, rest, Some(left), None);
            before.between = hashed(hash_of(before.between, rest), BLOCK_END);
            before.after = signs(NOTHING, close_after(rest, false), Some(left), None);
        }
        self.last = None;
    }
}

/// The signs close before a word. What joins it to a number before is that number's: a passage may begin inside a date.
fn edge(close: &str, outside: Option<char>, first: Option<char>) -> u32 {
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    if digit(outside) && digit(first) { NOTHING } else { signs(NOTHING, close, outside, first) }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// In what the matched words of a passage differ though they are the same words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// In marks.
    pub marks: bool,
    /// In a sign that changes the meaning.
    pub signs: bool,
    /// In how they are written.
    pub typography: bool,
}

/// Holds the matched words of two sides against each other. Linear in the tokens matched.
pub(super) fn difference(a: &Side, b: &Side, runs: &[Run]) -> Difference {
    let mut found = Difference::default();
    for run in runs {
        for step in 0..run.len {
            let (i, j) = ((run.a + step) as usize, (run.b + step) as usize);
            let (x, y) = (&a.writing[i], &b.writing[j]);
            if a.exacts[i] != b.exacts[j] {
                // Digits of two scripts are no marks.
                let letters = a.exacts[i].contains(char::is_alphabetic);
                found.marks |= letters;
                found.typography |= !letters;
            }
            found.typography |= x.word != y.word;
            found.signs |= x.number != y.number;
            if step + 1 < run.len {
                found.signs |= x.next != y.next;
                found.typography |= x.between != y.between;
            }
        }
    }
    if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
        let end = |at: u32| (at + last.len - 1) as usize;
        found.signs |= a.writing[first.a as usize].before != b.writing[first.b as usize].before;
        found.signs |= a.writing[end(last.a)].after != b.writing[end(last.b)].after;
    }
    found
}
