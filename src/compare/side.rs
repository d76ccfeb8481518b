//! An article as the comparison sees it: keys, spans, paragraphs and clauses, one entry per token.
//!
//! It makes no keys of its own and alters no text.

use super::Side;
use super::writing::Writer;
use crate::article::{Article, Block, Role};
use crate::text::{exact_key, fold_key, tokens};

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
            writer.word(&mut out.writing, between, token.of(body));
            let exact = exact_key(token.of(body));
            out.folds.push(fold_key(&exact));
            out.exacts.push(exact);
            out.spans.push((block.start + token.start, block.start + token.end));
            out.blocks.push(number as u32);
            out.clauses.push(clause);
        }
        writer.end(&mut out.writing, body.get(end..).unwrap_or(""));
        clause += 1;
    }
    out
}

/// Whether what stands between two tokens ends a clause. A hyphen does so only with a space beside it: `xã hội - kinh tế`
/// has two clauses, `24-1` has one.
fn parts_clauses(between: &str) -> bool {
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
