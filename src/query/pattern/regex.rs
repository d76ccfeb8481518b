//! Reads regular expressions on one token: characters, classes, groups, alternation and repetition. No look-around, no
//! back-reference, nothing that cannot be matched in one pass.

use super::ast::{Ast, Set};
use crate::text::unplaced_key;

/// States a pattern may take, repetitions written out.
pub const STATES_LIMIT: u32 = 400;
const DEPTH_LIMIT: usize = 24;

/// Why a pattern is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a pattern of this language.
    Syntax,
    /// More than [`STATES_LIMIT`] states.
    Size,
}

/// Reads a pattern, which is always anchored to the whole token: `^` at its start and `$` at its end say so again.
///
/// # Errors
/// Says why it is no pattern.
pub fn parse(source: &str) -> Result<Ast, Refusal> {
    let source = source.strip_prefix('^').unwrap_or(source);
    let ends = source.strip_suffix('$').filter(|rest| !rest.ends_with('\\'));
    let letters: Vec<char> = ends.unwrap_or(source).chars().collect();
    let mut reader = Reader { letters: &letters, at: 0, depth: 0 };
    let ast = reader.any()?;
    if reader.at < letters.len() {
        return Err(Refusal::Syntax);
    }
    if ast.states() > STATES_LIMIT { Err(Refusal::Size) } else { Ok(ast) }
}

struct Reader<'l> {
    letters: &'l [char],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn next(&mut self) -> Result<char, Refusal> {
        let letter = self.peek().ok_or(Refusal::Syntax)?;
        self.at += 1;
        Ok(letter)
    }

    fn eat(&mut self, letter: char) -> bool {
        let here = self.peek() == Some(letter);
        self.at += usize::from(here);
        here
    }

    fn any(&mut self) -> Result<Ast, Refusal> {
        let mut parts = vec![self.seq()?];
        while self.eat('|') {
            parts.push(self.seq()?);
        }
        Ok(Ast::any_of(parts))
    }

    fn seq(&mut self) -> Result<Ast, Refusal> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|letter| letter != '|' && letter != ')') {
            let part = self.atom()?;
            parts.push(self.repeated(part)?);
        }
        Ok(Ast::Seq(parts))
    }

    fn atom(&mut self) -> Result<Ast, Refusal> {
        Ok(match self.next()? {
            '.' => Ast::Set(Set::any()),
            '(' => return self.group(),
            '[' => Ast::Set(self.class()?),
            '\\' => Ast::Set(self.escape()?),
            '*' | '+' | '?' | '{' | '}' | ']' | '^' | '$' => return Err(Refusal::Syntax),
            letter => self.letter(letter),
        })
    }

    /// A letter with the combining marks that follow it, composed as keys are.
    fn letter(&mut self, letter: char) -> Ast {
        let mut cluster = String::from(letter);
        while let Some(mark) = self.peek().filter(|mark| ('\u{300}'..='\u{36F}').contains(mark)) {
            cluster.push(mark);
            self.at += 1;
        }
        if cluster.len() == letter.len_utf8() {
            return Ast::Set(Set::one(letter));
        }
        let composed = unplaced_key(&cluster);
        Ast::literal(&if letter.is_uppercase() { composed.to_uppercase() } else { composed })
    }

    fn group(&mut self) -> Result<Ast, Refusal> {
        if self.eat('?') && !self.eat(':') {
            return Err(Refusal::Syntax);
        }
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(Refusal::Size);
        }
        let inner = self.any()?;
        self.depth -= 1;
        if self.eat(')') { Ok(inner) } else { Err(Refusal::Syntax) }
    }

    fn class(&mut self) -> Result<Set, Refusal> {
        let mut set = Set { ranges: Vec::new(), negated: self.eat('^') };
        loop {
            let first = match self.next()? {
                ']' if !set.ranges.is_empty() => return Ok(set),
                '\\' => {
                    let inner = self.escape()?;
                    match inner.ranges.as_slice() {
                        // All but some, inside a class: said with a class of its own.
                        _ if inner.negated => return Err(Refusal::Syntax),
                        &[(letter, last)] if letter == last => letter,
                        ranges => {
                            set.ranges.extend_from_slice(ranges);
                            continue;
                        }
                    }
                }
                letter => letter,
            };
            let ranged = self.peek() == Some('-') && self.letters.get(self.at + 1).is_some_and(|&next| next != ']');
            if !ranged {
                set.ranges.push((first, first));
                continue;
            }
            self.at += 1;
            let last = match self.next()? {
                '\\' => self.next()?,
                letter => letter,
            };
            if last < first {
                return Err(Refusal::Syntax);
            }
            set.ranges.push((first, last));
        }
    }

    fn escape(&mut self) -> Result<Set, Refusal> {
        let ranges = |ranges: &[(char, char)], negated| Ok(Set { ranges: ranges.to_vec(), negated });
        // What stands in a token is letters, digits, marks and the few signs below.
        const SIGNS: [(char, char); 4] = [('\0', '/'), (':', '@'), ('[', '`'), ('{', '\u{7F}')];
        match self.next()? {
            'd' => ranges(&[('0', '9')], false),
            'D' => ranges(&[('0', '9')], true),
            'w' => ranges(&SIGNS, true),
            'W' => ranges(&SIGNS, false),
            letter if letter.is_alphanumeric() => Err(Refusal::Syntax),
            letter => Ok(Set::one(letter)),
        }
    }

    fn repeated(&mut self, part: Ast) -> Result<Ast, Refusal> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let bounds = self.bounds()?;
                self.at -= 1;
                bounds
            }
            _ => return Ok(part),
        };
        self.at += 1;
        // A lazy repetition matches the same whole token.
        self.eat('?');
        if matches!(self.peek(), Some('*' | '+' | '?' | '{')) {
            return Err(Refusal::Syntax);
        }
        if least.max(most.unwrap_or(0)) > STATES_LIMIT {
            return Err(Refusal::Size);
        }
        if most.is_some_and(|most| most < least) {
            return Err(Refusal::Syntax);
        }
        Ok(Ast::Repeat(Box::new(part), least, most))
    }

    /// `3}`, `3,}` or `3,5}`.
    fn bounds(&mut self) -> Result<(u32, Option<u32>), Refusal> {
        let least = self.number().ok_or(Refusal::Syntax)?;
        let most = if self.eat(',') { self.number() } else { Some(least) };
        if self.eat('}') { Ok((least, most)) } else { Err(Refusal::Syntax) }
    }

    fn number(&mut self) -> Option<u32> {
        let from = self.at;
        let mut number = 0u32;
        while let Some(digit) = self.peek().and_then(|letter| letter.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        (self.at > from).then_some(number)
    }
}
