//! A text as lines: where each begins and ends, how wide it is, how it closes.
//!
//! A paragraph is a line, or several that were wrapped (`super::wrap`). Nothing here knows what a line is for.

/// Widths are counted no further: anything wider is a long paragraph.
pub(super) const WIDEST: u32 = 2000;

/// How a line closes, its closing quotes and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A full stop of any script.
    Stop,
    /// `?` or `!` of any script.
    Call,
    /// `…` or `...`.
    Dots,
    /// `,` `;` or `:` of any script.
    Pause,
    /// No punctuation.
    Open,
}

/// A line, or a wrapped paragraph, without the white space around it, as a half-open byte range. Never empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Characters, where one of a script without spaces between words counts three; at most [`WIDEST`].
    pub width: u32,
    /// How it closes.
    pub ending: Ending,
}

impl Line {
    /// Measures a byte range of a text, after trimming it; `None` when only white space is in it.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        let raw = &text[start..end];
        let left = raw.trim_start();
        let body = left.trim_end();
        if body.is_empty() {
            return None;
        }
        let start = start + (raw.len() - left.len());
        let (mut width, mut ending) = (0, Ending::Open);
        for c in body.chars().take(WIDEST as usize) {
            width += if ('\u{2e80}'..'\u{1f000}').contains(&c) { 3 } else { 1 };
        }
        if let Some(found) = ending_of(body) {
            ending = found;
        }
        Some(Self { start: start as u32, end: (start + body.len()) as u32, width: width.min(WIDEST), ending })
    }

    /// Its text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// Takes the next line of the same paragraph to it.
    pub fn extend(&mut self, next: &Self) {
        self.end = next.end;
        self.width = (self.width + 1 + next.width).min(WIDEST);
        self.ending = next.ending;
    }

    /// Whether it closes a sentence.
    pub fn closes(&self) -> bool {
        matches!(self.ending, Ending::Stop | Ending::Call | Ending::Dots)
    }

    /// Whether it reads as a paragraph of prose: long, or a closed sentence of some length.
    pub fn is_prose(&self) -> bool {
        self.width >= 240 || (self.width >= 45 && self.ending != Ending::Open)
    }
}

/// How many closing marks are looked behind.
const CLOSING_CHARS: usize = 8;

fn ending_of(body: &str) -> Option<Ending> {
    let mut chars = body.chars().rev().take(CLOSING_CHARS).skip_while(|c| {
        matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '」' | '』' | '）' | '›' | '\u{200b}'..='\u{200f}')
    });
    Some(match chars.next()? {
        '.' if chars.next() == Some('.') => Ending::Dots,
        '.' | '。' | '．' | '।' | '॥' | '۔' | '።' | '។' | '།' | '꧉' | '။' | '։' => Ending::Stop,
        '?' | '!' | '？' | '！' | '؟' | '\u{37e}' => Ending::Call,
        '…' => Ending::Dots,
        ',' | ';' | ':' | '，' | '；' | '：' | '、' | '،' | '؛' => Ending::Pause,
        _ => Ending::Open,
    })
}

/// Splits a text at its line and paragraph separators, skipping empty lines.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = from;
    for part in text[from..].split(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}', '\u{85}']) {
        found.extend(Line::new(text, at, at + part.len()));
        at += part.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// Whether two lines say the same, white space aside.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || (one.len().abs_diff(other.len()) <= 64 && one.split_whitespace().eq(other.split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_split_and_trim() {
        let text = "\u{a0}Một \r\n\n hai\u{2029}ba";
        let found: Vec<_> = lines(text, 0).iter().map(|l| l.of(text)).collect();
        assert_eq!(found, ["Một", "hai", "ba"]);
    }

    #[test]
    fn endings_look_behind_quotes() {
        for (line, expected) in [
            ("Hết.”", Ending::Stop),
            ("Hội nghị", Ending::Open),
            ("rồi sao?", Ending::Call),
            ("vân vân...", Ending::Dots),
            ("gồm:", Ending::Pause),
            ("结束。", Ending::Stop),
            ("(Ảnh: AB)", Ending::Open),
        ] {
            assert_eq!(Line::new(line, 0, line.len()).unwrap().ending, expected, "{line}");
        }
    }
}
