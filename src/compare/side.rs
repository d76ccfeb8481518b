//! An article as the comparison sees it: keys, spans, paragraphs and clauses, one entry per token. What a word is
//! written like is looked at once, however often it comes.
//!
//! It makes no keys of its own and alters no text.

use super::Side;
use super::numbering::Strings;
use super::writing::{Shape, Writer};
use crate::article::{Article, Block, Role};
use crate::text::{exact_key, fold_key, tokens};
use std::ops::{Index, Range};

/// Keys of the tokens of a text, each different one stored once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The different keys, in the order they are first met.
    pub distinct: Vec<String>,
    /// The place of each token's key among them.
    pub numbers: Vec<u32>,
}

impl Keys {
    /// The keys of all tokens.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.of(0..self.numbers.len())
    }

    /// The keys of some tokens.
    pub fn of(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        self.numbers[range].iter().map(|&number| self.distinct[number as usize].as_str())
    }
}

impl Index<usize> for Keys {
    type Output = str;

    fn index(&self, at: usize) -> &str {
        &self.distinct[self.numbers[at] as usize]
    }
}

/// Numbers what tokens are written like, and their keys.
#[derive(Default)]
struct Keyer {
    surfaces: Strings,
    exacts: Strings,
    folds: Strings,
    /// By number of the surface: its exact key, and its shape.
    known: Vec<(u32, Shape)>,
    /// By number of the exact key.
    fold_of: Vec<u32>,
}

impl Keyer {
    /// The numbers of a token's exact key and fold key, and its shape.
    fn token(&mut self, surface: &str) -> (u32, u32, Shape) {
        let (number, is_new) = self.surfaces.number(surface);
        if is_new {
            let key = exact_key(surface);
            let (exact, is_new) = self.exacts.number(&key);
            if is_new {
                self.fold_of.push(self.folds.number(&fold_key(&key)).0);
            }
            self.known.push((exact, Shape::of(surface)));
        }
        let (exact, shape) = self.known[number as usize];
        (exact, self.fold_of[exact as usize], shape)
    }
}

/// An article prepared for comparison, with its text.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    /// The stored text, into which all spans point.
    pub text: &'t str,
    /// Its words.
    pub side: Side,
}

impl<'t> Text<'t> {
    /// Prepares an article; see [`side`].
    pub fn of(article: &'t Article) -> Self {
        Self { text: &article.text, side: side(&article.text, &article.blocks) }
    }

    /// The same with every block as it stands: related stories, residue and second copies too.
    pub fn whole(article: &'t Article) -> Self {
        Self { text: &article.text, side: side_of(&article.text, &article.blocks, |_| true) }
    }
}

/// Prepares one article for comparison.
///
/// Headers, related stories, residue, remarks and the second copy of a doubled block are left out; the tokens of the other blocks
/// stand in reading order, each with the number of its block in `blocks` and the number of its clause. Spans are bytes
/// in `text`. Linear in the length of the text.
pub fn side(text: &str, blocks: &[Block]) -> Side {
    let aside = |role| matches!(role, Role::Header | Role::Related | Role::Residue | Role::Remark);
    side_of(text, blocks, |block| !block.repeats && !aside(block.role))
}

fn side_of(text: &str, blocks: &[Block], counts: impl Fn(&Block) -> bool) -> Side {
    let mut out = Side::default();
    let mut clause = 0;
    let mut writer = Writer::default();
    let mut keyer = Keyer::default();
    // Some seven bytes a word, the space with it.
    out.reserve(text.len() / 7);
    for (number, block) in blocks.iter().enumerate() {
        if !counts(block) {
            continue;
        }
        let body = block.of(text);
        let mut end = 0;
        for token in tokens(body) {
            let (from, to) = (token.start as usize, token.end as usize);
            let between = body.get(end..from).unwrap_or("");
            if parts_clauses(between) {
                clause += 1;
            }
            end = to;
            let (exact, fold, shape) = keyer.token(token.of(body));
            writer.word(&mut out.writing, between, token.of(body), shape);
            out.folds.numbers.push(fold);
            out.exacts.numbers.push(exact);
            out.spans.push((block.start + token.start, block.start + token.end));
            out.blocks.push(number as u32);
            out.clauses.push(clause);
        }
        writer.end(&mut out.writing, body.get(end..).unwrap_or(""));
        clause += 1;
    }
    out.folds.distinct = keyer.folds.keys;
    out.exacts.distinct = keyer.exacts.keys;
    out
}

/// Whether what stands between two tokens ends a clause. A hyphen does so only with a space beside it: `xã hội - kinh tế`
/// has two clauses, `24-1` has one.
fn parts_clauses(between: &str) -> bool {
    if between == " " {
        return false;
    }
    let spaced = between.contains(char::is_whitespace);
    between.chars().any(|mark| match mark {
        '-' => spaced,
        ',' | ';' | ':' | '.' | '!' | '?' | '…' | '(' | ')' | '[' | ']' => true,
        '"' | '\'' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' => true,
        '–' | '—' | '―' | '、' | '。' | '，' | '；' | '：' | '！' | '？' | '「' | '」' | '『' | '』' => {
            true
        }
        '،' | '؛' | '؟' | '।' | '۔' => true,
        _ => false,
    })
}
