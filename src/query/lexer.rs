//! Cuts a query into words, quotations and signs. A sign that ordinary text may have in that place is left in the text.

use super::near::Apart;
use super::syntax::Word;
use super::word_lexer::{gloss_word, regex_at};
use crate::article::Facet;
use crate::index::gloss::GlossKind;
use crate::query::spec::Problem;
use crate::text::exact_key;

/// The words apart that `NEAR` alone allows.
pub const NEAR_DEFAULT: u32 = 10;
/// The words apart that `NEAR` allows at most: no phrase and no neighbour reaches into another block.
pub const NEAR_LIMIT: u32 = crate::index::BLOCK_GAP;

/// What is an operator where it stands alone.
pub const OPERATORS: [&str; 4] = ["OR", "NOT", "AND", "NEAR"];

/// A field that a query may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// `title:`
    Title,
    /// `source:` or `category:`
    Value(Facet),
    /// `date:`
    Date,
    /// `lemma:` or `pos:`
    Gloss(GlossKind),
}

/// Every field with its names, in English and in Vietnamese; a query is printed with the first.
pub const FIELD_NAMES: [(&str, FieldName); 10] = [
    ("title", FieldName::Title),
    ("source", FieldName::Value(Facet::Source)),
    ("category", FieldName::Value(Facet::Category)),
    ("date", FieldName::Date),
    ("lemma", FieldName::Gloss(GlossKind::Lemma)),
    ("pos", FieldName::Gloss(GlossKind::Class)),
    ("tít", FieldName::Title),
    ("nguồn", FieldName::Value(Facet::Source)),
    ("mục", FieldName::Value(Facet::Category)),
    ("ngày", FieldName::Date),
];

/// Whether a word is an operator where it stands alone, in whatever form its letters come.
pub fn is_operator(word: &str) -> bool {
    OPERATORS.contains(&word) || apart_of(word).is_some() || is_vietnamese_or(word)
}

/// `HOẶC`.
fn is_vietnamese_or(word: &str) -> bool {
    !word.is_ascii() && !word.chars().any(char::is_lowercase) && exact_key(word) == "hoặc"
}

/// The field of a name. English ones are compared as they are typed; of others the marks may be written in two ways.
pub fn field_of(name: &str) -> Option<FieldName> {
    let written = if name.is_ascii() || name.chars().any(char::is_uppercase) { None } else { Some(exact_key(name)) };
    let is_named = |known: &str| known == name || written.as_deref() == Some(known);
    FIELD_NAMES.iter().find(|(known, _)| is_named(known)).map(|(_, field)| *field)
}

impl FieldName {
    /// As it is typed, without its colon.
    pub fn name(self) -> &'static str {
        FIELD_NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Lexeme {
    /// A run without white space.
    Text(String),
    /// What stands in quotation marks.
    Quoted(String),
    /// A regular expression, or a gloss.
    Word(Word),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`
    Or,
    /// `-` or `NOT`
    Not,
    /// `+` or `AND`
    Plus,
    /// `NEAR`, `NEAR/5` or `PRE/5`
    Near(Apart),
    /// `title:`
    Field(FieldName),
}

fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"', '”', '“']),
        '“' | '„' => Some(&['”', '“', '"']),
        '«' => Some(&['»']),
        _ => None,
    }
}

/// Cuts a query into lexemes, each with its place. Linear, but for quotation marks without a partner.
pub fn lex(query: &str, problems: &mut Vec<Problem>) -> Vec<(Lexeme, u32)> {
    let mut lexemes = Vec::new();
    let mut rest = query;
    // A headline in capitals, as newspapers print them, is no expression.
    let in_capitals = !query.chars().any(char::is_lowercase);
    // Whether a sign may stand here: after white space, an opening parenthesis, or another sign.
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        let at = (query.len() - rest.len()) as u32;
        let after = &rest[first.len_utf8()..];
        if first.is_whitespace() {
            begins = true;
            rest = after;
        } else if opens_quote(first, after, &query[..at as usize]) {
            let end = closing_at(after, closing(first).unwrap_or_default());
            if end.is_none() {
                problems.push(Problem::UnclosedQuote { at });
            }
            lexemes.push((Lexeme::Quoted(after[..end.unwrap_or(after.len())].to_owned()), at));
            rest = end.map_or("", |end| &after[end + after[end..].chars().next().map_or(0, char::len_utf8)..]);
            begins = false;
        } else if first == '(' || first == ')' {
            lexemes.push((if first == '(' { Lexeme::Open } else { Lexeme::Close }, at));
            rest = after;
            begins = first == '(';
        } else if begins && (first == '-' || first == '+') && operand_follows(after) {
            lexemes.push((if first == '-' { Lexeme::Not } else { Lexeme::Plus }, at));
            rest = after;
        } else if begins && let Some((word, length)) = regex_at(rest, at, problems) {
            lexemes.push((Lexeme::Word(word), at));
            rest = &rest[length..];
            begins = false;
        } else {
            let stop = |(n, c): (usize, char)| {
                let ends = c.is_whitespace() || c == '(' || c == ')';
                let quote = n > 0 && opens_quote(c, &rest[n + c.len_utf8()..], &rest[..n]);
                (ends || quote).then_some(n)
            };
            let word = &rest[..rest.char_indices().find_map(stop).unwrap_or(rest.len())];
            let (lexeme, length) =
                if begins { sign(word, in_capitals, problems) } else { (Lexeme::Text(word.to_owned()), word.len()) };
            begins = matches!(lexeme, Lexeme::Field(_));
            match (lexemes.last_mut(), &lexeme) {
                // A number and its sign are one word, a space between them or not.
                (Some((Lexeme::Text(number), _)), Lexeme::Text(sign))
                    if sign.starts_with('%') && number.ends_with(|c: char| c.is_ascii_digit()) =>
                {
                    number.push_str(sign);
                }
                _ => lexemes.push((lexeme, at)),
            }
            rest = &rest[length.max(first.len_utf8())..];
        }
    }
    lexemes
}

/// Whether a mark opens a quotation; after a letter or digit only when it is closed and not followed by a space: `5"` is
/// a length.
fn opens_quote(mark: char, after: &str, before: &str) -> bool {
    let Some(ends) = closing(mark) else { return false };
    if is_gershayim(mark, before, after) {
        return false;
    }
    !before.ends_with(char::is_alphanumeric) || (!after.starts_with(char::is_whitespace) && after.contains(ends))
}

/// Where a quotation ends: at the first closing mark that is no sign inside a Hebrew word.
fn closing_at(text: &str, marks: &[char]) -> Option<usize> {
    let ends = |(at, mark): &(usize, &str)| {
        let mark = mark.chars().next().unwrap_or_default();
        !is_gershayim(mark, &text[..*at], &text[at + mark.len_utf8()..])
    };
    text.match_indices(marks).find(ends).map(|(at, _)| at)
}

/// Whether a straight mark is typed for the gershayim of a Hebrew abbreviation (צה"ל): between two letters of one word.
fn is_gershayim(mark: char, before: &str, after: &str) -> bool {
    let is_hebrew = |letter: char| ('\u{5D0}'..='\u{5F2}').contains(&letter);
    mark == '"' && before.ends_with(is_hebrew) && after.starts_with(is_hebrew)
}

/// Whether what follows can be excluded or asked for: `->` and `--` are punctuation.
fn operand_follows(after: &str) -> bool {
    let starts = |c: char| c.is_alphanumeric() || matches!(c, '(' | '*' | '?' | '/') || closing(c).is_some();
    after.starts_with(starts)
}

/// The digits of `NEAR/5` or `PRE/5`, and whether the order counts. `PRE` alone is a word.
fn apart_of(word: &str) -> Option<(&str, bool)> {
    let (name, digits) = word.split_once('/')?;
    let in_order = name == "PRE";
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && (in_order || name == "NEAR")).then_some((digits, in_order))
}

/// A run that may be an operator or begin with a field's name, and the length of what it is.
fn sign(word: &str, in_capitals: bool, problems: &mut Vec<Problem>) -> (Lexeme, usize) {
    let whole = |lexeme| (lexeme, word.len());
    match word {
        "OR" => return whole(Lexeme::Or),
        "NOT" => return whole(Lexeme::Not),
        // All the words is what juxtaposition means already.
        "AND" => return whole(Lexeme::Plus),
        "NEAR" => return whole(Lexeme::Near(Apart { words: NEAR_DEFAULT, in_order: false })),
        _ if !in_capitals && is_vietnamese_or(word) => return whole(Lexeme::Or),
        _ => {}
    }
    if let Some((digits, in_order)) = apart_of(word) {
        let asked: u32 = digits.parse().unwrap_or(u32::MAX);
        if asked > NEAR_LIMIT {
            problems.push(Problem::TooLarge { part: word.to_owned(), limit: NEAR_LIMIT });
        }
        return whole(Lexeme::Near(Apart { words: asked.clamp(1, NEAR_LIMIT), in_order }));
    }
    let field = word.split_once(':').and_then(|(name, _)| Some((name, field_of(name)?)));
    if let Some((name, FieldName::Gloss(kind))) = field
        && let Some(gloss) = gloss_word(kind, &word[name.len() + 1..])
    {
        return whole(Lexeme::Word(gloss));
    }
    match field {
        Some((name, field)) => (Lexeme::Field(field), name.len() + 1),
        None => whole(Lexeme::Text(word.to_owned())),
    }
}
