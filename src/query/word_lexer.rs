//! Reads a piece of a query without white space: its words, and the patterns among them. A sign that is not where a
//! pattern has it is punctuation; an asterisk that is left over is named as a problem, for it is hardly ever typed else.

use super::lexer::{FieldName, field_of};
use super::pattern::regex::{self, Refusal};
use super::syntax::{Form, Piece, Word};
use crate::index::gloss::{GlossKind, gloss_key};
use crate::index::term_key;
use crate::query::spec::Problem;
use crate::text::{Token, exact_key, tokens};

/// The most edits that `~` allows.
pub const EDITS_LIMIT: u8 = 2;
/// The longest word that `~` is read after, in characters.
const NEAR_LIMIT_CHARS: usize = 40;

/// The words of what stands in quotation marks, `at` being its place in the query. No sign but those of patterns is read.
pub fn quoted_words(text: &str, at: u32, problems: &mut Vec<Problem>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut from = 0;
    for chunk in text.split(char::is_whitespace) {
        let mut rest = chunk;
        if let Some((name, value)) = chunk.split_once(':')
            && let Some(FieldName::Gloss(kind)) = field_of(name)
            && let Some(word) = gloss_word(kind, value)
        {
            words.push(word);
            rest = "";
        } else if let Some((word, length)) = regex_at(chunk, at + from as u32, problems) {
            words.push(word);
            rest = &chunk[length..];
        }
        if !rest.is_empty() {
            chunk_words(rest, at + (from + chunk.len() - rest.len()) as u32, &mut words, problems);
        }
        from += chunk.len();
        from += text[from..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// What asks for a gloss: `lemma:go*`. Its surface is written so that it is read as the same word wherever it stands: blanks
/// are underscores, and no sign of the language stands in it but wildcards.
pub fn gloss_word(kind: GlossKind, value: &str) -> Option<Word> {
    let mut kept = String::new();
    for sign in value.chars().filter(|sign| !"()\"“”„«»".contains(*sign)) {
        let sign = if sign.is_whitespace() { '_' } else { sign };
        if !(matches!(sign, '*' | '_') && kept.ends_with(sign)) {
            kept.push(sign);
        }
    }
    // A comma parts it from the word after it.
    let value = kept.trim_matches('_').trim_end_matches([',', ';']);
    let surface = format!("{}:{value}", FieldName::Gloss(kind).name());
    let bare = value.replace(['*', '?'], "");
    let (exact, form) = if bare.len() == value.len() {
        (gloss_key(kind, value)?, Form::Plain)
    } else {
        let mut pieces = vec![];
        let mut text = kind.sign().to_string();
        for sign in value.chars() {
            let piece = match sign {
                '*' => Piece::Run,
                '?' => Piece::One,
                sign => {
                    text.push(if sign == '_' { ' ' } else { sign });
                    continue;
                }
            };
            pieces.extend((!text.is_empty()).then(|| Piece::Text(std::mem::take(&mut text))));
            pieces.push(piece);
        }
        pieces.extend((!text.is_empty()).then_some(Piece::Text(text)));
        (gloss_key(kind, &bare).unwrap_or_else(|| kind.sign().to_string()), Form::Glob(pieces))
    };
    Some(Word { surface, exact, form, joined: false, hyphenated: false })
}

/// A regular expression at the start of a text, with its length: a slash, no white space, a slash, and no letter after
/// it. What is no expression, and what is no pattern between its slashes, is left to be read as words.
pub fn regex_at(text: &str, at: u32, problems: &mut Vec<Problem>) -> Option<(Word, usize)> {
    let body = text.strip_prefix('/')?;
    let mut escaped = false;
    let end = body.find(|c: char| {
        let ends = c.is_whitespace() || (c == '/' && !escaped);
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let (source, after) = (&body[..end], &body[end..]);
    let after = after.strip_prefix('/')?;
    if source.is_empty() || after.starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return None;
    }
    let surface = &text[..text.len() - after.len()];
    match regex::parse(source) {
        Ok(ast) => {
            let word = Word {
                surface: surface.to_owned(),
                exact: String::new(),
                form: Form::Regex(ast),
                joined: false,
                hyphenated: false,
            };
            Some((word, surface.len()))
        }
        Err(Refusal::Syntax) => {
            problems.push(Problem::NotUnderstood { part: surface.to_owned(), at });
            None
        }
        Err(Refusal::Size) => {
            problems.push(Problem::TooLarge { part: surface.to_owned(), limit: regex::STATES_LIMIT });
            None
        }
    }
}

/// An address is plain words: its question mark is no wildcard.
fn is_address(chunk: &str) -> bool {
    chunk.contains("://")
        || chunk.contains(['=', '@', '&'])
        || chunk.starts_with("www.")
        || chunk.find('/').is_some_and(|slash| chunk[slash..].contains('?'))
}

/// Parts whose lost signs are named; who writes more knows by then.
const SIGNS_NAMED: usize = 3;

/// Appends the words of a chunk without white space.
pub fn chunk_words(chunk: &str, at: u32, words: &mut Vec<Word>, problems: &mut Vec<Problem>) {
    let found = tokens(chunk);
    let mut reader =
        Chunk { text: chunk, at, tokens: &found, wild: !is_address(chunk), stars: 0, words, problems, begun: 0 };
    reader.begun = reader.words.len();
    let mut next = 0;
    while next < found.len() {
        next = reader.word(next);
    }
    let stars = chunk.matches('*').count();
    if stars > reader.stars {
        reader.problems.push(Problem::NotUnderstood { part: chunk.to_owned(), at });
    }
    let mut said = problems.iter().filter_map(|problem| match problem {
        Problem::SignsLeftOut { part, .. } => Some(part),
        _ => None,
    });
    let is_room = said.clone().count() < SIGNS_NAMED && !said.any(|part| part == chunk);
    if is_room && has_lost_sign(chunk, &found) {
        let read = found.iter().map(|token| token.of(chunk)).collect::<Vec<_>>().join(" ");
        problems.push(Problem::SignsLeftOut { part: chunk.to_owned(), read });
    }
}

/// Whether a sign that may have been meant stands right before or after a word: `C#`, `C++`, `.NET`, `@name`, but no
/// punctuation, nor what parts an address.
fn has_lost_sign(chunk: &str, found: &[Token]) -> bool {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let meant = |text: &str| text.contains(['#', '@', '+', '&', '$', '€', '£', '¥', '₫', '=', '^', '°', '§', '\\']);
    let (before, after) = (&chunk[..first.start as usize], &chunk[last.end as usize..]);
    let is_link = chunk.contains("://") || chunk.contains('=') || chunk.starts_with("www.");
    let inside = |pair: &[Token]| {
        let gap = &chunk[pair[0].end as usize..pair[1].start as usize];
        // The sign of a mail address parts its words as a full stop does.
        gap != "@" && meant(gap)
    };
    let at_edge = meant(before) || meant(after) || (before.ends_with('.') && !before.ends_with(".."));
    at_edge || (!is_link && found.windows(2).any(inside))
}

struct Chunk<'c> {
    text: &'c str,
    at: u32,
    tokens: &'c [Token],
    /// Whether wildcards are read.
    wild: bool,
    /// Asterisks that were read.
    stars: usize,
    words: &'c mut Vec<Word>,
    problems: &'c mut Vec<Problem>,
    /// Words before this chunk.
    begun: usize,
}

impl Chunk<'_> {
    /// What stands between a token and the one before it.
    fn gap(&self, token: usize) -> &str {
        let before = token.checked_sub(1).map_or(0, |before| self.tokens[before].end as usize);
        let after = self.tokens.get(token).map_or(self.text.len(), |token| token.start as usize);
        &self.text[before..after]
    }

    /// Reads the word that starts with a token; returns the token after it.
    fn word(&mut self, first: usize) -> usize {
        let mut pieces = Vec::new();
        let lead = self.leading_wildcards(first);
        pieces.extend(self.pieces(lead));
        let start = self.tokens[first].start as usize - lead.len();
        let mut last = first;
        pieces.push(Piece::Text(self.tokens[first].of(self.text).to_owned()));
        let mut end = self.tokens[first].end as usize;
        loop {
            let wildcards = self.wildcards_after(last);
            if wildcards.is_empty() {
                break;
            }
            pieces.extend(self.pieces(wildcards));
            end += wildcards.len();
            match self.tokens.get(last + 1) {
                Some(next) if next.start as usize == end => {
                    pieces.push(Piece::Text(next.of(self.text).to_owned()));
                    last += 1;
                    end = next.end as usize;
                }
                _ => break,
            }
        }
        let is_plain = pieces.len() == 1;
        let mut form = if is_plain { Form::Plain } else { Form::Glob(pieces) };
        let mut next = last + 1;
        if let Some((distance, length, tokens)) = self.distance(last, end) {
            let surface = &self.text[start..end];
            if is_plain && surface.chars().count() <= NEAR_LIMIT_CHARS {
                form = Form::Near(distance);
            } else {
                let part = self.text[start..end + length].to_owned();
                self.problems.push(Problem::NotUnderstood { part, at: self.at + start as u32 });
            }
            end += length;
            next += tokens;
        }
        let mut surface = self.text[start..end].to_owned();
        if let Form::Near(distance) = form
            && let Some((bare, asked)) = surface.rsplit_once('~')
            && asked.parse() != Ok(distance)
            && !asked.is_empty()
        {
            // As it is read: no query that is made of it asks for more.
            surface = format!("{bare}~{distance}");
        }
        let typed = surface.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = if matches!(form, Form::Near(_)) { typed.trim_end_matches('~') } else { &surface };
        let exact = term_key(exact_key(bare));
        let joined = self.words.len() > self.begun;
        let hyphenated = joined && matches!(self.gap(first), "-" | "\u{2010}");
        self.words.push(Word { surface, exact, form, joined, hyphenated });
        next
    }

    /// Wildcards right before the first token of a chunk, or after punctuation.
    fn leading_wildcards(&self, first: usize) -> &'static str {
        let gap = self.gap(first);
        let stem = gap.trim_end_matches(['*', '?']);
        let run = &gap[stem.len()..];
        // A question mark inside a gap ended a sentence; after a token the run was that token's.
        let free =
            if first == 0 { stem.is_empty() || !run.contains('?') } else { !stem.is_empty() && !run.contains('?') };
        if self.wild && free { readable(run) } else { "" }
    }

    /// Wildcards right after a token: those that go on to the next one, or asterisks that end the word.
    fn wildcards_after(&self, last: usize) -> &'static str {
        let gap = self.gap(last + 1);
        let run = &gap[..gap.len() - gap.trim_start_matches(['*', '?']).len()];
        if !self.wild || run.is_empty() {
            return "";
        }
        let before = self.tokens[last].of(self.text);
        match self.tokens.get(last + 1).filter(|_| run.len() == gap.len()) {
            Some(next) => {
                let after = next.of(self.text);
                let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                // 5*3 is a product, and `thế nào?Tôi` two sentences.
                let product = digits(before) && digits(after);
                let sentence =
                    run == "?" && before.ends_with(char::is_lowercase) && after.starts_with(char::is_uppercase);
                if product || sentence { "" } else { readable(run) }
            }
            None => readable(&run[..run.rfind('*').map_or(0, |star| star + 1)]),
        }
    }

    fn pieces(&mut self, run: &'static str) -> Vec<Piece> {
        self.stars += run.matches('*').count();
        run.chars().map(|sign| if sign == '*' { Piece::Run } else { Piece::One }).collect()
    }

    /// `~1` after a word: the edits, the length of the sign, and the tokens it takes.
    fn distance(&mut self, last: usize, end: usize) -> Option<(u8, usize, usize)> {
        let rest = self.text[end..].strip_prefix('~')?;
        if !self.tokens[last].of(self.text).contains(char::is_alphabetic) {
            return None;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if rest[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '~') {
            return None;
        }
        let token_is_digits = |token: &Token| (token.end - token.start) as usize == digits;
        if digits > 0 && !self.tokens.get(last + 1).is_some_and(token_is_digits) {
            return None;
        }
        let asked: u32 = if digits == 0 { 1 } else { rest[..digits].parse().unwrap_or(u32::MAX) };
        let distance = u8::try_from(asked).unwrap_or(u8::MAX).min(EDITS_LIMIT);
        if asked > u32::from(EDITS_LIMIT) {
            let part = format!("~{}", &rest[..digits]);
            self.problems.push(Problem::TooLarge { part, limit: u32::from(EDITS_LIMIT) });
        }
        Some((distance, 1 + digits, usize::from(digits > 0)))
    }
}

/// A run of wildcards, if it is one: no two asterisks side by side, and not too long.
fn readable(run: &str) -> &'static str {
    const RUNS: [&str; 9] = ["*", "?", "??", "???", "*?", "?*", "?*?", "*??", "??*"];
    RUNS.into_iter().find(|known| *known == run).unwrap_or("")
}
