//! How a word or pattern of a query agrees with the terms of a corpus. It looks up nothing.
//!
//! What is typed without marks suits every marking of it, what is typed with marks only its own (see
//! [`MarksMode::Smart`]); patterns follow the same rule as plain words. The index finds candidates by fold key, with an
//! automaton that suits the fold key of whatever the pattern suits; [`Pattern::tier`] decides, for the index and for the
//! highlighter alike.

pub mod ast;
pub mod automaton;
pub mod regex;
#[cfg(test)]
mod tests;

use super::syntax::{Form, Piece, Word};
use crate::engine::protocol::{MarksMode, Strict, Tier};
use crate::index::placed::Key;
use crate::index::{KEY_LIMIT_BYTES, term_key};
use crate::text::{Overlooked, cased_key, exact_key, fold_key, marks_of, particles, reduced_key, unplaced_key};
use ast::{Ast, Set};
use automaton::Automaton;
use std::borrow::Cow;
use std::rc::Rc;

/// What a key must be.
#[derive(Clone, Debug)]
enum Wanted {
    Key(String),
    Suits(Rc<Automaton>),
}

impl Wanted {
    fn agrees(&self, key: &str) -> bool {
        match self {
            Self::Key(wanted) => wanted == key,
            Self::Suits(automaton) => automaton.matches(key),
        }
    }
}

/// A way to agree: marks that are overlooked, and what must be left.
#[derive(Clone, Debug)]
struct Level {
    tier: Tier,
    overlooked: Overlooked,
    wanted: Wanted,
    /// The same in the case typed, where case must agree.
    cased: Option<Wanted>,
}

/// A word or pattern with everything needed to match it.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As typed.
    pub word: Word,
    /// The fold key of a plain word; of a pattern, what the fold keys it suits begin with.
    pub fold: String,
    levels: Vec<Level>,
    over: Option<Rc<Automaton>>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        // The rest follows from the word and from what holds for a whole query.
        self.word == other.word
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Prepares a word. Costs the size of its automata: a few hundred states at most.
    pub fn of(word: &Word, marks: MarksMode, strict: Strict) -> Self {
        let typed = typed_letters(word);
        let ways = ways(&unplaced_key(&typed), marks, strict);
        let minds_case = strict.case && typed.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
        match ast_of(word) {
            Some(ast) => Self::of_ast(word, &ast, &ways, minds_case),
            None => Self::of_key(word, &ways, minds_case).with_particles(marks, strict),
        }
    }

    /// A plain word, or all that is near one.
    fn of_key(word: &Word, ways: &[(Tier, Overlooked)], minds_case: bool) -> Self {
        let wanted = |key: String| match word.form {
            Form::Near(distance) => Wanted::Suits(Rc::new(Automaton::near(&key, distance))),
            _ => Wanted::Key(key),
        };
        let level = |&(tier, overlooked): &(Tier, Overlooked)| {
            let key = key_at(&word.exact, overlooked).into_owned();
            let cased = minds_case.then(|| wanted(cased_key(&key, &word.surface)));
            Level { tier, overlooked, wanted: wanted(key), cased }
        };
        let fold = key_at(&word.exact, Overlooked::ALL).into_owned();
        let levels = ways.iter().map(level).collect();
        match word.form {
            Form::Near(distance) => {
                let over = Some(Rc::new(Automaton::near(&fold, distance)));
                Self { word: word.clone(), fold: String::new(), levels, over }
            }
            _ => Self { word: word.clone(), fold, levels, over: None },
        }
    }

    /// A Korean word is also found with its particles, after where it stands alone; not where marks must be as typed.
    fn with_particles(mut self, marks: MarksMode, strict: Strict) -> Self {
        if self.word.form != Form::Plain || marks == MarksMode::Exact || strict != Strict::default() {
            return self;
        }
        let particles = particles(&self.word.exact);
        if particles.is_empty() {
            return self;
        }
        let endings = Ast::any_of(particles.iter().map(|particle| Ast::literal(particle)).collect());
        let ast = Ast::Seq(vec![Ast::literal(&self.word.exact), Ast::Repeat(Box::new(endings), 0, Some(1))]);
        let automaton = Rc::new(Automaton::of(&ast));
        let wanted = Wanted::Suits(Rc::clone(&automaton));
        self.levels.push(Level { tier: Tier::Affix, overlooked: Overlooked::default(), wanted, cased: None });
        self.over = Some(automaton);
        self
    }

    fn of_ast(word: &Word, ast: &Ast, ways: &[(Tier, Overlooked)], minds_case: bool) -> Self {
        let lowered = ast.lowered();
        // Typed without marks, all levels are one pattern: its automaton is made once, and learns once.
        let mut made: Vec<(Ast, Rc<Automaton>)> = Vec::new();
        let mut automaton = |ast: Ast| match made.iter().find(|(known, _)| *known == ast) {
            Some((_, automaton)) => Rc::clone(automaton),
            None => {
                let automaton = Rc::new(Automaton::of(&ast));
                made.push((ast, Rc::clone(&automaton)));
                automaton
            }
        };
        let mut levels = Vec::with_capacity(ways.len());
        for &(tier, overlooked) in ways {
            let wanted = Wanted::Suits(automaton(lowered.reduced(overlooked)));
            let cased = minds_case.then(|| Wanted::Suits(automaton(ast.reduced(overlooked))));
            levels.push(Level { tier, overlooked, wanted, cased });
        }
        let fold = match &word.form {
            Form::Glob(pieces) => match pieces.first() {
                Some(Piece::Text(text)) => fold_key(&unplaced_key(text)),
                _ => String::new(),
            },
            _ => String::new(),
        };
        Self { word: word.clone(), fold, levels, over: Some(automaton(lowered.over_folds())) }
    }

    /// Whether another pattern of the same word agrees in the same ways.
    pub fn reads_like(&self, other: &Self) -> bool {
        let ways =
            |pattern: &Self| pattern.levels.iter().map(|level| (level.tier, level.overlooked)).collect::<Vec<_>>();
        self.word.surface == other.word.surface && ways(self) == ways(other)
    }

    /// For a pattern, the automaton over fold keys that finds its candidates; `None` for a plain word, whose only
    /// candidate is its fold key.
    pub fn candidates(&self) -> Option<&Automaton> {
        self.over.as_deref()
    }

    /// The exact key of a plain word that no other form agrees with: one with its tone, or where marks are strict.
    pub fn only_form(&self) -> Option<&str> {
        match self.levels.as_slice() {
            [Level { overlooked, wanted: Wanted::Key(key), .. }] if *overlooked == Overlooked::default() => Some(key),
            _ => None,
        }
    }

    /// Whether case decides: then only a text can say what agrees.
    pub fn minds_case(&self) -> bool {
        self.levels.iter().any(|level| level.cased.is_some())
    }

    /// How a term agrees with this word, if it does, whatever its case. Its fold key is a candidate.
    pub fn tier(&self, exact: &str) -> Option<Tier> {
        self.first_level(exact, |_, _| true)
    }

    /// How a token agrees, of which `key` is a key.
    pub fn tier_in_text(&self, key: &Key, surface: &str) -> Option<Tier> {
        let is_candidate = match &self.over {
            Some(over) => over.matches(key.fold()),
            None => self.fold == key.fold(),
        };
        if !is_candidate {
            return None;
        }
        self.first_level(&key.exact, |level, term| {
            level.cased.as_ref().is_none_or(|wanted| wanted.agrees(&cased_key(term, key.rest_of(surface))))
        })
    }

    fn first_level(&self, exact: &str, also: impl Fn(&Level, &str) -> bool) -> Option<Tier> {
        let agrees = |level: &&Level| {
            let key = key_at(exact, level.overlooked);
            level.wanted.agrees(&key) && also(level, &key)
        };
        self.levels.iter().find(agrees).map(|level| level.tier)
    }
}

fn key_at(exact: &str, overlooked: Overlooked) -> Cow<'_, str> {
    match reduced_key(exact, overlooked) {
        Cow::Owned(key) => Cow::Owned(term_key(key)),
        Cow::Borrowed(key) => Cow::Borrowed(&key[..key.floor_char_boundary(KEY_LIMIT_BYTES)]),
    }
}

/// The ways a term may agree, best first. A query with marks never matches a different set of marks, unless all marks
/// are ignored by wish; what is strict is never overlooked.
fn ways(typed: &str, mode: MarksMode, strict: Strict) -> Vec<(Tier, Overlooked)> {
    let marks = marks_of(typed);
    let (any_tone, any_letter) = match mode {
        MarksMode::Smart => (!marks.tone, !marks.tone && !marks.letter),
        MarksMode::Exact => (false, false),
        MarksMode::Fold => (true, true),
    };
    let tone = any_tone && !strict.tone;
    let (letters, stroke) = (any_letter && !strict.letters, any_letter && !strict.stroke);
    let mut ways = vec![(Tier::Exact, Overlooked::default())];
    if tone {
        ways.push((Tier::Tone, Overlooked { tone, ..Overlooked::default() }));
    }
    if letters || stroke {
        ways.push((Tier::Fold, Overlooked { tone, letters, stroke }));
    }
    ways
}

/// The letters that were typed: they say which marks and which case are meant.
fn typed_letters(word: &Word) -> String {
    match &word.form {
        Form::Plain | Form::Near(_) => word.surface.clone(),
        Form::Glob(pieces) => {
            let texts = pieces.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None });
            texts.map(String::as_str).collect()
        }
        Form::Regex(ast) => ast.letters(),
    }
}

fn ast_of(word: &Word) -> Option<Ast> {
    match &word.form {
        Form::Plain | Form::Near(_) => None,
        Form::Regex(ast) => Some(ast.clone()),
        // A part of a word may carry its tone where the whole word does not: both are meant.
        Form::Glob(pieces) => {
            let written = |key: fn(&str) -> String| {
                let part = |piece: &Piece| match piece {
                    Piece::Text(text) => Ast::literal(&cased_key(&key(text), text)),
                    Piece::One => Ast::Set(Set::any()),
                    Piece::Run => Ast::run(),
                };
                Ast::Seq(pieces.iter().map(part).collect())
            };
            Some(Ast::any_of(vec![written(unplaced_key), written(exact_key)]))
        }
    }
}
