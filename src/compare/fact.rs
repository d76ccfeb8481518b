//! What changed between two wordings that a reader must not miss: numbers, names, negations, quotations, signs.
//!
//! It reads the edits of one passage and finds no words of its own. It judges by shape and by a short list of negations;
//! it does not know what a sentence means.

use super::writing::sign_of;
use super::{Edit, EditKind, Side};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A number: `1.400` / `1.900`.
    Number,
    /// A name: a word with a capital where no sentence begins, with its neighbours.
    Name,
    /// A word that denies: `không`, `not`.
    Negation,
    /// A quotation: other words in it, or none on one side.
    Quotation,
    /// A currency, per cent, minus, question mark.
    Sign,
}

named!(FactKind {
    Number = "number",
    Name = "name",
    Negation = "negation",
    Quotation = "quotation",
    Sign = "sign",
});

/// One thing that changed, as half-open byte ranges in the two stored texts; an empty range where one side has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// In the first article.
    pub a: (u32, u32),
    /// In the second.
    pub b: (u32, u32),
}

/// Words that deny, as exact keys. Words that deny in one language and are common in another for something else are not
/// among them.
const NEGATIONS: &[&str] = &[
    "không",
    "chưa",
    "chẳng",
    "chả",
    "chớ",
    "đừng",
    "not",
    "no",
    "never",
    "without",
    "neither",
    "nor",
    "none",
    "cannot",
    "ne",
    "pas",
    "jamais",
    "sans",
    "nicht",
    "kein",
    "keine",
    "ohne",
    "nunca",
    "sin",
    "não",
    "не",
    "нет",
    "без",
    "tidak",
    "bukan",
    "belum",
    "لا",
    "لم",
    "لن",
    "ليس",
    "नहीं",
    "안",
    "못",
];
/// The same in scripts without blanks, found anywhere in the words that changed.
const NEGATING: &[&str] = &["不", "没", "沒", "未", "无", "無", "ない", "ません", "ไม่", "មិន", "မ"];
/// Words after which, or before which, `không` is air or space.
const AIR: &[&str] = &["hàng", "khí", "gian", "quân", "trung", "lực"];
/// More capitalised words in a row are a text in capitals.
const NAME_TOKENS: usize = 6;
/// Words of the longest edit that changes something: more were put in or left out, and are read for themselves.
const CHANGED_TOKENS: usize = 12;
/// A quotation is looked for from the start of the line a passage stands in, this many bytes away at most.
const LINE_BYTES: usize = 4_096;

type Span = (u32, u32);

/// One side of a passage.
#[derive(Clone, Copy)]
struct Wording<'s> {
    text: &'s str,
    side: &'s Side,
}

impl<'s> Wording<'s> {
    fn of(self, span: Span) -> &'s str {
        self.text.get(span.0 as usize..span.1 as usize).unwrap_or("")
    }

    fn token(self, at: usize) -> &'s str {
        self.of(self.side.spans[at])
    }

    fn is_number(self, at: usize) -> bool {
        self.side.exacts[at].contains(char::is_numeric)
    }

    fn is_negation(self, at: usize) -> bool {
        let word = &self.side.exacts[at];
        let air = |other: usize| other < self.side.spans.len() && AIR.contains(&&self.side.exacts[other]);
        if word == "không" && (air(at + 1) || at > 0 && air(at - 1)) {
            return false;
        }
        NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
    }

    fn is_capitalised(self, at: usize) -> bool {
        self.token(at).starts_with(char::is_uppercase)
    }

    /// Whether a sentence or a quotation begins with a token.
    fn begins(self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let between = self.of((self.side.spans[before].1, self.side.spans[at].0));
        between.contains(['.', '!', '?', '…', ':', '\n', '"', '“', '«', '„', '‘', '-', '–', '—', '•'])
    }

    /// Whether more than blanks stands before a token: no name goes on there.
    fn parted(self, at: usize) -> bool {
        let between = at.checked_sub(1).map(|before| self.of((self.side.spans[before].1, self.side.spans[at].0)));
        between.is_none_or(|between| between.contains(|c: char| !c.is_whitespace() || c == '\n'))
    }

    /// The names that touch a range: runs of capitalised words, of which one begins no sentence.
    fn names(self, span: Span) -> Vec<Span> {
        let inside = self.side.tokens_in(span);
        let mut names = Vec::new();
        let mut at = inside.start;
        while at < inside.end {
            if !self.is_capitalised(at) {
                at += 1;
                continue;
            }
            let (mut from, mut to) = (at, at + 1);
            while from > 0 && self.is_capitalised(from - 1) && !self.parted(from) {
                from -= 1;
            }
            while to < self.side.spans.len() && self.is_capitalised(to) && !self.parted(to) {
                to += 1;
            }
            if to - from <= NAME_TOKENS && (to - from > 1 || !self.begins(from)) {
                names.push((self.side.spans[from].0, self.side.spans[to - 1].1));
            }
            at = to;
        }
        names
    }

    /// The tokens of a range that are something, each by itself.
    fn all(self, span: Span, is: fn(Self, usize) -> bool) -> Vec<Span> {
        self.side.tokens_in(span).filter(|&at| is(self, at)).map(|at| self.side.spans[at]).collect()
    }
}

/// What changed, by place in the first wording, each once.
pub(super) fn facts(texts: (&str, &str), sides: (&Side, &Side), edits: &[Edit]) -> Vec<Fact> {
    let (a, b) = (Wording { text: texts.0, side: sides.0 }, Wording { text: texts.1, side: sides.1 });
    let mut facts = Vec::new();
    for edit in edits {
        let long = a.side.tokens_in(edit.a).len().max(b.side.tokens_in(edit.b).len()) > CHANGED_TOKENS;
        if long || !matches!(edit.kind, EditKind::Replaced | EditKind::OnlyA | EditKind::OnlyB) {
            continue;
        }
        let mut differ =
            |kind, in_a: Vec<Span>, in_b: Vec<Span>| differing(kind, (a, b), *edit, in_a, in_b, &mut facts);
        differ(FactKind::Number, a.all(edit.a, Wording::is_number), b.all(edit.b, Wording::is_number));
        differ(FactKind::Name, a.names(edit.a), b.names(edit.b));
        differ(FactKind::Negation, a.all(edit.a, Wording::is_negation), b.all(edit.b, Wording::is_negation));
        let (in_a, in_b) = (a.of(edit.a), b.of(edit.b));
        if NEGATING.iter().any(|word| in_a.contains(word) != in_b.contains(word)) {
            facts.push(Fact { kind: FactKind::Negation, a: edit.a, b: edit.b });
        }
        let signs = |text: &str| text.chars().filter_map(sign_of).filter(|sign| *sign != '"').collect::<String>();
        let between = edit.kind == EditKind::Replaced && !(in_a.to_owned() + in_b).contains(char::is_alphanumeric);
        let quotes = |text: &str| text.chars().filter_map(sign_of).any(|sign| sign == '"');
        if signs(in_a) != signs(in_b) || between && !quotes(in_a) && !quotes(in_b) {
            facts.push(Fact { kind: FactKind::Sign, a: edit.a, b: edit.b });
        }
    }
    quotations((a, b), edits, &mut facts);
    crate::sort::by_key(&mut facts, |fact| (fact.a, fact.b, fact.kind));
    facts.dedup();
    facts
}

/// Pairs what stands on either side of an edit in order, leaving out what both have.
fn differing(
    kind: FactKind,
    (a, b): (Wording, Wording),
    edit: Edit,
    mut in_a: Vec<Span>,
    mut in_b: Vec<Span>,
    facts: &mut Vec<Fact>,
) {
    in_a.retain(|&span| match in_b.iter().position(|&other| a.of(span) == b.of(other)) {
        Some(at) => {
            in_b.remove(at);
            false
        }
        None => true,
    });
    for at in 0..in_a.len().max(in_b.len()) {
        let or_none = |spans: &[Span], none: u32| spans.get(at).copied().unwrap_or((none, none));
        facts.push(Fact { kind, a: or_none(&in_a, edit.a.1), b: or_none(&in_b, edit.b.1) });
    }
}

/// Calls out quotations whose words changed, and those only one side has.
fn quotations((a, b): (Wording, Wording), edits: &[Edit], facts: &mut Vec<Fact>) {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return };
    let whole = ((first.a.0, last.a.1.max(first.a.1)), (first.b.0, last.b.1.max(first.b.1)));
    let (quoted_a, quoted_b) = (quoted(a.text, whole.0), quoted(b.text, whole.1));
    let meets = |x: Span, y: Span| x.0 < y.1 && y.0 < x.1;
    let mut met = vec![false; quoted_b.len()];
    for &quote in &quoted_a {
        let there = (mapped(edits, quote.0, false), mapped(edits, quote.1, true));
        let found = quoted_b.iter().position(|&other| meets(there, other));
        match found {
            Some(at) => {
                met[at] = true;
                let changed = |edit: &&Edit| {
                    edit.kind.is_reworded()
                        && (meets(edit.a, quote) || edit.a.0 == edit.a.1 && meets(edit.b, quoted_b[at]))
                };
                if edits.iter().any(|edit| changed(&edit)) {
                    facts.push(Fact { kind: FactKind::Quotation, a: quote, b: quoted_b[at] });
                }
            }
            None => facts.push(Fact { kind: FactKind::Quotation, a: quote, b: (there.0, there.0) }),
        }
    }
    for (quote, _) in quoted_b.iter().zip(met).filter(|(_, met)| !met) {
        let before = edits.iter().rfind(|edit| edit.kind != EditKind::MovedAway && edit.b.0 <= quote.0);
        let at = before.map_or(whole.0.0, |edit| edit.a.0);
        facts.push(Fact { kind: FactKind::Quotation, a: (at, at), b: *quote });
    }
}

/// Where a byte of the first wording stands in the second.
fn mapped(edits: &[Edit], at: u32, end: bool) -> u32 {
    let holds =
        |edit: &&Edit| edit.kind != EditKind::MovedHere && edit.a.0 <= at && at <= edit.a.1 && edit.a.0 < edit.a.1;
    let found = if end { edits.iter().find(holds) } else { edits.iter().rfind(holds) };
    let Some(edit) = found else { return 0 };
    match edit.kind {
        EditKind::Kept => edit.b.0 + (at - edit.a.0),
        _ if end => edit.b.1,
        _ => edit.b.0,
    }
}

/// What stands in quotation marks in a range, cut to it. A mark inside a word is an apostrophe.
fn quoted(text: &str, span: Span) -> Vec<Span> {
    let (start, end) = (span.0 as usize, span.1 as usize);
    let mut from = start.saturating_sub(LINE_BYTES);
    let mut to = text.len().min(end + LINE_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let from = text[from..start].rfind('\n').map_or(from, |at| from + at + 1);
    let to = text[end..to].find('\n').map_or(to, |at| end + at);
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in marks(&text[from..to]) {
        let at = from + at;
        match open {
            Some((begin, close)) if c == close || (close == '”' && c == '“') => {
                found.push((begin, at));
                open = None;
            }
            None if !text[from..at].ends_with(char::is_alphanumeric) => {
                open = closing(c).map(|close| (at + c.len_utf8(), close));
            }
            _ => {}
        }
    }
    let inside = found.into_iter().map(|(from, to)| (from.max(start) as u32, to.min(end) as u32));
    inside.filter(|span| span.0 < span.1).collect()
}

/// The quotation marks of a text, and a few more, with their places: by the bytes that they begin with, for letters are
/// many and marks few.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let begins = |at: usize| match bytes[at] {
        b'"' | 0xC2 => true,
        0xE2 | 0xE3 => bytes.get(at + 1) == Some(&0x80),
        _ => false,
    };
    (0..bytes.len()).filter(move |&at| begins(at)).filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// The mark that closes what a mark opens. Single marks are left alone: they are apostrophes more often.
fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}
